/** Tables, tiers, cases and rates of a policy as grids whose cells can be changed like those of a spreadsheet. */
import type { BenefitItem, Clause, Expr, Table, TableRow } from "../../../grammar/ast.js";
import { foldWidth } from "../../../grammar/fold.js";
import { parseCondition, parseFile } from "../../../grammar/index.js";
import type { Bilingual, Range, TextEdit } from "../data.js";
import { type Snapshot, wordsOf } from "../snapshot.js";
import { symbolsOf } from "../symbols.js";
import { surfaceOf } from "../tokens.js";
import { numberAt, plainNumber } from "./clauses.js";

export interface GridCell extends Range {
  readonly text: string;
  /** `fixed` cells name something and are not changed here. */
  readonly kind: "pattern" | "value" | "otherwise" | "fixed";
}

export interface Grid {
  /**
   * table: a value by one or several keys; cases: the rules of a benefit, condition and amount; rates: every parameter that
   * is one figure.
   */
  readonly kind: "table" | "cases" | "rates";
  /** The symbol whose clause it is; "" for the rates. */
  readonly id: string;
  readonly title: Bilingual;
  readonly columns: readonly Bilingual[];
  readonly rows: readonly { readonly cells: readonly GridCell[]; readonly range: Range }[];
  /** Whether rows can be added by pasting below the last one. */
  readonly grows: boolean;
  /** The clause; the whole file for the rates. */
  readonly range: Range;
}

export type CellEdit =
  | { readonly kind: "edits"; readonly edits: readonly TextEdit[] }
  /** `row` and `column` of the cell that cannot be so, from 0, in the grid. */
  | { readonly kind: "refused"; readonly row: number; readonly column: number; readonly why: Bilingual };

const VALUE: Bilingual = { en: "value", zh: "取值" };
const CONDITION: Bilingual = { en: "condition", zh: "条件" };
const AMOUNT: Bilingual = { en: "amount", zh: "金额" };

/** All grids of the file: its figures first, then its tables and cases in written order. */
export function grids(snapshot: Snapshot): Grid[] {
  const found = snapshot.compiled.file.clauses.flatMap((clause) => {
    const grid = gridOf(snapshot, clause);
    return grid === null ? [] : [grid];
  });
  const rates = ratesOf(snapshot);
  return rates === null ? found : [rates, ...found];
}

/** The grid that a clause is, or null. */
export function gridAt(snapshot: Snapshot, offset: number): Grid | null {
  const clause = snapshot.compiled.file.clauses.find(({ span }) => span.start <= offset && offset <= span.end);
  return clause === undefined ? null : gridOf(snapshot, clause);
}

function gridOf(snapshot: Snapshot, clause: Clause): Grid | null {
  if (clause.kind === "Value" && clause.body.kind === "Table" && clause.body.rows.length > 0)
    return tableGrid(snapshot, clause, clause.body);
  return clause.kind === "Benefit" ? casesGrid(snapshot, clause) : null;
}

function cell(snapshot: Snapshot, kind: GridCell["kind"], { start, end }: Range): GridCell {
  return { kind, start, end, text: snapshot.source.text.slice(start, end) };
}

function titled(snapshot: Snapshot, clause: Clause & { kind: "Value" | "Benefit" }): { id: string; title: Bilingual } {
  const { names } = snapshot.compiled.model;
  return { id: names.idOf(clause.decl), title: names.spellings(clause.decl) };
}

function tableGrid(snapshot: Snapshot, clause: Clause & { kind: "Value" }, body: Table): Grid {
  const { names } = snapshot.compiled.model;
  const keys = body.keys.map((key) => names.both(key.names.map((name) => name.text).join(".")));
  const rows = body.rows.map((row) => ({ cells: tableCells(snapshot, row, keys.length), range: rowRange(row) }));
  const range = { start: clause.span.start, end: clause.span.end };
  return { kind: "table", ...titled(snapshot, clause), columns: [...keys, VALUE], rows, grows: true, range };
}

function rowRange({ span }: { span: Range }): Range {
  return { start: span.start, end: span.end };
}

function tableCells(snapshot: Snapshot, row: TableRow, keys: number): GridCell[] {
  const value = cell(snapshot, "value", row.value.span);
  if (!row.otherwise) return [...row.patterns.map((pattern) => cell(snapshot, "pattern", pattern.span)), value];
  const arrow = snapshot.source.text.slice(row.span.start, row.value.span.start);
  const word = /其余|otherwise/.exec(arrow);
  const start = row.span.start + (word?.index ?? 0);
  const other = cell(snapshot, "otherwise", { start, end: start + (word?.[0].length ?? 0) });
  return [...Array.from({ length: keys }, () => other), value];
}

