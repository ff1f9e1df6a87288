/** Single operations in both forms of the kernel, against exact integers: whatever the lane's ends, whatever the step's rest. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divided } from "../../compiler/backends/columnar/graph.js";
import type { Column, ColumnPlan, CompareOp, DivideMode, NodeId, PlanNode } from "../../compiler/ir/columns.js";
import { allocate, kernel, rowsOf, sumKernel, view } from "../../runtime/columnar/index.js";
import { storedWidth } from "../../runtime/columnar/targets.js";

const I32 = [-(2n ** 31n), 2n ** 31n - 1n] as const;
const I64 = [-(2n ** 63n), 2n ** 63n - 1n] as const;

/** A plan of two number columns, a and b, and these nodes behind them (0 and 1 are the columns). */
function evaluated(
  lanes: readonly ["i32" | "i64", "i32" | "i64"],
  rows: readonly (readonly [bigint, bigint])[],
  more: readonly PlanNode[],
  vectors: boolean,
  low = I64[0],
) {
  const ends = (lane: "i32" | "i64") => (lane === "i32" ? I32 : I64);
  const columns = lanes.map((lane, i): Column => {
    const source = { kind: "field", entity: "household", field: "ab"[i] as string } as const;
    return {
      id: "ab"[i] as string,
      lane,
      holds: { kind: "number", source, scale: 1n },
      low: ends(lane)[0],
      high: ends(lane)[1],
    };
  });
  const range = (i: number) => ({
    low: i === 1 && low > ends(lanes[1])[0] ? low : ends(lanes[i] as "i32")[0],
    high: ends(lanes[i] as "i32")[1],
  });
  const nodes: PlanNode[] = [
    ...[0, 1].map((column): PlanNode => ({ op: "column", column, ...range(column) })),
    ...more,
  ];
  const plan = { columns, nodes } as unknown as ColumnPlan;
  const data = allocate(plan, rows.length);
  [0, 1].forEach((i) => {
    const out = view(data, i);
    rows.forEach((row, at) => {
      if (out instanceof BigInt64Array) out[at] = row[i] as bigint;
      else out[at] = Number(row[i]);
    });
  });
  const last: NodeId = nodes.length - 1;
  const used = kernel(
    data,
    {
      nodes,
      columns: data.columns,
      stores: [{ node: last, at: 0, width: storedWidth(nodes[last] as PlanNode) }],
      sums: null,
    },
    vectors,
  ).vectors;
  const [values] = rowsOf(data, nodes, [last], vectors);
  return { values: [...(values ?? [])].map(BigInt), used, data, nodes };
}

const inLane = (lane: "i32" | "i64") => {
  const [min, max] = lane === "i32" ? I32 : I64;
  return fc.oneof(
    fc.bigInt({ min: -9n, max: 9n }),
    fc.bigInt({ min, max }),
    fc.constantFrom(min, min + 1n, max - 1n, max),
  );
};
const pairs = (lane: "i32" | "i64", b: fc.Arbitrary<bigint> = inLane(lane)) =>
  fc.array(fc.tuple(inLane(lane), b), { minLength: 1, maxLength: 21 });
const forms = [
  ["i32", true],
  ["i32", false],
  ["i64", false],
] as const;

describe.each(forms)("%s, vectors %s", (lane, vectors) => {
  const [low, high] = lane === "i32" ? I32 : I64;
  const modes = ["floor", "ceil", "halfUp", "halfEven", "upward", "downward"] as const;

  it.each(modes)("divides %s", (mode: DivideMode) => {
    const positive = fc.oneof(fc.bigInt({ min: 1n, max: 9n }), fc.bigInt({ min: 1n, max: high }));
    fc.assert(
      fc.property(pairs(lane, positive), (rows) => {
        const made = evaluated([lane, lane], rows, [{ op: "divide", mode, a: 0, b: 1, low, high }], vectors, 1n);
        expect(made.used).toBe(vectors);
        expect(made.values).toEqual(rows.map(([a, b]) => divided(mode, a, b)));
      }),
    );
  });

  it("divides what is never below 0 by a fixed number", () => {
    const divisor = fc.oneof(
      fc.bigInt({ min: 1n, max: 1000n }),
      fc.bigInt({ min: 1n, max: high }),
      fc.constantFrom(2n ** 30n, 2n ** 16n, high),
    );
    const dividend = fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 0n, max: high }), fc.constant(high));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(dividend, fc.constant(0n)), { minLength: 1, maxLength: 21 }),
        divisor,
        (rows, d) => {
          const multiples = rows.flatMap(([a]) =>
            [a, (a / d) * d, (a / d) * d - 1n].filter((n) => n >= 0n).map((n) => [n, 0n] as const),
          );
          const zero: PlanNode = { op: "int", value: 0n, low: 0n, high: 0n };
          const fixed: PlanNode = { op: "int", value: d, low: d, high: d };
          // The larger of a and 0 proves the range.
          const nodes: PlanNode[] = [
            zero,
            fixed,
            { op: "max", a: 0, b: 2, low: 0n, high },
            { op: "divide", mode: "downward", a: 4, b: 3, low: 0n, high },
          ];
          expect(evaluated([lane, lane], multiples, nodes, vectors).values).toEqual(multiples.map(([a]) => a / d));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("compares, chooses, takes the larger and the smaller", () => {
    const holds: Record<CompareOp, (a: bigint, b: bigint) => boolean> = {
      ge: (a, b) => a >= b,
      gt: (a, b) => a > b,
      le: (a, b) => a <= b,
      lt: (a, b) => a < b,
      eq: (a, b) => a === b,
      ne: (a, b) => a !== b,
    };
    fc.assert(
      fc.property(pairs(lane), fc.constantFrom<CompareOp>("ge", "gt", "le", "lt", "eq", "ne"), (rows, relation) => {
        const compare: PlanNode = { op: "compare", relation, a: 0, b: 1 };
        const own = (more: PlanNode[]) => evaluated([lane, lane], rows, more, vectors).values;
        expect(own([compare])).toEqual(rows.map(([a, b]) => (holds[relation](a, b) ? 1n : 0n)));
        expect(own([compare, { op: "not", a: 2 }])).toEqual(rows.map(([a, b]) => (holds[relation](a, b) ? 0n : 1n)));
        expect(own([compare, { op: "select", mask: 2, a: 0, b: 1, low, high }])).toEqual(
          rows.map(([a, b]) => (holds[relation](a, b) ? a : b)),
        );
        expect(own([{ op: "max", a: 0, b: 1, low, high }])).toEqual(rows.map(([a, b]) => (a > b ? a : b)));
        expect(own([{ op: "min", a: 0, b: 1, low, high }])).toEqual(rows.map(([a, b]) => (a < b ? a : b)));
      }),
    );
  });

  it("adds up rows in 64 bits", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.bigInt({ min: I32[0], max: I32[1] }), fc.constant(0n)), { maxLength: 40 }),
        (rows) => {
          const { data, nodes } = evaluated([lane, lane], rows, [{ op: "column", column: 0, low, high }], vectors);
          const { sums } = sumKernel(data, nodes, [0], null, vectors);
          expect(sums()).toEqual([[rows.reduce((sum, [a]) => sum + a, 0n)]]);
          expect(sums()).toEqual(sums());
        },
      ),
    );
  });
});
