/** The claims of each benefit after the last stratum, as columns. */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { BenefitDef } from "../../../compiler/ir/types.js";
import type { Amounts, ClaimColumns, Stage } from "../../outcome.js";
import { STATES } from "../../outcome.js";
import { amountAt, amountsOf } from "../../outcomes/index.js";
import type { Because } from "../../run.js";
import { amountsInSteps, type Ledger } from "./ledger.js";
import { OPEN, SETTLED, UNBOUNDED } from "./seats.js";
import type { Side } from "./side.js";

const [PAID, ZERO, NOT_DUE, NOT_ELIGIBLE, UNDECIDED] = STATES.map((_, i) => i) as [
  number,
  number,
  number,
  number,
  number,
];

/** `second`: the run in which every entered amount is at its ceiling. */
export function claimColumns(first: Side, second: Side, benefit: BenefitDef, step: Rational): ClaimColumns {
  const base = first.base.claims(benefit.id);
  const ledger = first.ledgers.get(benefit.id) as Ledger;
  const most = second.ledgers.get(benefit.id) as Ledger;
  const { rows } = ledger;
  const why = becauseOf(first, base, benefit.id);
  const state = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const own = ledger.state[row];
    if (own === OPEN) state[row] = UNDECIDED;
    else if (own === SETTLED) state[row] = (ledger.amount[row] as number) > 0 ? PAID : ZERO;
    else state[row] = why.notEligible(row) ? NOT_ELIGIBLE : NOT_DUE;
  }
  const made = new Map<Stage, Amounts>();
  const stage = (asked: Stage): Amounts => {
    switch (asked) {
      case "net":
        return settled(ledger, step);
      case "ceiling":
        return settled(most, step);
      case "high":
        return highs(ledger, step);
      default:
        return earlier(first, base, benefit.id, asked, step);
    }
  };
  return {
    benefit: benefit.id,
    entity: benefit.entity,
    rows,
    payee: base.payee,
    state,
    because: why.codes,
    causes: why.causes,
    amounts: (asked) => {
      const found = made.get(asked) ?? stage(asked);
      made.set(asked, found);
      return found;
    },
  };
}

function becauseOf(side: Side, base: ClaimColumns, benefit: string) {
  const gathered = side.gathered.get(benefit);
  if (gathered === undefined) {
    return {
      codes: base.because,
      causes: base.causes,
      notEligible: (row: number) => base.state[row] === NOT_ELIGIBLE,
    };
  }
  const causes: Because[] = [];
  const known = new Map<string, number>();
  const codes = Uint16Array.from(gathered.because, (because) => {
    if (because === null) return 0;
    const key = JSON.stringify(because);
    const code = known.get(key) ?? causes.push(because);
    known.set(key, code);
    return code;
  });
  return { codes, causes, notEligible: (row: number) => gathered.notEligible[row] === 1 };
}

function knownWhere(ledger: Ledger, test: (row: number) => boolean): Uint8Array | null {
  const known = new Uint8Array(ledger.rows);
  let all = true;
  for (let row = 0; row < ledger.rows; row += 1) {
    if (test(row)) known[row] = 1;
    else all = false;
  }
  return all ? null : known;
}

function settled(ledger: Ledger, step: Rational): Amounts {
  return amountsInSteps(
    ledger.amount,
    knownWhere(ledger, (row) => ledger.state[row] === SETTLED),
    step,
  );
}

function highs(ledger: Ledger, step: Rational): Amounts {
  const has = (row: number): boolean => ledger.state[row] === OPEN && ledger.high[row] !== UNBOUNDED;
  const values = ledger.high.map((high, row) => (has(row) ? high : 0));
  return amountsInSteps(values, knownWhere(ledger, has), step);
}

/** Stages 2 to 5. */
function earlier(
  side: Side,
  base: ClaimColumns,
  benefit: string,
  stage: "gross" | "bounded" | "rounded" | "afterOnce",
  step: Rational,
): Amounts {
  const gathered = side.gathered.get(benefit);
  const portion = side.portions.get(benefit);
  const shared = side.shared.get(benefit);
  const ledger = side.ledgers.get(benefit) as Ledger;
  if (stage === "afterOnce" && (gathered !== undefined || portion !== undefined))
    return settled(side.before(benefit), step);
  if (gathered !== undefined) {
    if (stage === "gross") return amountsOf(gathered.gross, step);
    if (stage === "bounded") return amountsOf(gathered.bounded, step);
    return amountsInSteps(
      gathered.rounded,
      knownWhere(ledger, (row) => gathered.due[row] === 1),
      step,
    );
  }
  if (portion === undefined || shared === undefined) return base.amounts(stage);
  const before = side.before(benefit);
  const list: (Rational | null)[] = [];
  for (let row = 0; row < ledger.rows; row += 1) {
    const asked = shared.asked.get(row);
    if (asked !== undefined) list.push(asked[stage as "gross" | "bounded" | "rounded"]);
    else if (before.state[row] !== SETTLED) list.push(null);
    else if (stage === "gross") list.push(R.mul(R.integer(BigInt(portion.steps[row] as number)), step));
    else if (stage === "bounded") list.push(shared.bounded(row));
    else list.push(R.mul(R.integer(BigInt(before.amount[row] as number)), step));
  }
  return amountsOf(list, step);
}

/** The sum of stage 3 of what is settled. `groups`: of each row; -1: none. */
export function boundedSums(columns: ClaimColumns, groups: Int32Array, count: number): Rational[] {
  const amounts = columns.amounts("bounded");
  const { values, scale, odd, known } = amounts;
  const narrow = new Float64Array(count);
  const wide = Array.from({ length: count }, () => 0n);
  const rest = Array.from({ length: count }, (): Rational => R.ZERO);
  const isNarrow = values instanceof Int32Array;
  for (let row = 0; row < columns.rows; row += 1) {
    const state = columns.state[row];
    if ((state !== PAID && state !== ZERO) || known?.[row] === 0) continue;
    const g = groups[row] as number;
    if (g < 0 || g >= count) continue;
    if (odd.size > 0 && odd.has(row)) rest[g] = R.add(rest[g] as Rational, amountAt(amounts, row) ?? R.ZERO);
    // Below 2^31 each and fewer than 2^22 rows: a double holds the sum.
    else if (isNarrow) narrow[g] = (narrow[g] as number) + (values[row] as number);
    else wide[g] = (wide[g] as bigint) + (values[row] as bigint);
  }
  return rest.map((r, g) => R.add(r, R.ratio(BigInt(narrow[g] as number) + (wide[g] as bigint), scale)));
}