function casesGrid(snapshot: Snapshot, clause: Clause & { kind: "Benefit" }): Grid | null {
  const rules = clause.items.filter(
    (item): item is Extract<BenefitItem, { kind: "Rule" | "Otherwise" }> =>
      (item.kind === "Rule" || item.kind === "Otherwise") && item.award.kind === "Amount",
  );
  if (rules.length === 0) return null;
  const { text } = snapshot.source;
  const rows = rules.map((item) => {
    const when = item.kind === "Rule" ? item.condition.span : wordBefore(text, item);
    return {
      cells: [
        cell(snapshot, item.kind === "Rule" ? "pattern" : "otherwise", when),
        cell(snapshot, "value", item.award.span),
      ],
      range: rowRange(item),
    };
  });
  const range = { start: clause.span.start, end: clause.span.end };
  return { kind: "cases", ...titled(snapshot, clause), columns: [CONDITION, AMOUNT], rows, grows: false, range };
}

function wordBefore(text: string, item: { span: Range; award: { span: Range } }): Range {
  const match = /其余|otherwise/.exec(text.slice(item.span.start, item.award.span.start));
  const start = item.span.start + (match?.index ?? 0);
  return { start, end: start + (match?.[0].length ?? 0) };
}

/** Parameters that are one figure, in written order. */
function ratesOf(snapshot: Snapshot): Grid | null {
  const { file } = snapshot.compiled;
  const rows = file.clauses.flatMap((clause) => {
    if (clause.kind !== "Value" || clause.head !== "param" || clause.body.kind !== "Formula") return [];
    const { expr } = clause.body;
    if (expr.kind !== "Quantity" && expr.kind !== "Date") return [];
    const name = clause.decl.label ?? clause.decl.name;
    const named: GridCell = { ...cell(snapshot, "fixed", name.span), text: "value" in name ? name.value : name.text };
    return [{ cells: [named, cell(snapshot, "value", expr.span)], range: rowRange(clause) }];
  });
  if (rows.length === 0) return null;
  const title: Bilingual = { en: "Figures", zh: "标准与数额" };
  const columns = [{ en: "parameter", zh: "参数" }, VALUE];
  const range = { start: 0, end: snapshot.source.text.length };
  return { kind: "rates", id: "", title, columns, rows, grows: false, range };
}

// ---------------------------------------------------------------- changes

/** Puts what was typed into one cell. A bare number keeps the unit that stands there. */
export function editCell(snapshot: Snapshot, grid: Grid, row: number, column: number, typed: string): CellEdit {
  return pasteCells(snapshot, grid, row, column, [[typed]]);
}

/**
 * Puts a block of cells with its first at `row`, `column`; what lies beyond the last column is refused, rows beyond the last
 * are added where the grid grows. All of it is one set of edits, or nothing.
 */
export function pasteCells(
  snapshot: Snapshot,
  grid: Grid,
  row: number,
  column: number,
  block: readonly (readonly string[])[],
): CellEdit {
  const edits = new Map<string, TextEdit>();
  const added: string[][] = [];
  const refuse = (r: number, c: number, en: string, zh: string): CellEdit => ({
    kind: "refused",
    row: r,
    column: c,
    why: { en, zh },
  });
  const body = grid.rows.filter(({ cells }) => cells[0]?.kind !== "otherwise");
  for (const [i, line] of block.entries()) {
    const r = row + i;
    const beyond = r >= grid.rows.length;
    if (beyond && (!grid.grows || column !== 0 || line.length !== grid.columns.length)) {
      return refuse(
        r,
        column,
        "There is no such row. A new row needs a cell for every column.",
        "没有这一行。新增一行须填满每一列。",
      );
    }
    const model = beyond ? (body.at(-1) ?? grid.rows.at(-1)) : grid.rows[r];
    const texts: string[] = [];
    for (const [j, typed] of line.entries()) {
      const c = column + j;
      const at = model?.cells[c];
      if (at === undefined) return refuse(r, c, "There is no such column.", "没有这一列。");
      const kind = beyond && at.kind === "otherwise" ? "pattern" : at.kind;
      if (kind === "fixed") {
        if (typed.trim() === at.text) continue;
        return refuse(r, c, "Names are changed by renaming.", "名称请用“重命名”修改。");
      }
      if (kind === "otherwise") {
        if (/^(?:其余|otherwise)$/.test(typed.trim())) continue;
        return refuse(r, c, "The row for all others stays.", "“其余”一行不能改成其他条件。");
      }
      const written = asWritten(snapshot, at, kind, typed);
      if (written === null) return refuse(r, c, REFUSALS[kind].en, REFUSALS[kind].zh);
      if (beyond) texts.push(written);
      else if (written !== at.text) edits.set(`${at.start}`, { start: at.start, end: at.end, text: written });
    }
    if (beyond) added.push(texts);
  }
  if (added.length > 0) {
    const edit = newRows(snapshot, grid, added);
    edits.set(`+${edit.start}`, edit);
  }
  return { kind: "edits", edits: [...edits.values()].sort((a, b) => a.start - b.start) };
}

const REFUSALS: Readonly<Record<"pattern" | "value", Bilingual>> = {
  pattern: { en: "This cannot be read as a condition of this row.", zh: "这里写的不能作为本行的条件。" },
  value: { en: "This cannot be read as a value or amount.", zh: "这里写的不能作为取值或金额。" },
};

