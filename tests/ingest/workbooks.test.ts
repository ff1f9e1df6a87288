/** Two readers of workbooks, one from the bytes and the library's, give the same cells; what they do not agree on is written down. */
import * as XLSX from "@e965/xlsx";
import fc from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Pause } from "../../runtime/ingest/formats/bytes.js";
import { bookOf } from "../../runtime/ingest/formats/workbook.js";
import { openPlain } from "../../runtime/ingest/formats/xlsx/index.js";
import { partsOf } from "../../runtime/ingest/formats/zip.js";
import { type Progress, readTable } from "../../runtime/ingest/index.js";
import { rowOf, type Sheet } from "../../runtime/ingest/sheet.js";
import { demoPolicy, HEAD, NOBODY, plain, read, source, workbook } from "./support.js";

const quiet: Pause = () => Promise.resolve();

function cellsOf(sheet: Sheet): string[][] {
  const rows = Array.from({ length: sheet.rows }, (_, row) => rowOf(sheet, row)).map((row) =>
    row.slice(0, row.findLastIndex((cell) => cell !== "") + 1),
  );
  return rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1);
}

/** From the bytes; null: left to the library. */
async function fromBytes(zip: Uint8Array, name: string): Promise<Sheet | null> {
  return (await openPlain(zip, partsOf(zip), XLSX, "", quiet)?.read(name)) ?? null;
}

async function byBoth(zip: Uint8Array, name = "名册") {
  const [own, library] = [await fromBytes(zip, name), await bookOf(XLSX, zip, null).read(name)];
  if (own === null) throw new Error("left to the library");
  return { own: cellsOf(own), library: cellsOf(library), merged: [own.merged, library.merged] as const };
}

async function agreed(zip: Uint8Array, name = "名册"): Promise<string[][]> {
  const { own, library, merged } = await byBoth(zip, name);
  expect(own).toEqual(library);
  expect(merged[0]).toEqual(merged[1]);
  return own;
}

/** A workbook with this XML between `<sheetData>` and its end, and what belongs to it. */
function written(
  rows: string,
  {
    strings = null,
    styles = "",
    after = "",
    root = "worksheet",
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
  }: {
    readonly strings?: string | null;
    readonly styles?: string;
    readonly after?: string;
    readonly root?: string;
    readonly declaration?: string;
  } = {},
): Uint8Array {
  const parts = unzipSync(workbook({ 名册: [["x"]] }));
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const set = (path: string, text: string) => {
    parts[path] = strToU8(text);
  };
  set(
    "xl/worksheets/sheet1.xml",
    `${declaration}<${root} xmlns="${main}" xmlns:x="${main}"><sheetData>${rows}</sheetData>${after}</${root}>`,
  );
  if (styles !== "") set("xl/styles.xml", `${declaration}<styleSheet xmlns="${main}">${styles}</styleSheet>`);
  const types = "[Content_Types].xml";
  let text = strFromU8(parts[types] as Uint8Array).replace(/<Override[^>]*sharedStrings[^>]*>/, "");
  delete parts["xl/sharedStrings.xml"];
  if (strings !== null) {
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml";
    text = text.replace("</Types>", `<Override PartName="/xl/sharedStrings.xml" ContentType="${type}"/></Types>`);
    set("xl/sharedStrings.xml", `${declaration}<sst xmlns="${main}" count="9" uniqueCount="9">${strings}</sst>`);
  }
  set(types, text);
  return zipSync(parts);
}

const TEXT = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("户", "张三", "500153199001011234", "007", "1e5", " 空 格 ", "a\nb", "a\r\nb", "=1+1"),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("<&>\"'", "_x000D_", "_x0041_b", "𠮷野", "#N/A", "\t制表", "]]>", "长".repeat(300)),
  },
  fc.string({ unit: fc.constantFrom("a", "户", "&", "<", ">", '"', " ", "_", "x", "0", ";", "𠮷"), maxLength: 9 }),
);

const NUMBER = fc.oneof(
  fc.integer({ min: -5, max: 300 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -999_999, max: 999_999 }).map((n) => n / 100),
  fc.constantFrom(0.1 + 0.2, 3.3000000000000003, 1e-7, 1e21, 5e-324, 500153199001011200, 999999999999999, 1e15, -0),
);

