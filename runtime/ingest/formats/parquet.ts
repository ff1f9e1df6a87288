/** Parquet → a sheet of texts. Decimals are read as the whole numbers that they are stored as, never as binary fractions. */
import type { AsyncBuffer, FileMetaData, SchemaElement } from "hyparquet";
import { dateOf } from "../../../compiler/ir/dates.js";
import { columnBuilder, finishColumn, putText, type Sheet } from "../sheet.js";
import type { Bytes } from "./bytes.js";
import { numberText } from "./cell-texts.js";

/** Why a Parquet file is not read. */
export class ParquetFault extends Error {
  readonly codec: string | null;
  constructor(codec: string | null) {
    super(codec ?? "damaged");
    this.name = "ParquetFault";
    this.codec = codec;
  }
}

export interface ParquetFile {
  readonly rows: number;
  readonly names: readonly string[];
  /** What the file says about itself. */
  readonly notes: ReadonlyMap<string, string>;
  /** The cells, group by group, as stored: decimals and dates as whole numbers. `each` is told after every piece. */
  readonly columns: (
    take: (column: number, row: number, values: ArrayLike<unknown>) => void,
    each: (rows: number) => Promise<void>,
    /** Which columns to read, of rows from the second number to below the third; unless given, all. */
    wanted?: (column: number, from: number, to: number) => boolean,
    /** Only so many. */
    rows?: number,
  ) => Promise<void>;
  /** How a stored value of a column is written; null: it is no plain value. */
  readonly text: (column: number, value: unknown) => string | null;
}

/** Throws ParquetFault. */
export async function openParquet(bytes: Bytes): Promise<ParquetFile> {
  const library = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const file = bufferOf(bytes);
  const metadata = await guarded(() => library.parquetMetadataAsync(file));
  const elements = topElements(metadata);
  const writers = elements.map(writerOf);
  for (const element of metadata.schema) storedAsIs(element);
  const columns = metadata.row_groups[0]?.columns ?? [];
  const codec = columns.map((c) => c.meta_data?.codec).find((c) => c && c !== "UNCOMPRESSED" && !(c in compressors));
  if (codec) throw new ParquetFault(codec);
  const names = elements.map((element) => element.name);
  return {
    rows: Number(metadata.num_rows),
    names,
    notes: new Map((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ""])),
    text: (column, value) => (value === null || value === undefined ? "" : (writers[column]?.(value) ?? null)),
    columns: (take, each, wanted = () => true, most = Number.POSITIVE_INFINITY) =>
      guarded(async () => {
        const scan = await library.parquetScan({
          file,
          metadata,
          utf8: false,
          geoparquet: false,
          parsers: AS_TEXT,
          compressors,
        });
        for (const { rowStart, rowEnd: end } of scan.ranges) {
          if (rowStart >= most) break;
          const rowEnd = Math.min(end, most);
          for (const [c, column] of names.entries()) {
            if (!wanted(c, rowStart, rowEnd)) continue;
            take(c, rowStart, await scan.readColumn({ column, rowStart, rowEnd }));
          }
          await each(rowEnd);
        }
      }),
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // A reading that was given up is not a damaged file.
    if (error instanceof ParquetFault || (error as Error).name === "AbortError") throw error;
    throw new ParquetFault(null);
  }
}

function bufferOf(bytes: Bytes): AsyncBuffer {
  return {
    byteLength: bytes.size,
    slice: async (start, end) => {
      const part = await bytes.slice(start, end ?? bytes.size);
      return part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength) as ArrayBuffer;
    },
  };
}

/** The columns: lists and structures among them have no text. */
function topElements({ schema }: FileMetaData): SchemaElement[] {
  const out: SchemaElement[] = [];
  const skip = (at: number): number => {
    let next = at + 1;
    for (let child = 0; child < (schema[at]?.num_children ?? 0); child += 1) next = skip(next);
    return next;
  };
  for (let at = 1; at < schema.length; at = skip(at)) out.push({ ...(schema[at] as SchemaElement) });
  return out;
}

