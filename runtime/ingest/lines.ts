/** One line of a table → one row of the roster, or a refusal that says why. */
import { diagnostic, type Place } from "../../compiler/diagnostics/diagnostic.js";
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { Cell } from "../roster.js";
import { readCell, SCIENTIFIC } from "./cell.js";
import { type Batch, type Collected, type Joining, type Reading, refuse, type Words } from "./collected.js";
import { raise, reopen } from "./doubts.js";
import { fold, label } from "./fold.js";
import type { Mapped } from "./headings.js";
import { readIdentity } from "./identity.js";
import { keep } from "./keep.js";
import { type Column, entityName, fieldName, type Named, spellings } from "./naming.js";
import { isRead } from "./reads.js";
import type { Line } from "./records.js";
import { type Action, type Decision, HIDDEN } from "./settlement.js";

/** Reads one line into the roster. Returns its row's key, or null if it was left out. */
export function readLine(line: Line, reading: Reading, out: Collected): string | null {
  const { batch, headings, parentHeading, joining } = reading;
  const { entity } = batch;
  const parent =
    batch.parents?.get(line) ?? (parentHeading === null ? null : parentOf(batch, line, parentHeading, out));
  if (entity.within !== null && parent === null) return null;

  const keyColumn = headings.mapped.find((m) => m.column.id === entity.key) ?? null;
  const key = entity.key === null ? "" : keyOf(line, keyColumn, reading, out);
  if (key === null) return null;

  const cells: Record<string, Cell> = {};
  const faults: string[] = [];
  const shown = parent === null ? key : key === "" ? parent : `${parent}/${key}`;
  // A row that was found by its identity number says nothing new with it.
  const foundBy = keyColumn === null && entity.key !== null ? joining.identity?.heading : undefined;
  for (const mapped of headings.mapped) {
    const raw = line.cells.get(mapped.heading);
    if (raw === undefined || mapped.heading === foundBy) continue;
    const read = mapped === keyColumn ? key : cellOf(line, raw, mapped, { key: shown, reading }, out);
    if (read === undefined) faults.push(mapped.column.id);
    else if (read !== null) cells[mapped.column.id] = canonical(read, mapped.column, entity, out.policy);
  }
  if (keyColumn === null && entity.key !== null) cells[entity.key] = key;
  return keep(line, { written: key, parent, cells, faults }, reading, out);
}

// ---------------------------------------------------------------- keys

/** A key as it may be compared; null: blank or ruined. */
export function plainKey(raw: string | null | undefined): string | null {
  const key = fold(raw ?? "");
  return key === "" || key === "无" || SCIENTIFIC.test(key) ? null : key;
}

/**
 * The row's own key: as written, as settled, or, where the file has none or it is ruined, that of the row with the same
 * identity number. null, with a message, if there is none of these.
 */
function keyOf(line: Line, keyColumn: Mapped | null, reading: Reading, out: Collected): string | null {
  const { batch, joining, entry } = reading;
  const { entity } = batch;
  const written = keyColumn ? (line.cells.get(keyColumn.heading) ?? "") : "";
  const plain = plainKey(written);
  if (plain !== null) return plain;
  const { identity } = joining;
  const known = identity ? entry.byIdentity.get(identity.field) : undefined;
  const number = identity && known ? readIdentity(line.cells.get(identity.heading) ?? "") : null;
  if (number?.kind === "value" && number.value !== null) {
    const joined = known?.get(number.value);
    if (joined !== undefined) {
      reading.byIdentity.push(line.row);
      return joined;
    }
  }
  const place: Place = { kind: "cell", file: batch.file, row: line.row, column: keyColumn?.heading ?? null };
  const doubt = { file: batch.file, row: line.row, entity: entity.id, key: null, value: null } as const;
  if (identity && number && keyColumn === null) return byDoubtfulIdentity(line, number, reading, out);
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
    refuse(out, batch, line.row, isPrivate ? null : value || null, "P6008");
    reading.stray.push(line);
  }
  return null;
}

/** A row that can be joined by its identity number alone, where that number is in doubt or matches nobody. */
function byDoubtfulIdentity(
  line: Line,
  number: ReturnType<typeof readIdentity>,
  reading: Reading,
  out: Collected,
): string | null {
  const { batch, joining, entry } = reading;
  const identity = joining.identity as NonNullable<Joining["identity"]>;
  const known = entry.byIdentity.get(identity.field);
  const place: Place = { kind: "cell", file: batch.file, row: line.row, column: identity.heading };
  const proposed = number.kind === "doubt" && number.proposal !== null ? known?.get(number.proposal) : undefined;
  const offers: Action[] = proposed === undefined ? ["correct", "drop"] : ["accept", "correct", "drop"];
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
    row: line.row,
    column: identity.heading,
    entity: batch.entity.id,
    key: null,
    value: null,
    offers,
    message,
  });
  if (decision?.action === "accept") return proposed as string;
  if (decision?.action === "correct") {
    const corrected = readIdentity(decision.value);
    const joined = corrected.kind === "value" && corrected.value !== null ? known?.get(corrected.value) : undefined;
    if (joined !== undefined) return joined;
    reopen(out, decision, message);
  }
  if (decision?.action !== "drop") {
    refuse(out, batch, line.row, null, message.code);
    reading.stray.push(line);
  }
  return null;
}

