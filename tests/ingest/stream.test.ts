/** Reading piece by piece: any pieces give the same, progress grows to the end, and a reading that is given up gives nothing. */
import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { unitWords } from "../../cli/io/units.js";
import { add, equal, mul, type Rational, rational } from "../../compiler/ir/rational.js";
import { csvReader, csvSheet } from "../../runtime/ingest/csv.js";
import { plainCsv } from "../../runtime/ingest/csv-bytes.js";
import { bytesOf } from "../../runtime/ingest/formats/bytes.js";
import { type Progress, readTable } from "../../runtime/ingest/index.js";
import { rowOf } from "../../runtime/ingest/sheet.js";
import { gb18030 } from "../../runtime/synthetic/index.js";
import { cellAt } from "../../runtime/table/index.js";
import { demoPolicy, HEAD, NOBODY, plain, read, source } from "./support.js";

const CELL = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("", "1", "2.50", "脱贫户", "甲镇", "无") },
  fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", " ", "户", "；", "\t"), maxLength: 6 }),
);

describe("CSV in pieces", () => {
  it("is what it is as a whole", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(CELL, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom("\n", "\r\n"),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
        (rows, newline, sizes) => {
          const text = Papa.unparse([["户编号", "户类型", "面积"], ...rows], { newline });
          const reader = csvReader();
          let at = Math.min(text.length, 16);
          expect(reader.push(text.slice(0, at))).toBeNull();
          for (let i = 0; at < text.length; i += 1) {
            const size = sizes[i % sizes.length] as number;
            expect(reader.push(text.slice(at, at + size))).toBeNull();
            at += size;
          }
          const [pieces, whole] = [reader.end(), csvSheet(text)];
          if ("kind" in pieces || "kind" in whole) throw new Error("a fault in a text without one");
          const cells = (sheet: typeof whole.sheet) => Array.from({ length: sheet.rows }, (_, i) => rowOf(sheet, i));
          expect(cells(pieces.sheet)).toEqual(cells(whole.sheet));
          const parsed = Papa.parse<string[]>(text, { delimiter: ",", newline }).data;
          const width = whole.sheet.columns.length;
          expect(cells(whole.sheet)).toEqual(
            parsed.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? "")),
          );
        },
      ),
    );
  });
});

describe("CSV straight from its bytes", () => {
  const PLAIN = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom("", "1", "2.50", "脱贫户", "甲镇", " 无 ", "户，号", "ａ１", "丂", "鰴") },
    fc.string({ unit: fc.constantFrom("a", "7", "户", " ", "；", "镇", "€"), maxLength: 8 }),
  );

  it("is what it is as a text, in UTF-8 and in GB18030, quoted or not", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(PLAIN, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 40 }),
        fc.constantFrom("\n", "\r\n") as fc.Arbitrary<"\n" | "\r\n">,
        fc.constantFrom(",", ";", "\t") as fc.Arbitrary<"," | ";" | "\t">,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        async (rows, newline, delimiter, quotes, gbk, ending) => {
          const text = Papa.unparse(rows, { newline, delimiter, quotes }) + (ending ? newline : "");
          const encoded = gbk ? gb18030(text) : new TextEncoder().encode(text);
          // Few bytes at a time would be read in one piece all the same: the size of a piece is tested below.
          const plain = await plainCsv(
            bytesOf(encoded),
            { separator: delimiter, newline },
            ["utf-8", "gb18030"],
            "h.csv",
            () => Promise.resolve(),
          );
          if (plain === null) throw new Error("not taken for plain");
          const cells = (sheet: typeof plain.sheet) =>
            Array.from({ length: sheet.rows }, (_, i) => rowOf(sheet, i))
              .map((row) => row.slice(0, row.findLastIndex((cell) => cell !== "") + 1))
              .filter((row) => row.length > 0);
          const parsed = Papa.parse<string[]>(text, { delimiter, newline }).data;
          const expected = parsed
            .map((row) => row.slice(0, row.findLastIndex((cell) => cell !== "") + 1))
            .filter((row) => row.length > 0);
          expect(cells(plain.sheet)).toEqual(expected);
        },
      ),
    );
  });

  it.each([
    ["a doubled quotation mark", '户编号,面积\n"1""",2\n'],
    ["a line break in a cell", '户编号,面积\n"1\n2",2\n'],
    ["a quotation mark that does not close", '户编号,面积\n"1,2\n'],
    ["something behind a quotation mark", '户编号,面积\n"1" ,2\n'],
    ["a control character", "户编号,面积\n1\u0000,2\n"],
    ["line breaks of two kinds", "户编号,面积\r\n1,2\n3,4\r\n"],
  ])("leaves %s to the reader of texts", async (_, text) => {
    const newline = text.includes("\r") ? "\r\n" : "\n";
    const bytes = bytesOf(new TextEncoder().encode(text));
    const form = { separator: ",", newline } as const;
    expect(await plainCsv(bytes, form, ["utf-8", "gb18030"], "h.csv", () => Promise.resolve())).toBeNull();
  });
});

