/** The same roster in every format gives the same table; what only some formats have is read as a person would read it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import * as XLSX from "@e965/xlsx";
import { zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { sheet as csvOf } from "../../cli/io/csv.js";
import { compileOpened, filesOf, open } from "../../cli/io/source.js";
import { unitWords } from "../../cli/io/units.js";
import { readTable, writeCache } from "../../runtime/ingest/index.js";
import { dirty, gb18030, SCHEMES } from "../../runtime/synthetic/index.js";
import { ROOT } from "../architecture/imports.js";
import { demoPolicy, HEAD, plain, read, source, workbook } from "./support.js";

const A = "990000195001010019";
const B = "99000019600202007X";
/** An identity number as a spreadsheet keeps a number: fifteen digits of it. */
const RUINED = Number(A);
const DAY = { t: "n", v: 45458, z: "yyyy/m/d" } as const;

describe("a dirty roster as offices have it", () => {
  it.each(["yubei"])(
    "%s is one table from every format",
    async (id) => {
      const scheme = SCHEMES.find((s) => s.id === id) as (typeof SCHEMES)[number];
      const folder = readdirSync(join(ROOT, "policies")).find((name) => name.startsWith(id)) as string;
      const opened = open(join(ROOT, "policies", folder, `${folder}.policy`), { cwd: ROOT });
      const compiled = compileOpened(opened);
      const policy = compiled.policy as NonNullable<typeof compiled.policy>;
      const units = unitWords(filesOf(compiled, opened.source.path));
      const { files } = dirty(scheme.generate(1), scheme.twin, 1);
      const readAs = (bytes: (rows: readonly (readonly string[])[]) => Uint8Array) =>
        readTable(
          files.map((f) => ({ path: f.name, entity: f.entity, bytes: bytes(f.rows) })),
          policy,
          units,
        );
      const utf8 = await readAs((rows) => new TextEncoder().encode(csvOf(rows)));
      const expected = plain(utf8.table);
      expect(utf8.doubts.length).toBeGreaterThan(30);
      const others = {
        gb18030: (rows) => gb18030(csvOf(rows)),
        xlsx: (rows) => workbook({ 填表说明: [["说明"]], 名册: rows }),
        xls: (rows) => workbook({ 名册: rows }, "biff8"),
      } satisfies Record<string, Parameters<typeof readAs>[0]>;
      for (const [name, bytes] of Object.entries(others)) {
        const reading = await readAs(bytes);
        expect(plain(reading.table), name).toEqual(expected);
        expect(reading.doubts, name).toEqual(utf8.doubts);
        expect(reading.refused, name).toEqual(utf8.refused);
      }
      const parts = Object.fromEntries(
        files.map((f, i) => [`${f.entity ?? `名册${i}`}.csv`, gb18030(csvOf(f.rows))] as const),
      );
      const packed = await readTable([{ path: "all.zip", entity: null, bytes: zipSync(parts) }], policy, units);
      expect(plain(packed.table)).toEqual(expected);
      const table = utf8.table as NonNullable<typeof utf8.table>;
      const kept = await writeCache(table, policy, { keepPrivate: true, mapping: utf8.mapping });
      const back = await readTable([{ path: "r.parquet", entity: null, bytes: kept }], policy, units);
      expect(plain(back.table)).toEqual(expected);
      expect(back.doubts).toEqual([]);
    },
    180_000,
  );
});

