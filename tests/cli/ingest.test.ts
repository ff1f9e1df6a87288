import { describe, expect, it } from "vitest";
import { unitWords } from "../../cli/io/units.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { text as exact, type Rational } from "../../compiler/ir/rational.js";
import type { About, FieldDef, Policy, Type } from "../../compiler/ir/types.js";
import { parseFile } from "../../grammar/index.js";
import { decode, type RosterFile, readParameters, readRoster } from "../../runtime/ingest/index.js";
import type { Cell } from "../../runtime/roster.js";
import { and, atLeast, benefit, collect, entered, entity, pay, plus, policy, set, value } from "../support/ir.js";

const units = unitWords();

function about(en: string, zh: string, more: Partial<About> = {}): About {
  return {
    en,
    zh,
    label: null,
    cites: [],
    clause: "field",
    file: "demo.policy",
    start: 0,
    end: 0,
    unit: null,
    ...more,
  };
}

function field(id: string, type: Type, more: Partial<FieldDef> = {}): FieldDef {
  return {
    id,
    type,
    scale: "1",
    low: null,
    high: null,
    blank: null,
    optional: false,
    private: false,
    aliases: [],
    ...more,
  };
}

const number = (unit: string, whole = false): Type => ({ kind: "number", unit, whole });
const zero = { kind: "number", value: "0" } as const;

const HOUSEHOLD = entity(
  "household",
  [
    field("id", { kind: "text" }),
    field("town", { kind: "text" }),
    field("kind", { kind: "enum", enum: "household.kind" }),
    field("able", { kind: "bool" }),
    field("area", number("mu"), { blank: zero, low: "0", high: "10000" }),
    field("pigs", number("head", true), { blank: zero, low: "0", aliases: ["生猪存栏"] }),
    field("income", number("yuan/year"), { optional: true }),
    field("fund", number("yuan"), { scale: "10000", optional: true }),
    field("seen_on", { kind: "date" }, { optional: true }),
    field("card", { kind: "text" }, { private: true, optional: true }),
    field("unread", number(""), { optional: true }),
  ],
  { key: "id" },
);
const PROJECT = entity("project", [field("no", { kind: "text" }), field("cost", number("yuan"))], {
  within: "household",
  key: "no",
});
const AWARD = entity(
  "award",
  [field("benefit", { kind: "text" }), field("amount", number("yuan")), field("paid_on", { kind: "date" })],
  { within: "household", history: true },
);

const ABOUT = {
  household: about("household", "户", { label: "农户" }),
  project: about("project", "到户项目"),
  award: about("award", "已发奖补"),
  "household.id": about("id", "户编号"),
  "household.town": about("town", "乡镇"),
  "household.kind": about("kind", "户类型"),
  "household.kind.lifted": about("lifted", "脱贫户"),
  "household.kind.ordinary": about("ordinary", "一般农户"),
  "household.able": about("able", "有劳动力"),
  "household.area": about("area", "连片粮食面积", { unit: "mu" }),
  "household.pigs": about("pigs", "生猪", { unit: "head" }),
  "household.income": about("income", "家庭年收入", { unit: "yuan/year" }),
  "household.fund": about("fund", "基金", { unit: "wan yuan" }),
  "household.seen_on": about("seen_on", "走访日期"),
  "household.card": about("card", "证件号码"),
  "project.no": about("no", "项目编号"),
  "project.cost": about("cost", "核定补助"),
  grain: about("grain", "粮食", { label: "粮食作物奖补" }),
  livestock: about("livestock", "养殖"),
  standard: about("standard", "标准", { unit: "yuan" }),
} satisfies Record<string, About>;

function demo(more: Partial<Policy> = {}): Policy {
  return policy({
    about: ABOUT,
    enums: [{ id: "household.kind", values: ["lifted", "ordinary"] }],
    entities: [HOUSEHOLD],
    eligibility: [
      {
        entity: "household",
        when: and("household.able", { op: "known", x: { op: "field", entity: "household", field: "kind" } }),
        excepts: [],
      },
    ],
    benefits: [
      benefit("grain", pay(plus("household.area", plus("household.income", "household.fund")))),
      benefit("livestock", entered({ to: 3000 }), {
        guard: {
          when: and(atLeast("household.pigs", 6), {
            op: "known",
            x: { op: "field", entity: "household", field: "seen_on" },
          }),
          excepts: [],
        },
      }),
    ],
    ...more,
  });
}

