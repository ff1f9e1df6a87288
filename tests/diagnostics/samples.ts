/**
 * Messages of a run and of rosters, with parameters as they come in practice: what compiling alone cannot provoke. Their
 * rendered texts are goldens, and examples in the reference.
 */
import type { Code } from "../../compiler/diagnostics/catalogue.js";
import { type Diagnostic, diagnostic, type ParamsFor, type Place } from "../../compiler/diagnostics/diagnostic.js";

const RUN: Place = { kind: "run" };

function cell(row: number | null, column: string | null): Place {
  return { kind: "cell", file: "名册.csv", row, column };
}

/** A place in a policy whose text is not at hand. */
const POLICY: Place = { kind: "source", file: "policy.policy", span: { start: 0, end: 0 } };

function sample<C extends Code>(code: C, place: Place, params: ParamsFor<C>): Diagnostic {
  return diagnostic(code, place, params);
}

const household = { en: "household", zh: "户" } as const;
const project = { en: "project", zh: "到户项目" } as const;
const pigs = { en: "pigs", zh: "生猪" } as const;
const id = { en: "id", zh: "户编号" } as const;
const livestock = { en: "livestock", zh: "养殖" } as const;
const goal = { en: "income_goal", zh: "达标收入" } as const;
const headId = { en: "head_id", zh: "户主证件号码" } as const;

/**
 * Messages that guard what the grammar refuses first, so that no program shows them: the lowering reports them for trees
 * that come from elsewhere than a text.
 */
export const GUARDS: readonly Diagnostic[] = [
  sample("P2011", POLICY, { name: "notice.txt" }),
  sample("P2022", POLICY, { keys: 2, found: 1 }),
  sample("P2030", POLICY, { name: { en: "grain_rate", zh: "粮食标准" }, most: 200 }),
  sample("P3015", POLICY, {}),
  sample("P4903", POLICY, { name: "livestock" }),
];

