/** Expressions on the row of the payee as nodes. What the kernels lack is gathered as a column, or left to the interpreter. */
import type { CompareOp, NodeId, Source } from "../../ir/columns.js";
import { dayNumber } from "../../ir/dates.js";
import { rational } from "../../ir/rational.js";
import type { Edge, Expr, PatternTest, Scalar, TableBody, ValueDef } from "../../ir/types.js";
import { type Cond, type Context, type Num, operation, SLOW, type Val } from "./context.js";
import { TooWide } from "./graph.js";
import { type Numbers, numbers } from "./numbers.js";
import { around, onFacts } from "./reach.js";

type Op<O extends Expr["op"], E extends Expr = Expr> = E extends { op: infer P } ? (O extends P ? E : never) : never;

/** `row`: whether there is a row to ask: a value of the run as a whole has none. `second`: entered amounts at their ceilings. */
export interface Place {
  readonly row: boolean;
  readonly second: boolean;
}

/** From 0 to 3. */
function placeNumber({ row, second }: Place): number {
  return (row ? 2 : 0) + (second ? 1 : 0);
}

/** What earlier stages give. */
export interface Earlier {
  readonly eligible: (entity: string) => Cond | null;
  readonly gross: (benefit: string, second: boolean) => Val;
}

export type Lowering = ReturnType<typeof lowering>;

