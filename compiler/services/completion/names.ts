/** Which declared names can stand at a place, and which of them its words ask for first. */

import type { Decl, Name } from "../../../grammar/ast.js";
import { spellingsOf } from "../../../grammar/format/names.js";
import { CLAUSE_RULES } from "../../../grammar/pieces.js";
import { idOf, TOKENS, type Token } from "../../../grammar/token-types.js";
import { singulars } from "../../resolve/names.js";
import type { Snapshot } from "../snapshot.js";
import { type Declared, type SymbolTable, symbolsOf } from "../symbols.js";
import { type Cursor, endOf, id, lexOf, startOf } from "../tokens.js";

/** What may be written: symbols in two ranks, and whether units, types and built-in names fit. */
export interface Asked {
  /** What the place asks for: values of the field compared, readings, benefits of a limit. */
  readonly first: readonly Declared[];
  readonly then: readonly Declared[];
  readonly units: boolean;
  readonly types: boolean;
  readonly builtins: readonly string[];
  /** Only names can stand here whatever the grammar allows besides. */
  readonly only: boolean;
}

const NOTHING: Asked = { first: [], then: [], units: false, types: false, builtins: [], only: false };
const STAGES = ["gross", "approved", "ceiling", "net"];

interface Asking {
  readonly snapshot: Snapshot;
  readonly table: SymbolTable;
  readonly cursor: Cursor;
  readonly section: string | null;
}

export function namesAsked(snapshot: Snapshot, cursor: Cursor): Asked {
  const asking: Asking = { snapshot, table: symbolsOf(snapshot), cursor, section: sectionAt(snapshot, cursor) };
  const { before, rule } = cursor;
  const last = id(before.at(-1));
  const all = [...asking.table.byId.values()];
  const of = (...kinds: Declared["kind"][]) => all.filter(({ kind }) => kinds.includes(kind));
  const only = (first: readonly Declared[]): Asked => ({ ...NOTHING, first, only: true });

  if (last === "dot") return behindDot(asking);
  if (rule === "section" || last === "among" || last === "eachIn" || last === "within") return only(of("entity"));
  if (rule === "header" && cursor.head === "uses") return only(of("vocabulary"));
  if (rule === "header" && cursor.head === "factsOn") return only(of("field").filter(({ type }) => isDate(type)));
  if (rule === "header" || rule === "fileHead") return NOTHING;
  if (rule === "repeal") return only(of("define", "param", "question", "benefit", "limit", "check", "note"));
  if (rule === "change" && before.length <= 1) return only(of("param", "define"));
  if (last === "taken") return only(declaredAbove(asking, "reading"));
  if (last === "per" || last === "full")
    return {
      ...NOTHING,
      first: rule === "limit" ? of("entity") : [],
      then: of("entity", "unit"),
      units: true,
      only: true,
    };
  if (last === "number") return { ...NOTHING, then: of("unit"), units: true };
  if (last === "colon") return { ...NOTHING, then: of("entity", "unit"), units: true, types: true };
  if (last === "setBy") return { ...NOTHING, then: of("party", "entity", "field") };
  if (rule === "procedure") {
    if (last === "after" || last === "at") return only(declaredAbove(asking, "step").slice(0, -1));
    if (inList(before, "after") || inList(before, "at")) return only(declaredAbove(asking, "step").slice(0, -1));
    if (last === "by") return { ...NOTHING, then: of("party", "entity") };
    if (last === "bullet") return NOTHING;
    return { ...NOTHING, first: inList(before, "shows") ? of("field", "benefit") : [], then: fields(asking) };
  }
  if (rule === "limit" || rule === "payOut") {
    const named = before.some((token) => ["upTo", "per", "since", "number", "rest"].includes(id(token) ?? ""));
    if (!named && (before.length > 1 || rule === "payOut"))
      return { ...NOTHING, first: of("benefit"), then: rule === "payOut" ? fields(asking) : [] };
  }
  if (rule === "example") return inExample(asking);
  const first = valuesAsked(asking);
  return {
    ...NOTHING,
    first,
    then: [
      ...fields(asking),
      ...all.filter(({ kind, entity }) => VALUES.has(kind) && visible(asking, entity)),
      ...(rule === "benefit" || rule === "eligible" ? [] : of("benefit")),
      ...of("entity"),
    ],
    builtins: ["eligible", "as_of", ...(rule === "check" || rule === "principle" ? ["total"] : [])],
  };
}

