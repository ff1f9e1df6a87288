/** The bench rule compiled from the language: a kernel of household totals by town, on one thread and on several. */
import { workerThreads } from "../../../cli/io/workers.js";
import { plan as planner } from "../../../compiler/backends/columnar/index.js";
import type { Column, NodeId, NumberNode, PlanNode, Source } from "../../../compiler/ir/columns.js";
import { prepare } from "../../../runtime/columnar/entities.js";
import {
  allocate,
  type ColumnView,
  type Dataset,
  groupView,
  rowsOf,
  sumKernel,
  view,
} from "../../../runtime/columnar/index.js";
import type { Rates } from "../rule/expected.js";
import { type Field, firstOf, type Households, type Ints, NAMES, TOWNS } from "../rule/households.js";
import { AS_OF, compiledRule } from "../rule/policy.js";
import { tableOfHouseholds } from "../rule/table.js";
import type { Engine } from "./engine.js";

/** Households whose roster is made in full; of more, the plan of the first ones is filled from their columns. */
const IN_FULL = 1_000_000;

/** The plan's columns with the town of each household beside them. */
export function byTown(h: Households, rates: Rates, shared = false): Dataset {
  const some = firstOf(h, IN_FULL);
  const input = { policy: compiledRule(rates), table: tableOfHouseholds(some), asOf: AS_OF };
  const { runs, whole } = prepare(input, planner, true);
  const [run] = runs;
  if (run === undefined) throw new Error(`the interpreter would run it: ${whole.join("; ")}`);
  if (run.slow.includes(1)) throw new Error("some households are left to the interpreter");
  const data = allocate(run.plan, h.rows, TOWNS, shared);
  for (const [index, column] of run.plan.columns.entries()) {
    const out = view(data, index) as Uint8Array;
    const from: ColumnView = view(run.data, index);
    if (h.rows === some.rows) out.set(from as Uint8Array);
    else fill(out, column, h);
  }
  groupView(data)?.set(h.town);
  return data;
}

function fill(out: Uint8Array, { id, holds, low, high }: Column, h: Households): void {
  if (holds.kind !== "flags") {
    const cells = cellsOf(holds.source, h);
    for (const n of cells) if (n < low || n > high) throw new RangeError(`${id}: ${n} is outside the plan's range`);
    out.set(cells);
    return;
  }
  for (const [bit, { source }] of holds.bits.entries()) {
    const cells = cellsOf(source, h);
    for (let row = 0; row < h.rows; row += 1) out[row] = (out[row] as number) | ((cells[row] as number) << bit);
  }
}

function cellsOf(source: Source, h: Households): Ints {
  if (source.kind === "entered") return h.approved;
  if (source.kind === "field" && NAMES.includes(source.field as Field)) return h[source.field as Field];
  throw new RangeError("a source that the households do not have");
}

/** The nodes of a plan, with a household's total of all benefits and whether it gets something, 1 or 0. */
export function householdTotal(data: Dataset): { nodes: PlanNode[]; total: NodeId; paid: NodeId } {
  const nodes = [...data.plan.nodes];
  const put = (node: PlanNode): NodeId => nodes.push(node) - 1;
  const range = (id: NodeId) => nodes[id] as NumberNode;
  const total = data.plan.benefits
    .map((b) => b.net)
    .reduce((a, b) => put({ op: "add", a, b, low: range(a).low + range(b).low, high: range(a).high + range(b).high }));
  const int = (value: bigint) => put({ op: "int", value, low: value, high: value });
  const [zero, one] = [int(0n), int(1n)];
  const mask = put({ op: "compare", relation: "gt", a: total, b: zero });
  return { nodes, total, paid: put({ op: "select", mask, a: one, b: zero, low: 0n, high: 1n }) };
}

function engine(threads: number, vectors: boolean): Engine {
  const form = vectors ? "vectors" : "row by row";
  return {
    name: `compiled from the language: ${form}, ${threads === 1 ? "1 thread" : `${threads} threads`}`,
    most: vectors ? 10_000_000 : 1_000_000,
    prepare: async (h, rates) => {
      const crew = workerThreads(threads);
      const data = byTown(h, rates, crew !== null);
      const { nodes, total, paid } = householdTotal(data);
      const kernel = sumKernel(data, nodes, [total, paid], null, vectors, crew);
      return {
        run: () => {
          const sums = kernel.sums();
          return {
            towns: sums.map(([fen]) => fen as bigint),
            recipients: Number(sums.reduce((sum, [, n]) => sum + (n as bigint), 0n)),
          };
        },
        nets: () => rowsOf(data, nodes, [total], vectors)[0] as Int32Array,
        close: () => crew?.stop(),
      };
    },
  };
}

export const compiled: readonly Engine[] = [engine(1, true), engine(2, true), engine(1, false)];
