/** Simulations as one JSON document. Amounts are exact decimals as text, in yuan. */
import { type Rational, text } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { placesOf, plain } from "../../runtime/office/amounts.js";
import { type Conditions, nameOf, reasonWords } from "../../runtime/office/words.js";
import {
  type Attribution,
  addressWords,
  type Comparison,
  type GroupLabel,
  groupName,
  type Simulation,
} from "../../runtime/simulate/index.js";
import { causeWords } from "./words.js";

/** Every amount inside as text, with the policy's decimals at least. */
function exact(value: unknown, places: number): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => exact(item, places));
  const own = value as { readonly n?: unknown; readonly d?: unknown };
  if (typeof own.n === "bigint" && typeof own.d === "bigint") return plain(value as Rational, places);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, exact(inner, places)]));
}

type Labelled = { readonly label: GroupLabel | null };

export function simulationJson(simulation: Simulation, policy: Policy, conditions: Conditions): object {
  const places = placesOf(policy);
  const money = (value: unknown) => exact(value, places);
  const {
    diagnostics: _d,
    assumptions: _a,
    by,
    pots,
    limits,
    undecided,
    targets,
    funnels,
    benefits,
    total,
    ...rest
  } = simulation;
  /** Counts of awards and payees are no money. */
  const counted = <T extends { readonly counts: string }>(item: T) =>
    item.counts === "money" ? money(item) : exactText(item);
  return {
    ...rest,
    ...(money({ cash: rest.cash, rounding: rest.rounding, unspent: rest.unspent }) as object),
    total: totalJson(total, places),
    benefits: benefits.map((b) => ({
      id: b.benefit,
      name: nameOf(policy, b.benefit),
      ...totalJson(b.total, places),
      states: b.states,
    })),
    by: by.map(({ groups, rows }) => ({
      field: `${groups.entity}.${groups.field}`,
      name: groups.name,
      dimension: groups.dimension,
      rows: rows.map((r) => ({
        ...r.label,
        name: groupName(policy, groups, r.label),
        payees: r.payees,
        ...totalJson(r.total, places),
        benefits: money(r.benefits),
      })),
    })),
    limits: limits.map((l) => ({ ...(counted(l) as object), name: nameOf(policy, l.limit) })),
    pots: pots.map((p) => ({ ...(counted(p) as object), name: nameOf(policy, p.limit) })),
    targets: targets.map((t) => ({ ...(money(t) as object), name: nameOf(policy, t.check) })),
    undecided: {
      claims: undecided.claims,
      reasons: undecided.reasons.map((r) => ({
        ...(money(r) as object),
        words: reasonWords(policy, { ...r, entity: null, row: null }),
      })),
      list: undecided.list,
    },
    funnels: funnels.map((f) => ({
      ...(money(f) as object),
      name: nameOf(policy, f.benefit),
      steps: f.steps.map((s) => ({ ...s, words: causeWords(s.because, conditions) })),
    })),
  };
}

function exactText(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(exactText);
  const own = value as { readonly n?: unknown };
  if (typeof own.n === "bigint") return text(value as Rational);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, exactText(inner)]));
}

/** The names that `fen run` gives these. */
function totalJson(total: Simulation["total"], places: number): object {
  const money = (amount: Rational | null) => (amount === null ? null : plain(amount, places));
  return {
    amount: money(total.amount),
    ceiling: money(total.ceiling),
    recipients: total.recipients,
    undecided: total.undecided,
    reserve: money(total.high),
    exact: money(total.exact),
    rounded: money(total.rounded),
    roundedOnce: money(total.exactToStep),
  };
}

export function comparisonJson(comparison: Comparison, policy: Policy): object {
  const places = placesOf(policy);
  const row = ({ label: _, ...r }: Comparison["total"]) => exact(r, places) as object;
  return {
    first: comparison.first,
    second: comparison.second,
    total: row(comparison.total),
    by: comparison.by.map((by) => ({
      field: `${by.entity}.${by.field}`,
      name: by.name,
      dimension: by.dimension,
      rows: by.rows.map((r) => ({ ...labelOf(policy, by, r), ...row(r) })),
    })),
  };
}

function labelOf(policy: Policy, by: Comparison["by"][number], { label }: Labelled): object {
  return label === null ? {} : { ...label, name: groupName(policy, by, label) };
}

export function attributionJson(told: Attribution, policy: Policy): object {
  const places = placesOf(policy);
  return {
    ...(exact(
      { before: told.before, after: told.after, net: told.net, interaction: told.interaction },
      places,
    ) as object),
    changes: told.changes.map(({ change, ...money }) => ({
      ...change,
      ...(change.what === "" ? {} : { name: addressWords(policy, change.what.replace(/^\S+ /, "")) }),
      ...(exact(money, places) as object),
    })),
  };
}
