/** Values of cells by their bytes → what a person would read there. */
import { allBytes, type ByteColumn, rangeOf } from "../../byte-texts.js";
import { numberText, truthText } from "../cell-texts.js";
import { KIND } from "./cells.js";
import { richText, unescaped } from "./xml.js";

export interface Meanings {
  /** The texts that cells share. */
  readonly strings: readonly string[];
  readonly dateText: (serial: number) => string;
}

/** The texts of a column in the order of its codes. Null: a value is unusual. */
export function meaningsOf(column: ByteColumn, meanings: Meanings): string[] | null {
  const bytes = allBytes(column);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const out: string[] = [""];
  try {
    // Where only ASCII stands, bytes and characters count alike.
    const all = column.ascii ? decoder.decode(bytes) : null;
    for (let place = 1; place < column.count; place += 1) {
      const [kind, end] = rangeOf(column, place);
      const written = all === null ? decoder.decode(bytes.subarray(kind + 1, end)) : all.slice(kind + 1, end);
      const text = meaning(bytes[kind] as number, written, meanings);
      if (text === null) return null;
      out.push(text);
    }
  } catch {
    // Not in UTF-8.
    return null;
  }
  return out;
}

const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Up to fifteen signs, as few as say it: what is written is what a spreadsheet keeps. */
const SHORT = /^-?(?!.{16})(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ["1", true],
  ["true", true],
  ["0", false],
  ["false", false],
]);

function meaning(kind: number, written: string, { strings, dateText }: Meanings): string | null {
  switch (kind) {
    case KIND.shared:
      return /^\d+$/.test(written) ? (strings[Number(written)] ?? null) : null;
    case KIND.number:
      if (SHORT.test(written) && written !== "-0") return written;
      return NUMBER.test(written) ? numberText(Number(written)) : null;
    case KIND.date:
      return NUMBER.test(written) ? dateText(Number(written)) : null;
    case KIND.bool: {
      const truth = TRUTHS.get(written);
      return truth === undefined ? null : truthText(truth);
    }
    case KIND.error:
      return written;
    case KIND.inline:
      return richText(written);
    case KIND.formula:
      // Where it is told by another cell's formula, it is shown that there is one.
      return `=${written === "" ? "…" : unescaped(written)}`;
    default:
      return written.includes("<") ? null : unescaped(written).replaceAll("\r\n", "\n");
  }
}
