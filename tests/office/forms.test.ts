import * as XLSX from "@e965/xlsx";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { add, fixed, type Rational, rational, ZERO } from "../../compiler/ir/rational.js";
import { compute } from "../../runtime/compute.js";
import { explain } from "../../runtime/explain/index.js";
import {
  derivationSheet,
  detailSheet,
  doubtsSheet,
  type FormInput,
  noticeSheet,
  paymentSheet,
  type Sheet,
  schemeDocument,
  schemeDocx,
  sheetCsv,
  sheetParquet,
  summarySheets,
  workbookBytes,
} from "../../runtime/office/index.js";
import { scheme } from "./scheme.js";

const rongchang = scheme("rongchang-2024", "rongchang");
const yubei = scheme("yubei-2024", "yubei", 2);

const NOTICE = {
  period: { from: "2024-06-03", to: "2024-06-12" },
  telephone: "023-46770000",
  issuer: "某镇人民政府",
  date: "2024-06-03",
};
const PAYMENT = { batch: "2024年第一批", benefit: null, accounts: false };

const money = (amount: Rational) => fixed(amount, 2);
const at = (sheet: Sheet, id: string) => sheet.columns.findIndex((c) => c.id === id);
const cells = (sheet: Sheet, kind: string, id: string) =>
  [...sheet.rows].filter((r) => r.kind === kind).map((r) => r.cells[at(sheet, id)] ?? null);
const sum = (texts: readonly (string | null)[]) =>
  texts.reduce((total, text) => (text === null ? total : add(total, rational(text))), ZERO);

function allForms({ form, doubts }: typeof rongchang, accounts = false): Sheet[] {
  return [
    noticeSheet(form, NOTICE),
    paymentSheet(form, { ...PAYMENT, accounts }),
    ...summarySheets(form),
    detailSheet(form),
    doubtsSheet(form, doubts),
  ];
}

