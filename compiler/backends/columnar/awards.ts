/** Stages 1 to 4 as nodes: guards, awards, cuts and rounding. Where neither `due` nor `none` is set, the interpreter decides. */
import type { NodeId } from "../../ir/columns.js";
import { type Rational, rational } from "../../ir/rational.js";
import type { AmountAward, Award, BenefitDef, Expr, Guarded } from "../../ir/types.js";
import { saysAll } from "./blanks.js";
import type { Cond, Context, Num } from "./context.js";
import type { Lowering, Place } from "./expressions.js";
import { lcm } from "./numbers.js";

/** An exact number without a divisor; whatever it holds where it is not asked for. */
interface Plain {
  readonly n: NodeId;
  readonly s: bigint;
}

interface Cut extends Plain {
  readonly has: NodeId;
}

/** `due` and `none` exclude each other; `code` says why nothing is due. */
export interface Outcome {
  readonly due: NodeId;
  readonly none: NodeId;
  readonly code: NodeId;
  readonly gross: Plain;
  readonly bounded: Plain;
  readonly floor: Cut | null;
  readonly ceiling: Cut | null;
  /** The amount is one that a person entered. */
  readonly entered: NodeId;
}

/** `code` is 0 where `holds`, and why not where `no`. */
export interface Verdict {
  readonly holds: NodeId;
  readonly no: NodeId;
  readonly code: NodeId;
}

export type Awards = ReturnType<typeof awards>;

