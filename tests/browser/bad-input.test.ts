/** What an office may do by mistake: each has its message and a way on, and no text is lost. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, finish, openEditor, openPage, retype, settled, textOf, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

const LINE = "这一行来自一份不该粘贴到这里的台账，有名称、数量、金额，没有一条规则。";
/** 5 MB in UTF-8. */
const TABLE = `${LINE}\n`.repeat(Math.ceil(5_000_000 / (LINE.length * 3 + 1))).trimEnd();

async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
    dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
  })()`);
}

/** Pastes over what is selected, as by hand. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.keyboard.press("Control+V");
}

/** A changed rate still moves the total: the page goes on. */
async function goesOn(page: Page, rate = 300): Promise<void> {
  const before = await totalOf(page);
  await retype(page, `连片粮食面积 每亩 ${rate}元`, "连片粮食面积 每亩 299元");
  await settled(page);
  await expect.poll(() => totalOf(page), { timeout: 30_000 }).not.toBe(before);
}

describe("a policy of 5 MB", () => {
  it("is not opened, and what is open stays", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    const [text, total] = [await textOf(page), await totalOf(page)];
    await drop(page, "台账.policy", `政策 台账/ledger “台账”\n${TABLE}`);
    await page.getByText(/“台账\.policy”太大（5(\.\d)? MB）：一份政策最多 1,000,000 个字符。没有打开/).waitFor();
    expect(await textOf(page)).toBe(text);
    expect(await totalOf(page)).toBe(total);
    await goesOn(page);
  });

  it("is kept where it was pasted, is not read, and is undone in one step", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page, context } = editor;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await settled(page);
    const [text, total] = [await textOf(page), await totalOf(page)];
    await page.keyboard.press("Alt+2");
    await page.locator('[data-pane="2"]:focus-within').waitFor();
    await page.keyboard.press("Control+End");
    await paste(page, TABLE);
    const error = page.locator('[data-severity="error"]');
    await page.locator('[data-code="P1037"]').waitFor();
    expect(await error.count()).toBe(1);
    await page.locator('.strip[data-stale="true"]').waitFor();
    expect(await totalOf(page)).toBe(total);
    await expect.poll(async () => (await textOf(page)).length, { timeout: 30_000 }).toBe(text.length + TABLE.length);
    // A key is still answered, and a menu too.
    const started = performance.now();
    await page.keyboard.insertText("字");
    await expect.poll(async () => (await textOf(page)).endsWith("字"), { timeout: 30_000 }).toBe(true);
    await openPage(page, "exports");
    await openPage(page, "workbench");
    expect(performance.now() - started).toBeLessThan(30_000);
    await page.getByRole("button", { name: "撤销" }).click();
    await page.getByRole("button", { name: "撤销" }).click();
    await expect.poll(() => textOf(page), { timeout: 30_000 }).toBe(text);
    await settled(page);
    expect(await totalOf(page)).toBe(total);
    await goesOn(page);
  });
});

describe("a storage that is full", () => {
  it("is told with a way to save to a file, and the text goes on", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page, context } = editor;
    await settled(page);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 1 });
    await retype(page, "连片粮食面积 每亩 300元", "连片粮食面积 每亩 301元");
    const notice = page.locator(".notices");
    await notice.getByText("浏览器的存储空间已满或不可用，草稿没有自动保存").waitFor();
    await settled(page);
    const text = await textOf(page);
    expect(text).toContain("连片粮食面积 每亩 301元");
    // Where there is no picker for files the text is downloaded; a picker cannot be answered from here.
    await page.evaluate("delete window.showSaveFilePicker");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      notice.getByRole("button", { name: "存为文件" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toBe(text);
    await notice.getByRole("button", { name: /关闭|close/i }).click();
    await goesOn(page, 301);
  });
});

describe("a roster with the wrong columns", () => {
  it("names what is missing and keeps the roster before", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    const [total, roster] = [await totalOf(page), await page.locator('[data-figure="roster"]').innerText()];
    await openPage(page, "rosters");
    const wrong = "序号,物资名称,仓库\n1,复合肥,东库\n2,种子,西库\n";
    await page.setInputFiles("#roster-files", { name: "物资.csv", mimeType: "text/csv", buffer: Buffer.from(wrong) });
    const card = page.locator('[data-file="物资.csv"]');
    await card.locator('[role="alert"]').first().waitFor();
    expect(await card.innerText()).toMatch(/缺少：户编号、.*户类型/);
    await page.locator('[data-action="read"]').click();
    const report = page.locator('[data-imported="false"]');
    await report.getByText("没有读入，原来的花名册保留。").waitFor();
    expect(await report.innerText()).toContain("退回 2 行");
    expect(await page.locator('[data-figure="roster"]').innerText()).toBe(roster);
    await page.getByRole("button", { name: "移除" }).click();
    await card.waitFor({ state: "detached" });

    const few = "户编号,户主姓名,乡镇\nH001,张三,甲镇\n";
    await page.setInputFiles("#roster-files", { name: "名单.csv", mimeType: "text/csv", buffer: Buffer.from(few) });
    await page.locator('[data-file="名单.csv"] tbody tr').first().waitFor();
    await page.locator('[data-action="read"]:not([disabled])').click();
    await report.getByText("政策要读取每个户的“户类型”").waitFor();
    // Each column with the clause that needs it.
    expect(await report.innerText()).toContain("“户类型”用于享受条件");
    expect(await page.locator('[data-figure="roster"]').innerText()).toBe(roster);
    expect(await totalOf(page)).toBe(total);
  });
});
