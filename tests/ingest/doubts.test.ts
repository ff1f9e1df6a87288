/** Files as offices have them: layouts, rows of persons, forms joined to registers, doubts, and what settles them. */
import { beforeAll, describe, expect, it } from "vitest";
import { mappingCsv } from "../../cli/io/doubts.js";
import { unitWords } from "../../cli/io/units.js";
import { compile, EMPTY_LIBRARY } from "../../compiler/index.js";
import { text as exact, type Rational } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import {
  decode,
  type RosterFile,
  type RosterOptions,
  readMapping,
  readRoster,
  readSettlement,
} from "../../runtime/ingest/index.js";
import { doubtsCsv } from "../../runtime/office/doubts.js";
import type { Cell } from "../../runtime/roster.js";
import { gb18030 } from "../../runtime/synthetic/gb18030.js";

const POLICY = `政策 demo/演示 “演示”
  版本 “1”
  施行 2024-01-01 至 2024-12-31
  取整 四舍五入 至 0.01元

对象 户/household
  - 户编号/id: 文本, 主键
  - 户主姓名/head_name: 文本, 隐私, 选填
  - 户主证件号码/head_id: 文本, 隐私, 选填
  - 户联系电话/phone: 文本, 选填
  - 户类型/kind: 选项 （脱贫户/lifted、一般农户/ordinary）
  - 面积/area: 亩, 0亩 至 1000亩, 空白作 0亩
  - 粮食面积/grain_area: 亩, 0亩 至 1000亩, 空白作 0亩
  - 生猪/pigs: 头, 空白作 0头
  - 验收日期/accepted_on: 日期

对象 成员/member 隶属 户
  - 人口编号/person_id: 文本, 主键
  - 姓名/person_name: 文本, 隐私, 选填
  - 证件号码/person_number: 文本, 隐私, 选填
  - 与户主关系/relation: 文本, 选填
  - 务工月数/months: 月, 空白作 0个月

对每个 户
享受条件 当 户类型 为 脱贫户 且 验收日期 早于 2025-01-01
奖补 种养/award
  补 （面积 + 粮食面积） * 100元每亩 + 生猪 * 10元每头 + 各 成员 的 务工月数 合计 * 1元每月
`;

let policy: Policy;
beforeAll(() => {
  const compiled = compile({ path: "demo.policy", text: POLICY }, EMPTY_LIBRARY);
  expect(compiled.diagnostics.filter((d) => d.code < "P4")).toEqual([]);
  policy = compiled.policy as Policy;
});

const A = "990000195001010019";
/** With an X at its end. */
const B = "99000019600202007X";

function csv(text: string, path = "h.csv", entity: string | null = null): RosterFile {
  return { path, format: "csv", text, entity };
}

function read(files: readonly RosterFile[], options: RosterOptions = {}) {
  // The policy reads persons: files without them say that there are none.
  const none = csv("户编号,人口编号\n", "none.csv", "member");
  const given = files.some((f) => f.text.includes("人口编号")) ? files : [...files, none];
  const reading = readRoster(given, policy, unitWords(), options);
  const rows = (entity: string) =>
    (reading.roster?.entities[entity] ?? []).map((row) => ({
      key: row.key,
      ...Object.fromEntries(Object.entries(row.cells).map(([id, cell]) => [id, shown(cell)])),
      ...(row.faults ? { faults: row.faults } : {}),
    }));
  const found = (code: string) => reading.diagnostics.filter((d) => d.code === code);
  return { ...reading, rows, found };
}

function shown(cell: Cell): string | boolean | null {
  return cell !== null && typeof cell === "object" ? exact(cell as Rational) : cell;
}

/** Decisions as somebody writes them: file, row, column, decision, corrected to, value. */
function settled(...rows: readonly (readonly [string, number, string, string, string?, string?])[]): RosterOptions {
  const lines = rows.map(([file, row, column, action, value = "", seen = ""]) =>
    [file, row, column, action, value, seen].join(","),
  );
  const text = `文件,行,列,处理,更正为,原值\n${lines.join("\n")}\n`;
  const { settlement, diagnostics } = readSettlement({ path: "s.csv", format: "csv", text });
  expect(diagnostics).toEqual([]);
  return { settlement };
}

const HEAD = "户编号,户类型,面积,验收日期";
const PERSONS = "户编号,户类型,户联系电话,验收日期,人口编号,姓名,与户主关系,务工月数";

