/** The page and the command line on the same files: the same figures, to the fen. */
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fen, folder } from "../cli/cli.js";
import { type Editor, finish, openEditor, openPage, retype, settled, textOf, totalOf } from "./harness.js";

const POLICIES = fileURLToPath(new URL("../../policies", import.meta.url));

let home: ReturnType<typeof folder>;
let editor: Editor | null = null;
beforeEach(() => {
  home = folder({});
  cpSync(POLICIES, join(home.path, "policies"), { recursive: true });
});
afterEach(async () => {
  const open = editor;
  editor = null;
  home.remove();
  await finish(open);
});

interface Figures {
  readonly amount: string;
  readonly ceiling: string | null;
  readonly recipients: number;
  readonly undecided: number;
}

interface Told {
  readonly total: Figures;
  readonly benefits: Readonly<Record<string, Figures>>;
}

const plain = (text: string) => text.replaceAll(",", "").trim();

/** What stands beside the text: a row for each benefit, by its Chinese name, and the total. */
async function shown(page: Page): Promise<Told> {
  const table = page.locator('[data-pane="3"] table');
  const cells = (row: string[]): [string, Figures] => {
    const [name = "", amount = "", ceiling = "", recipients = "", undecided = ""] = row.map(plain);
    const figures = { amount, ceiling, recipients: Number(recipients), undecided: Number(undecided) };
    return [name, figures];
  };
  const rows = async (part: string) => {
    const found = await table.locator(`${part} tr`).all();
    return Promise.all(found.map(async (row) => cells(await row.locator("th, td").allInnerTexts())));
  };
  const [total] = await rows("tfoot");
  return { total: total?.[1] as Figures, benefits: Object.fromEntries(await rows("tbody")) };
}

async function simulated(folderName: string, rosters: readonly string[], asOf: string): Promise<Told> {
  const policy = join("policies", folderName, `${folderName}.policy`);
  const own = rosters.filter((name) => name !== "parameters.csv");
  const { out, err } = await fen(
    [
      "simulate",
      policy,
      ...own.flatMap((name) => ["--roster", `${basename(name, ".csv")}=rosters/${name}`]),
      ...["--params", "rosters/parameters.csv", "--as-of", asOf, "--json"],
    ],
    home.path,
  );
  expect(out, err).not.toBe("");
  const [{ total, benefits }] = JSON.parse(out).scenarios;
  const figures = ({ amount, ceiling, recipients, undecided }: Figures): Figures => ({
    amount,
    ceiling: ceiling ?? "未定",
    recipients,
    undecided,
  });
  return {
    total: figures(total),
    benefits: Object.fromEntries(
      benefits.map((b: Figures & { name: { zh: string } }) => [b.name.zh, figures(b)] as const),
    ),
  };
}

/** Reads the files as the wizard takes them, all at once. */
async function importFiles(page: Page, rosters: readonly string[]): Promise<void> {
  await openPage(page, "rosters");
  const own = rosters.filter((name) => name !== "parameters.csv");
  await page.setInputFiles(
    "#roster-files",
    own.map((name) => join(home.path, "rosters", name)),
  );
  for (const name of own) await page.locator(`[data-file="${name}"] tbody tr`).first().waitFor();
  await page.setInputFiles("#roster-parameters", join(home.path, "rosters", "parameters.csv"));
  await page.locator('[data-action="read"]:not([disabled])').click();
  await page.locator('[data-imported="true"]').waitFor({ timeout: 60_000 });
  await settled(page);
  await openPage(page, "workbench");
}

describe("figures of the page and of fen simulate", () => {
  it.each([
    ["yubei", "yubei-2024", "核定金额，最高 2000元", "核定金额，最高 1500元"],
    ["rongchang", "rongchang-2024", "连片粮食面积 每亩 300元", "连片粮食面积 每亩 317元"],
  ])("are the same for %s, before and after a rate is changed", async (scheme, name, rate, other) => {
    const made = await fen(["roster", "generate", scheme, "--seed", "7", "--out", "rosters"], home.path);
    expect(made.code, made.err).toBe(0);
    const rosters = readdirSync(join(home.path, "rosters"));
    editor = await openEditor({ sample: scheme });
    const { page } = editor;
    await settled(page);
    await importFiles(page, rosters);
    // The roster is that of the files, not the example's.
    expect(await page.locator('[data-figure="roster"] [title]').getAttribute("title")).toContain("household.csv");
    const asOf = await page.locator('[data-figure="asof"] input').inputValue();
    const first = await simulated(name, rosters, asOf);
    expect(await shown(page)).toEqual(first);
    expect(plain(await totalOf(page))).toBe(first.total.amount);

    await retype(page, rate, other);
    await settled(page);
    await expect.poll(async () => plain(await totalOf(page)), { timeout: 30_000 }).not.toBe(first.total.amount);
    writeFileSync(join(home.path, "policies", name, `${name}.policy`), await textOf(page));
    const second = await simulated(name, rosters, asOf);
    expect(second).not.toEqual(first);
    await expect.poll(() => shown(page), { timeout: 30_000 }).toEqual(second);
  });
});
