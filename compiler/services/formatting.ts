/** The canonical layout, as edits that touch only the lines that change. */
import type { Clause } from "../../grammar/ast.js";
import { type NameTable, namesIn, format as print } from "../../grammar/format.js";
import type { Examined } from "../pipeline.js";
import type { Range, Surface, TextEdit } from "./data.js";
import { lineEdits } from "./lines.js";
import { type Snapshot, treesOf } from "./snapshot.js";
import { surfaceOf } from "./tokens.js";

const tables = new WeakMap<Examined, NameTable>();

/** Both spellings of every name in use. */
export function nameTable(snapshot: Snapshot): NameTable {
  const known = tables.get(snapshot.compiled);
  if (known) return known;
  const made = namesIn(treesOf(snapshot).map(({ file }) => file));
  tables.set(snapshot.compiled, made);
  return made;
}

/** The file in canonical layout; clauses that could not be read stay as they are. The language is the file's own unless given. */
export function formatted(snapshot: Snapshot, surface: Surface = surfaceOf(snapshot.source.text)): string {
  const { compiled, source } = snapshot;
  // A file of which not even the first line was read has nothing to lay out.
  if (compiled.file.decl.name.text === "") return source.text;
  return endedAs(source.text, print(compiled.file, { surface, names: nameTable(snapshot), source: source.text }));
}

/** With the line ends of the file that it goes into. */
function endedAs(file: string, text: string): string {
  return file.includes("\r\n") ? text.replace(/\r?\n/g, "\r\n") : text;
}

export function formatDocument(snapshot: Snapshot, surface?: Surface): TextEdit[] {
  return lineEdits(snapshot.source.text, formatted(snapshot, surface));
}

/** Lays out the clauses that a range touches, and leaves the others alone. Also for text just pasted. */
export function formatRange(snapshot: Snapshot, range: Range): TextEdit[] {
  const touched = wholeClauses(snapshot, range);
  return formatDocument(snapshot).filter((edit) => edit.start < touched.end && touched.start <= edit.end);
}

/** The range widened to the whole lines of the clauses that it touches. */
function wholeClauses({ compiled, source: { text } }: Snapshot, range: Range): Range {
  const hit = compiled.file.clauses.filter(({ span }) => span.start < range.end && range.start <= span.end);
  const start = Math.min(range.start, ...hit.map(({ span }) => span.start));
  const end = Math.max(range.end, ...hit.map(({ span }) => span.end));
  const lineStart = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  const lineEnd = text.slice(end).search(/[\r\n]/);
  return { start: lineStart, end: lineEnd < 0 ? text.length : end + lineEnd };
}

/** One clause in either language, without the line break at its end; null for one that could not be read. */
export function clauseText(snapshot: Snapshot, clause: Clause, surface: Surface): string | null {
  if (clause.kind === "BrokenClause") return null;
  const { file } = snapshot.compiled;
  const comments = file.comments.filter(({ span }) => clause.span.start <= span.start && span.start < clause.span.end);
  const alone = { ...file, ...(file.kind === "PolicyFile" ? { headers: [] } : {}), clauses: [clause], comments };
  const options = { surface, names: nameTable(snapshot), source: snapshot.source.text };
  const printed = print(alone, options);
  const head = print({ ...alone, clauses: [], comments: [] }, options);
  return endedAs(snapshot.source.text, printed.slice(head.length).replace(/^\s+|\s+$/g, ""));
}