describe("layouts", () => {
  it("joins a heading of two rows with merged cells", () => {
    const text = `名册\n户编号,户类型,粮食,种养,,验收\n,,面积（亩）,面积（亩）,生猪,日期\n1,脱贫户,2,3,4,2024-01-01\n`;
    const { rows, found } = read([csv(text)]);
    expect(rows("household")).toEqual([
      { key: "1", id: "1", kind: "lifted", grain_area: "2", area: "3", pigs: "4", accepted_on: "2024-01-01" },
    ]);
    expect(found("P6030")).toMatchObject([{ params: { rows: [2, 3] } }]);
    expect(found("P6013")).toMatchObject([{ params: { kind: "title", rows: [1] } }]);
  });

  it("does not take a first row of data for part of the heading", () => {
    const { rows, found } = read([csv(`${HEAD},备注\n1,脱贫户,2,2024-01-01,生猪\n`)]);
    expect(rows("household")).toHaveLength(1);
    expect(found("P6030")).toEqual([]);
  });

  it("leaves out totals, subtotals and notes, and says which", () => {
    const text = `${HEAD}\n1,脱贫户,2,2024-01-01\n甲镇小计,,2,\n2,脱贫户,2,2024-01-01\n,乙镇 小计,2,\n总 计,,4,\n填表人：某某,审核：,,\n`;
    const { rows, found, refused } = read([csv(text)]);
    expect(rows("household").map((r) => r.key)).toEqual(["1", "2"]);
    expect(found("P6013").map((d) => d.params)).toMatchObject([
      { kind: "total", rows: [3, 5, 6] },
      { kind: "note", rows: [7] },
    ]);
    expect(refused).toEqual([]);
  });

  it("keeps a household whose cells merely hold such words", () => {
    const { rows } = read([csv(`户主姓名,${HEAD}\n李小计,1,脱贫户,2,2024-01-01\n`)]);
    expect(rows("household").map((r) => r.key)).toEqual(["1"]);
  });

  it("reads GB18030", () => {
    const decoded = decode(gb18030(`${HEAD}\n1,脱贫户,３亩,2024.1.1\n`));
    expect(decoded).toMatchObject({ kind: "text", encoding: "gb18030" });
    const text = decoded.kind === "text" ? decoded.text : "";
    expect(read([csv(text)]).rows("household")).toMatchObject([{ area: "3", accepted_on: "2024-01-01" }]);
    expect(() => gb18030("\u{1F600}")).toThrow(RangeError);
  });
});

describe("rows of persons", () => {
  it("are grouped by household; what is repeated is the household's, the rest the persons'", () => {
    const text = `${PERSONS}\n1,脱贫户,,2024-01-01,01,甲,户主,3\n1,,100,2024.1.1,02,乙,配偶,4\n2,一般农户,,2024-01-01,01,丙,户主,\n`;
    const { rows, found } = read([csv(text)]);
    expect(rows("household")).toMatchObject([
      { key: "1", kind: "lifted", phone: "100", accepted_on: "2024-01-01" },
      { key: "2", kind: "ordinary" },
    ]);
    expect(rows("member").map((m) => [m.key, "months" in m ? m.months : null])).toEqual([
      ["1/01", "3"],
      ["1/02", "4"],
      ["2/01", null],
    ]);
    expect(found("P6028")).toMatchObject([{ params: { rows: 3, groups: 2 } }]);
  });

  it("that differ where it matters leave the cell open, with the head's as what may be accepted", () => {
    const text = `${PERSONS}\n1,一般农户,,2024-01-01,02,乙,配偶,\n1,脱贫户,,2024-01-01,01,甲,户主,\n`;
    const { rows, found, doubts } = read([csv(text)]);
    expect(rows("household")).toMatchObject([{ key: "1", faults: ["kind"] }]);
    expect(found("P6022")).toMatchObject([{ place: { row: 3, column: "户类型" }, params: { key: "1", rows: [2] } }]);
    expect(doubts).toMatchObject([{ offers: ["accept", "correct", "blank"], decision: null }]);
    const after = read([csv(text)], settled(["h.csv", 3, "户类型", "采用"]));
    expect(after.rows("household")).toMatchObject([{ kind: "lifted" }]);
    expect(after.found("P6022")).toEqual([]);
    expect(after.found("P6026")).toMatchObject([{ params: { decided: 1, open: 0 } }]);
  });

  it("that differ where it does not matter are noted", () => {
    const text = `${PERSONS}\n1,脱贫户,100,2024-01-01,01,甲,户主,\n1,脱贫户,101,2024-01-01,02,乙,配偶,\n`;
    const { rows, found } = read([csv(text)]);
    expect(rows("household")).toMatchObject([{ phone: "100" }]);
    expect(found("P6023")).toMatchObject([{ params: { rows: [3] } }]);
  });

  it("of a household that is refused are refused with it", () => {
    const text = `户主证件号码,${PERSONS}\n${A},1,脱贫户,,2024-01-01,01,甲,户主,\n${A},9,脱贫户,,2024-01-01,01,甲,户主,\n`;
    const { rows, refused } = read([csv(text)]);
    expect(rows("member").map((m) => m.key)).toEqual(["1/01"]);
    expect(refused.map((r) => [r.entity, r.row, r.code])).toEqual([
      ["household", 3, "P6021"],
      ["member", 3, "P6021"],
    ]);
    const dropped = read([csv(text)], settled(["h.csv", 3, "户主证件号码", "剔除"]));
    expect([dropped.refused, dropped.rows("household").map((r) => r.key)]).toEqual([[], ["1"]]);
    const kept = read([csv(text)], settled(["h.csv", 3, "户主证件号码", "采用"]));
    expect(kept.rows("member").map((m) => m.key)).toEqual(["1/01", "9/01"]);
  });
});