const VALUES: ReadonlySet<string> = new Set(["define", "param", "question"]);

function isDate(type: Declared["type"]): boolean {
  return type !== null && (type.zh === "日期" || type.en === "date");
}

// ---------------------------------------------------------------- rows

/** The entity of the last `for each` before the clause. */
function sectionAt(snapshot: Snapshot, cursor: Cursor): string | null {
  const at = cursor.before[0] === undefined ? cursor.word.start : startOf(cursor.before[0]);
  let section: string | null = null;
  const { tokens } = lexOf(snapshot);
  for (const [i, token] of tokens.entries()) {
    if (startOf(token) >= at) break;
    if (!token.first) continue;
    const head = id(token);
    if (head === "overall") section = null;
    if (head === "forEach" && CLAUSE_RULES.forEach) section = entityOf(snapshot, tokens[i + 1]);
  }
  return section;
}

function entityOf({ compiled }: Snapshot, token: Token | undefined): string | null {
  return token === undefined ? null : (compiled.model.entity(token.text)?.id ?? null);
}

/** The rows that can be spoken of: those of the section and above it, and those of sets named in the clause. */
function rows({ snapshot, cursor, section }: Asking): string[] {
  const { model } = snapshot.compiled;
  const sets = cursor.before.flatMap((token, i) => {
    const before = id(cursor.before[i - 1]);
    return before === "among" || before === "eachIn" || before === "countOf" ? [entityOf(snapshot, token)] : [];
  });
  return [...sets.reverse(), section].flatMap((start) => model.chain(start).map((entity) => entity.id));
}

function fields(asking: Asking): Declared[] {
  const order = rows(asking);
  // Before any section, every root's fields may be meant.
  const from =
    order.length > 0
      ? [...new Set(order)]
      : [...asking.snapshot.compiled.model.entities.values()].filter((e) => e.within === null).map((e) => e.id);
  return from.flatMap((entity) => fieldsOf(asking, entity));
}

function fieldsOf({ table }: Asking, entity: string): Declared[] {
  return [...table.byId.values()].filter(({ kind, owner }) => kind === "field" && owner === entity);
}

function visible(asking: Asking, entity: string | null): boolean {
  return entity === null || rows(asking).includes(entity) || asking.section === null;
}

// ---------------------------------------------------------------- what a place asks for

function named(asking: Asking, token: Token | undefined): readonly Declared[] {
  if (token === undefined || token.tokenType !== TOKENS.name) return [];
  const { names } = asking.snapshot.compiled.model;
  for (const form of singulars(token.text)) {
    const ids = asking.table.byName.get(names.canon(form));
    if (ids) return ids.flatMap((one) => asking.table.byId.get(one) ?? []);
  }
  return [];
}

function behindDot(asking: Asking): Asked {
  const owners = named(asking, asking.cursor.before.at(-2));
  const first = owners.flatMap((owner) => {
    if (owner.kind === "entity") return fieldsOf(asking, owner.id);
    const type = asking.snapshot.compiled.model.entities
      .get(owner.owner ?? "")
      ?.fields.get(owner.id.slice(owner.id.lastIndexOf(".") + 1))?.ty;
    return type?.kind === "entity" ? fieldsOf(asking, type.entity) : [];
  });
  return { ...NOTHING, first, builtins: owners.some(({ kind }) => kind === "benefit") ? STAGES : [], only: true };
}

/** Values of the field, parameter or question that this one is compared with. */
function valuesAsked(asking: Asking): Declared[] {
  const { before, rule } = asking.cursor;
  const subject = subjectOf(before);
  if (subject !== null) return valuesOf(asking, named(asking, subject));
  if (rule === "entity" || rule === "value") {
    const last = id(before.at(-1));
    if (last === "blankMeans") return valuesOf(asking, named(asking, declaredIn(before)));
    if (rule === "value") return valuesOf(asking, tableKey(asking));
  }
  return [];
}

function valuesOf(asking: Asking, owners: readonly Declared[]): Declared[] {
  const ids = new Set(owners.flatMap((owner) => [owner.id, enumOf(asking, owner) ?? owner.id]));
  return [...asking.table.byId.values()].filter(
    ({ kind, owner }) => (kind === "enumValue" || kind === "reading") && owner !== null && ids.has(owner),
  );
}

