/**
 * A form's rows that belong to somebody, nobody knows to whom. Whoever stands in the other files and not on the form may be
 * the one: what the form would say of them is not blank but not known, until the row is settled.
 */
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { type Collected, fileOf, type Reading, rowNumber, type Target } from "./collected.js";
import { entityName } from "./naming.js";
import { statusOf, VALUE, valueAt } from "./reader.js";
import { shownCell } from "./same.js";
import { decoded, NOTHING, UNREAD_CELL } from "./store.js";

export function leaveOpen(reading: Reading, out: Collected): void {
  const { batch, targets, entry, stray, lines } = reading;
  if (stray.length === 0 || batch.entity.within !== null) return;
  const open: number[] = [];
  for (let row = 0; row < entry.count; row += 1) {
    if (lines[row] === 0 && stray.some((record) => mayBe(record, row, reading))) open.push(row);
  }
  if (open.length === 0) return;
  for (const row of open) {
    for (const { store } of targets) if (store.codes[row] === NOTHING) store.codes[row] = UNREAD_CELL;
  }
  const keys = open.map((row) => entry.keys[row] as string);
  const rows = stray.map((record) => rowNumber(batch, record));
  out.diagnostics.push(
    diagnostic("P6031", fileOf(batch.file), { rows, entity: entityName(out.policy, batch.entity.id), keys }),
  );
}

/** Whether nothing that both say speaks against it. */
function mayBe(record: number, row: number, { targets, keyAt, identityAt }: Reading): boolean {
  return targets.every(({ store, read }: Target, t) => {
    const known = store.codes[row] as number;
    if (known <= UNREAD_CELL || t === keyAt || t === identityAt) return true;
    const code = read.raw.codes[record] as number;
    return statusOf(read, code) !== VALUE || shownCell(valueAt(read, code)) === shownCell(decoded(store, known));
  });
}
