import { describe, expect, test } from "vitest";
import { overlaps } from "../../compiler/analysis/overlap.js";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Expr } from "../../compiler/ir/types.js";
import {
  add,
  all,
  atLeast,
  atMost,
  benefit,
  compare,
  define,
  demo,
  div,
  entity,
  field,
  HOUSEHOLD,
  is,
  moreThan,
  mul,
  not,
  num,
  number,
  only,
  some,
  under,
  value,
  yuan,
} from "../support/ir-analysis.js";

function texts(found: readonly Diagnostic[]): string[] {
  return found.map((d) => `${d.code} ${(catalogue[d.code].body.en as (p: unknown) => string)(d.params)}`);
}

/** A benefit with one rule for each condition. */
function rules(...conditions: Expr[]) {
  return demo({ benefits: [benefit("grain", only(...conditions.map((c, i) => [c, yuan(100 * (i + 1))] as const)))] });
}

/** The facts of the example, `pigs 6 head`; null if there is none. */
function example(found: readonly Diagnostic[]): string | null {
  const first = found[0];
  if (first?.code !== "P4001") return null;
  return first.params.household.map((f) => `${f.name.en} ${f.value.en}`).join(", ");
}

describe("rules of one benefit", () => {
  test("disjoint numbers are accepted", () => {
    expect(overlaps(rules(under("household.grain_area", 5), atLeast("household.grain_area", 5)))).toEqual([]);
  });

  test("an inclusive bound on both sides overlaps exactly there", () => {
    const found = overlaps(rules(atMost("household.grain_area", 50), atLeast("household.grain_area", 50)));
    expect(example(found)).toBe("grain_area 50 mu");
  });

  test("whole numbers leave no room between 3 and 4, measures do", () => {
    expect(
      overlaps(
        rules(
          all(moreThan("household.pigs", 3), under("household.pigs", 5)),
          some(atMost("household.pigs", 3), atLeast("household.pigs", 5)),
        ),
      ),
    ).toEqual([]);
    const between = all(moreThan("household.pigs", 3), under("household.pigs", 4));
    expect(overlaps(rules(between, atLeast("household.sows", 1)))).toEqual([]);
    const measured = all(moreThan("household.grain_area", 3), under("household.grain_area", 4));
    expect(example(overlaps(rules(measured, atLeast("household.sows", 1))))).toBe("grain_area 3.01 mu, sows 1 head");
  });

  test("classes and numbers that do not touch one another overlap", () => {
    const found = overlaps(
      rules(
        is("household.registered", "lifted_out"),
        some(atLeast("household.pigs", 6), moreThan("household.sows", 3)),
      ),
    );
    expect(example(found)).toBe("registered lifted_out, pigs 6 head");
    expect(texts(found)[0]).toBe(
      "P4001 Rule 1 of the benefit `grain` (`registered = lifted_out`) and rule 2 of the benefit `grain` (`pigs ≥ 6 head or sows > 3 head`) can hold for one payee, and nothing says which amount is due. Example: registered lifted_out, pigs 6 head.",
    );
  });

  test("what eligibility excludes is no example", () => {
    const p = rules(is("household.registered", "ordinary"), atLeast("household.pigs", 6));
    const eligible = { entity: "household", when: not(is("household.registered", "ordinary")), excepts: [] };
    expect(overlaps({ ...p, eligibility: [eligible] })).toEqual([]);
  });

  test("a third rule is compared with both", () => {
    const p = rules(
      under("household.grain_area", 2),
      all(atLeast("household.grain_area", 2), atMost("household.grain_area", 8)),
      atLeast("household.grain_area", 8),
    );
    expect(example(overlaps(p))).toBe("grain_area 8 mu");
  });

  test("definitions are followed", () => {
    const poor = define("poor", under("household.income", 8500), { kind: "bool" });
    const p = { ...rules(value("poor"), not(value("poor"))), values: [poor] };
    expect(overlaps(p)).toEqual([]);
  });

  test("tests on one quotient exclude each other, and an overlap of two is shown as a household", () => {
    const perHead = div(field("household.income"), field("household.size"));
    expect(overlaps(rules(compare(perHead, "lt", num(6000)), compare(perHead, "ge", num(6000))))).toEqual([]);
    const found = overlaps(rules(compare(perHead, "le", num(6000)), atLeast("household.income", 6000)));
    expect(example(found)).toBe("income 6000 yuan per year, size 1 person");
  });

  test("a sum of two fields is compared with the fields by trying", () => {
    const both = add(field("household.pigs"), field("household.sows"));
    const found = overlaps(rules(compare(both, "ge", num(10)), under("household.pigs", 6)));
    expect(found[0]?.code).toBe("P4001");
    const disjoint = overlaps(rules(compare(both, "ge", num(10)), compare(both, "lt", num(10))));
    expect(disjoint).toEqual([]);
  });

  test("what hangs on a product that cannot be reached is said to be unproved", () => {
    const product = mul(field("household.income"), field("household.pigs"));
    // Holds only where 7 × income = 12345.67, which no candidate meets.
    const p = rules(compare(product, "eq", num("12345.67")), compare(field("household.pigs"), "eq", num(7)));
    const found = overlaps(p);
    expect(found.map((d) => d.code)).toEqual(["P4002"]);
    expect(texts(found)[0]).toContain("depend on `income × pigs`");
  });

  test("two counts over one set may both be large", () => {
    const member = entity("member", { age: number("year") }, "household");
    const count = (where: Expr): Expr => ({
      op: "collect",
      word: "count",
      set: { entity: "member", scope: "below", where },
      item: null,
    });
    const elders = compare(count(atLeast("member.age", 60)), "ge", num(1));
    const children = compare(count(under("member.age", 18)), "ge", num(2));
    const p = { ...rules(elders, children), entities: [HOUSEHOLD, member] };
    expect(overlaps(p).map((d) => d.code)).toEqual(["P4001"]);
    const none = compare(count(under("member.age", 70)), "eq", num(0));
    expect(overlaps({ ...rules(elders, none), entities: [HOUSEHOLD, member] }).map((d) => d.code)).toEqual(["P4002"]);
  });

  test("a list of values by case is held to the same rule", () => {
    const amount: Expr = {
      op: "list",
      word: "only",
      rows: [
        { when: is("household.registered", "monitored"), then: num(2000) },
        { when: atLeast("household.size", 5), then: num(1500) },
      ],
    };
    const p = demo({
      benefits: [
        benefit("grain", {
          kind: "amount",
          source: { kind: "computed", expr: amount },
          least: null,
          floors: [],
          ceilings: [],
        }),
      ],
    });
    expect(example(overlaps(p))).toBe("registered monitored, size 5 people");
  });
});
