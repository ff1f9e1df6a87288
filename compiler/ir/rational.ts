/**
 * Exact rational arithmetic. A rational is normalised: the denominator is positive and shares no factor with the numerator.
 * The only place in which numbers are read from and written to text; decimal.js reads and prints decimals.
 */
import { Decimal } from "decimal.js";

const Exact = Decimal.clone({ precision: 1_000, toExpNeg: -9e15, toExpPos: 9e15 });

export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function make(n: bigint, d: bigint): Rational {
  if (d === 1n) return { n, d };
  const g = gcd(n, d);
  return g === 1n ? { n, d } : { n: n / g, d: d / g };
}

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

export function integer(n: bigint | number): Rational {
  return { n: BigInt(n), d: 1n };
}

/** The quotient n / d. Throws RangeError if d is 0. */
export function ratio(n: bigint, d: bigint): Rational {
  if (d === 0n) throw new RangeError("division by zero");
  return d < 0n ? make(-n, -d) : make(n, d);
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
const FRACTION = /^(-?\d+)\/(\d+)$/;

/** Reads `3000`, `-0.05` or `1/3`; null for anything else (exponents, signs, spaces and digit groups included). */
export function parse(text: string): Rational | null {
  const fraction = FRACTION.exec(text);
  if (fraction) {
    const d = BigInt(fraction[2] as string);
    return d === 0n ? null : ratio(BigInt(fraction[1] as string), d);
  }
  if (!DECIMAL.test(text)) return null;
  const point = text.indexOf(".");
  if (point < 0) return { n: BigInt(text), d: 1n };
  const digits = text.length - point - 1;
  return make(BigInt(text.slice(0, point) + text.slice(point + 1)), 10n ** BigInt(digits));
}

/** Like parse, for text that the program itself has written. */
export function rational(text: string): Rational {
  const value = parse(text);
  if (value === null) throw new RangeError(`not an exact number: ${text}`);
  return value;
}

export function add(a: Rational, b: Rational): Rational {
  return a.d === b.d ? make(a.n + b.n, a.d) : make(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function sub(a: Rational, b: Rational): Rational {
  return a.d === b.d ? make(a.n - b.n, a.d) : make(a.n * b.d - b.n * a.d, a.d * b.d);
}

export function mul(a: Rational, b: Rational): Rational {
  return make(a.n * b.n, a.d * b.d);
}

/** Throws RangeError if b is 0. */
export function div(a: Rational, b: Rational): Rational {
  return ratio(a.n * b.d, a.d * b.n);
}

export function neg(a: Rational): Rational {
  return { n: -a.n, d: a.d };
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equal(a: Rational, b: Rational): boolean {
  return a.n === b.n && a.d === b.d;
}

export function sign(a: Rational): -1 | 0 | 1 {
  return a.n < 0n ? -1 : a.n > 0n ? 1 : 0;
}

export function min(a: Rational, b: Rational): Rational {
  return compare(a, b) <= 0 ? a : b;
}

export function max(a: Rational, b: Rational): Rational {
  return compare(a, b) >= 0 ? a : b;
}

/** The greatest integer not above a. */
export function floor(a: Rational): bigint {
  const q = a.n / a.d;
  return a.n < 0n && q * a.d !== a.n ? q - 1n : q;
}

export type RoundingMode = "halfUp" | "halfEven" | "upward" | "downward";

/**
 * The whole multiple of `step` (> 0) that `mode` gives, as that multiple: halfUp goes away from zero at a half,
 * upward away from zero, downward toward zero (GB/T 8170 and the everyday 四舍五入, 四舍六入, 进一, 舍去).
 */
export function steps(a: Rational, step: Rational, mode: RoundingMode): bigint {
  const q = div(a, step);
  const negative = q.n < 0n;
  const n = negative ? -q.n : q.n;
  const whole = n / q.d;
  const twice = (n - whole * q.d) * 2n;
  let magnitude = whole;
  if (mode === "upward") magnitude += twice > 0n ? 1n : 0n;
  else if (mode === "halfUp") magnitude += twice >= q.d ? 1n : 0n;
  else if (mode === "halfEven") {
    if (twice > q.d || (twice === q.d && whole % 2n === 1n)) magnitude += 1n;
  }
  return negative ? -magnitude : magnitude;
}

export function round(a: Rational, step: Rational, mode: RoundingMode): Rational {
  return mul(integer(steps(a, step, mode)), step);
}

/** Canonical text: a plain decimal if it ends, else `n/d`. `parse` reads it back unchanged. */
export function text(a: Rational): string {
  if (a.d === 1n) return a.n.toString();
  let d = a.d;
  let twos = 0;
  let fives = 0;
  while (d % 2n === 0n) {
    d /= 2n;
    twos += 1;
  }
  while (d % 5n === 0n) {
    d /= 5n;
    fives += 1;
  }
  if (d !== 1n) return `${a.n}/${a.d}`;
  return fixed(a, Math.max(twos, fives));
}

/**
 * The decimal with `places` digits after the point. The value must have no more: display never rounds what was not rounded.
 * Throws RangeError otherwise.
 */
export function fixed(a: Rational, places: number): string {
  const scaled = a.n * 10n ** BigInt(places);
  if (scaled % a.d !== 0n) throw new RangeError(`${a.n}/${a.d} does not end after ${places} decimals`);
  return new Exact((scaled / a.d).toString()).div(new Exact(10).pow(places)).toFixed(places);
}
