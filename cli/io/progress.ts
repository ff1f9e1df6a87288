/** A bar for whoever waits at a terminal; nothing at all otherwise. */
import { Presets, SingleBar } from "cli-progress";
import type { Console } from "./console.js";
import { say } from "./console.js";

export interface Progress {
  /** Begins the next step, named in both languages. */
  readonly step: (en: string, zh: string) => void;
  readonly done: () => void;
}

export function progress(console: Console, steps: number): Progress {
  if (!console.watched) return { step: () => {}, done: () => {} };
  const bar = new SingleBar(
    {
      format: "{bar} {value}/{total} {step}",
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      linewrap: false,
    },
    Presets.shades_classic,
  );
  bar.start(steps, 0, { step: "" });
  let at = 0;
  return {
    step: (en, zh) => {
      bar.update(at, { step: say(console, en, zh) });
      at += 1;
    },
    done: () => bar.stop(),
  };
}
