/** A bar for whoever waits at a terminal; nothing at all otherwise. */
import { Presets, SingleBar } from "cli-progress";
import { type Console, say } from "./console.js";

export interface Progress {
  /** Begins the next step, named in both languages. */
  readonly step: (en: string, zh: string) => void;
  /** How far the step has come. */
  readonly within: (done: number, of: number) => void;
  /** A message, kept back while the bar would wipe it out. */
  readonly say: (text: string) => void;
  readonly done: () => void;
}

/** Ends the bar that an error has left behind. */
let unfinished: (() => void) | null = null;

export function endProgress(): void {
  unfinished?.();
}

export function progress(console: Console, steps: number): Progress {
  if (!console.watched) return { step: () => {}, within: () => {}, say: console.err, done: () => {} };
  const bar = new SingleBar(
    {
      format: "{bar} {at}/{total} {step}{part}",
      stream: process.stderr,
      clearOnComplete: true,
      // Whoever ends the run with Ctrl-C gets the terminal back as it was: no cursor hidden, no lines kept from wrapping.
      hideCursor: false,
      linewrap: true,
    },
    Presets.shades_classic,
  );
  const kept: string[] = [];
  let at = 0;
  const done = () => {
    unfinished = null;
    bar.stop();
    for (const text of kept.splice(0)) console.err(text);
  };
  unfinished = done;
  bar.start(steps, 0, { at, step: "", part: "" });
  return {
    step: (en, zh) => {
      bar.update(at, { at, step: say(console, en, zh), part: "" });
      at += 1;
    },
    within: (part, of) => {
      const share = of > 0 ? Math.min(part / of, 1) : 0;
      bar.update(at - 1 + share, { part: ` ${Math.floor(share * 100)}%` });
    },
    say: (text) => kept.push(text),
    done,
  };
}
