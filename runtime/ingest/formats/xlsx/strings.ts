/** The texts that the cells of a workbook share, piece by piece. */
import { richText, unescaped } from "./xml.js";

export interface StringsReader {
  /** The next piece of the part. False: it is unusual. */
  readonly push: (piece: Uint8Array) => boolean;
  /** Null: it ends too early. */
  readonly end: () => readonly string[] | null;
}

const OPEN = "<si>";
const CLOSE = "</si>";
/** Nearly all of them: one text, and nothing beside it. */
const PLAIN = "<t>";
const PLAIN_END = "</t>";

export function stringsReader(): StringsReader {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const texts: string[] = [];
  let rest = "";
  let first = true;
  return {
    push: (piece) => {
      let text: string;
      try {
        text = rest + decoder.decode(piece, { stream: true });
      } catch {
        return false;
      }
      if (first) {
        const start = text.indexOf("<sst");
        if (start < 0) {
          rest = text;
          return text.length < 10_000;
        }
        first = false;
        text = text.slice(start);
      }
      const end = text.lastIndexOf(CLOSE) + CLOSE.length;
      if (end < CLOSE.length) {
        rest = text;
        return true;
      }
      rest = text.slice(end);
      const before = texts.length;
      if (!items(text, end, texts)) return false;
      settle(texts, before);
      return true;
    },
    end: () => (first || !/<\/sst>|<sst[^<>]*\/>/.test(rest) ? null : texts),
  };
}

/** Takes in the items up to `end`. */
function items(xml: string, end: number, texts: string[]): boolean {
  let at = 0;
  while (at < end) {
    const open = xml.indexOf(OPEN, at);
    // Anything between two items that is not blank is unusual.
    if (open < 0) return false;
    if (open !== at && texts.length > 0 && xml.slice(at, open).trim() !== "") return false;
    const close = xml.indexOf(CLOSE, open);
    const from = open + OPEN.length;
    const to = close - PLAIN_END.length;
    if (xml.startsWith(PLAIN, from) && xml.indexOf("<", from + PLAIN.length) === to) {
      const text = xml.slice(from + PLAIN.length, to);
      texts.push(unescaped(text).replaceAll("\r\n", "\n"));
    } else {
      const text = close === from ? "" : richText(xml.slice(from, close));
      if (text === null) return false;
      texts.push(text);
    }
    at = close + CLOSE.length;
  }
  return true;
}

/** Copies texts out of the piece that they are parts of, so that it can be let go. */
function settle(texts: string[], from: number): void {
  const copies = texts.slice(from).join("\u0000").split("\u0000");
  if (copies.length === texts.length - from) for (const [i, copy] of copies.entries()) texts[from + i] = copy;
}
