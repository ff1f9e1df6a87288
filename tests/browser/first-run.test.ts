/** The walk of a newcomer: from the first screen to a figure. */
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, finish, openEditor, openSample, settled, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

describe("first run", () => {
  // A measurement: other work on the machine may spoil one.
  it("shows the budget of 100,000 households within ten seconds of the first click", { retry: 2 }, async () => {
    await editor?.close();
    editor = await openEditor();
    const started = performance.now();
    await openSample(editor.page, "rongchang");
    const waited = performance.now() - started;
    expect(await totalOf(editor.page)).toBe("39,118,768.25");
    expect(await editor.page.locator('[data-figure="roster"]').innerText()).toContain("100,000 户");
    expect(await editor.page.locator("[data-requests]").getAttribute("data-requests")).toBe("0");
    expect(waited).toBeLessThan(10_000);
  });

  it("starts a new policy that can be read, and says that a roster is missing", async () => {
    editor = await openEditor();
    const { page } = editor;
    await page.getByRole("button", { name: "新建" }).click();
    await page.locator('.toolbar:not([data-hash=""])').waitFor();
    expect(await page.locator('[data-severity="error"]').count()).toBe(0);
    await page.locator('[data-pane="3"]').getByText("还没有花名册").waitFor();
  });

  it("speaks English where the browser does, every word of it", async () => {
    editor = await openEditor({ locale: "en-GB" });
    const { page } = editor;
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    const words = (await page.locator("main.start").innerText()).replace(/Fen 分|中文/g, "");
    expect(words).not.toMatch(/[\u4e00-\u9fff]/);
    await page.locator('[data-sample="yubei"]').waitFor();
  });

  it("agrees with what `npm start` prints of the scheme's own roster, to the fen", async () => {
    editor = await openEditor({ sample: "yubei" });
    await settled(editor.page);
    // See tests/cli/serve.test.ts; of other files see agreement.test.ts.
    expect(await totalOf(editor.page)).toBe("2,863,400.00");
  });
});
