/**
 * Whole kernels of random arithmetic on columns of every lane, against BigInt: whatever widths meet, with and without vectors,
 * written out and summed by group.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divided, graph, TooWide } from "../../compiler/backends/columnar/graph.js";
import type { Column, ColumnPlan, CompareOp, DivideMode, Lane, NodeId, PlanNode } from "../../compiler/ir/columns.js";
import { rewritten } from "../../runtime/columnar/algebra.js";
import { allocate, groupView, rowsOf, sumKernel, view } from "../../runtime/columnar/index.js";
import { cutOf } from "../../runtime/columnar/segments.js";
import { needed } from "../../runtime/columnar/targets.js";

const ENDS: Record<Lane, readonly [bigint, bigint]> = {
  u8: [0n, 255n],
  u16: [0n, 65_535n],
  i16: [-32_768n, 32_767n],
  i32: [-(2n ** 31n), 2n ** 31n - 1n],
  i64: [-(2n ** 62n), 2n ** 62n],
};
const LANES = Object.keys(ENDS) as Lane[];
const MODES: readonly DivideMode[] = ["floor", "ceil", "halfUp", "halfEven", "upward", "downward"];
const RELATIONS: readonly CompareOp[] = ["ge", "gt", "le", "lt", "eq", "ne"];

/** A column's range within its lane: often all of it, often small. */
const columnArbitrary = fc.constantFrom(...LANES).chain((lane) => {
  const [low, high] = ENDS[lane];
  const within = fc.oneof(
    fc.constant([low, high] as const),
    fc.constant([0n, high < 1000n ? high : 1000n] as const),
    fc
      .tuple(fc.bigInt({ min: low, max: high }), fc.bigInt({ min: low, max: high }))
      .map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const))),
  );
  return within.map((range) => ({ lane, range }));
});

/** A step of a random expression: what to make, of which earlier ones. Places are taken modulo what there is. */
const stepArbitrary = fc.record({
  kind: fc.constantFrom("add", "sub", "mul", "min", "max", "select", "divide", "compare", "and", "or", "not", "limit"),
  a: fc.nat(1000),
  b: fc.nat(1000),
  mask: fc.nat(1000),
  n: fc.oneof(fc.bigInt({ min: -5n, max: 300n }), fc.bigInt({ min: 0n, max: 700_000n })),
  fixed: fc.boolean(),
  relation: fc.constantFrom(...RELATIONS),
  mode: fc.constantFrom(...MODES),
});

interface Case {
  readonly columns: readonly { readonly lane: Lane; readonly range: readonly [bigint, bigint] }[];
  readonly steps: readonly (typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never)[];
  readonly rows: number;
  readonly seed: number;
  readonly groups: number;
}

const caseOf = (steps: fc.Arbitrary<Case["steps"]>): fc.Arbitrary<Case> =>
  fc.record({
    columns: fc.array(columnArbitrary, { minLength: 1, maxLength: 5 }),
    steps,
    rows: fc.constantFrom(1, 15, 16, 17, 33, 70, 200),
    seed: fc.nat(),
    groups: fc.constantFrom(0, 1, 3),
  });
const short = fc.array(stepArbitrary, { minLength: 1, maxLength: 25 });
/** So many that the kernel is cut into pieces. */
const long = fc.array(stepArbitrary, { minLength: 600, maxLength: 800, size: "max" });
const shortCase = caseOf(short);
const caseArbitrary = caseOf(fc.oneof({ weight: 19, arbitrary: short }, { weight: 1, arbitrary: long }));

/** The nodes of a case, and which of them are numbers and masks. What would not fit 64 bits is left out. */
function built({ columns, steps }: Case) {
  const g = graph();
  const numbers: NodeId[] = columns.map(({ range }, i) => g.column(i, range[0], range[1]));
  const masks: NodeId[] = [g.YES, g.NO];
  const at = (list: readonly NodeId[], place: number) => list[place % list.length] as NodeId;
  for (const s of steps) {
    try {
      const a = at(numbers, s.a);
      const b = s.fixed ? g.int(s.n) : at(numbers, s.b);
      const divisor = g.max(b, g.int(1n));
      if (s.kind === "compare") masks.push(g.compare(s.relation, a, b));
      else if (s.kind === "and" || s.kind === "or") masks.push(g[s.kind](at(masks, s.a), at(masks, s.b)));
      else if (s.kind === "not") masks.push(g.not(at(masks, s.a)));
      else if (s.kind === "select") numbers.push(g.select(at(masks, s.mask), a, s.fixed ? g.int(0n) : b));
      else if (s.kind === "divide") numbers.push(g.divide(s.mode, a, divisor));
      else if (s.kind === "limit") {
        // Two claims under one limit, and what they get together.
        const room = g.max(b, g.int(0n));
        const first = g.max(g.min(a, room), g.int(0n));
        const second = g.min(g.max(at(numbers, s.mask), g.int(0n)), g.rest(room, first));
        numbers.push(first, second, g.add(first, second));
      } else numbers.push(g[s.kind](a, b));
    } catch (error) {
      if (!(error instanceof TooWide)) throw error;
    }
  }
  return { nodes: g.nodes, numbers: [...new Set(numbers)], masks: [...new Set(masks)] };
}