describe("forms", () => {
  const register = (numbers: readonly string[]) =>
    csv(
      `户编号,户主姓名,户主证件号码,户类型,验收日期\n${numbers.map((n, i) => `${i + 1},户${i + 1},${n},脱贫户,2024-01-01`).join("\n")}\n`,
    );

  it("are joined by the head's identity number where they have no key, in whatever order they are given", () => {
    const form = csv(`户主证件号码,面积\n${B.toLowerCase()} ,7\n’${A},5\n`, "f.csv");
    const { rows, found } = read([form, register([A, B])]);
    expect(rows("household").map((r) => [r.key, "area" in r ? r.area : null])).toEqual([
      ["1", "5"],
      ["2", "7"],
    ]);
    expect(found("P6029")).toMatchObject([{ params: { rows: null } }]);
  });

  it("are joined by it where the key is ruined, and say so", () => {
    const form = csv(`户编号,户主证件号码,面积\n9.9E+09,${B},7\n1,${A},5\n`, "f.csv");
    const { rows, found, refused } = read([register([A, B]), form]);
    expect(rows("household").map((r) => ("area" in r ? r.area : null))).toEqual(["5", "7"]);
    expect(found("P6029")).toMatchObject([{ params: { rows: [2] } }]);
    expect(refused).toEqual([]);
  });

  it("with an old number of 15 digits stay open until that is accepted", () => {
    const form = csv(`户主证件号码,面积\n${B.slice(0, 6)}${B.slice(8, 17)},7\n${A},5\n`, "f.csv");
    const open = read([register([A, B]), form]);
    expect(open.found("P6020")).toMatchObject([{ params: { fault: "old", joins: true } }]);
    // Whose row it may be: not blank but not known.
    expect(open.rows("household")).toMatchObject([{ area: "5" }, { key: "2", faults: ["area"] }]);
    expect(open.found("P6031")).toMatchObject([{ params: { rows: [2], keys: ["2"] } }]);
    const after = read([register([A, B]), form], settled(["f.csv", 2, "户主证件号码", "采用"]));
    expect(after.rows("household")).toMatchObject([{ area: "5" }, { area: "7" }]);
    expect(after.found("P6031")).toEqual([]);
  });

  it("leave open only those whom nothing speaks against", () => {
    const form = csv(`户编号,户主姓名,面积\n,户2,7\n`, "f.csv");
    const { rows, found } = read([register([A, B, "990000197003030039"]), form]);
    expect(rows("household").map((r) => "faults" in r)).toEqual([false, true, false]);
    expect(found("P6031")).toMatchObject([{ params: { keys: ["2"] } }]);
  });

  it("do not make households of their own", () => {
    const form = csv("户编号,面积\n1,5\n8,7\n", "f.csv");
    const { rows, refused } = read([register([A]), form]);
    expect(rows("household").map((r) => r.key)).toEqual(["1"]);
    expect(refused).toMatchObject([{ row: 3, key: "8", code: "P6009" }]);
  });
});

