/** The little of XML that the small parts of a workbook need: their tags and attributes, and the texts that stand in it. */

export interface Tag {
  /** Without the prefix of its namespace; of a closing tag with the stroke before it. */
  readonly name: string;
  /** By name without prefix, as written. */
  readonly attributes: ReadonlyMap<string, string>;
}

const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g;
const ATTRIBUTE = /\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The tags of a document in their order. */
export function* tagsOf(xml: string): Generator<Tag> {
  for (const [, stroke = "", name = "", written = ""] of xml.matchAll(TAG)) {
    const attributes = new Map<string, string>();
    for (const [, key = "", double, single] of written.matchAll(ATTRIBUTE))
      attributes.set(key, unescaped(double ?? single ?? ""));
    yield { name: stroke + name, attributes };
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const ENTITY = /&(?:(quot|apos|gt|lt|amp)|#(?:x([\da-f]{1,6})|(\d{1,7})));/gi;
/** How workbooks write characters that XML does not have (ECMA-376, 22.4.2.4). */
const CODE = /_x([\da-f]{4})_/gi;
const LAST_POINT = 0x10ffff;

/** A text with its entities resolved. */
export function unescaped(text: string): string {
  let out = text;
  if (out.includes("&")) {
    out = out.replace(ENTITY, (all: string, name?: string, hex?: string, decimal?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] as string;
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return point > 0 && point <= LAST_POINT ? String.fromCodePoint(point) : all;
    });
  }
  return out.includes("_x")
    ? out.replace(CODE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : out;
}

const RUN = /<t(?:\s[^<>]*)?>([^<]*)<\/t>/g;
const FIRST = /^\s*<t(?:\s[^<>]*)?(?:\/>|>([^<]*)<\/t>)/;
/** How a Chinese or Japanese word is said, which stands beside it. */
const PHONETIC = /<rPh(?:\s[^<>]*)?>.*?<\/rPh>/gs;

/** What stands in an `<si>` or `<is>`: one text, or runs in several fonts. Null: something else is in it. */
export function richText(xml: string): string | null {
  if (xml.includes("<![CDATA[")) return null;
  const first = FIRST.exec(xml);
  const text =
    first === null ? [...xml.replace(PHONETIC, "").matchAll(RUN)].map((m) => m[1]).join("") : (first[1] ?? "");
  return unescaped(text).replaceAll("\r\n", "\n");
}
