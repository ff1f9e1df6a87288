/**
 * Which declaration each name in the files means. The compiler's own answer counts where it gave one; elsewhere (in facts of
 * examples, limits, steps, and in clauses that do not compile) it is what the place asks for.
 */
import type { Clause, Name, Path } from "../../grammar/ast.js";
import { lex } from "../../grammar/lexer.js";
import { TOKENS } from "../../grammar/token-types.js";
import { unitId } from "../../grammar/units.js";
import type { Examined } from "../pipeline.js";
import { singulars } from "../resolve/names.js";
import type { FileRange } from "./data.js";
import { type Snapshot, type Tree, treesOf, wordsOf } from "./snapshot.js";
import { placeKey, type SymbolTable, symbolsOf } from "./symbols.js";
import { type AstNode, eachName, type NameAt, sectionNames } from "./walk.js";

export interface Occurrence extends FileRange {
  readonly id: string;
  /** As written, without quotes of a name. */
  readonly text: string;
  readonly declares: boolean;
}

export interface Occurrences {
  readonly all: readonly Occurrence[];
  /** Those of one file, in order. */
  readonly inFile: ReadonlyMap<string, readonly Occurrence[]>;
}

const known = new WeakMap<Examined, Occurrences>();

export function occurrencesOf(snapshot: Snapshot): Occurrences {
  const before = known.get(snapshot.compiled);
  if (before) return before;
  const all = treesOf(snapshot).flatMap((tree) => occurrencesIn(snapshot, tree));
  const inFile = new Map<string, Occurrence[]>();
  for (const one of all) {
    const here = inFile.get(one.file);
    if (here) here.push(one);
    else inFile.set(one.file, [one]);
  }
  const made = { all, inFile };
  known.set(snapshot.compiled, made);
  return made;
}

/** The occurrence at an offset of a file; the end of a name belongs to it. */
export function occurrenceAt(snapshot: Snapshot, file: string, offset: number): Occurrence | null {
  const here = occurrencesOf(snapshot).inFile.get(file) ?? [];
  return here.find((one) => one.start <= offset && offset <= one.end) ?? null;
}

function occurrencesIn(snapshot: Snapshot, tree: Tree): Occurrence[] {
  const { compiled } = snapshot;
  const table = symbolsOf(snapshot);
  const meanings = new Map(
    compiled.meanings.filter(({ file }) => file === tree.path).map(({ span, id }) => [span.start, id] as const),
  );
  const sections = sectionNames(tree.file.clauses);
  const found: Occurrence[] = [];
  eachName(tree.file, (at) => {
    const declared =
      at.inside.at(-1)?.kind === "Decl" ? table.byPlace.get(placeKey(tree.path, at.name.span.start)) : undefined;
    const section = sections.get(at.inside[0] as unknown as Clause) ?? null;
    const id = declared ?? meanings.get(at.name.span.start) ?? guess(snapshot, table, at, section);
    if (id === null) return;
    found.push({ file: tree.path, ...at.name.span, id, text: at.name.text, declares: declared !== undefined });
  });
  for (const clause of tree.file.clauses) {
    if (clause.kind === "BrokenClause") found.push(...inBroken(snapshot, table, tree, clause.span));
  }
  const seen = new Set<number>();
  return found.filter(({ start }) => !seen.has(start) && seen.add(start)).sort((a, b) => a.start - b.start);
}

/** The names in a clause that could not be read, as far as there is one thing of that name. */
function inBroken(
  snapshot: Snapshot,
  table: SymbolTable,
  tree: Tree,
  span: { start: number; end: number },
): Occurrence[] {
  const { names } = snapshot.compiled.model;
  return lex(tree.text.slice(span.start, span.end), wordsOf(snapshot), false).tokens.flatMap((token): Occurrence[] => {
    if (token.tokenType !== TOKENS.name) return [];
    const start = span.start + token.startOffset;
    const declared = table.byPlace.get(placeKey(tree.path, start));
    const id = declared ?? candidates(table, names.canon, token.text)[0];
    if (id === undefined) return [];
    if (declared === undefined && unitId(token.text) !== null && table.byId.get(id)?.kind !== "entity") return [];
    const end = span.start + token.endOffset + 1;
    return [{ file: tree.path, start, end, id, text: token.text, declares: declared !== undefined }];
  });
}

function candidates(table: SymbolTable, canon: (word: string) => string, word: string): readonly string[] {
  for (const form of singulars(word)) {
    const ids = table.byName.get(canon(form));
    if (ids) return ids;
  }
  return [];
}

