/**
 * A policy's own clauses together with those of the vocabularies it uses and the version it amends, each with the file
 * it stands in and the section it belongs to. Guarantees: every clause id occurs once; repealed clauses are gone.
 */
import type { Benefits, BrokenClause, Clause, Header, Name, PolicyFile, VocabularyFile } from "../../grammar/ast.js";
import { type Fault, parseFile } from "../../grammar/index.js";
import type { SourceFile } from "../../grammar/source/span.js";
import type { Words } from "../diagnostics/catalogue/words.js";
import type { Library } from "./library.js";
import { buildNames, declarations, type Names, singulars } from "./names.js";
import { readWithWords } from "./read.js";
import { FIRST_HERE, type Reporter } from "./report.js";

/** A clause in its place. `section` is the entity named by the last `for each`; null for `overall` and before any. */
export interface Located {
  readonly clause: Exclude<Clause, BrokenClause>;
  readonly file: string;
  readonly section: Name | null;
  readonly vocabulary: boolean;
}

export interface LocatedHeader {
  readonly header: Header;
  readonly file: string;
}

interface VocabularyRead {
  readonly file: VocabularyFile;
  readonly path: string;
  readonly faults: readonly Fault[];
}

export interface Gathered {
  readonly policy: PolicyFile;
  /** An amendment's own headers stand before those it takes over. */
  readonly headers: readonly LocatedHeader[];
  /** The file of `policy`. */
  readonly file: string;
  readonly clauses: readonly Located[];
  readonly vocabularies: readonly VocabularyRead[];
  /** Every name that these files declare, in any of the editions: its counterpart stays when a clause is replaced. */
  readonly names: Names;
  /** Names of clauses that did not parse, so that using them is not a second mistake. */
  readonly broken: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
}

function locate(
  clauses: readonly Clause[],
  file: string,
  vocabulary: boolean,
): { located: Located[]; broken: string[] } {
  const located: Located[] = [];
  const broken: string[] = [];
  let section: Name | null = null;
  for (const clause of clauses) {
    if (clause.kind === "BrokenClause") {
      if (clause.decl) {
        broken.push(clause.decl.name.text);
        if (clause.decl.other) broken.push(clause.decl.other.text);
      }
    } else {
      if (clause.kind === "Section") section = clause.entity;
      located.push({ clause, file, section, vocabulary });
    }
  }
  return { located, broken };
}

/** What amendments know a clause by: its name, the entity for `eligible`, the target for `pay out`, the title of an example. */
function clauseId({ clause, section }: Located, names: Names): string | null {
  switch (clause.kind) {
    case "Value":
    case "Question":
    case "Benefit":
    case "Limit":
    case "Check":
    case "Procedure":
    case "Note":
      return names.idOf(clause.decl);
    case "Eligible":
      return `eligible ${section === null ? "" : entityId(section.text, names)}`;
    case "PayOut":
      return `pay out ${targetId(clause.benefits, names)}`;
    case "Example":
      return `example ${clause.title.value}`;
    default:
      return null;
  }
}

/** The benefits that a clause names, as one name. */
export function targetId({ paths }: Benefits, names: Names): string {
  return paths === null ? "all" : paths.map((path) => names.canon(path.names.map((n) => n.text).join("."))).join(",");
}

function entityId(word: string, names: Names): string {
  return names.canon(singulars(word).find(names.known) ?? word);
}

/** How a clause is called in messages. */
function called({ clause, section }: Located, names: Names): Words {
  if ("decl" in clause) return names.spellings(clause.decl);
  switch (clause.kind) {
    case "Eligible": {
      const entity = names.both(section === null ? "" : entityId(section.text, names));
      return { en: `eligible (${entity.en})`, zh: `享受条件（${entity.zh}）` };
    }
    case "PayOut": {
      const targets = clause.benefits.paths?.map((path) => names.both(path.names.map((n) => n.text).join("."))) ?? [
        { en: "all benefits", zh: "全部奖补" },
      ];
      return {
        en: `pay out ${targets.map((t) => t.en).join(", ")}`,
        zh: `拨付 ${targets.map((t) => t.zh).join("、")}`,
      };
    }
    case "Example":
      return { en: clause.title.value, zh: clause.title.value };
    default:
      return { en: clause.kind, zh: clause.kind };
  }
}

