/** Amounts that a person enters, in the roster column `<benefit>.approved`. */
import * as R from "../../compiler/ir/rational.js";
import type { Assumption } from "../run.js";
import { lastPaid } from "./history.js";
import type { Scope, World } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

export function enteredColumn(benefit: string): string {
  return `${benefit}.approved`;
}

/** Whether the roster has the column at all; where it does not, the run must name an assumption. */
export function hasColumn(world: World, benefit: string): boolean {
  const def = world.benefits.get(benefit);
  return def !== undefined && (world.input.roster.columns[def.entity] ?? []).includes(enteredColumn(benefit));
}

/** As entered; at its ceiling in the second run. Blank is undecided: the rule does not decide it. */
export function enteredAmount(scope: Scope, floors: readonly Value[], ceilings: readonly Value[]): Value {
  const benefit = scope.clause;
  if (scope.world.entered === "atCeiling") return bound(ceilings, V.smaller, scope);
  if (hasColumn(scope.world, benefit)) return approved(scope);
  const assumption = scope.world.input.entered?.[benefit];
  return assumption === undefined ? blank(scope) : assumed(assumption, scope, floors, ceilings);
}

/** The cell. */
export function approved(scope: Scope): Value {
  const cell = scope.row?.row.cells[enteredColumn(scope.clause)];
  return cell !== undefined && cell !== null && typeof cell === "object" ? V.known(cell) : blank(scope);
}

function blank(scope: Scope): Value {
  return V.because("missing", enteredColumn(scope.clause), scope.row?.entity ?? null, scope.row?.key ?? null);
}

function bound(cuts: readonly Value[], pick: (a: Value, b: Value) => Value, scope: Scope): Value {
  return cuts.length === 0 ? blank(scope) : cuts.reduce(pick);
}

function assumed(a: Assumption, scope: Scope, floors: readonly Value[], ceilings: readonly Value[]): Value {
  switch (a.kind) {
    case "ceiling":
      return bound(ceilings, V.smaller, scope);
    case "floor":
      return floors.length === 0 ? V.known(R.ZERO) : bound(floors, V.larger, scope);
    case "percent":
      return V.multiply(V.known(a.share), bound(ceilings, V.smaller, scope));
    case "history": {
      const paid = scope.row === null ? null : lastPaid(scope.world, scope.clause, scope.row);
      return paid === null ? blank(scope) : V.known(paid);
    }
  }
}
