/** What a number means by the unit it is written with, stands beside, or is multiplied by. */
import { describe, expect, it } from "vitest";
import { codes, compiled, formula, policyOf } from "./support.js";

const ROWS = "for each household\n";
const num = (value: string) => ({ op: "num", value });
const field = (name: string) => ({ op: "field", entity: "household", field: name });

const hash = (text: string) => {
  const { hash: found, diagnostics } = compiled(text);
  if (found === null) throw new Error(JSON.stringify(diagnostics));
  return found;
};
const pays = (amount: string) => hash(`${ROWS}benefit a/甲 pay ${amount} up to 9000 yuan`);

describe("a bare number", () => {
  it("takes the whole unit that it is added to, what it is per included", () => {
    expect(formula("define r/率 = 450 yuan per hectare + 15", "r")).toEqual({ op: "add", a: num("30"), b: num("1") });
    expect(formula("define r/率 = 300 yuan per 10 mu + 20", "r")).toEqual({ op: "add", a: num("30"), b: num("2") });
  });

  it("takes the unit of the other end of its range, whichever end that is", () => {
    const test = (range: string) => hash(`${ROWS}benefit a/甲 when cost is ${range} pay 1 yuan`);
    expect(test("2 to 4 wan yuan")).toBe(test("20000 yuan to 40000 yuan"));
    expect(test("2 wan yuan to 4")).toBe(test("20000 yuan to 40000 yuan"));
    expect(test("2 to 4 wan")).toBe(test("20000 yuan to 40000 yuan"));
    const table = (range: string) =>
      hash(`${ROWS}param t/表 by cost\n  - ${range} → 1 yuan\n  - otherwise → 3 yuan\nbenefit a/甲 pay t`);
    expect(table("2 to 4 wan yuan")).toBe(table("20000 yuan to 40000 yuan"));
    expect(table("2 to 4 wan")).toBe(table("20000 yuan to 40000 yuan"));
    expect(table("2 wan yuan to 4")).toBe(table("20000 yuan to 40000 yuan"));
    const bounds = (range: string) =>
      policyOf(`param p/参: yuan, ${range}, set by county\n${ROWS}benefit a/甲 pay p`).values[0]?.body;
    expect(bounds("2 to 4 wan yuan")).toMatchObject({ low: "20000", high: "40000" });
    expect(bounds("2 to 4 wan")).toMatchObject({ low: "20000", high: "40000" });
    expect(bounds("2 wan yuan to 4")).toMatchObject({ low: "20000", high: "40000" });
  });

  it("is yuan in a cut, whatever the amount was written in", () => {
    expect(pays("(3 wan yuan up to 3000)")).toBe(pays("(30000 yuan up to 3000 yuan)"));
  });

  it("takes one unit beside a product, in whichever order its factors stand", () => {
    const test = (product: string) =>
      hash(`define w/万 = 3 wan yuan\n${ROWS}benefit a/甲 when ${product} >= 2 pay 1 yuan`);
    const plain = hash(`define w/万 = 3 wan yuan\n${ROWS}benefit a/甲 when w * 80% >= 20000 yuan pay 1 yuan`);
    expect(test("w * 80%")).toBe(plain);
    expect(formula(`define w/万 = 3 wan yuan\n${ROWS}define t/测 = 80% * w >= 2`, "t")).toMatchObject({
      b: num("20000"),
    });
  });

  it("is in the unit of the other readings of its question", () => {
    const question = (a: string, b: string) =>
      policyOf(`question q/问\n  - one/其一 = ${a}\n  - two/其二 = ${b}\n  taken one\n${ROWS}benefit a/甲 pay q`)
        .values[0]?.body;
    expect(question("1 wan yuan", "2")).toMatchObject({ readings: [{ expr: num("10000") }, { expr: num("20000") }] });
    expect(question("2", "1 wan yuan")).toMatchObject({ readings: [{ expr: num("20000") }, { expr: num("10000") }] });
  });
});

describe("whole lots", () => {
  it("are counted beside `of` and beside `*`", () => {
    const lots = pays("40 yuan per full 10 mu of area");
    expect(pays("area * 40 yuan per full 10 mu")).toBe(lots);
    expect(pays("40 yuan per full 10 mu * area")).toBe(lots);
    expect(pays("40 yuan per 10 mu of area")).not.toBe(lots);
  });

  it("keep what else the rate is per", () => {
    const define = policyOf(`${ROWS}define r/率 = 40 yuan per full 10 mu per year of area`).values[0];
    expect(define?.type).toEqual({ kind: "number", unit: "yuan/year", whole: false });
  });

  it("are refused where no quantity stands beside them", () => {
    expect(codes("define r/率 = 40 yuan per full 10 mu")).toEqual(["P3031"]);
  });
});

describe("a count of things without a unit of their own", () => {
  it.each([
    "count of projects",
    "count of projects + 1",
    "1 + count of projects",
    "count of projects * 2",
    "highest of (count of projects, 2)",
  ])("stays one: %s", (count) => {
    expect(codes(`${ROWS}benefit a/甲 pay 50 yuan per person of (${count}) up to 100 yuan`)).toEqual([]);
  });
});

describe("a rate line", () => {
  it("bounds the quantity that it counts, not one that its rate is worked out from", () => {
    const [benefit] = policyOf(
      `${ROWS}benefit a/甲 pay (1000 yuan / poultry) of poultry, counting at most 50`,
    ).benefits;
    expect(benefit?.award).toMatchObject({
      source: { expr: { op: "mul", a: { op: "div", b: field("poultry") }, b: { op: "bound", x: field("poultry") } } },
    });
  });

  it("reports each of its mistakes once", () => {
    expect(codes(`${ROWS}benefit a/甲 pay 30 yuan per bird of poultry, from 10 foos`)).toEqual(["P2007"]);
    expect(codes(`${ROWS}benefit a/甲 pay 30 yuan per head of (pigs + 1.5 head), from 3`)).toEqual(["P3006"]);
  });
});

