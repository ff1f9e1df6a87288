/** Limits over columns of claims against the interpreter's, on random claims; and proportions against exact fractions. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as R from "../../compiler/ir/rational.js";
import type { LimitDef, Policy } from "../../compiler/ir/types.js";
import { apportion as byColumns, apportionTo as toByColumns } from "../../runtime/columnar/strata/apportion.js";
import type { RankKey } from "../../runtime/columnar/strata/rank.js";
import {
  BY_POT,
  BY_REFUSAL,
  CUT,
  HELD,
  NONE,
  OPEN,
  PASSED_OVER,
  PROVISIONAL,
  SETTLED,
  seatsOf,
  sideBySide,
  UNBOUNDED,
} from "../../runtime/columnar/strata/seats.js";
import { share } from "../../runtime/columnar/strata/share.js";
import { apportion, apportionTo } from "../../runtime/reference/apportion.js";
import type { Claim, RunResult } from "../../runtime/run.js";
import { benefit, byTown, household, limit, pay, policy, runOn, x } from "../support/ir.js";

interface Given {
  readonly town: string;
  readonly a: string | null;
  readonly b: string | null;
  readonly able: boolean | null;
  readonly first: boolean | null;
  readonly applied_on: string | null;
}

const blank = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 5 });
const amounts = fc.constantFrom("0", "1", "2", "7", "7", "10", "33");
const given: fc.Arbitrary<Given> = fc.record({
  town: fc.constantFrom("甲", "乙"),
  a: blank(amounts),
  b: blank(amounts),
  able: fc.option(fc.boolean(), { freq: 8 }),
  first: blank(fc.boolean()),
  applied_on: blank(fc.constantFrom("2024-01-05", "2024-01-05", "2024-03-01")),
});

const orders: fc.Arbitrary<Extract<LimitDef["way"], { kind: "serve" }>["order"]> = fc.constantFrom(
  [{ key: null, falling: true }],
  [{ key: null, falling: false }],
  [{ key: x("household.applied_on"), falling: false }],
  [
    { key: x("household.first"), falling: false },
    { key: x("household.applied_on"), falling: true },
    { key: null, falling: false },
  ],
);
const ways: fc.Arbitrary<LimitDef["way"]> = fc.oneof(
  fc.constantFrom<LimitDef["way"]>({ kind: "written" }, { kind: "report" }, { kind: "refuse" }, { kind: "proRata" }),
  fc.tuple(fc.boolean(), orders).map(([whole, order]): LimitDef["way"] => ({ kind: "serve", whole, order })),
);

/** Two benefits, the second of which is known to be at most 12. */
function made(
  way: LimitDef["way"],
  group: LimitDef["group"],
  counts: LimitDef["counts"],
  room: string,
  guard: boolean,
) {
  const cap = limit("cap", ["two", "one"], room, {
    way,
    group,
    counts,
    guard: { when: guard ? x("household.able") : null, excepts: [] },
  });
  return policy({
    round: { mode: "halfUp", step: "1" },
    benefits: [benefit("one", pay("household.a")), benefit("two", pay("household.b", { to: 12 }))],
    limits: [cap],
  });
}

/** As the engine would put it together, from the claims before the limit. */
function shared(p: Policy, rows: readonly (Given & { key: string })[], before: RunResult) {
  const def = p.limits[0] as LimitDef;
  const guarded = def.guard.when !== null;
  const claims = before.claims
    .map((claim, i) => ({ claim, i, row: Math.floor(i / 2), at: rows[Math.floor(i / 2)] as Given & { key: string } }))
    .filter((c) => c.claim.state !== "notDue" && !(guarded && c.at.able === false));
  const groupOf = (c: (typeof claims)[number]): string =>
    def.group.length === 0 ? "" : def.group[0]?.kind === "field" ? c.at.town : c.at.key;
  const names = [...new Set(claims.map(groupOf))];
  const { start, items } = sideBySide(
    Int32Array.from(claims, (c) => names.indexOf(groupOf(c))),
    names.length,
  );
  const seated = [...items].map((i) => claims[i] as (typeof claims)[number]);
  const seats = seatsOf(seated.length, start);
  for (const [s, { claim, row, at }] of seated.entries()) {
    seats.state[s] = claim.state === "undecided" ? OPEN : claim.net === null ? NONE : SETTLED;
    seats.amount[s] = Number(R.text(claim.net ?? R.ZERO));
    seats.high[s] = claim.high === null ? UNBOUNDED : Number(R.text(claim.high));
    seats.written[s] = def.benefits.indexOf(claim.benefit);
    seats.doubtful[s] = guarded && at.able === null ? 1 : 0;
    seats.payee[s] = row;
  }
  const order = def.way.kind === "serve" ? def.way.order : [];
  const keys = order.map(({ key, falling }): RankKey => {
    if (key?.op !== "field") return { kind: "amount", falling };
    const cells = seated.map((s) => (s.at as unknown as Record<string, string | boolean | null>)[key.field] ?? null);
    const number = (c: string | boolean | null) =>
      c === null ? 0 : typeof c === "boolean" ? (c ? 0 : 1) : Number(c.replaceAll("-", ""));
    return {
      kind: "values",
      falling,
      values: Float64Array.from(cells, number),
      known: Uint8Array.from(cells, (c) => (c === null ? 0 : 1)),
    };
  });
  const byKey = rows.map((_, i) => i).sort((i, j) => ((rows[i]?.key ?? "") < (rows[j]?.key ?? "") ? -1 : 1));
  const places = () => Float64Array.from(seated, (s) => byKey.indexOf(s.row));
  const room = def.ceiling.op === "num" ? Number(def.ceiling.value) : null;
  const low = new Float64Array(names.length).fill(room ?? 0);
  const high = new Float64Array(names.length).fill(room ?? UNBOUNDED);
  const narrow = def.way.kind === "written" || def.group[0]?.kind === "entity";
  const whole = def.way.kind === "serve" && def.way.whole;
  const result = share(
    { way: def.way.kind, whole, counts: def.counts, narrow },
    seats,
    { low, high },
    { keys, places },
  );
  return { names, seated, seats, ...result };
}