describe("doubts and what settles them", () => {
  const one = (area: string, date: string) => [csv(`${HEAD}\n1,脱贫户,${area},${date}\n`)];

  it.each([
    ["202406", ["correct", "blank"]],
    ["45458", ["accept", "correct", "blank"]],
    ["2024-02-30", ["correct", "blank"]],
  ])("%s is in doubt and can be decided by %j", (date, offers) => {
    const { doubts, rows } = read(one("2", date));
    expect(doubts).toMatchObject([{ row: 2, column: "验收日期", key: "1", value: date, offers, decision: null }]);
    expect(rows("household")).toMatchObject([{ faults: ["accepted_on"] }]);
  });

  it("take what was decided: a value, the proposal, or nothing", () => {
    const date = (action: string, value = "") =>
      read(one("2", "45458"), settled(["elsewhere/h.csv", 2, "验收日期", action, value])).rows("household")[0];
    expect(date("更正", "2024.6.16")).toMatchObject({ accepted_on: "2024-06-16" });
    expect(date("采用")).toMatchObject({ accepted_on: "2024-06-15" });
    expect(date("空白")).toEqual({ key: "1", id: "1", kind: "lifted", area: "2" });
  });

  it.each([
    ["采用", "", "", "notOffered"],
    ["剔除", "", "", "notOffered"],
    ["更正", "六月", "", "badValue"],
    ["更正", "", "", "badValue"],
    ["更正", "2024-06-15", "202405", "stale"],
  ])("stay open where a decision cannot be carried out: %s %s (seen %s)", (action, value, seen, kind) => {
    const { found, rows, doubts } = read(one("2", "202406"), settled(["h.csv", 2, "验收日期", action, value, seen]));
    expect(found("P6024")).toMatchObject([{ params: { kind } }]);
    expect(found("P6006")).toHaveLength(1);
    expect(doubts).toMatchObject([{ decision: null }]);
    expect(rows("household")).toMatchObject([{ faults: ["accepted_on"] }]);
  });

  it("never change what is not in doubt", () => {
    const { found, rows } = read(one("2", "2024-06-15"), settled(["h.csv", 2, "面积", "更正", "900"]));
    expect(rows("household")).toMatchObject([{ area: "2" }]);
    expect(found("P6025")).toHaveLength(1);
  });

  it("decide between two rows of one household", () => {
    const files = [csv(`${HEAD}\n1,脱贫户,2,2024-01-01\n1,脱贫户,3,2024-01-01\n`)];
    const open = read(files);
    expect(open.found("P6007")).toMatchObject([{ params: { first: 2, differs: [{ zh: "面积" }] } }]);
    const drop = read(files, settled(["h.csv", 3, "", "剔除"]));
    expect([drop.refused, drop.rows("household")]).toMatchObject([[], [{ area: "2" }]]);
    const replace = read(files, settled(["h.csv", 3, "", "取代"]));
    expect([replace.refused, replace.rows("household")]).toMatchObject([[], [{ area: "3" }]]);
  });

  it("give a row its key back", () => {
    const files = [csv(`${HEAD}\n5.1E+17,脱贫户,2,2024-01-01\n`)];
    expect(read(files).refused).toMatchObject([{ row: 2, code: "P6008" }]);
    const { rows, refused } = read(files, settled(["h.csv", 2, "户编号", "更正", "510000000000000001"]));
    expect([refused, rows("household")]).toMatchObject([[], [{ key: "510000000000000001" }]]);
  });

  it("make a list that is read back as it was written", () => {
    const files = one("9999", "202406");
    const first = read(files);
    const list = doubtsCsv(first.doubts, policy, "zh");
    expect(list.startsWith("\uFEFF文件,行,列,")).toBe(true);
    const filled = list.replace(/(,"更正、空白",|,更正、空白,),/g, "$1空白,");
    expect(filled).not.toBe(list);
    const { settlement, diagnostics } = readSettlement({ path: "d.csv", format: "csv", text: filled });
    expect(diagnostics).toEqual([]);
    const second = read(files, { settlement });
    expect(second.diagnostics.filter((d) => d.code === "P6006" || d.code === "P6024")).toEqual([]);
    expect(second.doubts.map((d) => d.decision?.action)).toEqual(["blank", "blank"]);
  });

  it("are read from JSON too, and a file that is no settlement is refused", () => {
    const text = `[{"file": "h.csv", "row": 2, "column": "验收日期", "decision": "accept"}]`;
    const { settlement } = readSettlement({ path: "s.json", format: "json", text });
    expect(read(one("2", "45458"), { settlement }).rows("household")).toMatchObject([{ accepted_on: "2024-06-15" }]);
    const none = readSettlement({ path: "s.csv", format: "csv", text: "户编号,面积\n1,2\n" });
    expect(none.diagnostics.map((d) => d.code)).toEqual(["P6002"]);
    const unknown = readSettlement({ path: "s.csv", format: "csv", text: "文件,行,处理\nh.csv,2,删了\n" });
    expect(unknown.diagnostics).toMatchObject([{ code: "P6024", params: { kind: "unknownAction" } }]);
  });
});

