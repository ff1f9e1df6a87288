/**
 * The canonical hash of a policy's meaning: resolved units and canonical names; no labels, citations, wordings, comments,
 * positions, examples, version text or thresholds of warnings, and nothing that no clause reads. Two surfaces of one policy have one hash.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { EntityDef, Policy } from "./types.js";
import { eachExpr } from "./walk.js";

/** Left out wherever they stand. */
const PRESENTATION: ReadonlySet<string> = new Set(["reason", "aliases", "private"]);

/** What each clause comes to: clauses that a change leaves alone are the same objects after it. */
const written = new WeakMap<object, string>();

/** JSON with sorted keys and without what is only shown. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object" || !("id" in value)) return canonical(value);
  const known = written.get(value);
  if (known !== undefined) return known;
  const made = whole(canonical(value));
  written.set(value, made);
  return made;
}

/**
 * A text that was put together of many pieces as one, since it is compared and hashed again and again: engines keep the pieces
 * until a character is asked for. No JSON begins with a NUL.
 */
function whole(text: string): string {
  return text.charCodeAt(0) === 0 ? "" : text;
}

function canonical(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  let out = "";
  if (Array.isArray(value)) {
    for (const item of value) out += out === "" ? canonicalJson(item) : `,${canonicalJson(item)}`;
    return `[${out}]`;
  }
  for (const { key, json } of membersOf(Object.keys(value))) {
    const inner = canonicalJson((value as Readonly<Record<string, unknown>>)[key]);
    out += out === "" ? json + inner : `,${json}${inner}`;
  }
  return `{${out}}`;
}

interface Member {
  readonly key: string;
  /** The key as it is written before its value. */
  readonly json: string;
}

/** The members that are written, sorted, by the keys of an object: the IR has few kinds of objects, and very many of each. */
const members = new Map<string, readonly Member[]>();

function membersOf(keys: readonly string[]): readonly Member[] {
  // Those that are kept have no line break in a key: with their number in front, only the same keys make the same text.
  const kind = `${keys.length}\n${keys.join("\n")}`;
  const known = members.get(kind);
  if (known !== undefined) return known;
  const made = keys
    .filter((key) => !PRESENTATION.has(key))
    .sort()
    .map((key): Member => ({ key, json: `${JSON.stringify(key)}:` }));
  if (members.size < 500 && !keys.some((key) => key.includes("\n"))) members.set(kind, made);
  return made;
}