/**
 * Reads the vocabularies and the amended versions. Reports what is missing, declared twice or amended wrongly. `before` is
 * what was gathered before a change: vocabularies that are as they were are not read again.
 */
export function gather(
  source: SourceFile,
  policy: PolicyFile,
  library: Library,
  out: Reporter,
  before: Gathered | null = null,
): Gathered {
  const texts = new Map([[source.path, source.text]]);
  const editions = [{ policy, file: source.path }, ...amended(source, policy, library, out, texts)];
  const broken = new Set<string>();
  const parts = editions.map((edition) => {
    const part = locate(edition.policy.clauses, edition.file, false);
    for (const name of part.broken) broken.add(name);
    return part.located;
  });

  const vocabularies: VocabularyRead[] = [];
  const shared: Located[] = [];
  for (const edition of editions) {
    for (const header of edition.policy.headers) {
      if (header.kind !== "Uses") continue;
      for (const name of header.names) {
        const found = vocabulary(name, edition.file, library, out, before);
        if (found === null || vocabularies.some((known) => known.path === found.source.path)) continue;
        texts.set(found.source.path, found.source.text);
        for (const fault of found.faults)
          out.report("P2015", { file: found.source.path, span: fault.span }, { name: name.text });
        vocabularies.push({ file: found.file, path: found.source.path, faults: found.faults });
        const part = locate(found.file.clauses, found.source.path, true);
        shared.push(...part.located);
        for (const name of part.broken) broken.add(name);
      }
    }
  }

  const names = buildNames([
    ...vocabularies.flatMap(({ file, path }) => declarations(file, path)),
    ...[...editions].reverse().flatMap((edition) => declarations(edition.policy, edition.file)),
  ]);
  const own = parts.reduceRight((base, next, i) => merge(base, next, i === 0, names, out));
  const clauses = [...shared, ...own];
  once(clauses, names, out);
  return { policy, headers: headersOf(editions), file: source.path, clauses, vocabularies, names, broken, texts };
}

/** Each edition's own headers stand before those it takes over. */
function headersOf(editions: readonly { readonly policy: PolicyFile; readonly file: string }[]): LocatedHeader[] {
  const found: LocatedHeader[] = [];
  for (const { policy, file } of editions) {
    const taken = policy.headers.filter((header) => file === editions[0]?.file || !OWN.has(header.kind));
    found.push(
      ...taken
        .filter((header) => !found.some((known) => known.file !== file && known.header.kind === header.kind))
        .map((header) => ({ header, file })),
    );
  }
  return found;
}

/** Headers that speak of one edition only. */
const OWN: ReadonlySet<Header["kind"]> = new Set(["Amends", "Replaces", "Version"]);

function vocabulary(
  name: Name,
  file: string,
  library: Library,
  out: Reporter,
  before: Gathered | null,
): { source: SourceFile; file: VocabularyFile; faults: readonly Fault[] } | null {
  const source = library.vocabulary(name.text);
  if (!source) {
    out.report("P2004", { file, span: name.span }, { name: name.text });
    return null;
  }
  const known = before?.vocabularies.find(({ path }) => path === source.path);
  if (known && before?.texts.get(source.path) === source.text)
    return { source, file: known.file, faults: known.faults };
  const parsed = parseFile(source);
  if (parsed.file.kind === "VocabularyFile") return { source, file: parsed.file, faults: parsed.faults };
  out.report("P2016", { file, span: name.span }, { name: name.text });
  return null;
}

