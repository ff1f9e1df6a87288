/**
 * The numbers of a policy that a simulation may change, each with an address: `grain_rate` for a parameter, `grain#2` for the
 * second number of a clause with several, `income_goal@甲镇` for what one town has set. Changing one is a pure function.
 */
import * as R from "../../compiler/ir/rational.js";
import type { Num, Policy, Scalar, UnitKey, ValueDef } from "../../compiler/ir/types.js";
import type { TableInput } from "./engine.js";
import { refuse } from "./fault.js";
import { addressWords } from "./words.js";

export interface PolicyNumber {
  readonly address: string;
  /** The clause that it stands in, by the id under which `about` tells of it. */
  readonly clause: string;
  /** `decided`: a parameter; `derived`: in any other clause; `delegated`: left to others, for all or for one of them. */
  readonly kind: "decided" | "derived" | "delegated";
  /** In base units; null: delegated and not given. */
  readonly value: Num | null;
  /** null: not known, as for a number inside a formula. */
  readonly unit: UnitKey | null;
  readonly whole: boolean;
  readonly low: Num | null;
  readonly high: Num | null;
  /** The distance between two neighbouring values: the place of the last decimal of its value. In base units. */
  readonly step: Num;
}

type SetValue = ValueDef & { readonly body: Extract<ValueDef["body"], { kind: "set" }> };

/** Every number that can be changed: parameters first, then what others set, then the numbers of all other clauses. */
export function numbersOf(input: Pick<TableInput, "policy" | "parameters">): PolicyNumber[] {
  const { policy } = input;
  const found: PolicyNumber[] = [];
  for (const def of policy.values) if (def.head === "param" && def.body.kind !== "set") found.push(...inValue(def));
  for (const def of policy.values) if (isSet(def)) found.push(...delegated(def, input.parameters?.[def.id]));
  for (const def of policy.values) if (def.head !== "param" && def.body.kind !== "set") found.push(...inValue(def));
  for (const clause of clausesOf(policy)) found.push(...inClause(clause.address, clause.about, clause.node));
  return found;
}

/** Throws ScenarioFault (P5101) if nothing has this address. */
export function numberAt(input: Pick<TableInput, "policy" | "parameters">, address: string): PolicyNumber {
  const all = numbersOf(input);
  const found = all.find((n) => n.address === address);
  if (found) return found;
  const [id, whose] = address.split("@");
  const open = all.find((n) => n.address === id && n.kind === "delegated");
  if (open && whose !== undefined) return { ...open, address };
  const known = all.filter((n) => n.kind !== "derived").map((n) => addressWords(input.policy, n.address));
  return refuse("P5101", { name: address, known });
}

/** The input with this number changed. Throws ScenarioFault: P5101 for an unknown address, P5102 for a value out of bounds. */
export function withNumber<I extends Pick<TableInput, "policy" | "parameters">>(
  input: I,
  address: string,
  value: Num,
): I {
  const number = numberAt(input, address);
  demandWithin(input.policy, number, value);
  if (number.kind !== "delegated") return { ...input, policy: withParameter(input.policy, address, value) };
  const [id = "", whose] = address.split("@");
  const scalar: Scalar = { kind: "number", value };
  const before = input.parameters?.[id];
  const each = before !== undefined && !isScalar(before) ? before : {};
  return {
    ...input,
    parameters: { ...input.parameters, [id]: whose === undefined ? scalar : { ...each, [whose]: scalar } },
  };
}

/** The policy with one of its own numbers changed. The policy that is given stays as it is. */
export function withParameter(policy: Policy, address: string, value: Num): Policy {
  const { clause, place } = placeOf(policy, address);
  let seen = 0;
  const changed = mapNumbers(clause.node, (old) => {
    seen += 1;
    return seen === place ? value : old;
  });
  if (place < 1 || seen < place) {
    return refuse("P5101", { name: address, known: [] });
  }
  return clause.put(changed);
}

// ---------------------------------------------------------------- bounds

function demandWithin(policy: Policy, number: PolicyNumber, value: Num): void {
  const given = R.parse(value);
  const low = number.low === null ? null : R.rational(number.low);
  const high = number.high === null ? null : R.rational(number.high);
  const fits =
    given !== null &&
    (low === null || R.compare(given, low) >= 0) &&
    (high === null || R.compare(given, high) <= 0) &&
    (!number.whole || given.d === 1n);
  if (fits) return;
  refuse("P5102", {
    name: addressWords(policy, number.address),
    value,
    low: number.low,
    high: number.high,
    whole: number.whole,
  });
}

/** One in the place of the last decimal: 300.5 → 0.1, 3000 → 1. A fraction that does not end has its own denominator. */
export function gridOf(value: R.Rational): R.Rational {
  const written = R.text(value);
  if (written.includes("/")) return R.ratio(1n, value.d);
  const point = written.indexOf(".");
  return point < 0 ? R.ONE : R.ratio(1n, 10n ** BigInt(written.length - point - 1));
}

/** A plain ratio (5%) moves by whole percents at most. */
function stepFor(value: Num | null, unit: UnitKey | null, whole: boolean, scale: Num): Num {
  if (whole) return R.text(R.max(R.ONE, R.rational(scale)));
  const most = unit === "" ? R.ratio(1n, 100n) : R.ONE;
  const own = value === null ? most : gridOf(R.rational(value));
  return R.text(R.min(R.min(own, most), R.rational(scale)));
}

