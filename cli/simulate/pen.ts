/** How a report writes amounts, names and tables. */
import type { Rational } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { grouped, placesOf } from "../../runtime/office/amounts.js";
import { nameOf } from "../../runtime/office/words.js";
import type { Language } from "../io/console.js";
import { type Column, table } from "../io/table.js";

export interface Pen {
  readonly lang: Language;
  readonly say: (en: string, zh: string) => string;
  /** With groups of three digits; what is not known is said so. */
  readonly money: (amount: Rational | null) => string;
  /** With its sign. */
  readonly change: (amount: Rational) => string;
  readonly name: (id: string) => string;
  /** A heading and a table under it; columns after the first `texts` are numbers. */
  readonly section: (
    title: string,
    heads: readonly string[],
    rows: readonly (readonly string[])[],
    more?: { readonly texts?: number; readonly foot?: readonly string[]; readonly note?: string },
  ) => string;
}

export function penFor(policy: Policy, lang: Language): Pen {
  const places = placesOf(policy);
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const money = (amount: Rational | null) => (amount === null ? say("open", "未定") : grouped(amount, places));
  return {
    lang,
    say,
    money,
    change: (amount) => (amount.n > 0n ? `+${money(amount)}` : money(amount)),
    name: (id) => nameOf(policy, id)[lang],
    section: (title, heads, rows, { texts = 1, foot, note = "" } = {}) => {
      const below = note === "" ? "" : `${note}\n`;
      if (rows.length === 0) return below;
      const columns: Column[] = heads.map((head, i) => ({ title: head, numeric: i >= texts }));
      return `${title}\n${table(columns, rows, foot ?? null)}${below}`;
    },
  };
}
