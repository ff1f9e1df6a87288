/** Totals by benefit and group, summed inside the kernel; rows that take the slow lane count as nothing here. */
import type { ColumnPlan, NodeId, NumberNode, PlanNode } from "../../compiler/ir/columns.js";
import * as R from "../../compiler/ir/rational.js";
import { ofSteps, type Rounding } from "../reference/rounding.js";
import type { Total } from "../run.js";
import { type Dataset, grouped } from "./columns.js";
import { type SumKernel, sumKernel } from "./kernel.js";

/** The nodes of a plan with more behind them. */
export function extended(plan: ColumnPlan): {
  readonly nodes: PlanNode[];
  readonly add: (node: PlanNode) => NodeId;
  readonly int: (n: bigint) => NodeId;
} {
  const nodes = [...plan.nodes];
  const add = (node: PlanNode): NodeId => nodes.push(node) - 1;
  return { nodes, add, int: (value) => add({ op: "int", value, low: value, high: value }) };
}

/** What is summed of one benefit, or of all together, in this order. */
interface Measures {
  readonly net: NodeId;
  readonly bounded: NodeId;
  readonly rounded: NodeId;
  readonly ceiling: NodeId;
  readonly recipients: NodeId;
}

/** All benefits together, and each. */
export interface GroupTotals {
  readonly all: Total;
  readonly byBenefit: Readonly<Record<string, Total>>;
}

export interface TotalsKernel {
  readonly kernel: SumKernel;
  /** Runs the kernel: totals of each group. */
  readonly run: () => GroupTotals[];
}

const NOTHING = (plan: ColumnPlan, node: NodeId): boolean => plan.nodes[node]?.op === "no";

/** `only`: of these benefits; null: of all. */
export function totalsKernel(
  data: Dataset,
  rounding: Rounding,
  vectors = true,
  only: ReadonlySet<string> | null = null,
): TotalsKernel {
  const { plan } = data;
  const benefits = plan.benefits.filter((b) => only === null || only.has(b.benefit));
  const { nodes, add, int } = extended(plan);
  const zero = int(0n);
  const one = int(1n);
  const none = NOTHING(plan, plan.slow);
  const range = (id: NodeId) => nodes[id] as NumberNode;
  /** Nothing where the interpreter decides. */
  const counted = (id: NodeId): NodeId => {
    if (none) return id;
    const { low, high } = range(id);
    return add({
      op: "select",
      mask: plan.slow,
      a: zero,
      b: id,
      low: low < 0n ? low : 0n,
      high: high > 0n ? high : 0n,
    });
  };
  const isPaid = (net: NodeId): NodeId => add({ op: "compare", relation: "gt", a: net, b: zero });
  const ofOne = (mask: NodeId): NodeId => add({ op: "select", mask, a: one, b: zero, low: 0n, high: 1n });
  const measures = benefits.map((b): Measures => {
    const net = counted(b.net);
    // What is not due has no bounded amount, whatever its node holds.
    const { low, high } = range(b.bounded.node);
    const due = add({ op: "compare", relation: "eq", a: b.code, b: zero });
    const bounded = add({
      op: "select",
      mask: due,
      a: b.bounded.node,
      b: zero,
      low: low < 0n ? low : 0n,
      high: high > 0n ? high : 0n,
    });
    return {
      net,
      bounded: counted(bounded),
      rounded: counted(b.rounded),
      ceiling: counted(b.secondNet),
      recipients: ofOne(isPaid(net)),
    };
  });
  const any = measures.map((m) => isPaid(m.net)).reduce((a, b) => add({ op: "or", a, b }), add({ op: "no" }));
  const wanted = [...measures.flatMap((m) => [m.net, m.bounded, m.rounded, m.ceiling, m.recipients]), ofOne(any)];
  const distinct = [...new Set(wanted)];
  const kernel = sumKernel(data, nodes, distinct, none ? null : plan.slow, vectors);
  const places = new Map(distinct.map((id, i): [NodeId, number] => [id, i]));
  const empty: Total = total(R.ZERO, R.ZERO, R.ZERO, R.ZERO, 0, rounding);
  return {
    kernel,
    run: () =>
      kernel.sums().map((sums) => {
        const at = (id: NodeId): bigint => sums[places.get(id) as number] as bigint;
        const money = (id: NodeId) => ofSteps(at(id), rounding.step);
        const byBenefit = benefits.map((b, i): readonly [string, Total] => {
          const m = measures[i] as Measures;
          const exact = R.ratio(at(m.bounded), b.bounded.scale);
          return [
            b.benefit,
            total(money(m.net), exact, money(m.rounded), money(m.ceiling), Number(at(m.recipients)), rounding),
          ];
        });
        const recipients = Number(sums.at(-1) as bigint);
        const all = byBenefit.reduce((sum, [, t]) => plus(sum, t, rounding), empty);
        return { all: { ...all, recipients }, byBenefit: Object.fromEntries(byBenefit) };
      }),
  };
}

/**
 * Totals of some benefits by group, summed inside a kernel. `of`: the group of each row; a row whose group is not from 0 to
 * `count` - 1 is left out.
 */
export function groupedTotals(
  data: Dataset,
  of: ArrayLike<number>,
  count: number,
  only: ReadonlySet<string>,
  rounding: Rounding,
): Total[] {
  const parts = totalsKernel(grouped(data, of, count), rounding, true, only).run();
  return parts.slice(0, count).map((part) => part.all);
}

function total(
  amount: R.Rational,
  exact: R.Rational,
  rounded: R.Rational,
  ceiling: R.Rational,
  recipients: number,
  rounding: Rounding,
): Total {
  return {
    amount,
    exact,
    exactToStep: R.round(exact, rounding.step, rounding.mode),
    rounded,
    ceiling,
    recipients,
    undecided: 0,
    high: R.ZERO,
  };
}

/** Two totals over different payees. */
export function plus(a: Total, b: Total, rounding: Rounding): Total {
  const open = (x: R.Rational | null, y: R.Rational | null) => (x === null || y === null ? null : R.add(x, y));
  const exact = R.add(a.exact, b.exact);
  return {
    amount: R.add(a.amount, b.amount),
    exact,
    exactToStep: R.round(exact, rounding.step, rounding.mode),
    rounded: R.add(a.rounded, b.rounded),
    ceiling: open(a.ceiling, b.ceiling),
    recipients: a.recipients + b.recipients,
    undecided: a.undecided + b.undecided,
    high: open(a.high, b.high),
  };
}
