import { describe, expect, test } from "vitest";
import { unreachable } from "../../compiler/analysis/unreachable.js";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Expr, Policy } from "../../compiler/ir/types.js";
import {
  all,
  atLeast,
  atMost,
  benefit,
  compare,
  date,
  demo,
  field,
  is,
  moreThan,
  not,
  num,
  only,
  some,
  under,
  yuan,
} from "../support/ir-analysis.js";

const says = (d: Diagnostic): string => `${d.code} ${(catalogue[d.code].body.en as (p: unknown) => string)(d.params)}`;
const guarded = (when: Expr, excepts: Expr[] = []): Policy =>
  demo({
    benefits: [
      benefit("grain", yuan(1), { guard: { when, excepts: excepts.map((e) => ({ when: e, reason: null })) } }),
    ],
  });
const codes = (p: Policy): string[] => unreachable(p).map((d) => d.code);

describe("conditions", () => {
  test("a contradiction between two numbers, or with the bounds of a field", () => {
    expect(unreachable(guarded(all(atLeast("household.pigs", 6), under("household.pigs", 3)))).map(says)).toEqual([
      "P4020 The benefit `grain`: `pigs ≥ 6 head and pigs < 3 head` holds for no possible payee, so it has no effect.",
    ]);
    expect(codes(guarded(moreThan("household.size", 30)))).toEqual(["P4020"]);
    expect(codes(guarded(all(moreThan("household.pigs", 3), under("household.pigs", 4))))).toEqual(["P4020"]);
  });

  test("a condition that everybody meets", () => {
    expect(codes(guarded(atLeast("household.pigs", 0)))).toEqual(["P4021"]);
    expect(codes(guarded(all(atLeast("household.pigs", 6), atLeast("household.size", 1))))).toEqual(["P4021"]);
    expect(codes(guarded(atLeast("household.income", 0)))).toEqual([]);
  });

  test("one branch of an alternative", () => {
    expect(codes(guarded(some(atLeast("household.pigs", 6), under("household.sows", 0))))).toEqual(["P4020"]);
    expect(codes(guarded(some(atLeast("household.pigs", 6), moreThan("household.sows", 3))))).toEqual([]);
  });

  test("dates", () => {
    const on = field("household.accepted_on");
    const early = compare(on, "lt", date("2024-01-01"));
    const late = compare(on, "gt", date("2023-12-30"));
    expect(codes(guarded(all(early, late)))).toEqual([]);
    expect(codes(guarded(all(early, compare(on, "gt", date("2023-12-31")))))).toEqual(["P4020"]);
  });

  test("eligibility speaks for every benefit", () => {
    const p = {
      ...guarded(is("household.registered", "ordinary")),
      eligibility: [{ entity: "household", when: not(is("household.registered", "ordinary")), excepts: [] }],
    };
    expect(codes(p)).toEqual(["P4020"]);
  });

  test("an exception that can never apply", () => {
    expect(unreachable(guarded(atLeast("household.pigs", 6), [under("household.pigs", 2)])).map(says)).toEqual([
      "P4020 An exception of the benefit `grain`: `pigs < 2 head` holds for no possible payee, so it has no effect.",
    ]);
    expect(codes(guarded(atLeast("household.pigs", 6), [under("household.size", 2)]))).toEqual([]);
  });

  test("a row after one that takes everything", () => {
    const rows = (...conditions: Expr[]): Policy =>
      demo({
        benefits: [
          benefit("grain", {
            kind: "list",
            word: "first",
            rows: conditions.map((when) => ({ when, otherwise: false, award: yuan(1) })),
          }),
        ],
      });
    expect(unreachable(rows(under("household.grain_area", 8), under("household.grain_area", 4))).map(says)).toEqual([
      "P4022 Row 2 of the benefit `grain` (`grain_area < 4 mu`) is never reached: wherever it holds, an earlier row holds too.",
    ]);
    expect(codes(rows(under("household.grain_area", 4), under("household.grain_area", 8)))).toEqual([]);
    expect(
      codes(
        rows(under("household.grain_area", 4), atMost("household.grain_area", 4), under("household.grain_area", 8)),
      ),
    ).toEqual([]);
  });

  test("a rule of a benefit that its guard excludes", () => {
    const p = demo({
      benefits: [
        benefit("grain", only([under("household.pigs", 3), yuan(1)], [atLeast("household.pigs", 3), yuan(2)]), {
          guard: { when: atLeast("household.pigs", 3), excepts: [] },
        }),
      ],
    });
    expect(codes(p)).toEqual(["P4020"]);
  });

  test("a condition under a reading that this version does not take is not called impossible", () => {
    const readings = {
      id: "cap_reach",
      head: "question" as const,
      entity: null,
      type: { kind: "enum" as const, enum: "cap_reach" },
      body: {
        kind: "readings" as const,
        readings: [
          { id: "everything", expr: null },
          { id: "by_branch", expr: null },
        ],
        taken: "everything",
      },
    };
    const when: Expr = { op: "taken", question: "cap_reach", reading: "by_branch" };
    expect(codes({ ...guarded(when), values: [readings] })).toEqual([]);
    expect(
      codes({
        ...guarded(all(when, { op: "taken", question: "cap_reach", reading: "everything" })),
        values: [readings],
      }),
    ).toEqual(["P4020"]);
  });

  test("a sum that cannot reach its threshold", () => {
    const sum: Expr = { op: "add", a: field("household.pigs"), b: field("household.sows") };
    expect(codes(guarded(compare(sum, "lt", num(0))))).toEqual(["P4020"]);
    expect(codes(guarded(compare(sum, "ge", num(10))))).toEqual([]);
  });
});
