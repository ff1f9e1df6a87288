/** What lowering shares: the graph, the columns asked for so far, and why something is left to the interpreter. */
import type {
  Column,
  FlagBit,
  Look,
  NodeId,
  PlanBecause,
  PlanLine,
  Profile,
  Source,
  SourceProfile,
} from "../../ir/columns.js";
import { sourceId } from "../../ir/columns.js";
import { type Rational, rational } from "../../ir/rational.js";
import type { BenefitDef, Expr, Policy, ValueDef } from "../../ir/types.js";
import { graph, I32_HIGH, I32_LOW, I64_HIGH, I64_LOW } from "./graph.js";

/** Bits 0 to 30: the sign bit is left out, so that a word is a plain number wherever it is read. */
const BITS = 31;

/** An exact number on a row: node ÷ (scale × den), where `known`. `den` null is 1; else it is above 0. */
export interface Num {
  readonly t: "num";
  readonly n: NodeId;
  readonly s: bigint;
  readonly den: NodeId | null;
  readonly known: NodeId;
}

/** Three-valued: neither mask set is undecided, or not known to the plan. */
export interface Cond {
  readonly t: "bool";
  readonly yes: NodeId;
  readonly no: NodeId;
}

export type Val =
  | Num
  | Cond
  | { readonly t: "date"; readonly n: NodeId; readonly known: NodeId }
  | { readonly t: "code"; readonly n: NodeId; readonly texts: readonly string[]; readonly known: NodeId }
  | { readonly t: "text"; readonly value: string }
  /** Left to the interpreter, on every row that needs it. */
  | { readonly t: "slow" };

export const SLOW: Val = { t: "slow" };

export type Context = ReturnType<typeof context>;

/** The narrowest lane of a range, or null. */
export function laneOf(low: bigint, high: bigint): Column["lane"] | null {
  if (low >= 0n && high <= 255n) return "u8";
  if (low >= 0n && high <= 65_535n) return "u16";
  if (low >= -32_768n && high <= 32_767n) return "i16";
  if (low >= I32_LOW && high <= I32_HIGH) return "i32";
  return low >= I64_LOW && high <= I64_HIGH ? "i64" : null;
}