function csv(text: string, entityName: string | null = null, path = "h.csv"): RosterFile {
  return { path, format: "csv", text, entity: entityName };
}

function cellsOf(reading: ReturnType<typeof readRoster>, id = "household"): Record<string, string | boolean | null>[] {
  return (reading.roster?.entities[id] ?? []).map((row) =>
    Object.fromEntries(Object.entries(row.cells).map(([name, cell]) => [name, shown(cell)])),
  );
}

function shown(cell: Cell): string | boolean | null {
  return cell !== null && typeof cell === "object" ? exact(cell as Rational) : cell;
}

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map((d) => d.code);
const only = (diagnostics: readonly Diagnostic[], code: Diagnostic["code"]) =>
  diagnostics.filter((d) => d.code === code);

const HEAD = "户编号,户类型,有劳动力,养殖.核定,乡镇";

describe("encodings", () => {
  it("reads UTF-8 with and without a mark, UTF-16 with one, and GB18030", () => {
    const bytes = (...b: number[]) => Uint8Array.from(b);
    expect(decode(new TextEncoder().encode("户编号"))).toEqual({ kind: "text", text: "户编号", encoding: "utf-8" });
    expect(decode(bytes(0xef, 0xbb, 0xbf, 0x61))).toMatchObject({ text: "a" });
    // 户 is BB A7 in GBK
    expect(decode(bytes(0xbb, 0xa7))).toEqual({ kind: "text", text: "户", encoding: "gb18030" });
    expect(decode(bytes(0xff, 0xfe, 0x37, 0x62))).toMatchObject({ text: "户", encoding: "utf-16le" });
  });

  it("says so where a file is in none of them, or is a workbook", () => {
    expect(decode(Uint8Array.from([0x61, 0xff, 0x00]))).toEqual({ kind: "unknown", workbook: false });
    expect(decode(Uint8Array.from([0x00, 0x01, 0x02]))).toEqual({ kind: "unknown", workbook: false });
    expect(decode(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14]))).toEqual({ kind: "unknown", workbook: true });
  });
});