/** Messages that need a run or a roster. */
export const SAMPLES: readonly Diagnostic[] = [
  sample("P5001", POLICY, { clause: livestock, first: "1", second: "2", entity: household, row: "H0012" }),
  sample("P5002", RUN, { parameter: goal, who: { en: "town", zh: "乡镇" }, key: "甲镇" }),
  sample("P5003", RUN, { parameter: goal, who: { en: "county", zh: "县级" } }),
  sample("P5004", RUN, { parameter: goal, key: "甲镇", value: "25000", low: "0", high: "20000" }),
  sample("P5005", RUN, {
    benefit: livestock,
    column: { en: "livestock.approved", zh: "养殖.核定" },
    entity: household,
  }),
  sample("P5006", RUN, { benefit: livestock, kind: "percent", share: "70%" }),
  sample("P5007", RUN, {
    clauses: [
      { en: "poultry", zh: "家禽" },
      { en: "lifetime_cap", zh: "累计限额" },
    ],
  }),
  sample("P5008", RUN, { entity: household, columns: [pigs, { en: "accepted_on", zh: "验收日期" }] }),
  sample("P5009", RUN, { entity: project }),
  sample("P5010", RUN, {
    question: { en: "sow_rule", zh: "母猪达标" },
    reading: "exclusive",
    readings: [
      { en: "strict", zh: "超过三头" },
      { en: "inclusive", zh: "含三头" },
    ],
  }),
  sample("P5011", RUN, { benefit: livestock, entity: household, row: "H0012" }),
  sample("P5012", RUN, {
    payOut: { en: "grant", zh: "补助" },
    entity: household,
    row: "H0012",
    amount: "3000.00",
    left: "0.01",
  }),
  sample("P5013", RUN, { entity: project, row: "P0007", parentEntity: household, parent: "H9999" }),
  sample("P5015", RUN, {
    entity: household,
    field: { en: "applied_on", zh: "申请日期" },
    rows: 12,
    first: "H0007",
    date: "2023-11-03",
    from: "2024-01-01",
    to: "2024-12-31",
  }),
  sample("P5016", RUN, {
    policy: { en: "demo", zh: "示范" },
    asOf: "2025-03-01",
    from: "2024-01-01",
    to: "2024-12-31",
  }),
  sample("P5014", RUN, { policy: { en: "demo", zh: "示范" } }),
  sample("P5101", RUN, { name: "grain_rat", known: [{ en: "grain_rate", zh: "粮食标准" }] }),
  sample("P5102", RUN, {
    name: { en: "poultry_share", zh: "小家禽补助比例" },
    value: "1.2",
    low: "0",
    high: "1",
    whole: false,
  }),
  sample("P5103", RUN, { what: { en: "grain", zh: "粮食" }, value: "85" }),
  sample("P5104", RUN, { entity: "household", field: "town", why: "notNumber" }),
  sample("P5105", RUN, { field: pigs, rows: 12, low: "0", high: "10000" }),
  sample("P5106", RUN, { name: "tribe", known: [{ en: "town", zh: "乡镇" }] }),
  sample("P5107", RUN, { name: "grian", known: [{ en: "grain", zh: "粮食" }] }),
  sample("P5108", RUN, { where: "takeUp.0.share", problem: { en: "is no exact number", zh: "不是准确的数" } }),
  sample("P6001", cell(null, null), { workbook: true }),
  sample("P6002", cell(null, null), { detail: { en: "It is not valid JSON.", zh: "不是有效的 JSON。" } }),
  sample("P6003", cell(1, null), {
    entity: household,
    missing: [pigs],
    extra: ["生猪数量"],
    readers: [{ field: pigs, clause: { en: "the benefit `livestock`", zh: "奖补“养殖”" } }],
  }),
  sample("P6004", cell(1, null), { extra: ["联系电话", "备注"] }),
  sample("P6005", cell(1, null), { entity: household, columns: [{ name: pigs, blank: { en: "0", zh: "0" } }] }),
  sample("P6033", cell(1, null), { pairs: [{ heading: "生猪存栏数", field: pigs }] }),
  sample("P6006", cell(12, "生猪"), { key: "H0012", field: pigs, value: "6.5", fault: { kind: "notWhole" } }),
  sample("P6007", cell(14, "户编号"), { key: "H0012", first: 12, differs: [pigs] }),
  sample("P6008", cell(15, "户编号"), { column: id, value: "", scientific: false }),
  sample("P6009", cell(3, "户编号"), { parent: household, key: "H9999" }),
  sample("P6010", RUN, { entity: project, id: "project" }),
  sample("P6011", cell(null, null), { name: "projets", known: [household, project] }),
  sample("P6012", cell(1, null), { field: pigs, columns: ["生猪", "生猪（头）"] }),
  sample("P6013", cell(2, null), { kind: "total", rows: [1016], text: "合计" }),
  sample("P6014", cell(1, "面积（公斤）"), { field: { en: "area", zh: "面积" }, found: "公斤", expected: "亩" }),
  sample("P6015", cell(7, "生猪"), { field: pigs, word: "无", count: 3, rows: [7, 9, 20] }),
  sample("P6016", cell(8, null), { cells: 9, columns: 8 }),
  sample("P6017", cell(null, null), { name: "income_gaol", known: [{ en: "income_goal", zh: "达标收入" }] }),
  sample("P6018", cell(2, "达标收入"), {
    parameter: { en: "income_goal", zh: "达标收入" },
    of: "甲镇",
    value: "很多",
    fault: { kind: "notNumber" },
  }),
  sample("P6019", cell(1, null), { parent: household, key: id, entity: project }),
  sample("P6020", cell(6, "户主证件号码"), { key: "H0012", field: headId, fault: "old", joins: false }),
  sample("P6021", cell(19, "户主证件号码"), { key: "H0031", field: headId, first: "H0012", row: 12 }),
  sample("P6022", cell(12, "户类型"), { key: "H0012", field: { en: "registered", zh: "户类型" }, rows: [13, 14] }),
  sample("P6023", cell(null, "户联系电话"), { field: { en: "phone", zh: "户联系电话" }, rows: [13] }),
  sample("P6024", cell(3, "处理"), { kind: "notOffered", action: "blank", offers: ["correct", "drop"] }),
  sample("P6025", cell(7, "处理"), {}),
  sample("P6026", cell(null, null), { decided: 12, open: 1 }),
  sample("P6027", cell(4, "列名"), { heading: "存栏数", name: "猪", known: [pigs] }),
  sample("P6028", cell(null, null), {
    rows: 2893,
    groups: 1015,
    child: { en: "member", zh: "成员" },
    parent: household,
    key: "户编号",
  }),
  sample("P6029", cell(null, null), { entity: household, field: headId, rows: null }),
  sample("P6029", cell(null, null), { entity: household, field: headId, rows: [14] }),
  sample("P6031", cell(null, null), { rows: [8, 20], entity: household, keys: ["H0012", "H0031"] }),
  sample("P6040", cell(null, null), { found: { en: "a PDF", zh: "PDF 文件" } }),
  sample("P6040", cell(null, null), { found: null }),
  sample("P6041", cell(null, null), { kind: { en: "an xlsx workbook", zh: "xlsx 工作簿" } }),
  sample("P6042", cell(null, null), { codec: "LZO" }),
  sample("P6043", cell(null, null), { megabytes: 281_474, most: 1_500 }),
  sample("P6044", cell(null, null), {}),
  sample("P6045", cell(7, null), { nul: true }),
  sample("P6046", cell(9, null), { closes: false }),
  sample("P6046", cell(9, null), { closes: true }),
  sample("P6047", cell(null, null), { sheets: ["Sheet1", "Sheet2"] }),
  sample("P6048", cell(null, null), { sheet: "到户名册", others: ["填表说明", "汇总"] }),
  sample("P6049", cell(null, null), { sheet: "名册", known: ["Sheet1", "Sheet2"] }),
  sample("P6050", cell(null, null), { entity: household }),
  sample("P6051", cell(null, null), { separator: "，" }),
  sample("P6052", cell(null, null), { skipped: ["说明.docx"], read: 2 }),
  sample("P6053", cell(null, null), {}),
  sample("P6054", cell(null, "验收日期"), {
    field: { en: "accepted_on", zh: "验收日期" },
    expected: { en: "a date such as 2024-01-10", zh: "日期（如 2024-01-10）" },
    clause: { en: "the benefit `livestock`", zh: "奖补“养殖”" },
    count: 391,
    example: "已验收",
  }),
  sample("P6055", cell(null, null), { columns: [pigs] }),
  sample("P6056", cell(null, null), { columns: [headId] }),
  sample("P6057", cell(null, null), { columns: [{ en: "head_name", zh: "户主姓名" }, headId] }),
  sample("P6070", cell(null, null), { encoding: "gb18030" }),
  sample("P6080", cell(null, null), { megabytes: 48, free: 12 }),
  sample("P6081", cell(null, null), {}),
  sample("P6082", cell(null, null), { damaged: true }),
  sample("P6030", cell(null, null), { rows: [2, 3] }),
];
