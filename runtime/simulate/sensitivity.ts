/** Each number a step up and a step down: what the total gains or loses. */
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { Num } from "../../compiler/ir/types.js";
import { type Case, prepareCase } from "./case.js";
import { type Engine, type Steps, type TableInput, watch } from "./engine.js";
import { ScenarioFault } from "./fault.js";
import { numberAt, numbersOf, type PolicyNumber, withNumber } from "./numbers.js";

export interface SensitivityOptions {
  /** Which numbers; parameters and delegated values unless given. */
  readonly addresses?: readonly string[];
  /** By this share of the value, on the number's grid and at least one step of it; `1/10` unless given. */
  readonly share?: Num;
  /** By this many steps of its grid instead. */
  readonly steps?: number;
}

export interface Moved {
  readonly value: Num;
  readonly total: Rational;
  readonly difference: Rational;
}

export interface SensitivityRow {
  readonly number: PolicyNumber;
  /** null: out of the number's bounds. */
  readonly down: Moved | null;
  readonly up: Moved | null;
}

export interface Sensitivity {
  readonly total: Rational;
  /** The largest effect first. */
  readonly rows: readonly SensitivityRow[];
}

/** Throws ScenarioFault for an unknown number and for a run that is refused; the signal's reason when called off. */
export async function sensitivity(
  of: Case,
  engine: Engine,
  options: SensitivityOptions = {},
  steps: Steps = {},
): Promise<Sensitivity> {
  const { input } = prepareCase(of);
  const numbers = (
    options.addresses?.map((address) => numberAt(input, address)) ??
    numbersOf(input).filter((n) => n.kind !== "derived")
  ).filter((n) => n.value !== null);
  const progress = watch(steps, 1 + 2 * numbers.length);
  const base = totalOf(engine, input);
  await progress.next();
  const rows: SensitivityRow[] = [];
  for (const number of numbers) {
    const value = R.rational(number.value as Num);
    const by = distanceOf(number, value, options);
    const moved = async (to: Rational): Promise<Moved | null> => {
      const inside = isWithin(number, to);
      const total = inside ? totalOf(engine, withNumber(input, number.address, R.text(to))) : null;
      await progress.next();
      return total === null ? null : { value: R.text(to), total, difference: R.sub(total, base) };
    };
    rows.push({ number, down: await moved(R.sub(value, by)), up: await moved(R.add(value, by)) });
  }
  const effects = new Map(rows.map((row) => [row, effect(row)]));
  rows.sort((a, b) => R.compare(effects.get(b) ?? R.ZERO, effects.get(a) ?? R.ZERO));
  return { total: base, rows };
}

function totalOf(engine: Engine, input: TableInput): Rational {
  const outcome = engine(input);
  if (outcome.refused) throw new ScenarioFault(outcome.diagnostics);
  return outcome.total.amount;
}

function distanceOf(number: PolicyNumber, value: Rational, options: SensitivityOptions): Rational {
  const step = R.rational(number.step);
  if (options.steps !== undefined) return R.mul(step, R.integer(options.steps));
  const share = R.mul(R.sign(value) < 0 ? R.neg(value) : value, R.rational(options.share ?? "1/10"));
  return R.max(step, R.round(share, step, "halfUp"));
}

/** Below 0 a number of a rule means nothing, unless its bounds say so. */
function isWithin(number: PolicyNumber, value: Rational): boolean {
  const low = R.rational(number.low ?? "0");
  return R.compare(value, low) >= 0 && (number.high === null || R.compare(value, R.rational(number.high)) <= 0);
}

function effect({ down, up }: SensitivityRow): Rational {
  const size = (m: Moved | null) =>
    m === null ? R.ZERO : R.sign(m.difference) < 0 ? R.neg(m.difference) : m.difference;
  return R.max(size(down), size(up));
}
