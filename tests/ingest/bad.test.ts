/** Files that cannot be used: each says where, what was found, and that nothing was read from it. */
import * as XLSX from "@e965/xlsx";
import { zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { HEAD, read, source, workbook } from "./support.js";

const ROW = ["1", "脱贫户", "2", "3", "2024-01-01"];
const GOOD = `${HEAD.join()}\n${ROW.join()}\n`;

async function only(bytes: string | Uint8Array) {
  const reading = await read([source(bytes, "x")]);
  expect(reading.table).toBeNull();
  expect(reading.diagnostics).toHaveLength(1);
  expect(reading.diagnostics[0]?.place).toMatchObject({ kind: "cell", file: "x" });
  return reading.diagnostics[0];
}

/** The table of contents of a zip says that its only part unpacks to this size. */
function claiming(zip: Uint8Array, size: number): Uint8Array {
  const out = zip.slice();
  const view = new DataView(out.buffer);
  for (let at = 0; at < out.length - 4; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  return out;
}

describe("damaged files", () => {
  it("an xlsx that was cut off, and one whose middle is gone", async () => {
    const bytes = workbook({ 名册: [HEAD, ...Array.from({ length: 50 }, () => ROW)] });
    expect(await only(bytes.subarray(0, bytes.length - 100))).toMatchObject({ code: "P6041" });
    const broken = bytes.slice().fill(0x55, 200, bytes.length - 1500);
    expect(await only(broken)).toMatchObject({ code: "P6041" });
  });

  it("a workbook without its sheets", async () => {
    const bytes = zipSync({
      "xl/workbook.xml": new TextEncoder().encode("<workbook>"),
      "[Content_Types].xml": new Uint8Array(),
    });
    expect(["P6041", "P6047"]).toContain((await only(bytes))?.code);
  });

  it("an xls that is only its beginning", async () => {
    const bytes = workbook({ 名册: [HEAD, ROW] }, "biff8");
    expect(await only(bytes.subarray(0, 600))).toMatchObject({
      code: "P6041",
      params: { kind: { en: "an xls workbook" } },
    });
  });

  it("a Parquet file without its end, and one with a hole in it", async () => {
    const data = Array.from({ length: 5_000 }, (_, i) => `户${i * 7919}`);
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "户编号", data, type: "STRING" }] }));
    expect(await only(bytes.subarray(0, 5_000))).toMatchObject({
      code: "P6041",
      params: { kind: { en: "a Parquet file" } },
    });
    expect(await only(bytes.slice().fill(0xff, 10, 4_000))).toMatchObject({ code: "P6041" });
  });

  it("a Parquet file compressed in a way that is not read here", async () => {
    const compressors = { LZO: (bytes: Uint8Array) => bytes };
    const columnData = [{ name: "户编号", data: ["1"], type: "STRING" as const }];
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData, codec: "LZO", compressors }));
    expect(await only(bytes)).toMatchObject({ code: "P6042", params: { codec: "LZO" } });
  });
});

describe("files that would unpack to far too much", () => {
  it("are told by their table of contents, before anything is unpacked", async () => {
    const zip = claiming(zipSync({ "a.csv": new TextEncoder().encode(GOOD) }), 4_000_000_000);
    expect(await only(zip)).toMatchObject({ code: "P6043", params: { megabytes: 4000, most: 1500 } });
  });

  it("are told by their proportion", async () => {
    const zip = zipSync({ "a.csv": new Uint8Array(150_000_000) });
    expect(zip.length).toBeLessThan(1_000_000);
    expect(await only(zip)).toMatchObject({ code: "P6043", params: { megabytes: 150 } });
  });

  it("are given up where the table of contents lies", async () => {
    const zip = claiming(zipSync({ "a.csv": new Uint8Array(5_000_000).fill(65) }), 1_000);
    expect(await only(zip)).toMatchObject({ code: "P6043" });
    const book = claiming(workbook({ 名册: [HEAD, ...Array.from({ length: 500 }, () => ROW)] }), 10);
    expect(await only(book)).toMatchObject({ code: "P6043" });
  });
});

describe("files with a password", () => {
  it("a workbook that is encrypted as a whole", async () => {
    const container = XLSX.CFB.utils.cfb_new();
    XLSX.CFB.utils.cfb_add(container, "/EncryptedPackage", new Uint8Array(600));
    XLSX.CFB.utils.cfb_add(container, "/EncryptionInfo", Uint8Array.from([4, 0, 4, 0, 0x40, 0, 0, 0]));
    const bytes = new Uint8Array(XLSX.CFB.write(container, { type: "array" }) as unknown as ArrayBuffer);
    expect(await only(bytes)).toMatchObject({ code: "P6044" });
  });

  it("a zip whose parts are", async () => {
    const zip = zipSync({ "a.csv": new TextEncoder().encode(GOOD) });
    const view = new DataView(zip.buffer);
    for (let at = 0; at < zip.length - 4; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true);
    expect(await only(zip)).toMatchObject({ code: "P6044" });
  });
});