describe("headings", () => {
  it("may be ids, Chinese names, labels, aliases and benefits, with units in brackets, in any width", () => {
    const text =
      "id,乡 镇,户类型,able,连片粮食面积（公顷）,生猪存栏,家庭年收入（万元）,粮食作物奖补,养殖.核定（元）\n1,甲镇,脱贫户,是,2,6,3.5,x,1200";
    const reading = readRoster([csv(text)], demo(), units);
    expect(cellsOf(reading)).toEqual([
      {
        id: "1",
        town: "甲镇",
        kind: "lifted",
        able: true,
        area: "30",
        pigs: "6",
        income: "35000",
        "livestock.approved": "1200",
      },
    ]);
    expect(only(reading.diagnostics, "P6004")[0]?.params).toEqual({ extra: ["粮食作物奖补"] });
    expect(reading.roster?.columns.household).toContain("livestock.approved");
  });

  it("that come close to a column taken as blank are named with it", () => {
    const reading = readRoster([csv("id,乡镇,户类型,able,养猪数量,备注\n1,甲镇,脱贫户,是,6,x")], demo(), units);
    expect(only(reading.diagnostics, "P6033")).toEqual([]);
    const named = readRoster([csv("id,乡镇,户类型,able,生猪头数,备注\n1,甲镇,脱贫户,是,6,x")], demo(), units);
    expect(only(named.diagnostics, "P6033").map((d) => d.params)).toMatchObject([
      { pairs: [{ heading: "生猪头数", field: { zh: "生猪" } }] },
    ]);
  });

  it("scales by the field's own unit where the heading names none", () => {
    const reading = readRoster([csv(`${HEAD},基金\n1,脱贫户,是,1,甲,304.5`)], demo(), units);
    expect(cellsOf(reading)[0]?.fund).toBe("3045000");
  });

  it("names the missing and the extra columns, and gives no roster", () => {
    const reading = readRoster([csv("户编号,劳力,户类型\n1,是,脱贫户")], demo(), units);
    expect(reading.roster).toBeNull();
    expect(reading.diagnostics).toMatchObject([
      { code: "P6003", params: { missing: [{ en: "able", zh: "有劳动力" }], extra: ["劳力"] } },
    ]);
  });

  it("notes a column that is absent though its blanks mean something, and takes it as blank", () => {
    const reading = readRoster([csv(`${HEAD}\n1,脱贫户,是,1,甲`)], demo(), units);
    expect(reading.roster?.columns.household).toContain("area");
    const [note] = only(reading.diagnostics, "P6005");
    expect(note?.params).toMatchObject({
      columns: expect.arrayContaining([{ name: { en: "area", zh: "连片粮食面积" }, blank: { en: "0", zh: " 0 " } }]),
    });
  });

  it("refuses two columns for one field and a unit that does not convert", () => {
    const twice = readRoster([csv(`${HEAD},生猪,生猪存栏（头）\n1,脱贫户,是,1,甲,1,2`)], demo(), units);
    expect(twice.roster).toBeNull();
    expect(twice.diagnostics).toMatchObject([{ code: "P6012", params: { columns: ["生猪", "生猪存栏（头）"] } }]);
    const unit = readRoster([csv(`${HEAD},生猪（只）\n1,脱贫户,是,1,甲,1`)], demo(), units);
    expect(unit.roster).toBeNull();
    expect(unit.diagnostics).toMatchObject([{ code: "P6014", params: { found: "只", expected: "head" } }]);
    const month = readRoster([csv(`${HEAD},家庭年收入（元/月）\n1,脱贫户,是,1,甲,1`)], demo(), units);
    expect(codes(month.diagnostics)).toEqual(["P6014"]);
  });

  it("takes titles above and totals below for what they are, and says so", () => {
    const reading = readRoster(
      [csv(`合成数据：某区名册\n\n${HEAD}\n1,脱贫户,是,1,甲\n,,,,\n合 计,,,1,\n`)],
      demo(),
      units,
    );
    expect(cellsOf(reading)).toHaveLength(1);
    expect(only(reading.diagnostics, "P6013").map((d) => d.params)).toEqual([
      { kind: "title", rows: [1], text: "合成数据：某区名册" },
      { kind: "total", rows: [6], text: "合 计" },
    ]);
  });

  it("reads a file in an encoding of an office, quoted cells with commas and line breaks included", () => {
    const reading = readRoster([csv(`\uFEFF${HEAD}\r\n1,脱贫户,是,"1,200.50","甲\n镇"\r\n`)], demo(), units);
    expect(cellsOf(reading)).toMatchObject([{ "livestock.approved": "1200.5", town: "甲\n镇" }]);
  });

  it("says where a quotation mark is left open", () => {
    const reading = readRoster([csv(`${HEAD}\n1,脱贫户,是,1,"甲`)], demo(), units);
    expect(reading.roster).toBeNull();
    expect(codes(reading.diagnostics)).toEqual(["P6002"]);
  });

  it("says that a file is empty", () => {
    expect(codes(readRoster([csv("\n\n")], demo(), units).diagnostics)).toEqual(["P6002"]);
  });
});

