/**
 * The one renderer: diagnostics as text for a terminal and as data for programs. Both are made from the same catalogue,
 * places and fixes.
 */
import { type LineIndex, lineIndex, lineText, positionAt } from "../../grammar/source/line-index.js";
import type { Span } from "../../grammar/source/span.js";
import type { Diagnostic, Fix } from "./diagnostic.js";
import { excerpt, lastLineShown, type Mark, pointedSpan } from "./render/excerpt.js";
import { coloured, type Paint, plain, printable } from "./render/style.js";
import { type Language, severityOf, summary, textsOf } from "./texts.js";

export { renderJson, toJson } from "./render/json.js";
export { summary } from "./texts.js";

export interface RenderOptions {
  readonly lang: Language;
  readonly color: boolean;
  /** The text of a file as it was read; null where it is not at hand, and then no lines are shown. */
  readonly sources: (file: string) => string | null;
  /** Columns for a line of source before it is shown through a window; 100 unless given. */
  readonly width?: number;
}

const WORDS = {
  en: {
    error: "error",
    warning: "warning",
    note: "note",
    colon: ": ",
    hint: "Hint: ",
    fix: "Fix: ",
    fixes: "Fixes, one of:",
  },
  zh: {
    error: "错误",
    warning: "警告",
    note: "说明",
    colon: "：",
    hint: "提示：",
    fix: "改法：",
    fixes: "改法（任选其一）：",
  },
} as const;

/** All messages in reading order, an empty line between two, and a last line that counts them. "" for none. */
export function renderText(diagnostics: readonly Diagnostic[], options: RenderOptions): string {
  if (diagnostics.length === 0) return "";
  const indexes = indexCache(options.sources);
  const paint = options.color ? coloured : plain;
  const messages = inReadingOrder(diagnostics).map((diagnostic) => message(diagnostic, options, indexes, paint));
  return `${messages.join("\n\n")}\n\n${paint("title", summary(diagnostics, options.lang))}\n`;
}

/** One message without the count at the end. */
export function renderMessage(diagnostic: Diagnostic, options: RenderOptions): string {
  return message(diagnostic, options, indexCache(options.sources), options.color ? coloured : plain);
}

/** Files in the order of their first message, each from top to bottom; messages without a place come last. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const files = new Map<string, number>();
  for (const { place } of diagnostics)
    if (place.kind !== "run" && !files.has(place.file)) files.set(place.file, files.size);
  const rank = ({ place }: Diagnostic): [number, number] => {
    if (place.kind === "run") return [files.size, 0];
    return [files.get(place.file) ?? 0, place.kind === "source" ? place.span.start : (place.row ?? 0)];
  };
  return [...diagnostics].sort((a, b) => {
    const [fileA, atA] = rank(a);
    const [fileB, atB] = rank(b);
    return fileA - fileB || atA - atB;
  });
}

type Indexes = (file: string) => LineIndex | null;

function indexCache(sources: (file: string) => string | null): Indexes {
  const known = new Map<string, LineIndex | null>();
  return (file) => {
    const index = known.get(file);
    if (index !== undefined) return index;
    const text = sources(file);
    const made = text === null ? null : lineIndex(text);
    known.set(file, made);
    return made;
  };
}

function message(diagnostic: Diagnostic, options: RenderOptions, indexes: Indexes, paint: Paint): string {
  const words = WORDS[options.lang];
  const texts = textsOf(diagnostic, options.lang);
  const severity = severityOf(diagnostic);
  const head = `${words[severity]}[${diagnostic.code}]`;
  const lines = [paint(severity, head) + paint("title", `${words.colon}${printable(texts.title)}`)];
  lines.push(...placeLines(diagnostic, texts.label ?? "", options, indexes, paint));
  if (texts.body !== "") lines.push(printable(texts.body));
  if (texts.hint !== null) lines.push(paint("hint", words.hint) + printable(texts.hint));
  lines.push(...fixLines(diagnostic.fixes, options, indexes, paint));
  return lines.join("\n");
}

// ---------------------------------------------------------------- places

/** A file with the marks to show in it, in the order in which they are shown. */
interface Section {
  readonly file: string;
  readonly at: Span;
  readonly index: LineIndex | null;
  readonly marks: Mark[];
}

