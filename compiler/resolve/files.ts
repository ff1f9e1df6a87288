/**
 * A policy's own clauses together with those of the vocabularies it uses and the version it amends, each with the file
 * it stands in and the section it belongs to. Guarantees: every clause id occurs once; repealed clauses are gone.
 */
import type { BrokenClause, Clause, Header, Name, PolicyFile, VocabularyFile } from "../../grammar/ast.js";
import { parseFile } from "../../grammar/index.js";
import type { SourceFile } from "../../grammar/source/span.js";
import type { Library } from "./library.js";
import { idOf, spellings } from "./names.js";
import { type Reporter, FIRST_HERE } from "./report.js";

/** A clause in its place. `section` is the entity named by the last `for each`; null for `overall` and before any. */
export interface Located {
  readonly clause: Exclude<Clause, BrokenClause>;
  readonly file: string;
  readonly section: Name | null;
  readonly vocabulary: boolean;
}

export interface Gathered {
  readonly policy: PolicyFile;
  readonly headers: readonly Header[];
  /** The headers' file: an amendment's own headers stand before those it takes over. */
  readonly file: string;
  readonly clauses: readonly Located[];
  readonly vocabularies: readonly { readonly file: VocabularyFile; readonly path: string }[];
  /** Names of clauses that did not parse, so that using them is not a second mistake. */
  readonly broken: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
}