const CELL: fc.Arbitrary<XLSX.CellObject | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: TEXT.map((v): XLSX.CellObject => ({ t: "s", v })) },
  { weight: 4, arbitrary: NUMBER.map((v): XLSX.CellObject => ({ t: "n", v })) },
  fc.boolean().map((v): XLSX.CellObject => ({ t: "b", v })),
  fc.constantFrom(0, 7, 15, 23, 29, 36, 42).map((v): XLSX.CellObject => ({ t: "e", v })),
  fc
    .tuple(
      fc.oneof(fc.integer({ min: 1, max: 80_000 }), fc.double({ min: 1, max: 80_000, noNaN: true })),
      fc.constantFrom(
        "yyyy-mm-dd",
        "m/d/yy",
        'yyyy"年"m"月"d"日"',
        "h:mm",
        "[h]:mm:ss",
        "yyyy/m/d h:mm",
        "0.00",
        "#,##0",
        "0%",
        '"d"0',
        "@",
      ),
    )
    .map(([v, z]): XLSX.CellObject => ({ t: "n", v, z })),
  fc
    .tuple(NUMBER, fc.constantFrom("SUM(A1:B2)", 'IF(A1<2,"&",1)'))
    .map(([v, f]): XLSX.CellObject => ({ t: "n", v, f })),
  TEXT.filter((v) => v !== "").map((v): XLSX.CellObject => ({ t: "s", v, f: "A1&B1" })),
);

