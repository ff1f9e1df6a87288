/**
 * Whether policies express every clause of their documents: the clause table joined with the compiled policies.
 * Pure: texts and policies in, rows and faults out.
 */
import type { About, Policy } from "../../compiler/ir/types.js";
import type { Header } from "../../grammar/ast.js";
import { type Document, document, findQuotation } from "../../grammar/source/citation.js";
import type { Span } from "../../grammar/source/span.js";
import type { ClauseClass, ClauseRow, ClauseTable, Way } from "./table.js";

/** A compiled policy with the document that it expresses. */
export interface CoveredPolicy {
  /** Its folder, as the table names it. */
  readonly name: string;
  readonly policy: Policy;
  readonly headers: readonly Header[];
  /** The text of the source document. */
  readonly source: string;
}

/** A clause of a policy as the table shows it. `kind`: `benefit`, `step`, `header`, … */
export interface Expressed {
  readonly id: string;
  readonly kind: string;
  readonly en: string;
  readonly zh: string;
}

export interface CoverageRow extends ClauseRow {
  readonly expressed: readonly Expressed[];
}

/** What is wrong, by clause id. */
export type Fault =
  /** The document has this clause and the table does not. */
  | { readonly kind: "missing"; readonly id: string }
  | { readonly kind: "twice"; readonly id: string }
  /** The document has fewer clauses, or the row names another document than its id. */
  | { readonly kind: "misplaced"; readonly id: string; readonly document: string }
  | { readonly kind: "policy"; readonly id: string; readonly document: string }
  | { readonly kind: "empty"; readonly id: string }
  | { readonly kind: "unknown"; readonly id: string; readonly clause: string }
  /** `nearest`: the most similar passage of the document. */
  | { readonly kind: "quotation"; readonly id: string; readonly quote: string; readonly nearest: string | null }
  /** Nothing that computes expresses a clause of class C or A. */
  | { readonly kind: "noteOnly"; readonly id: string; readonly class: ClauseClass }
  /** The row says `how`, and no clause that it names is of that sort. */
  | { readonly kind: "way"; readonly id: string; readonly how: Way }
  /** No clause that it names quotes this sentence. */
  | { readonly kind: "untied"; readonly id: string; readonly quote: string };

export interface Coverage {
  /** In the table's order. */
  readonly rows: readonly CoverageRow[];
  readonly faults: readonly Fault[];
}

/** With the document made ready for many searches. */
type Prepared = CoveredPolicy & { readonly text: Document };

const COMPUTING: ReadonlySet<string> = new Set([
  "eligible",
  "define",
  "param",
  "question",
  "benefit",
  "limit",
  "payOut",
  "check",
]);

/** Which ways are open to a class: C is computed, A a budget or target, D set by somebody; T may be any. */
const OPEN: Readonly<Record<ClauseClass, readonly Way[]>> = {
  C: ["computed"],
  A: ["budget", "target"],
  D: ["entered", "delegated"],
  T: ["computed", "target", "procedure", "header", "note"],
};

export function coverage(table: ClauseTable, policies: readonly CoveredPolicy[]): Coverage {
  const prepared = new Map(policies.map((p) => [p.name, { ...p, text: document(p.source) }]));
  const faults: Fault[] = placesFaults(table);
  const rows = table.clauses.map((row): CoverageRow => {
    const covered = prepared.get(row.document);
    if (!covered) {
      faults.push({ kind: "policy", id: row.id, document: row.document });
      return { ...row, expressed: [] };
    }
    const found = row.clauses.map((id) => expressed(id, covered));
    for (const [i, one] of found.entries()) {
      if (one === null) faults.push({ kind: "unknown", id: row.id, clause: row.clauses[i] as string });
    }
    const known = found.filter((one) => one !== null);
    faults.push(...rowFaults(row, known, covered));
    return { ...row, expressed: known };
  });
  return { rows, faults };
}

/** Clauses that are missing, twice, or beyond what their document has. */
function placesFaults(table: ClauseTable): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const row of table.clauses) {
    if (seen.has(row.id)) faults.push({ kind: "twice", id: row.id });
    seen.add(row.id);
    const [prefix = "", number = ""] = row.id.split("-");
    const home = table.documents.find((d) => d.prefix === prefix);
    if (!home || home.policy !== row.document || Number(number) < 1 || Number(number) > home.clauses) {
      faults.push({ kind: "misplaced", id: row.id, document: row.document });
    }
  }
  for (const { prefix, clauses } of table.documents) {
    for (let i = 1; i <= clauses; i += 1) {
      const id = `${prefix}-${String(i).padStart(2, "0")}`;
      if (!seen.has(id)) faults.push({ kind: "missing", id });
    }
  }
  return faults;
}

