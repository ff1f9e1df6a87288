/** One record of a table → one row of the roster, or a refusal that says why. */
import { diagnostic, type Place } from "../../compiler/diagnostics/diagnostic.js";
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { Cell } from "../roster.js";
import { readCell, SCIENTIFIC } from "./cell.js";
import { type Collected, type Joining, type Reading, refuse, rowNumber, type Target, type Words } from "./collected.js";
import { raise, reopen } from "./doubts.js";
import { fold, label } from "./fold.js";
import { cellText } from "./grid.js";
import type { Mapped } from "./headings.js";
import { type IdentityRead, readIdentity } from "./identity.js";
import { keep } from "./keep.js";
import { plainKey } from "./keys.js";
import { entityName, fieldName, type Named, spellings } from "./naming.js";
import { DOUBT, type ReadColumn, statusOf, VALUE, valueAt, WORD } from "./reader.js";
import { type Action, type Decision, HIDDEN } from "./settlement.js";
import { looseCode, NOTHING, rowOfIdentity, rowWritten, UNREAD_CELL } from "./store.js";

/** Reads one record into the roster. Returns the place of its row, or -1 if it was left out. */
export function readRecord(i: number, reading: Reading, out: Collected): number {
  const { batch, parentHeading, targets, keyAt, identityAt, record } = reading;
  const { entity } = batch;
  let parent = -1;
  if (batch.parents !== null) parent = batch.parents[i] as number;
  else if (parentHeading !== null) parent = parentOf(i, parentHeading, reading, out);
  if (entity.within !== null && parent < 0) return -1;

  const key = entity.key === null ? "" : keyOf(i, reading, out);
  if (key === null) return -1;

  // A row that was found by its identity number says nothing new with it.
  const foundBy = keyAt < 0 && entity.key !== null ? identityAt : -1;
  for (let t = 0; t < targets.length; t += 1) {
    const target = targets[t] as Target;
    if (t === foundBy) {
      record[t] = NOTHING;
      continue;
    }
    const code = target.read.raw.codes[i] as number;
    const status = statusOf(target.read, code);
    if (t === keyAt) {
      const plain = status === VALUE && valueAt(target.read, code) === key;
      record[t] = plain ? target.base + code : looseCode(target.store, key);
    } else if (status === DOUBT || (target.conflicts?.has(i) ?? false)) {
      record[t] = inDoubt(i, t, shownKey(parent, key, reading, out), reading, out);
    } else {
      record[t] = status === VALUE ? target.base + code : NOTHING;
      if (status === WORD && target.used) word(i, t, reading);
    }
  }
  return keep(i, key, parent, reading, out);
}

/** The key that the row has, or would have. */
function shownKey(parent: number, key: string, { batch }: Reading, out: Collected): string {
  if (parent < 0) return key;
  const above = out.rows.get(batch.entity.within as string)?.keys[parent] as string;
  return key === "" ? above : `${above}/${key}`;
}

// ---------------------------------------------------------------- keys

/**
 * The row's own key: as written, as settled, or, where the file has none or it is ruined, that of the row with the same
 * identity number. null, with a message, if there is none of these.
 */
