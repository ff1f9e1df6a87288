import { describe, expect, test } from "vitest";
import { calendar } from "../../compiler/analysis/calendar.js";
import { parts } from "../../compiler/analysis/parts.js";
import { totals } from "../../compiler/analysis/totals.js";
import { unread } from "../../compiler/analysis/unread.js";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { CheckDef, Expr, PartDef, PayOutDef, Policy, StepDef } from "../../compiler/ir/types.js";
import {
  add,
  atLeast,
  benefit,
  compare,
  computed,
  date,
  define,
  demo,
  entity,
  field,
  mul,
  not,
  num,
  number,
  policy,
  under,
  value,
  yuan,
} from "../support/ir-analysis.js";

const says = (d: Diagnostic): string => `${d.code} ${(catalogue[d.code].body.en as (p: unknown) => string)(d.params)}`;
const codes = (found: readonly Diagnostic[]): string[] => found.map((d) => d.code);

describe("parts of a payment", () => {
  const part = (share: PartDef["share"], more: Partial<PartDef> = {}): PartDef => ({
    share,
    party: null,
    on: date("2024-06-01"),
    when: null,
    deadline: null,
    ...more,
  });
  const ratio = (n: string): PartDef => part({ kind: "ratio", value: num(n) });
  const rest = part({ kind: "rest" });
  const payOut = (...list: PartDef[]): Policy =>
    demo({
      benefits: [benefit("grain", yuan(1))],
      payOuts: [
        {
          id: "grain",
          target: { kind: "benefits", benefits: ["grain"] },
          entity: "household",
          parts: list,
        } satisfies PayOutDef,
      ],
    });

  test("20 / 40 / 30 leaves a tenth unpaid", () => {
    expect(parts(payOut(ratio("0.2"), ratio("0.4"), ratio("0.3"))).map(says)).toEqual([
      "P4080 The parts of `pay out grain` come to 90%, not 100%. Something would never be paid out.",
    ]);
    expect(parts(payOut(ratio("0.2"), ratio("0.4"), ratio("0.3"), rest))).toEqual([]);
    expect(parts(payOut(ratio("0.3"), ratio("0.4"), ratio("0.27"), ratio("0.03")))).toEqual([]);
    expect(codes(parts(payOut(ratio("0.7"), ratio("0.4"), rest)))).toEqual(["P4080"]);
  });

  test("a rest of nothing", () => {
    expect(codes(parts(payOut(ratio("0.5"), ratio("0.5"), rest)))).toEqual(["P4083"]);
  });

  test("kinds that have no common whole", () => {
    const six = part({ kind: "parts", value: num(6) });
    expect(codes(parts(payOut(six, ratio("0.5"))))).toEqual(["P4081"]);
    expect(codes(parts(payOut(part({ kind: "amount", value: num(500) }))))).toEqual(["P4081"]);
    expect(parts(payOut(part({ kind: "amount", value: num(500) }), rest))).toEqual([]);
    expect(codes(parts(payOut(part({ kind: "ratio", value: value("advance") }))))).toEqual(["P4081"]);
  });

  test("6:3:1 without parties", () => {
    const shares = (more: Partial<PartDef>) => [6, 3, 1].map((n) => part({ kind: "parts", value: num(n) }, more));
    expect(parts(payOut(...shares({ on: null }))).map(says)).toEqual([
      "P4082 `pay out grain` divides by 6:3:1, but part 1 names neither a party nor a date or condition. A ratio by position alone can be read in more than one way.",
    ]);
    expect(parts(payOut(...shares({ on: null, party: "jobs" })))).toEqual([]);
    expect(parts(payOut(...shares({})))).toEqual([]);
  });
});

