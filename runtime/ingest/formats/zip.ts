/**
 * Zip files: their table of contents, read before anything is unpacked, and their parts, each unpacked no further than the
 * table says.
 */
import { Inflate } from "fflate";

export interface Part {
  readonly name: string;
  readonly packed: number;
  /** As the table of contents says. */
  readonly unpacked: number;
  readonly method: number;
  readonly locked: boolean;
  readonly offset: number;
}

/** Why a zip is not read. Sizes in bytes. */
export class ZipFault extends Error {
  readonly kind: "damaged" | "locked" | "large";
  readonly size: number;
  constructor(kind: ZipFault["kind"], size = 0) {
    super(kind);
    this.name = "ZipFault";
    this.kind = kind;
    this.size = size;
  }
}

/** The most that is unpacked: a workbook of a million rows and twenty columns takes about a gigabyte. */
export const MOST_UNPACKED = 1_500_000_000;
/** Beyond this size, so much more than the packed bytes is no table. Sheets of many equal rows reach about a hundred times. */
const SUSPECT = 100_000_000;
const MOST_TIMES = 250;

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;

/** The parts of a zip, before anything is unpacked. Throws ZipFault. */
export function partsOf(zip: Uint8Array): Part[] {
  try {
    const parts = read(zip);
    demandModest(parts, zip.length);
    return parts;
  } catch (error) {
    // An offset beyond the end of the file.
    throw error instanceof RangeError ? new ZipFault("damaged") : error;
  }
}

function demandModest(parts: readonly Part[], size: number): void {
  const total = parts.reduce((sum, part) => sum + part.unpacked, 0);
  if (total > MOST_UNPACKED || (total > SUSPECT && total > size * MOST_TIMES)) throw new ZipFault("large", total);
}

function read(zip: Uint8Array): Part[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0 || end < zip.length - 22 - 0xffff) throw new ZipFault("damaged");
  let count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (end >= 20 && view.getUint32(end - 20, true) === LOCATOR_64) {
    const end64 = Number(view.getBigUint64(end - 12, true));
    if (view.getUint32(end64, true) !== END_64) throw new ZipFault("damaged");
    count = Number(view.getBigUint64(end64 + 32, true));
    at = Number(view.getBigUint64(end64 + 48, true));
  }
  const parts: Part[] = [];
  for (let i = 0; i < count; i += 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new ZipFault("damaged");
    const flags = view.getUint16(at + 8, true);
    const name = view.getUint16(at + 28, true);
    const extra = view.getUint16(at + 30, true);
    const sizes = wide(view, at, at + 46 + name, extra);
    parts.push({
      name: nameOf(zip.subarray(at + 46, at + 46 + name), (flags & 0x800) !== 0),
      method: view.getUint16(at + 10, true),
      locked: (flags & 1) !== 0,
      ...sizes,
    });
    at += 46 + name + extra + view.getUint16(at + 32, true);
  }
  return parts;
}

/** Sizes and place of a part, where need be from the field for those beyond 32 bits. */
function wide(view: DataView, at: number, extra: number, length: number): Pick<Part, "packed" | "unpacked" | "offset"> {
  const narrow = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  for (let field = extra; field + 4 <= extra + length; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    for (const [i, value] of narrow.entries()) {
      if (value !== 0xffffffff) continue;
      narrow[i] = Number(view.getBigUint64(next, true));
      next += 8;
    }
  }
  const [unpacked = 0, packed = 0, offset = 0] = narrow;
  return { unpacked, packed, offset };
}

/** Names are in UTF-8 where the zip says so; else, from Chinese computers, in GB18030. */
function nameOf(bytes: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(utf8 ? "utf-8" : "gb18030").decode(bytes);
  }
}

/** Bytes that are unpacked at once. */
const PIECE = 1 << 16;

/** The bytes of a part; with `keep` false they are only counted. Throws ZipFault if there are more than the table says. */
export function unpack(zip: Uint8Array, part: Part, keep = true): Uint8Array {
  const out = new Uint8Array(keep ? part.unpacked : 0);
  let count = 0;
  for (const { data } of unpacking(zip, part)) {
    if (keep) out.set(data, count);
    count += data.length;
  }
  return out;
}

/**
 * The bytes of a part, piece by piece; `done`: how many packed bytes are behind. Throws ZipFault if there are more than the table
 * of contents says, or fewer.
 */
export function* unpacking(
  zip: Uint8Array,
  part: Part,
): Generator<{ readonly data: Uint8Array; readonly done: number }> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  if (part.locked) throw new ZipFault("locked");
  if (part.offset + 30 > zip.length) throw new ZipFault("damaged");
  const start = part.offset + 30 + view.getUint16(part.offset + 26, true) + view.getUint16(part.offset + 28, true);
  const packed = zip.subarray(start, start + part.packed);
  if (packed.length < part.packed || (part.method !== 0 && part.method !== 8)) throw new ZipFault("damaged");
  if (part.method === 0) {
    if (part.unpacked !== packed.length) throw new ZipFault("damaged");
    for (let at = 0; at < packed.length; at += PIECE) {
      yield { data: packed.subarray(at, at + PIECE), done: Math.min(at + PIECE, packed.length) };
    }
    return;
  }
  let count = 0;
  let waiting: Uint8Array[] = [];
  const inflate = new Inflate((data) => {
    count += data.length;
    if (count > part.unpacked) throw new ZipFault("large", count);
    waiting.push(data);
  });
  for (let at = 0; at < packed.length; at += PIECE) {
    try {
      inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
    } catch (error) {
      throw error instanceof ZipFault ? error : new ZipFault("damaged");
    }
    const ready = waiting;
    waiting = [];
    for (const data of ready) yield { data, done: Math.min(at + PIECE, packed.length) };
  }
  if (count !== part.unpacked) throw new ZipFault("damaged");
}