function guess(snapshot: Snapshot, table: SymbolTable, at: NameAt, section: Name | null): string | null {
  const { model } = snapshot.compiled;
  const holder = at.inside.at(-1) as AstNode;
  const text = at.name.text;
  const entity = (): string | null => model.entity(text)?.id ?? null;
  switch (holder.kind) {
    case "Section":
    case "SetRef":
    case "Entity":
      return entity();
    case "Uses":
      return table.byId.get(`vocabulary ${model.names.canon(text)}`)?.id ?? vocabularyCalled(snapshot, text);
    case "Quantity":
    case "PerUnit":
    case "UnitRef": {
      const local = `unit ${unitId(text) ?? model.names.canon(singulars(text).find(model.names.known) ?? text)}`;
      if (unitId(text) !== null || model.unit(text) !== null) return table.byId.has(local) ? local : null;
      return entity() ?? best(snapshot, table, at, section);
    }
    case "Limit":
      return entity() ?? best(snapshot, table, at, section);
    case "Question":
      return inOwner(table, model.names.canon, holder, text);
    default:
      return best(snapshot, table, at, section);
  }
}

/** A vocabulary's own declaration, under whichever of its spellings. */
function vocabularyCalled(snapshot: Snapshot, text: string): string | null {
  for (const { path, file } of treesOf(snapshot)) {
    if (file.kind !== "VocabularyFile") continue;
    if (file.decl.name.text !== text && file.decl.other?.text !== text) continue;
    return symbolsOf(snapshot).byPlace.get(placeKey(path, file.decl.name.span.start)) ?? null;
  }
  return null;
}

/** `taken X` names a reading of the question that it stands in. */
function inOwner(table: SymbolTable, canon: (word: string) => string, holder: AstNode, text: string): string | null {
  const { decl } = holder as unknown as { decl: { name: Name } };
  const id = `${canon(decl.name.text)}.${canon(text)}`;
  return table.byId.has(id) ? id : null;
}

/** Of what is declared under a name, what its place asks for. */
function best(snapshot: Snapshot, table: SymbolTable, at: NameAt, section: Name | null): string | null {
  const { model } = snapshot.compiled;
  const ids = candidates(table, model.names.canon, at.name.text);
  if (ids.length <= 1) return ids[0] ?? null;
  const holder = at.inside.at(-1) as AstNode;
  const owners = ownersOf(snapshot, table, at);
  const chain = model.chain(section === null ? null : (model.entity(section.text)?.id ?? null)).map((e) => e.id);
  const rank = (id: string): number => {
    const symbol = table.byId.get(id);
    const owner = symbol?.owner ?? null;
    const owned = owner === null ? -1 : owners.indexOf(owner);
    if (owned >= 0) return owned;
    if (holder.kind === "Procedure" || holder.kind === "After") return symbol?.kind === "step" ? 10 : 50;
    if (symbol?.kind === "field") return chain.includes(owner ?? "") ? 20 + chain.indexOf(owner ?? "") : 40;
    if (symbol?.kind === "enumValue" || symbol?.kind === "reading" || symbol?.kind === "step") return 60;
    return 30;
  };
  return [...ids].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** What could own a value or field in this place: what it is compared with or given to, sets and facts around it. */
function ownersOf(snapshot: Snapshot, table: SymbolTable, at: NameAt): string[] {
  const { model } = snapshot.compiled;
  const owners: string[] = [];
  const own = (path: Path | undefined): void => {
    for (const name of path?.kind === "Path" ? [...path.names].reverse() : [])
      owners.push(...candidates(table, model.names.canon, name.text));
  };
  for (const node of [...at.inside].reverse()) {
    const fields = node as unknown as Record<string, Path | undefined>;
    if (node.kind === "Path") {
      const names = (node as unknown as Path).names;
      const index = names.indexOf(at.name);
      if (index > 0) owners.push(...candidates(table, model.names.canon, names[index - 1]?.text ?? ""));
    } else if (node.kind === "Test") own(fields.left);
    else if (node.kind === "OneOf") own(fields.expr);
    else if (node.kind === "FieldFact" || node.kind === "Equals") own(fields.path);
    else if (node.kind === "EntityFact") own(fields.path);
    else if (node.kind === "Collect") {
      const set = model.entity((fields.set as unknown as { entity: Name }).entity.text);
      if (set) owners.push(...model.chain(set.id).map((e) => e.id));
    } else if (node.kind === "Field") {
      const { decl } = node as unknown as { decl: { name: Name } };
      owners.push(...candidates(table, model.names.canon, decl.name.text));
    } else if (node.kind === "Table") for (const key of (node as unknown as { keys: Path[] }).keys) own(key);
  }
  return owners;
}