function keyOf(i: number, reading: Reading, out: Collected): string | null {
  const { batch, headings, joining, entry, targets, keyAt, identityAt } = reading;
  const { entity } = batch;
  const target = targets[keyAt];
  if (target) {
    const code = target.read.raw.codes[i] as number;
    if (statusOf(target.read, code) === VALUE) return valueAt(target.read, code) as string;
  }
  const keyColumn = headings.mapped[keyAt] ?? null;
  const row = rowNumber(batch, i);
  const { identity } = joining;
  const number =
    identity && entry.byIdentity.has(identity.field) ? identityIn((targets[identityAt] as Target).read, i) : null;
  if (identity && number?.kind === "value" && number.value !== null) {
    const joined = rowOfIdentity(entry, identity.field, number.value);
    if (joined >= 0) {
      reading.byIdentity.push(row);
      return entry.keys[joined] as string;
    }
  }
  const place: Place = { kind: "cell", file: batch.file, row, column: keyColumn?.heading ?? null };
  const doubt = { file: batch.file, row, entity: entity.id, key: null, value: null } as const;
  if (identity && number && keyColumn === null) return byDoubtfulIdentity(i, number, reading, out);
  const written = keyColumn ? (cellText(batch.grid, i, keyColumn.heading) ?? "") : "";
  const column = keyColumn?.column.name ?? fieldName(out.policy, entity.id, entity.key as string);
  const isPrivate = keyColumn?.column.field?.private === true;
  const value = fold(written);
  const message = diagnostic("P6008", place, {
    column,
    value: isPrivate && value !== "" ? HIDDEN : value,
    scientific: SCIENTIFIC.test(value),
  });
  const decision = raise(out, {
    ...doubt,
    column: keyColumn?.heading ?? null,
    value: isPrivate ? null : value,
    offers: ["correct", "drop"],
    message,
  });
  if (decision?.action === "correct") {
    const corrected = plainKey(decision.value);
    if (corrected !== null) return corrected;
    reopen(out, decision, message);
  }
  if (decision?.action !== "drop") {
    refuse(out, batch, row, isPrivate ? null : value || null, "P6008");
    reading.stray.push(i);
  }
  return null;
}

/** What a cell says, kept for those that are plain. */
function identityIn(column: ReadColumn, i: number): IdentityRead {
  const code = column.raw.codes[i] as number;
  if (statusOf(column, code) === VALUE) return { kind: "value", value: valueAt(column, code) as string };
  return readIdentity(column.raw.texts[code] ?? "");
}

/** A row that can be joined by its identity number alone, where that number is in doubt or matches nobody. */
function byDoubtfulIdentity(i: number, number: IdentityRead, reading: Reading, out: Collected): string | null {
  const { batch, joining, entry } = reading;
  const row = rowNumber(batch, i);
  const identity = joining.identity as NonNullable<Joining["identity"]>;
  const known = (value: string | null) => (value === null ? -1 : rowOfIdentity(entry, identity.field, value));
  const place: Place = { kind: "cell", file: batch.file, row, column: identity.heading };
  const proposed = number.kind === "doubt" ? known(number.proposal) : -1;
  const offers: Action[] = proposed < 0 ? ["correct", "drop"] : ["accept", "correct", "drop"];
  const message =
    number.kind === "doubt"
      ? diagnostic("P6020", place, {
          key: null,
          field: fieldName(out.policy, batch.entity.id, identity.field),
          fault: number.fault,
          joins: true,
        })
      : number.value === null
        ? diagnostic("P6008", place, {
            column: fieldName(out.policy, batch.entity.id, identity.field),
            value: "",
            scientific: false,
          })
        : diagnostic("P6009", place, { parent: entityName(out.policy, batch.entity.id), key: HIDDEN });
  const decision = raise(out, {
    file: batch.file,
    row,
    column: identity.heading,
    entity: batch.entity.id,
    key: null,
    value: null,
    offers,
    message,
  });
  if (decision?.action === "accept") return entry.keys[proposed] as string;
  if (decision?.action === "correct") {
    const corrected = readIdentity(decision.value);
    const joined = corrected.kind === "value" ? known(corrected.value) : -1;
    if (joined >= 0) return entry.keys[joined] as string;
    reopen(out, decision, message);
  }
  if (decision?.action !== "drop") {
    refuse(out, batch, row, null, message.code);
    reading.stray.push(i);
  }
  return null;
}