describe("texts", () => {
  it("with a NUL or another control character name its row", async () => {
    expect(await only(GOOD.replace("2,3", "2\u0000,3"))).toMatchObject({
      code: "P6045",
      place: { row: 2 },
      params: { nul: true },
    });
    const later = `${GOOD}2,"脱贫\n户",1,1,2024-01-01\n3,脱贫户,\u0007,1,2024-01-01\n`;
    expect(await only(later)).toMatchObject({ code: "P6045", params: { nul: false } });
  });

  it("with a quotation mark that does not close name the row in which it opens", async () => {
    const text = `${GOOD}2,"脱贫户",1,1,2024-01-01\n3,"脱贫户,1,1,2024-01-01\n4,脱贫户,1,1,2024-01-01\n`;
    expect(await only(text)).toMatchObject({ code: "P6046", place: { row: 4 }, params: { closes: false } });
    const inside = `${GOOD}2,"脱贫"户,1,1,2024-01-01\n`;
    expect(await only(inside)).toMatchObject({ code: "P6046", place: { row: 3 }, params: { closes: true } });
  });

  it("with one far down, in a later piece of the text, too", async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => `${i + 2},脱贫户,1,1,2024-01-01`).join("\n");
    const text = `${GOOD}${many}\n"open,脱贫户,1,1,2024-01-01\n`;
    expect(await only(text)).toMatchObject({ code: "P6046", place: { row: 60_003 } });
  });

  it("in no known encoding", async () => {
    expect(await only(Uint8Array.from([...new TextEncoder().encode("户编号\n1\n"), 0xff, 0x0a]))).toMatchObject({
      code: "P6001",
    });
  });

  it.each([
    [";", "；"],
    ["\t", "tab"],
    ["，", "，"],
    ["|", "|"],
  ])("with cells kept apart by %j are read, and that is said", async (separator) => {
    const { rows, found } = await read([source(GOOD.replaceAll(",", separator))]);
    expect(rows()).toMatchObject([{ key: "1", area: "2", pigs: "3" }]);
    expect(found("P6051")).toMatchObject([{ params: { separator } }]);
  });
});

describe("files with nothing in them", () => {
  it.each([
    ["no byte", ""],
    ["blank lines", "\n\n \n"],
    ["blank cells", ",,\n,,\n"],
  ])("%s", async (_, text) => {
    expect(["P6047", "P6002"]).toContain((await only(text))?.code);
  });

  it("a workbook of empty sheets names them", async () => {
    expect(await only(workbook({ 甲: [], 乙: [[]] }))).toMatchObject({
      code: "P6047",
      params: { sheets: ["甲", "乙"] },
    });
  });

  it("a heading without rows gives no total of 0 without a word", async () => {
    const { table, found } = await read([source(`${HEAD.join()}\n`)]);
    expect(table?.entities.household?.rows).toBe(0);
    expect(found("P6050")).toMatchObject([{ params: { entity: { zh: "户" } } }]);
    // Of persons below households there may well be none.
    expect((await read([source(GOOD)])).codes).not.toContain("P6050");
  });
});

describe("other files", () => {
  it.each([
    ["%PDF-1.7 …", "a PDF"],
    ["Rar!\u001a\u0007", "a RAR archive"],
  ])("%s is named", async (text, en) => {
    expect(await only(text)).toMatchObject({ code: "P6040", params: { found: { en } } });
  });

  it("a program, a page without a table, a text document, a zip without a roster", async () => {
    expect(await only(Uint8Array.from({ length: 500 }, (_, i) => i % 7))).toMatchObject({
      code: "P6040",
      params: { found: null },
    });
    expect(await only("<html><p>你好</p></html>")).toMatchObject({ code: "P6040" });
    const part = new TextEncoder().encode("x");
    expect(await only(zipSync({ "word/document.xml": part }))).toMatchObject({ code: "P6040" });
    expect(await only(zipSync({ "a.png": part, "b.zip": zipSync({ "c.csv": part }) }))).toMatchObject({
      code: "P6053",
    });
  });

  it("beside rosters in a zip are left aside by name", async () => {
    const zip = zipSync({
      "household.csv": new TextEncoder().encode(GOOD),
      "member.csv": new TextEncoder().encode("户编号,人口编号\n1,01\n"),
      "说明.pdf": new TextEncoder().encode("%PDF-1.7"),
      "__MACOSX/._household.csv": new Uint8Array(10),
    });
    const { rows, found } = await read([source(zip, "all.zip", null)]);
    expect([rows().length, rows("member").length]).toEqual([1, 1]);
    expect(found("P6052")).toMatchObject([{ params: { skipped: ["说明.pdf"], read: 2 } }]);
  });

  it("a name that lies about its contents does no harm", async () => {
    const { rows } = await read([source(workbook({ 名册: [HEAD, ROW] }), "名册.csv")]);
    expect(rows()).toHaveLength(1);
  });
});

describe("columns", () => {
  it("that are missing name the clause that reads them", async () => {
    const { table, found } = await read([source("户编号,户类型\n1,脱贫户\n")]);
    expect(table).toBeNull();
    expect(found("P6003")).toMatchObject([
      {
        params: { missing: [{ zh: "验收日期" }], readers: [{ field: { zh: "验收日期" }, clause: { zh: "享受条件" } }] },
      },
    ]);
  });

  it("of another kind name the clause, once, and not a thousand cells", async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `${i},脱贫户,${i}号地,1,2024-01-01`);
    const { table, diagnostics, doubts } = await read([source(`${HEAD.join()}\n${lines.join("\n")}\n`)]);
    expect(table).toBeNull();
    expect(diagnostics).toMatchObject([
      {
        code: "P6054",
        place: { column: "面积" },
        params: { clause: { zh: "奖补“种养”" }, count: 30, example: "0号地", expected: { zh: "数（亩）" } },
      },
    ]);
    expect(doubts).toEqual([]);
  });

  it("with some cells that can be read are doubts, cell by cell; and so are days' numbers", async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `${i},脱贫户,${i === 29 ? "1" : "无数"},1,45458`);
    const { table, doubts } = await read([source(`${HEAD.join()}\n${lines.join("\n")}\n`)]);
    expect(table).not.toBeNull();
    expect(doubts).toHaveLength(29 + 30);
  });
});
