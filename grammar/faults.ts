/**
 * Lexical and syntax faults as data: a code, its parameters, where, and edits that would mend it. Their sentences are in
 * the catalogue of diagnostics, under the same codes and with the same parameters.
 */
import type { Span } from "./source/span.js";
import type { Bilingual } from "./tokens.js";

/** A place where the grammar asks for one of several things. */
interface Expected {
  /** As written; "" at the end of a clause. */
  readonly found: string;
  /** Described in words, the likeliest first, at most eight. */
  readonly expected: readonly Bilingual[];
}

interface Word {
  readonly word: string;
}

export interface FaultParams {
  /** Something stands where the grammar asks for something else. */
  P1001: Expected & { readonly clause: Bilingual };
  /** The clause ends before it is complete. */
  P1002: { readonly expected: readonly Bilingual[]; readonly clause: Bilingual };
  /** A character that the language does not use. */
  P1003: { readonly character: string; readonly code: string };
  /** A text whose closing quotation mark is not on its line. */
  P1004: { readonly mark: string };
  /** A quoted name whose closing mark is not on its line, or with nothing in it. */
  P1005: { readonly mark: string; readonly empty: boolean };
  /** `10,000` */
  P1006: { readonly found: string; readonly plain: string };
  /** `2024.6.15`, `2024/6/15` */
  P1007: { readonly found: string; readonly date: string };
  /** `2024-02-30`: `last` is the month's last day, or null if there is no such month. */
  P1008: { readonly found: string; readonly last: number | null };
  /** `2024年6月`, `2024-06`: no day. */
  P1009: { readonly found: string };
  /** A run of Chinese that is exactly a chain of known words. */
  P1010: { readonly run: string; readonly split: string };
  /** `a and b or c` */
  P1011: Record<never, never>;
  /** A cut that begins a line after a list. */
  P1012: Word;
  /** `at least 3 to 5` */
  P1013: Word;
  /** `otherwise` with rules or rows after it. */
  P1014: Record<never, never>;
  /** Two `pay` in one benefit. */
  P1015: Record<never, never>;
  /** `pay` beside rules with an arrow. */
  P1016: Record<never, never>;
  /** `-` first on a line with no space after it. */
  P1017: Record<never, never>;
  /** A word first on its line that is nearly a clause head. */
  P1018: { readonly found: string; readonly near: string };
  /** A clause head that is not first on its line. */
  P1019: Word;
  /** A word of the language where a name is asked for. */
  P1020: { readonly word: string; readonly quoted: string };
  /** Parentheses, `not` or `of` nested deeper than `limit`, or a chain of more than `limit` sums. */
  P1021: { readonly limit: number };
  /** The file does not begin with `policy` or `vocabulary`. */
  P1022: { readonly found: string };
  /** A clause that this kind of file cannot hold. */
  P1023: { readonly word: string; readonly file: "policy" | "vocabulary" };
  /** A header or part that is written twice. */
  P1024: Word;
  /** Several values in parentheses without a list word. */
  P1025: Record<never, never>;
  /** Rows with an arrow beside rows without. */
  P1026: Record<never, never>;
  /** A row of a table with more or fewer patterns than keys. */
  P1027: { readonly keys: number; readonly patterns: number };
  /** A list word with one value and no set. */
  P1028: Word;
  /** `, from 10` after an amount that is not a rate of a quantity. */
  P1029: Record<never, never>;
  /** `otherwise` without a rule before it. */
  P1030: Record<never, never>;
  /** A benefit that neither pays nor has a rule. */
  P1031: { readonly name: string };
  /** An arrow in a list of conditions. */
  P1032: Word;
  /** A bracket such as （含5亩） that names another number than the one it stands by. */
  P1033: { readonly found: string; readonly expected: string };
  /** A file that is not text. */
  P1034: Record<never, never>;
  /** What a list word asks of each member is missing, or `count of` is given one. */
  P1035: { readonly word: string; readonly takes: boolean };
  /** A header after the first clause. */
  P1036: Word;
  /** A text too long to be a policy: nothing of it is read. UTF-16 code units. */
  P1037: { readonly characters: number; readonly most: number };
  /** Faults beyond the cap. */
  P1099: { readonly count: number };
}

export type FaultCode = keyof FaultParams;

export interface FaultEdit {
  readonly span: Span;
  readonly text: string;
}

/** Either the one right change, or one of several readings offered beside each other. */
export interface FaultFix {
  readonly title: Bilingual;
  readonly edits: readonly FaultEdit[];
}

export interface FaultRelated {
  readonly span: Span;
  readonly label: Bilingual;
}

export type Fault = {
  readonly [C in FaultCode]: {
    readonly code: C;
    readonly params: FaultParams[C];
    readonly span: Span;
    readonly related: readonly FaultRelated[];
    readonly fixes: readonly FaultFix[];
  };
}[FaultCode];

/** Makes a fault; the type of `params` follows from the code. */
export function fault<C extends FaultCode>(
  code: C,
  span: Span,
  params: FaultParams[C],
  more: { readonly related?: readonly FaultRelated[]; readonly fixes?: readonly FaultFix[] } = {},
): Fault {
  return { code, params, span, related: more.related ?? [], fixes: more.fixes ?? [] } as unknown as Fault;
}

/** As many faults as one file reports; the rest are counted. */
export const FAULT_CAP = 50;

/** In the order of the source, one per place, and no more than the cap and a note of how many more. */
export function capped(faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>();
  const distinct = [...faults]
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    .filter((f) => {
      const key = `${f.code}:${f.span.start}`;
      return !seen.has(key) && seen.add(key);
    });
  if (distinct.length <= FAULT_CAP) return distinct;
  const rest = distinct.slice(FAULT_CAP);
  return [...distinct.slice(0, FAULT_CAP), fault("P1099", (rest[0] as Fault).span, { count: rest.length })];
}
