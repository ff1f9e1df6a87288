/** Rosters in the browser's private file area: kept by choice only, opened again with the same total, deleted for good. */
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, finish, openEditor, openPage, retype, settled, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

const HEADINGS =
  "户编号,户主姓名,乡镇,村,家庭人口,户类型,监测对象类型,人均纯收入,整户外出,有劳动力,有发展意愿,连片粮食面积（亩）,生猪,养殖.核定";
const ROWS = [
  "H001,张三,甲镇,一村,3,脱贫户,无,9000,否,是,是,6,0,0",
  "H002,李四,甲镇,一村,4,脱贫户,无,8000,否,是,是,三亩多,0,0",
  "H003,王五,乙镇,二村,2,脱贫户,无,7000,否,是,是,10,0,0",
];
/** 6 and 10 mu of grain at 300 yuan. */
const TOTAL = "4,800.00";

/** Every file of the private area, by its path, as text. */
function filesOf(page: Page): Promise<Record<string, string>> {
  return page.evaluate(`(async () => {
    const all = {};
    const walk = async (folder, path) => {
      for await (const [name, entry] of folder.entries()) {
        if (entry.kind === "directory") await walk(entry, path + name + "/");
        else all[path + name] = await (await entry.getFile()).text();
      }
    };
    await walk(await navigator.storage.getDirectory(), "");
    return all;
  })()`);
}

async function readIn(page: Page, name = "到户名册.csv", rows: readonly string[] = ROWS): Promise<void> {
  await openPage(page, "rosters");
  const buffer = Buffer.from([HEADINGS, ...rows].join("\n"));
  await page.setInputFiles("#roster-files", { name, mimeType: "text/csv", buffer });
  await page.locator('[data-action="read"]:not([disabled])').click();
  await page.locator('[data-imported="true"]').waitFor();
  await settled(page);
}

async function keep(page: Page): Promise<void> {
  await page.getByLabel("在本机浏览器中保存这份名册").check();
  await page.locator('[data-keeping="true"]').waitFor();
  await page.getByText("已保存，占用").waitFor();
}

/** What the one roster that is kept is called by the page. */
async function keptId(page: Page): Promise<string> {
  return (await page.locator("[data-kept]").getAttribute("data-kept")) ?? "";
}

