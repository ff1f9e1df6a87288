/** Arithmetic on scaled integers: every result is exact, with its own scale. */
import type { CompareOp, DivideMode, NodeId } from "../../ir/columns.js";
import type { Rational, RoundingMode } from "../../ir/rational.js";
import type { Cond, Context, Num } from "./context.js";
import { divided } from "./graph.js";

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

export function numbers(c: Context) {
  const { g } = c;

  function exact(r: Rational): Num {
    return { t: "num", n: g.int(r.n), s: r.d, den: null, known: g.YES };
  }

  const times = (n: NodeId, factor: bigint): NodeId => g.mul(n, g.int(factor));
  /** The node of a number brought to a scale that is a multiple of its own. */
  const at = (x: { readonly n: NodeId; readonly s: bigint }, scale: bigint): NodeId => times(x.n, scale / x.s);
  const both = (a: Num, b: Num): NodeId => g.and(a.known, b.known);

  function aligned(a: Num, b: Num, make: (x: NodeId, y: NodeId) => NodeId): Num | null {
    if (a.den !== null || b.den !== null) return null;
    const s = lcm(a.s, b.s);
    return { t: "num", n: make(at(a, s), at(b, s)), s, den: null, known: both(a, b) };
  }

  const add = (a: Num, b: Num) => aligned(a, b, g.add);
  const sub = (a: Num, b: Num) => aligned(a, b, g.sub);
  const min = (a: Num, b: Num) => aligned(a, b, g.min);
  const max = (a: Num, b: Num) => aligned(a, b, g.max);
  /** a where the mask is set, else b; known where the one taken is. */
  function select(mask: NodeId, a: Num, b: Num): Num | null {
    const made = aligned(a, b, (x, y) => g.select(mask, x, y));
    return made === null ? null : { ...made, known: g.or(g.and(mask, a.known), g.and(g.not(mask), b.known)) };
  }

  function mul(a: Num, b: Num): Num {
    const den = a.den === null ? b.den : b.den === null ? a.den : g.mul(a.den, b.den);
    return { t: "num", n: g.mul(a.n, b.n), s: a.s * b.s, den, known: both(a, b) };
  }

  /** Null: the divisor may be negative, or is a quotient itself. Not known where the divisor is 0. */
  function div(a: Num, b: Num): Num | null {
    if (b.den !== null) return null;
    const fixed = g.fixed(b.n);
    if (fixed !== null) {
      if (fixed === 0n) return { ...a, known: g.NO };
      // a ÷ (p/q) = a × q ÷ p
      const [p, q] = fixed < 0n ? [-fixed, -b.s] : [fixed, b.s];
      const shared = gcd(p, q);
      return { t: "num", n: times(a.n, q / shared), s: a.s * (p / shared), den: a.den, known: both(a, b) };
    }
    if (g.number(b.n).low < 0n) return null;
    const positive = g.compare("gt", b.n, g.int(0n));
    const den = g.max(b.n, g.int(1n));
    return {
      t: "num",
      n: times(a.n, b.s),
      s: a.s,
      den: a.den === null ? den : g.mul(a.den, den),
      known: g.and(both(a, b), positive),
    };
  }

  /** A bound that is one number is moved into the scale of the other side, which keeps lanes narrow. */
  function against(relation: CompareOp, x: NodeId, n: bigint, d: bigint): NodeId {
    switch (relation) {
      case "ge":
      case "lt":
        return g.compare(relation, x, g.int(divided("ceil", n, d)));
      case "gt":
      case "le":
        return g.compare(relation, x, g.int(divided("floor", n, d)));
      default:
        return n % d === 0n ? g.compare(relation, x, g.int(n / d)) : relation === "eq" ? g.NO : g.YES;
    }
  }

  const TURNED: Record<CompareOp, CompareOp> = { ge: "le", le: "ge", gt: "lt", lt: "gt", eq: "eq", ne: "ne" };

  function holds(relation: CompareOp, a: Num, b: Num): NodeId {
    if (a.den === null && b.den === null) {
      const [x, y] = [g.fixed(a.n), g.fixed(b.n)];
      if (y !== null) return against(relation, a.n, y * a.s, b.s);
      if (x !== null) return against(TURNED[relation], b.n, x * b.s, a.s);
      const s = lcm(a.s, b.s);
      return g.compare(relation, at(a, s), at(b, s));
    }
    // Cross-multiplied: all divisors are above 0.
    const side = (x: Num, y: Num) => {
      const n = times(x.n, y.s / gcd(x.s, y.s));
      return y.den === null ? n : g.mul(n, y.den);
    };
    return g.compare(relation, side(a, b), side(b, a));
  }

  function compare(relation: CompareOp, a: Num, b: Num): Cond {
    const h = holds(relation, a, b);
    const k = both(a, b);
    return { t: "bool", yes: g.and(k, h), no: g.and(k, g.not(h)) };
  }

  /** The whole number of steps of p/q that `mode` gives. */
  function steps(x: Num, step: Rational, mode: DivideMode | RoundingMode): NodeId {
    const [over, under] = [step.d, x.s * step.n];
    const shared = gcd(over, under);
    const divisor = g.int(under / shared);
    return g.divide(mode, times(x.n, over / shared), x.den === null ? divisor : g.mul(divisor, x.den));
  }

  function ofSteps(n: NodeId, step: Rational, known: NodeId): Num {
    return { t: "num", n: times(n, step.n), s: step.d, den: null, known };
  }

  return { exact, times, at, add, sub, min, max, select, mul, div, compare, holds, steps, ofSteps };
}

export type Numbers = ReturnType<typeof numbers>;