describe("workbooks", () => {
  it("keep the digits that people see, and dates as days", async () => {
    const rows = [
      [...HEAD, "收入"],
      ["1", "脱贫户", 3.3000000000000003, 7, null, 0.1 + 0.2],
      ["2", "脱贫户", 1e-7, 0, null, 123456789.12],
    ];
    const bytes = workbook({ 名册: rows }, "xlsx", ({ 名册: sheet }) => {
      if (!sheet) return;
      sheet.E2 = { ...DAY };
      sheet.E3 = { t: "n", v: 45458.5, z: "yyyy/m/d h:mm" };
    });
    const { rows: table, doubts } = await read([source(bytes, "h.xlsx")]);
    expect(table()).toMatchObject([
      { area: "3.3", pigs: "7", income: "0.3", accepted_on: "2024-06-15" },
      { area: "0.0000001", pigs: "0", income: "123456789.12" },
    ]);
    // A day with an hour is no day.
    expect(doubts).toMatchObject([{ row: 3, column: "验收日期", value: "2024-06-15 12:00:00" }]);
  });

  it("count days from 1904 where they say so", async () => {
    const book = XLSX.utils.book_new();
    const sheet = XLSX.utils.aoa_to_sheet([HEAD, ["1", "脱贫户", 1, 1, null]]);
    sheet.E2 = { t: "n", v: 45458 - 1462, z: "yyyy-mm-dd" };
    XLSX.utils.book_append_sheet(book, sheet, "名册");
    book.Workbook = { WBProps: { date1904: true } };
    const bytes = new Uint8Array(XLSX.write(book, { type: "array", bookType: "xlsx" }) as ArrayBuffer);
    expect((await read([source(bytes)])).rows()).toMatchObject([{ accepted_on: "2024-06-15" }]);
  });

  it("leave a day's number in doubt where the cell is no date, with the day as what may be accepted", async () => {
    const bytes = workbook({ 名册: [HEAD, ["1", "脱贫户", 1, 1, 45458]] });
    const { doubts } = await read([source(bytes)]);
    expect(doubts).toMatchObject([{ value: "45458", offers: ["accept", "correct", "blank"] }]);
  });

  it("tell identity numbers that were kept as text from those that were ruined as numbers", async () => {
    const rows = [
      ["户主证件号码", ...HEAD],
      [A, "1", "脱贫户", 1, 1, "2024-01-01"],
      [B, "2", "脱贫户", 1, 1, "2024-01-01"],
      [RUINED, "3", "脱贫户", 1, 1, "2024-01-01"],
    ];
    const { found, doubts, rows: table } = await read([source(workbook({ 名册: rows }))]);
    expect(found("P6020")).toMatchObject([{ place: { row: 4 }, params: { fault: "scientific" } }]);
    expect(doubts).toMatchObject([{ value: null }]);
    expect(table().map((r) => r.head_id)).toEqual([A, B, undefined]);
  });

  it("with a key that was ruined refuse the row by name", async () => {
    const rows = [HEAD, [RUINED, "脱贫户", 1, 1, "2024-01-01"], ["2", "脱贫户", 1, 1, "2024-01-01"]];
    const { refused, rows: table } = await read([source(workbook({ 名册: rows }))]);
    expect(refused).toMatchObject([{ row: 2, code: "P6008" }]);
    expect(table()).toHaveLength(1);
  });

  it("join headings of two merged rows, skip titles and totals, and fill cells merged over rows", async () => {
    const rows = [
      ["某县名册", null, null, null, null, null, null],
      ["户编号", "户类型", "种养", null, "验收日期", "人口编号", "务工月数"],
      [null, null, "面积（亩）", "生猪（头）", null, null, null],
      ["1", "脱贫户", 2, 3, "2024-01-01", "01", 4],
      [null, null, null, null, null, "02", 5],
      ["2", "脱贫户", 1, 1, "2024-01-01", "01", 0],
      ["合计", null, 3, 4, null, null, 9],
    ];
    const bytes = workbook({ 名册: rows }, "xlsx", ({ 名册: sheet }) => {
      const merges = ["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:G3"];
      if (sheet)
        sheet["!merges"] = [...merges, "A4:A5", "B4:B5", "C4:C5", "E4:E5"].map((m) => XLSX.utils.decode_range(m));
    });
    const { rows: table, found, refused } = await read([source(bytes, "persons.xlsx")]);
    expect(table()).toMatchObject([
      { key: "1", area: "2", pigs: "3" },
      { key: "2", area: "1", pigs: "1" },
    ]);
    expect(table("member").map((m) => [m.key, m.months])).toEqual([
      ["1/01", "4"],
      ["1/02", "5"],
      ["2/01", "0"],
    ]);
    expect(found("P6030")).toMatchObject([{ params: { rows: [2, 3] } }]);
    expect(found("P6013").map((d) => d.params)).toMatchObject([
      { kind: "title", rows: [1] },
      { kind: "total", rows: [7] },
    ]);
    expect(refused).toEqual([]);
  });

  it("take a formula that nobody has worked out for what it is, and no blank", async () => {
    const bytes = workbook({ 名册: [HEAD, ["1", "脱贫户", 1, 1, "2024-01-01"]] }, "xlsx", ({ 名册: sheet }) => {
      if (sheet) sheet.C2 = { t: "n", f: "SUM(H2:J2)" };
    });
    expect((await read([source(bytes)])).doubts).toMatchObject([{ column: "面积", value: "=SUM(H2:J2)" }]);
  });

  it("of several sheets give the one whose headings fit, say so, and take another one that is named", async () => {
    const sheets = {
      封面: [["某县"], ["二〇二四年"]],
      名册: [HEAD, ["1", "脱贫户", 1, 1, "2024-01-01"]],
      旧名册: [HEAD, ["9", "脱贫户", 1, 1, "2024-01-01"]],
    };
    const bytes = workbook(sheets);
    const first = await read([source(bytes)]);
    expect(first.rows().map((r) => r.key)).toEqual(["1"]);
    expect(first.found("P6048")).toMatchObject([{ params: { sheet: "名册", others: ["旧名册", "封面"] } }]);
    const second = await read([{ ...source(bytes), sheet: "旧名册" }]);
    expect(second.rows().map((r) => r.key)).toEqual(["9"]);
    const none = await read([{ ...source(bytes), sheet: "新名册" }]);
    expect(none.diagnostics).toMatchObject([{ code: "P6049", params: { known: ["封面", "名册", "旧名册"] } }]);
  });

  it.each(["ods", "xlsb", "xlml"] as const)("are read as %s too", async (type) => {
    const bytes = workbook({ 名册: [HEAD, ["1", "脱贫户", 3.25, 7, "2024-01-01"]] }, type);
    expect((await read([source(bytes)])).rows()).toMatchObject([{ key: "1", area: "3.25", pigs: "7" }]);
  });

  it("written as a web page in GBK, as export programs do, are read with identity numbers whole", async () => {
    const cells = (tag: string, row: readonly string[]) =>
      `<tr>${row.map((c) => `<${tag}>${c}</${tag}>`).join("")}</tr>`;
    const rows = [["1", "脱贫户", "2", "3", "2024-01-01", A]].map((row) => cells("td", row));
    const page = `<html><head><meta charset="gb2312"></head><body><table>${cells("th", [...HEAD, "户主证件号码"])}${rows.join("")}</table></body></html>`;
    const { rows: table } = await read([source(gb18030(page), "导出.xls")]);
    expect(table()).toMatchObject([{ key: "1", area: "2", head_id: A }]);
  });
});

