/**
 * Benefits of which the interpreter works out each claim: awards of every month, portions inside a list of rules, what is due
 * once for each field. Only their claims are gathered, up to stage 5; what follows is columns again.
 */
import type { Rational } from "../../../compiler/ir/rational.js";
import type { BenefitDef } from "../../../compiler/ir/types.js";
import { evaluate } from "../../reference/evaluate.js";
import { strikeByHistory } from "../../reference/once.js";
import { scopeOn } from "../../reference/scope.js";
import { knownNumber, show } from "../../reference/value.js";
import type { Because } from "../../run.js";
import { entityTable } from "../../table/relations.js";
import { countedUp } from "./facts.js";
import { emptyLedger, type Ledger, take } from "./ledger.js";
import { eachRow, type RowReader } from "./rows.js";
import { NONE, OPEN, SETTLED } from "./seats.js";

export interface GatherRun {
  readonly benefit: BenefitDef;
  readonly gross: readonly (Rational | null)[];
  readonly bounded: readonly (Rational | null)[];
  /** Steps; where `due` is 1. */
  readonly rounded: Float64Array;
  /** 1: something is due and decided at stage 4. */
  readonly due: Uint8Array;
  /** Why nothing is due; null: something is, or may be. */
  readonly because: readonly (Because | null)[];
  readonly notEligible: Uint8Array;
  /** Rows whose claim another one of this run has struck. */
  readonly struck: ReadonlySet<number>;
  /** Rows left undecided behind this row, or (-1) because their own field is not known. */
  readonly behind: ReadonlyMap<number, number>;
  /** The months of each row that is paid by the month. */
  readonly monthly: boolean;
  /** What its claims were gathered with: a portion inside them is divided over every row. */
  readonly reader: RowReader;
}

export function gather(reader: RowReader, benefit: BenefitDef, step: Rational): { run: GatherRun; ledger: Ledger } {
  const { rows } = entityTable(reader.table, benefit.entity);
  const ledger = emptyLedger(benefit, rows);
  const gross: (Rational | null)[] = Array.from({ length: rows }, () => null);
  const bounded: (Rational | null)[] = gross.slice();
  const because: (Because | null)[] = Array.from({ length: rows }, () => null);
  const keys: (string | null)[] = Array.from({ length: rows }, () => null);
  const rounded = new Float64Array(rows);
  const due = new Uint8Array(rows);
  const notEligible = new Uint8Array(rows);
  const per = benefit.once?.per ?? null;
  eachRow(reader, benefit.entity, countedUp(rows), (node, row, open) => {
    const d = open.draft(benefit, node);
    const { outcome } = d.entitlement;
    if (outcome.kind === "notDue") {
      because[row] = outcome.because;
      notEligible[row] = d.entitlement.notEligible === null ? 0 : 1;
    } else if (outcome.kind === "due") {
      gross[row] = knownNumber(outcome.gross);
      bounded[row] = outcome.bounded;
      due[row] = 1;
    }
    take(ledger, row, d, step);
    rounded[row] = ledger.amount[row] as number;
    if (benefit.once === null || d.state === "none") return;
    strikeByHistory(open.world, benefit.once, d);
    take(ledger, row, d, step);
    if (per?.kind !== "field") return;
    const key = evaluate(per.expr, scopeOn(open.world, node, benefit.id));
    keys[row] = key.known ? show(key) : null;
  });
  const strikes = per?.kind === "field" ? strikeWithin(ledger, keys) : { struck: new Set<number>(), behind: new Map() };
  const monthly = benefit.every !== null;
  return { run: { benefit, gross, bounded, rounded, due, because, notEligible, monthly, reader, ...strikes }, ledger };
}

/** Of several claims on one value of the field the first stands. Behind an undecided one nothing is certain. */
function strikeWithin(
  { rows, state, amount, high }: Ledger,
  keys: readonly (string | null)[],
): { struck: Set<number>; behind: Map<number, number> } {
  const struck = new Set<number>();
  const behind = new Map<number, number>();
  const taken = new Map<string, { settled: boolean; open: number }>();
  const leave = (row: number, most: number, by: number): void => {
    state[row] = OPEN;
    amount[row] = 0;
    high[row] = most;
    behind.set(row, by);
  };
  for (let row = 0; row < rows; row += 1) {
    if (state[row] === NONE) continue;
    const most = (state[row] === OPEN ? high[row] : amount[row]) as number;
    if (most === 0) continue;
    const key = keys[row] as string | null;
    if (key === null) {
      leave(row, most, -1);
      continue;
    }
    const group = taken.get(key) ?? { settled: false, open: -1 };
    taken.set(key, group);
    if (group.settled) {
      state[row] = SETTLED;
      amount[row] = 0;
      high[row] = 0;
      struck.add(row);
    } else if (group.open >= 0) leave(row, most, group.open);
    else if (state[row] === OPEN) group.open = row;
    else group.settled = true;
  }
  return { struck, behind };
}
