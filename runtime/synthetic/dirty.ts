/**
 * The dirty twin of a roster: the same households as an office has them. The national system's export, one row for each
 * person with the household's fields repeated; a form from the villages with herds and areas; titles, headings of two
 * rows, totals and notes; and everything that people and spreadsheets do to cells. What cannot be read with certainty is
 * decided in a settlement, row by row, so that the twin settled is the clean roster.
 */
import { dayNumber } from "../../compiler/ir/dates.js";
import { bornOn, identityNumbers, personName, two } from "./people.js";
import { type Random, random } from "./random.js";
import type { DirtyRecipe, GeneratedRoster, GeneratedTable } from "./scheme.js";

export interface DirtyFile {
  /** The file's name; what its rows are: null for households. */
  readonly name: string;
  readonly entity: string | null;
  readonly rows: readonly (readonly string[])[];
}

export interface DirtyRoster {
  readonly files: readonly DirtyFile[];
  /** 文件, 行, 列, 编号, 原值, 处理, 更正为, 说明 */
  readonly settlement: GeneratedTable;
  readonly parameters: GeneratedTable | null;
}

const EXPORT = "export.csv";
const FORM = "form.csv";
/** What the national system knows of a household; everything else comes from the villages. */
const NATIONAL = new Set([
  "户编号",
  "乡镇",
  "村",
  "户主姓名",
  "户主证件号码",
  "户类型",
  "监测对象类型",
  "风险是否消除",
  "家庭人口（人）",
  "人均纯收入（元）",
  "建档立卡",
  "名册变动",
  "脱贫年度",
  "脱贫日期",
]);
const PERSON = ["人口编号", "姓名", "证件号码", "与户主关系", "出生日期"];
const NAMES = new Set(["户主姓名", "姓名"]);
const IDENTITIES = new Set(["户主证件号码", "证件号码"]);

type Cells = Map<string, string>;

/** A row on its way: its cells, and what is to be decided about it once its place is known. */
interface DirtyRow {
  readonly cells: Cells;
  readonly key: string;
  readonly decisions: Decided[];
  /** A row that somebody typed twice must not become doubtful in another way too. */
  readonly plain: boolean;
}

interface Decided {
  readonly column: string;
  readonly seen: string;
  readonly action: string;
  readonly value: string;
  readonly why: string;
}

/** How often each kind of doubt is put into each column that can have it. */
const EACH = 3;

export function dirty(roster: GeneratedRoster, recipe: DirtyRecipe, seed: number): DirtyRoster {
  const r = random(seed + 7919);
  const [household, ...others] = roster.tables as [GeneratedTable, ...GeneratedTable[]];
  const households = recordsOf(household);
  const national = household.headings.filter((h) => NATIONAL.has(h));
  const local = household.headings.filter((h) => !NATIONAL.has(h));
  const members = others.find((t) => t.name === "member") ?? null;

  const personHeadings = members ? members.headings.filter((h) => h !== "户编号") : PERSON;
  const persons = exportRows(households, national, members, r);
  differing(persons, national, r);
  soil(persons, [...national, ...personHeadings], recipe, r, { together: national });
  twice(persons, national, r);

  const keys = recipe.joinedBy === "户编号" ? ["户编号", "户主姓名", "户主证件号码"] : ["户主姓名", "户主证件号码"];
  const formHeadings = [...keys, ...local];
  const form = formRows(households, formHeadings, r);
  soil(form, formHeadings, recipe, r, { together: [] });

  const title = roster.title;
  const settled: string[][] = [];
  const files: DirtyFile[] = [
    lay(EXPORT, null, title, [[...national, ...personHeadings], groups(national, personHeadings)], persons, settled, r),
    lay(FORM, null, `${title}（村级登记表）`, [formHeadings, prefixes(formHeadings)], form, settled, r),
    ...others
      .filter((t) => t !== members)
      .map((table) => {
        const rows = recordsOf(table).map((cells) => fresh(cells));
        soil(rows, table.headings, recipe, r, { together: [] });
        return lay(`${table.name}.csv`, table.name, title, [table.headings, null], rows, settled, r);
      }),
  ];
  const headings = ["文件", "行", "列", "编号", "原值", "处理", "更正为", "说明"];
  return { files, settlement: { name: "settle", headings, rows: settled }, parameters: roster.parameters };
}

function recordsOf(table: GeneratedTable): Cells[] {
  return table.rows.map((row) => new Map(table.headings.map((heading, i) => [heading, row[i] ?? ""])));
}

function fresh(cells: Cells, plain = false): DirtyRow {
  return { cells: new Map(cells), key: cells.get("户编号") ?? "", decisions: [], plain };
}

// ---------------------------------------------------------------- the two files about households

