import { ROSTER_UNFIT } from "../../worker/data.js";
import { type Action, type Notice, useWork } from "./state.js";

let last = 0;

/** The name of the error of a call whose worker died. */
export const WORKER_DIED = "WorkerDied";

export function tell(kind: Notice["kind"], text: Notice["text"], action: Action | null = null): void {
  last += 1;
  const id = last;
  useWork.setState((s) => ({
    notices: [...s.notices.filter((n) => n.text.zh !== text.zh), { id, kind, text, action }],
  }));
}

export function dismiss(id: number): void {
  useWork.setState((s) => ({ notices: s.notices.filter((n) => n.id !== id) }));
}

/** A fault of this program: told in full, so that it can be reported; nothing is hidden. */
export function tellFault(error: unknown): void {
  // That has been told already.
  if (error instanceof Error && error.name === WORKER_DIED) return;
  if (error instanceof Error && error.name === ROSTER_UNFIT && tellUnfit(error.message)) return;
  const detail = error instanceof Error ? error.message : String(error);
  tell("error", {
    zh: `程序出错：${detail}。文本没有丢失。`,
    en: `The program failed: ${detail}. No text was lost.`,
  });
}

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly hint: string | null;
}

/** A coded problem as a notice: what happened, and the way on. */
export const noticeOf = (code: string, zh: Shown, en: Shown): Notice["text"] => ({
  zh: `${zh.title}（${code}）。${zh.body}${zh.hint ?? ""}`,
  en: `${en.title} (${code}). ${en.body} ${en.hint ?? ""}`.trim(),
});

/** The roster cannot be read for the policy as it is now: no fault of the program. */
function tellUnfit(message: string): boolean {
  const unfit = JSON.parse(message) as { code: string; zh: Shown; en: Shown } | null;
  if (unfit) tell("warning", noticeOf(unfit.code, unfit.zh, unfit.en));
  return unfit !== null;
}
