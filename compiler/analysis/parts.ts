/** Do the parts of a payment come to the whole, and does everybody know which part is whose? */
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { add, compare, ONE, type Rational, sign, sub, text, ZERO } from "../ir/rational.js";
import type { PartDef, PayOutDef, Policy } from "../ir/types.js";
import { toldAbout } from "./kept.js";
import { percent } from "./quantities.js";
import { rangeOf } from "./ranges.js";
import { type Rules, rulesOf } from "./rules.js";
import { clauseName } from "./words.js";

export function parts(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  return policy.payOuts.flatMap((p) =>
    toldAbout(rules, p, "parts", () => [...sumProblem(rules, p), ...ratioProblem(rules, p)]),
  );
}

function sumProblem(rules: Rules, payOut: PayOutDef): Diagnostic[] {
  const place = rules.place(`pay out ${payOut.id}`, payOut.id);
  const name = clauseName(rules, "payOut", payOut.id);
  const kinds = new Set(payOut.parts.map((p) => p.share.kind));
  const rest = kinds.has("rest");
  if (kinds.has("parts") && (kinds.has("ratio") || kinds.has("amount") || rest)) {
    return [diagnostic("P4081", place, { payOut: name, why: "mixed" })];
  }
  if (kinds.has("amount") && !rest) return [diagnostic("P4081", place, { payOut: name, why: "amounts" })];
  if (!kinds.has("ratio")) return [];
  const shares = payOut.parts.flatMap((p) => (p.share.kind === "ratio" ? [rangeOf(rules, p.share.value)] : []));
  const fixed = shares.flatMap((s) => (s.low && s.high && compare(s.low, s.high) === 0 ? [s.low] : []));
  if (fixed.length < shares.length) {
    return rest ? [] : [diagnostic("P4081", place, { payOut: name, why: "open" })];
  }
  const sum = fixed.reduce(add, ZERO);
  const order = compare(sum, ONE);
  if (order > 0) return [diagnostic("P4080", place, { payOut: name, sum: percent(sum), over: true })];
  if (rest) return order === 0 ? [diagnostic("P4083", place, { payOut: name, percent: percent(sum) })] : [];
  return order < 0 ? [diagnostic("P4080", place, { payOut: name, sum: percent(sum), over: false })] : [];
}

/** A ratio such as 6:3:1 means something only if each part names a party, or the time at which it is paid. */
function ratioProblem(rules: Rules, payOut: PayOutDef): Diagnostic[] {
  if (!payOut.parts.every((p) => p.share.kind === "parts")) return [];
  const silent = payOut.parts.findIndex((p) => p.party === null && p.on === null && p.when === null);
  if (silent < 0) return [];
  const ratio = payOut.parts.map((p) => shownPart(rules, p)).join(":");
  const params = { payOut: clauseName(rules, "payOut", payOut.id), ratio, part: silent + 1 };
  return [diagnostic("P4082", rules.place(`pay out ${payOut.id}`, payOut.id), params)];
}

function shownPart(rules: Rules, part: PartDef): string {
  if (part.share.kind === "rest") return "…";
  const { low, high } = rangeOf(rules, part.share.value);
  return low && high && isSame(low, high) ? text(low) : "?";
}

function isSame(a: Rational, b: Rational): boolean {
  return sign(sub(a, b)) === 0;
}
