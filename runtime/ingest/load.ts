/** Files of any format → their cells as texts, or a message that says why not. Nothing of a file is used unless all of it is read. */
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Policy } from "../../compiler/ir/types.js";
import { CACHE_NOTE, type CacheFile, openCache } from "./cache.js";
import { fileOf } from "./collected.js";
import { type CsvFault, csvReader, formOf, type Separator } from "./csv.js";
import { plainCsv } from "./csv-bytes.js";
import { type Encoding, encodingsFor } from "./encoding.js";
import { allOf, type Bytes, bytesOf, type Pause } from "./formats/bytes.js";
import { openParquet, ParquetFault, parquetSheet } from "./formats/parquet.js";
import { HEAD, type Kind, recognise, type Unknown } from "./formats/recognise.js";
import { type Book, BookFault, type Opening, openBook } from "./formats/workbook.js";
import { MOST_UNPACKED, type Part, partsOf, unpack, ZipFault } from "./formats/zip.js";
import { findColumn } from "./headings.js";
import { jsonGrids } from "./json.js";
import { layoutOf } from "./layout.js";
import { type Column, columnsOf, findEntity, type Named } from "./naming.js";
import type { LoadedFile } from "./roster.js";
import { rowOf, type Sheet } from "./sheet.js";

/** A file as it was given. */
export interface SourceFile {
  /** As people know it, for messages. */
  readonly path: string;
  readonly bytes: Uint8Array | Blob | Bytes;
  /** What its rows are; null: households, or whatever the policy pays at the root. */
  readonly entity: string | null;
  /** Of a workbook the sheet; null: the one whose headings fit best. */
  readonly sheet?: string | null;
  /** What a text is read in; null: it is found out. */
  readonly encoding?: Encoding | null;
}

