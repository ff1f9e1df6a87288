import { describe, expect, test } from "vitest";
import { bounds } from "../../compiler/analysis/bounds.js";
import { cliffs } from "../../compiler/analysis/cliffs.js";
import { emptiness } from "../../compiler/analysis/emptiness.js";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Award, Expr, LimitDef, Policy } from "../../compiler/ir/types.js";
import {
  all,
  atLeast,
  atMost,
  benefit,
  compare,
  computed,
  define,
  demo,
  div,
  entered,
  entity,
  field,
  HOUSEHOLD,
  is,
  mul,
  num,
  number,
  only,
  row,
  some,
  table,
  under,
  value,
  yuan,
} from "../support/ir-analysis.js";

const says = (d: Diagnostic): string => `${d.code} ${(catalogue[d.code].body.en as (p: unknown) => string)(d.params)}`;
const codes = (found: readonly Diagnostic[]): string[] => found.map((d) => d.code);
const perMu = mul(num(300), field("household.grain_area"));

function limit(id: string, ceiling: Expr, more: Partial<LimitDef> = {}): LimitDef {
  return {
    id,
    guard: { when: null, excepts: [] },
    benefits: ["grain"],
    group: [{ kind: "entity", entity: "household" }],
    window: null,
    since: null,
    ceiling,
    counts: "money",
    way: { kind: "written" },
    ...more,
  };
}
const one = (award: Award, more: Parameters<typeof benefit>[2] = {}, parts: Partial<Policy> = {}): Policy =>
  demo({ benefits: [benefit("grain", award, more)], ...parts });

describe("ceilings", () => {
  test("a flat amount below its ceiling, and at it", () => {
    expect(bounds(one(computed(num(2000), { ceilings: [num(3000)] }))).map(says)).toEqual([
      "P4030 The ceiling of 3000 yuan in the benefit `grain` never binds: without it the amount is at most 2000 yuan.",
    ]);
    expect(codes(bounds(one(computed(num(3000), { ceilings: [num(3000)] }))))).toEqual(["P4030"]);
    expect(bounds(one(computed(num(3001), { ceilings: [num(3000)] })))).toEqual([]);
  });

  test("a rate and the bounds of its field", () => {
    const perPerson = mul(num(500), field("household.size"));
    expect(codes(bounds(one(computed(perPerson, { ceilings: [num(15_000)] }))))).toEqual(["P4030"]);
    expect(bounds(one(computed(perPerson, { ceilings: [num(14_999)] })))).toEqual([]);
    // The guard allows no more than six people.
    const small = { guard: { when: atMost("household.size", 6), excepts: [] } };
    expect(codes(bounds(one(computed(perPerson, { ceilings: [num(3000)] }), small)))).toEqual(["P4030"]);
  });

  test("an amount that is only a ceiling is entered, and is bounded by it", () => {
    expect(bounds(one(entered(num(3000))))).toEqual([]);
    expect(codes(bounds(one(entered())))).toEqual(["P4031"]);
  });

  test("a ceiling inside an amount", () => {
    const counted: Expr = { op: "bound", x: field("household.size"), floors: [], ceilings: [num(30)] };
    expect(bounds(one(computed(mul(num(10), counted)))).map(says)).toEqual([
      "P4030 The ceiling of 30 people in the benefit `grain` never binds: without it the amount is at most 30 people.",
    ]);
  });
});

describe("neither ceiling nor pot", () => {
  test("a rate on an unbounded quantity", () => {
    expect(codes(bounds(one(computed(perMu))))).toEqual(["P4031"]);
  });
  test("a ceiling, a limit, a pot or a bounded quantity each do", () => {
    expect(bounds(one(computed(perMu, { ceilings: [value("cap")] })))).toEqual([]);
    expect(bounds(one(computed(perMu), {}, { limits: [limit("cap", num(3000))] }))).toEqual([]);
    expect(bounds(one(computed(mul(num(300), field("household.size")))))).toEqual([]);
    const share: Award = {
      kind: "amount",
      source: { kind: "portion", pot: value("pot"), weight: field("household.size"), remainder: null },
      least: null,
      floors: [],
      ceilings: [],
    };
    expect(bounds(one(share))).toEqual([]);
    // A limit on the number of awards bounds no amount.
    expect(
      codes(
        bounds(
          one(
            computed(perMu),
            {},
            { limits: [limit("once", num(1), { counts: "awards", benefits: ["grain", "other"] })] },
          ),
        ),
      ),
    ).toEqual(["P4031"]);
  });
  test("one open rule among bounded ones is enough", () => {
    const award = only(
      [under("household.grain_area", 5), yuan(0)],
      [atLeast("household.grain_area", 5), computed(perMu)],
    );
    expect(codes(bounds(one(award)))).toEqual(["P4031"]);
    expect(bounds(one(only([under("household.grain_area", 5), computed(perMu)], [null, yuan(1500)])))).toEqual([]);
  });
});