describe("forms in other formats", () => {
  it("are joined to a register by key and by the head's identity number", async () => {
    const register = workbook({
      名册: [
        ["户编号", "户主证件号码", "户类型", "验收日期"],
        ["1", A, "脱贫户", "2024-01-01"],
        ["2", B, "脱贫户", "2024-01-01"],
      ],
    });
    const byKey = source("户编号;面积\n2;7.5\n1;3.5\n", "area.csv");
    const byNumber = source(
      workbook(
        {
          村: [
            ["户主证件号码", "生猪"],
            [B.toLowerCase(), 4],
            [A, 6],
          ],
        },
        "biff8",
      ),
      "pigs.xls",
    );
    const { rows, refused, codes } = await read([byNumber, source(register, "r.xlsx"), byKey]);
    expect(rows().map((r) => [r.key, r.area, r.pigs])).toEqual([
      ["1", "3.5", "6"],
      ["2", "7.5", "4"],
    ]);
    expect(refused).toEqual([]);
    expect(codes).toContain("P6029");
  });
});

describe("Parquet of other programs", () => {
  it("gives decimals to their last digit, days as days, and texts", async () => {
    const schema = [
      { name: "root", num_children: 6, repetition_type: "REQUIRED" as const },
      { name: "户编号", type: "INT64" as const, repetition_type: "REQUIRED" as const },
      {
        name: "户类型",
        type: "BYTE_ARRAY" as const,
        converted_type: "UTF8" as const,
        repetition_type: "OPTIONAL" as const,
      },
      {
        name: "面积",
        type: "INT64" as const,
        converted_type: "DECIMAL" as const,
        scale: 3,
        precision: 18,
        repetition_type: "OPTIONAL" as const,
      },
      {
        name: "收入",
        type: "FIXED_LEN_BYTE_ARRAY" as const,
        type_length: 16,
        converted_type: "DECIMAL" as const,
        scale: 2,
        precision: 38,
        repetition_type: "OPTIONAL" as const,
      },
      {
        name: "验收日期",
        type: "INT32" as const,
        converted_type: "DATE" as const,
        repetition_type: "OPTIONAL" as const,
      },
      { name: "有劳动力", type: "BOOLEAN" as const, repetition_type: "OPTIONAL" as const },
    ];
    const columnData = [
      { name: "户编号", data: [1n, 2n] },
      { name: "户类型", data: ["脱贫户", null] },
      { name: "面积", data: [12_345n, 1_000n] },
      { name: "收入", data: [9_007_199_254_740_993_01n, -1n] },
      { name: "验收日期", data: [19_889, null] },
      { name: "有劳动力", data: [true, false] },
    ];
    const { rows } = await read([source(new Uint8Array(parquetWriteBuffer({ schema, columnData })), "x.parquet")]);
    expect(rows()).toEqual([
      {
        key: "1",
        id: "1",
        kind: "lifted",
        area: "12.345",
        income: "9007199254740993.01",
        accepted_on: "2024-06-15",
        able: true,
      },
      { key: "2", id: "2", area: "1", income: "-0.01", able: false },
    ]);
  });
});