export function awards(c: Context, l: Lowering) {
  const { g } = c;
  const { num } = l;
  const zero: Plain = { n: g.int(0n), s: 1n };
  const UNKNOWN: Outcome = {
    due: g.NO,
    none: g.NO,
    code: g.int(0n),
    gross: zero,
    bounded: zero,
    floor: null,
    ceiling: null,
    entered: g.NO,
  };

  // ---------------------------------------------------------------- guards

  /** The parts of a condition that are told one by one when it fails. */
  function parts(when: Expr): readonly Expr[] {
    return when.op === "and" ? when.items : [when];
  }

  /** The first that fails is told: of those before it, each is known not to fail. One that is blank does not. */
  function judge(guard: Guarded, clause: string, at: Place, failing: boolean): Verdict {
    c.state.clause = clause;
    const test = (e: Expr) => ({ ...l.cond(e, at), all: saysAll(c, l, e, at) });
    const tests = guard.when === null ? [] : parts(guard.when).map(test);
    const excepts = guard.excepts.map((except) => ({ reason: except.reason, test: test(except.when) }));
    let open = g.YES;
    let passed = g.YES;
    let no = g.NO;
    let code = g.int(0n);
    const hits: { readonly mask: NodeId; readonly code: NodeId }[] = [];
    for (const [index, test] of tests.entries()) {
      hits.push({
        mask: g.and(passed, test.no),
        code: c.code({ notEligible: failing, clause, kind: "condition", index, reason: null }),
      });
      open = g.and(open, test.yes);
      passed = g.and(passed, test.all ? g.not(test.no) : test.yes);
    }
    for (const [index, { reason, test }] of excepts.entries()) {
      hits.push({
        mask: g.and(passed, test.yes),
        code: c.code({ notEligible: true, clause, kind: "except", index, reason }),
      });
      open = g.and(open, test.no);
      passed = g.and(passed, test.all ? g.not(test.yes) : test.no);
    }
    for (const hit of hits.reverse()) {
      if (hit.mask === g.NO) continue;
      code = g.select(hit.mask, hit.code, code);
      no = g.or(no, hit.mask);
    }
    const decided = [...tests, ...excepts.map((e) => e.test)].every(l.decides);
    return { holds: open, no: decided ? g.not(open) : no, code };
  }

  /** The first that fails is told. */
  function both(a: Verdict, b: Verdict): Verdict {
    const second = g.and(a.holds, b.no);
    const holds = g.and(a.holds, b.holds);
    const decided = g.opposite(a.holds, a.no) && g.opposite(b.holds, b.no);
    return { holds, no: decided ? g.not(holds) : g.or(a.no, second), code: g.select(second, b.code, a.code) };
  }

  // ---------------------------------------------------------------- one amount

  function nothing(clause: string, kind: "rules" | "least"): NodeId {
    return c.code({ notEligible: false, clause, kind, index: 0, reason: null });
  }

  function amount(a: AmountAward, benefit: BenefitDef, at: Place): Outcome {
    const start = a.least === null ? null : startOf(a.least, at);
    const floors = a.floors.map((f) => l.number(f, at));
    const ceilings = a.ceilings.map((x) => l.number(x, at));
    const due = l.guarded(() => cutAmount(a, benefit, floors, ceilings, at), UNKNOWN);
    if (start === null) return due;
    return {
      ...due,
      due: g.and(start.yes, due.due),
      none: start.no,
      code: g.select(start.no, nothing(benefit.id, "least"), g.int(0n)),
    };
  }

  function startOf(least: { readonly quantity: Expr; readonly from: string }, at: Place): Cond {
    const quantity = l.number(least.quantity, at);
    if (quantity === null) return { t: "bool", yes: g.NO, no: g.NO };
    return l.guarded(() => num.compare("ge", quantity, num.exact(rational(least.from))), {
      t: "bool",
      yes: g.NO,
      no: g.NO,
    });
  }

  function cutAmount(
    a: AmountAward,
    benefit: BenefitDef,
    floors: readonly (Num | null)[],
    ceilings: readonly (Num | null)[],
    at: Place,
  ): Outcome {
    const none = num.exact(rational("0"));
    const least = folded(floors, num.max);
    const most = folded(ceilings, num.min);
    const gross = grossOf(a, benefit, least, most, at);
    if (gross === null || gross.den !== null || least === "slow" || most === "slow") {
      if (gross !== null && gross.den !== null)
        c.leave("an amount that is a quotient and is not rounded where it is written");
      return UNKNOWN;
    }
    const raised = num.max(least === null ? gross : (num.max(gross, least) as Num), none) as Num;
    const bounded = num.max(most === null ? raised : (num.min(raised, most) as Num), none) as Num;
    return {
      due: bounded.known,
      none: g.NO,
      code: g.int(0n),
      gross,
      bounded,
      // A floor that a ceiling has cut below holds no longer.
      floor: least === null ? null : { ...least, has: num.holds("le", least, bounded) },
      // A ceiling below 0 cuts to 0, and so is 0.
      ceiling: most === null ? null : { ...(num.max(most, none) as Num), has: g.YES },
      entered: a.source.kind === "entered" ? g.YES : g.NO,
    };
  }

  /** null: there are none. */
  function folded(cuts: readonly (Num | null)[], pick: (a: Num, b: Num) => Num | null): Num | null | "slow" {
    let out: Num | null = null;
    for (const cut of cuts) {
      const next: Num | null = cut === null ? null : out === null ? cut : pick(out, cut);
      if (next === null || next.den !== null) {
        c.leave("a cut that has no kernel");
        return "slow";
      }
      out = next;
    }
    return out;
  }

  function grossOf(
    a: AmountAward,
    benefit: BenefitDef,
    least: Num | null | "slow",
    most: Num | null | "slow",
    at: Place,
  ): Num | null {
    if (a.source.kind === "computed") return l.number(a.source.expr, at);
    if (a.source.kind === "portion") return null;
    const top = most === "slow" ? null : most;
    const noCeiling = () => {
      c.leave("an entered amount without a ceiling");
      return null;
    };
    if (at.second) return top ?? noCeiling();
    if (c.profile.enteredColumns.includes(benefit.id)) {
      const v = c.read({ kind: "entered", benefit: benefit.id });
      return v.t === "num" ? v : null;
    }
    const assumed = c.profile.entered[benefit.id];
    if (assumed?.kind === "ceiling") return top ?? noCeiling();
    if (assumed?.kind === "floor") return least === null ? num.exact(rational("0")) : least === "slow" ? null : least;
    if (assumed?.kind === "percent")
      return top === null ? noCeiling() : num.mul(num.exact(rational(assumed.share)), top);
    c.leave("an entered amount without a column");
    return null;
  }

  // ---------------------------------------------------------------- lists of rules

  function plain(mask: NodeId, a: Plain, b: Plain): Plain {
    const s = lcm(a.s, b.s);
    return { n: g.select(mask, num.at(a, s), num.at(b, s)), s };
  }

  /** A cut that is there on some rows only. */
  function cut(mask: NodeId, a: Cut | null, b: Cut | null): Cut | null {
    if (a === null && b === null) return null;
    const has = g.or(g.and(mask, a?.has ?? g.NO), g.and(g.not(mask), b?.has ?? g.NO));
    return { ...plain(mask, a ?? zero, b ?? zero), has };
  }

  /** a where the mask is set, else b. */
  function choose(mask: NodeId, a: Outcome, b: Outcome): Outcome {
    if (mask === g.YES) return a;
    if (mask === g.NO) return b;
    const pick = (x: NodeId, y: NodeId) => g.or(g.and(mask, x), g.and(g.not(mask), y));
    const due = pick(a.due, b.due);
    const decided = g.opposite(a.due, a.none) && g.opposite(b.due, b.none);
    return {
      due,
      none: decided ? g.not(due) : pick(a.none, b.none),
      code: g.select(mask, a.code, b.code),
      gross: plain(mask, a.gross, b.gross),
      bounded: plain(mask, a.bounded, b.bounded),
      floor: cut(mask, a.floor, b.floor),
      ceiling: cut(mask, a.ceiling, b.ceiling),
      entered: pick(a.entered, b.entered),
    };
  }

  function award(a: Award, benefit: BenefitDef, at: Place): Outcome {
    if (a.kind === "amount") return amount(a, benefit, at);
    const rows = a.rows.map((row) => ({
      test: row.when === null ? l.bool(true) : l.cond(row.when, at),
      otherwise: row.otherwise,
      outcome: () => award(row.award, benefit, at),
    }));
    const rules = nothing(benefit.id, "rules");
    if (a.word === "only" || a.word === "first") return ruled(a.word, rows, rules);
    if (a.word === "average") {
      c.leave("an average of the rules that hold");
      return UNKNOWN;
    }
    return fold(a.word, rows, rules);
  }

  type Rows = readonly { readonly test: Cond; readonly otherwise: boolean; readonly outcome: () => Outcome }[];

  /** The first rule that holds; in `only` the one, whatever else is undecided. */
  function ruled(word: "only" | "first", rows: Rows, rules: NodeId): Outcome {
    const tests = rows.filter((r) => !r.otherwise).map((r) => r.test);
    const some = word === "only" ? l.overlapping(tests) : g.NO;
    const decided = rows.every((r) => l.decides(r.test));
    let open = g.YES;
    const taken: { readonly mask: NodeId; readonly outcome: Outcome }[] = [];
    for (const row of rows) {
      if (c.asking) row.outcome();
      const no =
        word === "only" && !row.otherwise && !decided
          ? g.or(row.test.no, g.and(some, g.not(row.test.yes)))
          : row.test.no;
      const mask = g.and(open, row.test.yes);
      if (mask !== g.NO) taken.push({ mask, outcome: row.outcome() });
      open = g.and(open, no);
    }
    // Nothing holds, and all is decided.
    const none = decided ? g.YES : open;
    const rest: Outcome = { ...UNKNOWN, none, code: g.select(none, rules, g.int(0n)) };
    return taken.reduceRight<Outcome>((later, t) => choose(t.mask, t.outcome, later), rest);
  }

  function fold(word: "sum" | "highest" | "lowest", rows: Rows, rules: NodeId): Outcome {
    let all: Outcome = { ...UNKNOWN, none: g.YES, code: rules };
    let decided = g.YES;
    for (const row of rows) {
      if (row.test.no === g.YES) continue;
      const outcome = row.outcome();
      decided = g.and(decided, g.or(row.test.no, g.and(row.test.yes, g.or(outcome.due, outcome.none))));
      const takes = g.and(row.test.yes, outcome.due);
      const first = g.and(takes, all.none);
      const later = g.and(takes, all.due);
      const merged = word === "sum" ? sum(all, outcome, later) : better(word, all, outcome, later);
      all = choose(first, { ...outcome, due: g.YES, none: g.NO }, { ...merged });
    }
    return {
      ...all,
      due: g.and(all.due, decided),
      none: g.and(all.none, decided),
      code: g.select(g.and(all.none, decided), rules, g.int(0n)),
    };
  }

  function sum(a: Outcome, b: Outcome, where: NodeId): Outcome {
    // Which of several entered amounts was cut is for the interpreter to tell.
    const entered = g.or(g.and(where, g.or(a.entered, b.entered)), g.NO);
    c.state.sticky = g.or(c.state.sticky, entered);
    const plus = (x: Plain, y: Plain): Plain => {
      const s = lcm(x.s, y.s);
      return { n: g.add(num.at(x, s), num.at(y, s)), s };
    };
    const both = (x: Cut | null, y: Cut | null): Cut | null =>
      x === null || y === null ? null : { ...plus(x, y), has: g.and(x.has, y.has) };
    const added: Outcome = {
      ...a,
      gross: plus(a.gross, b.gross),
      bounded: plus(a.bounded, b.bounded),
      floor: both(a.floor, b.floor),
      ceiling: both(a.ceiling, b.ceiling),
    };
    return choose(where, added, a);
  }

  function better(word: "highest" | "lowest", a: Outcome, b: Outcome, where: NodeId): Outcome {
    const s = lcm(a.bounded.s, b.bounded.s);
    const beats = g.compare(word === "highest" ? "gt" : "lt", num.at(b.bounded, s), num.at(a.bounded, s));
    return choose(g.and(where, beats), { ...b, due: a.due, none: a.none }, a);
  }

  // ---------------------------------------------------------------- rounding

  /** Stage 4 in steps: within the cuts, never below 0; 0 where nothing is due. */
  function rounded(o: Outcome, step: Rational, mode: "halfUp" | "halfEven" | "upward" | "downward"): NodeId {
    const as = (x: Plain): Num => ({ t: "num", n: x.n, s: x.s, den: null, known: g.YES });
    let steps = num.steps(as(o.bounded), step, mode);
    if (o.floor !== null) steps = g.select(o.floor.has, g.max(steps, num.steps(as(o.floor), step, "ceil")), steps);
    if (o.ceiling !== null)
      steps = g.select(o.ceiling.has, g.min(steps, num.steps(as(o.ceiling), step, "floor")), steps);
    return g.select(o.due, g.max(steps, g.int(0n)), g.int(0n));
  }

  return { judge, both, award, rounded, UNKNOWN };
}