/** The key of the row that this line belongs to; null, with a message, if there is none. */
function parentOf(batch: Batch, line: Line, heading: string, out: Collected): string | null {
  const { policy } = out;
  const within = batch.entity.within as string;
  const above = out.rows.get(within);
  const parent = policy.entities.find((e) => e.id === within);
  const isPrivate = parent?.fields.find((f) => f.id === parent.key)?.private === true;
  const key = plainKey(line.cells.get(heading)) ?? "";
  const found = above?.byKey.get(key) ?? [];
  if (key !== "" && found.length === 1) return found[0] as string;
  const code = above?.left.get(key);
  if (code !== undefined) {
    // Its household was left out, and that was said there.
    if (code !== null) refuse(out, batch, line.row, isPrivate ? null : key, code);
    return null;
  }
  const place: Place = { kind: "cell", file: batch.file, row: line.row, column: heading };
  const written = fold(line.cells.get(heading) ?? "");
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
    row: line.row,
    column: heading,
    entity: batch.entity.id,
    key: null,
    value: isPrivate ? null : written,
    offers: ["correct", "drop"],
    message,
  });
  if (decision?.action === "drop") return null;
  if (decision) {
    const corrected = above?.byKey.get(plainKey(decision.value) ?? "") ?? [];
    if (corrected.length === 1) return corrected[0] as string;
    reopen(out, decision, message);
  }
  refuse(out, batch, line.row, isPrivate ? null : key || null, message.code);
  return null;
}

// ---------------------------------------------------------------- cells

interface Whose {
  readonly key: string | null;
  readonly reading: Reading;
}

/** What a cell says; null: blank; undefined: in doubt, with a message. */
function cellOf(line: Line, raw: string | null, mapped: Mapped, whose: Whose, out: Collected): Cell | undefined {
  const { batch, joining } = whose.reading;
  const { heading, column } = mapped;
  const rows = line.conflicts?.get(heading);
  const used = column.field === null || isRead(column.id, batch.entity, out.reads);
  const isIdentity = joining.identity?.heading === heading;
  const place: Place = { kind: "cell", file: batch.file, row: line.row, column: heading };
  const isPrivate = column.field?.private === true;
  const doubt = {
    file: batch.file,
    row: line.row,
    column: heading,
    entity: batch.entity.id,
    key: whose.key,
    value: isPrivate || raw === null ? null : raw.trim(),
  };
  if (rows && (used || isIdentity)) {
    const message = diagnostic("P6022", place, { key: whose.key, field: column.name, rows });
    const decision = raise(out, { ...doubt, value: null, offers: ["accept", "correct", "blank"], message });
    if (decision === null) return undefined;
    if (decision.action === "blank") return null;
    if (decision.action === "correct") return corrected(decision, mapped, isIdentity, message, out);
  }
  if (isIdentity && raw !== null) {
    const read = readIdentity(raw);
    if (read.kind === "value") return read.value;
    const params = { key: whose.key, field: column.name, fault: read.fault, joins: false };
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
    if (used) noteWord(whose.reading.words, column.name, read.word, line.row);
    return null;
  }
  if (!used) return undefined;
  const value = isPrivate ? HIDDEN : (raw ?? "{}").trim();
  const message = diagnostic("P6006", place, { key: whose.key, field: column.name, value, fault: read.fault });
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

/** An award's benefit is written in whichever language; the policy knows it by its id. */
function canonical(value: Cell, column: Column, entity: EntityDef, policy: Policy): Cell {
  if (!entity.history || column.id !== "benefit" || typeof value !== "string") return value;
  const wanted = label(value);
  return policy.benefits.find((b) => spellings(b.id, policy.about[b.id]).includes(wanted))?.id ?? value;
}

/** How many rows a note lists before it stops. */
const LISTED = 3;

function noteWord(words: Words, field: Named, word: string, row: number): void {
  const id = `${field.en}\0${word}`;
  const seen = words.get(id) ?? { field, word, count: 0, rows: [] };
  words.set(id, seen);
  seen.count += 1;
  if (seen.rows.length < LISTED) seen.rows.push(row);
}
