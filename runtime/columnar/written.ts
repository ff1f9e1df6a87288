/**
 * What the claims of a plan come to, column by column: one kernel writes a column of every benefit at once, in the form in which
 * an outcome hands it out, so that no loop goes over it again.
 */
import type { BenefitPlan, NodeId, NumberNode } from "../../compiler/ir/columns.js";
import { STATES } from "../outcome.js";
import type { ColumnView } from "./columns.js";
import type { EntityRun } from "./entities.js";
import { rowsOf } from "./kernel.js";
import { extended } from "./totals.js";

/** Of one benefit, a value for each row: what the interpreter decides besides has a value too, which means nothing. */
export interface FirstColumns {
  /** Places in STATES. */
  readonly state: Uint8Array;
  /** Why nothing is due; 0: it is. */
  readonly because: Uint16Array;
  /** 1: due. */
  readonly due: Uint8Array;
  /** Steps; 0 where nothing is due. */
  readonly net: Int32Array | BigInt64Array;
}

/** Whole numbers, 0 where `known` is. */
export interface StageColumn {
  readonly values: Int32Array | BigInt64Array;
  readonly known: Uint8Array;
}

export interface WrittenClaims {
  readonly first: (benefit: BenefitPlan) => FirstColumns;
  readonly stage: (benefit: BenefitPlan, stage: Stage) => StageColumn;
}

type Stage = "gross" | "bounded" | "rounded" | "ceiling";

/** Stages that one kernel writes: who asks for one mostly asks for the other. */
const BESIDE: readonly (readonly Stage[])[] = [
  ["gross", "bounded"],
  ["rounded", "ceiling"],
];

const keyOf = ({ benefit }: BenefitPlan, stage: Stage): string => `${stage} ${benefit}`;

const made = new WeakMap<EntityRun, WrittenClaims>();

/** Written when they are first asked for, and kept as long as the run is. */
export function writtenClaims(run: EntityRun, vectors: boolean): WrittenClaims {
  const found = made.get(run) ?? writing(run, vectors);
  made.set(run, found);
  return found;
}

const [PAID, ZERO, NOT_DUE, NOT_ELIGIBLE] = (["paid", "zero", "notDue", "notEligible"] as const).map((state) =>
  BigInt(STATES.indexOf(state)),
) as [bigint, bigint, bigint, bigint];

/** A plan's nodes with what is made of them. */
function nodesOf({ plan }: EntityRun) {
  const { nodes, add, int } = extended(plan);
  const range = (id: NodeId) => nodes[id] as NumberNode;
  const zero = int(0n);
  const is = (relation: "eq" | "ge" | "le", a: NodeId, n: bigint): NodeId =>
    add({ op: "compare", relation, a, b: n === 0n ? zero : int(n) });
  const select = (mask: NodeId, a: NodeId, b: NodeId): NodeId => {
    const [x, y] = [range(a), range(b)];
    return add({
      op: "select",
      mask,
      a,
      b,
      low: x.low < y.low ? x.low : y.low,
      high: x.high > y.high ? x.high : y.high,
    });
  };
  /** Whether a code says that nobody is eligible: codes side by side are one test. */
  const notEligible = (code: NodeId): NodeId => {
    const { low, high } = range(code);
    let mask = add({ op: "no" });
    for (let k = 1; k <= plan.because.length; k += 1) {
      if (plan.because[k - 1]?.notEligible !== true) continue;
      let last = k;
      while (plan.because[last]?.notEligible === true) last += 1;
      if (BigInt(last) >= low && BigInt(k) <= high) {
        const run = add({ op: "and", a: is("ge", code, BigInt(k)), b: is("le", code, BigInt(last)) });
        mask = add({ op: "or", a: mask, b: run });
      }
      k = last;
    }
    return mask;
  };
  return { nodes, int, zero, is, select, notEligible };
}

