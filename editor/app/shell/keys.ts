/** Keys that hold everywhere. Monaco has its own within the text: F1, F8, F12 and those of any editor. KeyList lists them. */

import { save } from "../store/files.js";
import { runAtText, showPane } from "../store/navigation.js";
import type { Pane } from "../store/state.js";
import { redo, undo } from "../store/text.js";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Listens until what it returns is called. */
export function listenToKeys(showList: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return;
    const control = event.ctrlKey || event.metaKey;
    const done = () => event.preventDefault();
    if (event.altKey && !control && /^Digit[1-4]$/.test(event.code)) {
      focusPane(event.code.slice(-1) as Pane);
      done();
    } else if (control && event.key.toLowerCase() === "s") {
      void save(event.shiftKey);
      done();
    } else if (event.key === "F1") {
      runAtText("editor.action.quickCommand");
      done();
    } else if (event.key === "F8") {
      runAtText(event.shiftKey ? "editor.action.marker.prev" : "editor.action.marker.next");
      done();
    } else if (!isTyping(event.target)) {
      if (event.key === "?") {
        showList();
        done();
      } else if (control && event.key.toLowerCase() === "z") {
        (event.shiftKey ? redo : undo)();
        done();
      }
    }
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}

function focusPane(number: Pane): void {
  showPane(number);
  // The pane may only now be shown.
  requestAnimationFrame(() => {
    const pane = document.querySelector<HTMLElement>(`[data-pane="${number}"]`);
    const inner =
      number === "2"
        ? pane?.querySelector<HTMLElement>(
            ".projection:not([hidden]) :is(textarea, [contenteditable], .native-edit-context, input, button)",
          )
        : null;
    (inner ?? pane)?.focus();
  });
}
