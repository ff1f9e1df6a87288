/** Checks that are worked out row by row, as columns. */
import * as R from "../../compiler/ir/rational.js";
import type { CheckDef } from "../../compiler/ir/types.js";
import { CHECK_STATES, type CheckColumns } from "../outcome.js";
import type { CheckResult } from "../run.js";
import { once } from "./once.js";

/** `results`: of all rows of the check, in the roster's order; asked for when someone asks for them. */
export function checkOfRows(def: CheckDef, rows: number, results: () => readonly CheckResult[]): CheckColumns {
  const all = once(results);
  return {
    check: def.id,
    byRows: true,
    entity: def.entity,
    rows,
    state: once(() => Uint8Array.from(all(), (r) => CHECK_STATES.indexOf(r.state))),
    excepted: once(() => Uint8Array.from(all(), (r) => (r.excepted ? 1 : 0))),
    money: once(() =>
      all().reduce(
        (sum: R.Rational, r) => (r.state === "notMet" && !r.excepted && r.money !== null ? R.add(sum, r.money) : sum),
        R.ZERO,
      ),
    ),
    results: (rows) =>
      rows === undefined ? all() : [...rows].sort((a, b) => a - b).flatMap((row) => all()[row] ?? []),
  };
}
