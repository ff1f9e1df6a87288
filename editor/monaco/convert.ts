/** Offsets and positions, data of the services and of Monaco. */
import { type editor, type languages, Range } from "monaco-editor/editor";
import type * as Fen from "../../compiler/services/index.js";

export function rangeIn(model: editor.ITextModel, range: Fen.Range): Range {
  return Range.fromPositions(model.getPositionAt(range.start), model.getPositionAt(range.end));
}

export function offsetsIn(model: editor.ITextModel, range: Range): Fen.Range {
  return { start: model.getOffsetAt(range.getStartPosition()), end: model.getOffsetAt(range.getEndPosition()) };
}

export function textEdit(model: editor.ITextModel, edit: Fen.TextEdit): languages.TextEdit {
  return { range: rangeIn(model, edit), text: edit.text };
}

/** Paragraphs as Markdown that is only text: nothing that a policy says is read as a mark. */
export function paragraphs(lines: readonly string[]): { value: string }[] {
  return lines.filter((l) => l !== "").map((l) => ({ value: l.replace(/[\\`*_{}[\]()#+\-.!<>|~&]/g, "\\$&") }));
}