/** A roster with characters of two, three and four bytes, so that pieces cut through some. */
function large(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${i},${i % 2 ? "脱贫户" : "一般农户"},${i % 97}.${i % 10},${i % 7},2024-01-0${1 + (i % 9)},𠮷户${i}`,
  );
  return `${[...HEAD, "户主姓名"].join()}\n${lines.join("\n")}\n`;
}

describe("large files", () => {
  const text = large(60_000);

  it("are read in the same way from memory, from a file of the page, and in GB18030", async () => {
    const expected = await read([source(text)]);
    expect(expected.table?.entities.household?.rows).toBe(60_000);
    const blob = await read([{ ...source(""), bytes: new Blob([text]) }]);
    expect(plain(blob.table)).toEqual(plain(expected.table));
    // One cell with a line break in it, and all is read as text.
    const quoted = await read([source(text.replace("𠮷户5\n", '"𠮷户\n5"\n'))]);
    expect(quoted.table?.entities.household?.rows).toBe(60_000);
    expect(plain({ entities: { h: { ...quoted.table?.entities.household, columns: {} } } } as never)).toEqual(
      plain({ entities: { h: { ...expected.table?.entities.household, columns: {} } } } as never),
    );
    const gbk = large(20_000).replaceAll("𠮷", "吉");
    const [a, b] = [await read([source(gbk)]), await read([source(gb18030(gbk))])];
    expect(plain(b.table)).toEqual(plain(a.table));
  });

  it("tell how far they are, in bytes and then in rows", async () => {
    const seen: Progress[] = [];
    await read([source(text)], { progress: (p) => void seen.push(p) });
    const mine = seen.filter((p) => p.file === "h.csv");
    expect(mine.map((p) => p.unit).filter((unit, i, all) => unit !== all[i - 1])).toEqual(["bytes", "rows"]);
    for (const unit of ["bytes", "rows"]) {
      const done = mine.filter((p) => p.unit === unit);
      expect(done.length).toBeGreaterThan(1);
      expect(done.every((p, i) => p.done <= p.of && (i === 0 || p.done > (done[i - 1] as Progress).done))).toBe(true);
    }
  });

  it.each(["bytes", "rows"])("can be given up while %s are read, and give nothing", async (unit) => {
    const controller = new AbortController();
    const stopped = read([source(text)], {
      signal: controller.signal,
      progress: (p) => {
        if (p.unit === unit && p.done > 0) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  });

  it("let others run in between", async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    await read([source(text)]);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

describe("numbers", () => {
  const NUMBER = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.integer({ min: 0, max: 12 }))
    .map(([n, places]) => {
      const digits = String(n).padStart(places + 1, "0");
      return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    });

  it("are exact whatever their size, and their sums are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(NUMBER, fc.constantFrom("0", "0.10", "3.50")), { minLength: 1, maxLength: 30 }),
        async (amounts) => {
          const rows = amounts.map((amount, i) => `${i},脱贫户,1,1,2024-01-01,${amount}`);
          const files = [source(`${HEAD.join()},收入\n${rows.join("\n")}\n`), NOBODY];
          const { table } = await readTable(files, demoPolicy(), unitWords());
          const column = table?.entities.household?.columns.income as NonNullable<
            NonNullable<typeof table>["entities"][string]["columns"][string]
          >;
          let [sum, expected]: Rational[] = [rational("0"), rational("0")];
          for (const [i, amount] of amounts.entries()) {
            expect(equal(cellAt(column, i) as Rational, rational(amount))).toBe(true);
            sum = add(sum as Rational, cellAt(column, i) as Rational);
            expected = add(expected as Rational, rational(amount));
          }
          expect(equal(sum as Rational, expected as Rational)).toBe(true);
          if (column.kind === "number") {
            // No smaller scale would do.
            for (const p of [2n, 3n, 5n]) {
              if (column.scale % p !== 0n) continue;
              const least = mul(rational(String(column.scale)), rational(`1/${p}`));
              expect(amounts.some((amount) => mul(rational(amount), least).d !== 1n)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("take the narrowest integers that hold them", async () => {
    const kinds = async (...areas: string[]) => {
      const rows = areas.map((area, i) => `${i},脱贫户,1,1,2024-01-01,${area}`);
      const { table } = await read([source(`${HEAD.join()},收入\n${rows.join("\n")}\n`)]);
      const column = table?.entities.household?.columns.income;
      return column?.kind === "number" ? [column.values.constructor.name, String(column.scale)] : column?.kind;
    };
    expect(await kinds("1", "255")).toEqual(["Uint8Array", "1"]);
    expect(await kinds("-1", "127")).toEqual(["Int8Array", "1"]);
    expect(await kinds("2.50", "0.5")).toEqual(["Uint8Array", "2"]);
    expect(await kinds("655.35")).toEqual(["Uint16Array", "20"]);
    expect(await kinds("0.01", "21474836.47")).toEqual(["Int32Array", "100"]);
    expect(await kinds("0.01", "21474836.48")).toEqual(["BigInt64Array", "100"]);
    expect(await kinds("9223372036854775807")).toEqual(["BigInt64Array", "1"]);
    expect(await kinds("9223372036854775808")).toBe("cells");
    expect(await kinds("0.1000000000000000055")).toBe("cells");
  });
});
