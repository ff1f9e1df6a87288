/** The report as one JSON document. Amounts are exact decimals as text, in yuan. */
import type { Rational } from "../../compiler/ir/rational.js";
import type { RefusedRow } from "../../runtime/ingest/index.js";
import { placesOf, plain } from "../../runtime/office/amounts.js";
import { becauseWords, type Conditions, flagWords, nameOf, reasonWords } from "../../runtime/office/words.js";
import type { Total } from "../../runtime/run.js";
import type { Listed, Report } from "./model.js";
import { quota } from "./model.js";

export function reportJson(report: Report, refused: readonly RefusedRow[], conditions: Conditions): object {
  const { policy, result } = report;
  const places = placesOf(policy);
  const money = (amount: Rational | null) => (amount === null ? null : plain(amount, places));
  const total = (t: Total) => ({
    amount: money(t.amount),
    ceiling: money(t.ceiling),
    recipients: t.recipients,
    undecided: t.undecided,
    reserve: money(t.high),
    rounded: money(t.rounded),
    roundedOnce: money(t.exactToStep),
  });
  const list = (l: Listed) => ({ key: l.payee.row.key, town: l.payee.town, why: l.why });
  return {
    total: total(result.total),
    benefits: policy.benefits.flatMap((b) => {
      const t = result.byBenefit[b.id];
      return t ? [{ id: b.id, name: nameOf(policy, b.id), ...total(t) }] : [];
    }),
    by: report.by,
    towns: report.towns.map((t) => ({
      town: t.town,
      payees: t.payees,
      recipients: t.recipients,
      undecided: t.undecided,
      amount: money(t.amount),
      ceiling: money(t.ceiling),
      openCeilings: t.openCeilings,
      quotas: t.quotas.map((q) => ({
        limit: q.limit,
        quota: money(q.ceiling),
        amount: money(q.spent),
        left: money(q.left),
        provisional: q.provisional,
      })),
    })),
    limits: report.pots.map((g) => {
      const q = quota(g);
      return {
        limit: g.limit,
        name: nameOf(policy, g.limit),
        group: g.group,
        quota: money(q.ceiling),
        amount: money(q.spent),
        left: money(q.left),
        reserve: money(g.reserve),
        provisional: g.provisional,
        refused: g.refused,
      };
    }),
    payees: report.payees.map((p) => ({
      key: p.row.key,
      town: p.town,
      eligible: p.eligibility?.state ?? null,
      amount: money(p.net),
      ceiling: money(p.ceiling),
      undecided: p.undecided,
      benefits: p.claims.map((c) => ({
        benefit: c.benefit,
        row: c.row,
        state: c.state,
        amount: money(c.net),
        ceiling: money(c.ceiling),
        high: money(c.high),
        because: c.because && becauseWords(c.because, conditions),
        reasons: c.reasons.map((r) => ({ ...reasonWords(policy, r), kind: r.kind, what: r.what, row: r.row })),
        marks: c.flags.map((f) => ({ kind: f.kind, ...flagWords(policy, f, places) })),
      })),
    })),
    undecided: report.undecided.map(list),
    excluded: report.excluded.map(list),
    refusedRows: refused,
    checks: result.checks.map((c) => ({ ...c, money: money(c.money), name: nameOf(policy, c.check) })),
    parts: result.parts.map((p) => ({ ...p, amount: money(p.amount) })),
    differences: result.differences.map((d) => ({
      benefit: d.benefit,
      row: d.row,
      due: money(d.due),
      paid: money(d.paid),
      owed: money(d.owed),
      overpaid: money(d.overpaid),
    })),
    clawbacks: result.clawbacks.map((c) => ({ ...c, amount: money(c.amount) })),
    unspent: result.unspent.map((u) => ({ benefit: u.benefit, amount: money(u.amount) })),
  };
}