describe("limits", () => {
  const two = (limits: LimitDef[]): Policy =>
    demo({ benefits: [benefit("grain", yuan(1500)), benefit("pigs", entered(num(1000)))], limits });
  const both = { benefits: ["grain", "pigs"] };
  test("the sum of what is under it", () => {
    expect(bounds(two([limit("cap", num(2500), both)])).map(says)).toEqual([
      "P4032 The limit `cap` never cuts anything: its benefits come to at most 2500 yuan, and the limit is 2500 yuan.",
    ]);
    expect(bounds(two([limit("cap", num(2499), both)]))).toEqual([]);
  });
  test("a window, another group or several payees may always bind", () => {
    expect(bounds(two([limit("cap", num(9000), { ...both, window: "year" })]))).toEqual([]);
    expect(bounds(two([limit("cap", num(9000), { ...both, since: { op: "date", value: "2020-01-01" } })]))).toEqual([]);
    expect(bounds(two([limit("cap", num(9000), { ...both, group: [{ kind: "entity", entity: "town" }] })]))).toEqual(
      [],
    );
  });
  test("awards are counted", () => {
    expect(codes(bounds(two([limit("cap", num(2), { ...both, counts: "awards" })])))).toEqual(["P4032"]);
    expect(bounds(two([limit("cap", num(1), { ...both, counts: "awards" })]))).toEqual([]);
  });
});

describe("cliffs", () => {
  const grain = (more: Partial<Policy> = {}): Policy =>
    demo({
      benefits: [
        benefit("grain", computed(perMu, { ceilings: [num(9000)] }), {
          guard: { when: atLeast("household.grain_area", 5), excepts: [] },
        }),
      ],
      cliffAt: "1000",
      ...more,
    });

  test("the first mu that counts brings 1500 yuan at once", () => {
    expect(cliffs(grain()).map(says)).toEqual([
      "P4040 From grain_area 4.99 mu to 5 mu the awards go from 0 yuan to 1500 yuan: a change of 1500 yuan, more than the 1000 yuan that the policy states.",
    ]);
  });

  test("no header, or a larger one, no warning", () => {
    expect(cliffs(grain({ cliffAt: null }))).toEqual([]);
    expect(cliffs(grain({ cliffAt: "1500" }))).toEqual([]);
    expect(cliffs(grain({ cliffAt: "1499.99" }))).toHaveLength(1);
  });

  test("a limit over the household makes it smaller", () => {
    expect(cliffs(grain({ limits: [limit("cap", num(800))] }))).toEqual([]);
    expect(cliffs(grain({ limits: [limit("cap", num(800), { way: { kind: "report" } })] }))).toHaveLength(1);
  });

  test("an alternative is looked at where it alone decides", () => {
    const livestock = benefit("livestock", entered(num(3000)), {
      guard: { when: some(atLeast("household.pigs", 6), compare(field("household.sows"), "gt", num(3))), excepts: [] },
    });
    const found = cliffs(demo({ benefits: [livestock], cliffAt: "2000" }));
    expect(
      found.map((d) =>
        d.code === "P4040"
          ? [d.params.before.en, d.params.after.en, d.params.household.map((f) => `${f.name.en} ${f.value.en}`).join()]
          : [],
      ),
    ).toEqual([
      ["5 head", "6 head", "sows 3 head"],
      ["3 head", "4 head", "pigs 5 head"],
    ]);
  });

  test("a slab table jumps at its edges, a sliced one does not", () => {
    const rate = table(
      "rate",
      [field("household.grain_area")],
      [row("[0,4]", 100), row("(4,8]", 150), row("(8,)", 200)],
    );
    const paid = (way: "slab" | "sliced"): Policy =>
      demo({
        values: [rate],
        benefits: [benefit("grain", computed({ op: "tiers", way, id: "rate", x: field("household.grain_area") }))],
        cliffAt: "150",
      });
    // 4 × 100 → 4.01 × 150 = 601.5, and 8 × 150 → 8.01 × 200 = 1602.
    expect(cliffs(paid("slab")).map((d) => (d.code === "P4040" ? d.params.jump.en : ""))).toEqual([
      "201.5 yuan",
      "402 yuan",
    ]);
    expect(cliffs(paid("sliced"))).toEqual([]);
  });

  test("what examples say of a household is typical of it", () => {
    const perPerson = mul(num(400), field("household.size"));
    const p = demo({
      benefits: [
        benefit("relief", computed(perPerson, { ceilings: [num(99_999)] }), {
          guard: { when: under("household.income", 8500), excepts: [] },
        }),
      ],
      cliffAt: "1000",
    });
    expect(cliffs(p)).toEqual([]);
    const example = {
      title: "三口之家",
      rows: [
        { entity: "household", fields: { size: { kind: "number" as const, value: "3" } }, approved: {}, children: [] },
      ],
      params: {},
      readings: {},
      asOf: null,
      expect: [],
    };
    const found = cliffs({ ...p, examples: [example] });
    expect(found.map((d) => (d.code === "P4040" ? d.params.jump.en : ""))).toEqual(["1200 yuan"]);
  });
});

