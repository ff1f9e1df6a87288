/** Numbers with their units, as an office or a reader would write them. Nothing is rounded for display. */
import * as R from "../../compiler/ir/rational.js";
import type { Policy, UnitKey } from "../../compiler/ir/types.js";
import { dimsOf } from "../../compiler/ir/units.js";
import type { Lang } from "./bilingual.js";

function word(policy: Policy, dimension: string, lang: Lang, plural: boolean): string {
  const about = policy.about[`unit.${dimension}`];
  if (!about) return dimension;
  return lang === "zh" ? about.zh : plural ? (about.label ?? about.en) : about.en;
}

/** `7头`, `300元/亩`, `60%`; `7 head`, `300 yuan per mu`. */
export function quantity(value: R.Rational, unit: UnitKey, policy: Policy, lang: Lang): string {
  const dims = Object.entries(dimsOf(unit));
  if (dims.length === 0) return plain(value);
  const words = unitText(unit, policy, lang, !R.equal(value, R.ONE));
  return lang === "zh" ? `${R.text(value)}${words}` : `${R.text(value)} ${words}`;
}

/** `元/亩`, `yuan per mu`; empty for a plain ratio. */
export function unitText(unit: UnitKey, policy: Policy, lang: Lang, plural = true): string {
  const dims = Object.entries(dimsOf(unit));
  const above = dims
    .filter(([, exponent]) => exponent > 0)
    .flatMap(([d, n]) => Array<string>(n).fill(word(policy, d, lang, plural)));
  const below = dims
    .filter(([, exponent]) => exponent < 0)
    .flatMap(([d, n]) => Array<string>(-n).fill(word(policy, d, lang, false)));
  if (lang === "zh") return [above.join("·"), ...(below.length === 0 ? [] : [below.join("·")])].join("/");
  return [...above, ...below.map((b) => `per ${b}`)].join(" ");
}

/** A ratio below one as a percentage where that ends; any other plain number as it is. */
function plain(value: R.Rational): string {
  const inside = R.compare(value, R.ONE) < 0 && R.sign(value) > 0;
  const percent = R.text(R.mul(value, R.integer(100)));
  return inside && !percent.includes("/") ? `${percent}%` : R.text(value);
}

export function money(value: R.Rational, policy: Policy, lang: Lang): string {
  return quantity(value, "yuan", policy, lang);
}
