/**
 * Files with one row for each person and the household's fields repeated, as the national system exports them: rows →
 * households with their persons below them. The same for any rows below another that repeat what stands above.
 */
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import { readCell } from "./cell.js";
import { label } from "./fold.js";
import { columnOf, type Grid, NONE_SKIPPED, picked } from "./grid.js";
import { findColumn, type Mapped } from "./headings.js";
import { plainKey } from "./keys.js";
import { type Mapping, mappedColumns } from "./mapping.js";
import type { Column } from "./naming.js";
import { shownCell } from "./same.js";
import type { RawColumn } from "./sheet.js";
import type { UnitWords } from "./units.js";

/** The kind of rows that a table of `entity` really holds: one below it whose own key stands beside the entity's. */
export function childOf(
  policy: Policy,
  entity: EntityDef,
  headings: readonly string[],
  mapping: Mapping,
): EntityDef | null {
  const own = mappedColumns(policy, entity, entity.id, mapping);
  const has = (columns: readonly Column[], key: string | null) =>
    key !== null && headings.some((h) => findColumn(h, columns)?.column.id === key);
  if (!has(own, entity.key)) return null;
  const children = policy.entities.filter((e) => e.within === entity.id && e.key !== null);
  const found = children.flatMap((child) => {
    const columns = mappedColumns(policy, child, entity.id, mapping);
    const left = headings.filter((h) => !findColumn(h, own));
    if (!has(columns, child.key)) return [];
    return [{ child, hits: left.filter((h) => findColumn(h, columns)).length }];
  });
  return found.sort((a, b) => b.hits - a.hits)[0]?.child ?? null;
}

/** Whose row speaks for all: the head of the household. */
const HEAD = new Set(["户主", "本人", "householder", "head"]);
/** How such a word begins, for a quick look. */
const MAY_BE_HEAD = /^\s*[户本hｈ]/iu;

function isHead(text: string | null): boolean {
  return text !== null && MAY_BE_HEAD.test(text) && HEAD.has(label(text));
}

/**
 * One record for each key, in the order in which keys first come. A field that is the same in every row of the household, or
 * stands in some of them only, is the household's; where rows differ, the head's row speaks and the record says so.
 * Rows whose key is blank or ruined stay records of their own, so that they are refused by name.
 */
export function groupRows(
  grid: Grid,
  own: readonly Mapped[],
  childHeadings: readonly string[],
  child: EntityDef,
  keyHeading: string,
  units: UnitWords,
): Grid {
  const { starts, members } = groupsOf(columnOf(grid, keyHeading) as RawColumn, grid.rows.length);
  const count = starts.length - 1;
  const heads = headsOf(grid, childHeadings, { starts, members });
  const headings = grid.headings.filter((h) => !childHeadings.includes(h));
  const conflicts = new Map<string, Map<number, number[]>>();
  const columns = headings.map((heading): RawColumn => {
    const raw = columnOf(grid, heading) as RawColumn;
    const mapped = own.find((m) => m.heading === heading);
    // Nobody reads a column that stands for no field.
    if (!mapped || heading === keyHeading) return picked(raw, heads);
    const says = meanings(raw, mapped, units);
    const codes = new Uint32Array(count);
    for (let group = 0; group < count; group += 1) {
      codes[group] = speaker(grid, heading, raw, says, group, { starts, members, heads, conflicts });
    }
    return { codes, texts: raw.texts };
  });
  const persons: Grid = {
    headings: childHeadings,
    headingRows: [],
    skipped: NONE_SKIPPED,
    overlong: [],
    rows: members.map((record) => grid.rows[record] as number),
    columns: childHeadings.map((h) => picked(columnOf(grid, h) as RawColumn, members)),
    nested: new Map(),
    conflicts: new Map(),
  };
  return {
    ...grid,
    headings,
    rows: heads.map((record) => grid.rows[record] as number),
    columns,
    nested: new Map([[child.id, { starts, grid: persons }]]),
    conflicts,
  };
}

interface Groups {
  /** The records of group i are `members[starts[i]]` up to, not including, `members[starts[i + 1]]`. */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
}

