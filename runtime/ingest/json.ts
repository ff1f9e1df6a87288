/** JSON → the records of its lists. */
import { type Grid, type Nested, NONE_SKIPPED } from "./grid.js";
import { type ColumnBuilder, columnBuilder, finishColumn, putText } from "./sheet.js";

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** Numbers become their own text: reading them as numbers would lose digits. */
export function parseExact(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, "").replace(JSON_TOKEN, (t) => (t.startsWith('"') ? t : `"${t}"`)));
}

export interface Unreadable {
  readonly en: string;
  readonly zh: string;
}

export interface JsonRoster {
  /** Lists by the name they stand under; "" for a file that is one list. */
  readonly lists: ReadonlyMap<string, Grid>;
}

/** A list of objects, or an object of lists. Objects in objects' lists become nested records. */
export function jsonGrids(text: string): JsonRoster | Unreadable {
  let data: unknown;
  try {
    data = parseExact(text);
  } catch (error) {
    // What stands in the file may be private: the position is enough.
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    return at === undefined
      ? { en: "It is not JSON.", zh: "不是 JSON。" }
      : { en: `It is not JSON (character ${at}).`, zh: `不是 JSON（第 ${at} 个字符处）。` };
  }
  if (Array.isArray(data)) return { lists: new Map([["", gridOfList(data)]]) };
  if (data === null || typeof data !== "object") {
    return { en: "It holds neither a list nor an object of lists.", zh: "其中既不是列表，也不是由列表组成的对象。" };
  }
  const lists = new Map<string, Grid>();
  for (const [name, list] of Object.entries(data)) if (Array.isArray(list)) lists.set(name, gridOfList(list));
  return lists.size > 0 ? { lists } : { en: "It holds no list.", zh: "其中没有列表。" };
}

function gridOfList(items: readonly unknown[], rows = Uint32Array.from(items, (_, i) => i + 1)): Grid {
  const columns = new Map<string, ColumnBuilder>();
  const below = new Map<
    string,
    { readonly starts: Uint32Array; readonly items: unknown[]; readonly places: number[] }
  >();
  for (const [i, item] of items.entries()) {
    const fields = item !== null && typeof item === "object" && !Array.isArray(item) ? Object.entries(item) : [];
    for (const [name, v] of fields) {
      if (Array.isArray(v)) {
        const list = below.get(name) ?? { starts: new Uint32Array(items.length + 1), items: [], places: [] };
        below.set(name, list);
        for (const [place, child] of v.entries()) {
          list.items.push(child);
          list.places.push(place + 1);
        }
        list.starts[i + 1] = v.length;
        continue;
      }
      const column = columns.get(name) ?? columnBuilder(items.length);
      columns.set(name, column);
      putText(column, i, plain(v));
    }
  }
  const nested = new Map<string, Nested>();
  for (const [name, { starts, items: children, places }] of below) {
    for (let i = 0; i < items.length; i += 1) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
    nested.set(name, { starts, grid: gridOfList(children, Uint32Array.from(places)) });
  }
  return {
    headings: [...columns.keys()],
    headingRows: [],
    skipped: NONE_SKIPPED,
    overlong: [],
    rows,
    columns: [...columns.values()].map((c) => finishColumn(c, items.length)),
    nested,
    conflicts: new Map(),
  };
}

/** Null: not one plain value. */
function plain(value: unknown): string | null {
  if (value === null) return "";
  if (typeof value === "object") return null;
  return value === true ? "yes" : value === false ? "no" : String(value);
}