describe("an imported roster", () => {
  const table = async () => {
    const text = `${HEAD.join()},户主姓名,乡镇\n1,脱贫户,三亩,2,2024-01-01,张三,甲\n2,,0.125,,2024-02-01,李四,乙\n`;
    return read([source(text)]);
  };

  it("keeps what could not be read apart from what is blank, and keys with their rows", async () => {
    const first = await table();
    const bytes = await writeCache(first.table as NonNullable<typeof first.table>, demoPolicy(), { keepPrivate: true });
    const again = await read([source(bytes, "r.parquet")]);
    expect(plain(again.table)).toEqual(plain(first.table));
    const area = again.table?.entities.household?.columns.area;
    expect([...(area?.presence ?? [])]).toEqual([2, 1]);
  });

  it("is joined by further forms", async () => {
    const first = await table();
    const bytes = await writeCache(first.table as NonNullable<typeof first.table>, demoPolicy(), {
      keepPrivate: false,
    });
    const form = source("户编号,收入\n2,5.5\n7,1\n", "income.csv");
    const { rows, refused } = await read([form, source(bytes, "r.parquet")]);
    expect(rows().map((r) => [r.key, r.income])).toEqual([
      ["1", undefined],
      ["2", "5.5"],
    ]);
    expect(refused).toMatchObject([{ key: "7", code: "P6009" }]);
  });

  it("leaves private columns out unless they are asked for", async () => {
    const first = await table();
    const kept = first.table as NonNullable<typeof first.table>;
    const without = await writeCache(kept, demoPolicy(), { keepPrivate: false });
    expect(new TextDecoder().decode(without)).not.toContain("张三");
    const { table: back } = await read([source(without)]);
    expect(Object.keys(back?.entities.household?.columns ?? {})).not.toContain("head_name");
    const withThem = await writeCache(kept, demoPolicy(), { keepPrivate: true });
    expect(new TextDecoder().decode(withThem)).toContain("张三");
  });

  it("is refused where the policy says something else of its columns now", async () => {
    const first = await table();
    const bytes = await writeCache(first.table as NonNullable<typeof first.table>, demoPolicy(), {
      keepPrivate: false,
    });
    const policy = demoPolicy();
    const entities = policy.entities.map((e) =>
      e.id !== "household"
        ? e
        : { ...e, fields: e.fields.map((f) => (f.id === "area" ? { ...f, type: { ...f.type, unit: "yuan" } } : f)) },
    ) as typeof policy.entities;
    const reading = await readTable([source(bytes)], { ...policy, entities }, unitWords());
    expect(reading.diagnostics).toMatchObject([{ code: "P6055", params: { columns: [{ zh: "面积" }] } }]);
    const lower = policy.entities.map((e) =>
      e.id !== "household" ? e : { ...e, fields: e.fields.map((f) => (f.id === "area" ? { ...f, high: "0.1" } : f)) },
    );
    const bounded = await readTable([source(bytes)], { ...policy, entities: lower }, unitWords());
    expect(bounded.diagnostics).toMatchObject([{ code: "P6055", params: { columns: [{ zh: "面积" }] } }]);
  });

  it("whose metadata was changed by hand is refused", async () => {
    const kvMetadata = [
      "{",
      '{"format":1,"entities":[]}',
      '{"format":1,"entities":[{"id":"household","rows":-1}]}',
      '{"format":2}',
    ];
    for (const value of kvMetadata) {
      const columnData = [{ name: "row_of", data: ["household"], type: "STRING" as const }];
      const bytes = parquetWriteBuffer({ columnData, kvMetadata: [{ key: "fen.roster", value }] });
      expect((await read([source(new Uint8Array(bytes))])).diagnostics).toMatchObject([{ code: "P6055" }]);
    }
  });
});

describe("Parquet that another program wrote", () => {
  it.each(["uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4_raw"])("compressed with %s", async (codec) => {
    const folder = mkdtempSync(join(tmpdir(), "fen-parquet-"));
    try {
      const path = join(folder, "roster.parquet");
      const instance = await DuckDBInstance.create(":memory:");
      const connection = await instance.connect();
      await connection.run(
        `copy (select 'H' || row as 户编号, '一般农户' as 户类型, (row * 0.25)::decimal(9, 2) as 面积, date '2024-06-15' as 验收日期 from range(3000) t(row)) to '${path}' (format parquet, compression ${codec})`,
      );
      connection.closeSync();
      const { rows } = await read([source(new Uint8Array(readFileSync(path)), "roster.parquet")]);
      const all = rows();
      expect(all.length).toBe(3000);
      expect(all[2999]).toMatchObject({ key: "H2999", kind: "ordinary", area: "749.75", accepted_on: "2024-06-15" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
