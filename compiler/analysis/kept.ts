/**
 * Answers about one clause, kept for as long as all that they were found from is as it was: the clause itself, what it reads
 * by way of definitions, other benefits and eligibility, what is declared, and the names it was told by. Compiling again after a
 * change leaves the IR of untouched clauses the same objects, so an answer is known again by what it hangs on.
 */
import type { Diagnostic, Place } from "../diagnostics/diagnostic.js";
import type { Expr } from "../ir/types.js";
import { eachExpr } from "../ir/walk.js";
import type { Asked, Rules } from "./rules.js";
import { budgetOf } from "./solve.js";

/** What has been found about one clause, and what all of it hangs on. */
interface Kept {
  readonly surroundings: string;
  /** What is read, with the definition that it stood for. */
  readonly reads: readonly (Ref & { readonly def: object | null })[];
  readonly answers: Map<string, Answer>;
  /** The rules for which all of this was last seen to stand. */
  seen: Rules;
}

interface Answer {
  readonly found: readonly (readonly Diagnostic[])[];
  /** Whether there is nothing to tell. */
  readonly silent: boolean;
  /** The names that were looked up, with what they were, and the places that were told of. */
  readonly asked: Asked;
  /** What was kept of the other clauses asked of. */
  readonly beside: readonly Kept[];
  /** Branches of the search that it took. */
  readonly spent: number;
}

const known = new WeakMap<object, Kept>();
const NOTHING: Asked = { names: [], places: [] };

/**
 * What a question finds about a clause, in as many parts as `find` gives. `find` may look at the clause, and through `rules` at
 * what the clause reads, at entities, enums and the dates of the policy; at nothing else of the policy.
 */
export function answersAbout(
  rules: Rules,
  clause: object,
  question: string,
  find: () => readonly (readonly Diagnostic[])[],
): readonly (readonly Diagnostic[])[] {
  return answersAmong(rules, [clause], question, find);
}

const NONE: readonly Diagnostic[] = [];

/** As `answersAbout`, in one part. Most often nothing is found, and after a change was not before: that is to cost little. */
export function toldAbout(
  rules: Rules,
  clause: object,
  question: string,
  find: () => readonly Diagnostic[],
): readonly Diagnostic[] {
  if (isSilent(rules, clause, question)) return NONE;
  const [found = NONE] = answersAmong(rules, [clause], question, () => [find()]);
  return found;
}

/** As `toldAbout`, of each of these clauses in turn. */
export function toldOfEach<T extends object>(
  rules: Rules,
  clauses: readonly T[],
  question: string,
  find: (rules: Rules, clause: T) => readonly Diagnostic[],
): Diagnostic[] {
  const told: Diagnostic[] = [];
  for (const clause of clauses) {
    if (isSilent(rules, clause, question)) continue;
    for (const one of toldAbout(rules, clause, question, () => find(rules, clause))) told.push(one);
  }
  return told;
}

/** Whether nothing was found before and nothing that it hangs on has changed; what the search spent is spent again. */
function isSilent(rules: Rules, clause: object, question: string): boolean {
  const before = keptOf(rules, clause).answers.get(question);
  if (before?.silent !== true || before.beside.length > 0) return false;
  if (before.spent > 0) budgetOf(rules).left -= before.spent;
  return true;
}

/** As `answersAbout`, of several clauses beside one another, in this order; there is one at least. */
export function answersAmong(
  rules: Rules,
  clauses: readonly object[],
  question: string,
  find: () => readonly (readonly Diagnostic[])[],
): readonly (readonly Diagnostic[])[] {
  const [first, ...others] = clauses;
  if (first === undefined) throw new RangeError("a question is asked of one clause at least");
  const kept = keptOf(rules, first);
  const before = kept.answers.get(question);
  if (before !== undefined && sameClauses(rules, others, before) && (before.silent || sameNames(rules, before))) {
    if (before.spent > 0) budgetOf(rules).left -= before.spent;
    return before.silent
      ? before.found
      : before.found.map((part) => part.map((one) => moved(rules, one, before.asked)));
  }
  const budget = budgetOf(rules);
  const left = budget.left;
  rules.askAnew();
  const found = find();
  // Names are for telling what is found: where nothing is, they are of no account.
  const silent = found.every((part) => part.length === 0);
  const asked = silent ? NOTHING : rules.asked();
  rules.askAnew();
  // What is told of a place that was not asked for here could not be moved along.
  const placed = found.every((part) => part.every((one) => asked.places.some(({ place }) => place === one.place)));
  const beside = others.map((other) => keptOf(rules, other));
  if (placed) kept.answers.set(question, { found, silent, asked, beside, spent: left - budget.left });
  return found;
}