/** The place of the row that this record belongs to; -1, with a message, if there is none. */
function parentOf(i: number, heading: string, { batch, parentKeys }: Reading, out: Collected): number {
  const { policy } = out;
  const within = batch.entity.within as string;
  const above = out.rows.get(within);
  const column = parentKeys as ReadColumn;
  const code = column.raw.codes[i] as number;
  const key = statusOf(column, code) === VALUE ? (valueAt(column, code) as string) : "";
  const found = key === "" || !above ? null : rowWritten(above, key);
  if (found !== null) return found;
  const row = rowNumber(batch, i);
  const parent = policy.entities.find((e) => e.id === within);
  const isPrivate = parent?.fields.find((f) => f.id === parent.key)?.private === true;
  const left = above?.left.get(key);
  if (left !== undefined) {
    // Its household was left out, and that was said there.
    if (left !== null) refuse(out, batch, row, isPrivate ? null : key, left);
    return -1;
  }
  const place: Place = { kind: "cell", file: batch.file, row, column: heading };
  const written = fold(column.raw.texts[code] ?? "");
  const message =
    key === ""
      ? diagnostic("P6008", place, {
          column: fieldName(policy, within, parent?.key ?? ""),
          value: isPrivate && written !== "" ? HIDDEN : written,
          scientific: SCIENTIFIC.test(written),
        })
      : diagnostic("P6009", place, { parent: entityName(policy, within), key: isPrivate ? HIDDEN : key });
  const decision = raise(out, {
    file: batch.file,
    row,
    column: heading,
    entity: batch.entity.id,
    key: null,
    value: isPrivate ? null : written,
    offers: ["correct", "drop"],
    message,
  });
  if (decision?.action === "drop") return -1;
  if (decision) {
    const corrected = above ? rowWritten(above, plainKey(decision.value) ?? "") : null;
    if (corrected !== null) return corrected;
    reopen(out, decision, message);
  }
  refuse(out, batch, row, isPrivate ? null : key || null, message.code);
  return -1;
}

// ---------------------------------------------------------------- cells

/** The code of a cell that is in doubt, as far as it is decided. */
function inDoubt(i: number, t: number, key: string, reading: Reading, out: Collected): number {
  const { store } = reading.targets[t] as Target;
  const mapped = reading.headings.mapped[t] as Mapped;
  const cell = cellOf(i, t, key, reading, out);
  if (cell === undefined) return UNREAD_CELL;
  if (cell === null) return NOTHING;
  return looseCode(store, canonicalOf(reading.batch.entity, mapped.column.id, out.policy)?.(cell) ?? cell);
}

/** What a cell says; null: blank; undefined: in doubt, with a message. */
function cellOf(i: number, t: number, key: string, reading: Reading, out: Collected): Cell | undefined {
  const { batch } = reading;
  const mapped = reading.headings.mapped[t] as Mapped;
  const { read: column, used, conflicts } = reading.targets[t] as Target;
  const { heading, column: field } = mapped;
  const raw = column.raw.texts[column.raw.codes[i] as number] as string | null;
  const row = rowNumber(batch, i);
  const rows = conflicts?.get(i);
  const isIdentity = t === reading.identityAt;
  const place: Place = { kind: "cell", file: batch.file, row, column: heading };
  const isPrivate = field.field?.private === true;
  const doubt = {
    file: batch.file,
    row,
    column: heading,
    entity: batch.entity.id,
    key,
    value: isPrivate || raw === null ? null : raw.trim(),
  };
  if (rows && (used || isIdentity)) {
    const message = diagnostic("P6022", place, { key, field: field.name, rows });
    const decision = raise(out, { ...doubt, value: null, offers: ["accept", "correct", "blank"], message });
    if (decision === null) return undefined;
    if (decision.action === "blank") return null;
    if (decision.action === "correct") return corrected(decision, mapped, isIdentity, message, out);
  }
  if (isIdentity && raw !== null) {
    const read = readIdentity(raw);
    if (read.kind === "value") return read.value;
    const params = { key, field: field.name, fault: read.fault, joins: false };
    const message = diagnostic("P6020", place, params);
    const offers: Action[] = read.proposal === null ? ["correct", "blank"] : ["accept", "correct", "blank"];
    const decision = raise(out, { ...doubt, offers, message });
    if (decision === null) return undefined;
    if (decision.action === "accept") return read.proposal;
    return decision.action === "blank" ? null : corrected(decision, mapped, true, message, out);
  }
  const read =
    raw === null
      ? ({ kind: "fault", fault: { kind: "notPlain" }, proposal: null } as const)
      : readCell(raw, mapped.cell, out.units);
  if (read.kind === "value") return read.value;
  if (read.kind === "nothing") {
    if (used) noteWord(reading.words, field.name, read.word, row);
    return null;
  }
  if (!used) return undefined;
  const value = isPrivate ? HIDDEN : (raw ?? "{}").trim();
  const message = diagnostic("P6006", place, { key, field: field.name, value, fault: read.fault });
  const offers: Action[] = read.proposal === null ? ["correct", "blank"] : ["accept", "correct", "blank"];
  const decision = raise(out, { ...doubt, offers, message });
  if (decision === null) return undefined;
  if (decision.action === "accept") return read.proposal;
  return decision.action === "blank" ? null : corrected(decision, mapped, false, message, out);
}

