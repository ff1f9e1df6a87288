/** A run that does not take place: no amounts are shown, its reasons are, and amounts not entered yet may be assumed. */
import { readFileSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { faults } from "./axe.js";
import { type Editor, finish, openEditor, openPage, settled, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

/** Before acceptance: nobody has entered what livestock comes to. */
const ROSTER = [
  "户编号,户主姓名,乡镇,村,家庭人口,户类型,监测对象类型,人均纯收入,整户外出,有劳动力,有发展意愿,连片粮食面积（亩）,生猪",
  "H001,张三,甲镇,一村,3,脱贫户,无,9000,否,是,是,6,0",
  "H002,李四,甲镇,一村,4,脱贫户,无,8000,否,是,是,0,8",
].join("\n");

it("says why, takes an assumption, and says in the page and in forms that amounts are assumed", async () => {
  editor = await openEditor({ sample: "rongchang" });
  const { page } = editor;
  await settled(page);
  await openPage(page, "rosters");
  const file = { name: "到户名册.csv", mimeType: "text/csv", buffer: Buffer.from(ROSTER) };
  await page.setInputFiles("#roster-files", file);
  await page.locator('[data-action="read"]:not([disabled])').click();
  await page.locator('[data-imported="true"]').waitFor();
  const refused = page.locator('main [data-refused="true"]');
  await refused.getByText(/P5005/).waitFor();
  // No figure that could be taken for a result.
  expect(await page.locator('[data-figure="total"]').innerText()).toContain("未能测算");
  expect(await page.locator('[data-figure="ceiling"], [data-figure="delta"]').count()).toBe(0);
  expect(await faults(page)).toEqual([]);
  await openPage(page, "results");
  await refused.getByText(/P5005/).waitFor();
  await openPage(page, "exports");
  await refused.getByText(/P5005/).waitFor();
  expect(await page.locator('[data-action="xlsx"]').count()).toBe(0);

  await page.locator('[data-figure="total"]').getByRole("button").click();
  const own = page.locator('[data-pane="3"] [data-assume="livestock"]');
  const choose = async (name: string) => {
    await own.locator(".ant-select").click();
    await page.locator(".ant-select-dropdown:visible .ant-select-item-option").getByText(name, { exact: true }).click();
    await settled(page);
  };
  await choose("按上限");
  // 6 mu at 300 yuan, and 3,000 yuan at most; `fen run --entered livestock=ceiling` says the same.
  await expect.poll(() => totalOf(page)).toBe("4,800.00");
  await choose("按上限的百分比");
  await expect.poll(() => totalOf(page)).toBe("4,200.00");
  const percent = own.getByRole("textbox");
  await percent.fill("33.3");
  await percent.press("Enter");
  await expect.poll(() => totalOf(page)).toBe("2,799.00");
  await percent.fill("120");
  await own.getByText("应是 0 到 100 的数").waitFor();
  expect(await totalOf(page)).toBe("2,799.00");
  await page.locator(".strip").getByText("含假设金额").waitFor();

  await openPage(page, "exports");
  await page.getByText("表中含假设的核定金额，只供测算，不能用于公示和发放").waitFor();
  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载 CSV" }).click(),
  ]);
  const text = readFileSync(await csv.path(), "utf8");
  expect(text).toContain("“养殖”没有核定金额，结果按上限的33.3%假设。");

  await openPage(page, "workbench");
  await choose("不作假设");
  await page.locator('[data-pane="3"] [data-refused="true"]').waitFor();
  expect(await page.locator(".strip").getByText("含假设金额").count()).toBe(0);
});
