/**
 * The text's one model, and so the one undo for typing, tables, sliders and goal-seek: whoever changes a policy changes
 * its text, through `edit`.
 */
import { rebased } from "./rebase.js";

export interface TextEdit {
  /** UTF-16 code units of the text as it stands. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface TextPort {
  readonly text: () => string;
  /** One undo step, unless `joined` to the one before (a slider that is still held). */
  readonly apply: (edits: readonly TextEdit[], joined: boolean) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Runs one of the editor's commands there. */
  readonly run: (command: string) => void;
  /** Shows and selects a stretch of the text, and puts the keyboard there. */
  readonly reveal: (start: number, end: number) => void;
}

let port: TextPort | null = null;
let wanted: ((port: TextPort) => void)[] = [];

/** The text editor is there; null: it is gone. */
export function attach(next: TextPort | null): void {
  port = next;
  if (!next) return;
  const all = wanted;
  wanted = [];
  for (const use of all) use(next);
}

function withPort(use: (port: TextPort) => void): void {
  if (port) use(port);
  else wanted.push(use);
}

/**
 * Changes the text. `edition`: the one that the places were read from; where what stood there has been changed since in part,
 * nothing is done. Without it the places are those of the text as it stands.
 */
export function edit(edits: readonly TextEdit[], joined = false, edition: number | null = null): void {
  withPort((p) => {
    const placed = edits.map((e) => {
      const at = edition === null ? e : rebased(e, edition);
      return at && { ...at, text: e.text };
    });
    const whole = placed.filter((e) => e !== null);
    const text = p.text();
    const real = whole.filter((e) => text.slice(e.start, e.end) !== e.text);
    if (whole.length === edits.length && real.length > 0) p.apply(real, joined);
  });
}

export function undo(): void {
  withPort((p) => p.undo());
}

export function redo(): void {
  withPort((p) => p.redo());
}

export function runInText(command: string): void {
  withPort((p) => p.run(command));
}

export function revealInText(start: number, end: number): void {
  withPort((p) => p.reveal(start, end));
}