for (const [name, made] of [
  ["Rongchang", rongchang],
  ["Yubei", yubei],
] as const) {
  const { form, policy } = made;
  const { outcome } = form;

  describe(`forms of ${name}`, () => {
    it("every form comes to the run's own total", () => {
      const total = money(outcome.total.amount);
      expect(outcome.total.amount.n > 0n).toBe(true);
      const notice = noticeSheet(form, NOTICE);
      expect(money(sum(cells(notice, "row", "amount")))).toBe(total);
      expect(cells(notice, "total", "amount")).toEqual([total]);
      const payment = paymentSheet(form, PAYMENT);
      expect(money(sum(cells(payment, "row", "amount")))).toBe(total);
      expect(cells(payment, "row", "amount")).toHaveLength(outcome.total.recipients);
      const [towns, benefits] = summarySheets(form);
      expect(money(sum(cells(towns as Sheet, "row", "amount")))).toBe(total);
      expect(cells(towns as Sheet, "total", "amount")).toEqual([total]);
      expect(money(sum(cells(benefits as Sheet, "row", "amount")))).toBe(total);
      const detail = detailSheet(form);
      expect(money(sum(cells(detail, "row", "total")))).toBe(total);
      expect(cells(detail, "row", "key")).toHaveLength(outcome.payees().rows);
      for (const b of policy.benefits) {
        expect(money(sum(cells(detail, "row", `benefit.${b.id}`)))).toBe(
          money(outcome.byBenefit[b.id]?.amount ?? ZERO),
        );
      }
    });

    it("villages and towns stand together, and their totals are of their own rows", () => {
      const notice = noticeSheet(form, NOTICE);
      const [town, village, amount] = [at(notice, "town"), at(notice, "village"), at(notice, "amount")];
      const seen: string[] = [];
      let [inVillage, inTown] = [ZERO, ZERO];
      let last: readonly (string | null)[] = [];
      for (const row of notice.rows) {
        const value = rational(row.cells[amount] ?? "0");
        if (row.kind === "row") {
          const place = `${row.cells[town]} ${row.cells[village]}`;
          if (seen.at(-1) !== place) {
            expect(seen).not.toContain(place);
            seen.push(place);
          }
          [inVillage, inTown, last] = [add(inVillage, value), add(inTown, value), row.cells];
        } else if (row.cells[village]?.endsWith("小计")) {
          expect(row.cells[town]).toBe(last[town]);
          expect(row.cells[village]).toBe(`${last[village]}小计`);
          expect(money(value)).toBe(money(inVillage));
          inVillage = ZERO;
        } else if (row.cells[town]?.endsWith("合计")) {
          expect(money(value)).toBe(money(inTown));
          inTown = ZERO;
        }
      }
      expect(seen.length).toBeGreaterThan(1);
    });

    it("what a quantity and a standard give is the amount before limits", () => {
      const notice = noticeSheet(form, NOTICE);
      let checked = 0;
      for (const row of notice.rows) {
        const [quantity, rate, amount] = ["quantity", "rate", "amount"].map((id) => row.cells[at(notice, id)] ?? null);
        if (!quantity || !rate || row.cells[at(notice, "remark")]) continue;
        const number = (text: string) => rational(/^[\d.]+/.exec(text)?.[0] ?? "");
        const [q, r] = [number(quantity), number(rate)];
        const product = { n: q.n * r.n, d: q.d * r.d * (rate.endsWith("%") ? 100n : 1n) };
        expect(money(product)).toBe(amount);
        checked += 1;
      }
      if (name === "Rongchang") expect(checked).toBeGreaterThan(100);
    });

    it("nothing private is in a form, in any kind of file, unless somebody asked for it", async () => {
      expect(made.secrets.length).toBeGreaterThan(100);
      const sheets = allForms(made, true);
      const texts = [
        ...sheets.flatMap((s) => [...s.rows].map((r) => r.cells.join("\t"))),
        ...sheets.map((s) => new TextDecoder().decode(sheetCsv(s, { headings: "zh" }))),
      ].join("\n");
      const workbook = XLSX.read(workbookBytes(sheets, { headings: "both" }), { type: "array" });
      const opened = workbook.SheetNames.map((n) => XLSX.utils.sheet_to_csv(workbook.Sheets[n] as XLSX.WorkSheet));
      for (const text of [texts, ...opened]) {
        expect(made.secrets.filter((secret) => text.includes(secret))).toEqual([]);
      }
      const unmasked = paymentSheet({ ...form, unmasked: true }, PAYMENT);
      const shown = cells(unmasked, "row", "identity").filter((t) => t !== null);
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.every((t) => made.secrets.includes(t as string))).toBe(true);
      // A notice stays masked whatever is asked for.
      const notice = noticeSheet({ ...form, unmasked: true }, { ...NOTICE, identity: true });
      const numbers = cells(notice, "row", "identity").filter((t) => t !== null);
      expect(numbers.length).toBeGreaterThan(0);
      expect(numbers.every((t) => /^\d{6}\*+.{4}$/.test(t as string))).toBe(true);
    });

    it("a workbook, opened again, has the totals as numbers to the fen", () => {
      const sheets = allForms(made);
      const bytes = workbookBytes(sheets, { headings: "zh" });
      const workbook = XLSX.read(bytes, { type: "array" });
      expect(workbook.SheetNames).toEqual(["公示表", "一卡通发放表", "汇总表", "分项目", "明细", "疑点清单"]);
      for (const [i, sheet] of sheets.entries()) {
        const tab = workbook.Sheets[workbook.SheetNames[i] as string] as XLSX.WorkSheet;
        const rows = XLSX.utils.sheet_to_json<unknown[]>(tab, { header: 1, raw: true, defval: null, blankrows: true });
        const head = rows.findIndex(
          (r) => r[0] === sheet.columns[0]?.heading.zh && r[1] === sheet.columns[1]?.heading.zh,
        );
        expect(head).toBe(sheet.above.length + 1);
        const [expected, first] = [[...sheet.rows], head + 1];
        for (const [c, column] of sheet.columns.entries()) {
          if (column.kind !== "amount") continue;
          const written = expected.map((_, r) => rows[first + r]?.[c] ?? null);
          expect(written.every((v) => v === null || typeof v === "number")).toBe(true);
          expect(written.map((v) => (v === null ? null : money(rational(String(v)))))).toEqual(
            expected.map((r) => r.cells[c] ?? null),
          );
        }
        expect(rows.at(-1)?.[0]).toContain(form.traces.engine);
        expect(rows.some((r) => r[0] === "测算结果仅供参考，以验收核定为准。")).toBe(true);
        expect(rows.some((r) => String(r[0]).includes(form.traces.policy))).toBe(true);
      }
    });

    it("Parquet, opened again, has the amounts as whole fen", async () => {
      const detail = detailSheet(form);
      const bytes = sheetParquet(detail);
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
      const metadata = parquetMetadata(file);
      const decimals = metadata.schema.filter((e) => e.converted_type === "DECIMAL");
      expect(decimals.map((e) => e.name)).toContain("total");
      expect(decimals.every((e) => e.scale === 2)).toBe(true);
      // As stored: without the reader's own way through a binary fraction.
      for (const element of decimals) delete element.converted_type;
      const rows = await parquetReadObjects({ file, metadata });
      expect(rows.map((r) => r["key"])).toEqual(cells(detail, "row", "key"));
      const fen = rows.reduce((total, r) => total + (r["total"] as bigint), 0n);
      expect(money({ n: fen, d: 100n })).toBe(money(outcome.total.amount));
      const kept = new Map(metadata.key_value_metadata?.map((k) => [k.key, k.value]));
      expect(kept.get("foot")).toContain(form.traces.policy);
    });
  });
}

