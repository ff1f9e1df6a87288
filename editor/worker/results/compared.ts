/** The run that is shown beside the baseline: who gains, who loses, and which changed number moves the money. */
import * as R from "../../../compiler/ir/rational.js";
import { named } from "../../../runtime/reference/names.js";
import {
  attribute,
  type CaseRun,
  type Change,
  compare,
  groupName,
  groupsOf,
  movers as moversOf,
  usualDimensions,
} from "../../../runtime/simulate/index.js";
import { align, match } from "../../../runtime/simulate/match.js";
import { engine } from "../engine/run.js";
import { type Computed, state } from "../engine/state.js";
import { foundOf } from "./household.js";
import type { ComparedView, ResultsApi } from "./protocol.js";

export const compared: ResultsApi["compared"] = async (by) => {
  const { last, baseline } = state;
  if (!last || !baseline || last.outcome.refused || baseline.outcome.refused) return null;
  const [a, b] = [baseline.run, last.run];
  const dimensions = by.length > 0 ? by : usualDimensions(b);
  const found = compare(a, b, dimensions);
  const benefits = [...new Set([...baseline.policy.benefits, ...last.policy.benefits].map((x) => x.id))];
  const { changes, interaction } = await attribute(a.of, b.of, engine);
  const told = changes.map((c) => ({ ...c, clause: clauseOf(c.change) }));
  return {
    total: found.total,
    by: found.by.map((one) => {
      const groups = groupsOf(b.input.policy, b.input.table, b.outcome.payees(), one.dimension);
      return {
        field: `${one.entity}.${one.field}`,
        name: one.name,
        rows: one.rows.flatMap((row) =>
          row.label === null ? [] : [{ ...row, name: groupName(last.policy, groups, row.label) }],
        ),
      };
    }),
    benefits: benefits.map((benefit) => ({
      benefit,
      before: baseline.outcome.byBenefit[benefit]?.amount ?? R.ZERO,
      after: last.outcome.byBenefit[benefit]?.amount ?? R.ZERO,
    })),
    changes: told.map(({ change, alone, inOrder, clause }) => ({
      kind: change.kind,
      clause,
      name: clause === null ? null : named(clause in last.policy.about ? last.policy : baseline.policy, clause),
      from: change.from,
      to: change.to,
      alone,
      inOrder,
    })),
    interaction,
    wording: wordingOf(baseline, last, new Set(told.flatMap((c) => c.clause ?? []))),
    bins: binsOf(a, b),
  };
};

/** Clauses whose text differs while nothing that they mean does. */
function wordingOf(a: Computed, b: Computed, changed: ReadonlySet<string>): ComparedView["wording"] {
  const textOf = ({ policy, texts }: Computed, id: string): string | null => {
    const about = policy.about[id];
    return about === undefined ? null : (texts.get(about.file)?.slice(about.start, about.end) ?? null);
  };
  return Object.entries(b.policy.about).flatMap(([id, about]) => {
    if (about.clause === "" || id.includes(".") || changed.has(id)) return [];
    const [before, after] = [textOf(a, id), textOf(b, id)];
    return before === null || after === null || before === after ? [] : [{ id, name: named(b.policy, id) }];
  });
}

/** `benefits grain` → `grain`; what is not a clause has no id. */
function clauseOf(change: Change): string | null {
  if (change.kind === "clause") return change.what.slice(change.what.indexOf(" ") + 1);
  return change.kind === "number" || change.kind === "reading" || change.kind === "parameter"
    ? (change.what.split(/[#@]/)[0] ?? null)
    : null;
}

/** Changes in yuan: whole bounds that people use, both ends. */
const EDGES = [0, 100, 500, 1000, 2000, 3000, 5000, 10_000];

function binsOf(a: CaseRun, b: CaseRun): ComparedView["bins"] {
  const matched = match(a, b);
  const aligned = align(a.outcome.payees().net, b.outcome.payees().net);
  if (aligned === null) return [];
  const scale = Number(aligned.scale);
  const less = new Array<number>(EDGES.length).fill(0);
  const more = new Array<number>(EDGES.length).fill(0);
  let same = 0;
  for (let i = 0; i < matched.rows; i += 1) {
    const [at, to] = [matched.first[i] as number, matched.second[i] as number];
    const change = (to < 0 ? 0 : Number(aligned.second[to])) - (at < 0 ? 0 : Number(aligned.first[at]));
    if (change === 0) {
      same += 1;
      continue;
    }
    const size = Math.abs(change);
    const bin = EDGES.findLastIndex((edge) => size > edge * scale);
    const into = change > 0 ? more : less;
    into[bin] = (into[bin] as number) + 1;
  }
  const label = (i: number, sign: string) =>
    i === EDGES.length - 1 ? `${sign}>${EDGES[i]}` : `${sign}${EDGES[i]}–${EDGES[i + 1]}`;
  return [
    ...less.map((households, i) => ({ label: label(i, "−"), way: "less" as const, households })).reverse(),
    { label: "0", way: "same" as const, households: same },
    ...more.map((households, i) => ({ label: label(i, "+"), way: "more" as const, households })),
  ].filter((bin, i, all) => bin.households > 0 || between(all, i));
}

/** Empty ends are left out; empty bins between others are shown. */
function between(all: readonly { readonly households: number }[], i: number): boolean {
  const some = (list: readonly { readonly households: number }[]) => list.some((b) => b.households > 0);
  return some(all.slice(0, i)) && some(all.slice(i + 1));
}

export const movers: ResultsApi["movers"] = async (move, group, upTo) => {
  const { last, baseline } = state;
  if (!last || !baseline) return [];
  const all = moversOf(baseline.run, last.run, move, group === null ? upTo : Number.MAX_SAFE_INTEGER);
  const inside = group === null ? null : membersOf(last.run, group);
  return all
    .filter((m) => inside === null || inside.has(m.key))
    .slice(0, upTo)
    .map((m) => foundOf(last, m.entity, m.key, m.after, m.before));
};

function membersOf(run: CaseRun, group: { readonly field: string; readonly value: string }): Set<string> {
  const payees = run.outcome.payees();
  const groups = groupsOf(run.input.policy, run.input.table, payees, { kind: "field", field: group.field });
  const wanted = groups.labels.findIndex((l) => l.key === group.value);
  const found = new Set<string>();
  for (let i = 0; i < payees.rows; i += 1) if (groups.of[i] === wanted) found.add(payees.key(i));
  return found;
}
