/** Tables: the row that the keys select, and tables multiplied by their own key (slab, sliced). */

import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { Edge, PatternTest, TableBody } from "../../compiler/ir/types.js";
import { firstOf } from "./lists.js";
import type { Evaluate, Scope } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

function noRow(id: string, scope: Scope): Value {
  return V.because("noRow", id, scope.row?.entity ?? null, scope.row?.key ?? null);
}

function passes(test: PatternTest, key: Value): Value {
  if (test.kind === "equals") return V.compare("eq", key, V.ofScalar(test.value));
  const side = (edge: Edge, included: "ge" | "le", excluded: "gt" | "lt"): Value =>
    edge === null ? V.YES : V.compare(edge.included ? included : excluded, key, V.ofScalar(edge.value));
  return V.and([side(test.low, "ge", "gt"), side(test.high, "le", "lt")]);
}

/** A pattern without tests takes any key. */
function matches(tests: readonly PatternTest[], key: Value): Value {
  return tests.length === 0 ? V.YES : V.or(tests.map((test) => passes(test, key)));
}

/** The value of the row that these keys select; several may be selected while a key is undecided. */
export function select(id: string, table: TableBody, keys: readonly Value[], scope: Scope, evaluate: Evaluate): Value {
  const candidates = table.rows.map((row) => ({
    when: V.and(keys.map((key, i) => matches(row.patterns[i] ?? [], key))),
    value: () => evaluate(row.value, scope),
  }));
  const rest = table.otherwise;
  return firstOf(
    rest === null ? candidates : [...candidates, { when: V.YES, value: () => evaluate(rest, scope) }],
    noRow(id, scope),
  );
}

/** All of `x` at the rate of the row it selects. */
export function slab(id: string, table: TableBody, x: Value, scope: Scope, evaluate: Evaluate): Value {
  return V.multiply(select(id, table, [x], scope, evaluate), x);
}

/** How much of 0 to `x` lies inside a range. */
function overlap(low: Rational | null, high: Rational | null, x: Rational): Rational {
  const from = low === null ? R.ZERO : R.max(low, R.ZERO);
  const to = high === null ? x : R.min(high, x);
  return R.max(R.sub(to, from), R.ZERO);
}

function edge(at: Edge): Rational | null {
  return at === null ? null : V.knownNumber(V.ofScalar(at.value));
}

/** Each slice of 0 to `x` at the rate of the row it lies in; what no row covers is at `otherwise`. */
export function sliced(id: string, table: TableBody, x: Value, scope: Scope, evaluate: Evaluate): Value {
  const size = V.knownNumber(x);
  if (size === null) return V.undecided(V.reasonsOf(x));
  if (R.sign(size) <= 0) return V.known(R.ZERO);
  let covered = R.ZERO;
  let total: Value = V.known(R.ZERO);
  for (const row of table.rows) {
    for (const test of row.patterns[0] ?? []) {
      // A single number has no extent.
      if (test.kind === "equals") continue;
      const length = overlap(edge(test.low), edge(test.high), size);
      if (R.sign(length) === 0) continue;
      covered = R.add(covered, length);
      total = V.add(total, V.multiply(V.known(length), evaluate(row.value, scope)));
    }
  }
  const rest = R.sub(size, covered);
  if (R.sign(rest) === 0) return total;
  const rate = table.otherwise === null ? noRow(id, scope) : evaluate(table.otherwise, scope);
  return V.add(total, V.multiply(V.known(rest), rate));
}