describe("Rongchang in particular", () => {
  const { form, policy } = rongchang;

  it("quotas of towns: what is left, and what is over", () => {
    const [before] = summarySheets(form);
    const [a, b] = cells(before as Sheet, "row", "town") as string[];
    const [spentA, spentB] = cells(before as Sheet, "row", "amount") as string[];
    const quotas = { [a as string]: rational(spentA as string), [b as string]: rational("1"), 无人镇: rational("500") };
    const [sheet] = summarySheets(form, { quotas }) as [Sheet];
    const rows = [...sheet.rows].map((r) => r.cells);
    expect(rows[0]?.[at(sheet, "left")]).toBe("0.00");
    expect(rows[1]?.[at(sheet, "left")]).toBe(money(add(rational("1"), rational(`-${spentB}`))));
    expect(rows[1]?.[at(sheet, "remark")]).toBe("超指标");
    expect(rows[0]?.[at(sheet, "remark")]).toBeNull();
    const empty = rows.find((r) => r[0] === "无人镇");
    expect([empty?.[at(sheet, "amount")], empty?.[at(sheet, "left")]]).toEqual(["0.00", "500.00"]);
    // The other towns have no quota: the whole has none either, unless it is given.
    expect(rows.at(-1)?.[at(sheet, "quota")]).toBeNull();
    const [funded] = summarySheets(form, { quotas, fund: rational("10000000") }) as [Sheet];
    expect([...funded.rows].at(-1)?.cells[at(funded, "quota")]).toBe("10000000.00");
  });

  it("the batch's head names its quantity and amount, in figures and in capital numerals", () => {
    const sheet = paymentSheet(form, { ...PAYMENT, benefit: "grain" });
    const grain = form.outcome.byBenefit["grain"];
    expect(sheet.above).toContain(`应发数量：${grain?.recipients}户`);
    expect(sheet.above.find((l) => l.startsWith("应发金额"))).toMatch(/^应发金额：[\d,.]+元（大写：.+[整分]）$/);
    expect(cells(sheet, "row", "rate").every((t) => t === "300元/亩")).toBe(true);
    expect(money(sum(cells(sheet, "row", "amount")))).toBe(money(grain?.amount ?? ZERO));
    expect(sheet.columns.map((c) => c.id)).not.toContain("account");
  });

  it("a village's notice says until when, where to call, and how many fen", () => {
    const { foot, above, title } = noticeSheet(form, NOTICE);
    expect(title).toBe("荣昌区脱贫户和监测对象2024年到户产业帮扶实施方案公示表");
    expect(above).toContain("文号：荣委农组办〔2024〕1号");
    expect(foot[0]).toBe("公示期：2024-06-03 至 2024-06-12。如有异议，请在公示期内反映。");
    expect(foot).toContain("监督电话：023-46770000");
  });

  it("a derivation keeps its clauses and their quotations", () => {
    const key = form.outcome.payees().key(0);
    const { derivation } = explain(rongchang.run, "household", key);
    const sheet = derivationSheet(form, derivation === null ? [] : [derivation]);
    expect(cells(sheet, "row", "text").length).toBe(derivation?.lines.length);
    expect(cells(sheet, "row", "cites").some((t) => t?.includes("“"))).toBe(true);
  });

  it("the scheme's text as a Word file holds every clause of the policy and its sources", async () => {
    const document = schemeDocument(policy, {
      lang: "zh",
      document: form.document,
      hash: form.traces.policy,
      text: rongchang.text,
      sentences: {
        grain: "连片种植粮食作物面积在5亩以上的，每亩补助300元。",
        cash_crop: "经济作物奖补：每亩补助500元。",
      },
    });
    const cashCrop = document.parts.flatMap((p) => p.clauses).find((c) => c.id === "cash_crop");
    // The name stands above the sentence, once.
    expect([cashCrop?.heading, cashCrop?.sentence]).toEqual(["经济作物奖补", "每亩补助500元。"]);
    const ids = document.parts.flatMap((p) => p.clauses.map((c) => c.id));
    for (const b of policy.benefits) expect(ids).toContain(b.id);
    for (const l of policy.limits) expect(ids).toContain(l.id);
    const bytes = await schemeDocx(document);
    const zip = XLSX.CFB.read(bytes, { type: "array" });
    const part = (name: string) =>
      new TextDecoder().decode(Uint8Array.from(XLSX.CFB.find(zip, name).content as ArrayLike<number>));
    const body = part("/word/document.xml").replace(/<[^>]+>/g, "");
    expect(body).toContain("荣昌区脱贫户和监测对象2024年到户产业帮扶实施方案");
    expect(body).toContain("连片种植粮食作物面积在5亩以上的，每亩补助300元。");
    expect(body).toContain("补 连片粮食面积 每亩 300元");
    expect(body).toContain("奖励300元/亩");
    const names: string[] = zip.FullPaths;
    const footer = names.find((n) => /word\/footer\d*\.xml$/.test(n)) as string;
    expect(part(`/${footer.slice(footer.indexOf("word/"))}`)).toContain(form.traces.policy);
  });
});

