/** Rosters read: bytes of a file to a table of exact columns. */
import * as XLSX from "@e965/xlsx";
import { unitWords } from "../../../compiler/unit-words.js";
import { parseFile } from "../../../grammar/index.js";
import { readTable, writeCache } from "../../../runtime/ingest/index.js";
import { gb18030 } from "../../../runtime/synthetic/index.js";
import { count, figure, type Section } from "../markdown.js";
import { cost } from "../measure.js";
import { HALF } from "../rule/expected.js";
import { FIELDS, type Field, type Households, households, KINDS, NAMES } from "../rule/households.js";
import { compiledRule, PEOPLE } from "../rule/policy.js";

const BLOCK = 10_000;

function heading(name: Field): string {
  return name === "approved" ? "livestock.approved" : name;
}

function cell(h: Households, name: Field, row: number): string {
  const n = h[name][row] as number;
  if (name === "town") return `第${n + 1}镇`;
  if (name === "kind") return KINDS[n] as string;
  if (name === "able" || name === "willing") return n === 1 ? "yes" : "no";
  return FIELDS[name].scale === 1n ? String(n) : `${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}`;
}

/** The households as lines of text, so many at a time. */
function* blocks(h: Households): Generator<string> {
  yield `${["id", ...NAMES.map(heading)].join(",")}\n`;
  for (let from = 0; from < h.rows; from += BLOCK) {
    let text = "";
    for (let row = from; row < Math.min(h.rows, from + BLOCK); row += 1)
      text += `${[`500153${String(row).padStart(12, "0")}`, ...NAMES.map((name) => cell(h, name, row))].join(",")}\n`;
    yield text;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const encoded = (h: Households, encode: (text: string) => Uint8Array): Uint8Array =>
  joined(Array.from(blocks(h), encode));

function workbook(h: Households): Uint8Array {
  const lines = [...blocks(h)].join("").trimEnd().split("\n");
  const book = XLSX.utils.book_new();
  const cells = XLSX.utils.aoa_to_sheet(
    lines.map((line) => line.split(",")),
    { dense: true },
  );
  XLSX.utils.book_append_sheet(book, cells, "roster");
  return new Uint8Array(XLSX.write(book, { type: "array", bookType: "xlsx", compression: true, bookSST: true }));
}

export async function ingest(quick: boolean): Promise<Section> {
  const policy = compiledRule(HALF);
  const units = unitWords([parseFile({ path: "people.policy", text: PEOPLE }).file]);
  const large = households(quick ? 50_000 : 1_000_000);
  const small = households(quick ? 5000 : 100_000);
  const utf8 = new TextEncoder();
  const read = async (path: string, bytes: Uint8Array) => readTable([{ path, bytes, entity: null }], policy, units);
  const rows: string[][] = [];
  const add = async (name: string, path: string, bytes: Uint8Array, expected: number) => {
    let found = 0;
    const { clock, processor } = await cost(async () => {
      const { table, diagnostics } = await read(path, bytes);
      if (table === null) throw new Error(`${path}: ${diagnostics.map((d) => d.code).join(", ")}`);
      found = table.entities.household?.rows ?? 0;
    });
    if (found !== expected) throw new Error(`${path}: ${found} of ${expected} rows`);
    const megabytes = bytes.length / 1e6;
    rows.push([
      name,
      count(expected),
      figure(megabytes),
      figure(clock),
      figure(processor),
      figure(megabytes / (processor / 1000)),
      figure((expected / processor) * 1000),
    ]);
  };
  await add(
    "CSV, UTF-8",
    "roster.csv",
    encoded(large, (text) => utf8.encode(text)),
    large.rows,
  );
  await add("CSV, GB18030", "roster.csv", encoded(large, gb18030), large.rows);
  const { table } = await read(
    "roster.csv",
    encoded(large, (text) => utf8.encode(text)),
  );
  if (table !== null) {
    const parquet = await writeCache(table, policy, { keepPrivate: true });
    await add("Parquet, as kept", "roster.parquet", parquet, large.rows);
  }
  await add("workbook (xlsx)", "roster.xlsx", workbook(small), small.rows);
  return {
    title: "Rosters read",
    note: `Bytes in memory to a table of exact columns: ${NAMES.length + 1} columns, headings found, every cell read and checked, keys compared. One run each.`,
    columns: [
      { title: "Format" },
      { title: "rows", numeric: true },
      { title: "MB", numeric: true },
      { title: "ms, clock", numeric: true },
      { title: "ms, processor", numeric: true },
      { title: "MB/processor second", numeric: true },
      { title: "rows/processor second", numeric: true },
    ],
    rows,
  };
}