function random(seed: number): (low: bigint, high: bigint) => bigint {
  let state = BigInt(seed) + 0x9e3779b97f4a7c15n;
  return (low, high) => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    const pick = state >> 60n;
    if (pick === 0n) return low;
    if (pick === 1n) return high;
    return low + ((state >> 1n) % (high - low + 1n));
  };
}

function evaluated(nodes: readonly PlanNode[], cells: readonly bigint[]): bigint[] {
  const out: bigint[] = [];
  const at = (id: NodeId) => out[id] as bigint;
  const holds: Record<CompareOp, (a: bigint, b: bigint) => boolean> = {
    ge: (a, b) => a >= b,
    gt: (a, b) => a > b,
    le: (a, b) => a <= b,
    lt: (a, b) => a < b,
    eq: (a, b) => a === b,
    ne: (a, b) => a !== b,
  };
  for (const node of nodes) out.push(one(node));
  return out;

  function one(node: PlanNode): bigint {
    switch (node.op) {
      case "int":
        return node.value;
      case "column":
        return cells[node.column] as bigint;
      case "add":
        return at(node.a) + at(node.b);
      case "sub":
        return at(node.a) - at(node.b);
      case "mul":
        return at(node.a) * at(node.b);
      case "min":
        return at(node.a) < at(node.b) ? at(node.a) : at(node.b);
      case "max":
        return at(node.a) > at(node.b) ? at(node.a) : at(node.b);
      case "select":
        return at(node.mask) === 1n ? at(node.a) : at(node.b);
      case "divide":
        return divided(node.mode, at(node.a), at(node.b));
      case "compare":
        return holds[node.relation](at(node.a), at(node.b)) ? 1n : 0n;
      case "and":
        return at(node.a) & at(node.b);
      case "or":
        return at(node.a) | at(node.b);
      case "not":
        return 1n - at(node.a);
      case "yes":
        return 1n;
      case "no":
        return 0n;
      case "bits":
        throw new TypeError("no flags in these cases");
    }
  }
}

function filled(c: Case) {
  const next = random(c.seed);
  const plan = {
    columns: c.columns.map(
      ({ lane, range }, i): Column => ({
        id: `c${i}`,
        lane,
        holds: { kind: "number", source: { kind: "field", entity: "household", field: `c${i}` }, scale: 1n },
        low: range[0],
        high: range[1],
      }),
    ),
  } as unknown as ColumnPlan;
  const names = Array.from({ length: c.groups }, (_, i) => `group ${i}`);
  const data = allocate(plan, c.rows, names);
  const cells = Array.from({ length: c.rows }, () => c.columns.map(({ range }) => next(range[0], range[1])));
  c.columns.forEach((_, column) => {
    const out = view(data, column);
    cells.forEach((row, at) => {
      const n = row[column] as bigint;
      if (out instanceof BigInt64Array) out[at] = n;
      else out[at] = Number(n);
    });
  });
  const groups = cells.map(() => (c.groups === 0 ? 0 : Number(next(0n, BigInt(c.groups - 1)))));
  groupView(data)?.set(groups);
  return { data, cells, groups };
}