function writing(run: EntityRun, vectors: boolean): WrittenClaims {
  const { plan, data } = run;
  const n = nodesOf(run);
  const dueOf = new Map(plan.benefits.map((b) => [b, n.is("eq", b.code, 0n)]));
  const write = (
    wanted: readonly NodeId[],
    narrow: ReadonlyMap<NodeId, 1 | 2> = new Map(),
  ): Map<NodeId, ColumnView> => {
    const distinct = [...new Set(wanted)];
    const columns = rowsOf(data, n.nodes, distinct, vectors, { narrow, shared: true });
    return new Map(distinct.map((id, i) => [id, columns[i] as ColumnView]));
  };

  let first: Map<BenefitPlan, FirstColumns> | null = null;
  function firstColumns(): Map<BenefitPlan, FirstColumns> {
    const asked = plan.benefits.map((b) => {
      const due = dueOf.get(b) as NodeId;
      const settled = n.select(n.is("eq", b.net, 0n), n.int(ZERO), n.int(PAID));
      const nothing = n.select(n.notEligible(b.code), n.int(NOT_ELIGIBLE), n.int(NOT_DUE));
      return { b, due, state: n.select(due, settled, nothing) };
    });
    const narrow = new Map<NodeId, 1 | 2>(asked.flatMap(({ b, state }) => [[state, 1] as const, [b.code, 2] as const]));
    const columns = write(
      asked.flatMap(({ b, due, state }) => [state, b.code, due, b.net]),
      narrow,
    );
    return new Map(
      asked.map(({ b, due, state }) => [
        b,
        {
          state: bytes(columns.get(state) as ColumnView),
          because: words(columns.get(b.code) as ColumnView),
          due: bytes(columns.get(due) as ColumnView),
          net: wide(columns.get(b.net) as ColumnView),
        },
      ]),
    );
  }

  const stages = new Map<string, StageColumn>();
  /** Stages side by side often hold the same, which is written once. */
  function writeStages(list: readonly Stage[]): void {
    const asked = plan.benefits.flatMap((b) => list.map((stage) => ({ b, stage, ...nodesAt(b, stage) })));
    const own = (b: BenefitPlan, known: NodeId): boolean => known !== dueOf.get(b);
    const columns = write(asked.flatMap(({ b, value, known }) => (own(b, known) ? [value, known] : [value])));
    for (const { b, stage, value, known } of asked) {
      stages.set(keyOf(b, stage), {
        values: wide(columns.get(value) as ColumnView),
        known: own(b, known) ? bytes(columns.get(known) as ColumnView) : all.first(b).due,
      });
    }
  }

  /** Steps are 0 already where nothing is due; what comes before them may hold anything there. */
  function nodesAt(b: BenefitPlan, stage: Stage): { readonly value: NodeId; readonly known: NodeId } {
    const due = dueOf.get(b) as NodeId;
    if (stage === "rounded") return { value: b.rounded, known: due };
    if (stage === "ceiling")
      return { value: b.secondNet, known: b.second.code === b.code ? due : n.is("eq", b.second.code, 0n) };
    return { value: n.select(due, b[stage].node, n.zero), known: due };
  }

  const all: WrittenClaims = {
    first: (benefit) => {
      first ??= firstColumns();
      return first.get(benefit) as FirstColumns;
    },
    stage: (benefit, stage) => {
      const key = keyOf(benefit, stage);
      if (!stages.has(key)) writeStages(BESIDE.find((list) => list.includes(stage)) as readonly Stage[]);
      return stages.get(key) as StageColumn;
    },
  };
  return all;
}

const bytes = (view: ColumnView): Uint8Array => (view instanceof Uint8Array ? view : Uint8Array.from(view, Number));
const words = (view: ColumnView): Uint16Array => (view instanceof Uint16Array ? view : Uint16Array.from(view, Number));

/** Numbers come in one of these lanes, or as a mask where they are 0 or 1. */
function wide(view: ColumnView): Int32Array | BigInt64Array {
  return view instanceof Int32Array || view instanceof BigInt64Array ? view : Int32Array.from(view);
}