describe("keeping a roster in the browser", () => {
  it("keeps nothing unless that is chosen, and takes no roster with it after a reload", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await readIn(page);
    expect(await page.getByLabel("在本机浏览器中保存这份名册").isChecked()).toBe(false);
    expect(await filesOf(page)).toEqual({});
    await editor.reload();
    expect(await page.getByText("保存在本机浏览器中的花名册").count()).toBe(0);
    expect(await filesOf(page)).toEqual({});
  });

  it("offers what is kept after a reload, opens it with its policy and the same total, and deletes it for good", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await readIn(page);
    expect(await totalOf(page)).toBe(TOTAL);
    await keep(page);
    const files = await filesOf(page);
    expect(Object.keys(files).map((path) => path.replace(/^.*\//, ""))).toEqual(
      expect.arrayContaining(["about.json", "doubts.json", "roster.parquet"]),
    );
    expect(Object.values(files).some((text) => text.includes("三亩多"))).toBe(true);

    await editor.reload();
    const row = page.locator(".kept tbody tr");
    await row.waitFor();
    expect(await row.innerText()).toMatch(/到户名册\.csv\s+rongchang-2024\.policy\s+3\s+1\s/);
    expect(await page.locator('[data-figure="total"]').count()).toBe(0);
    await page.locator("[data-open]").click();
    await settled(page);
    expect(await totalOf(page)).toBe(TOTAL);
    expect(await page.locator('[data-figure="roster"]').innerText()).toContain("3 户");
    // The doubt that was open is open still, in the list that the office takes.
    await openPage(page, "exports");
    await page.locator("#export-form").click();
    await page.locator(".ant-select-item-option").getByText("疑点清单", { exact: true }).click();
    await page.locator(".preview").getByText("三亩多", { exact: true }).waitFor();

    await openPage(page, "rosters");
    const id = await keptId(page);
    await page.locator(`[data-drop="${id}"]`).click();
    // Nothing is deleted by one press.
    expect(Object.keys(await filesOf(page)).length).toBe(3);
    await page.locator(`[data-confirm="${id}"]`).click();
    await page.locator("[data-kept]").waitFor({ state: "detached" });
    expect(await filesOf(page)).toEqual({});
    // What is in use stays in use.
    expect(await totalOf(page)).toBe(TOTAL);
    expect(await page.getByLabel("在本机浏览器中保存这份名册").isChecked()).toBe(false);
    await editor.reload();
    await page.locator(".samples").waitFor();
    expect(await page.locator(".kept").count()).toBe(0);
  });

  it("opens the roster that was in use with the draft that is restored, and says so", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await readIn(page);
    await keep(page);
    await openPage(page, "workbench");
    await retype(page, "连片粮食面积 每亩 300元", "连片粮食面积 每亩 200元");
    await expect.poll(() => totalOf(page)).toBe("3,200.00");
    // The draft is kept within a second.
    await page.waitForTimeout(1_500);
    await editor.reload();
    await page.locator("[data-draft]").getByRole("button", { name: "恢复" }).click();
    await page.getByText("上次使用的花名册“到户名册.csv”保存在本机浏览器中，已一并打开").waitFor();
    await settled(page);
    expect(await totalOf(page)).toBe("3,200.00");
  });

  it("follows decisions on doubts, holds several, and deletes all of them", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await readIn(page);
    await keep(page);
    await page.locator('[data-doubt="3 连片粮食面积（亩）"]').selectOption({ label: "更正" });
    await page.getByLabel(/第 3 行 连片粮食面积（亩） 更正为/).fill("5");
    await page.locator('[data-action="apply"]').click();
    await expect.poll(() => page.locator('[data-imported="true"]').innerText()).toContain("待处理 0 条");
    await settled(page);
    // One roster still, and it is the one with the decision.
    await expect.poll(async () => Object.keys(await filesOf(page)).length).toBe(3);
    expect(Object.entries(await filesOf(page)).find(([path]) => path.endsWith("about.json"))?.[1]).toContain(
      '"doubtsOpen":0',
    );
    await page.getByRole("button", { name: "移除" }).click();
    await readIn(page, "另一份.csv", ROWS.slice(0, 1));
    expect(await page.getByLabel("在本机浏览器中保存这份名册").isChecked()).toBe(false);
    await keep(page);
    await expect.poll(() => page.locator("[data-kept]").count()).toBe(2);
    await page.locator("[data-open]").click();
    await expect.poll(() => totalOf(page)).toBe("6,300.00");
    await page.locator('[data-drop="all"]').click();
    await page.locator('[data-confirm="all"]').click();
    await page.locator(".kept").waitFor({ state: "detached" });
    expect(await filesOf(page)).toEqual({});
  });

  it("says in words what is wrong with what is kept: gone meanwhile, or damaged", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await readIn(page);
    await keep(page);
    await editor.reload();
    await page.locator("[data-open]").waitFor();
    // As a disk that failed, or a browser that cleared a part.
    await page.evaluate(`(async () => {
      const all = await (await navigator.storage.getDirectory()).getDirectoryHandle("rosters");
      for await (const folder of all.values()) await folder.removeEntry("roster.parquet");
    })()`);
    await page.locator("[data-open]").click();
    await page.getByText("保存的名册打不开（P6082）。浏览器中保存的内容不完整").waitFor();
    expect(await page.locator('[data-figure="roster"]').innerText()).toContain("未载入花名册");
    await openPage(page, "rosters");
    const open = page.locator("[data-open]");
    await open.waitFor();
    await page.evaluate(
      `navigator.storage.getDirectory().then((root) => root.removeEntry("rosters", { recursive: true }))`,
    );
    await open.click();
    await page.getByText("保存的名册打不开（P6082）。它已不在这个浏览器中").waitFor();
  });

  it("says in words that there is no room, and offers a file that reads the same", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await readIn(page);
    const cdp = await editor.context.newCDPSession(page);
    const origin = new URL(page.url()).origin;
    await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 500 });
    await page.getByLabel("在本机浏览器中保存这份名册").click();
    await page.locator(".keep").getByText("存储空间不足，名册没有保存 P6080").waitFor();
    expect(await page.getByLabel("在本机浏览器中保存这份名册").isChecked()).toBe(false);
    expect(await filesOf(page)).toEqual({});
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.locator('[data-action="roster-file"]').click(),
    ]);
    expect(file.suggestedFilename()).toBe("到户名册.parquet");
    const path = await file.path();
    await page.getByRole("button", { name: "移除" }).click();
    await page.setInputFiles("#roster-files", path);
    await page.locator('[data-action="read"]:not([disabled])').click();
    await page.locator('[data-imported="true"]').waitFor();
    await settled(page);
    expect(await totalOf(page)).toBe(TOTAL);
  });

  it("says in words that the browser has no place for files", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    // As in the private windows of some browsers.
    for (const worker of page.workers()) {
      if (worker.url().includes("engine.worker")) {
        await worker.evaluate(
          `StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("", "SecurityError"))`,
        );
      }
    }
    await readIn(page);
    await page.getByLabel("在本机浏览器中保存这份名册").click();
    await page.locator(".keep").getByText("这个浏览器不能保存名册 P6081").waitFor();
    await settled(page);
    expect(await totalOf(page)).toBe(TOTAL);
  });
  it("keeps what towns set with the roster", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await openPage(page, "rosters");
    // A household whose poultry is paid by the share that its town has set.
    const rows = [`${HEADINGS},小家禽种苗费`, `${ROWS[0]},1000`].join("\n");
    await page.setInputFiles("#roster-files", { name: "家禽.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
    await page.locator("#roster-parameters").waitFor({ state: "attached" });
    await page.setInputFiles("#roster-parameters", {
      name: "各镇标准.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("乡镇,小家禽补助比例\n甲镇,50%\n"),
    });
    await page.getByText("各镇标准.csv", { exact: true }).waitFor();
    await page.locator('[data-action="read"]:not([disabled])').click();
    await page.locator('[data-imported="true"]').waitFor();
    await settled(page);
    // 6 mu of grain at 300 yuan, and half of 1,000 yuan.
    expect(await totalOf(page)).toBe("2,300.00");
    await keep(page);
    await editor.reload();
    await page.locator("[data-open]").click();
    await settled(page);
    expect(await totalOf(page)).toBe("2,300.00");
  });
});
