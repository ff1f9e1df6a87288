/** A record that was read → the roster, beside the rows that are there already. */
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { type Collected, type Reading, refuse, rowNumber, type Target } from "./collected.js";
import { raise } from "./doubts.js";
import type { Mapped } from "./headings.js";
import { entityName, fieldName } from "./naming.js";
import { type Action, HIDDEN } from "./settlement.js";
import {
  columnIn,
  decoded,
  type EntityRows,
  indexKey,
  looseCode,
  NOTHING,
  noteIdentity,
  rowOfIdentity,
  rowOfKey,
  sameCodes,
  UNREAD_CELL,
} from "./store.js";

/**
 * Adds the record that stands in `reading.record` under its key, and returns the place of its row; -1 if it was left out. A
 * child's key need only differ among its siblings. A key that is taken: a second file about the same entity adds its columns
 * to the row, as village forms are joined by household; anything else is in doubt.
 */
export function keep(i: number, written: string, parent: number, reading: Reading, out: Collected): number {
  const { batch, joining, entry, targets, record } = reading;
  const { entity } = batch;
  const above = parent < 0 ? "" : (out.rows.get(entity.within as string)?.keys[parent] as string);
  const place = entity.key === null ? (entry.children.get(parent) ?? 0) + 1 : 0;
  const shown = entity.key === null ? `#${place}` : written;
  const key = entity.key === null ? above + shown : parent >= 0 ? `${above}/${written}` : written;
  // Numbers that are counted up are new, unless they were counted before.
  const counted = entity.key === null && entry.restored === 0;
  const taken = counted ? -1 : rowOfKey(entry, shown, parent, key);
  if (taken >= 0) return again(i, { written, key, parent }, taken, reading, out);
  const code = entry.left.get(written);
  if (code !== undefined && entity.within === null) {
    if (code !== null) refuse(out, batch, rowNumber(batch, i), written, code);
    return -1;
  }
  if (joining.adds && !matched(i, written, reading, out)) return -1;
  if (!sameIdentity(i, written, reading, out)) return -1;
  const row = entry.count;
  entry.count += 1;
  if (entity.key === null) entry.children.set(parent, place);
  entry.keys.push(key);
  entry.parents[row] = parent;
  for (let t = 0; t < targets.length; t += 1) (targets[t] as Target).store.codes[row] = record[t] as number;
  if (reading.keyAt < 0 && entity.key !== null) {
    const store = columnIn(entry, entity.key);
    const code = looseCode(store, written);
    store.codes[row] = code;
  }
  if (!counted) indexKey(entry, shown);
  reading.lines[row] = rowNumber(batch, i);
  if (joining.identity) noteIdentity(entry, joining.identity.field, row);
  return row;
}

/** A form that only adds to what other files list: a row that they do not have belongs to nobody. */
function matched(i: number, written: string, reading: Reading, out: Collected): boolean {
  const { batch, headings, stray, keyAt } = reading;
  const { entity } = batch;
  const row = rowNumber(batch, i);
  const column = headings.mapped[keyAt]?.heading ?? null;
  const isPrivate = entity.fields.find((f) => f.id === entity.key)?.private === true;
  const key = isPrivate ? HIDDEN : written;
  const decision = raise(out, {
    file: batch.file,
    row,
    column,
    entity: entity.id,
    key: isPrivate ? null : written,
    value: isPrivate ? null : written,
    offers: ["drop", "accept"],
    message: diagnostic(
      "P6009",
      { kind: "cell", file: batch.file, row, column },
      { parent: entityName(out.policy, entity.id), key },
    ),
  });
  if (decision?.action === "accept") return true;
  if (decision === null) {
    refuse(out, batch, row, isPrivate ? null : written, "P6009");
    stray.push(i);
  }
  return false;
}

/** The identity number of the record at hand. */
function numberOf({ identityAt, record, targets }: Reading): string | null {
  const code = record[identityAt];
  if (code === undefined || code <= UNREAD_CELL) return null;
  const number = decoded((targets[identityAt] as Target).store, code);
  return typeof number === "string" ? number : null;
}

