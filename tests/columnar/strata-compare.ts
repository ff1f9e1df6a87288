/** Two outcomes of one run as exact text, and where they differ. */
import { text } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { Amounts, Outcome, Stage } from "../../runtime/outcome.js";
import { amountAt } from "../../runtime/outcomes/index.js";
import { exact } from "./engines.js";

const STAGES: readonly Stage[] = ["gross", "bounded", "rounded", "afterOnce", "net", "high", "ceiling"];
const LIMIT = ["ceiling", "used", "claimed", "granted", "left", "over", "reserve"] as const;

function amounts(a: Amounts, rows: number): string {
  return Array.from({ length: rows }, (_, row) => {
    const v = amountAt(a, row);
    return v === null ? "–" : text(v);
  }).join(" ");
}

/** One line for each thing that an outcome says of stages 1 to 7. */
export function lines(policy: Policy, o: Outcome): string[] {
  const out: string[] = [];
  const put = (what: string, value: unknown) => out.push(`${what}: ${JSON.stringify(exact(value))}`);
  put("refused", o.refused);
  put("total", o.total);
  put("by benefit", o.byBenefit);
  if (o.refused) return out;
  const payees = o.payees();
  put("payees", [
    Array.from({ length: payees.rows }, (_, i) => payees.key(i)),
    amounts(payees.net, payees.rows),
    amounts(payees.ceiling, payees.rows),
    [...payees.undecided],
  ]);
  for (const b of policy.benefits) {
    const c = o.claims(b.id);
    put(`${b.id} state`, [...c.state]);
    put(
      `${b.id} because`,
      [...c.because].map((code) => (code === 0 ? null : c.causes[code - 1])),
    );
    put(`${b.id} payee`, [...c.payee]);
    for (const stage of STAGES) put(`${b.id} ${stage}`, amounts(c.amounts(stage), c.rows));
    for (let row = 0; row < c.rows; row += 1) put(`${b.id} ${row}`, o.claim(b.id, row));
  }
  for (const [i, l] of o.limits().entries()) {
    put(`limit ${l.limit}`, policy.limits[i]?.id);
    for (let g = 0; g < l.groups; g += 1) put(`limit ${l.limit} ${g}`, l.group(g));
    for (const what of LIMIT) put(`limit ${l.limit} ${what}`, amounts(l.amounts(what), l.groups));
    put(`limit ${l.limit} of`, [...l.of]);
    put(
      `limit ${l.limit} cut`,
      Object.entries(l.cut).map(([b, cut]) => [b, [...cut]]),
    );
  }
  put(
    "part totals",
    o
      .partTotals()
      .map((t) => JSON.stringify(exact(t)))
      .sort(),
  );
  put("unspent", o.unspent());
  const groups = Uint8Array.from({ length: payees.rows }, (_, i) => i % 3);
  put("by group", o.totalsBy(groups, 3));
  for (const b of policy.benefits) put(`by group ${b.id}`, o.totalsBy(groups, 3, b.id));
  for (const e of new Set(policy.eligibility.map((x) => x.entity))) put(`eligible ${e}`, o.eligibility(e, 0));
  return out;
}

export function differences(policy: Policy, actual: Outcome, expected: Outcome): string[] {
  const [a, b] = [lines(policy, actual), lines(policy, expected)];
  const out: string[] = [];
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    if (a[i] !== b[i]) out.push(`  columns   ${a[i]}\n  reference ${b[i]}`);
  }
  return out.slice(0, 5);
}