export interface Loaded {
  readonly files: readonly LoadedFile[];
  /** An error among them: the file cannot be used. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What reading a file needs to know. */
export interface Loader {
  readonly policy: Policy;
  readonly pause: Pause;
}

const NAMES: Readonly<Record<"xlsx" | "xls" | "markup" | "parquet" | "zip", Named>> = {
  xlsx: { en: "an xlsx workbook", zh: " xlsx 工作簿" },
  xls: { en: "an xls workbook", zh: " xls 工作簿" },
  markup: { en: "a table written as a web page or XML", zh: "以网页或 XML 形式保存的表格" },
  parquet: { en: "a Parquet file", zh: " Parquet 文件" },
  zip: { en: "an xlsx workbook or a zip", zh: " xlsx 工作簿或 zip 压缩包" },
};

const failed = (path: string, ...diagnostics: Diagnostic[]): Loaded => ({
  files: [],
  diagnostics: diagnostics.map((d) => ({ ...d, place: d.place.kind === "run" ? fileOf(path) : d.place })),
});
const loaded = (
  path: string,
  entity: string | null,
  content: LoadedFile["content"],
  ...notes: Diagnostic[]
): Loaded => ({
  files: [{ path, entity, content }],
  diagnostics: notes,
});

/** Reads one file. Rejects with the signal's reason if the reading is given up. */
export async function loadFile(source: SourceFile, loader: Loader): Promise<Loaded> {
  const bytes = bytesOf(source.bytes);
  const kind = recognise(await bytes.slice(0, HEAD), source.encoding);
  try {
    if (typeof kind === "string") return await READERS[kind](source, bytes, loader);
    return failed(source.path, diagnostic("P6040", RUN, { found: kind.unknown }));
  } catch (error) {
    const message = faultOf(error, kind);
    if (message === null) throw error;
    return failed(source.path, message);
  }
}

/** The message for what was thrown, or for a file of no known kind; null: no fault of the file. */
export function fault(error: unknown, path: string, kind: Kind | Unknown): Diagnostic | null {
  const message = typeof kind === "object" ? diagnostic("P6040", RUN, { found: kind.unknown }) : faultOf(error, kind);
  return message && { ...message, place: fileOf(path) };
}

const RUN = { kind: "run" } as const;
const megabytes = (size: number) => Math.ceil(size / 1_000_000);

/** The message for a file that its format's reader gave up on; null: no fault of the file. */
function faultOf(error: unknown, kind: Kind | Unknown): Diagnostic | null {
  if (error instanceof ZipFault) {
    if (error.kind === "large") {
      return diagnostic("P6043", RUN, { megabytes: megabytes(error.size), most: megabytes(MOST_UNPACKED) });
    }
    return error.kind === "locked" ? diagnostic("P6044", RUN, {}) : diagnostic("P6041", RUN, { kind: NAMES.zip });
  }
  if (error instanceof BookFault) {
    if (error.kind === "locked") return diagnostic("P6044", RUN, {});
    return diagnostic("P6041", RUN, { kind: NAMES[kind === "ole" ? "xls" : kind === "markup" ? "markup" : "xlsx"] });
  }
  if (error instanceof ParquetFault) {
    return error.codec === null
      ? diagnostic("P6041", RUN, { kind: NAMES.parquet })
      : diagnostic("P6042", RUN, { codec: error.codec });
  }
  return null;
}

type Reader = (source: SourceFile, bytes: Bytes, loader: Loader) => Promise<Loaded>;

const READERS: Readonly<Record<Kind, Reader>> = {
  empty: (source) => Promise.resolve(failed(source.path, diagnostic("P6047", RUN, { sheets: [] }))),
  text: loadCsv,
  json: loadJson,
  markup: async (source, bytes, loader) => {
    const text = textOf(await allOf(bytes), source.encoding);
    if (text === null) return failed(source.path, otherEncoding(source.path, source.encoding));
    if (!/<(table|\w*:?workbook)\b/i.test(text.slice(0, 100_000))) {
      return failed(source.path, diagnostic("P6040", RUN, { found: null }));
    }
    return loadBook(source, await openBook(text, opening(source, loader)), loader);
  },
  ole: async (source, bytes, loader) =>
    loadBook(source, await openBook(await allOf(bytes), opening(source, loader)), loader),
  zip: loadZip,
  parquet: loadParquet,
};

// ---------------------------------------------------------------- text

/** Bytes that are decoded at once. */
const PIECE = 1 << 20;

/** The message for bytes that fit no encoding, or not the one that was chosen. */
export function otherEncoding(path: string, chosen: Encoding | null = null): Diagnostic {
  const place = fileOf(path);
  return chosen === null
    ? diagnostic("P6001", place, { workbook: false })
    : diagnostic("P6070", place, { encoding: chosen });
}

/** The text of bytes in the encoding that was chosen, or whichever fits; null: none does. */
export function textOf(bytes: Uint8Array, chosen: Encoding | null = null): string | null {
  for (const encoding of encodingsFor(bytes, chosen)) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // It is in another one.
    }
  }
  return null;
}

async function loadJson({ path, entity, encoding }: SourceFile, bytes: Bytes): Promise<Loaded> {
  const text = textOf(await allOf(bytes), encoding);
  if (text === null) return failed(path, otherEncoding(path, encoding));
  const json = jsonGrids(text);
  return "en" in json
    ? failed(path, diagnostic("P6002", RUN, { detail: json }))
    : loaded(path, entity, { kind: "lists", lists: json.lists });
}

