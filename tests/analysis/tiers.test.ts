import { describe, expect, test } from "vitest";
import { tiers } from "../../compiler/analysis/tiers.js";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Award, Expr, Scalar, TableBody } from "../../compiler/ir/types.js";
import {
  atMost,
  benefit,
  cases,
  choice,
  date,
  demo,
  entity,
  field,
  HOUSEHOLD,
  is,
  moreThan,
  num,
  number,
  row,
  table,
  text,
  under,
  yuan,
} from "../support/ir-analysis.js";

const says = (d: Diagnostic): string => `${d.code} ${(catalogue[d.code].body.en as (p: unknown) => string)(d.params)}`;
const AREA = field("household.grain_area");

function areaTable(rows: TableBody["rows"], otherwise: Expr | null = null, key: Expr = AREA) {
  return demo({ values: [table("plot_rate", [key], rows, otherwise)] });
}
const one = (found: readonly Diagnostic[]): string => found.map(says).join("\n");
const word = (value: string): Scalar => ({ kind: "enum", value });

describe("tables by one number", () => {
  test("neighbouring rows that leave nothing out are accepted", () => {
    expect(tiers(areaTable([row("(,4]", 100), row("(4,8]", 150), row("(8,)", 200)]))).toEqual([]);
    expect(tiers(areaTable([row("[2,4]", 100), row("(8,)", 200)], num(0)))).toEqual([]);
  });

  test("50 stands in both rows", () => {
    expect(one(tiers(areaTable([row("[0,20)", 0), row("[20,50]", 1), row("[50,)", 2)])))).toBe(
      "P4005 50 mu stands in rows 2 and 3 of the table `plot_rate`. It would have two values.",
    );
  });

  test("a gap names its ends", () => {
    expect(one(tiers(areaTable([row("[2,4]", 100), row("(8,)", 200)])))).toBe(
      "P4004 No row of the table `plot_rate` covers 0 mu to under 2 mu; more than 4 mu to 8 mu. Payees there would have no value.",
    );
    expect(one(tiers(areaTable([row("[0,5)", 1), row("(5,)", 2)])))).toContain("covers 5 mu.");
  });

  test("on the field's own grid 4.99 and 5 mu are neighbours, and so are 3 and 4 head", () => {
    expect(tiers(areaTable([row("[0,4.99]", 1), row("[5,)", 2)]))).toEqual([]);
    expect(one(tiers(areaTable([row("[0,4.9]", 1), row("[5,)", 2)])))).toContain("more than 4.9 mu to under 5 mu");
    // A third decimal in the rows is a third decimal in the roster.
    expect(one(tiers(areaTable([row("[0,4.999]", 1), row("[5,6)", 2), row("[6.01,)", 3)])))).toContain(
      "6 mu to under 6.01 mu",
    );
    const pigs = field("household.pigs");
    expect(tiers(areaTable([row("[0,3]", 1), row("[4,)", 2)], null, pigs))).toEqual([]);
    expect(one(tiers(areaTable([row("[0,3]", 1), row("[6,)", 2)], null, pigs)))).toContain("covers 4 head to 5 head");
    expect(one(tiers(areaTable([row("[0,3]", 1), row("[5,)", 2)], null, pigs)))).toContain("covers 4 head.");
  });

  test("the field's bounds bound what must be covered, and what can be", () => {
    const size = field("household.size");
    expect(tiers(areaTable([row("[1,3]", 1), row("[4,30]", 2)], null, size))).toEqual([]);
    expect(one(tiers(areaTable([row("[1,30]", 1), row("[31,40]", 2)], null, size)))).toBe(
      "P4023 Row 2 of the table `plot_rate` cannot be reached: size is 1 person to 30 people.",
    );
  });

  test("money may be negative, so what is below the first row counts", () => {
    expect(one(tiers(areaTable([row("[0,)", 1)], null, field("household.income"))))).toContain("under 0 yuan per year");
  });
});