/** What a limit left of a claim, as text. */
function told(c: Claim): string {
  const flags = c.flags.map((f) => f.kind);
  const cut = c.limits.map((l) => `${R.text(l.before)}→${R.text(l.after)}`);
  const high = c.high === null ? "?" : R.text(c.high);
  const why = ["pot", "refused"].filter((k) => c.reasons.some((r) => r.kind === k));
  return c.state === "undecided"
    ? `open ≤ ${high} ${why} ${flags} ${cut}`
    : c.net === null
      ? "none"
      : `${R.text(c.net)} ${flags} ${cut}`;
}

function toldByColumns({ seats, marks }: ReturnType<typeof shared>, s: number): string {
  const what = marks.what[s] as number;
  const flags = [
    ...(what & PASSED_OVER ? ["passedOver"] : what & CUT ? ["cutByLimit"] : []),
    ...(what & PROVISIONAL ? ["provisional"] : []),
  ];
  const cut = what & CUT ? [`${marks.before[s]}→${seats.amount[s]}`] : [];
  const high = seats.high[s] === UNBOUNDED ? "?" : String(seats.high[s]);
  const why = [...(what & BY_POT ? ["pot"] : []), ...(what & BY_REFUSAL ? ["refused"] : [])];
  if (what & HELD) expect(seats.state[s]).toBe(OPEN);
  return seats.state[s] === OPEN ? `open ≤ ${high} ${why} ${flags} ${cut}` : `${seats.amount[s]} ${flags} ${cut}`;
}

describe("limits over columns", () => {
  const seen = { cut: 0, held: 0, passed: 0, provisional: 0, cases: 0 };
  it("share as the interpreter does", () => {
    const inputs = fc.record({
      rows: fc.array(given, { minLength: 1, maxLength: 7 }),
      shuffle: fc.boolean(),
      way: ways,
      group: fc.constantFrom<LimitDef["group"]>([], [byTown], [household]),
      counts: fc.constantFrom<LimitDef["counts"]>("money", "money", "awards", "payees"),
      room: fc.constantFrom("0", "1", "2", "7", "15", "40", "unset"),
      guard: fc.boolean(),
    });
    fc.assert(
      fc.property(inputs, ({ rows, shuffle, way, group, counts, room, guard }) => {
        const keyed = rows.map((r, i) => ({ ...r, key: `H${shuffle ? rows.length - i : i}` }));
        const unset = {
          id: "unset",
          head: "param" as const,
          entity: null,
          type: { kind: "number" as const, unit: "yuan", whole: false },
        };
        const body = {
          kind: "set" as const,
          by: { who: "镇", field: null },
          scale: "1",
          low: null,
          high: null,
          blank: null,
        };
        const whole = { ...made(way, group, counts, room, guard), values: [{ ...unset, body }] };
        const reference = runOn(whole, { household: keyed });
        const before = runOn({ ...whole, limits: [] }, { household: keyed });
        const own = shared(whole, keyed, before);
        const after = own.seated.map(({ i }) => reference.claims[i] as Claim);
        expect(own.seated.map((_, s) => toldByColumns(own, s))).toEqual(after.map(told));
        const { groups } = own;
        const line = (g: number) => [
          groups.claimed[g],
          groups.granted[g],
          groups.left[g],
          groups.over[g],
          groups.reserve[g],
          groups.provisional[g] === 1,
          groups.refused[g] === 1,
        ];
        const n = (r: R.Rational) => Number(R.text(r));
        expect(own.names.map((_, g) => line(g))).toEqual(
          reference.limits.map((l) => [
            n(l.claimed),
            n(l.granted),
            n(l.left),
            n(l.over),
            n(l.reserve),
            l.provisional,
            l.refused,
          ]),
        );
        seen.cases += 1;
        for (const w of own.marks.what) {
          if (w & CUT) seen.cut += 1;
          if (w & HELD) seen.held += 1;
          if (w & PASSED_OVER) seen.passed += 1;
          if (w & PROVISIONAL) seen.provisional += 1;
        }
      }),
      { numRuns: 3000 },
    );
    // A generator of claims that always fit would prove nothing.
    expect(Math.min(seen.cut, seen.held, seen.provisional) * 4).toBeGreaterThan(seen.cases);
    expect(seen.passed).toBeGreaterThan(20);
  }, 120_000);
});

describe("proportions over columns", () => {
  const weights = fc.array(fc.oneof(fc.nat(20), fc.nat(3_000_000), fc.maxSafeNat()), { minLength: 1, maxLength: 12 });
  it("are those of exact fractions, also where a product outgrows a double", () => {
    fc.assert(
      fc.property(weights, fc.oneof(fc.nat(100), fc.nat(2 ** 31 - 1), fc.maxSafeNat()), fc.nat(), (list, total, at) => {
        const all = list.map((w) => Math.floor(w / list.length));
        fc.pre(all.some((w) => w > 0));
        const exact = all.map((w) => R.integer(w));
        const tie = (a: number, b: number) => b - a;
        expect([...byColumns(total, Float64Array.from(all), tie)].map(BigInt)).toEqual(
          apportion(BigInt(total), exact, tie),
        );
        const taker = at % all.length;
        expect([...toByColumns(total, Float64Array.from(all), taker)].map(BigInt)).toEqual(
          apportionTo(BigInt(total), exact, taker),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
