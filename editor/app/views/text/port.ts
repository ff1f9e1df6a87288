import type { Monaco } from "../../../monaco/load.js";
import type { TextPort } from "../../store/text.js";

type Editor = ReturnType<Monaco["editor"]["create"]>;
type Model = ReturnType<Monaco["editor"]["createModel"]>;

/** What the rest of the page may do with the text: every change is an edit of this one model. */
export function portOf(monaco: Monaco, editor: Editor, model: Model): TextPort {
  const rangeOf = (start: number, end: number) =>
    monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
  return {
    text: () => model.getValue(),
    apply: (edits, joined) => {
      if (!joined) model.pushStackElement();
      model.pushEditOperations(
        null,
        edits.map((e) => ({ range: rangeOf(e.start, e.end), text: e.text })),
        () => null,
      );
      if (!joined) model.pushStackElement();
    },
    undo: () => editor.trigger("page", "undo", null),
    redo: () => editor.trigger("page", "redo", null),
    run: (command) => {
      editor.focus();
      editor.trigger("page", command, null);
    },
    reveal: (start, end) => {
      const range = rangeOf(start, end);
      // It may have been hidden until now: where a line stands follows from the width that it has.
      editor.layout();
      editor.setSelection(range);
      editor.revealRangeInCenterIfOutsideViewport(range);
      editor.focus();
    },
  };
}