// ---------------------------------------------------------------- where numbers stand

function isSet(def: ValueDef): def is SetValue {
  return def.body.kind === "set";
}

function isScalar(given: Scalar | Readonly<Record<string, Scalar>>): given is Scalar {
  return typeof (given as { kind?: unknown }).kind === "string";
}

function delegated(def: SetValue, given: Scalar | Readonly<Record<string, Scalar>> | undefined): PolicyNumber[] {
  if (def.type.kind !== "number") return [];
  const { unit, whole } = def.type;
  const { low, high, scale, blank } = def.body;
  const one = (address: string, scalar: Scalar | null | undefined): PolicyNumber => {
    const value = scalar?.kind === "number" ? scalar.value : null;
    return {
      address,
      clause: def.id,
      kind: "delegated",
      value,
      unit,
      whole,
      low,
      high,
      step: stepFor(value, unit, whole, scale),
    };
  };
  if (given === undefined || isScalar(given)) return [one(def.id, given ?? blank)];
  return [one(def.id, blank), ...Object.entries(given).map(([whose, scalar]) => one(`${def.id}@${whose}`, scalar))];
}

function inValue(def: ValueDef): PolicyNumber[] {
  const numbers = inClause(def.id, def.id, def.body);
  if (def.body.kind !== "formula" || def.body.expr.op !== "num" || def.type.kind !== "number") {
    return numbers.map((n) => (def.head === "param" ? { ...n, kind: "decided" } : n));
  }
  const { unit, whole } = def.type;
  return numbers.map((n) => ({
    ...n,
    kind: def.head === "param" ? "decided" : "derived",
    unit,
    whole,
    step: stepFor(n.value, unit, whole, "1"),
  }));
}

function inClause(address: string, about: string, node: unknown): PolicyNumber[] {
  const values: Num[] = [];
  mapNumbers(node, (value) => {
    values.push(value);
    return value;
  });
  return values.map((value, i) => ({
    address: values.length === 1 ? address : `${address}#${i + 1}`,
    clause: about,
    kind: "derived",
    value,
    unit: null,
    whole: false,
    low: null,
    high: null,
    step: stepFor(value, null, false, "1"),
  }));
}

interface Clause {
  readonly address: string;
  readonly about: string;
  readonly node: unknown;
  readonly put: (node: unknown) => Policy;
}

/** Clauses that are no named values. Pay-outs and checks may have the name of a benefit, so theirs begins with what they are. */
function clausesOf(policy: Policy): Clause[] {
  type Part = "eligibility" | "benefits" | "limits" | "payOuts" | "checks";
  const list = <P extends Part>(
    part: P,
    address: (item: Policy[P][number]) => string,
    about: (item: Policy[P][number]) => string,
  ) =>
    policy[part].map(
      (item, i): Clause => ({
        address: address(item as Policy[P][number]),
        about: about(item as Policy[P][number]),
        node: item,
        put: (node) => ({ ...policy, [part]: policy[part].map((old, at) => (at === i ? node : old)) }),
      }),
    );
  return [
    ...list(
      "eligibility",
      (e) => `eligible.${e.entity}`,
      (e) => e.entity,
    ),
    ...list(
      "benefits",
      (b) => b.id,
      (b) => b.id,
    ),
    ...list(
      "limits",
      (l) => l.id,
      (l) => l.id,
    ),
    ...list(
      "payOuts",
      (p) => `payOut.${p.id}`,
      (p) => p.id,
    ),
    ...list(
      "checks",
      (c) => `check.${c.id}`,
      (c) => c.id,
    ),
  ];
}

function placeOf(policy: Policy, address: string): { readonly clause: Clause; readonly place: number } {
  const mark = address.lastIndexOf("#");
  const own = mark < 0 ? address : address.slice(0, mark);
  const place = mark < 0 ? 1 : Number(address.slice(mark + 1));
  const at = policy.values.findIndex((v) => v.id === own && v.body.kind !== "set");
  const def = policy.values[at];
  if (def !== undefined) {
    const put = (node: unknown): Policy => ({
      ...policy,
      values: policy.values.map((old, i) => (i === at ? ({ ...def, body: node } as ValueDef) : old)),
    });
    return { clause: { address: own, about: own, node: def.body, put }, place };
  }
  const clause = clausesOf(policy).find((c) => c.address === own);
  return clause ? { clause, place } : refuse("P5101", { name: address, known: [] });
}

/**
 * The same piece of IR with its numbers, in written order, replaced: literals, the edges of table rows and starting sizes.
 * What is unchanged is the same object.
 */
function mapNumbers(node: unknown, change: (value: Num) => Num): unknown {
  if (node === null || typeof node !== "object") return node;
  if (Array.isArray(node)) {
    const items = node.map((item) => mapNumbers(item, change));
    return items.some((item, i) => item !== node[i]) ? items : node;
  }
  const own = node as Readonly<Record<string, unknown>>;
  const isNumber = own["op"] === "num" || own["kind"] === "number";
  let changed: Record<string, unknown> | null = null;
  for (const [key, inner] of Object.entries(own)) {
    const isSlot =
      typeof inner === "string" && ((isNumber && key === "value") || (key === "from" && "quantity" in own));
    const next = isSlot ? change(inner) : mapNumbers(inner, change);
    if (next === inner) continue;
    changed ??= { ...own };
    changed[key] = next;
  }
  return changed ?? node;
}
