/** Whether another tab has this page open: both would keep drafts, so the second is told and keeps its own apart. */
import { tell } from "./notices.js";

let second = false;

export function isSecondTab(): boolean {
  return second;
}

/** Holds a lock for as long as this page lives; the page that does not get it is the second. */
export function watchTabs(): void {
  if (!("locks" in navigator)) return;
  void navigator.locks.request("fen-page", { ifAvailable: true }, (lock) => {
    if (lock) return new Promise<void>(() => {});
    second = true;
    tell("warning", {
      zh: "另一个标签页已经打开了这个页面。两处各自保存草稿，互不覆盖；请注意不要在两处改同一份政策。",
      en: "Another tab has this page open. Each keeps its own drafts; take care not to change one policy in both.",
    });
    return undefined;
  });
}