describe("files", () => {
  const sheet = (cell: string, n = 1): Sheet => ({
    name: "试/表",
    title: "题",
    above: [],
    columns: [
      { id: "text", heading: { en: "Text", zh: "文" }, kind: "text", width: 10 },
      { id: "amount", heading: { en: "Amount", zh: "金额" }, kind: "amount", width: 10 },
    ],
    rows: Array.from({ length: n }, (_, i) => ({ kind: "row" as const, cells: [cell, `-${i}.50`] })),
    foot: ["尾"],
    landscape: false,
  });
  const csvRows = (s: Sheet, bare = false) => {
    const bytes = sheetCsv(s, { headings: "both", bare });
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    return Papa.parse<string[]>(new TextDecoder("utf-8").decode(bytes), { skipEmptyLines: true }).data;
  };

  it.each(["=1+1", "+86", "-x", "@a", "\tx", "\rx", "＝1", '=HYPERLINK("x")'])("no formula in CSV: %j", (text) => {
    const [, headings, row] = csvRows(sheet(text));
    expect(headings).toEqual(["文 / Text", "金额 / Amount"]);
    expect(row?.[0]).toBe(`'${text}`);
    expect(row?.[1]).toBe("-0.50");
  });

  it("numbers that name something stay texts in CSV, and are texts in a workbook", () => {
    expect(csvRows(sheet("510226199901011234"), true)[1]?.[0]).toBe("\t510226199901011234");
    const tab = XLSX.read(workbookBytes([sheet("0517")], { headings: "zh" }), { type: "array" }).Sheets["试 表"];
    expect(tab?.["A3"]).toMatchObject({ t: "s", v: "0517" });
  });

  it("a sheet longer than a tab goes on in further tabs, none of its rows lost", () => {
    const made = XLSX.read(workbookBytes([sheet("x", 25), sheet("y")], { headings: "zh", rowsPerTab: 12 }), {
      type: "array",
    });
    expect(made.SheetNames).toEqual(["试 表", "试 表 2", "试 表 3", "试 表 4"]);
    const all = made.SheetNames.flatMap((n) =>
      XLSX.utils.sheet_to_json<unknown[]>(made.Sheets[n] as XLSX.WorkSheet, { header: 1 }),
    );
    expect(all.filter((r) => r[0] === "x").map((r) => r[1])).toEqual(Array.from({ length: 25 }, (_, i) => -i - 0.5));
    for (const n of made.SheetNames) {
      const { e } = XLSX.utils.decode_range((made.Sheets[n] as XLSX.WorkSheet)["!ref"] as string);
      expect(e.r).toBeLessThan(12);
    }
  });

  it("an amount with more digits than a spreadsheet keeps is written as text", () => {
    const long: Sheet = { ...sheet("x"), rows: [{ kind: "row", cells: ["x", "12345678901234567.89"] }] };
    const tab = XLSX.read(workbookBytes([long], { headings: "zh" }), { type: "array" }).Sheets["试 表"];
    expect(tab?.["B3"]).toMatchObject({ t: "s", v: "12345678901234567.89" });
  });

  it("a printed tab has its headings on every page and fits the paper's width", () => {
    const zip = XLSX.CFB.read(workbookBytes([sheet("x")], { headings: "zh" }), { type: "array" });
    const part = (name: string) =>
      new TextDecoder().decode(Uint8Array.from(XLSX.CFB.find(zip, name).content as ArrayLike<number>));
    expect(part("/xl/worksheets/sheet1.xml")).toMatch(/<pageMargins[^>]*\/><pageSetup [^>]*fitToWidth="1"/);
    expect(part("/xl/worksheets/sheet1.xml")).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(part("/xl/workbook.xml")).toContain("_xlnm.Print_Titles");
  });

  it("a form of nobody is a form: headings, a total of nothing, a foot", () => {
    const { form } = rongchang;
    const nobody: FormInput = {
      ...form,
      outcome: { ...form.outcome, payees: () => ({ ...form.outcome.payees(), rows: 0 }) },
    };
    const notice = noticeSheet(nobody, NOTICE);
    expect([...notice.rows]).toEqual([{ kind: "total", cells: expect.arrayContaining(["总计", "0.00"]) }]);
    expect(workbookBytes([notice], { headings: "zh" }).length).toBeGreaterThan(1000);
    expect(sheetParquet(notice).length).toBeGreaterThan(100);
  });

  it("assumed amounts are named at the foot of every form, each benefit by itself; others are not", () => {
    const { form, run } = rongchang;
    const { roster } = run;
    const household = (roster.columns["household"] ?? []).filter((id) => id !== "livestock.approved");
    expect(household.length).toBeLessThan(roster.columns["household"]?.length ?? 0);
    const without = { ...roster, columns: { ...roster.columns, household } };
    const outcome = compute({ ...run, roster: without, entered: { livestock: { kind: "ceiling" } } });
    expect(outcome.refused).toBe(false);
    const assumed: FormInput = { ...form, outcome };
    const zh = "“养殖”没有核定金额，结果按上限假设。";
    for (const made of [
      noticeSheet(assumed, NOTICE),
      paymentSheet(assumed, PAYMENT),
      detailSheet(assumed),
      ...summarySheets(assumed).slice(0, 1),
    ]) {
      expect(made.foot).toContain(zh);
    }
    const en = detailSheet({ ...assumed, lang: "en" }).foot;
    expect(en).toContain("No amounts were entered for `livestock`. The result assumes its ceiling.");
    expect(detailSheet(form).foot.join("")).not.toContain("假设");
  });
});