describe("identity numbers", () => {
  const numbers = (first: string) => [
    csv(
      `${HEAD},户主证件号码\n1,脱贫户,2,2024-01-01,${first}\n2,脱贫户,2,2024-01-01,${A}\n3,脱贫户,2,2024-01-01,${B}\n`,
    ),
  ];

  it.each([
    [" 9900 0019 5001 0100 19", "same"],
    ["990000195001010010", "checkDigit"],
    ["5.1E+17", "scientific"],
    ["990000500101001", "old"],
    ["乙村第三户", "other"],
  ])("%s", (number, fault) => {
    const { found, rows } = read(numbers(number));
    if (fault === "same") {
      expect(found("P6021")).toHaveLength(1);
      return;
    }
    expect(found("P6020")).toMatchObject([{ params: { fault, joins: false } }]);
    expect(rows("household")[0]).toMatchObject({ faults: ["head_id"] });
  });

  it("never stand in a message or a list", () => {
    const { diagnostics, doubts, refused } = read(numbers("990000195001010010"));
    const shownTexts = JSON.stringify([diagnostics, refused]) + doubtsCsv(doubts, policy, "en");
    expect(shownTexts).not.toMatch(/9900001950|99000019600/);
    expect(doubts).toMatchObject([{ value: null }]);
  });
});

describe("cells that are certain", () => {
  it("spaces inside names go, words for nothing are blank", () => {
    const { rows } = read([csv(`${HEAD},户主姓名,户联系电话,生猪\n1,脱贫户,无,2024-01-01,张　三 丰,无,６头\n`)]);
    expect(rows("household")).toEqual([
      { key: "1", id: "1", kind: "lifted", accepted_on: "2024-01-01", head_name: "张三丰", pigs: "6" },
    ]);
  });
});

describe("mappings", () => {
  const file = csv(`编号,农户类别,地块大小（公顷）,验收,面积\n1,脱贫户,2,2024-01-01,999\n`);
  const written =
    "名册,列名,对象,字段\n户,编号,户,户编号\n户,农户类别,,kind\nhousehold,地块大小（公顷）,户,面积\n户,验收,户,验收日期\n户,面积,,\n";

  it("say what a heading stands for; a blank field says that it is not used; units in brackets still count", () => {
    expect(read([file]).roster).toBeNull();
    const { mapping, diagnostics } = readMapping("m.csv", written, policy);
    expect(diagnostics).toEqual([]);
    const { rows } = read([file], { mapping: mapping ?? [] });
    expect(rows("household")).toEqual([{ key: "1", id: "1", kind: "lifted", area: "30", accepted_on: "2024-01-01" }]);
  });

  it("are written as they were found, and read back to the same", () => {
    const { mapping } = readMapping("m.csv", written, policy);
    const first = read([file], { mapping: mapping ?? [] });
    for (const lang of ["zh", "en"] as const) {
      const again = readMapping("m.csv", mappingCsv(first.mapping, policy, lang), policy);
      expect(again).toEqual({ mapping: first.mapping, diagnostics: [] });
      expect(read([file], { mapping: again.mapping ?? [] }).rows("household")).toEqual(first.rows("household"));
    }
  });

  it("that name what is not there are refused", () => {
    const { mapping, diagnostics } = readMapping("m.csv", "名册,列名,字段\n户,编号,猪圈\n", policy);
    expect(mapping).toBeNull();
    expect(diagnostics).toMatchObject([{ code: "P6027", params: { heading: "编号", name: "猪圈" } }]);
  });
});
