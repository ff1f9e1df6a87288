/** One mistake, one message; and no mistake without one. */
import { describe, expect, it } from "vitest";
import { codes, compiled } from "./support.js";

const ROWS = "for each household\n";

describe("one mistake gives one message", () => {
  it.each([
    ["an unknown name beside an enum's value", `${ROWS}benefit a/甲 when grde is first pay 1 yuan`, ["P2001"]],
    [
      "an unknown name before a list of values",
      `${ROWS}benefit a/甲 when grde is one of (first, second) pay 1 yuan`,
      ["P2001"],
    ],
    ["an unknown key of a table", `${ROWS}param t/表 by grde\n  - first → 1 yuan\n  - otherwise → 2 yuan`, ["P2001"]],
    [
      "an unknown entity of a section",
      'for each houshold\ndefine x/一 = pigs + sows\neligible when able\nbenefit a/甲 when x >= 3 pay 1 yuan\ncheck c/查 pigs >= 3\nlimit most/上限甲 all benefits per household up to 5 yuan\npay out a\n  - rest\nexample "e"\n  given pigs 3\n  expect a 1 yuan',
      ["P2006"],
    ],
    [
      "a benefit outside a section",
      "benefit a/甲 pay 1 yuan\nlimit most/上限甲 a up to 3 yuan when exceeded report\npay out a\n  - rest",
      ["P2026"],
    ],
    [
      "an unknown group",
      `${ROWS}benefit a/甲 pay 1 yuan\nlimit most/上限甲 all benefits per twn up to 3 yuan`,
      ["P2001"],
    ],
    ["a value that needs itself", "define x/一 = y + 1\ndefine y/二 = x + 1\ndefine z/三 = x + y", ["P2021"]],
    [
      "entities within one another",
      "entity x/甲 within y\n  - p/乙: yuan\nentity y/丁 within x\n  - q/丙: yuan",
      ["P2021"],
    ],
  ])("%s", (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

describe("what would pass in silence is refused", () => {
  it.each([
    [
      "two eligibilities of one entity, each in its own surface",
      `${ROWS}eligible when able\n对每个 户\n享受条件 当 able`,
      ["P2002"],
    ],
    ["one name declared by both and by one of its spellings", `${ROWS}define x/一 = pigs\n定义 一 = sows`, ["P2002"]],
    ["a value under the name of a field", `${ROWS}define pigs/生猪 = sows`, ["P2002"]],
    ["a benefit under the name of a field", `${ROWS}benefit cost/成本 pay 1 yuan`, ["P2002"]],
    [
      "an expectation of what is not there",
      `${ROWS}benefit a/甲 pay 1 yuan\nexample "e"\n  given pigs 3\n  expect undecided foo`,
      ["P2001"],
    ],
    [
      "part of a thing that is counted",
      `${ROWS}benefit a/甲 pay 1 yuan\nexample "e"\n  given pigs 3.5\n  expect a 1 yuan`,
      ["P3006"],
    ],
    [
      "a payee's own figure for a group",
      `${ROWS}benefit a/甲 pay 1 yuan\nlimit most/上限甲 all benefits per town up to 1 yuan per person of household.size when exceeded report`,
      ["P3014"],
    ],
  ])("%s", (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it("a benefit that is named as its policy keeps its own citations", () => {
    const { policy } = compiled(`${ROWS}benefit demo/示范 "奖补" cite "第三条" pay 1 yuan`);
    expect(policy?.about["demo"]).toMatchObject({ label: "奖补", clause: "benefit" });
  });

  it("a claim's amount inside a set is the field of that name", () => {
    const text = `entity award/已发奖补 within household\n  - amount/金额: yuan\n${ROWS}benefit a/甲 pay 1 yuan\nlimit pot/资金 all benefits up to 10 yuan when exceeded serve sum of amount among awards rising`;
    expect(compiled(text).policy?.limits[0]?.way).toMatchObject({
      order: [{ key: { op: "collect", item: { op: "field", entity: "award", field: "amount" } } }],
    });
  });
});

describe("tables from files", () => {
  const table = (csv: string) =>
    compiled(
      `unit 筐/basket\nentity household\n  - baskets/筐数: basket\n${ROWS}param t/表 by grade, baskets from "t.csv"\nbenefit a/甲 pay t`,
      { tables: { "t.csv": csv } },
    );

  it("know the units that the policy declares", () => {
    const { policy } = table("等级,筐数,标准（元）\n一等,2至4筐,300\n其余,,0\n");
    expect(policy?.values[0]?.body).toMatchObject({
      rows: [{ value: { op: "num", value: "300" } }],
      otherwise: { op: "num", value: "0" },
    });
  });

  it("name the file's own row, blank ones counted", () => {
    const [found] = table("等级,筐数,标准（元）\n\n一等,2至4筐,300\n一等,2 至,300\n").diagnostics;
    expect(found).toMatchObject({ code: "P2014", params: { row: 4 } });
  });

  it("hold no rows inside a cell", () => {
    const [found] = table('等级,筐数,标准（元）\n一等,2至4筐,"1 yuan\n  - 一等, 7筐 → 3 yuan"\n').diagnostics;
    expect(found?.code).toBe("P2014");
  });
});

describe("texts of any kind end with diagnostics", () => {
  const chain = (order: "falling" | "rising", line: (i: number) => string) => {
    const lines = Array.from({ length: 1500 }, (_, i) => line(i));
    return (order === "rising" ? lines.reverse() : lines).join("\n");
  };

  it("names that every object has", () => {
    const text = `unit constructor/筐\nunit toString/篓\nentity household\n  - valueOf/筐数: constructor\n  - hasOwnProperty/篓数: toString
${ROWS}define isPrototypeOf/合计数 = 3 constructor + valueOf\nbenefit toLocaleString/篓补 pay 1 yuan per toString of hasOwnProperty up to 9 yuan
example "a"\n  given hasOwnProperty 4 toString\n  expect toLocaleString 4 yuan`;
    expect(codes(text)).toEqual([]);
  });

  it.each(["falling", "rising"] as const)("a chain of values, %s", (order) => {
    expect(codes(`define v_1500 = 1 yuan\n${chain(order, (i) => `define v_${i} = v_${i + 1} + 1 yuan`)}`)).toEqual([
      "P2030",
    ]);
  });

  it.each(["falling", "rising"] as const)("a chain of benefits, %s", (order) => {
    const lines = chain(order, (i) => `benefit v_${i} pay v_${i + 1}.gross`);
    expect(codes(`${ROWS}benefit v_1500 pay 1 yuan\n${lines}`)).toEqual(["P2030"]);
  });
});
