/** The text of one cell → its value, or why it has none. Pure: what a cell means depends only on its field and heading. */
import type { CellFault } from "../../compiler/diagnostics/catalogue/rosters.js";
import { addDays, isDate } from "../../compiler/ir/dates.js";
import { compare, div, mul, parse, type Rational, rational, text } from "../../compiler/ir/rational.js";
import type { IsoDate, Num, Type, UnitKey } from "../../compiler/ir/types.js";
import type { Cell } from "../roster.js";
import { fold, label } from "./fold.js";
import type { Named } from "./naming.js";
import { fitting, type UnitWords } from "./units.js";

/** What a column's cells must be. Numbers: `scale` turns a bare number into base units; bounds are in base units. */
export interface CellType {
  readonly type: Type;
  readonly scale: Rational;
  readonly low: Num | null;
  readonly high: Num | null;
  /** The unit as people write it, for messages. */
  readonly unit: string | null;
  /** Of an enum: each value with all that may be written for it. */
  readonly choices: readonly { readonly value: string; readonly name: Named; readonly spellings: readonly string[] }[];
  /** Keys are compared between files, so their width is folded; other texts stay as written. */
  readonly key: boolean;
}

export type Read =
  | { readonly kind: "value"; readonly value: Cell }
  /** A word such as 无 that says there is nothing: blank, and worth a note. */
  | { readonly kind: "nothing"; readonly word: string }
  /** `proposal`: what it most likely means, for somebody to accept; null where nobody can know. */
  | { readonly kind: "fault"; readonly fault: CellFault; readonly proposal: Cell };

const value = (v: Cell): Read => ({ kind: "value", value: v });
const fault = (f: CellFault, proposal: Cell = null): Read => ({ kind: "fault", fault: f, proposal });
const BLANK = value(null);

const NOTHING = new Set(["无", "-", "--", "—", "——", "/", "\\", "空", "n/a", "na", "none", "null"]);
const YES = new Set(["是", "yes", "y", "true", "1", "√", "✓", "✔", "有", "对"]);
const NO = new Set(["否", "no", "n", "false", "0", "×", "✗", "无", "没有"]);

const NUMBER = /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(\D.*)?$/u;
export const SCIENTIFIC = /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i;

export function readCell(raw: string, cell: CellType, units: UnitWords): Read {
  const folded = fold(raw);
  if (folded === "") return BLANK;
  switch (cell.type.kind) {
    case "number":
      return readNumber(folded, cell, cell.type.unit, cell.type.whole, units);
    case "bool": {
      const word = folded.toLowerCase();
      return YES.has(word) ? value(true) : NO.has(word) ? value(false) : fault({ kind: "notYesNo" });
    }
    case "date":
      return NOTHING.has(folded.toLowerCase()) ? { kind: "nothing", word: folded } : readDate(folded);
    case "enum": {
      const wanted = label(raw);
      const found = cell.choices.find((choice) => choice.spellings.includes(wanted));
      if (!found && NOTHING.has(folded.toLowerCase())) return { kind: "nothing", word: folded };
      return found ? value(found.value) : fault({ kind: "notOneOf", values: cell.choices.map((c) => c.name) });
    }
    case "entity":
      return value(folded);
    case "text":
      if (NOTHING.has(folded.toLowerCase())) return { kind: "nothing", word: folded };
      return value(cell.key ? folded : closedUp(raw.trim()));
  }
}

/** Names are spread out to fill a cell (张　三): between Han characters a space means nothing. */
function closedUp(text: string): string {
  return text.replace(/(?<=\p{Script=Han})[ \t\u00a0\u3000]+(?=\p{Script=Han})/gu, "");
}

function readNumber(folded: string, cell: CellType, unit: UnitKey, whole: boolean, units: UnitWords): Read {
  if (NOTHING.has(folded.toLowerCase())) return { kind: "nothing", word: folded };
  if (SCIENTIFIC.test(folded)) return fault({ kind: "scientific" });
  const match = NUMBER.exec(folded);
  const number = match && parse((match[1] as string).replaceAll(",", "").replace("+", ""));
  if (!match || !number) return fault({ kind: "notNumber" });
  let base = mul(number, cell.scale);
  const word = match[2]?.trim();
  if (word) {
    const known = units(word);
    if (known.length === 0) return fault({ kind: "notNumber" });
    const written = fitting(known, unit);
    if (!written) return fault({ kind: "unit", found: word, expected: cell.unit ?? unit });
    base = mul(number, written.scale);
  }
  if (whole && base.d !== 1n) return fault({ kind: "notWhole" });
  const low = cell.low === null ? null : rational(cell.low);
  const high = cell.high === null ? null : rational(cell.high);
  if ((low && compare(base, low) < 0) || (high && compare(base, high) > 0)) {
    const shown = (bound: Rational | null) => bound && text(div(bound, cell.scale));
    return fault({ kind: "outOfBounds", low: shown(low), high: shown(high) });
  }
  return value(base);
}

const DATE = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const MONTH = /^\d{4}(?:-|\/|\.|年)?\d{1,2}月?$/;
/** Day numbers of spreadsheets for the years 1954 to 2119. */
const SERIAL = /^[2-7]\d{4}$/;
/** The day 0 of spreadsheets, counted back from days after February 1900, which they take for 29 days long. */
const SERIAL_ZERO: IsoDate = "1899-12-30";

/** Calendar dates as offices write them; whatever leaves a doubt about the day is a fault. */
function readDate(folded: string): Read {
  const match = DATE.exec(folded) ?? COMPACT.exec(folded);
  if (match) {
    const [, year = "", month = "", day = ""] = match;
    const iso: IsoDate = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    return isDate(iso) ? value(iso) : fault({ kind: "noSuchDate" });
  }
  if (SERIAL.test(folded)) return fault({ kind: "serialDate" }, addDays(SERIAL_ZERO, Number(folded)));
  return fault({ kind: MONTH.test(folded) ? "noDay" : "notDate" });
}