export function context(policy: Policy, entity: string, profile: Profile, look: Look | null) {
  const g = graph();
  const sources = new Map<string, Source>();
  const columns: Column[] = [];
  const words: { readonly bits: FlagBit[]; readonly index: number }[] = [];
  const placed = new Map<string, number>();
  const flags = new Map<string, NodeId>();
  const because: PlanBecause[] = [];
  const codes = new Map<string, number>();
  const slow = new Map<string, PlanLine>();
  /** Without data nothing is known to be out of reach: every source is asked for. */
  const asking = look === null && Object.keys(profile.sources).length === 0;
  const seen = new Map<string, SourceProfile | null>();
  const state = { clause: policy.id, sticky: g.NO };
  const values = new Map<string, ValueDef>(policy.values.map((v) => [v.id, v]));
  const benefits = new Map<string, BenefitDef>(policy.benefits.map((b) => [b.id, b]));

  /** Notes that something takes the slow lane, once for each place and reason. */
  function leave(why: string): typeof SLOW {
    const id = state.clause;
    slow.set(`${id}\n${why}`, { id, lane: "slow", scale: null, low: null, high: null, slow: why });
    return SLOW as typeof SLOW;
  }

  function flag(what: FlagBit["what"], source: Source): NodeId {
    const key = `${what} ${sourceId(source)}`;
    const found = flags.get(key);
    if (found !== undefined) return found;
    let word = words.at(-1);
    if (word === undefined || word.bits.length === BITS) {
      word = { bits: [], index: columns.length };
      words.push(word);
      columns.push({
        id: `flags ${words.length}`,
        lane: "i32",
        holds: { kind: "flags", bits: word.bits },
        low: 0n,
        high: 0n,
      });
    }
    const bit = 1 << word.bits.length;
    word.bits.push({ what, source });
    const node = g.bits(word.index, bit, bit);
    flags.set(key, node);
    return node;
  }

  function place(id: string, make: () => Column): NodeId {
    let index = placed.get(id);
    if (index === undefined) {
      index = columns.length;
      columns.push(make());
      placed.set(id, index);
    }
    const { low, high } = columns[index] as Column;
    return g.column(index, low, high);
  }

  function held(id: string, source: Source): SourceProfile | null {
    const known = seen.get(id);
    if (known !== undefined) return known;
    sources.set(id, source);
    const own = look === null ? (profile.sources[id] ?? null) : look(source);
    seen.set(id, own);
    return own;
  }

  /** A column of the roster as a value; slow where its values are not of one type, or too wide. */
  function read(source: Source): Val {
    const id = sourceId(source);
    const p = held(id, source);
    if (p === null) return leave(`no data is known of ${name(source)}`);
    // A message that a gathered expression gives must come from the interpreter.
    if (p.noted > 0) state.sticky = g.or(state.sticky, flag("noted", source));
    const known = p.missing === 0 ? g.YES : p.missing === profile.rows ? g.NO : flag("known", source);
    if (p.type === "mixed") return leave(`${name(source)} holds values of several types`);
    if (p.type === "empty" || known === g.NO) return leave(`${name(source)} is blank in every row`);
    if (p.type === "bool") {
      const yes = g.and(known, flag("yes", source));
      return { t: "bool", yes, no: g.and(known, g.not(flag("yes", source))) };
    }
    if (p.type === "text") {
      const column = (): Column => {
        const high = BigInt(Math.max(0, p.texts.length - 1));
        return { id, lane: laneOf(0n, high) ?? "i32", holds: { kind: "code", source, texts: p.texts }, low: 0n, high };
      };
      return { t: "code", n: place(id, column), texts: p.texts, known };
    }
    const scale = p.type === "date" ? 1n : p.scale;
    if (scale === null) return leave(`${name(source)} has no common denominator of reasonable size`);
    const { low, high } = stored(p, scale);
    const lane = laneOf(low, high);
    if (lane === null) return leave(`${name(source)} does not fit 64 bits at scale ${scale}`);
    const holds: Column["holds"] = p.type === "date" ? { kind: "date", source } : { kind: "number", source, scale };
    const n = place(id, () => ({ id, lane, holds, low, high }));
    return p.type === "date" ? { t: "date", n, known } : { t: "num", n, s: scale, den: null, known };
  }

  const fields = new Map<string, Map<string, Val>>();

  /** As `read`, of a field: most expressions read one, and mostly the same few. */
  function readField(entity: string, field: string): Val {
    const own = fields.get(entity) ?? new Map<string, Val>();
    fields.set(entity, own);
    const known = own.get(field);
    if (known !== undefined) return known;
    const value = read({ kind: "field", entity, field });
    // What takes the slow lane says so in each clause.
    if (value.t !== "slow") own.set(field, value);
    return value;
  }

  /** Where a source has a value; null: not known to the plan. */
  function presence(source: Source): NodeId | null {
    const p = held(sourceId(source), source);
    if (p === null || p.noted > 0) return null;
    return p.missing === 0 ? g.YES : p.missing === profile.rows ? g.NO : flag("known", source);
  }

  /** The range of the integers stored; a missing value is stored as 0. */
  function stored(p: SourceProfile, scale: bigint): { low: bigint; high: bigint } {
    const at = (text: string | null): bigint => {
      const v: Rational = rational(text ?? "0");
      return (v.n * scale) / v.d;
    };
    const [low, high] = [at(p.low), at(p.high)];
    if (p.missing === 0) return { low, high };
    return { low: low < 0n ? low : 0n, high: high > 0n ? high : 0n };
  }

  /** The code of a reason why nothing is due, from 1. */
  function code(entry: PlanBecause): NodeId {
    const key = `${entry.kind} ${entry.index} ${entry.notEligible} ${entry.clause}`;
    let code = codes.get(key);
    if (code === undefined) {
      code = because.push(entry);
      codes.set(key, code);
    }
    return g.int(BigInt(code));
  }

  /** Flags in the narrowest word that holds them. */
  function finished(): Column[] {
    return columns.map((c) => {
      if (c.holds.kind !== "flags") return c;
      const high = 2n ** BigInt(c.holds.bits.length) - 1n;
      return { ...c, high, lane: laneOf(0n, high) as Column["lane"] };
    });
  }

  return {
    policy,
    entity,
    profile,
    g,
    sources,
    because,
    slow,
    asking,
    state,
    values,
    benefits,
    leave,
    read,
    readField,
    presence,
    code,
    finished,
  };
}

export function name(source: Source): string {
  return source.kind === "gathered" ? operation(source.expr) : sourceId(source);
}

/** What an expression is, in the words of a plan. */
export function operation(e: Expr): string {
  switch (e.op) {
    case "collect":
      return `the ${e.word} over ${e.set.entity}`;
    case "elapsed":
      return `${e.unit}s between two dates`;
    case "shift":
      return "a date moved";
    case "field":
    case "follow":
      return `${e.entity}.${e.field}`;
    case "value":
      return `value ${e.id}`;
    default:
      return e.op;
  }
}