/** The field whose values a parameter or definition may have. */
function enumOf({ snapshot }: Asking, owner: Declared): string | null {
  const type = snapshot.compiled.draft?.values.find(({ id: value }) => value === owner.id)?.type;
  return type?.kind === "enum" ? type.enum : null;
}

/** What stands before `is`, or before the brackets of `is one of`. */
function subjectOf(before: readonly Token[]): Token | null {
  const last = id(before.at(-1));
  if (last === "is" || last === "isNot" || last === "equals" || last === "ne") return before.at(-2) ?? null;
  let depth = 0;
  for (let i = before.length - 1; i > 0; i -= 1) {
    const at = id(before[i]);
    if (at === "close") depth += 1;
    else if (at === "open") {
      const word = id(before[i - 1]);
      if (depth === 0 && (word === "isOneOf" || word === "isNotOneOf")) return before[i - 2] ?? null;
      if (depth === 0) return null;
      depth -= 1;
    }
  }
  return null;
}

/** The name declared by the bullet that the place stands in. */
function declaredIn(before: readonly Token[]): Token | undefined {
  const bullet = before.findLastIndex((token) => id(token) === "bullet");
  return before[bullet + 1];
}

/** The key of a table whose pattern is being written. */
function tableKey(asking: Asking): readonly Declared[] {
  const { before } = asking.cursor;
  const by = before.findIndex((token) => id(token) === "by");
  const bullet = before.findLastIndex((token) => id(token) === "bullet");
  if (by < 0 || bullet < by) return [];
  const row = before.slice(bullet + 1);
  if (row.some((token) => id(token) === "arrow")) return [];
  const column = row.filter((token) => id(token) === "comma").length;
  const keys: Token[] = [];
  for (const token of before.slice(by + 1, bullet)) {
    if (id(token) === "bullet") break;
    if (token.tokenType === TOKENS.name) keys.push(token);
  }
  return named(asking, keys[column]);
}

/** What the bullets above declare, as written: the clause is not whole yet, and so nothing is known of it. */
function declaredAbove({ cursor }: Asking, kind: Declared["kind"]): Declared[] {
  const { before } = cursor;
  return before.flatMap((bullet, i): Declared[] => {
    const [name, slash, other] = before.slice(i + 1, i + 4);
    if (id(bullet) !== "bullet" || name?.tokenType !== TOKENS.name) return [];
    const node = (token: Token): Name => ({
      kind: "Name",
      text: token.text,
      span: { start: startOf(token), end: endOf(token) },
    });
    const paired = id(slash) === "slash" && other?.tokenType === TOKENS.name ? node(other) : null;
    const decl: Decl = { kind: "Decl", name: node(name), other: paired, label: null, span: node(name).span };
    const more = { label: null, type: null, cites: [], declared: null, whole: null, owner: null, entity: null };
    return [{ id: name.text, kind, name: spellingsOf(decl), decl, ...more }];
  });
}

function inList(before: readonly Token[], word: string): boolean {
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const at = id(before[i]);
    if (at === word) return true;
    if (at !== "name" && at !== "comma" && at !== "listComma") return false;
  }
  return false;
}

function inExample(asking: Asking): Asked {
  const { before } = asking.cursor;
  const all = [...asking.table.byId.values()];
  const owners = named(asking, before.at(-1));
  const values = valuesOf(asking, owners);
  if (values.length > 0) return { ...NOTHING, first: values, only: true };
  const expecting = before.some((token) => idOf(token.tokenType) === "expect");
  if (expecting) {
    const shown = all.filter(({ kind }) => kind === "benefit" || kind === "check" || kind === "limit");
    return { ...NOTHING, first: shown, then: all.filter(({ kind }) => VALUES.has(kind)), builtins: ["total"] };
  }
  const inner = set(asking);
  const first = inner === null ? fields({ ...asking, section: null }) : fieldsOf(asking, inner);
  return {
    ...NOTHING,
    first,
    then: all.filter(({ kind }) => ["param", "question", "entity", "benefit"].includes(kind)),
  };
}

/** The entity whose facts are being given in brackets. */
function set(asking: Asking): string | null {
  const { before } = asking.cursor;
  let depth = 0;
  for (let i = before.length - 1; i > 0; i -= 1) {
    const at = id(before[i]);
    if (at === "close") depth += 1;
    else if (at === "open") {
      if (depth === 0) return entityOf(asking.snapshot, before[i - 1]);
      depth -= 1;
    }
  }
  return null;
}