/** Takes away what would make the library turn whole numbers into fractions, or days into times. */
function storedAsIs(element: SchemaElement): void {
  if (element.converted_type === "DECIMAL" || element.converted_type === "DATE") delete element.converted_type;
  if (element.logical_type?.type === "DECIMAL" || element.logical_type?.type === "DATE") delete element.logical_type;
}

const SECONDS = { millis: 1_000n, micros: 1_000_000n, nanos: 1_000_000_000n } as const;

const AS_TEXT = {
  timestampFromMilliseconds: (t: bigint) => momentText(t, SECONDS.millis),
  timestampFromMicroseconds: (t: bigint) => momentText(t, SECONDS.micros),
  timestampFromNanoseconds: (t: bigint) => momentText(t, SECONDS.nanos),
};

const DAY = 86_400n;
const two = (n: bigint) => String(n).padStart(2, "0");

/** A day where it is midnight, else with hours, minutes and seconds. */
function momentText(moment: bigint | number | null | undefined, perSecond: bigint): string | null {
  if (moment === null || moment === undefined) return null;
  const seconds = BigInt(moment) / perSecond;
  const within = ((seconds % DAY) + DAY) % DAY;
  const day = dateOf(Number((seconds - within) / DAY));
  const clock = `${two(within / 3600n)}:${two((within / 60n) % 60n)}:${two(within % 60n)}`;
  return within === 0n && BigInt(moment) % perSecond === 0n ? day : `${day} ${clock}`;
}

/** How the stored values of a column are written. */
function writerOf(element: SchemaElement): (value: unknown) => string | null {
  const { converted_type: converted, logical_type: logical, type } = element;
  if (element.num_children || element.repetition_type === "REPEATED") return () => null;
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") {
    const scale = element.scale ?? (logical?.type === "DECIMAL" ? logical.scale : 0);
    return (value) =>
      decimalText(value instanceof Uint8Array ? signed(value) : BigInt(value as number | bigint), scale);
  }
  if (converted === "DATE" || logical?.type === "DATE") return (value) => dateOf(Number(value));
  if (converted === "UTF8" || converted === "ENUM" || converted === "JSON" || logical?.type === "STRING") return asText;
  // Some writers do not say that their bytes are texts.
  if (type === "BYTE_ARRAY") return (value) => (value instanceof Uint8Array ? utf8(value) : asText(value));
  if (type === "FLOAT") return (value) => numberText(value as number, 7);
  if (type === "DOUBLE") return (value) => numberText(value as number);
  return asText;
}

function asText(value: unknown): string | null {
  switch (typeof value) {
    case "string":
      return value;
    case "boolean":
      return value ? "yes" : "no";
    case "bigint":
      return String(value);
    case "number":
      return numberText(value);
    default:
      return value instanceof Uint8Array ? utf8(value) : null;
  }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes as a whole number in two's complement, the highest first. */
function signed(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

export function decimalText(value: bigint, scale: number): string {
  if (scale <= 0) return String(value * 10n ** BigInt(-scale));
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const decimals = digits.slice(-scale).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -scale)}${decimals === "" ? "" : `.${decimals}`}`;
}

/** All of the file as texts under their names. */
export async function parquetSheet(file: ParquetFile, each: (rows: number) => Promise<void>): Promise<Sheet> {
  const builders = file.names.map((name) => {
    const column = columnBuilder(file.rows + 1);
    putText(column, 0, name);
    return column;
  });
  await file.columns((c, start, values) => {
    const column = builders[c] as (typeof builders)[number];
    for (let i = 0; i < values.length; i += 1) putText(column, start + i + 1, file.text(c, values[i]));
  }, each);
  return { rows: file.rows + 1, columns: builders.map((b) => finishColumn(b, file.rows + 1)), merged: [] };
}
