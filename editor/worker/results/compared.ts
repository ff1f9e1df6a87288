/** The run that is shown beside the baseline: who gains, who loses, and which changed number moves the money. */
import * as R from "../../../compiler/ir/rational.js";
import {
  addressWords,
  type CaseRun,
  compare,
  groupName,
  groupsOf,
  movers as moversOf,
  numbersOf,
  usualDimensions,
  withNumber,
} from "../../../runtime/simulate/index.js";
import { align, match } from "../../../runtime/simulate/match.js";
import { engine } from "../engine/run.js";
import { state } from "../engine/state.js";
import { foundOf } from "./household.js";
import type { ComparedView, ResultsApi } from "./protocol.js";

export const compared: ResultsApi["compared"] = async (by) => {
  const { last, baseline } = state;
  if (!last || !baseline || last.outcome.refused || baseline.outcome.refused) return null;
  const [a, b] = [baseline.run, last.run];
  const dimensions = by.length > 0 ? by : usualDimensions(b);
  const found = compare(a, b, dimensions);
  const benefits = [...new Set([...baseline.policy.benefits, ...last.policy.benefits].map((x) => x.id))];
  const { changes, rest } = effects(a, b);
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
    changes,
    rest,
    bins: binsOf(a, b),
  };
};

/**
 * Numbers that both versions have and that differ, put into the baseline one after another in the order of the policy. What
 * they do together and what other changes of the text do is the rest.
 */
function effects(a: CaseRun, b: CaseRun): Pick<ComparedView, "changes" | "rest"> {
  const after = new Map(numbersOf(b.input).map((n) => [n.address, n]));
  let input = a.input;
  let level = a.outcome.total.amount;
  const changes: ComparedView["changes"][number][] = [];
  for (const number of numbersOf(a.input)) {
    const other = after.get(number.address);
    if (!other || other.value === null || number.value === null || other.value === number.value) continue;
    try {
      input = withNumber(input, number.address, other.value);
    } catch {
      // Out of the baseline's bounds: it is told with the rest.
      continue;
    }
    const amount = engine(input).total.amount;
    changes.push({
      name: addressWords(b.input.policy, number.address),
      from: number.value,
      to: other.value,
      effect: R.sub(amount, level),
    });
    level = amount;
  }
  return { changes, rest: R.sub(b.outcome.total.amount, level) };
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
