/** The rows of a form for other programs: amounts as decimals, nothing as a binary fraction. */
import { type ColumnSource, parquetWriteBuffer, type SchemaElement } from "hyparquet-writer";
import type { Sheet, SheetColumn } from "./sheet.js";

/** Totals are left out: a program sums for itself. The title, headings and foot stand in the file's metadata. */
export function sheetParquet(sheet: Sheet): Uint8Array {
  const texts = sheet.columns.map((): (string | null)[] => []);
  for (const row of sheet.rows) {
    if (row.kind !== "row") continue;
    for (const [i, list] of texts.entries()) list.push(row.cells[i] ?? null);
  }
  const written = sheet.columns.map((column, i) => columnOf(column, texts[i] ?? []));
  const schema: SchemaElement[] = [
    { name: "root", num_children: written.length, repetition_type: "REQUIRED" },
    ...written.map((w) => w.element),
  ];
  const buffer = parquetWriteBuffer({
    columnData: written.map((w) => w.source),
    schema,
    createdBy: "fen",
    kvMetadata: [
      { key: "title", value: sheet.title ?? sheet.name },
      { key: "above", value: sheet.above.join("\n") },
      { key: "foot", value: sheet.foot.join("\n") },
      { key: "headings", value: JSON.stringify(Object.fromEntries(sheet.columns.map((c) => [c.id, c.heading]))) },
    ],
  });
  return new Uint8Array(buffer);
}

interface Written {
  readonly element: SchemaElement;
  readonly source: ColumnSource;
}

/** Digits that an INT64 holds whatever they are. */
const NARROW = 18;
/** Digits that sixteen bytes hold. */
const WIDE = 38;

function columnOf(column: SheetColumn, texts: readonly (string | null)[]): Written {
  const places = column.kind === "text" ? null : placesOf(texts);
  const name = column.id;
  if (places === null) {
    const element: SchemaElement = { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" };
    return { element, source: { name, data: [...texts] } };
  }
  // At the same scale all of them: `12.5` at 2 is 1250.
  const data = texts.map((text) => (text === null || text === "" ? null : scaled(text, places)));
  const digits = data.reduce((most, n) => (n === null ? most : Math.max(most, String(n < 0n ? -n : n).length)), 1);
  if (column.kind === "count" && places === 0 && digits <= NARROW) {
    return { element: { name, type: "INT64", repetition_type: "OPTIONAL" }, source: { name, data } };
  }
  const scale = column.kind === "amount" ? Math.max(2, places) : places;
  const wide = digits + scale - places > NARROW;
  const rescaled = scale === places ? data : data.map((n) => (n === null ? null : n * 10n ** BigInt(scale - places)));
  const element: SchemaElement = {
    name,
    repetition_type: "OPTIONAL",
    converted_type: "DECIMAL",
    scale,
    precision: wide ? WIDE : NARROW,
    ...(wide ? { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16 } : { type: "INT64" }),
  };
  return { element, source: { name, data: rescaled } };
}

/** The most decimals of any; null: some are no plain decimals, or have more digits than a decimal column holds. */
function placesOf(texts: readonly (string | null)[]): number | null {
  let [most, whole] = [0, 1];
  for (const text of texts) {
    if (text === null || text === "") continue;
    const found = /^-?(\d+)(?:\.(\d+))?$/.exec(text);
    if (!found) return null;
    most = Math.max(most, found[2]?.length ?? 0);
    whole = Math.max(whole, found[1]?.length ?? 1);
  }
  return most + whole > WIDE - 2 ? null : most;
}

function scaled(text: string, places: number): bigint {
  const [whole = "0", part = ""] = text.split(".");
  return BigInt(whole + part.padEnd(places, "0"));
}