describe("units that count as one another", () => {
  const OWN = "unit animal/只 alias “头”\n";

  it("are taken wherever a literal stands", () => {
    const pay = (rate: string) => hash(`${OWN}${ROWS}benefit a/甲 pay ${rate} up to 900 yuan`);
    expect(pay("300 yuan per head of sheep")).toBe(pay("300 yuan per animal of sheep"));
    expect(pay("30 yuan per animal of sheep, from 5 head, counting at most 9 head")).toBe(
      pay("30 yuan per animal of sheep, from 5, counting at most 9"),
    );
    const table = (row: string) =>
      codes(`${OWN}${ROWS}param t/表 by sheep\n  - ${row} → 1 yuan\n  - otherwise → 2 yuan`);
    expect(table("2 to 4 head")).toEqual([]);
    expect(codes(`${OWN}${ROWS}benefit a/甲 when sheep is one of (3 head, 4 animals) pay 1 yuan`)).toEqual([]);
  });

  it("are no other units", () => {
    expect(codes(`${ROWS}benefit a/甲 when sheep >= 3 head pay 1 yuan`)).toEqual(["P3001"]);
  });
});

describe("ranges", () => {
  it("rise, in tests, tables and bounds", () => {
    expect(codes(`${ROWS}benefit a/甲 when pigs is 8 to 2 head pay 1 yuan`)).toEqual(["P3020"]);
    expect(codes(`${ROWS}benefit a/甲 when accepted_on is 2024-05-01 to 2024-03-01 pay 1 yuan`)).toEqual(["P3020"]);
    expect(codes(`${ROWS}param t/表 by pigs\n  - 8 to 2 head → 1 yuan\n  - otherwise → 2 yuan`)).toEqual(["P3020"]);
  });

  it("are of numbers and dates", () => {
    expect(codes(`${ROWS}benefit a/甲 when grade is first to second pay 1 yuan`)).toEqual(["P3011"]);
    expect(codes(`${ROWS}param t/表 by grade\n  - first to second → 1 yuan\n  - otherwise → 2 yuan`)).toEqual([
      "P3011",
    ]);
    expect(codes(`${ROWS}param t/表 by grade\n  - at least first → 1 yuan\n  - otherwise → 2 yuan`)).toEqual(["P3011"]);
  });
});

describe("a row of a table", () => {
  const table = (row: string, key: string) =>
    policyOf(
      `${ROWS}param t/表 by ${key}\n  - ${row} → 1 yuan\n  - otherwise → 2 yuan\nbenefit a/甲 pay t`,
    ).values.find((v) => v.id === "t")?.body;

  it("that is for all but one value is for the others", () => {
    const equals = (value: string) => ({ kind: "equals", value: { kind: "enum", value } });
    expect(table("!= first", "grade")).toMatchObject({ rows: [{ patterns: [[equals("second"), equals("third")]] }] });
    expect(table("!= yes", "able")).toMatchObject({
      rows: [{ patterns: [[{ kind: "equals", value: { kind: "bool", value: false } }]] }],
    });
    const three = { value: { kind: "number", value: "3" }, included: false };
    expect(table("!= 3 head", "pigs")).toMatchObject({
      rows: [
        {
          patterns: [
            [
              { low: null, high: three },
              { low: three, high: null },
            ],
          ],
        },
      ],
    });
  });
});

describe("lists", () => {
  it("add up numbers, and order numbers and dates", () => {
    expect(codes(`${ROWS}define x/一 = sum of (able, away)`)).toEqual(["P3004"]);
    expect(codes(`${ROWS}define x/一 = highest of (grade, grade)`)).toEqual(["P3011"]);
    expect(codes(`${ROWS}define x/一 = highest of (accepted_on, 2024-01-01)`)).toEqual([]);
  });

  it("refuse a plain number beside a percentage, once", () => {
    expect(codes(`${ROWS}define x/一 = highest of (5%, 1)`)).toEqual(["P3030"]);
  });
});

describe("the order of a limit", () => {
  const limit = (order: string) =>
    codes(`${ROWS}benefit a/甲 pay 1 yuan\nlimit pot/资金 all benefits up to 10 yuan when exceeded serve ${order}`);

  it("is by the claim, numbers, dates, texts and yes or no", () => {
    expect(limit("amount falling, accepted_on, able, town, size / 2 rising")).toEqual([]);
  });

  it("is not by what has no order, nor by a calculation with the claim", () => {
    expect(limit("grade rising")).toEqual(["P3011"]);
    expect(limit("amount / size rising")).toEqual(["P3032"]);
  });
});

describe("a question of plain alternatives", () => {
  const benefit = (test: string) =>
    `question q/问\n  - one/其一\n  - two/其二\n  - three/其三\n  taken one\n${ROWS}benefit a/甲 when ${test} pay 1 yuan`;

  it("is tested by `is` and by `is one of`", () => {
    expect(policyOf(benefit("q is one of (one, 其二)")).benefits[0]?.guard.when).toEqual({
      op: "or",
      items: [
        { op: "taken", question: "q", reading: "one" },
        { op: "taken", question: "q", reading: "two" },
      ],
    });
    expect(policyOf(benefit("q is not one of (one, two)")).benefits[0]?.guard.when).toMatchObject({ op: "not" });
  });

  it("has no order", () => {
    expect(codes(benefit("q is one to two"))).toEqual(["P3011"]);
    expect(codes(benefit("q at least two"))).toEqual(["P3011"]);
  });
});
