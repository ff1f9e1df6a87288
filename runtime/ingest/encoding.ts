/** Bytes → text, for the encodings that roster files come in. */

export const ENCODINGS = ["utf-8", "gb18030", "utf-16le"] as const;

export type Encoding = (typeof ENCODINGS)[number];

export type Decoded =
  | { readonly kind: "text"; readonly text: string; readonly encoding: Encoding }
  | { readonly kind: "unknown"; readonly workbook: boolean };

function strict(encoding: Encoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function startsWith(bytes: Uint8Array, ...start: number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

const isUtf16 = (bytes: Uint8Array) => startsWith(bytes, 0xff, 0xfe);
/** A file that says it is in UTF-8 is in nothing else. */
const isUtf8 = (bytes: Uint8Array) => startsWith(bytes, 0xef, 0xbb, 0xbf);

/**
 * UTF-8 (with or without a mark), UTF-16 with its mark, else GB18030, which GBK and GB2312 are parts of.
 * Each is tried strictly: a byte that does not fit means another encoding, never a replacement character.
 */
export function encodingsOf(head: Uint8Array): readonly Encoding[] {
  if (isUtf16(head)) return ["utf-16le"];
  return isUtf8(head) ? ["utf-8"] : ["utf-8", "gb18030"];
}

/** The encodings to try: the one that somebody chose, else those that the file's beginning allows. */
export function encodingsFor(head: Uint8Array, chosen: Encoding | null): readonly Encoding[] {
  return chosen === null ? encodingsOf(head) : [chosen];
}

/** The text of a whole file. */
export function decode(bytes: Uint8Array): Decoded {
  // `PK` begins an xlsx or ods file, D0 CF 11 E0 an xls file.
  const workbook = startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);
  if (workbook) return { kind: "unknown", workbook };
  for (const encoding of encodingsOf(bytes)) {
    const text = strict(encoding, bytes);
    // No spreadsheet writes control characters; a file that holds them is not text.
    if (text !== null && !/[\u0000-\u0008\u000e-\u001f]/.test(text)) return { kind: "text", text, encoding };
  }
  return { kind: "unknown", workbook: false };
}

/** Whether a text file is JSON, by its name or by how it begins. */
export function isJson(path: string, text: string): boolean {
  return /[^/\\]\.json$/i.test(path) || /^\uFEFF?\s*[[{]/.test(text);
}