async function loadCsv(source: SourceFile, bytes: Bytes, { pause }: Loader): Promise<Loaded> {
  const { path, entity, encoding: chosen } = source;
  const head = await bytes.slice(0, HEAD);
  const encodings = encodingsFor(head, chosen ?? null);
  const done = (sheet: Sheet, separator: Separator): Loaded => {
    if (sheet.columns.length === 0) return failed(path, diagnostic("P6047", RUN, { sheets: [] }));
    const notes = separator === "," ? [] : [diagnostic("P6051", fileOf(path), { separator })];
    return loaded(path, entity, { kind: "sheet", sheet }, ...notes);
  };
  const form = formOf(new TextDecoder().decode(await bytes.slice(0, FORM)));
  const plain = await plainCsv(bytes, form, encodings, path, pause);
  if (plain !== null) return done(plain.sheet, form.separator);
  for (const encoding of encodings) {
    const read = await csvIn(encoding, path, bytes, pause);
    if (read === null) continue;
    return "kind" in read ? failed(path, csvFault(path, read)) : done(read.sheet, read.separator);
  }
  return failed(path, otherEncoding(path, chosen));
}

/** So much of a text shows what stands between its cells. */
const FORM = 1 << 16;

/** Null: a byte does not fit the encoding. */
async function csvIn(
  encoding: Encoding,
  file: string,
  bytes: Bytes,
  pause: Pause,
): Promise<CsvFault | { readonly sheet: Sheet; readonly separator: Separator } | null> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const reader = csvReader();
  for (let at = 0; at < bytes.size; at += PIECE) {
    await pause({ file, unit: "bytes", done: at, of: bytes.size });
    const text = decoded(decoder, await bytes.slice(at, at + PIECE), at + PIECE < bytes.size);
    if (text === null) return null;
    const fault = reader.push(text);
    if (fault) return fault;
  }
  return reader.end();
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string | null {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    return null;
  }
}

function csvFault(file: string, fault: CsvFault): Diagnostic {
  const place = { kind: "cell", file, row: fault.row, column: null } as const;
  return fault.kind === "control"
    ? diagnostic("P6045", place, { nul: fault.nul })
    : diagnostic("P6046", place, { closes: fault.kind === "closedInside" });
}

// ---------------------------------------------------------------- workbooks and zips

function opening({ path }: SourceFile, { pause }: Loader, parts: readonly Part[] | null = null): Opening {
  return { file: path, pause, parts };
}

async function loadBook(source: SourceFile, book: Book, { policy }: Loader): Promise<Loaded> {
  const { path, entity } = source;
  const names = book.sheets.map((s) => s.name);
  const wanted = source.sheet ?? null;
  if (wanted !== null && !names.includes(wanted)) {
    return failed(path, diagnostic("P6049", RUN, { sheet: wanted, known: names }));
  }
  const choice = wanted === null ? await bestSheet(book, policy, entity) : { name: wanted, others: [] };
  if (choice === null) return failed(path, diagnostic("P6047", RUN, { sheets: names }));
  const sheet = await book.read(choice.name);
  if (sheet.columns.length === 0) return failed(path, diagnostic("P6047", RUN, { sheets: [choice.name] }));
  const notes =
    choice.others.length === 0
      ? []
      : [diagnostic("P6048", fileOf(path), { sheet: choice.name, others: choice.others })];
  return loaded(path, entity, { kind: "sheet", sheet }, ...notes);
}

/** The sheet with most headings that the policy knows; a hidden one only where no other has any. Null: all are empty. */
export async function bestSheet(
  book: Book,
  policy: Policy,
  entity: string | null,
): Promise<{ readonly name: string; readonly others: readonly string[] } | null> {
  const known = knownHeadings(policy, entity);
  const filled: { readonly name: string; readonly hidden: boolean; readonly hits: number }[] = [];
  for (const { name, hidden } of book.sheets) {
    const top = await book.top(name);
    const rows = Array.from({ length: top.rows }, (_, row) => rowOf(top, row));
    const layout = layoutOf(rows, known);
    if (layout !== null) filled.push({ name, hidden, hits: new Set(layout.headings.filter(known)).size });
  }
  const [best, ...rest] = filled.sort((a, b) => Number(a.hidden) - Number(b.hidden) || b.hits - a.hits);
  const seen = [...rest.filter((s) => !s.hidden)].map((s) => s.name);
  if (!best) return null;
  if (best.hits > 0 || rest.every((s) => s.hits === 0)) return { name: best.name, others: seen };
  const other = rest.find((s) => s.hits > 0) as (typeof rest)[number];
  return { name: other.name, others: filled.filter((s) => s !== other && !s.hidden).map((s) => s.name) };
}