/** A vocabulary on its own: its clauses as if a policy without any of its own used it. */
export function gatherVocabulary(source: SourceFile, file: VocabularyFile, out: Reporter): Gathered {
  const { located, broken } = locate(file.clauses, source.path, true);
  const names = buildNames(declarations(file, source.path));
  once(located, names, out);
  return {
    policy: { kind: "PolicyFile", decl: file.decl, headers: [], clauses: [], comments: [], span: file.span },
    headers: [],
    file: source.path,
    clauses: located,
    vocabularies: [{ file, path: source.path, faults: [] }],
    names,
    broken: new Set(broken),
    texts: new Map([[source.path, source.text]]),
  };
}

/** The version that a policy amends, then the one that this amends, and so on. */
function amended(
  source: SourceFile,
  policy: PolicyFile,
  library: Library,
  out: Reporter,
  texts: Map<string, string>,
): { policy: PolicyFile; file: string }[] {
  const header = policy.headers.find((h) => h.kind === "Amends");
  if (header?.kind !== "Amends") return [];
  const found = library.policy(header.policy.text, header.version.value);
  const parsed = found === null || texts.has(found.path) ? null : readWithWords(found, library);
  const named = { policy: header.policy.text, version: header.version.value };
  if (!found || parsed?.file.kind !== "PolicyFile") {
    out.report("P7002", { file: source.path, span: header.span }, named);
    return [];
  }
  texts.set(found.path, found.text);
  if (parsed.faults.length > 0) out.report("P7010", { file: source.path, span: header.span }, named);
  return [{ policy: parsed.file, file: found.path }, ...amended(found, parsed.file, library, out, texts)];
}

/**
 * A clause with a known id replaces it where it stood; a new id is added and reported; `repeal` removes; `change` edits.
 * A figure that was changed in words before gives way with the clause it stood in. `newest`: what is new is worth telling.
 */
function merge(
  base: readonly Located[],
  own: readonly Located[],
  newest: boolean,
  names: Names,
  out: Reporter,
): Located[] {
  let result: Located[] = [...base];
  const unchanged = (id: string | null) => {
    result = result.filter(({ clause }) => clause.kind !== "Change" || names.canon(clause.name.text) !== id);
  };
  for (const at of own) {
    const { clause } = at;
    if (clause.kind === "Repeal") {
      const id = names.canon(clause.name.text);
      const kept = result.filter((old) => !repealed(old, id, names));
      if (kept.length === result.length)
        out.report("P7004", { file: at.file, span: clause.name.span }, { name: clause.name.text });
      result = kept;
      unchanged(id);
      continue;
    }
    const id = clauseId(at, names);
    const index = id === null ? -1 : result.findIndex((old) => clauseId(old, names) === id);
    const old = result[index];
    if (old !== undefined) {
      result[index] = { ...at, section: at.section ?? old.section };
      unchanged(id);
    } else {
      result.push(at);
      if (newest && id !== null && clause.kind !== "Note" && clause.kind !== "Example")
        out.report("P7007", { file: at.file, span: clause.span }, { name: called(at, names) });
    }
  }
  return result;
}

/** A benefit takes with it what is paid out of it alone. */
function repealed(at: Located, id: string, names: Names): boolean {
  const own = clauseId(at, names);
  return own === id || own === `eligible ${entityId(id, names)}` || own === `pay out ${id}`;
}

function once(clauses: readonly Located[], names: Names, out: Reporter): void {
  const first = new Map<string, Located>();
  const place = ({ clause, file }: Located) => ({
    file,
    span: "decl" in clause ? clause.decl.name.span : clause.kind === "Example" ? clause.title.span : clause.span,
  });
  for (const at of clauses) {
    const id = clauseId(at, names);
    if (id === null) continue;
    const known = first.get(id);
    if (!known) first.set(id, at);
    else
      out.report(
        "P2002",
        place(at),
        { name: called(at, names) },
        { related: [{ ...place(known), label: FIRST_HERE }] },
      );
  }
}