describe("cells", () => {
  const one = (column: string, cell: string) => {
    const reading = readRoster([csv(`${HEAD},${column}\n1,脱贫户,是,1,甲,"${cell}"`)], demo(), units);
    const [fault] = only(reading.diagnostics, "P6006");
    const row = reading.roster?.entities.household?.[0];
    return { cells: cellsOf(reading)[0], fault: fault?.params, faults: row?.faults, diagnostics: reading.diagnostics };
  };

  it.each([
    ["area", "5.05", "5.05"],
    ["area", "５．０５", "5.05"],
    ["area", " 3亩 ", "3"],
    ["area", "0.2公顷", "3"],
    ["area", "1,234.5", "1234.5"],
    ["area", "0.1000000000000000055", "0.1000000000000000055"],
    ["生猪", "+6", "6"],
    ["生猪", "6 头", "6"],
    ["家庭年收入", "8500元", "8500"],
    ["家庭年收入", "1.2万元/年", "12000"],
    ["走访日期", "2024-01-10", "2024-01-10"],
    ["走访日期", "2024年1月10日", "2024-01-10"],
    ["走访日期", "2024/1/10 00:00:00", "2024-01-10"],
    ["走访日期", "2024.6.15", "2024-06-15"],
    ["走访日期", "20240110", "2024-01-10"],
  ])("%s: %s is %s", (column, cell, expected) => {
    const { cells, fault } = one(column, cell);
    expect(fault).toBeUndefined();
    expect(Object.values(cells ?? {})).toContain(expected);
  });

  it.each([
    ["area", "三亩", "notNumber"],
    ["area", "3头", "unit"],
    ["area", "3.", "notNumber"],
    ["area", "1,23", "notNumber"],
    ["area", "-1", "outOfBounds"],
    ["area", "10000.01", "outOfBounds"],
    ["area", "5.1E+17", "scientific"],
    ["生猪", "2.5", "notWhole"],
    ["走访日期", "202406", "noDay"],
    ["走访日期", "45458", "serialDate"],
    ["走访日期", "2024-02-30", "noSuchDate"],
    ["走访日期", "去年", "notDate"],
  ])("%s: %s is a fault (%s): missing, not blank", (column, cell, kind) => {
    const { cells, fault, faults } = one(column, cell);
    expect(fault).toMatchObject({ key: "1", value: cell, fault: { kind } });
    expect(faults).toHaveLength(1);
    expect(Object.keys(cells ?? {})).not.toContain(faults?.[0]);
  });

  it("names row, column, value and reason", () => {
    const reading = readRoster([csv(`${HEAD}\n1,贫困户,是,1,甲\n2,脱贫户,也许,1,甲`)], demo(), units);
    expect(only(reading.diagnostics, "P6006")).toMatchObject([
      {
        place: { kind: "cell", file: "h.csv", row: 2, column: "户类型" },
        params: { value: "贫困户", fault: { kind: "notOneOf", values: [{ zh: "脱贫户" }, { zh: "一般农户" }] } },
      },
      { place: { row: 3, column: "有劳动力" }, params: { value: "也许", fault: { kind: "notYesNo" } } },
    ]);
    expect(cellsOf(reading)).toHaveLength(2);
  });

  it("reads 无 as blank and says how often", () => {
    const reading = readRoster([csv(`${HEAD},生猪\n1,脱贫户,是,1,甲,无\n2,脱贫户,是,1,甲,无`)], demo(), units);
    expect(only(reading.diagnostics, "P6015")).toMatchObject([{ params: { word: "无", count: 2, rows: [2, 3] } }]);
    expect(reading.roster?.entities.household?.[0]?.faults).toBeUndefined();
    expect(codes(reading.diagnostics)).not.toContain("P6006");
  });

  it("keeps faults in columns that the policy does not read to itself", () => {
    const { diagnostics, faults } = one("unread", "many");
    expect(codes(diagnostics)).not.toContain("P6006");
    expect(faults).toEqual(["unread"]);
  });
});

describe("rows", () => {
  it("refuses a row without a key, and one whose key stands already, and lists both", () => {
    const text = `${HEAD}\n1,脱贫户,是,1,甲\n,脱贫户,是,1,甲\n１,一般农户,是,1,甲\n5.1E+17,脱贫户,是,1,甲\n2,脱贫户,是,1,甲`;
    const reading = readRoster([csv(text)], demo(), units);
    expect(reading.roster?.entities.household?.map((r) => r.key)).toEqual(["1", "2"]);
    expect(reading.refused).toEqual([
      { file: "h.csv", row: 3, entity: "household", key: null, code: "P6008" },
      { file: "h.csv", row: 4, entity: "household", key: "1", code: "P6007" },
      { file: "h.csv", row: 5, entity: "household", key: "5.1E+17", code: "P6008" },
    ]);
    expect(only(reading.diagnostics, "P6007")).toMatchObject([{ params: { first: 2, differs: [{ zh: "户类型" }] } }]);
  });

  it("refuses a row with more cells than the heading", () => {
    const reading = readRoster([csv(`${HEAD}\n1,脱贫户,是,1,甲,多\n2,脱贫户,是,1,甲,,`)], demo(), units);
    expect(reading.refused).toMatchObject([{ row: 2, code: "P6016" }]);
    expect(cellsOf(reading)).toHaveLength(1);
  });

  it("joins a second file about the same households by key", () => {
    const first = csv(`${HEAD}\n1,脱贫户,是,1,甲\n2,脱贫户,是,1,甲`);
    const second = csv("户编号,乡镇,生猪\n2,甲,7\n1,乙,6\n", null, "pigs.csv");
    const reading = readRoster([first, second], demo(), units);
    expect(cellsOf(reading).map((c) => c.pigs)).toEqual([undefined, "7"]);
    expect(reading.refused).toMatchObject([{ file: "pigs.csv", row: 3, key: "1", code: "P6007" }]);
    expect(only(reading.diagnostics, "P6007")).toMatchObject([{ params: { differs: [{ zh: "乡镇" }] } }]);
  });
});

