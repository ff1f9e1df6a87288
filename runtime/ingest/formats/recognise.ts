/** What a file is, by what it holds; its name may say anything. */

import type { Encoding } from "../encoding.js";

export type Kind =
  /** A zip: a workbook (xlsx, xlsb, ods) or a packet of files. */
  | "zip"
  /** The container of xls files, and of workbooks with a password. */
  | "ole"
  | "parquet"
  /** Text that begins with `<`: tables as web pages, which export programs call xls. */
  | "markup"
  | "json"
  /** Other text. */
  | "text"
  | "empty";

export interface Unknown {
  readonly unknown: { readonly en: string; readonly zh: string } | null;
}

const STARTS: readonly (readonly [readonly number[], "zip" | "ole" | "parquet" | Unknown])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "zip"],
  [[0x50, 0x4b, 0x05, 0x06], "zip"],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "ole"],
  [[0x50, 0x41, 0x52, 0x31], "parquet"],
  [[0x25, 0x50, 0x44, 0x46], { unknown: { en: "a PDF", zh: " PDF 文件" } }],
  [[0x52, 0x61, 0x72, 0x21], { unknown: { en: "a RAR archive", zh: " RAR 压缩包" } }],
  [[0x37, 0x7a, 0xbc, 0xaf], { unknown: { en: "a 7z archive", zh: " 7z 压缩包" } }],
  [[0x1f, 0x8b], { unknown: { en: "a gzip archive", zh: " gzip 压缩包" } }],
  [[0x89, 0x50, 0x4e, 0x47], { unknown: { en: "a picture", zh: "图片" } }],
  [[0xff, 0xd8, 0xff], { unknown: { en: "a picture", zh: "图片" } }],
  [[0x47, 0x49, 0x46, 0x38], { unknown: { en: "a picture", zh: "图片" } }],
];

/** How many bytes are looked at. */
export const HEAD = 4096;

/** `encoding`: what somebody says that its text is in; null: it is found out. */
export function recognise(head: Uint8Array, encoding: Encoding | null = null): Kind | Unknown {
  const known = STARTS.find(([start]) => start.every((byte, i) => head[i] === byte));
  if (known) return known[1];
  const utf16 = head[0] === 0xff && head[1] === 0xfe;
  if (encoding === null && !utf16 && binary(head)) return { unknown: null };
  const text = new TextDecoder(encoding ?? (utf16 ? "utf-16le" : "utf-8")).decode(head);
  const first = /[^\s\uFEFF]/.exec(text)?.[0];
  if (first === undefined) return "empty";
  if (first === "<") return "markup";
  return first === "[" || first === "{" ? "json" : "text";
}

/** Many bytes that no text has. A single one is a damaged text, which is told of by its row. */
function binary(head: Uint8Array): boolean {
  let count = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) count += 1;
  return count > 8 && count * 50 > head.length;
}