describe("random kernels", () => {
  it.each([true, false])("write out what BigInt gives, vectors %s", (vectors) => {
    fc.assert(
      fc.property(caseArbitrary, (c) => {
        const { nodes, numbers, masks } = built(c);
        const { data, cells } = filled(c);
        const wanted = [...numbers, ...masks];
        const given = rowsOf(data, nodes, wanted, vectors);
        const expected = cells.map((row) => evaluated(nodes, row));
        wanted.forEach((id, i) => {
          expect([...(given[i] ?? [])].map(BigInt)).toEqual(expected.map((row) => row[id]));
        });
      }),
      { numRuns: 300 },
    );
  });

  it.each([true, false])("sum by group what BigInt sums, vectors %s", (vectors) => {
    fc.assert(
      fc.property(caseArbitrary, (c) => {
        const { nodes, numbers, masks } = built(c);
        // A sum of 64 bits is the plan's to prove: here it is kept to 200 rows of 54 bits.
        const small = numbers.filter((id) => {
          const { low, high } = nodes[id] as { low: bigint; high: bigint } & PlanNode;
          return low > -(2n ** 54n) && high < 2n ** 54n;
        });
        if (small.length === 0) return;
        const counted: PlanNode[] = [...nodes];
        const int = (value: bigint) => counted.push({ op: "int", value, low: value, high: value }) - 1;
        const [zero, one] = [int(0n), int(1n)];
        const counts = masks.map(
          (mask) => counted.push({ op: "select", mask, a: one, b: zero, low: 0n, high: 1n }) - 1,
        );
        const { data, cells, groups } = filled(c);
        const wanted = [...small, ...counts];
        const kernel = sumKernel(data, counted, wanted, masks.at(-1) ?? null, vectors);
        const expected = Array.from({ length: Math.max(1, c.groups) }, () => wanted.map(() => 0n));
        const rows = cells.map((row) => evaluated(counted, row));
        rows.forEach((row, at) => {
          const sums = expected[groups[at] as number] as bigint[];
          wanted.forEach((id, i) => {
            sums[i] = (sums[i] as bigint) + (row[id] as bigint);
          });
        });
        expect(kernel.sums()).toEqual(expected);
        expect(kernel.sums()).toEqual(expected);
        const last = masks.at(-1) as NodeId;
        expect(kernel.slow()).toEqual(rows.flatMap((row, at) => (row[last] === 1n ? [at] : [])));
      }),
      { numRuns: 300 },
    );
  });

  it("keep their values when they are rewritten, ranges included", () => {
    fc.assert(
      fc.property(shortCase, (c) => {
        const { nodes, numbers, masks } = built(c);
        const wanted = [...numbers, ...masks];
        const simple = rewritten(nodes, wanted);
        for (const row of filled(c).cells) {
          const before = evaluated(nodes, row);
          const after = evaluated(simple.nodes, row);
          expect(wanted.map((id) => after[simple.of(id)])).toEqual(wanted.map((id) => before[id]));
          const within = simple.nodes.every(
            (node, id) => !("low" in node) || (node.low <= (after[id] as bigint) && (after[id] as bigint) <= node.high),
          );
          expect(within).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("a sum that would outgrow 64 bits stays bounded term by term", () => {
    const g = graph();
    const [a, b, room] = [0, 1, 2].map((i) => g.column(i, 0n, i === 2 ? 2n ** 61n : 2n ** 63n - 1n)) as [
      NodeId,
      NodeId,
      NodeId,
    ];
    const first = g.min(a, room);
    const total = g.add(first, g.min(b, g.rest(room, first)));
    const simple = rewritten(g.nodes, [total]);
    const wide = simple.nodes.filter((node) => "high" in node && node.high >= 2n ** 63n);
    expect(wide).toEqual([]);
    const row = [2n ** 63n - 1n, 2n ** 63n - 1n, 2n ** 61n];
    expect(evaluated(simple.nodes, row)[simple.of(total)]).toBe(2n ** 61n);
  });

  it("long ones are cut into pieces", () => {
    const lengths = fc.sample(caseOf(long), { numRuns: 5, seed: 1 }).map((c) => {
      const { nodes, numbers, masks } = built(c);
      const { data } = filled(c);
      return cutOf(nodes, data.columns, [...numbers, ...masks], null)?.segments.length ?? 1;
    });
    expect(Math.max(...lengths)).toBeGreaterThan(2);
  });

  it("a limit's claims are summed as the lesser of their sum and the limit", () => {
    const g = graph();
    const claims = [0, 1, 2].map((i) => g.column(i, 0n, 200_000n));
    const room = g.int(300_000n);
    let left = room;
    const given = claims.map((claim) => {
      const part = g.min(claim, left);
      left = g.rest(left, part);
      return part;
    });
    const total = given.reduce(g.add);
    const simple = rewritten(g.nodes, [total]);
    const used = needed(simple.nodes, [simple.of(total)]).map((id) => simple.nodes[id] as PlanNode);
    const ops = used.map((node) => node.op).filter((op) => op !== "column" && op !== "int");
    expect(ops).toEqual(["add", "add", "min"]);
  });
});