describe("entities inside households", () => {
  const withProjects = demo({
    entities: [HOUSEHOLD, PROJECT, AWARD],
    benefits: [benefit("grain", pay(collect("sum", set("project", null, "below"), "project.cost")))],
  });

  it("come from a file of their own, joined by the household's key", () => {
    const projects = csv(
      "户编号,项目编号,核定补助（元）\n1,1,2000\n1,2,500.5\n2,1,1\n9,1,1\n,3,1\n1,2,7",
      "到户项目",
      "p.csv",
    );
    const reading = readRoster([csv(`${HEAD}\n1,脱贫户,是,1,甲\n2,脱贫户,是,1,甲`), projects], withProjects, units);
    expect(reading.roster?.entities.project?.map(({ key, parent }) => [key, parent])).toEqual([
      ["1/1", "1"],
      ["1/2", "1"],
      ["2/1", "2"],
    ]);
    expect(reading.refused.map((r) => [r.row, r.code])).toEqual([
      [5, "P6009"],
      [6, "P6008"],
      [7, "P6007"],
    ]);
  });

  it("come nested in JSON, numbers to their last digit", () => {
    const text = `{"format": 1, "note": "合成数据", "household": [
      {"户编号": 1, "户类型": "脱贫户", "有劳动力": true, "到户项目": [{"项目编号": "1", "核定补助": 0.10000000000000000555}]},
      {"户编号": "2", "户类型": "脱贫户", "有劳动力": false, "到户项目": []}]}`;
    const reading = readRoster([{ path: "h.json", format: "json", text, entity: null }], withProjects, units);
    expect(only(reading.diagnostics, "P6003")).toEqual([]);
    expect(reading.roster?.entities.project).toMatchObject([{ key: "1/1", parent: "1" }]);
    expect(cellsOf(reading, "project")).toEqual([{ no: "1", cost: "0.10000000000000000555" }]);
    expect(cellsOf(reading).map((c) => [c.id, c.able])).toEqual([
      ["1", true],
      ["2", false],
    ]);
  });

  it("are asked for where the policy reads them; past awards are not", () => {
    const reading = readRoster([csv(`${HEAD}\n1,脱贫户,是,1,甲`)], withProjects, units);
    expect(reading.roster).toBeNull();
    expect(reading.diagnostics).toMatchObject([{ code: "P6010", params: { id: "project" } }]);
  });

  it("may be none: a file with a heading alone", () => {
    const reading = readRoster(
      [csv(`${HEAD}\n1,脱贫户,是,1,甲`), csv("户编号,项目编号,核定补助\n", "project", "p.csv")],
      withProjects,
      units,
    );
    expect(reading.roster?.entities.project).toEqual([]);
  });

  it("cannot be joined without the household's key", () => {
    const reading = readRoster(
      [csv(`${HEAD}\n1,脱贫户,是,1,甲`), csv("项目编号,核定补助\n1,1", "project", "p.csv")],
      withProjects,
      units,
    );
    expect(reading.roster).toBeNull();
    expect(codes(reading.diagnostics)).toContain("P6019");
  });

  it("of a kind that the policy does not know are refused by name", () => {
    const reading = readRoster([csv(`${HEAD}\n1,脱贫户,是,1,甲`, "猪")], withProjects, units);
    expect(reading.roster).toBeNull();
    expect(only(reading.diagnostics, "P6011")).toMatchObject([{ params: { name: "猪" } }]);
  });

  it("that are past awards name their benefit in any of its spellings", () => {
    const awards = csv(
      "户编号,benefit,amount,paid_on\n1,粮食,1500,2023-05-01\n1,livestock,1,2023-05-02\n1,别的,1,2023-05-03",
      "award",
      "a.csv",
    );
    const p = demo({ entities: [HOUSEHOLD, AWARD] });
    const reading = readRoster([csv(`${HEAD}\n1,脱贫户,是,1,甲`), awards], p, units);
    expect(cellsOf(reading, "award").map((c) => c.benefit)).toEqual(["grain", "livestock", "别的"]);
    expect(reading.roster?.entities.award?.map((r) => r.key)).toEqual(["1#1", "1#2", "1#3"]);
  });
});

