/** The guides on exports show the columns that the forms have, in their order. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { noticeSheet, paymentSheet, type Sheet, summarySheets } from "../../runtime/office/index.js";
import { scheme } from "./scheme.js";

const { form } = scheme("rongchang-2024", "rongchang");

function tables(lang: string): string[][] {
  const text = readFileSync(new URL(`../../docs/guides/exports.${lang}.md`, import.meta.url), "utf8");
  const lines = text.split("\n");
  return lines.flatMap((line, i) =>
    lines[i + 1]?.startsWith("| ---")
      ? [
          line
            .split("|")
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ]
      : [],
  );
}

describe.each(["zh", "en"] as const)("docs/guides/exports.%s.md", (lang) => {
  it("names every column", () => {
    const notice = noticeSheet(form, { period: null, telephone: null, issuer: null, date: null });
    const payment = paymentSheet(form, { batch: null, benefit: null, accounts: true });
    const [towns, benefits] = summarySheets(form) as [Sheet, Sheet];
    const headings = (sheet: Sheet) =>
      sheet.columns.filter((c) => !c.id.startsWith("benefit.")).map((c) => c.heading[lang]);
    expect(tables(lang)).toEqual([notice, payment, towns, benefits].map(headings));
  });
});
