/** Nothing is lost: drafts, second tabs, files, and a worker that dies. */
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, finish, openEditor, retype, settled, textOf, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

/** The texts of the drafts that the browser keeps, as one. */
function keptIn(page: Editor["page"]): Promise<string> {
  return page.evaluate<string>(`new Promise((resolve, reject) => {
    const opening = indexedDB.open("fen");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asked = opening.result.transaction("drafts").objectStore("drafts").getAll();
      asked.onsuccess = () => {
        opening.result.close();
        resolve(asked.result.map((draft) => draft.document.text).join("\\n"));
      };
    };
  })`);
}

async function recovered(page: Editor["page"]): Promise<void> {
  const banner = page.locator("[data-draft]");
  await banner.getByRole("button", { name: "查看改动" }).click();
  await banner.locator(".monaco-diff-editor").getByText("没有存盘的名称").first().waitFor();
  await banner.getByRole("button", { name: "恢复" }).click();
  await page.locator(".monaco-editor .view-line").first().waitFor();
  await expect.poll(() => textOf(page)).toContain("没有存盘的名称");
}

describe("what is written is kept", () => {
  it("offers the draft after the page went away, shows what had changed, and restores it", async () => {
    editor = await openEditor({ sample: "yubei" });
    const { page } = editor;
    await settled(page);
    await retype(page, "渝北区2024年到户到人项目实施方案", "没有存盘的名称");
    await expect.poll(() => keptIn(page)).toContain("没有存盘的名称");
    await editor.reload();
    await recovered(page);
  });

  it("offers the draft after the page was killed, which has no time to say so", async () => {
    editor = await openEditor({ sample: "yubei" });
    const { page, context } = editor;
    await settled(page);
    await retype(page, "渝北区2024年到户到人项目实施方案", "没有存盘的名称");
    await expect.poll(() => keptIn(page)).toContain("没有存盘的名称");
    const cdp = await context.newCDPSession(page);
    const crashed = page.waitForEvent("crash");
    cdp.send("Page.crash").catch(() => {});
    await crashed;
    await page.close();
    const next = await openEditor({ context });
    await recovered(next.page);
    expect(next.errors).toEqual([]);
  });

  it("tells a second tab that it is one", async () => {
    editor = await openEditor();
    const second = await openEditor({ context: editor.context });
    await second.page.getByText("另一个标签页已经打开了这个页面").waitFor();
    expect(await editor.page.getByText("另一个标签页已经打开了这个页面").count()).toBe(0);
    expect(second.errors).toEqual([]);
    await second.page.close();
  });

  it("opens a file from disk and refuses one that is no policy, in words", async () => {
    editor = await openEditor();
    const { page } = editor;
    // Run in the page, where such things are.
    const drop = (name: string, bytes: Uint8Array) =>
      page.evaluate(`(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([Uint8Array.from(${JSON.stringify([...bytes])})], ${JSON.stringify(name)}));
        dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
      })()`);
    await drop("图片.policy", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xff]));
    await page.getByText("“图片.policy”不是 UTF-8 或 GB18030 编码的文本").waitFor();
    await drop("清单.policy", new TextEncoder().encode("户编号,姓名\n1,张三\n"));
    await page.getByText("“清单.policy”里没有政策").waitFor();
    await drop("yubei.policy", new Uint8Array(readFileSync("policies/yubei-2024/yubei-2024.policy")));
    await page.locator('.toolbar:not([data-hash=""])').waitFor();
    await page.locator(".file").getByText("yubei.policy").waitFor();
  });

  it("goes on after a worker has died, with the same total", async () => {
    editor = await openEditor({ sample: "yubei" });
    const { page } = editor;
    await settled(page);
    const before = await totalOf(page);
    await editor.context.setOffline(false);
    for (const worker of page.workers()) {
      if (!worker.url().includes("engine.worker")) continue;
      await worker.evaluate(
        () =>
          void setTimeout(() => {
            throw new Error("planned");
          }),
      );
    }
    await page.getByText("后台计算意外中断").waitFor();
    await retype(page, "渝北区2024年到户到人项目实施方案", "渝北");
    await settled(page);
    expect(await totalOf(page)).toBe(before);
    // The worker's own program is fetched anew, and nothing else is.
    const { requests, errors } = editor;
    expect(requests.some((url) => /\/assets\/engine\.worker-/.test(url))).toBe(true);
    expect(requests.filter((url) => !/^http:\/\/127\.0\.0\.1:\d+\/assets\/[\w.-]+\.js$/.test(url))).toEqual([]);
    expect(errors).toEqual([]);
    await editor.close();
    editor = null;
  });
});