/** The typed text as it goes into the policy; null if it would not be read there. */
function asWritten(snapshot: Snapshot, at: GridCell, kind: "pattern" | "value", typed: string): string | null {
  const trimmed = typed.trim();
  if (trimmed === "" || /[\r\n#＃]/.test(trimmed)) return null;
  const number = plainNumber(trimmed);
  const kept = number === null ? null : withNumber(snapshot, at.text, kind, number);
  const written = kept ?? trimmed;
  return readable(snapshot, kind, written, at.text) ? written : null;
}

/** The cell's own text with another number, where it holds exactly one; null elsewhere. */
function withNumber(snapshot: Snapshot, text: string, kind: "pattern" | "value", number: string): string | null {
  const found = quantities(snapshot, text, kind);
  const [only] = found;
  if (found.length !== 1 || only === undefined) return null;
  return text.slice(0, only.start) + number + text.slice(only.end);
}

/** Where such a text may stand: in a row of a table, or in a case of a benefit. */
const AROUND = {
  pattern: [
    ["policy t\nparam t by k\n  - ", " → 0\n"],
    ["policy t\nbenefit b\n  when ", " → 0\n"],
  ],
  value: [
    ["policy t\nparam t by k\n  - a → ", "\n"],
    ["policy t\nbenefit b\n  when a → ", "\n"],
  ],
} as const;

function quantities(snapshot: Snapshot, text: string, kind: "pattern" | "value"): Range[] {
  for (const [before, after] of AROUND[kind]) {
    const source = before + text + after;
    const { file, faults } = parseFile({ path: "", text: source }, wordsOf(snapshot));
    if (faults.length > 0) continue;
    const found: Range[] = [];
    const walk = (node: unknown): void => {
      if (node === null || typeof node !== "object") return;
      const one = node as Expr;
      const at = one.kind === "Quantity" ? numberAt(source, one) : null;
      if (at && at.start >= before.length && at.end <= before.length + text.length)
        found.push({ start: at.start - before.length, end: at.end - before.length });
      for (const child of Object.values(node)) walk(child);
    };
    walk(file.clauses);
    return found;
  }
  return [];
}

function readable(snapshot: Snapshot, kind: "pattern" | "value", written: string, instead: string): boolean {
  if (foldWidth(written).includes("→") || foldWidth(written).includes("->")) return false;
  const row = kind === "value" ? `a → ${written}` : `${written} → 0`;
  const words = wordsOf(snapshot);
  const asTable = parseFile({ path: "", text: `policy t\nparam t by k\n  - ${row}\n` }, words);
  const [clause] = asTable.file.clauses;
  const one =
    clause?.kind === "Value" &&
    clause.body.kind === "Table" &&
    clause.body.rows.length === 1 &&
    (clause.body.rows[0]?.patterns.length ?? 0) <= 1;
  if (asTable.faults.length === 0 && one) return true;
  // A case of a benefit holds any condition, and any amount with its cuts.
  if (kind === "pattern") return isCondition(snapshot, instead) && isCondition(snapshot, written);
  const asCase = parseFile({ path: "", text: `policy t\nbenefit b\n  when k → ${written}\n` }, words);
  return asCase.faults.length === 0 && asCase.file.clauses.length === 1;
}

function isCondition(snapshot: Snapshot, text: string): boolean {
  return parseCondition(text, wordsOf(snapshot)).condition !== null;
}

function newRows(snapshot: Snapshot, grid: Grid, added: readonly (readonly string[])[]): TextEdit {
  const { text } = snapshot.source;
  const chinese = surfaceOf(text) === "zh";
  // Before `otherwise`, which comes last.
  const last = grid.rows.findLast(({ cells }) => cells[0]?.kind !== "otherwise");
  const other = grid.rows.at(-1) as Grid["rows"][number];
  const anchor = last ?? other;
  const lineStart =
    Math.max(text.lastIndexOf("\n", anchor.range.start - 1), text.lastIndexOf("\r", anchor.range.start - 1)) + 1;
  const indent = /^[^\S\r\n]*/.exec(text.slice(lineStart))?.[0] ?? "  ";
  const lineEnd = text.slice(anchor.range.end).search(/[\r\n]/);
  const at = last === undefined ? lineStart : lineEnd < 0 ? text.length : anchor.range.end + lineEnd;
  const lines = added.map((cells) => {
    const patterns = cells.slice(0, -1).join(chinese ? "，" : ", ");
    return `${indent}- ${patterns} → ${cells.at(-1) ?? ""}`;
  });
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  return {
    start: at,
    end: at,
    text: last === undefined ? lines.map((l) => l + newline).join("") : lines.map((l) => newline + l).join(""),
  };
}

/** What each symbol's grid is called, for a list of tables. */
export function gridTitle(snapshot: Snapshot, grid: Grid): Bilingual {
  const label = symbolsOf(snapshot).byId.get(grid.id)?.label ?? null;
  return label === null ? grid.title : { en: `${grid.title.en} (${label})`, zh: label };
}