function sameClauses(rules: Rules, others: readonly object[], { beside }: Answer): boolean {
  return others.length === beside.length && others.every((other, i) => keptOf(rules, other) === beside[i]);
}

function sameNames(rules: Rules, { asked }: Answer): boolean {
  for (const { ids, about } of asked.names) {
    const now = rules.about(...ids);
    if (now === about) continue;
    if (now === null || about === null) return false;
    if (now.en !== about.en || now.zh !== about.zh || now.label !== about.label) return false;
  }
  return true;
}

/** The same message where its clause stands now. */
function moved(rules: Rules, one: Diagnostic, { places }: Asked): Diagnostic {
  const asked = places.find(({ place }) => place === one.place);
  const place = rules.place(...(asked?.ids ?? []));
  return samePlace(place, one.place) ? one : { ...one, place };
}

function samePlace(a: Place, b: Place): boolean {
  if (a.kind !== "source" || b.kind !== "source") return a.kind === b.kind;
  return a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end;
}

function keptOf(rules: Rules, clause: object): Kept {
  const before = known.get(clause);
  if (before !== undefined && before.seen === rules) return before;
  if (before !== undefined && rules.remembers && stands(rules, before)) {
    before.seen = rules;
    budgetOf(rules).shared = true;
    return before;
  }
  const kept = newKept(rules, clause);
  known.set(clause, kept);
  return kept;
}

function stands(rules: Rules, { surroundings, reads }: Kept): boolean {
  if (surroundings !== surroundingsOf(rules)) return false;
  for (const ref of reads) if (resolve(rules, ref) !== ref.def) return false;
  return true;
}

/** What is declared, and when the policy is in force: what any clause may be judged by. */
function surroundingsOf(rules: Rules): string {
  const { entities, enums, inForce } = rules.policy;
  return rules.once("surroundings", () => JSON.stringify([entities, enums, inForce]));
}

// ---------------------------------------------------------------- what a clause reads

interface Ref {
  readonly kind: "value" | "benefit" | "eligibility";
  readonly id: string;
}

function resolve(rules: Rules, { kind, id }: Ref): object | null {
  if (kind === "value") return rules.value(id);
  return kind === "benefit" ? rules.benefit(id) : rules.eligibility(id);
}

function newKept(rules: Rules, clause: object): Kept {
  const reads = new Map<string, Ref & { readonly def: object | null }>();
  const todo = [clause];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    for (const ref of refsIn(at)) {
      // Rows are eligible where the rows that they are within are.
      const refs = ref.kind === "eligibility" ? rules.chain(ref.id).map((id) => ({ kind: ref.kind, id })) : [ref];
      for (const one of refs) {
        const key = `${one.kind} ${one.id}`;
        if (reads.has(key)) continue;
        const def = resolve(rules, one);
        reads.set(key, { ...one, def });
        if (def !== null) todo.push(def);
      }
    }
  }
  return { surroundings: surroundingsOf(rules), reads: [...reads.values()], answers: new Map(), seen: rules };
}

const refs = new WeakMap<object, readonly Ref[]>();

/** What a piece of the IR reads by name, definitions not followed. */
function refsIn(piece: object): readonly Ref[] {
  const before = refs.get(piece);
  if (before !== undefined) return before;
  const found: Ref[] = [];
  eachExpr(piece, (expr) => {
    const ref = refOf(expr);
    if (ref !== null) found.push(ref);
  });
  const { entity, benefits, target } = piece as {
    entity?: string | null;
    benefits?: readonly string[];
    target?: { benefits?: readonly string[] };
  };
  if (typeof entity === "string") found.push({ kind: "eligibility", id: entity });
  for (const id of [...(benefits ?? []), ...(target?.benefits ?? [])]) found.push({ kind: "benefit", id });
  refs.set(piece, found);
  return found;
}

function refOf(expr: Expr): Ref | null {
  switch (expr.op) {
    case "value":
    case "lookup":
    case "tiers":
      return { kind: "value", id: expr.id };
    case "taken":
      return { kind: "value", id: expr.question };
    case "result":
      return { kind: "benefit", id: expr.benefit };
    case "eligible":
      return { kind: "eligibility", id: expr.entity };
    case "collect":
      return { kind: "eligibility", id: expr.set.entity };
    default:
      return null;
  }
}