describe("calendars", () => {
  const step = (id: string, more: Partial<StepDef> = {}): StepDef => ({
    id,
    by: [],
    after: [],
    lasting: null,
    within: null,
    on: null,
    deadline: null,
    repeats: null,
    shows: [],
    ...more,
  });
  const days = (count: number, bothEnds = false) => ({ count, unit: "day" as const, bothEnds });
  const workdays = (count: number) => ({ count, unit: "workday" as const, bothEnds: false });
  const procedure = (...steps: StepDef[]): Policy => demo({ procedures: [{ id: "flow", steps }] });
  const on = (d: string): Expr => date(d);

  test("a payment due within the notice period", () => {
    const found = calendar(
      procedure(
        step("acceptance", { on: on("2024-06-10") }),
        step("notice", { after: ["acceptance"], lasting: days(7) }),
        step("payment", { after: ["notice"], deadline: on("2024-06-15") }),
      ),
    );
    expect(found.map(says)).toEqual([
      "P4070 `payment` is due on 2024-06-15, but it cannot be done before 2024-06-17 (acceptance → notice → payment). The dates contradict each other.",
    ]);
  });

  test("working days skip the weekend, both ends make it shorter", () => {
    // 2024-06-10 is a Monday.
    const flow = (lasting: StepDef["lasting"], deadline: string) =>
      calendar(
        procedure(
          step("acceptance", { on: on("2024-06-10") }),
          step("notice", { after: ["acceptance"], lasting, deadline: on(deadline) }),
        ),
      );
    expect(flow(workdays(5), "2024-06-17")).toEqual([]);
    expect(codes(flow(workdays(5), "2024-06-16"))).toEqual(["P4070"]);
    expect(flow(days(7, true), "2024-06-16")).toEqual([]);
    expect(codes(flow(days(7, false), "2024-06-16"))).toEqual(["P4070"]);
  });

  test("due dates that leave nothing if the step before takes its time", () => {
    const found = calendar(
      procedure(
        step("acceptance", { deadline: on("2024-06-15") }),
        step("notice", { after: ["acceptance"], lasting: days(7) }),
        step("payment", { after: ["notice"], deadline: on("2024-06-20") }),
      ),
    );
    expect(found.map(says)).toEqual([
      "P4071 `payment` is due on 2024-06-20. If `notice` takes its full time, until 2024-06-22, then `payment` can be done on 2024-06-22 at the earliest.",
    ]);
  });

  test("build, accept and pay by one day, and the notice after it", () => {
    const due = { deadline: on("2024-06-15") };
    const found = calendar(
      procedure(
        step("build", due),
        step("acceptance", { after: ["build"], ...due }),
        step("payment", { after: ["acceptance"], ...due }),
        step("notice", { deadline: on("2024-06-30") }),
      ),
    );
    expect(found.map(says)).toEqual([
      "P4072 build → acceptance → payment follow one another, and all are due on 2024-06-15. Nothing is left for the later ones if the first takes its full time.",
      "P4073 `notice` may be done until 2024-06-30, after `payment` on 2024-06-15, which does not wait for it. Objections could then come after the money is paid.",
    ]);
  });

  test("a milestone before the version is in force", () => {
    const flow = (inForce: Policy["inForce"]) =>
      calendar({ ...procedure(step("april", { deadline: on("2024-04-30") })), inForce });
    expect(codes(flow({ from: "2024-10-30", to: null, backTo: null }))).toEqual(["P4074"]);
    expect(flow({ from: "2024-10-30", to: null, backTo: "2024-01-01" })).toEqual([]);
    expect(flow({ from: "2024-04-30", to: null, backTo: null })).toEqual([]);
  });

  test("a notice of ten days within five", () => {
    expect(codes(calendar(procedure(step("notice", { lasting: days(10), within: days(5) }))))).toEqual(["P4075"]);
    expect(calendar(procedure(step("notice", { lasting: days(7), within: workdays(7) })))).toEqual([]);
    expect(codes(calendar(procedure(step("notice", { lasting: workdays(7), within: days(7) }))))).toEqual(["P4075"]);
  });

  test("steps that wait for each other", () => {
    expect(calendar(procedure(step("a", { after: ["b"] }), step("b", { after: ["a"] }))).map(says)).toEqual([
      "P4076 a → b → a wait for each other, so none of them can begin.",
    ]);
  });

  test("dates counted from a date of the roster", () => {
    const accepted = field("household.accepted_on");
    const plus = (n: number): Expr => ({ op: "shift", date: accepted, amount: num(n), unit: "day" });
    const flow = (n: number) =>
      calendar(
        procedure(
          step("acceptance", { on: accepted }),
          step("notice", { after: ["acceptance"], lasting: days(10) }),
          step("payment", { after: ["notice"], deadline: plus(n) }),
        ),
      );
    expect(codes(flow(7))).toEqual(["P4070"]);
    expect(flow(10)).toEqual([]);
  });

  test("a part that is paid after its own deadline", () => {
    const paid = (onDate: string, deadline: string): Policy =>
      demo({
        benefits: [benefit("grain", yuan(1))],
        payOuts: [
          {
            id: "grain",
            target: { kind: "benefits", benefits: ["grain"] },
            entity: "household",
            parts: [
              {
                share: { kind: "ratio", value: num(1) },
                party: null,
                on: on(onDate),
                when: null,
                deadline: on(deadline),
              },
            ],
          },
        ],
      });
    expect(codes(calendar(paid("2024-06-16", "2024-06-15")))).toEqual(["P4077"]);
    expect(calendar(paid("2024-06-15", "2024-06-15"))).toEqual([]);
  });
});