/** The value that somebody wrote instead; undefined, and the doubt is open again, if that is no value either. */
function corrected(
  decision: Decision,
  mapped: Mapped,
  isIdentity: boolean,
  message: Parameters<typeof reopen>[2],
  out: Collected,
): Cell | undefined {
  const read = isIdentity ? readIdentity(decision.value) : readCell(decision.value, mapped.cell, out.units);
  if (read.kind === "value") return read.value;
  if (read.kind === "nothing") return null;
  reopen(out, decision, message);
  return undefined;
}

/** An award's benefit is written in whichever language; the policy knows it by its id. Null: nothing to be changed. */
export function canonicalOf(
  entity: EntityDef,
  column: string,
  policy: Policy,
): ((value: Exclude<Cell, null>) => Exclude<Cell, null>) | null {
  if (!entity.history || column !== "benefit") return null;
  return (value) => {
    if (typeof value !== "string") return value;
    const wanted = label(value);
    return policy.benefits.find((b) => spellings(b.id, policy.about[b.id]).includes(wanted))?.id ?? value;
  };
}

function word(i: number, t: number, { batch, headings, targets, words }: Reading): void {
  const { raw } = (targets[t] as Target).read;
  const text = raw.texts[raw.codes[i] as number] as string;
  noteWord(words, (headings.mapped[t] as Mapped).column.name, fold(text), rowNumber(batch, i));
}

/** How many rows a note lists before it stops. */
const LISTED = 3;

function noteWord(words: Words, field: Named, word: string, row: number): void {
  count(entryOf(words, field, word), row);
}

type Noted = Words extends Map<string, infer V> ? V : never;

function entryOf(words: Words, field: Named, word: string): Noted {
  const id = `${field.en}\0${word}`;
  const seen = words.get(id) ?? { field, word, count: 0, rows: [] };
  words.set(id, seen);
  return seen;
}

function count(seen: Noted, row: number): void {
  seen.count += 1;
  if (seen.rows.length < LISTED) seen.rows.push(row);
}

/** Notes, for a record and the code of its cell in a column, the word that says there that nothing is. */
export type Noting = (code: number, i: number) => void;

export function notingOf(t: number, { batch, headings, targets, words }: Reading): Noting {
  const { texts } = (targets[t] as Target).read.raw;
  const { name } = (headings.mapped[t] as Mapped).column;
  const byCode = new Map<number, Noted>();
  return (code, i) => {
    let seen = byCode.get(code);
    if (seen === undefined) {
      seen = entryOf(words, name, fold(texts[code] as string));
      byCode.set(code, seen);
    }
    count(seen, rowNumber(batch, i));
  };
}
