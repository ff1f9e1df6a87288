/**
 * Units and their dimensions. Every classifier (头, 只, 羽, …) is a dimension of its own, month and year are two dimensions
 * that never convert by themselves, and fixed ratios (公顷, 万元, 斤) are scales of one dimension.
 */
import { div, mul, ONE, type Rational, rational } from "./rational.js";
import type { UnitKey } from "./types.js";

/** Exponent by dimension; no zero exponents. */
export type Dimensions = Readonly<Record<string, number>>;

export interface Unit {
  readonly dims: Dimensions;
  /** One of this unit in base units. */
  readonly scale: Rational;
}

/** Unit id (as in the table of spellings) → what it measures. Ids that are not here are dimensions of their own. */
const KNOWN: ReadonlyMap<string, readonly [dimension: string, scale: string]> = new Map(
  Object.entries({
    yuan: ["yuan", "1"],
    jiao: ["yuan", "0.1"],
    fen: ["yuan", "0.01"],
    mu: ["mu", "1"],
    hectare: ["mu", "15"],
    square_metre: ["mu", "3/2000"],
    kg: ["kg", "1"],
    jin: ["kg", "0.5"],
    tonne: ["kg", "1000"],
    metre: ["metre", "1"],
    kilometre: ["metre", "1000"],
    percent: ["", "0.01"],
    permille: ["", "0.001"],
    point: ["", "0.01"],
  } as const),
);

/** Units that count things: a number of them is whole. A `part` is a share (47.5 : 25 : 7.5), not a thing. */
const COUNTERS: ReadonlySet<string> = new Set([
  ..."head animal bird box comb log tree sheet item piece post person household village award".split(" "),
]);

export function isCounter(dims: Dimensions): boolean {
  const entries = Object.entries(dims);
  return entries.length === 1 && entries[0]?.[1] === 1 && COUNTERS.has(entries[0][0]);
}

export const PLAIN: Unit = { dims: {}, scale: ONE };

/** The unit with this id; a local unit (`unit basket/筐`) is a counter of its own. */
export function unitOf(id: string): Unit {
  const known = KNOWN.get(id);
  if (!known) return { dims: { [id]: 1 }, scale: ONE };
  return { dims: known[0] === "" ? {} : { [known[0]]: 1 }, scale: rational(known[1]) };
}

function combine(a: Dimensions, b: Dimensions, factor: 1 | -1): Dimensions {
  const out = new Map(Object.entries(a));
  for (const [dimension, exponent] of Object.entries(b))
    out.set(dimension, (out.get(dimension) ?? 0) + factor * exponent);
  return Object.fromEntries([...out].filter(([, exponent]) => exponent !== 0));
}

export function times(a: Unit, b: Unit): Unit {
  return { dims: combine(a.dims, b.dims, 1), scale: mul(a.scale, b.scale) };
}

export function over(a: Unit, b: Unit): Unit {
  return { dims: combine(a.dims, b.dims, -1), scale: div(a.scale, b.scale) };
}

export function sameDims(a: Dimensions, b: Dimensions): boolean {
  return key(a) === key(b);
}

/** `yuan/mu`, `yuan/person*year`, `1/year`, `` for a plain ratio. */
export function key(dims: Dimensions): UnitKey {
  const part = (sign: 1 | -1) =>
    Object.entries(dims)
      .filter(([, exponent]) => Math.sign(exponent) === sign)
      .map(([dimension, exponent]) => (Math.abs(exponent) === 1 ? dimension : `${dimension}^${Math.abs(exponent)}`))
      .sort()
      .join("*");
  const above = part(1);
  const below = part(-1);
  return below === "" ? above : `${above === "" ? "1" : above}/${below}`;
}

/** Reads what `key` wrote. */
export function dimsOf(unit: UnitKey): Dimensions {
  const out = new Map<string, number>();
  const [above = "", below = ""] = unit.split("/");
  const read = (side: string, sign: 1 | -1) => {
    for (const factor of side.split("*")) {
      const [dimension = "", exponent = "1"] = factor.split("^");
      if (dimension !== "" && dimension !== "1") out.set(dimension, sign * Number(exponent));
    }
  };
  read(above, 1);
  read(below, -1);
  return Object.fromEntries(out);
}

/**
 * What a number in `from` is multiplied by to be in `to`, when the two differ only by months for years
 * (a fixed ratio of 12 that must be asked for); null if they differ otherwise.
 */
export function periodRatio(from: Dimensions, to: Dimensions): Rational | null {
  const rest = (dims: Dimensions) => {
    const { year: _year, month: _month, ...others } = dims;
    return others;
  };
  const total = (dims: Dimensions) => (dims["year"] ?? 0) + (dims["month"] ?? 0);
  if (!sameDims(rest(from), rest(to)) || total(from) !== total(to)) return null;
  const moved = (to["year"] ?? 0) - (from["year"] ?? 0);
  let ratio = ONE;
  const twelve = rational("12");
  for (let i = 0; i < Math.abs(moved); i += 1) ratio = moved > 0 ? div(ratio, twelve) : mul(ratio, twelve);
  return ratio;
}