export function lowering(c: Context, earlier: Earlier) {
  const { g, policy } = c;
  const num: Numbers = numbers(c);
  const memory = [0, 1, 2, 3].map(() => new Map<Expr, Val>());
  const UNKNOWN: Cond = { t: "bool", yes: g.NO, no: g.NO };
  const bool = (yes: boolean): Cond => ({ t: "bool", yes: yes ? g.YES : g.NO, no: yes ? g.NO : g.YES });

  function lower(e: Expr, at: Place): Val {
    const known = memory[placeNumber(at)] as Map<Expr, Val>;
    const found = known.get(e);
    if (found !== undefined) return found;
    const value = guarded(() => (OPERATIONS[e.op] as (e: Expr, at: Place) => Val)(e, at), SLOW);
    known.set(e, value);
    return value;
  }

  /** Work whose range may outgrow 64 bits. */
  function guarded<T>(work: () => T, otherwise: T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof TooWide)) throw error;
      c.leave("its range outgrows 64 bits");
      return otherwise;
    }
  }

  const cond = (e: Expr, at: Place): Cond => asCond(lower(e, at));
  const asCond = (v: Val): Cond => (v.t === "bool" ? v : UNKNOWN);
  const number = (e: Expr, at: Place): Num | null => asNum(lower(e, at));
  const asNum = (v: Val): Num | null => (v.t === "num" ? v : null);
  const orSlow = (v: Num | null, why: string): Val => v ?? c.leave(why);

  /** Evaluated by the interpreter on every row before the kernels run. */
  function gathered(e: Expr, at: Place): Val {
    if (!at.row) return c.leave(`${operation(e)} where there is no row`);
    if (!onFacts(policy, e, c.profile.readings)) return c.leave(`${operation(e)} reads results`);
    return c.read({ kind: "gathered", expr: e });
  }

  const decides = (x: Cond): boolean => g.opposite(x.yes, x.no);
  // Where every part is decided so is the whole, and its two masks are kept as opposites.
  const and = (items: readonly Cond[]): Cond => {
    const yes = g.all(items.map((i) => i.yes));
    return { t: "bool", yes, no: items.every(decides) ? g.not(yes) : g.any(items.map((i) => i.no)) };
  };
  const or = (items: readonly Cond[]): Cond => {
    const yes = g.any(items.map((i) => i.yes));
    return { t: "bool", yes, no: items.every(decides) ? g.not(yes) : g.all(items.map((i) => i.no)) };
  };
  const not = (x: Cond): Cond => ({ t: "bool", yes: x.no, no: x.yes });

  function scalar(s: Scalar): Val {
    switch (s.kind) {
      case "number":
        return num.exact(rational(s.value));
      case "bool":
        return bool(s.value);
      case "date":
        return { t: "date", n: g.int(BigInt(dayNumber(s.value))), known: g.YES };
      default:
        return { t: "text", value: s.value };
    }
  }

  // ---------------------------------------------------------------- tests

  function decided(known: NodeId, holds: NodeId): Cond {
    return { t: "bool", yes: g.and(known, holds), no: g.and(known, g.not(holds)) };
  }

  function compare(relation: CompareOp, a: Val, b: Val): Cond {
    if (a.t === "num" && b.t === "num") return guarded(() => num.compare(relation, a, b), UNKNOWN);
    if (a.t === "date" && b.t === "date") return decided(g.and(a.known, b.known), g.compare(relation, a.n, b.n));
    if (relation !== "eq" && relation !== "ne") return UNKNOWN;
    const same = equal(a, b);
    return relation === "eq" ? same : not(same);
  }

  function equal(a: Val, b: Val): Cond {
    if (a.t === "bool" && b.t === "bool") {
      const yes = g.or(g.and(a.yes, b.yes), g.and(a.no, b.no));
      return {
        t: "bool",
        yes,
        no: decides(a) && decides(b) ? g.not(yes) : g.or(g.and(a.yes, b.no), g.and(a.no, b.yes)),
      };
    }
    if (a.t === "text" && b.t === "text") return bool(a.value === b.value);
    if (a.t === "text" && b.t === "code") return equal(b, a);
    if (a.t === "code" && b.t === "text") {
      const code = a.texts.indexOf(b.value);
      return decided(a.known, code < 0 ? g.NO : g.compare("eq", a.n, g.int(BigInt(code))));
    }
    return UNKNOWN;
  }

  // ---------------------------------------------------------------- choosing

  interface Row {
    readonly when: Cond;
    readonly value: () => Val;
  }

  /** a where the mask is set, else b; both are only looked at where they are known. */
  function choose(mask: NodeId, a: Val, b: Val): Val {
    if (mask === g.YES) return a;
    if (mask === g.NO) return b;
    if (a.t === "num" && b.t === "num") return num.select(mask, a, b) ?? SLOW;
    if (a.t === "slow") return unless(mask, b);
    if (b.t === "slow") return unless(g.not(mask), a);
    if (a.t === "bool" && b.t === "bool") {
      const pick = (x: NodeId, y: NodeId) => g.or(g.and(mask, x), g.and(g.not(mask), y));
      const yes = pick(a.yes, b.yes);
      return { t: "bool", yes, no: decides(a) && decides(b) ? g.not(yes) : pick(a.no, b.no) };
    }
    if (a.t === "date" && b.t === "date") {
      return { t: "date", n: g.select(mask, a.n, b.n), known: g.or(g.and(mask, a.known), g.and(g.not(mask), b.known)) };
    }
    return c.leave("a choice between texts");
  }

  /** The value, not known where the mask is set. */
  function unless(mask: NodeId, v: Val): Val {
    const free = g.not(mask);
    if (v.t === "bool") return { t: "bool", yes: g.and(v.yes, free), no: g.and(v.no, free) };
    if (v.t === "num" || v.t === "date" || v.t === "code") return { ...v, known: g.and(v.known, free) };
    return SLOW;
  }

  /** The first row that holds, where all before it are decided. None holds: not known. */
  function firstOf(rows: readonly Row[]): Val {
    let open = g.YES;
    const taken: { readonly mask: NodeId; readonly value: Val }[] = [];
    for (const row of rows) {
      if (c.asking) row.value();
      const mask = g.and(open, row.when.yes);
      if (mask !== g.NO) taken.push({ mask, value: row.value() });
      open = g.and(open, row.when.no);
      if (open === g.NO && !c.asking) break;
    }
    const always = rows.some((r) => r.when.yes === g.YES) && rows.every((r) => decides(r.when));
    const some = always ? g.YES : g.any(taken.map((t) => t.mask));
    const last = taken.at(-1);
    if (last === undefined) return SLOW;
    const value = taken.slice(0, -1).reduceRight<Val>((rest, t) => choose(t.mask, t.value, rest), last.value);
    return some === g.YES ? value : unless(g.not(some), value);
  }

  function written(e: Op<"list">, at: Place): Row[] {
    return e.rows.map((row) => ({
      when: row.when === null ? bool(true) : cond(row.when, at),
      value: () => lower(row.then, at),
    }));
  }

  /** Marks rows in which two rules hold that exclude each other: the interpreter says so. */
  function overlapping(tests: readonly Cond[]): NodeId {
    let one = g.NO;
    let two = g.NO;
    for (const test of tests) {
      two = g.or(two, g.and(one, test.yes));
      one = g.or(one, test.yes);
    }
    c.state.sticky = g.or(c.state.sticky, two);
    return one;
  }

  function list(e: Op<"list">, at: Place): Val {
    const rows = written(e, at);
    if (e.word === "first") return firstOf(rows);
    if (e.word === "only") {
      const tests = rows.filter((_, i) => e.rows[i]?.when !== null).map((r) => r.when);
      const some = overlapping(tests);
      if (tests.every(decides) && e.rows.at(-1)?.when === null) return firstOf(rows);
      // One that surely holds leaves no room for another, whatever is undecided.
      const sure = rows.map((row, i): Row => {
        const when =
          e.rows[i]?.when === null
            ? { t: "bool" as const, yes: g.all(tests.map((t) => t.no)), no: some }
            : { ...row.when, no: g.or(row.when.no, g.and(some, g.not(row.when.yes))) };
        return { when, value: row.value };
      });
      return firstOf(sure);
    }
    return fold(e.word, rows);
  }

  function fold(word: "sum" | "highest" | "lowest" | "average", rows: readonly Row[]): Val {
    const used = rows
      .filter((r) => r.when.yes !== g.NO || r.when.no !== g.YES)
      .map((r) => ({ when: r.when, value: asNum(r.value()) }));
    let known: NodeId = g.YES;
    let has: NodeId = g.NO;
    let total: Num | null = num.exact(rational("0"));
    for (const { when, value } of used) {
      known = g.and(known, g.or(when.no, value === null ? g.NO : g.and(when.yes, value.known)));
      if (value === null || total === null) continue;
      const zero = num.exact(rational("0"));
      if (word === "sum" || word === "average") {
        const part = num.select(when.yes, value, zero);
        total = part === null ? null : num.add(total, part);
        if (part === null) known = g.NO;
      } else {
        const better: Num | null = word === "highest" ? num.max(total, value) : num.min(total, value);
        const reached: Num | null = better === null ? null : num.select(has, better, value);
        total = reached === null ? null : num.select(when.yes, reached, total);
      }
      has = g.or(has, when.yes);
    }
    if (total === null || known === g.NO) return c.leave("a list of quotients, or of what has no kernel");
    if (word === "sum") return { ...total, known };
    if (word === "average") {
      if (!used.every((r) => r.when.yes === g.YES) || used.length === 0)
        return c.leave("an average of as many as hold");
      const mean = num.div(total, num.exact(rational(String(used.length))));
      return mean === null ? SLOW : { ...mean, known };
    }
    return { ...total, known: g.and(known, has) };
  }

  // ---------------------------------------------------------------- tables

  function passes(test: PatternTest, key: Val): Cond {
    if (test.kind === "equals") return compare("eq", key, scalar(test.value));
    const side = (edge: Edge, included: "ge" | "le", excluded: "gt" | "lt"): Cond =>
      edge === null ? bool(true) : compare(edge.included ? included : excluded, key, scalar(edge.value));
    return and([side(test.low, "ge", "gt"), side(test.high, "le", "lt")]);
  }

  function select(table: TableBody, keys: readonly Val[], at: Place): Val {
    const rows = table.rows.map(
      (row): Row => ({
        when: and(
          keys.map((key, i) => {
            const tests = row.patterns[i] ?? [];
            return tests.length === 0 ? bool(true) : or(tests.map((test) => passes(test, key)));
          }),
        ),
        value: () => lower(row.value, at),
      }),
    );
    const rest = table.otherwise;
    return firstOf(rest === null ? rows : [...rows, { when: bool(true), value: () => lower(rest, at) }]);
  }

  /** Each slice of 0 to x at the rate of the row it lies in. */
  function sliced(table: TableBody, x: Num, at: Place): Val {
    const zero = num.exact(rational("0"));
    let covered: Num | null = zero;
    let total: Num | null = zero;
    let known = x.known;
    for (const row of table.rows) {
      for (const test of row.patterns[0] ?? []) {
        if (test.kind === "equals") continue;
        const edge = (e: Edge) => (e === null || e.value.kind !== "number" ? null : num.exact(rational(e.value.value)));
        const [low, high] = [edge(test.low), edge(test.high)];
        const from = low === null ? zero : num.max(low, zero);
        const to = high === null ? x : num.min(high, x);
        const length: Num | null = from === null || to === null ? null : num.sub(to, from);
        const part: Num | null = length === null ? null : num.max(length, zero);
        const rate = number(row.value, at);
        if (part === null || covered === null || total === null) return c.leave("slices of a quotient");
        if (rate === null || rate.den !== null) known = g.and(known, g.compare("eq", part.n, g.int(0n)));
        else {
          known = g.and(known, g.or(rate.known, g.compare("eq", part.n, g.int(0n))));
          total = num.add(total, num.mul(part, rate));
        }
        covered = num.add(covered, part);
      }
    }
    if (covered === null || total === null) return c.leave("slices of a quotient");
    const positive = num.max(x, zero);
    const rest: Num | null = positive === null ? null : num.sub(positive, covered);
    if (rest === null) return c.leave("slices of a quotient");
    const none = g.compare("eq", rest.n, g.int(0n));
    const rate = table.otherwise === null ? null : number(table.otherwise, at);
    if (rate === null || rate.den !== null) known = g.and(known, none);
    else {
      known = g.and(known, g.or(none, rate.known));
      total = num.add(total, num.mul(rest, rate));
    }
    return total === null ? SLOW : { ...total, known };
  }

  // ---------------------------------------------------------------- named values

  function named(id: string, at: Place): Val {
    const def = c.values.get(id);
    if (def === undefined) return c.leave(`the policy has no value ${id}`);
    if (def.body.kind === "set") return parameter(def, def.body, at);
    // A value of another entity's rows is asked of the row that holds this one.
    if (def.entity !== null && def.entity !== c.entity) return gathered({ op: "value", id }, at);
    const clause = c.state.clause;
    c.state.clause = id;
    const value = body(def, { ...at, row: at.row && def.entity !== null });
    c.state.clause = clause;
    return value;
  }

  const bodies = [0, 1, 2, 3].map(() => new Map<string, Val>());

  function body(def: ValueDef, at: Place): Val {
    const known = bodies[placeNumber(at)] as Map<string, Val>;
    const found = known.get(def.id);
    if (found !== undefined) return found;
    const b = def.body;
    let value: Val = SLOW;
    if (b.kind === "formula") value = lower(b.expr, at);
    else if (b.kind === "table")
      value = guarded(
        () =>
          select(
            b,
            b.keys.map((k) => lower(k, at)),
            at,
          ),
        SLOW,
      );
    else if (b.kind === "readings") {
      const taken = b.readings.find((r) => r.id === readingTaken(def.id));
      value = taken?.expr ? lower(taken.expr, at) : { t: "text", value: readingTaken(def.id) };
    }
    known.set(def.id, value);
    return value;
  }

  function readingTaken(question: string): string {
    const def = c.values.get(question);
    return c.profile.readings[question] ?? (def?.body.kind === "readings" ? def.body.taken : "");
  }

  function parameter(def: ValueDef, b: Extract<ValueDef["body"], { kind: "set" }>, at: Place): Val {
    const given = c.profile.parameters[def.id];
    if (given !== undefined && typeof (given as { kind?: unknown }).kind === "string") {
      const one = given as Scalar;
      const out = (low: string | null, side: 1 | -1) =>
        low !== null && one.kind === "number" && Math.sign(compareTexts(one.value, low)) === side;
      if (!out(b.low, -1) && !out(b.high, 1)) return scalar(one);
    } else if (given === undefined && b.blank !== null) return scalar(b.blank);
    else if (b.by.field !== null && at.row) return gathered({ op: "value", id: def.id }, at);
    // The interpreter says that it is missing, or out of bounds.
    c.state.sticky = g.YES;
    return c.leave(`no value is set for ${def.id}`);
  }

  function asOf(): Val {
    const on = policy.factsOn;
    const run = { t: "date" as const, n: g.int(BigInt(dayNumber(c.profile.asOf))), known: g.YES };
    if (on === null || (on.entity !== c.entity && !around(policy, c.entity).includes(on.entity))) return run;
    const source: Source = { kind: "field", entity: on.entity, field: on.field };
    const present = c.presence(source);
    if (present === null) return c.leave("no data is known of the date of the facts");
    if (present === g.NO) return run;
    const date = c.read(source);
    return date.t === "date" ? { t: "date", n: g.select(present, date.n, run.n), known: g.YES } : SLOW;
  }

  // ---------------------------------------------------------------- operations

  const OPERATIONS: { readonly [O in Expr["op"]]: (e: Op<O>, at: Place) => Val } = {
    num: (e) => num.exact(rational(e.value)),
    bool: (e) => bool(e.value),
    text: (e) => ({ t: "text", value: e.value }),
    date: (e) => scalar({ kind: "date", value: e.value }),
    enum: (e) => ({ t: "text", value: e.value }),
    field: (e, at) => {
      if (!at.row) return c.leave(`${e.entity}.${e.field} where there is no row`);
      const near = e.entity === c.entity || around(policy, c.entity).includes(e.entity);
      return near ? c.readField(e.entity, e.field) : gathered(e, at);
    },
    follow: gathered,
    value: (e, at) => named(e.id, at),
    lookup: (e, at) => named(e.id, at),
    taken: (e) => bool(readingTaken(e.question) === e.reading),
    asOf,
    eligible: (e, at) =>
      at.row
        ? (earlier.eligible(e.entity) ?? c.leave(`the eligibility of each ${e.entity}`))
        : c.leave("eligibility where there is no row"),
    result: (e, at) => {
      if (!at.row || e.stage !== "gross") return c.leave(`the ${e.stage} of ${e.benefit}`);
      return earlier.gross(e.benefit, at.second);
    },
    total: () => c.leave("the total"),
    add: (e, at) => both(e, at, num.add),
    sub: (e, at) => both(e, at, num.sub),
    mul: (e, at) => both(e, at, num.mul),
    div: (e, at) => both(e, at, num.div, "a quotient whose divisor may be negative, or is a quotient itself"),
    compare: (e, at) => compare(e.relation, lower(e.a, at), lower(e.b, at)),
    between: (e, at) => {
      const x = lower(e.x, at);
      const low = e.low === null ? bool(true) : compare(e.low.included ? "ge" : "gt", x, lower(e.low.value, at));
      const high = e.high === null ? bool(true) : compare(e.high.included ? "le" : "lt", x, lower(e.high.value, at));
      return and([low, high]);
    },
    oneOf: (e, at) => {
      const x = lower(e.x, at);
      return or(e.items.map((item) => compare("eq", x, lower(item, at))));
    },
    and: (e, at) => and(e.items.map((item) => cond(item, at))),
    or: (e, at) => or(e.items.map((item) => cond(item, at))),
    not: (e, at) => not(cond(e.x, at)),
    known: (e, at) => {
      // Only of a field is it sure that what has no value here has none for the interpreter either.
      if (e.x.op === "field" && e.x.entity === c.entity && at.row) {
        const present = c.presence({ kind: "field", entity: e.x.entity, field: e.x.field });
        return present === null
          ? c.leave(`whether ${e.x.field} is known`)
          : { t: "bool", yes: present, no: g.not(present) };
      }
      return gathered(e, at);
    },
    list,
    tally: (e, at) => {
      const zero = num.exact(rational("0"));
      const one = num.exact(rational("1"));
      const items = e.items.map((item) => cond(item, at));
      const known = g.all(items.map((i) => g.or(i.yes, i.no)));
      const count = items.reduce<Num | null>((sum, i) => {
        const part = num.select(i.yes, one, zero);
        return sum === null || part === null ? null : num.add(sum, { ...part, known: g.YES });
      }, zero);
      if (count === null) return SLOW;
      if (e.word === "count") return { ...count, known };
      return items.length === 0
        ? SLOW
        : orSlow(num.div({ ...count, known }, num.exact(rational(String(items.length)))), "a share");
    },
    collect: gathered,
    bound: (e, at) => {
      const cut = (x: Num | null, by: readonly Expr[], pick: (a: Num, b: Num) => Num | null): Num | null =>
        by.reduce<Num | null>((sum, b) => {
          const end = number(b, at);
          return sum === null || end === null ? null : pick(sum, end);
        }, x);
      return orSlow(cut(cut(number(e.x, at), e.floors, num.max), e.ceilings, num.min), "a bound on what has no kernel");
    },
    round: (e, at) => {
      const x = number(e.x, at);
      const step = rational(e.step);
      return x === null ? SLOW : num.ofSteps(num.steps(x, step, e.mode), step, x.known);
    },
    tiers: (e, at) => {
      const def = c.values.get(e.id);
      const x = number(e.x, at);
      if (def?.body.kind !== "table" || x === null || x.den !== null) return c.leave(`${e.way} of what has no kernel`);
      if (e.way === "sliced") return sliced(def.body, x, at);
      const rate = asNum(select(def.body, [x], at));
      return rate === null ? SLOW : num.mul(rate, x);
    },
    shift: gathered,
    elapsed: (e, at) => {
      const [from, to] = [lower(e.from, at), lower(e.to, at)];
      if (e.unit !== "day" || from.t !== "date" || to.t !== "date") return gathered(e, at);
      return { t: "num", n: g.sub(to.n, from.n), s: 1n, den: null, known: g.and(from.known, to.known) };
    },
  };

  function both(
    e: Op<"add" | "sub" | "mul" | "div">,
    at: Place,
    make: (a: Num, b: Num) => Num | null,
    why = "a sum of quotients",
  ): Val {
    const [a, b] = [number(e.a, at), number(e.b, at)];
    if (a === null || b === null) return SLOW;
    return orSlow(make(a, b), why);
  }

  return { lower, cond, number, num, guarded, bool, decides, overlapping };
}

function compareTexts(a: string, b: string): number {
  const [x, y] = [rational(a), rational(b)];
  const [l, r] = [x.n * y.d, y.n * x.d];
  return l < r ? -1 : l > r ? 1 : 0;
}
