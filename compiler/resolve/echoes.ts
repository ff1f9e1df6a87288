/**
 * One mistake, one message: what is said only because something else is wrong is not said. A vocabulary that was not
 * found makes its names unknown, a clause that was not read leaves those that speak of it without an object; once that
 * is put right, whatever is still wrong is told.
 */
import type { Clause } from "../../grammar/ast.js";
import type { Span } from "../../grammar/source/span.js";
import type { Code } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { inReadingOrder } from "../diagnostics/render.js";

/** Names of things that a vocabulary may declare. */
const OF_VOCABULARIES: ReadonlySet<Code> = new Set(["P2001", "P2006", "P2007"]);

/** What a header that was not read would have said. */
const OF_HEADERS: Readonly<Record<string, readonly Code[]>> = {
  version: ["P7008"],
  "in force": ["P7001"],
  round: ["P4901"],
  uses: [...OF_VOCABULARIES],
};

/** `clauses` are the file's own; `broken` the names of those among them, and in vocabularies, that were not read. */
export function withoutEchoes(
  diagnostics: readonly Diagnostic[],
  clauses: readonly Clause[],
  broken: ReadonlySet<string>,
): Diagnostic[] {
  const codes = new Set(diagnostics.map((d) => d.code));
  const unread = clauses.flatMap((clause) => (clause.kind === "BrokenClause" ? [clause.head] : []));
  // Without the first line, or without knowing for whom, nothing that follows can be judged.
  const nothing = codes.has("P1022") || codes.has("P1034") || codes.has("P1037");
  const onlySyntax = nothing || unread.includes("for each") || unread.includes("overall");
  const silent = new Set(unread.flatMap((head) => OF_HEADERS[head] ?? []));
  // Its fields are declared in the lines below its name.
  if (unread.includes("entity")) silent.add("P2001");
  if (codes.has("P2004") || codes.has("P2016")) for (const code of OF_VOCABULARIES) silent.add(code);
  // Nothing says whose the figures are: what a limit or an amount makes of them cannot be judged.
  if (codes.has("P2004") || codes.has("P2016") || codes.has("P2026")) silent.add("P2005");
  const lost = diagnostics.filter((d) => d.code === "P2001" || d.code === "P2006");
  const limits = clauses.filter((clause) => clause.kind === "Limit" && lost.some((d) => within(d, clause.span)));
  // Examples give facts and expect amounts of those that a clause is for.
  const examples = codes.has("P2026") ? clauses.filter((clause) => clause.kind === "Example") : [];
  const forWhom = inReadingOrder(diagnostics.filter((d) => d.code === "P2026"))[0];
  const twice = diagnostics.filter((d) => d.code === "P2002");
  const together = diagnostics.filter((d) => d.code === "P1010");
  const said = new Set<string>();
  return diagnostics.filter((d) => {
    if (onlySyntax && !d.code.startsWith("P1")) return false;
    if (silent.has(d.code) || namesUnread(d, broken)) return false;
    if (d.code === "P2005" && limits.some((clause) => within(d, clause.span))) return false;
    if (/^P20(01|10)$/.test(d.code) && examples.some((clause) => within(d, clause.span))) return false;
    // What was to be its amount was read as the head of another.
    if (d.code === "P1031" && clauses.some((clause, i) => within(d, clause.span) && isUnreadBenefit(clauses[i + 1])))
      return false;
    // Every clause below the missing line lacks it; a name that is declared twice has two counterparts.
    if (d.code === "P2026" && d !== forWhom) return false;
    if (d.code === "P2003" && twice.some((other) => inside(other, d))) return false;
    // What was read of words that run together says nothing more than that they do.
    if (d.code === "P1028" && together.some((run) => inside(d, run))) return false;
    const key = JSON.stringify([d.code, d.place, d.params]);
    if (said.has(key)) return false;
    said.add(key);
    return true;
  });
}

/** An unknown name that a clause which was not read declares, or something of it (`养殖.核定`). */
function namesUnread(d: Diagnostic, broken: ReadonlySet<string>): boolean {
  if (d.code !== "P2001" && d.code !== "P2010") return false;
  return broken.has((d.params as { name: string }).name.split(".")[0] ?? "");
}

function isUnreadBenefit(clause: Clause | undefined): boolean {
  return clause?.kind === "BrokenClause" && clause.head === "benefit";
}

function within(d: Diagnostic, span: Span): boolean {
  return d.place.kind === "source" && d.place.span.start >= span.start && d.place.span.end <= span.end;
}

function inside(inner: Diagnostic, outer: Diagnostic): boolean {
  if (inner.place.kind !== "source" || outer.place.kind !== "source" || inner.place.file !== outer.place.file)
    return false;
  return within(inner, outer.place.span);
}