function groupsOf(keys: RawColumn, count: number): Groups {
  const byKey = new Map<string, number>();
  // By text: the group, or -1 for a key that is none; undefined: not looked at.
  const byCode: (number | undefined)[] = [];
  const group = new Uint32Array(count);
  const sizes: number[] = [];
  const open = () => sizes.push(0) - 1;
  for (let record = 0; record < count; record += 1) {
    const code = keys.codes[record] as number;
    let at = byCode[code];
    if (at === undefined) {
      const key = plainKey(keys.texts[code]);
      at = key === null ? -1 : (byKey.get(key) ?? open());
      byCode[code] = at;
      if (key !== null) byKey.set(key, at);
    }
    const own = at < 0 ? open() : at;
    group[record] = own;
    sizes[own] = (sizes[own] as number) + 1;
  }
  const starts = new Uint32Array(sizes.length + 1);
  for (const [i, size] of sizes.entries()) starts[i + 1] = (starts[i] as number) + size;
  const next = starts.slice();
  const members = new Uint32Array(count);
  for (let record = 0; record < count; record += 1) {
    const own = group[record] as number;
    members[next[own] as number] = record;
    next[own] = (next[own] as number) + 1;
  }
  return { starts, members };
}

/** The record that speaks for each group: that of its head, else the first. */
function headsOf(grid: Grid, childHeadings: readonly string[], { starts, members }: Groups): Uint32Array {
  const speaks = new Uint8Array(members.length);
  for (const heading of childHeadings) {
    const { codes, texts } = columnOf(grid, heading) as RawColumn;
    const heads = texts.map(isHead);
    if (!heads.includes(true)) continue;
    for (const record of members) if (heads[codes[record] as number]) speaks[record] = 1;
  }
  const out = new Uint32Array(starts.length - 1);
  for (let group = 0; group < out.length; group += 1) {
    const from = starts[group] as number;
    out[group] = members[from] as number;
    for (let i = from; i < (starts[group + 1] as number); i += 1) {
      const record = members[i] as number;
      if (speaks[record] === 0) continue;
      out[group] = record;
      break;
    }
  }
  return out;
}

/** What speaks for a group under one heading, as its code; rows that say otherwise are noted. */
function speaker(
  grid: Grid,
  heading: string,
  { codes }: RawColumn,
  says: (code: number) => string,
  group: number,
  { starts, members, heads, conflicts }: Groups & { heads: Uint32Array; conflicts: Map<string, Map<number, number[]>> },
): number {
  const head = heads[group] as number;
  let speaks = codes[head] as number;
  const [from, to] = [starts[group] as number, starts[group + 1] as number];
  let same = true;
  for (let i = from; i < to; i += 1) if (codes[members[i] as number] !== speaks) same = false;
  if (same) return speaks;
  if (says(speaks) === "") {
    for (let i = from; i < to; i += 1) {
      const code = codes[members[i] as number] as number;
      if (says(code) === "") continue;
      speaks = code;
      break;
    }
  }
  const differing: number[] = [];
  for (let i = from; i < to; i += 1) {
    const record = members[i] as number;
    const said = says(codes[record] as number);
    if (said !== "" && said !== says(speaks)) differing.push(grid.rows[record] as number);
  }
  if (differing.length === 0) return speaks;
  const known = conflicts.get(heading) ?? new Map<number, number[]>();
  conflicts.set(heading, known);
  known.set(group, differing);
  return speaks;
}

/** What a text says, however it is written: `3亩`, `３` and `3.0` are the same; "" where it says nothing, as 无 does. */
function meanings({ texts }: RawColumn, { cell }: Mapped, units: UnitWords): (code: number) => string {
  const known: (string | undefined)[] = [];
  return (code) => {
    const kept = known[code];
    if (kept !== undefined) return kept;
    const said = meaning(texts[code] ?? "", cell, units);
    known[code] = said;
    return said;
  };
}

function meaning(raw: string, cell: Mapped["cell"], units: UnitWords): string {
  if (cell.type.kind === "text") return label(raw);
  const read = readCell(raw, cell, units);
  if (read.kind === "nothing") return "";
  return read.kind === "value" ? shownCell(read.value) : label(raw);
}
