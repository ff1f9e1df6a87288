/** Work of several runs, watched and called off from a terminal. */
import type { Steps } from "../../runtime/simulate/index.js";
import { type Console, say } from "../io/console.js";
import { INTERRUPTED } from "../io/interrupt.js";
import type { Progress } from "../io/progress.js";

/** Between two runs the terminal is listened to. */
export function watching(bar: Progress, signal: AbortSignal): Steps {
  return { progress: bar.within, signal, pause: () => new Promise<void>((resume) => setImmediate(resume)) };
}

/** What is said after Ctrl-C; the exit code. */
export function stopped(console: Console): number {
  console.err(`${say(console, "Stopped. Nothing was written.", "已停止，未写入任何文件。")}\n`);
  return INTERRUPTED;
}