const HEADERS: Readonly<Record<Header["kind"], readonly [id: string, zh: string]>> = {
  Version: ["version", "版本"],
  Document: ["document", "文号"],
  Issued: ["issued", "印发"],
  Source: ["source", "原文"],
  Uses: ["uses", "引用词表"],
  InForce: ["in force", "施行"],
  Round: ["round", "取整"],
  FactsOn: ["facts on", "事实日期"],
  Period: ["period", "周期"],
  Amends: ["amends", "修订"],
  Replaces: ["replaces", "替代"],
  CliffAt: ["cliff at", "落差提示"],
};

function expressed(id: string, covered: CoveredPolicy): Expressed | null {
  if (id.startsWith("header:")) {
    const name = id.slice("header:".length);
    const header = covered.headers.map((h) => HEADERS[h.kind]).find(([known]) => known === name);
    return header ? { id, kind: "header", en: header[0], zh: header[1] } : null;
  }
  const about = aboutOf(covered.policy, id);
  if (!about) return null;
  const [en, zh] = named(id, about, covered.policy);
  return { id, kind: about.clause, en, zh };
}

function aboutOf(policy: Policy, id: string): About | null {
  return Object.hasOwn(policy.about, id) ? (policy.about[id] ?? null) : null;
}

/** `pay out` and `eligible` are named after what they are about; a field, step, reading or value after its owner. */
function named(id: string, about: About, policy: Policy): readonly [en: string, zh: string] {
  if (about.clause === "eligible" || about.clause === "payOut") {
    const owners = id
      .slice(about.en.length)
      .trim()
      .split(",")
      .filter((o) => o !== "");
    const names = owners.map(
      (o) =>
        aboutOf(policy, o) ??
        (o === "all" ? { en: "all benefits", zh: "全部奖补" } : (fieldCalled(policy, o) ?? { en: o, zh: o })),
    );
    return [`${about.en} ${names.map((n) => n.en).join(", ")}`, `${about.zh} ${names.map((n) => n.zh).join("、")}`];
  }
  const dot = id.lastIndexOf(".");
  const owner = dot < 0 ? null : aboutOf(policy, id.slice(0, dot));
  return owner ? [`${owner.en}.${about.en}`, `${owner.zh}·${about.zh}`] : [about.en, about.zh];
}

/** A pay-out may divide a money field: its id is the field's alone. */
function fieldCalled(policy: Policy, field: string): About | null {
  const home = policy.entities.find((e) => e.fields.some((f) => f.id === field));
  return home ? aboutOf(policy, `${home.id}.${field}`) : null;
}

function rowFaults(row: ClauseRow, found: readonly Expressed[], covered: Prepared): Fault[] {
  const { id, how, quote } = row;
  const faults: Fault[] = [];
  if (row.clauses.length === 0) faults.push({ kind: "empty", id });
  const cited = findQuotation(covered.text, quote);
  if (cited.kind !== "exact") {
    const nearest =
      cited.kind === "missing"
        ? (cited.nearest?.text ?? null)
        : cited.spans.map((s) => covered.source.slice(s.start, s.end)).join("…");
    faults.push({ kind: "quotation", id, quote, nearest });
  }
  if (found.length === 0) return faults;
  if ((row.class === "C" || row.class === "A") && !found.some((one) => COMPUTING.has(one.kind))) {
    faults.push({ kind: "noteOnly", id, class: row.class });
  } else if (!OPEN[row.class].includes(how) || !found.some((one) => isOf(how, one, covered.policy))) {
    faults.push({ kind: "way", id, how });
  }
  if (cited.kind === "exact" && !tied(found, row, cited.spans, covered)) faults.push({ kind: "untied", id, quote });
  return faults;
}

function isOf(how: Way, one: Expressed, policy: Policy): boolean {
  switch (how) {
    case "computed":
      return COMPUTING.has(one.kind);
    case "entered":
      return one.kind === "field" || policy.benefits.some((b) => b.id === one.id && b.entered);
    case "delegated":
      return policy.values.some((v) => v.id === one.id && v.body.kind === "set");
    case "budget":
      return one.kind === "limit" || one.kind === "check";
    case "target":
      return one.kind === "check";
    case "procedure":
      return ["procedure", "step", "payOut", "check"].includes(one.kind);
    case "header":
      return one.kind === "header";
    case "note":
      return one.kind === "note";
  }
}

/**
 * Whether some clause quotes words of this very sentence: the same place of the document, or one text inside the other (a
 * phrase that the document repeats). A header is the document's own fact and quotes nothing.
 */
function tied(
  found: readonly Expressed[],
  { quote }: ClauseRow,
  sentence: readonly Span[],
  covered: Prepared,
): boolean {
  return found.some((one) => {
    if (one.kind === "header") return true;
    return (aboutOf(covered.policy, one.id)?.cites ?? []).some(({ quoting }) => {
      if (quoting === null) return false;
      const quoted = findQuotation(covered.text, quoting);
      if (quoted.kind !== "exact") return false;
      if (quoted.spans.some((a) => sentence.some((b) => a.start < b.end && b.start < a.end))) return true;
      return findQuotation(quoting, quote).kind === "exact" || findQuotation(quote, quoting).kind === "exact";
    });
  });
}
