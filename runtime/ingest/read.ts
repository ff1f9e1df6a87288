/**
 * Roster files of any format → a table, piece by piece: others run in between, progress is told, and a reading can be
 * given up, which leaves whatever was there before as it was.
 */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { severityOf } from "../../compiler/diagnostics/texts.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { Pause, Progress } from "./formats/bytes.js";
import { loadFile, type SourceFile } from "./load.js";
import { type LoadedFile, type RosterOptions, readLoaded, type TableReading } from "./roster.js";
import type { UnitWords } from "./units.js";

export interface ReadOptions extends RosterOptions {
  /** Rejects with its reason when it is aborted. */
  readonly signal?: AbortSignal;
  readonly progress?: (progress: Progress) => void;
}

/** Lets the event loop turn: messages arrive, a page paints. */
export function breathe(): Promise<void> {
  // A timer would wait for milliseconds each time.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const done = () => {
      port1.close();
      resolve();
    };
    port1.addEventListener("message", done, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}

export function pauseFor({ signal, progress }: Pick<ReadOptions, "signal" | "progress">): Pause {
  return async (done) => {
    if (done !== null) progress?.(done);
    await breathe();
    signal?.throwIfAborted();
  };
}

export async function readTable(
  sources: readonly SourceFile[],
  policy: Policy,
  units: UnitWords,
  options: ReadOptions = {},
): Promise<TableReading> {
  const pause = pauseFor(options);
  const files: LoadedFile[] = [];
  const notes: Diagnostic[] = [];
  for (const source of sources) {
    const { files: own, diagnostics } = await loadFile(source, { policy, pause });
    files.push(...own);
    notes.push(...diagnostics);
  }
  // All files are looked at before any is refused, so that all faults are told at once.
  const errors = notes.filter((d) => severityOf(d) === "error");
  if (errors.length > 0) return { table: null, refused: [], diagnostics: errors, doubts: [], mapping: [] };
  const steps = readLoaded(files, policy, units, options);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      const { table, diagnostics } = step.value;
      // Notes are about a run that takes place.
      return { ...step.value, diagnostics: table ? [...notes, ...diagnostics] : diagnostics };
    }
    const done = step.value;
    await pause(done && { file: done.file, unit: "rows", done: done.rows, of: done.of });
  }
}
