/** The tree seen clause by clause: which one an offset is in, and the numbers that can be changed in place. */
import type { Clause, Quantity } from "../../../grammar/ast.js";
import { foldWidth } from "../../../grammar/fold.js";
import { originOf } from "../../../grammar/reread.js";
import { unitId } from "../../../grammar/units.js";
import type { Bilingual, OutlineItem, Range, TextEdit } from "../data.js";
import type { Snapshot } from "../snapshot.js";
import { outline } from "../structure.js";
import { type AstNode, childrenOf } from "../walk.js";

/** A number in the text: its digits alone, without sign and unit. */
export interface NumberAt extends Range {
  /** As written, width-folded. */
  readonly value: string;
  /** As written beside it: `元`, `wan yuan`; "" if there is none. */
  readonly unit: string;
  /** Money is shown and changed as money. */
  readonly money: boolean;
}

export interface ClauseAt extends OutlineItem {
  /** Place among the clauses of the file, from 0. */
  readonly index: number;
  readonly numbers: readonly NumberAt[];
}

/** Every clause of the file in written order. */
export function clausesOf(snapshot: Snapshot): ClauseAt[] {
  const { text } = snapshot.source;
  const flat = outline(snapshot).flatMap((item) => [item, ...(item.kind === "section" ? item.children : [])]);
  const items = new Map(flat.map((item) => [item.range.start, item] as const));
  return snapshot.compiled.file.clauses.flatMap((clause, index): ClauseAt[] => {
    const item = items.get(clause.span.start);
    if (item === undefined) return [];
    const range = { start: clause.span.start, end: clause.span.end };
    return [{ ...item, range, index, numbers: numbersIn(text, clause) }];
  });
}

/** The clause that an offset is in, or the one before it if it is between two; null before the first. */
export function clauseAt(snapshot: Snapshot, offset: number): ClauseAt | null {
  return clausesOf(snapshot).findLast(({ range }) => range.start <= offset) ?? null;
}

/** The numbers of a clause in written order. */
function numbersIn(text: string, clause: Clause): readonly NumberAt[] {
  const origin = originOf(clause);
  const { start, end } = clause.span;
  const written = text.slice(start, end);
  const before = known.get(origin);
  if (before?.written === written)
    return before.start === start ? before.numbers : moved(before.numbers, start - before.start);
  const numbers = numbersWritten(text, clause);
  known.set(origin, { written, start, numbers });
  return numbers;
}

/** By the clause as it was first read: what was found in it, and where it stood then. */
const known = new WeakMap<
  Clause,
  { readonly written: string; readonly start: number; readonly numbers: readonly NumberAt[] }
>();

function moved(numbers: readonly NumberAt[], by: number): NumberAt[] {
  return numbers.map((number) => ({ ...number, start: number.start + by, end: number.end + by }));
}

function numbersWritten(text: string, clause: Clause): NumberAt[] {
  const found: NumberAt[] = [];
  const walk = (node: AstNode): void => {
    if (node.kind === "Quantity") {
      const number = numberAt(text, node as unknown as Quantity);
      if (number !== null) found.push(number);
    }
    for (const child of childrenOf(node)) walk(child.node);
  };
  walk(clause);
  const seen = new Set<number>();
  return found.filter(({ start }) => !seen.has(start) && seen.add(start)).sort((a, b) => a.start - b.start);
}

const DIGITS = /\d+(?:\.\d+)?/;

/** Where the digits of a quantity stand: behind 每亩 in `每亩 300元`, first in `300 yuan per mu`. */
export function numberAt(text: string, quantity: Quantity): NumberAt | null {
  const written = foldWidth(text.slice(quantity.span.start, quantity.span.end));
  const wanted = quantity.value.replace(/^-/, "");
  for (const match of written.matchAll(new RegExp(DIGITS, "g"))) {
    if (match[0] !== wanted) continue;
    const start = quantity.span.start + match.index;
    const end = start + match[0].length;
    const { unit, magnitude } = quantity;
    const unitText = unit === null ? "" : text.slice(end, Math.max(end, unit.span.end)).trim();
    const money = unit !== null && ["yuan", "jiao", "fen"].includes(unitId(unit.text) ?? "");
    return { start, end, value: wanted, unit: unitText, money: money || (magnitude !== null && unit === null) };
  }
  return null;
}

/** Puts another number in the place of one; null if what is typed is no number. Width, spaces and grouping commas are forgiven. */
export function editNumber(at: NumberAt, typed: string): TextEdit | null {
  const value = plainNumber(typed);
  return value === null ? null : { start: at.start, end: at.end, text: value };
}

/** `１，０００.5０` → `1000.50`; null for anything that is not a number of at most 30 digits. */
export function plainNumber(typed: string): string | null {
  const folded = foldWidth(typed).replace(/\s/g, "");
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(folded) ? folded.replaceAll(",", "") : folded;
  if (!/^\d{1,30}(\.\d{1,30})?$/.test(plain)) return null;
  return plain.replace(/^0+(?=\d)/, "");
}

/** A message for what `editNumber` refuses. */
export const NOT_A_NUMBER: Bilingual = {
  en: "This is not a number. Write digits, with a point for decimals.",
  zh: "这不是数字。请写阿拉伯数字，小数用小数点。",
};
