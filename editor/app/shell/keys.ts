/** Keys that hold everywhere. Monaco has its own within the text: F1, F8, F12 and those of any editor. */

import { save } from "../store/files.js";
import { runAtText, showPane } from "../store/navigation.js";
import type { Pane } from "../store/state.js";
import { redo, undo } from "../store/text.js";

/** For the list that `?` shows. */
export const KEYS: readonly { readonly keys: string; readonly zh: string; readonly en: string }[] = [
  { keys: "F1", zh: "命令列表", en: "All commands" },
  { keys: "F8", zh: "下一个问题", en: "Next problem" },
  { keys: "F12", zh: "到定义", en: "Go to definition" },
  { keys: "F2", zh: "改名", en: "Rename" },
  { keys: "Ctrl+.", zh: "改法", en: "Fixes" },
  { keys: "Ctrl+Space", zh: "补全（拼音首字母也可）", en: "Completion" },
  { keys: "Ctrl+M", zh: "让 Tab 键移出文本", en: "Let Tab leave the text" },
  { keys: "Alt+1 … Alt+4", zh: "到左、中、右、下各栏", en: "To the left, middle, right and bottom panes" },
  {
    keys: "← → ↑ ↓",
    zh: "在两栏之间的分隔条上：调整大小（按住 Shift 幅度更大，回车收起或展开）",
    en: "On a bar between panes: size (Shift: by more, Enter: fold)",
  },
  { keys: "Ctrl+S", zh: "保存", en: "Save" },
  { keys: "Ctrl+Z / Ctrl+Shift+Z", zh: "撤销 / 重做", en: "Undo / redo" },
  { keys: "?", zh: "这张表", en: "This list" },
];

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