describe("workbooks from their bytes", () => {
  it("hold what the library reads, whatever a library has written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(CELL, { maxLength: 6 }), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        async (rows, bookSST, compression, date1904) => {
          const sheet: XLSX.WorkSheet = XLSX.utils.aoa_to_sheet([]);
          for (const [r, row] of rows.entries())
            for (const [c, cell] of row.entries()) if (cell) sheet[XLSX.utils.encode_cell({ r, c })] = { ...cell };
          sheet["!ref"] = `A1:F${rows.length}`;
          const book = XLSX.utils.book_new();
          XLSX.utils.book_append_sheet(book, sheet, "名册");
          book.Workbook = { WBProps: { date1904 } };
          const bytes = XLSX.write(book, { type: "array", bookType: "xlsx", bookSST, compression }) as ArrayBuffer;
          await agreed(new Uint8Array(bytes));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("find titles merged over columns, cells merged over rows, hidden sheets and rows far apart", async () => {
    const bytes = workbook(
      { 名册: [["某县"], ["甲", "乙"], [1, 2]], 隐: [["x"]] },
      "xlsx",
      ({ 名册: sheet, 隐: hidden }) => {
        if (!sheet || !hidden) return;
        sheet["!merges"] = ["A1:D1", "A2:A3", "B2:C9", "AA5:AA70"].map((range) => XLSX.utils.decode_range(range));
        sheet.B2000 = { t: "s", v: "远" };
        sheet.ZZ7 = { t: "n", v: 0.5 };
        sheet["!ref"] = "A1:ZZ2000";
      },
    );
    const cells = await agreed(bytes);
    expect(cells).toHaveLength(2000);
    expect(cells[6]).toHaveLength(702);
    const book = openPlain(bytes, partsOf(bytes), XLSX, "", quiet);
    const hidden = XLSX.read(bytes, { type: "array" });
    hidden.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 2 }] };
    const again = new Uint8Array(XLSX.write(hidden, { type: "array", bookType: "xlsx" }) as ArrayBuffer);
    expect(book?.sheets.map((s) => s.hidden)).toEqual([false, false]);
    expect(openPlain(again, partsOf(again), XLSX, "", quiet)?.sheets.map((s) => s.hidden)).toEqual([false, true]);
    expect(bookOf(XLSX, again, null).sheets.map((s) => s.hidden)).toEqual([false, true]);
    const top = await book?.top("名册", 40);
    expect(cellsOf(top as Sheet)).toEqual(cells.slice(0, 40).slice(0, 7));
  });

  it("take runs in several fonts, what is said beside a word, spaces and blanks as the library does", async () => {
    const strings = [
      "<si><t>平</t></si>",
      '<si><r><rPr><b/><sz val="9"/></rPr><t>张</t></r><r><t xml:space="preserve"> 三 </t></r></si>',
      '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>',
      "<si><r><t>東</t></r><rPh sb='0' eb='1'><t>ヒガシ</t></rPh><r><t>京</t></r></si>",
      "<si><t/></si>",
      "<si></si>",
      '<si><t xml:space="preserve">  空  </t></si>',
      "<si><t>a_x000D__x000A_b&#10;c&#x4e2d;&lt;</t></si>",
      "\n  <si>\n <t>换行</t> </si>\n",
    ].join("");
    const cells = Array.from({ length: 9 }, (_, i) => `<c r="${"ABCDEFGHI"[i]}1" t="s"><v>${i}</v></c>`).join("");
    const inline = [
      '<c r="A2" t="inlineStr"><is><t>内</t></is></c>',
      '<c r="B2" t="inlineStr"><is><r><t>联</t></r><r><t xml:space="preserve"> 文</t></r></is></c>',
      '<c r="C2" t="str"><f>A1&amp;"x"</f><v>平x &amp; y</v></c>',
      '<c r="D2" t="str"><f>""</f><v></v></c>',
      '<c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
      '<c r="F2" t="b"><v>1</v></c>',
      '<c r="G2"/><c r="H2" s="0"></c>',
    ].join("");
    const own = await agreed(written(`<row r="1">${cells}</row><row r="2">${inline}</row>`, { strings }));
    expect(own[0]).toEqual(["平", "张 三 ", "東京", "東京", "", "", "  空  ", "a\nb\nc中<", "换行"]);
    expect(own[1]).toEqual(["内", "联 文", "平x & y", "", "#DIV/0!", "yes"]);
  });

  it("count rows and cells that do not say where they stand, in any order and form", async () => {
    const own = await agreed(
      written(
        [
          "<row><c><v>1</v></c><c t='n'><v>2.50</v></c></row>",
          "\n  <row r='4' spans='1:3' ht=\"15\" x14ac:dyDescent='0.2'>\n    <c  r='C4'  s='0' >\n <v>007</v>\n </c>\n  </row>\n",
          '<row r="6"/><row r="3"><c r="B3"><v>-0.5E2</v></c></row>',
          '<row r="7"><c r="A7"><v>1</v></c><c r="A7"><v>2</v></c></row>',
        ].join(""),
      ),
    );
    expect(own).toEqual([["1", "2.5"], [], ["", "-50"], ["", "", "7"], [], [], ["2"]]);
  });

  it("tell days by the number formats of the workbook", async () => {
    const styles =
      '<numFmts count="2"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="177" formatCode="0.00_ "/></numFmts>' +
      '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" xfId="0"><alignment/></xf><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs>';
    const row = [0, 1, 2, 3, 9].map((s, i) => `<c r="${"ABCDE"[i]}1" s="${s}"><v>45458</v></c>`).join("");
    expect(await agreed(written(`<row r="1">${row}</row>`, { styles }))).toEqual([
      ["45458", "2024-06-15", "2024-06-15", "45458", "45458"],
    ]);
  });

  it("knows the formats of Chinese spreadsheets that stand in no workbook, and shows formulas that nobody has worked out", async () => {
    const styles = '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="58"/></cellXfs>';
    const cells = [
      '<c r="A1" s="1"><v>45458</v></c><c r="B1" s="2"><v>45458</v></c>',
      '<c r="C1"><f>SUM(H2:J2)</f></c><c r="D1" t="n"><f t="shared" si="0"/><v></v></c><c r="E1" t="str"><f>A&amp;B</f></c>',
    ].join("");
    const { own } = await byBoth(written(`<row r="1">${cells}</row>`, { styles }));
    expect(own).toEqual([["2024-06-15", "2024-06-15", "=SUM(H2:J2)", "=…"]]);
  });

  it("resolve what stands for a sign once, also in what a formula gave", async () => {
    const { own } = await byBoth(written('<row r="1"><c r="A1" t="str"><f>B1</f><v>&amp;lt;&#x20BB7;</v></c></row>'));
    expect(own).toEqual([["&lt;𠮷"]]);
  });

  it.each([
    ["prefixes", '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>', {}],
    ["comments", '<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>', {}],
    ["days as text", '<row r="1"><c r="A1" t="d"><v>2024-06-15</v></c></row>', {}],
    ["a text that is not there", '<row r="1"><c r="A1" t="s"><v>5</v></c></row>', { strings: "<si><t>一</t></si>" }],
    ["a cell in another row", '<row r="1"><c r="A3"><v>1</v></c></row>', {}],
    ["numbers that are none", '<row r="1"><c r="A1"><v>1x</v></c></row>', {}],
    ["marked sections", '<row r="1"><c r="A1" t="str"><v><![CDATA[a<b]]></v></c></row>', {}],
    [
      "marked sections among texts",
      '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
      { strings: "<si><t><![CDATA[<]]></t></si>" },
    ],
  ])("leaves %s to the library", async (_, rows, how) => {
    const zip = written(rows, how);
    expect(await fromBytes(zip, "名册")).toBeNull();
  });

  it("refuses a sheet that spans more cells than there is room for, with the message for what is too large", async () => {
    const far = written('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>');
    const { table, codes } = await read([source(far, "far.xlsx")]);
    expect(table).toBeNull();
    expect(codes).toEqual(["P6043"]);
    const last = written('<row r="1048576"><c r="A1048576"><v>1</v></c><c r="C1048576"><v>2</v></c></row>');
    expect(cellsOf((await fromBytes(last, "名册")) as Sheet).at(-1)).toEqual(["1", "", "2"]);
  });

  it("is read by the library where it is left to it, with the same words", async () => {
    const row = (tag: string, cells: readonly string[]) =>
      `<${tag}row>${cells.map((c) => `<${tag}c t="str"><${tag}v>${c}</${tag}v></${tag}c>`).join("")}</${tag}row>`;
    const rows = [HEAD, ["1", "脱贫户", "2.5", "3", "2024-01-01"]];
    const [own, other] = ["", "x:"].map((tag) => written(rows.map((r) => row(tag, r)).join("")));
    expect(await fromBytes(other as Uint8Array, "名册")).toBeNull();
    const [a, b] = [await read([source(own as Uint8Array)]), await read([source(other as Uint8Array)])];
    expect(a.rows()).toMatchObject([{ area: "2.5", pigs: "3" }]);
    expect(plain(b.table)).toEqual(plain(a.table));
  });
});