/** Whether a heading means something in a file of this entity, or of any where that is not said. */
export function knownHeadings(policy: Policy, entity: string | null): (heading: string) => boolean {
  const own = entity === null ? null : findEntity(policy, entity);
  const columns: Column[] = (own ? [own] : policy.entities).flatMap((e) => columnsOf(policy, e));
  return (heading) => heading !== "" && findColumn(heading, columns) !== null;
}

/** Whether a zip is a workbook, by the parts that every such has. */
export function isBook(parts: readonly Part[]): boolean {
  const names = new Set(parts.map((part) => part.name));
  return (
    names.has("xl/workbook.xml") || names.has("xl/workbook.bin") || (names.has("content.xml") && names.has("mimetype"))
  );
}

/** Parts that systems and spreadsheets add for themselves. */
const ASIDE = /(^|\/)(__MACOSX\/|\.|~\$|Thumbs\.db$)|\/$/i;

async function loadZip(source: SourceFile, bytes: Bytes, loader: Loader): Promise<Loaded> {
  const { path } = source;
  const zip = await allOf(bytes);
  const parts = partsOf(zip);
  if (isBook(parts)) {
    return loadBook(source, await openBook(zip, opening(source, loader, parts)), loader);
  }
  if (parts.some((part) => part.name === "word/document.xml")) {
    return failed(path, diagnostic("P6040", RUN, { found: { en: "a text document", zh: "文字文档（docx）" } }));
  }
  const files: LoadedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const skipped: string[] = [];
  for (const part of parts.filter(({ name }) => !ASIDE.test(name))) {
    const own = unpack(zip, part);
    const kind = recognise(own.subarray(0, HEAD));
    const nested = kind === "zip" && !isBook(partsOf(own));
    if (typeof kind === "object" || nested || (kind === "text" && !/\.(csv|txt|tsv)$/i.test(part.name))) {
      skipped.push(part.name);
      continue;
    }
    const entity = source.entity ?? namedEntity(part.name, loader.policy);
    const read = await loadFile({ path: `${path}/${part.name}`, bytes: own, entity, sheet: null }, loader);
    files.push(...read.files);
    diagnostics.push(...read.diagnostics);
  }
  if (files.length === 0 && diagnostics.length === 0) return failed(path, diagnostic("P6053", RUN, {}));
  if (skipped.length > 0) diagnostics.push(diagnostic("P6052", fileOf(path), { skipped, read: files.length }));
  return { files, diagnostics };
}

/** `member.csv`, `到户项目.xlsx`: a part that is called as a kind of row holds such rows. */
function namedEntity(name: string, policy: Policy): string | null {
  const base = name.slice(name.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  return findEntity(policy, base)?.id ?? null;
}

// ---------------------------------------------------------------- Parquet

async function loadParquet({ path, entity }: SourceFile, bytes: Bytes, { policy, pause }: Loader): Promise<Loaded> {
  const file = await openParquet(bytes);
  const each = (done: number) => pause({ file: path, unit: "rows", done, of: file.rows });
  await each(0);
  const note = file.notes.get(CACHE_NOTE);
  if (note !== undefined) {
    const cache: CacheFile = await openCache(file, note, policy, each);
    return "unfit" in cache
      ? failed(path, diagnostic("P6055", RUN, { columns: cache.unfit }))
      : loaded(path, entity, { kind: "table", table: cache.table });
  }
  if (file.names.length === 0) return failed(path, diagnostic("P6047", RUN, { sheets: [] }));
  return loaded(path, entity, { kind: "sheet", sheet: await parquetSheet(file, each) });
}