/** One row for each person; who they are is invented where the roster does not say. */
function exportRows(
  households: readonly Cells[],
  national: readonly string[],
  members: GeneratedTable | null,
  r: Random,
): DirtyRow[] {
  const known = new Map<string, Cells[]>();
  for (const cells of members ? recordsOf(members) : []) {
    const id = cells.get("户编号") as string;
    known.set(id, [...(known.get(id) ?? []), cells]);
  }
  const identity = identityNumbers(households.map((h) => h.get("户主证件号码") as string));
  return households.flatMap((household) => {
    const id = household.get("户编号") as string;
    const own = national.map((heading) => [heading, household.get(heading) as string] as const);
    const people = known.get(id) ?? invented(household, identity, r);
    // As merged cells come out of a spreadsheet: only the first row of the household has them.
    const merged = people.length > 1 && r.chance(60);
    return people.map((person, i) => {
      const repeated = own.map(
        ([heading, cell]) => [heading, merged && i > 0 && heading !== "户编号" ? "" : cell] as const,
      );
      return { ...fresh(new Map([...repeated, ...person])), key: id };
    });
  });
}

function invented(household: Cells, identity: ReturnType<typeof identityNumbers>, r: Random): Cells[] {
  const headNumber = household.get("户主证件号码") as string;
  const born = Number(headNumber.slice(6, 10));
  return Array.from({ length: Number(household.get("家庭人口（人）")) }, (_, i) => {
    const relation = i === 0 ? "户主" : i === 1 ? "配偶" : r.pick(["之子", "之女", "之父母", "之孙子女"]);
    const year = i < 2 ? born + (i === 0 ? 0 : r.between(-3, 4)) : r.between(1940, 2015);
    const number = i === 0 ? headNumber : identity(r, year);
    return new Map([
      ["人口编号", two(i + 1)],
      ["姓名", i === 0 ? (household.get("户主姓名") as string) : personName(r)],
      ["证件号码", number],
      ["与户主关系", relation],
      ["出生日期", bornOn(number)],
    ]);
  });
}

/** In a few households one person's row says something else about the household; the head's row is right. */
function differing(rows: DirtyRow[], national: readonly string[], r: Random): void {
  const field = ["户类型", "建档立卡"].find((h) => national.includes(h));
  if (field === undefined) return;
  const other: Readonly<Record<string, string>> = { 脱贫户: "一般农户", 一般农户: "脱贫户", 是: "否", 否: "是" };
  const seconds = r.shuffled(
    rows.flatMap((row, i) => (rows[i - 1]?.key === row.key && row.cells.get(field) ? [i] : [])),
  );
  const done = new Set<string>();
  for (const i of seconds) {
    const row = rows[i] as DirtyRow;
    if (done.size === EACH) return;
    if (done.has(row.key)) continue;
    const head = rows.find((candidate) => candidate.key === row.key) as DirtyRow;
    done.add(row.key);
    row.cells.set(field, other[row.cells.get(field) as string] as string);
    head.decisions.push({ column: field, seen: "", action: "采用", value: "", why: "以户主所在行为准" });
  }
}

/** One household listed again under another number, and one person's row copied. */
function twice(rows: DirtyRow[], national: readonly string[], r: Random): void {
  const known = tainted(rows);
  const clean = rows.filter((row) => !known.has(row.key));
  const copied = r.pick(clean);
  const household = r.pick(clean.filter((row) => row.key !== copied.key));
  const again = rows
    .filter((row) => row.key === household.key)
    .map((row, i): DirtyRow => {
      const cells = new Map(row.cells).set("户编号", `${household.key.slice(0, 4)}9${household.key.slice(5)}`);
      const head = rows.find((candidate) => candidate.key === household.key) as DirtyRow;
      for (const heading of national) if (heading !== "户编号") cells.set(heading, head.cells.get(heading) ?? "");
      const drop = { column: "户主证件号码", seen: "", action: "剔除", value: "", why: "同一户登记了两次" };
      return { cells, key: cells.get("户编号") as string, decisions: i === 0 ? [drop] : [], plain: true };
    });
  const copy = { ...fresh(copied.cells, true), key: copied.key };
  copy.decisions.push({ column: "", seen: "", action: "剔除", value: "", why: "同一人重复一行" });
  const last = rows.findLastIndex((row) => row.key === copied.key);
  rows.splice(last + 1, 0, copy);
  rows.push(...again);
}

/** Households about which something is to be decided already. */
function tainted(rows: readonly DirtyRow[]): ReadonlySet<string> {
  return new Set(rows.filter((row) => row.decisions.length > 0 || row.plain).map((row) => row.key));
}