describe("empty sets and divisors", () => {
  const project = entity(
    "project",
    { cost: number("yuan", { low: "0", high: "100000" }), built: { type: { kind: "bool" } } },
    "household",
  );
  const collect = (
    word: "average" | "count" | "sum" | "share" | "highest",
    item: Expr | null,
    where: Expr | null = null,
  ): Expr => ({
    op: "collect",
    word,
    set: { entity: "project", scope: "below", where },
    item,
  });
  const policy = (when: Expr | null, amount: Expr): Policy =>
    demo({
      entities: [HOUSEHOLD, project],
      benefits: [benefit("grain", computed(amount), { guard: { when, excepts: [] } })],
    });

  test("an average over the projects of a household", () => {
    const mean = collect("average", field("project.cost"));
    expect(emptiness(policy(null, mean)).map(says)).toEqual([
      "P4060 In the benefit `grain`, the average over `project` has no value where there is none of them; the result is then undecided.",
    ]);
    const some = compare(collect("count", null), "ge", num(1));
    expect(emptiness(policy(some, mean))).toEqual([]);
    // Another filter is another set.
    expect(codes(emptiness(policy(some, collect("average", field("project.cost"), field("project.built")))))).toEqual([
      "P4060",
    ]);
  });

  test("sum and count of nothing are 0", () => {
    expect(emptiness(policy(null, collect("sum", field("project.cost"))))).toEqual([]);
  });

  test("a divisor proved by its bounds, by a condition, or not at all", () => {
    const perHead = div(field("household.income"), field("household.size"));
    expect(emptiness(policy(null, perHead))).toEqual([]);
    const perPig = div(field("household.income"), field("household.pigs"));
    expect(emptiness(policy(null, perPig)).map(says)).toEqual([
      "P4061 In the benefit `grain`, `pigs` may be 0; the result is then undecided.",
    ]);
    expect(emptiness(policy(atLeast("household.pigs", 1), perPig))).toEqual([]);
    expect(codes(emptiness(policy(atLeast("household.pigs", 0), perPig)))).toEqual(["P4061"]);
  });

  test("a divisor under a condition that no row meets is taken as its own bounds give it", () => {
    const none = under("household.sows", -1);
    const upToZero: Expr = { op: "bound", x: field("household.sows"), floors: [], ceilings: [num(0)] };
    const perSow = div(field("household.pigs"), upToZero);
    expect(codes(bounds(policy(none, perSow)))).toEqual(["P4031"]);
    expect(codes(emptiness(policy(none, perSow)))).toEqual(["P4061"]);
    const crossed = all(atLeast("household.pigs", 5), atMost("household.pigs", 0));
    expect(emptiness(policy(crossed, div(num(100), field("household.pigs"))))).toEqual([]);
  });

  test("what stands before in an `and` counts", () => {
    const ratio = compare(div(field("household.income"), field("household.pigs")), "ge", num(100));
    expect(emptiness(policy(all(atLeast("household.pigs", 1), ratio), num(1)))).toEqual([]);
    expect(codes(emptiness(policy(all(ratio, atLeast("household.pigs", 1)), num(1))))).toEqual(["P4061"]);
  });

  test("a pot over the total area, with the payee's own area in it", () => {
    const total: Expr = {
      op: "collect",
      word: "sum",
      set: { entity: "household", scope: "roster", where: { op: "eligible", entity: "household" } },
      item: field("household.grain_area"),
    };
    const eligible = { entity: "household", when: is("household.registered", "lifted_out"), excepts: [] };
    const rate = mul(div(num(1_000_000), total), field("household.grain_area"));
    const p = (when: Expr | null): Policy => ({ ...policy(when, rate), eligibility: [eligible] });
    expect(emptiness(p(atLeast("household.grain_area", 1)))).toEqual([]);
    expect(codes(emptiness(p(null)))).toEqual(["P4061"]);
  });

  test("in a check, one note says what may leave it undecided", () => {
    const mean = (word: "highest" | "share"): Expr =>
      collect(word, word === "share" ? field("project.built") : field("project.cost"));
    const condition = all(
      compare(mean("share"), "ge", num(0)),
      compare(mean("highest"), "le", num(5)),
      compare(mean("share"), "le", num(1)),
    );
    const p = demo({
      entities: [HOUSEHOLD, project],
      checks: [{ id: "fair", soft: false, entity: "household", condition, unless: null, by: null }],
    });
    expect(emptiness(p).map(says)).toEqual([
      "P4062 The check `fair` has no result where there is no `project`: it is then undecided.",
    ]);
  });

  test("through definitions", () => {
    const mean = define("mean", collect("average", field("project.cost")), {
      kind: "number",
      unit: "yuan",
      whole: false,
    });
    expect(codes(emptiness({ ...policy(null, value("mean")), values: [mean] }))).toEqual(["P4060"]);
  });
});
