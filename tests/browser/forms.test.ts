/** The office's forms as they leave the page, read again: they hold its total, and no identity number. */
import { readFileSync } from "node:fs";
import * as XLSX from "@e965/xlsx";
import { strFromU8, unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, finish, openEditor, openPage, settled, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

async function choose(page: Page, form: string): Promise<void> {
  await page.locator("#export-form").click();
  await page.locator(".ant-select-item-option").getByText(form, { exact: true }).click();
  await page.locator(".exports .ant-select").first().getByText(form, { exact: true }).waitFor();
}

async function written(page: Page, button: string): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: 120_000 }),
    page.getByRole("button", { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Rows of the first sheet, as text. */
function rowsOf(bytes: Uint8Array, asText = false): string[][] {
  const book = asText ? XLSX.read(new TextDecoder().decode(bytes), { type: "string", raw: true }) : XLSX.read(bytes);
  const sheet = book.Sheets[book.SheetNames[0] as string] as XLSX.WorkSheet;
  return XLSX.utils
    .sheet_to_json<unknown[]>(sheet, { header: 1, raw: false })
    .map((row) => Array.from(row, (cell) => String(cell ?? "").replaceAll(",", "")));
}

/** Fen of an amount in yuan with two places. */
const fenOf = (text: string) => BigInt(text.replace(".", ""));

/** The amounts of a column between its heading and its last row, without those that sum others. */
function sumOf(rows: readonly string[][], heading: string): bigint {
  const head = rows.findIndex((row) => row.includes(heading));
  const at = rows[head]?.indexOf(heading) ?? -1;
  return rows
    .slice(head + 1)
    .filter((row) => /^\d+\.\d\d$/.test(row[at] ?? "") && !row.some((cell) => /小计$|合计$|总计$/.test(cell)))
    .reduce((sum, row) => sum + fenOf(row[at] as string), 0n);
}

/** Its last digit is not the one that the others ask for. */
const IDENTITY = "510226197001011234";
const HEADINGS =
  "户编号,户主姓名,户主证件号码,乡镇,村,家庭人口,户类型,监测对象类型,人均纯收入,整户外出,有劳动力,有发展意愿,连片粮食面积（亩）,生猪,养殖.核定";
/** Row 3 has an area in words, row 4 an income, and the identity number of row 3 is in doubt. */
const ROWS = [
  "H001,张三,,甲镇,一村,3,脱贫户,无,9000,否,是,是,6,0,0",
  `H002,李四,${IDENTITY},甲镇,一村,4,脱贫户,无,8000,否,是,是,三亩多,0,0`,
  "H003,王五,,乙镇,二村,2,脱贫户,无,很少,否,是,是,10,0,0",
];

describe("forms", () => {
  it.each([
    ["公示表", "金额"],
    ["一卡通发放表", "补贴金额"],
    ["汇总表", "测算"],
    ["明细", "合计"],
  ])("%s: xlsx and CSV sum to the total of the page, in masked rows", async (form, heading) => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    const total = (await totalOf(page)).replaceAll(",", "");
    await openPage(page, "exports");
    await choose(page, form);
    const book = await written(page, "下载 xlsx");
    expect(book.name).toMatch(new RegExp(`${form}\\.xlsx$`));
    const csv = await written(page, "下载 CSV");
    expect(csv.name).toMatch(new RegExp(`${form}\\.csv$`));
    // A spreadsheet takes a CSV for UTF-8 by its mark.
    expect([...csv.bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    for (const rows of [rowsOf(book.bytes), rowsOf(csv.bytes, true)]) {
      const cells = rows.flat();
      expect(sumOf(rows, heading)).toBe(fenOf(total));
      expect(cells).toContain(total);
      expect(cells.filter((cell) => /\d{17}[\dXx]/.test(cell) && !cell.includes("校验码"))).toEqual([]);
      expect(cells.some((cell) => cell.includes("测算结果仅供参考，以验收核定为准"))).toBe(true);
      expect(cells.some((cell) => /规则校验码 [0-9a-f]{64}/.test(cell))).toBe(true);
      expect(cells.some((cell) => /名册校验码 [0-9a-f]{64}/.test(cell))).toBe(true);
      const capital = "玖拾叁万捌仟贰佰柒拾贰元捌角柒分";
      if (form === "汇总表" || form === "一卡通发放表") expect(cells.some((c) => c.includes(capital))).toBe(true);
    }
  });

  it("the scheme's text as a document holds its clauses and amounts", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await openPage(page, "exports");
    await choose(page, "方案正文");
    const { name, bytes } = await written(page, "下载 docx");
    expect(name).toMatch(/\.docx$/);
    const text = strFromU8(unzipSync(bytes)["word/document.xml"] as Uint8Array).replace(/<[^>]+>/g, "");
    for (const words of ["荣昌区", "连片粮食面积", "300元", "3000元"]) expect(text).toContain(words);
  });

  it("疑点清单: xlsx and CSV hold every doubt with its place, no private value, and are taken back as decisions", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await openPage(page, "rosters");
    const buffer = Buffer.from([HEADINGS, ...ROWS].join("\n"));
    await page.setInputFiles("#roster-files", { name: "到户名册.csv", mimeType: "text/csv", buffer });
    const read = page.locator('[data-action="read"]:not([disabled])');
    await read.click();
    const report = page.locator('[data-imported="true"]');
    await expect.poll(() => report.innerText(), { timeout: 30_000 }).toContain("疑点 3 条，待处理 3 条");
    await settled(page);
    expect(await totalOf(page)).toBe("4,800.00");
    await openPage(page, "exports");
    await choose(page, "疑点清单");
    const book = await written(page, "下载 xlsx");
    expect(book.name).toMatch(/疑点清单\.xlsx$/);
    const csv = await written(page, "下载 CSV");
    expect(csv.name).toMatch(/疑点清单\.csv$/);
    expect([...csv.bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    for (const rows of [rowsOf(book.bytes), rowsOf(csv.bytes, true)]) {
      const head = rows.findIndex((row) => row[0] === "文件");
      const column = (name: string) => rows[head]?.indexOf(name) ?? -1;
      const list = rows.slice(head + 1).filter((row) => row[0] === "到户名册.csv");
      const told = (row: string[]) => ["行", "列", "编号", "原值", "处理"].map((name) => row[column(name)] ?? "");
      expect(list.map(told)).toEqual([
        ["3", "户主证件号码", "H002", "…", ""],
        ["3", "连片粮食面积（亩）", "H002", "三亩多", ""],
        ["4", "人均纯收入", "H003", "很少", ""],
      ]);
      const cells = rows.flat();
      for (const hidden of ["张三", "李四", "王五", IDENTITY]) expect(cells.join(" ")).not.toContain(hidden);
      expect(cells.some((cell) => cell.includes("测算结果仅供参考，以验收核定为准"))).toBe(true);
      expect(cells.some((cell) => /规则校验码 [0-9a-f]{64}/.test(cell))).toBe(true);
      expect(cells.some((cell) => /名册校验码 [0-9a-f]{64}/.test(cell))).toBe(true);
    }
    // As somebody fills it in: the area of the household in row 3 is 5 mu.
    const text = new TextDecoder().decode(csv.bytes);
    const line = text.split("\r\n").find((l) => l.includes("三亩多")) ?? "";
    const decided = line.replace(/,,,$/, ",更正,5,");
    expect(decided).not.toBe(line);
    await openPage(page, "rosters");
    await page.setInputFiles("#roster-files", { name: "到户名册.csv", mimeType: "text/csv", buffer });
    await page.setInputFiles("#roster-settle", {
      name: "疑点清单.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(text.replace(line, decided)),
    });
    await read.click();
    await expect.poll(() => report.innerText(), { timeout: 30_000 }).toContain("疑点 3 条，待处理 2 条");
    await settled(page);
    expect(await totalOf(page)).toBe("6,300.00");
  });
});
