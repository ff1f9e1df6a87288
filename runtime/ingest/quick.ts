/**
 * Rows that leave nothing in doubt, many at a time and column by column: nearly all of a roster. Those that leave something in
 * doubt, or whose key or identity number stood there before, are read one by one, in their place between the others.
 */
import { type Reading, rowNumber, type Target } from "./collected.js";
import { type Noting, notingOf } from "./lines.js";
import { EMPTY, type ReadColumn, statusOf, VALUE, WORD } from "./reader.js";
import type { Codes } from "./sheet.js";
import { indexKey, NOTHING, noteIdentities, rowOfIdentity, rowOfKey } from "./store.js";

export interface Quick {
  readonly reading: Reading;
  /** By record: 1 where it has to be read by itself. */
  readonly apart: Uint8Array;
  /** Of columns in which words say that nothing is there: what notes them. */
  readonly words: readonly { readonly column: ReadColumn; readonly note: Noting }[];
  readonly key: ReadColumn;
  readonly identity: { readonly field: string; readonly target: Target } | null;
  /** Whether some were read by themselves: what they say may have been corrected. */
  mixed: boolean;
}

/** Null: all rows are read one by one, since they add to others or belong to others. */
export function* quickOf(reading: Reading): Generator<null, Quick | null> {
  const { batch, joining, entry, targets, keyAt, identityAt } = reading;
  const { entity } = batch;
  if (entity.within !== null || entity.key === null || keyAt < 0 || batch.parents !== null) return null;
  if (joining.adds || entry.count > 0 || entry.left.size > 0) return null;
  const apart = new Uint8Array(batch.grid.rows.length);
  const words: Quick["words"][number][] = [];
  for (const [t, target] of targets.entries()) {
    yield null;
    const { read, used, conflicts } = target;
    const different = t === keyAt || (t === identityAt && joining.identity !== null);
    if (mark(read, different, t === keyAt, apart) && used) words.push({ column: read, note: notingOf(t, reading) });
    for (const record of conflicts?.keys() ?? []) apart[record] = 1;
  }
  const field = joining.identity?.field;
  const identity = field === undefined ? null : { field, target: targets[identityAt] as Target };
  return { reading, apart, words, key: (targets[keyAt] as Target).read, identity, mixed: false };
}

/** Marks the records whose cell cannot be taken as it stands. Returns whether some say in a word that nothing is there. */
function mark(column: ReadColumn, different: boolean, filled: boolean, apart: Uint8Array): boolean {
  const { raw, values } = column;
  const { codes, texts } = raw;
  let words = false;
  // By code: 1 apart. A heading stands among the texts too: nearly always, no code beyond the first is.
  const kinds = new Uint8Array(texts.length);
  let most = -1;
  for (let code = 0; code < texts.length; code += 1) {
    const status = statusOf(column, code);
    if (status === WORD) words = true;
    const stands =
      status === VALUE
        ? !different || values[code] === undefined || values[code] === texts[code]
        : (status === EMPTY || status === WORD) && !filled;
    if (stands) continue;
    kinds[code] = 1;
    most = code;
  }
  if (!different) {
    for (let i = 0; i < codes.length; i += 1) {
      const code = codes[i] as number;
      if (code <= most && kinds[code] === 1) apart[i] = 1;
    }
    return words;
  }
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] as number;
    if (kinds[code] === 1) apart[i] = 1;
    // The second row with a text that has to be different is one too many.
    else if (column.status[code] === VALUE) kinds[code] = 1;
  }
  return words;
}

/** Takes in the records from `from` up to `to`. `one` reads a record by itself; `places`, if it is not empty, takes their rows. */
export function takeQuickly(
  quick: Quick,
  from: number,
  to: number,
  places: Int32Array,
  one: (i: number) => void,
): void {
  const { reading, apart, words, key, identity } = quick;
  const { batch, entry } = reading;
  const { codes, texts } = key.raw;
  let begin = from;
  for (let i = from; i < to; i += 1) {
    const text = texts[codes[i] as number] as string;
    if (apart[i] === 1 || isTaken(text, i, quick)) {
      settle(reading, begin, i);
      one(i);
      quick.mixed = true;
      begin = i + 1;
      continue;
    }
    for (const { column, note } of words) {
      const code = column.raw.codes[i] as number;
      if (column.status[code] === WORD) note(code, i);
    }
    const row = entry.count;
    entry.count += 1;
    entry.keys.push(text);
    entry.parents[row] = -1;
    reading.lines[row] = rowNumber(batch, i);
    if (places.length > 0) places[i] = row;
    indexKey(entry, text);
    if (identity !== null) {
      copy(identity.target, i, i + 1, row);
      const { raw, status } = identity.target.read;
      if (status[raw.codes[i] as number] === VALUE) noteIdentities(entry, identity.field, row, row + 1);
    }
  }
  settle(reading, begin, to);
}

/** Whether its key or its identity number stands in a row before, or its key belongs to a row that was left out. */
function isTaken(text: string, i: number, quick: Quick): boolean {
  const { key, identity } = quick;
  const { entry } = quick.reading;
  if (entry.left.size > 0 && entry.left.has(text)) return true;
  // Texts that stand there once were compared by their codes.
  if ((key.raw.unique !== true || entry.byKey !== null) && rowOfKey(entry, text, -1, text) >= 0) return true;
  if (identity === null) return false;
  const { field, target } = identity;
  const { raw, status } = target.read;
  const code = raw.codes[i] as number;
  if (status[code] !== VALUE || (raw.unique === true && !quick.mixed)) return false;
  return rowOfIdentity(entry, field, raw.texts[code] as string) >= 0;
}

/** The records from `begin` up to `end` are the last rows: their cells are put there. */
function settle({ targets, entry }: Reading, begin: number, end: number): void {
  if (begin === end) return;
  for (const target of targets) copy(target, begin, end, entry.count - (end - begin));
}

function copy({ read, store, base }: Target, begin: number, end: number, row: number): void {
  const { status, raw } = read;
  const from: Codes = raw.codes;
  const to: Codes = store.codes;
  const shift = row - begin;
  for (let i = begin; i < end; i += 1) {
    const code = from[i] as number;
    to[i + shift] = status[code] === VALUE ? base + code : NOTHING;
  }
}