/** One row for each household; a few are typed twice: the same, wrong the second time, or wrong the first time. */
function formRows(households: readonly Cells[], headings: readonly string[], r: Random): DirtyRow[] {
  const figure = headings.find((h) => h.endsWith("）")) as string;
  const rows = households.map((h) => ({
    ...fresh(new Map(headings.map((heading) => [heading, h.get(heading) ?? ""]))),
    key: h.get("户编号") as string,
  }));
  const places = r.shuffled(rows.map((_, i) => i)).slice(0, 2 * EACH);
  const kinds = new Map(places.map((place, n) => [place, n % 3] as const));
  return rows.flatMap((row, i): DirtyRow[] => {
    const kind = kinds.get(i);
    if (kind === undefined) return [row];
    const right: DirtyRow = { ...row, plain: true, decisions: [] };
    const wrong: DirtyRow = { ...row, cells: new Map(row.cells).set(figure, "9"), plain: true, decisions: [] };
    const same: DirtyRow = { ...row, cells: new Map(row.cells), plain: true, decisions: [] };
    const decide = (second: DirtyRow, action: string, why: string) => {
      second.decisions.push({ column: "", seen: "", action, value: "", why });
      return second;
    };
    if (kind === 0) return [right, decide(same, "剔除", "两行相同")];
    if (kind === 1) return [right, decide(wrong, "剔除", "经核实，前一行为准")];
    return [wrong, decide(right, "取代", "经核实，后一行为准")];
  });
}

// ---------------------------------------------------------------- cells

interface Soiling {
  /** Columns whose cells are the same in all rows of a household, and are soiled together. */
  readonly together: readonly string[];
}

/** First what leaves a doubt, in a few rows and with its decision; then what means nothing, wherever it falls. */
function soil(
  rows: DirtyRow[],
  headings: readonly string[],
  recipe: DirtyRecipe,
  r: Random,
  { together }: Soiling,
): void {
  const touched = new Set<string>();
  const mark = (row: DirtyRow, heading: string) =>
    touched.add(`${heading}\0${together.includes(heading) ? row.key : rows.indexOf(row)}`);
  const isTouched = (row: DirtyRow, i: number, heading: string) =>
    touched.has(`${heading}\0${together.includes(heading) ? row.key : i}`);
  for (const heading of headings) {
    const ways = IDENTITIES.has(heading)
      ? [shortened, ruined]
      : recipe.dates.includes(heading)
        ? [dayless, serial]
        : [];
    for (const way of ways) {
      const known = tainted(rows);
      const fit = rows.filter((row) => !known.has(row.key) && way(row.cells.get(heading) ?? "") !== null);
      for (const row of spread(fit, r)) {
        const before = row.cells.get(heading) as string;
        const { cell, action, value, why } = way(before) as Doubtful;
        const same = together.includes(heading) ? rows.filter((other) => other.key === row.key) : [row];
        for (const other of same) if (other.cells.get(heading) === before) other.cells.set(heading, cell);
        const first = same[0] as DirtyRow;
        first.decisions.push({ column: heading, seen: IDENTITIES.has(heading) ? "" : cell, action, value, why });
        mark(row, heading);
      }
    }
  }
  rows.forEach((row, i) => {
    for (const heading of headings) {
      if (!isTouched(row, i, heading)) row.cells.set(heading, harmless(row.cells.get(heading) ?? "", heading, r));
    }
  });
}

/** A few rows, of different households. */
function spread(rows: readonly DirtyRow[], r: Random): DirtyRow[] {
  const chosen = new Map<string, DirtyRow>();
  for (let tries = 0; rows.length > 0 && tries < 40 && chosen.size < EACH; tries += 1) {
    const row = r.pick(rows);
    if (!chosen.has(row.key)) chosen.set(row.key, row);
  }
  return [...chosen.values()];
}

interface Doubtful {
  readonly cell: string;
  readonly action: string;
  readonly value: string;
  readonly why: string;
}

/** 18 digits as they were until 1999: without the century and without the check digit. */
function shortened(number: string): Doubtful | null {
  if (!/^\d{6}19\d{9}[\dX]$/.test(number)) return null;
  return { cell: number.slice(0, 6) + number.slice(8, 17), action: "采用", value: "", why: "15位旧号码，换算为18位" };
}

function ruined(number: string): Doubtful | null {
  if (!/^\d{17}[\dX]$/.test(number)) return null;
  return { cell: `${number[0]}.${number[1]}E+17`, action: "更正", value: number, why: "按身份证复印件更正" };
}

function dayless(date: string): Doubtful | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  return { cell: date.slice(0, 4) + date.slice(5, 7), action: "更正", value: date, why: "按验收单补日期" };
}

function serial(date: string): Doubtful | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const days = dayNumber(date) - dayNumber("1899-12-30");
  return { cell: String(days), action: "采用", value: "", why: "电子表格的日期序号" };
}