describe("a large workbook", () => {
  const rows = [
    HEAD,
    ...Array.from({ length: 60_000 }, (_, i) => [`H${i}`, i % 2 ? "脱贫户" : "一般农户", i / 8, i % 7, "2024-01-01"]),
  ];
  const bytes = workbook({ 名册: rows });

  it("is the same by both readers, and tells how far it is within its sheet", async () => {
    const library = await bookOf(XLSX, bytes, null).read("名册");
    const own = (await fromBytes(bytes, "名册")) as Sheet;
    expect(cellsOf(own)).toEqual(cellsOf(library));
    const seen: Progress[] = [];
    const { table } = await read([source(bytes, "h.xlsx")], { progress: (p) => void seen.push(p) });
    expect(table?.entities.household?.rows).toBe(60_000);
    const mine = seen.filter((p) => p.file === "h.xlsx" && p.unit === "bytes");
    expect(mine.length).toBeGreaterThan(4);
    expect(
      mine.every(
        (p, i) =>
          p.done <= p.of && (i === 0 || p.done / p.of >= (mine[i - 1] as Progress).done / (mine[i - 1] as Progress).of),
      ),
    ).toBe(true);
  });

  it("can be given up within its sheet, at once", async () => {
    const controller = new AbortController();
    let asked = 0;
    let after = 0;
    const reading = readTable([source(bytes, "h.xlsx"), NOBODY], demoPolicy(), () => [], {
      signal: controller.signal,
      progress: ({ done, of }) => {
        if (asked > 0) after += 1;
        else if (done / of > 0.5) {
          asked = performance.now();
          controller.abort(new Error("called off"));
        }
      },
    });
    await expect(reading).rejects.toThrow("called off");
    expect(asked).toBeGreaterThan(0);
    expect(after).toBe(0);
    expect(performance.now() - asked).toBeLessThan(100);
  });
});
