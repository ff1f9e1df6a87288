/**
 * What an xlsx says of itself: its sheets and where they stand, its shared texts, which of its styles show a day. Only of
 * workbooks as spreadsheet programs write them: whatever is unusual is left to the library that reads every format.
 */
import { type Part, unpack } from "../zip.js";
import { tagsOf } from "./xml.js";

export interface Package {
  /** In the workbook's order. */
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly part: Part }[];
  /** The texts that its cells share; null: it has none. */
  readonly strings: Part | null;
  /** By style: 1 where a number is a day or a time. */
  readonly dates: Uint8Array;
  readonly since1904: boolean;
}

const TYPES = "[Content_Types].xml";
const WORKBOOK = "xl/workbook.xml";
const RELATIONS = "xl/_rels/workbook.xml.rels";
const MAIN = /\.(sheet|template|ms-excel\.(sheet|template)\.macroEnabled)\.main\+xml$/;

/** Null: it is unusual. Throws ZipFault. `isDate` judges number formats. */
export function packageOf(
  zip: Uint8Array,
  parts: readonly Part[],
  isDate: (format: string) => boolean,
): Package | null {
  const byName = new Map(parts.map((part) => [part.name, part]));
  if (byName.size < parts.length || byName.has("META-INF/manifest.xml")) return null;
  const text = (name: string): string | null => {
    const part = byName.get(name);
    return part === undefined ? null : plainText(unpack(zip, part));
  };
  const [types, workbook, relations] = [text(TYPES), text(WORKBOOK), text(RELATIONS)];
  if (types === null || workbook === null || relations === null) return null;
  const typed = new Map<string, string>();
  for (const { name, attributes } of tagsOf(types)) {
    const [part, type] = [attributes.get("PartName"), attributes.get("ContentType")];
    if (name === "Override" && part !== undefined && type !== undefined) typed.set(part.replace(/^\//, ""), type);
  }
  if (!MAIN.test(typed.get(WORKBOOK) ?? "")) return null;
  const only = (ending: string): string | null | undefined => {
    const names = [...typed].flatMap(([name, type]) => (type.endsWith(ending) ? [name] : []));
    return names.length > 1 ? undefined : (names[0] ?? null);
  };
  const [strings, styles] = [only(".sharedStrings+xml"), only(".styles+xml")];
  if (strings === undefined || styles === undefined) return null;
  const styled = styles === null ? "" : text(styles);
  const shared = strings === null ? null : byName.get(strings);
  const sheets = sheetsOf(workbook, relations, byName, typed);
  if (styled === null || shared === undefined || sheets === null) return null;
  return { ...sheets, strings: shared, dates: datesOf(styled, isDate) };
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Null: it is in another encoding, or declares things that its text then refers to. */
function plainText(bytes: Uint8Array): string | null {
  try {
    const text = UTF8.decode(bytes);
    return /<!(DOCTYPE|\[CDATA\[)/.test(text) ? null : text;
  } catch {
    return null;
  }
}

function sheetsOf(
  workbook: string,
  relations: string,
  byName: ReadonlyMap<string, Part>,
  typed: ReadonlyMap<string, string>,
): Pick<Package, "sheets" | "since1904"> | null {
  const targets = new Map<string, string>();
  for (const { name, attributes } of tagsOf(relations)) {
    const [id, target] = [attributes.get("Id"), attributes.get("Target")];
    if (name !== "Relationship" || id === undefined || target === undefined) continue;
    targets.set(id, target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  }
  const sheets: Package["sheets"][number][] = [];
  let since1904 = false;
  for (const { name, attributes } of tagsOf(workbook)) {
    if (name === "workbookPr") since1904 = /^(1|true)$/.test(attributes.get("date1904") ?? "");
    if (name !== "sheet") continue;
    const [called, target] = [attributes.get("name"), targets.get(attributes.get("id") ?? "")];
    const part = byName.get(target ?? "");
    // Charts and macros may stand among the sheets too.
    if (called === undefined || part === undefined || !typed.get(part.name)?.endsWith(".worksheet+xml")) return null;
    sheets.push({ name: called, hidden: /^(veryH|h)idden$/.test(attributes.get("state") ?? ""), part });
  }
  return sheets.length === 0 ? null : { sheets, since1904 };
}

/**
 * Number formats of days and times that need not be written out (ECMA-376, 18.8.30): those of every language, and those that
 * Chinese spreadsheets use, such as 31 for yyyy年m月d日.
 */
const DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

function datesOf(styles: string, isDate: (format: string) => boolean): Uint8Array {
  const formats = new Map<number, string>();
  const dates: number[] = [];
  let inside = false;
  for (const { name, attributes } of tagsOf(styles)) {
    if (name === "numFmt") formats.set(Number(attributes.get("numFmtId")), attributes.get("formatCode") ?? "");
    if (name === "cellXfs" || name === "/cellXfs") inside = name === "cellXfs";
    if (name !== "xf" || !inside) continue;
    const id = Number(attributes.get("numFmtId") ?? "0");
    const format = formats.get(id);
    const day = format === undefined ? DATES.some(([low, high]) => id >= low && id <= high) : isDate(format);
    dates.push(day ? 1 : 0);
  }
  return Uint8Array.from(dates);
}