function placeLines(d: Diagnostic, label: string, options: RenderOptions, indexes: Indexes, paint: Paint): string[] {
  const { place } = d;
  const sections: Section[] = [];
  const add = (file: string, span: Span, primary: boolean, text: string): void => {
    const last = sections.at(-1);
    const index = indexes(file);
    const pointed = index === null ? span : pointedSpan(index.text, span);
    const section = last?.file === file ? last : { file, at: pointed, index, marks: [] };
    if (section !== last) sections.push(section);
    section.marks.push({ span: pointed, primary, label: text });
  };
  if (place.kind === "source") add(place.file, place.span, true, label);
  for (const related of d.related) add(related.file, related.span, false, related.label[options.lang]);

  const shown = sections.map(({ index, marks }) => (index === null ? 1 : lastLineShown(index, marks)));
  const gutter = Math.max(2, ...shown.map((line) => String(line).length));
  const out: string[] = [];
  const frame = (text: string): void => {
    const corner = out.length === 0 ? "┌─" : "├─";
    out.push(`${paint("frame", `${" ".repeat(gutter)}${corner}`)} ${printable(text)}`);
  };
  if (place.kind === "cell") frame(cellName(place.file, place.row, place.column, options.lang));
  for (const { file, at, index, marks } of sections) {
    if (index === null) {
      frame(file);
      continue;
    }
    const { line, column } = positionAt(index, at.start);
    frame(`${file}:${line}:${column}`);
    out.push(...excerpt(index, marks, gutter, options.width ?? 100, paint));
  }
  return out;
}

function cellName(file: string, row: number | null, column: string | null, lang: Language): string {
  if (lang === "zh") {
    const parts = [row === null ? "" : `第${row}行`, column === null ? "" : `“${column}”列`].filter(
      (part) => part !== "",
    );
    return parts.length === 0 ? file : `${file}，${parts.join("，")}`;
  }
  const parts = [row === null ? "" : `row ${row}`, column === null ? "" : `column \`${column}\``];
  return [file, ...parts.filter((part) => part !== "")].join(", ");
}

// ---------------------------------------------------------------- fixes

function fixLines(fixes: readonly Fix[], options: RenderOptions, indexes: Indexes, paint: Paint): string[] {
  const words = WORDS[options.lang];
  const [only] = fixes;
  if (only === undefined) return [];
  if (fixes.length === 1) {
    return [paint("hint", words.fix) + printable(only.title[options.lang]), ...resultLines(only, indexes, paint)];
  }
  return [
    paint("hint", words.fixes),
    ...fixes.flatMap((fix, i) => [
      `  ${i + 1}. ${printable(fix.title[options.lang])}`,
      ...resultLines(fix, indexes, paint),
    ]),
  ];
}

/** The line as it would read, where a fix changes one line only. */
function resultLines(fix: Fix, indexes: Indexes, paint: Paint): string[] {
  const [first] = fix.edits;
  const index = first === undefined ? null : indexes(first.file);
  if (first === undefined || index === null) return [];
  const line = positionAt(index, first.span.start).line;
  const start = index.starts[line - 1] ?? 0;
  let text = lineText(index, line);
  const onLine = fix.edits.every(
    (edit) =>
      edit.file === first.file &&
      !edit.text.includes("\n") &&
      positionAt(index, edit.span.start).line === line &&
      edit.span.end <= start + text.length,
  );
  if (!onLine) return [];
  for (const edit of [...fix.edits].sort((a, b) => b.span.start - a.span.start)) {
    text = text.slice(0, edit.span.start - start) + edit.text + text.slice(edit.span.end - start);
  }
  const shown = printable(text.trim().replaceAll("\t", " "));
  if (shown === "" || shown.length > 200) return [];
  return [`${paint("frame", `${String(line).padStart(4)}│`)} ${shown}`];
}
