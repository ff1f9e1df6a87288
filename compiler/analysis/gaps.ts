/** Values that nothing covers, named as a drafter would: `more than 4 to 5 mu`, `4 head`. */
import type { Words } from "../diagnostics/catalogue/words.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { equal, ONE, type Rational, sub } from "../ir/rational.js";
import type { Region } from "./regions.js";
import type { Rules } from "./rules.js";
import type { Variable } from "./terms.js";
import { exprWords, regionWords, valueWords } from "./words.js";

/** Gaps that one message names. */
export const SHOWN = 3;

type At = ReturnType<Rules["place"]>;

export function gapsOf(
  rules: Rules,
  variable: Variable,
  regions: readonly Region[],
  open: readonly boolean[],
  table: Words,
  place: At,
): Diagnostic[] {
  if (!open.includes(true)) return [];
  if (variable.sort === "text") return [diagnostic("P4024", place, { table, key: exprWords(rules, variable.expr) })];
  if (variable.sort === "choice") {
    const missing = regions.filter((_, i) => open[i]).map((r) => regionWords(rules, variable, r));
    return [diagnostic("P4006", place, { table, missing })];
  }
  const stretches: Words[] = [];
  for (let i = 0; i < regions.length; i += 1) {
    if (!open[i]) continue;
    let j = i;
    while (open[j + 1]) j += 1;
    stretches.push(stretchWords(rules, variable, regions[i] as Region, regions[j] as Region));
    i = j;
  }
  return [
    diagnostic("P4004", place, {
      table,
      missing: stretches.slice(0, SHOWN),
      more: Math.max(0, stretches.length - SHOWN),
    }),
  ];
}

interface Edge {
  readonly value: Rational;
  readonly included: boolean;
}

/** From the beginning of one region to the end of another, as a drafter would say it. */
export function stretchWords(rules: Rules, variable: Variable, first: Region, last: Region): Words {
  const low = edgeOf(variable, first, "low");
  const high = edgeOf(variable, last, "high");
  const show = (n: Rational): Words => valueWords(rules, variable, n);
  if (low && high && low.included && high.included) {
    if (equal(low.value, high.value)) return show(low.value);
    return {
      en: `${show(low.value).en} to ${show(high.value).en}`,
      zh: `${show(low.value).zh}至${show(high.value).zh}`,
    };
  }
  const from = low && {
    en: `${low.included ? "" : "more than "}${show(low.value).en}`,
    zh: `${low.included ? "不少于" : "超过"}${show(low.value).zh}`,
  };
  const to = high && {
    en: `${high.included ? "" : "under "}${show(high.value).en}`,
    zh: `${high.included ? "不超过" : "不满"}${show(high.value).zh}`,
  };
  if (from && to) return { en: `${from.en} to ${to.en}`, zh: `${from.zh}、${to.zh}` };
  if (from) return { en: low?.included ? `at least ${from.en}` : from.en, zh: from.zh };
  if (to) return { en: high?.included ? `at most ${to.en}` : to.en, zh: to.zh };
  return { en: "any value", zh: "任何值" };
}

function edgeOf(variable: Variable, region: Region, side: "low" | "high"): Edge | null {
  if (region.kind === "point") return { value: region.value, included: true };
  if (region.kind !== "between") return null;
  const value = side === "low" ? region.from : region.to;
  if (!value) return null;
  const own = side === "low" ? variable.low : variable.high;
  if (own && equal(own, value)) return { value, included: true };
  // Among whole numbers, more than 3 is 4 or more.
  if (variable.step && equal(variable.step, ONE) && value.d === 1n) {
    return { value: side === "low" ? { n: value.n + 1n, d: 1n } : sub(value, ONE), included: true };
  }
  return { value, included: false };
}