function byId<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  if (items.every((item, i) => i === 0 || (items[i - 1] as T).id <= item.id)) return items;
  return [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** What the hash covers. */
export function meaning(policy: Policy): unknown {
  const {
    about: _about,
    examples: _examples,
    version: _version,
    amends: _amends,
    replaces: _replaces,
    cliffAt: _cliffAt,
    ...rest
  } = policy;
  const used = reached(policy);
  const entities = policy.entities
    .filter((entity) => used.entities.has(entity.id))
    .map(
      (entity): EntityDef => ({
        ...entity,
        fields: byId(entity.fields.filter((f) => used.fields.has(`${entity.id}.${f.id}`))),
      }),
    );
  return {
    ...rest,
    // Options have no order: nothing is more or less than another of them.
    enums: byId(policy.enums.filter((e) => used.fields.has(e.id) || used.values.has(e.id))).map((e) => ({
      ...e,
      values: [...e.values].sort(),
    })),
    entities: byId(entities),
    values: byId(policy.values.filter((v) => used.values.has(v.id))),
    eligibility: [...policy.eligibility].sort((a, b) => (a.entity < b.entity ? -1 : 1)),
    payOuts: byId(policy.payOuts),
    checks: byId(policy.checks),
    procedures: byId(policy.procedures),
  };
}

interface Read {
  readonly fields: ReadonlySet<string>;
  readonly entities: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
}

const reads = new WeakMap<object, Read>();

/** What one clause reads, values not followed. */
function readIn(clause: object): Read {
  const known = reads.get(clause);
  if (known) return known;
  const [fields, entities, values] = [new Set<string>(), new Set<string>(), new Set<string>()];
  eachExpr(clause, (expr) => {
    if (expr.op === "field" || expr.op === "follow") {
      fields.add(`${expr.entity}.${expr.field}`);
      entities.add(expr.entity);
    } else if (expr.op === "value" || expr.op === "lookup" || expr.op === "tiers") values.add(expr.id);
    else if (expr.op === "taken") values.add(expr.question);
    else if (expr.op === "collect") entities.add(expr.set.entity);
  });
  const made = { fields, entities, values };
  reads.set(clause, made);
  return made;
}

function reached(policy: Policy): { fields: Set<string>; values: Set<string>; entities: Set<string> } {
  const fields = new Set<string>();
  const values = new Set<string>();
  const entities = new Set<string>();
  const byValue = new Map(policy.values.map((v) => [v.id, v]));
  const within = new Map(policy.entities.map((e) => [e.id, e.within]));
  const entity = (id: string | null): void => {
    for (let at = id; at && !entities.has(at); at = within.get(at) ?? null) entities.add(at);
  };
  const value = (id: string): void => {
    if (values.has(id)) return;
    values.add(id);
    walk(byValue.get(id));
  };
  const walk = (node: object | undefined): void => {
    const read = node === undefined ? null : readIn(node);
    for (const name of read?.fields ?? []) fields.add(name);
    for (const id of read?.entities ?? []) entity(id);
    for (const id of read?.values ?? []) value(id);
  };
  for (const parts of [
    policy.eligibility,
    policy.benefits,
    policy.limits,
    policy.payOuts,
    policy.checks,
    policy.procedures,
  ])
    for (const part of parts) walk(part);
  for (const e of policy.eligibility) entity(e.entity);
  for (const b of policy.benefits) entity(b.entity);
  for (const p of policy.payOuts) {
    entity(p.entity);
    if (p.target.kind === "field") fields.add(`${p.target.entity}.${p.target.field}`);
  }
  if (policy.factsOn) fields.add(`${policy.factsOn.entity}.${policy.factsOn.field}`);
  return { fields, values, entities };
}

/** SHA-256 of the canonical JSON of the meaning, 64 hexadecimal digits. */
export function hashOf(policy: Policy): string {
  return bytesToHex(digest(piecesOf(meaning(policy) as Readonly<Record<string, unknown>>)));
}

/** The canonical JSON, cut so that a clause is a piece: put together they are `canonicalJson(meaning)`. */
function piecesOf(meaning: Readonly<Record<string, unknown>>): string[] {
  const pieces: string[] = [];
  for (const key of Object.keys(meaning).sort()) {
    const value = meaning[key];
    pieces.push(pieces.length === 0 ? "{" : ",", `${JSON.stringify(key)}:`);
    if (!Array.isArray(value)) {
      pieces.push(canonicalJson(value));
      continue;
    }
    value.forEach((item, i) => {
      pieces.push(i === 0 ? "[" : ",", canonicalJson(item));
    });
    pieces.push(value.length === 0 ? "[]" : "]");
  }
  pieces.push("}");
  return pieces;
}

/** Pieces that are taken in together; after each such run the state is kept. */
const RUN = 64;

/** What was hashed last, and the state after each run of its pieces: a policy that is being written changes in one place. */
let last: { readonly pieces: readonly string[]; readonly states: readonly ReturnType<typeof sha256.create>[] } = {
  pieces: [],
  states: [],
};

function digest(pieces: readonly string[]): Uint8Array {
  let same = 0;
  while (same < pieces.length && pieces[same] === last.pieces[same]) same += 1;
  const states = last.states.slice(0, Math.floor(same / RUN));
  let state = states.at(-1)?.clone() ?? sha256.create();
  for (let from = states.length * RUN; from < pieces.length; from += RUN) {
    state.update(utf8ToBytes(pieces.slice(from, from + RUN).join("")));
    if (from + RUN > pieces.length) break;
    states.push(state);
    state = state.clone();
  }
  last = { pieces, states };
  return state.digest();
}
