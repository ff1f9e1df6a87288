/** Reading an office's own files: what they are, which rows are in doubt, and a long reading called off. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { gb18030 } from "../../runtime/synthetic/gb18030.js";
import { type Editor, finish, openEditor, openSample, settled, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

const HEADINGS =
  "户编号,户主姓名,乡镇,村,家庭人口,户类型,监测对象类型,人均纯收入,整户外出,有劳动力,有发展意愿,连片粮食面积（亩）,生猪";
const ROWS = [
  "H001,张三,甲镇,一村,3,脱贫户,无,9000,否,是,是,6,0",
  "H002,李四,甲镇,一村,4,脱贫户,无,8000,否,是,是,三亩多,0",
  "H003,王五,乙镇,二村,2,脱贫户,无,很少,否,是,是,10,0",
];

describe("import", () => {
  it("reads GB18030, tells the encoding, and lists two bad rows with their reasons", async () => {
    editor = await openEditor();
    const { page } = editor;
    await openSample(page, "rongchang");
    await settled(page);
    const before = await totalOf(page);
    await page.locator('[data-view="rosters"]').click();
    const bytes = gb18030([`${HEADINGS},养殖.核定`, ...ROWS.map((row) => `${row},0`)].join("\r\n"));
    await page.setInputFiles("#roster-files", { name: "花名册.csv", mimeType: "text/csv", buffer: Buffer.from(bytes) });
    const card = page.locator('[data-file="花名册.csv"]');
    await expect.poll(() => card.innerText(), { timeout: 20_000 }).toMatch(/gb18030/i);
    await page.locator('[data-action="read"]:not([disabled])').click();
    await page.locator('[data-imported="true"]').waitFor({ timeout: 30_000 });
    const report = await page.locator('[data-imported="true"]').innerText();
    expect(report).toContain("三亩多");
    expect(report).toContain("很少");
    expect(report).not.toContain("张三");
    await settled(page);
    await expect.poll(() => totalOf(page), { timeout: 30_000 }).not.toBe(before);
  });

  it("decides doubts in the table and by the list that was handed out, with the same total", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await page.locator('[data-view="rosters"]').click();
    const text = [`${HEADINGS},养殖.核定`, ...ROWS.map((row) => `${row},0`)].join("\n");
    const file = { name: "花名册.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
    const take = async () => {
      await page.setInputFiles("#roster-files", file);
      await page.locator('[data-action="read"]:not([disabled])').click();
    };
    const report = page.locator('[data-imported="true"]');
    const totalAfter = async (pending: string) => {
      await expect.poll(() => report.innerText(), { timeout: 30_000 }).toContain(pending);
      await settled(page);
      return totalOf(page);
    };
    await take();
    // The column of amounts that a person enters is called as people call it.
    const heading = page.locator("tbody tr", { has: page.getByRole("rowheader", { name: "养殖.核定" }) });
    await heading.getByText("养殖业奖补的核定金额（户）").waitFor();
    // 6 and 10 mu of grain at 300 yuan; `fen run` says the same of this file.
    expect(await totalAfter("疑点 2 条，待处理 2 条")).toBe("4,800.00");
    const apply = page.locator('[data-action="apply"]');
    expect(await apply.isDisabled()).toBe(true);
    await page.locator('[data-doubt="3 连片粮食面积（亩）"]').selectOption({ label: "更正" });
    expect(await apply.isDisabled()).toBe(true);
    await page.getByLabel(/第 3 行 连片粮食面积（亩） 更正为/).fill("5");
    await page.locator('[data-doubt="4 人均纯收入"]').selectOption({ label: "空白" });
    await apply.click();
    // And 5 mu.
    expect(await totalAfter("疑点 2 条，待处理 0 条")).toBe("6,300.00");
    const [list] = await Promise.all([page.waitForEvent("download"), page.locator('[data-action="doubts"]').click()]);
    expect(list.suggestedFilename()).toBe("疑点清单.csv");
    const path = await list.path();
    // Anew, with the list: as somebody else would who is given both files.
    await page.getByRole("button", { name: "移除" }).click();
    await take();
    expect(await totalAfter("疑点 2 条，待处理 2 条")).toBe("4,800.00");
    await page.setInputFiles("#roster-settle", path);
    await page.locator('[data-action="read"]:not([disabled])').click();
    expect(await totalAfter("疑点 2 条，待处理 0 条")).toBe("6,300.00");
  });

  it("reads a text again in the encoding that is chosen, and says where it cannot be that one", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await page.locator('[data-view="rosters"]').click();
    const buffer = Buffer.from(gb18030([HEADINGS, ...ROWS].join("\r\n")));
    await page.setInputFiles("#roster-files", { name: "花名册.csv", mimeType: "text/csv", buffer });
    const card = page.locator('[data-file="花名册.csv"]');
    const encoding = card.locator('[data-choose="encoding"]');
    await encoding.getByText("自动识别（GB18030）").waitFor({ state: "attached" });
    const choose = async (name: string) => {
      await encoding.locator(".ant-select").click();
      await page.locator(".ant-select-item-option").getByText(name, { exact: true }).click();
    };
    await choose("UTF-8");
    await card.getByText("文件不是所选的编码").waitFor();
    expect(await page.locator('[data-action="read"]').isDisabled()).toBe(true);
    await choose("GB18030");
    await card.getByText("户主姓名").first().waitFor();
    await page.locator('[data-action="read"]:not([disabled])').click();
    await page.locator('[data-imported="true"]').waitFor({ timeout: 30_000 });
    expect(await page.locator('[data-figure="roster"]').innerText()).toContain("3 户");
  });

  it("keeps the roster where a file cannot be used, and says why", async () => {
    editor = await openEditor();
    const { page } = editor;
    await openSample(page, "rongchang");
    await settled(page);
    const before = await totalOf(page);
    await page.locator('[data-view="rosters"]').click();
    const broken = {
      name: "坏.xlsx",
      mimeType: "application/zip",
      buffer: Buffer.from("PK\u0003\u0004 not a workbook"),
    };
    await page.setInputFiles("#roster-files", broken);
    const message = page.locator('[data-file="坏.xlsx"] [role="alert"]');
    await message.waitFor();
    expect((await message.innerText()).length).toBeGreaterThan(10);
    expect(await page.locator('[data-action="read"]').isDisabled()).toBe(true);
    expect(await totalOf(page)).toBe(before);
  });

  it("reads a million rows with progress, and stops when told to: the roster before stays", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fen-"));
    const path = join(folder, "百万户.csv");
    const row = (i: number) => `H${i},张三,甲镇,一村,3,脱贫户,无,9000,否,是,是,${i % 40},${i % 9}`;
    writeFileSync(path, [HEADINGS, ...Array.from({ length: 1_000_000 }, (_, i) => row(i))].join("\n"));
    try {
      editor = await openEditor({ sample: "rongchang" });
      const { page } = editor;
      await settled(page);
      const before = await totalOf(page);
      const roster = await page.locator('[data-figure="roster"]').innerText();
      await page.locator('[data-view="rosters"]').click();
      await page.setInputFiles("#roster-files", path);
      await page.locator('[data-action="read"]:not([disabled])').click({ timeout: 60_000 });
      const cancel = page.locator('[data-action="cancel"]');
      await cancel.waitFor({ timeout: 60_000 });
      await cancel.click();
      await cancel.waitFor({ state: "detached", timeout: 60_000 });
      expect(await totalOf(page)).toBe(before);
      expect(await page.locator('[data-figure="roster"]').innerText()).toBe(roster);
      expect(await page.locator("[data-imported]").count()).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