describe("published totals", () => {
  const eligible: Expr = {
    op: "collect",
    word: "count",
    set: { entity: "household", scope: "roster", where: null },
    item: null,
  };
  const check = (id: string, condition: Expr): CheckDef => ({
    id,
    soft: false,
    entity: null,
    condition,
    unless: null,
    by: null,
  });
  const norm = mul(num(3000), eligible);

  test("1,015 households at 3,000 yuan are 3,045,000", () => {
    const count = check("households", compare(eligible, "eq", num(1015)));
    const money = (n: string) => check("money", compare(norm, "eq", num(n)));
    expect(totals(demo({ checks: [count, money("3045000")] }))).toEqual([]);
    expect(codes(totals(demo({ checks: [count, money("3048000")] })))).toEqual(["P4091"]);
  });

  test("a total that no whole number of households gives", () => {
    expect(totals(demo({ checks: [check("money", compare(norm, "eq", num(3_046_000)))] })).map(says)).toEqual([
      "P4090 The check `money` states 3046000, but the rule gives 3045000 or 3048000 and nothing between. The check can never be met.",
    ]);
  });

  test("constants that do not agree", () => {
    expect(
      codes(totals(demo({ checks: [check("sum", compare(add(num(2000), num(1000)), "eq", num(3500)))] }))),
    ).toEqual(["P4090"]);
    expect(totals(demo({ checks: [check("sum", compare(add(num(2000), num(1000)), "eq", num(3000)))] }))).toEqual([]);
  });

  test("1.5625% for each of 58 villages is not the whole", () => {
    const village = entity("village", { id: { type: { kind: "text" } } });
    const station = entity("station", { income: number("yuan") });
    const whole: Expr = {
      op: "collect",
      word: "sum",
      set: { entity: "station", scope: "roster", where: null },
      item: field("station.income"),
    };
    const villages: Expr = {
      op: "collect",
      word: "count",
      set: { entity: "village", scope: "roster", where: null },
      item: null,
    };
    const shared = (n: number, amount: Expr) =>
      totals(
        demo({
          entities: [village, station],
          benefits: [benefit("dividend", computed(amount), { entity: "village" })],
          checks: [check("villages", compare(villages, "eq", num(n)))],
        }),
      );
    const share = mul(whole, num("0.015625"));
    expect(shared(58, share).map(says)).toEqual([
      "P4093 In the benefit `dividend`, 1.5625% for each of 58 villages comes to 90.625%. The remainder goes to nobody.",
    ]);
    expect(shared(64, share)).toEqual([]);
    expect(codes(shared(70, share))).toEqual(["P4093"]);
  });

  test("80% of a count where a whole number is due", () => {
    const members = field("household.size");
    const share = mul(num("0.8"), members);
    const quota = (relation: "ge" | "eq") =>
      demo({ checks: [{ ...check("quota", compare(field("household.pigs"), relation, share)), entity: "household" }] });
    expect(totals(quota("eq")).map(says)).toEqual([
      "P4092 In the check `quota`, 80% of `size` is in general not a whole number: 80% of 7 people is 5.6.",
    ]);
    expect(totals(quota("ge"))).toEqual([]);
    const rounded: Expr = { op: "round", mode: "downward", step: "1", x: share };
    expect(totals(demo({ checks: [check("quota", compare(field("household.pigs"), "eq", rounded))] }))).toEqual([]);
  });
});

describe("what nobody reads", () => {
  const local = entity("household", {
    id: { type: { kind: "text" } },
    donkeys: number("head"),
    goats: number("animal"),
  });
  test("a field and a definition of the policy itself", () => {
    const p = policy({
      entities: [{ ...local, key: "id" }],
      values: [
        define("used", under("household.donkeys", 5), { kind: "bool" }),
        define("idle", atLeast("household.donkeys", 5), { kind: "bool" }),
      ],
      benefits: [benefit("grain", yuan(1), { guard: { when: not(value("used")), excepts: [] } })],
    });
    expect(unread(p).map(says)).toEqual([
      "P4050 `goats` is added by this policy, but no clause reads it. Every roster would need a column for nothing.",
      "P4051 `idle` is defined, but no clause reads it, so it changes no amount.",
    ]);
  });

  test("what a vocabulary declares is not this policy's matter", () => {
    expect(unread(demo({ benefits: [benefit("grain", yuan(1))] }))).toEqual([]);
  });
});