function locate(clauses: readonly Clause[], file: string, vocabulary: boolean): { located: Located[]; broken: string[] } {
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

/** What amendments know a clause by: its name, the entity for `eligible`, the target for `pay out`. */
export function clauseId(at: Located): string | null {
  const { clause } = at;
  switch (clause.kind) {
    case "Value":
    case "Question":
    case "Benefit":
    case "Limit":
    case "Check":
    case "Procedure":
    case "Note":
      return idOf(clause.decl);
    case "Eligible":
      return `eligible ${at.section?.text ?? ""}`;
    case "PayOut":
      return `pay out ${clause.benefits.paths === null ? "all" : clause.benefits.paths.map((p) => p.names.map((n) => n.text).join(".")).join(",")}`;
    default:
      return null;
  }
}

/** Reads the vocabularies and the amended version. Reports what is missing, declared twice or amended wrongly. */
export function gather(source: SourceFile, policy: PolicyFile, library: Library, out: Reporter): Gathered {
  const texts = new Map([[source.path, source.text]]);
  const broken = new Set<string>();
  const own = locate(policy.clauses, source.path, false);
  for (const name of own.broken) broken.add(name);

  const base = amended(source, policy, library, out, texts, broken);
  const headers = [...policy.headers, ...(base?.policy.headers.filter((h) => !policy.headers.some((own) => own.kind === h.kind) && h.kind !== "Amends") ?? [])];

  const vocabularies: { file: VocabularyFile; path: string }[] = [];
  const clauses: Located[] = [];
  const seen = new Set<string>();
  for (const header of headers) {
    if (header.kind !== "Uses") continue;
    for (const name of header.names) {
      const found = library.vocabulary(name.text);
      if (!found) {
        out.report("P2004", { file: source.path, span: name.span }, { name: name.text });
        continue;
      }
      if (seen.has(found.path)) continue;
      seen.add(found.path);
      texts.set(found.path, found.text);
      const parsed = parseFile(found);
      for (const fault of parsed.faults) out.report("P2015", { file: found.path, span: fault.span }, { name: name.text });
      if (parsed.file.kind !== "VocabularyFile") {
        out.report("P2016", { file: source.path, span: name.span }, { name: name.text });
        continue;
      }
      vocabularies.push({ file: parsed.file, path: found.path });
      const part = locate(parsed.file.clauses, found.path, true);
      clauses.push(...part.located);
      for (const b of part.broken) broken.add(b);
    }
  }
  clauses.push(...(base ? merge(base.clauses, own.located, out) : own.located));
  once(clauses, out);
  return { policy, headers, file: source.path, clauses, vocabularies, broken, texts };
}

/** A vocabulary on its own: its clauses as if a policy without any of its own used it. */
export function gatherVocabulary(source: SourceFile, file: VocabularyFile, out: Reporter): Gathered {
  const { located, broken } = locate(file.clauses, source.path, true);
  once(located, out);
  return {
    policy: { kind: "PolicyFile", decl: file.decl, headers: [], clauses: [], comments: [], span: file.span },
    headers: [],
    file: source.path,
    clauses: located,
    vocabularies: [{ file, path: source.path }],
    broken: new Set(broken),
    texts: new Map([[source.path, source.text]]),
  };
}

function amended(
  source: SourceFile,
  policy: PolicyFile,
  library: Library,
  out: Reporter,
  texts: Map<string, string>,
  broken: Set<string>,
): { policy: PolicyFile; clauses: Located[] } | null {
  const header = policy.headers.find((h) => h.kind === "Amends");
  if (header?.kind !== "Amends") return null;
  const found = library.policy(header.policy.text, header.version.value);
  const parsed = found ? parseFile(found) : null;
  if (!found || parsed?.file.kind !== "PolicyFile") {
    out.report("P7002", { file: source.path, span: header.span }, { policy: header.policy.text, version: header.version.value });
    return null;
  }
  texts.set(found.path, found.text);
  if (parsed.faults.length > 0) out.report("P7010", { file: source.path, span: header.span }, { policy: header.policy.text, version: header.version.value });
  const part = locate(parsed.file.clauses, found.path, false);
  for (const name of part.broken) broken.add(name);
  const deeper = amended(found, parsed.file, library, out, texts, broken);
  return {
    policy: deeper ? { ...parsed.file, headers: [...parsed.file.headers, ...deeper.policy.headers] } : parsed.file,
    clauses: deeper ? merge(deeper.clauses, part.located, out) : part.located,
  };
}

/** A clause with a known id replaces it where it stood; a new id is added and reported; `repeal` removes; `change` edits. */
function merge(base: readonly Located[], own: readonly Located[], out: Reporter): Located[] {
  const result: (Located | null)[] = [...base];
  const find = (matches: (at: Located) => boolean) => result.findIndex((at) => at !== null && matches(at));
  const spelt = (at: Located, name: string) => {
    const { clause } = at;
    if (!("decl" in clause)) return clauseId(at) === name;
    const both = spellings(clause.decl);
    return both.en === name || both.zh === name;
  };
  for (const at of own) {
    const { clause } = at;
    if (clause.kind === "Repeal") {
      const index = find((old) => old.clause.kind !== "Entity" && spelt(old, clause.name.text));
      if (index < 0) out.report("P7004", { file: at.file, span: clause.name.span }, { name: clause.name.text });
      else result[index] = null;
      continue;
    }
    const id = clauseId(at);
    const index = id === null ? -1 : find((old) => old.clause.kind === clause.kind && (clauseId(old) === id || sameName(old, at)));
    if (index >= 0) result[index] = { ...at, section: at.section ?? result[index]?.section ?? null };
    else {
      result.push(at);
      if (id !== null && clause.kind !== "Note") out.report("P7007", { file: at.file, span: clause.span }, { name: id });
    }
  }
  return result.filter((at) => at !== null);
}

/** One of them may be declared by one of its two spellings only. */
function sameName(a: Located, b: Located): boolean {
  if (!("decl" in a.clause) || !("decl" in b.clause)) return false;
  const [left, right] = [spellings(a.clause.decl), spellings(b.clause.decl)];
  return left.en === right.en || left.zh === right.zh;
}

function once(clauses: readonly Located[], out: Reporter): void {
  const first = new Map<string, Located>();
  for (const at of clauses) {
    const id = clauseId(at);
    if (id === null) continue;
    const known = first.get(id);
    if (!known) first.set(id, at);
    else {
      out.report(
        "P2002",
        { file: at.file, span: "decl" in at.clause ? at.clause.decl.name.span : at.clause.span },
        { name: id },
        { related: [{ file: known.file, span: "decl" in known.clause ? known.clause.decl.name.span : known.clause.span, label: FIRST_HERE }] },
      );
    }
  }
}