/** What means the same however it is written. */
function harmless(cell: string, heading: string, r: Random): string {
  if (NAMES.has(heading)) return r.chance(150) ? [...cell].join(r.chance(500) ? "　" : " ") : cell;
  if (IDENTITIES.has(heading)) return cell.endsWith("X") && r.chance(600) ? `${cell.slice(0, -1)}x` : cell;
  if (/^\d{4}-\d{2}-\d{2}$/.test(cell)) return otherDate(cell, r);
  const unit = /（([^（）/%]+)）$/.exec(heading)?.[1];
  if (unit === undefined) return cell;
  if (cell === "") return r.chance(100) ? "无" : cell;
  if (!/^\d+(\.\d+)?$/.test(cell)) return cell;
  if (r.chance(60)) return cell + unit;
  if (r.chance(60)) return wide(cell);
  if (/^\d{4,6}$/.test(cell) && r.chance(60)) return `${cell.slice(0, -3)},${cell.slice(-3)}`;
  return r.chance(40) ? ` ${cell} ` : cell;
}

function otherDate(date: string, r: Random): string {
  const [year = "", month = "", day = ""] = date.split("-");
  const [m, d] = [String(Number(month)), String(Number(day))];
  return r.weighted([
    [date, 70],
    [`${year}.${m}.${d}`, 12],
    [`${year}/${m}/${d}`, 8],
    [`${year}年${m}月${d}日`, 5],
    [`${year}${month}${day}`, 5],
  ] as const);
}

function wide(text: string): string {
  return text.replace(/[\d.]/g, (c) => String.fromCodePoint((c.codePointAt(0) as number) + 0xfee0));
}

// ---------------------------------------------------------------- sheets

/** The upper row of a heading, where there is one: what stands there above which column. */
type Upper = { readonly above: readonly string[]; readonly below: readonly string[] } | null;

/** Two groups over whole names, each merged over its columns. */
function groups(household: readonly string[], person: readonly string[]): Upper {
  const above = ["户基本信息", ...household.slice(1).map(() => ""), "成员信息", ...person.slice(1).map(() => "")];
  return { above, below: [...household, ...person] };
}

/** Neighbours that begin alike share a cell above them; the others are merged downwards. */
function prefixes(headings: readonly string[]): Upper {
  const above = [...headings];
  const below = headings.map(() => "");
  for (let i = 0; i < headings.length - 1; i += 1) {
    const [a, b] = [headings[i] as string, headings[i + 1] as string];
    let shared = 0;
    while (shared < Math.min(a.length, b.length) && a[shared] === b[shared]) shared += 1;
    if (shared < 2 || below[i] !== "" || shared >= a.length || shared >= b.length || a.startsWith("户主")) continue;
    above[i] = a.slice(0, shared);
    above[i + 1] = "";
    below[i] = a.slice(shared);
    below[i + 1] = b.slice(shared);
  }
  return below.some((cell) => cell !== "") ? { above, below } : null;
}

/** Title, heading, rows, total and note; and what was decided, now that every row has its place. */
function lay(
  name: string,
  entity: string | null,
  title: string,
  [headings, upper]: readonly [readonly string[], Upper],
  rows: readonly DirtyRow[],
  settled: string[][],
  r: Random,
): DirtyFile {
  const top = [[title], ...(upper ? [upper.above, upper.below] : [headings])];
  const body = rows.map((row) => headings.map((heading) => row.cells.get(heading) ?? ""));
  rows.forEach((row, i) => {
    for (const { column, seen, action, value, why } of row.decisions) {
      settled.push([name, String(top.length + i + 1), column, row.key, seen, action, value, why]);
    }
  });
  const total = headings.map((heading, i) => (i === 0 ? r.pick(["合计", "合 计", "总计"]) : sumOf(heading, i, body)));
  const note = ["填表人：（略）　审核人：（略）", ...headings.slice(1).map(() => "")];
  return { name, entity, rows: [...top, ...body, total, note] };
}

/** The sum of a column of figures in thousandths, as somebody with a spreadsheet would have it; blank for other columns. */
function sumOf(heading: string, column: number, body: readonly (readonly string[])[]): string {
  if (!heading.endsWith("）")) return "";
  const cells = body.map((row) => (row[column] ?? "").trim()).filter((cell) => /^\d+(\.\d{1,3})?$/.test(cell));
  const sum = cells.reduce((total, cell) => {
    const [whole = "0", part = ""] = cell.split(".");
    return total + BigInt(whole) * 1000n + BigInt(part.padEnd(3, "0"));
  }, 0n);
  return `${sum / 1000n}.${String(sum % 1000n).padStart(3, "0")}`;
}