describe("parameters", () => {
  const open = demo({
    values: [
      {
        ...value("standard", 0, null),
        head: "param",
        type: number("yuan"),
        body: { kind: "set", by: { who: "town", field: null }, scale: "1", low: "0", high: "20000", blank: null },
      },
    ],
  });

  it("are read by name, one for all or by town, with units", () => {
    const given = new Map([
      [
        "标准",
        new Map([
          ["甲镇", "0.5万元"],
          ["乙镇", "4000"],
        ]),
      ],
    ]);
    expect(readParameters(given, "p.csv", open, units)).toEqual({
      values: { standard: { 甲镇: { kind: "number", value: "5000" }, 乙镇: { kind: "number", value: "4000" } } },
      diagnostics: [],
    });
    expect(readParameters(new Map([["standard", "3000元"]]), "p.json", open, units).values).toEqual({
      standard: { kind: "number", value: "3000" },
    });
  });

  it("may have their unit in the heading, which must be one of theirs", () => {
    const wan = (heading: string) =>
      readParameters(new Map([[heading, new Map([["甲镇", "0.4"]])]]), "p.csv", open, units);
    expect(wan("标准（万元）").values).toEqual({ standard: { 甲镇: { kind: "number", value: "4000" } } });
    expect(wan("标准(万元)").values).toEqual(wan("标准（万元）").values);
    expect(wan("标准（亩）").diagnostics).toMatchObject([{ code: "P6017", params: { name: "标准（亩）" } }]);
  });

  it("that the policy does not have, or that are out of bounds, stop the run", () => {
    const unknown = readParameters(new Map([["标准线", "1"]]), "p.json", open, units);
    expect(unknown.values).toBeNull();
    expect(unknown.diagnostics).toMatchObject([{ code: "P6017", params: { known: [{ zh: "标准" }] } }]);
    const high = readParameters(new Map([["标准", "20000.01"]]), "p.json", open, units);
    expect(high.diagnostics).toMatchObject([
      { code: "P6018", params: { fault: { kind: "outOfBounds", high: "20000" } } },
    ]);
  });
});

describe("units", () => {
  it.each([
    ["亩", "mu", "1"],
    ["公顷", "mu", "15"],
    ["万元", "yuan", "10000"],
    ["亿元", "yuan", "100000000"],
    ["元/人·年", "yuan/person*year", "1"],
    ["元每年", "yuan/year", "1"],
    ["wan yuan per year", "yuan/year", "10000"],
    ["斤/亩", "kg/mu", "0.5"],
    ["%", "", "0.01"],
  ])("%s", (word, key, scale) => {
    const [unit] = units(word);
    const above = Object.entries(unit?.dims ?? {})
      .filter(([, e]) => e > 0)
      .map(([d]) => d);
    const below = Object.entries(unit?.dims ?? {})
      .filter(([, e]) => e < 0)
      .map(([d]) => d)
      .sort();
    expect([above.join("*"), ...(below.length > 0 ? [below.join("*")] : [])].join("/")).toBe(key);
    expect(unit && exact(unit.scale)).toBe(scale);
  });

  it("knows no other words than those that policies declare", () => {
    expect(units("筐")).toEqual([]);
    expect(units("元/筐")).toEqual([]);
    const text = 'vocabulary v/词\nunit basket/筐\nunit animal/只 alias "头"\n';
    const local = unitWords([parseFile({ path: "v.policy", text }).file]);
    expect(local("筐")).toMatchObject([{ dims: { basket: 1 } }]);
    expect(local("元/basket")).toMatchObject([{ dims: { yuan: 1, basket: -1 } }]);
    expect(local("头").map((unit) => unit.dims)).toEqual([{ head: 1 }, { animal: 1 }]);
    expect(local("只").map((unit) => unit.dims)).toEqual([{ animal: 1 }, { head: 1 }]);
  });
});