/** Two rows with one identity number: the same household listed twice, unless somebody says otherwise. */
function sameIdentity(i: number, written: string, reading: Reading, out: Collected): boolean {
  const { batch, joining, entry } = reading;
  const { entity } = batch;
  if (!joining.identity || entity.within !== null) return true;
  const number = numberOf(reading);
  const first = number === null ? -1 : rowOfIdentity(entry, joining.identity.field, number);
  if (first < 0) return true;
  const row = rowNumber(batch, i);
  const column = joining.identity.heading;
  const field = fieldName(out.policy, entity.id, joining.identity.field);
  const decision = raise(out, {
    file: batch.file,
    row,
    column,
    entity: entity.id,
    key: written || null,
    value: null,
    offers: ["drop", "accept"],
    message: diagnostic(
      "P6021",
      { kind: "cell", file: batch.file, row, column },
      { key: written, field, first: entry.keys[first] as string, row: firstLine(entry, first) },
    ),
  });
  if (decision?.action === "accept") return true;
  entry.left.set(written, decision === null ? "P6021" : null);
  if (decision === null) refuse(out, batch, row, written, "P6021");
  return false;
}

/** The line of a row in the first file that has it. */
function firstLine(entry: EntityRows, row: number): number {
  for (const lines of entry.lines.values()) if ((lines[row] ?? 0) > 0) return lines[row] as number;
  return 0;
}

interface Candidate {
  readonly written: string;
  readonly key: string;
  readonly parent: number;
}

/** A key that is there already. */
function again(i: number, candidate: Candidate, row: number, reading: Reading, out: Collected): number {
  const { batch, headings, joining, targets, record, lines, entry } = reading;
  const { entity } = batch;
  const before = lines[row] as number;
  const twice = before > 0;
  // What a second file leaves blank, the first may know; two rows of one file must say the same, in all its columns.
  const differs: number[] = [];
  for (let t = 0; t < targets.length; t += 1) {
    const { store } = targets[t] as Target;
    const [mine, known] = [record[t] as number, store.codes[row] as number];
    if (t === reading.keyAt || mine === known) continue;
    const says = mine > UNREAD_CELL;
    if (twice ? !says && headings.mapped[t]?.column.id === joining.identity?.field : !says || known <= UNREAD_CELL)
      continue;
    if (!sameCodes(store, mine, known)) differs.push(t);
  }
  const here = rowNumber(batch, i);
  if (!twice && differs.length === 0) {
    merge();
    return row;
  }
  const key = candidate.parent < 0 ? candidate.written : candidate.key;
  const offers: Action[] = twice ? ["drop", "replace"] : ["drop", "replace", "accept"];
  const decision = raise(out, {
    file: batch.file,
    row: here,
    column: null,
    entity: entity.id,
    key,
    value: null,
    offers,
    message: diagnostic(
      "P6007",
      { kind: "cell", file: batch.file, row: here, column: null },
      {
        key,
        first: twice ? before : firstLine(entry, row),
        differs: differs.map((t) => (headings.mapped[t] as Mapped).column.name),
      },
    ),
  });
  switch (decision?.action) {
    case "replace":
      // Of one file: this row stands where the other stood. Of another: what it says goes before.
      for (let t = 0; t < targets.length; t += 1) {
        const { codes } = (targets[t] as Target).store;
        const mine = record[t] as number;
        if (t !== reading.keyAt && (twice || mine > UNREAD_CELL || codes[row] === NOTHING)) codes[row] = mine;
      }
      lines[row] = here;
      if (joining.identity) noteIdentity(entry, joining.identity.field, row);
      return row;
    case "accept":
      for (const t of differs) record[t] = NOTHING;
      merge();
      return row;
    case "drop":
      return -1;
    default:
      refuse(out, batch, here, candidate.written, "P6007");
      return -1;
  }

  /** A value goes before what could not be read, and that before a blank. */
  function merge(): void {
    lines[row] = here;
    for (let t = 0; t < targets.length; t += 1) {
      const { codes } = (targets[t] as Target).store;
      const mine = record[t] as number;
      if (mine > UNREAD_CELL || (mine === UNREAD_CELL && codes[row] === NOTHING)) codes[row] = mine;
    }
    if (joining.identity) noteIdentity(entry, joining.identity.field, row);
  }
}