describe("tables by dates, classes and texts", () => {
  test("a table by the date covers the version's life", () => {
    const day = (value: string, included = true) => ({ value: { kind: "date" as const, value }, included });
    const before = {
      patterns: [[{ kind: "range" as const, low: null, high: day("2024-04-30", false) }]],
      value: num(0),
    };
    const then = { patterns: [[{ kind: "range" as const, low: day("2024-05-01"), high: null }]], value: num(1) };
    const p = areaTable([before, then], null, { op: "asOf" });
    expect(one(tiers({ ...p, inForce: { from: "2024-01-01", to: "2024-12-31", backTo: null } }))).toContain(
      "covers 2024-04-30.",
    );
    expect(tiers({ ...p, inForce: { from: "2024-05-01", to: null, backTo: null } }).map((d) => d.code)).toEqual([
      "P4023",
    ]);
  });

  test("a class without a row", () => {
    const key = field("household.registered");
    expect(one(tiers(areaTable([cases([word("lifted_out")], 1), cases([word("monitored")], 2)], null, key)))).toBe(
      "P4006 The table `plot_rate` has no row for ordinary. Payees of that kind would have no value.",
    );
    expect(tiers(areaTable([cases([word("lifted_out"), word("monitored")], 1)], num(0), key))).toEqual([]);
    expect(
      tiers(
        areaTable([cases([word("lifted_out")], 1), cases([word("monitored"), word("lifted_out")], 2)], num(0), key),
      ).map((d) => d.code),
    ).toEqual(["P4005"]);
  });

  test("a table by text is said to be open, with otherwise it is not", () => {
    const herb = { ...HOUSEHOLD, fields: [...HOUSEHOLD.fields, ...entity("household", { herb: text() }).fields] };
    const rows = [cases([{ kind: "text", value: "桑" }], 60)];
    const p = (otherwise: Expr | null) => ({
      ...areaTable(rows, otherwise, field("household.herb")),
      entities: [herb],
    });
    expect(tiers(p(null)).map((d) => d.code)).toEqual(["P4024"]);
    expect(tiers(p(num(0)))).toEqual([]);
  });

  test("two keys: the combination that is missing", () => {
    const plot = entity("plot", { grade: choice("plot.grade"), area: number("mu") }, "household");
    const grades = { id: "plot.grade", values: ["one", "two"] };
    const two = (grade: string, range: string, amount: number): TableBody["rows"][number] => ({
      patterns: [[{ kind: "equals", value: word(grade) }], ...row(range, 0).patterns],
      value: num(amount),
    });
    const p = (...rows: TableBody["rows"][number][]) =>
      demo({
        entities: [HOUSEHOLD, plot],
        enums: [grades],
        values: [table("rate", [field("plot.grade"), field("plot.area")], rows)],
      });
    expect(tiers(p(two("one", "[0,5)", 1), two("one", "[5,)", 2), two("two", "[0,)", 3)))).toEqual([]);
    expect(one(tiers(p(two("one", "[0,5)", 1), two("one", "[5,)", 2), two("two", "[0,5)", 3))))).toContain(
      "covers grade two with area at least 5 mu",
    );
    expect(one(tiers(p(two("one", "[0,5]", 1), two("one", "[5,)", 2), two("two", "[0,)", 3))))).toContain(
      "grade one with area 5 mu stands in rows 1 and 2",
    );
  });

  test("thousands of rows by value are looked through at once", () => {
    const rows = Array.from({ length: 4_000 }, (_, i) => cases([{ kind: "text", value: `村${i % 3_999}` }], i));
    const herb = { ...HOUSEHOLD, fields: [...HOUSEHOLD.fields, ...entity("household", { village: text() }).fields] };
    const started = performance.now();
    const found = tiers({ ...areaTable(rows, num(0), field("household.village")), entities: [herb] });
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(found.map((d) => d.code)).toEqual(["P4005"]);
    expect(one(found)).toContain("村0 stands in rows 1 and 4000");
  });
});

describe("lists by one number", () => {
  const first = (rows: readonly (readonly [Expr, Award])[]) =>
    demo({
      benefits: [
        benefit("grain", {
          kind: "list",
          word: "first",
          rows: rows.map(([when, award]) => ({ when, otherwise: false, award })),
        }),
      ],
    });

  test("`first of` over one field must cover it unless otherwise stands", () => {
    const p = first([
      [under("household.grain_area", 2), yuan(0)],
      [under("household.grain_area", 8), yuan(100)],
    ]);
    expect(one(tiers(p))).toContain("covers at least 8 mu");
    expect(one(tiers(p))).not.toContain("at least at least");
  });

  test("what the guard excludes need not be covered", () => {
    const p = first([
      [under("household.grain_area", 2), yuan(0)],
      [under("household.grain_area", 8), yuan(100)],
    ]);
    const guarded = {
      ...p,
      benefits: p.benefits.map((b) => ({ ...b, guard: { when: under("household.grain_area", 8), excepts: [] } })),
    };
    expect(tiers(guarded)).toEqual([]);
  });

  test("conditions on several fields lay out no range", () => {
    expect(
      tiers(
        first([
          [under("household.grain_area", 2), yuan(0)],
          [moreThan("household.pigs", 8), yuan(100)],
        ]),
      ),
    ).toEqual([]);
  });

  test("values by case over a class", () => {
    const amount: Expr = {
      op: "list",
      word: "only",
      rows: [
        { when: is("household.registered", "lifted_out"), then: num(1) },
        { when: is("household.registered", "monitored"), then: num(2) },
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
    expect(one(tiers(p))).toContain("has no row for ordinary");
    expect(
      tiers({
        ...p,
        benefits: p.benefits.map((b) => ({ ...b, guard: { when: atMost("household.size", 4), excepts: [] } })),
      }),
    ).toHaveLength(1);
  });
});

test("date literals are days", () => {
  expect(date("2024-01-01")).toEqual({ op: "date", value: "2024-01-01" });
});
