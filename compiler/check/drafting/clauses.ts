/** A clause with its quotations, and what it says in numbers. */
import type {
  Cite,
  Clause,
  Comparison,
  Decl,
  Expr,
  PolicyFile,
  Quantity,
  Relation,
  Step,
  Text,
} from "../../../grammar/ast.js";
import { originOf } from "../../../grammar/reread.js";
import { type UnitId, unitId } from "../../../grammar/units.js";
import { equal, integer, mul, parse, type Rational, rational, text } from "../../ir/rational.js";

export interface Quoted {
  readonly clause: Clause;
  /** The clause's name, null where it has none. */
  readonly decl: Decl | null;
  readonly cite: Cite;
  readonly quoting: Text;
  /** A step of a procedure carries quotations of its own. */
  readonly step: Step | null;
}

/** Several checks ask for the same. */
const known = new WeakMap<PolicyFile, readonly Quoted[]>();

export function quotationsOf(file: PolicyFile): readonly Quoted[] {
  const made = known.get(file) ?? quotationsIn(file);
  known.set(file, made);
  return made;
}

function quotationsIn(file: PolicyFile): Quoted[] {
  const found: Quoted[] = [];
  for (const clause of file.clauses) {
    if (!("cites" in clause)) continue;
    const decl = "decl" in clause ? clause.decl : null;
    const note = (cites: readonly Cite[], step: Step | null) => {
      for (const cite of cites) if (cite.quoting) found.push({ clause, decl, cite, quoting: cite.quoting, step });
    };
    note(clause.cites, null);
    if (clause.kind === "Procedure") for (const step of clause.steps) note(step.cites, step);
  }
  return found;
}

// ---------------------------------------------------------------- going through a clause

interface Kinded {
  readonly kind: string;
}

/** Every node below a node, outermost first, in written order. */
export function nodesIn(root: object): Kinded[] {
  const found: Kinded[] = [];
  collect(root, found);
  return found;
}

function collect(root: object, found: Kinded[]): void {
  for (const part of Object.values(root)) {
    if (part === null || typeof part !== "object") continue;
    if (!Array.isArray(part)) {
      if ("kind" in part && typeof part.kind === "string") found.push(part as Kinded);
      collect(part, found);
      continue;
    }
    for (const item of part) {
      if (item === null || typeof item !== "object") continue;
      if ("kind" in item && typeof item.kind === "string") found.push(item as Kinded);
      collect(item, found);
    }
  }
}

export function has(root: object, kind: string, such: (node: never) => boolean = () => true): boolean {
  for (const node of nodesIn(root)) if (node.kind === kind && such(node as never)) return true;
  return false;
}

// ---------------------------------------------------------------- numbers

/** A number with its unit, brought to one form: 304.5万元 and 3045000元 are the same figure. */
export interface Figure {
  readonly value: Rational;
  /** null: written without a unit. */
  readonly unit: UnitId | null;
}

const MAGNITUDE = { wan: 10_000, yi: 100_000_000 } as const;
/** Units of one thing, in the first of them. */
const SAME_THING: Readonly<Partial<Record<UnitId, readonly [UnitId, string]>>> = {
  jiao: ["yuan", "0.1"],
  fen: ["yuan", "0.01"],
  point: ["percent", "1"],
  hectare: ["mu", "15"],
};

export function figure(value: string, magnitude: "wan" | "yi" | null, unit: UnitId | null): Figure | null {
  const number = parse(value);
  if (!number) return null;
  const whole = magnitude === null ? number : mul(number, integer(MAGNITUDE[magnitude]));
  const base = unit === null ? undefined : SAME_THING[unit];
  return base ? { value: mul(whole, rational(base[1])), unit: base[0] } : { value: whole, unit };
}

export function figureOf(quantity: Quantity): Figure | null {
  const unit = quantity.unit === null ? null : unitId(quantity.unit.text);
  // A unit of the policy's own is no reason to doubt the number.
  return figure(quantity.value, quantity.magnitude, unit);
}

export function sameFigure(a: Figure, b: Figure): boolean {
  return equal(a.value, b.value) && (a.unit === null || b.unit === null || a.unit === b.unit);
}

export function isFigure(node: Kinded): node is Quantity {
  return node.kind === "Quantity";
}

/** As it was written: `5 mu`, `304.5 wan yuan`. */
export function shownFigure(quantity: Quantity): string {
  const unit = quantity.unit?.text ?? "";
  const magnitude = quantity.magnitude === null ? "" : quantity.magnitude === "wan" ? "万" : "亿";
  const per = quantity.per.map((p) => `/${p.count ?? ""}${p.unit.text}`).join("");
  const space = /^[a-z]/i.test(unit) ? " " : "";
  return `${text(rational(quantity.value))}${magnitude}${space}${unit}${per}`;
}

/** A number as the clause writes it; `figure` null: it is none that can be compared. */
export interface Written {
  readonly quantity: Quantity;
  readonly figure: Figure | null;
}

/** The figures of a clause, with those of the values that it names. */
export function figuresOf(clause: Clause, named: Named): Written[] {
  const found: Written[] = [];
  const seen = new Set<Clause>([clause]);
  const visit = (root: Clause, depth: number): void => {
    for (const part of writtenIn(root).parts) {
      if (typeof part !== "string") found.push(part);
      else if (depth > 0) {
        const target = named.get(part);
        if (target && !seen.has(target)) {
          seen.add(target);
          visit(target, depth - 1);
        }
      }
    }
  };
  visit(clause, 2);
  return found;
}

/** Every name that the clause speaks of, citations included. */
export function namesOf(clause: Clause): ReadonlySet<string> {
  return writtenIn(clause).names;
}

interface InClause {
  /** Figures, and the first name of each path, in written order; those of citations are not among them. */
  readonly parts: readonly (Written | string)[];
  readonly names: ReadonlySet<string>;
}

/** Asked of a clause once for each quotation that speaks of it, and again after every change elsewhere. */
const inClauses = new WeakMap<Clause, InClause>();

function writtenIn(clause: Clause): InClause {
  const origin = originOf(clause);
  const known = inClauses.get(origin);
  if (known) return known;
  const parts: (Written | string)[] = [];
  for (const node of nodesIn({ ...clause, cites: [] })) {
    if (isFigure(node)) parts.push({ quantity: node, figure: figureOf(node) });
    else if (node.kind === "Path") parts.push((node as unknown as PathNode).names[0]?.text ?? "");
  }
  const names = new Set<string>();
  for (const node of nodesIn(clause)) {
    if (node.kind === "Path") for (const name of (node as unknown as PathNode).names) names.add(name.text);
  }
  const made = { parts, names };
  inClauses.set(origin, made);
  return made;
}

type PathNode = { readonly names: readonly { readonly text: string }[] };

/** Values and questions by both their names. */
export type Named = ReadonlyMap<string, Clause>;

export function namedIn(file: PolicyFile): Named {
  const named = new Map<string, Clause>();
  for (const clause of file.clauses) {
    if (clause.kind !== "Value" && clause.kind !== "Question") continue;
    named.set(clause.decl.name.text, clause);
    if (clause.decl.other) named.set(clause.decl.other.text, clause);
  }
  return named;
}

// ---------------------------------------------------------------- comparisons

export interface Compared {
  readonly figure: Figure;
  readonly quantity: Quantity;
  readonly relation: Relation;
  /** Under `not` or in an exception: the words may say the opposite. */
  readonly turned: boolean;
}

const TURNED: Readonly<Record<Relation, Relation>> = { ge: "lt", gt: "le", le: "gt", lt: "ge", eq: "ne", ne: "eq" };

export function opposite(relation: Relation): Relation {
  return TURNED[relation];
}

/** Every number that the clause itself compares or cuts with. */
export function comparisonsOf(clause: Clause): readonly Compared[] {
  const origin = originOf(clause);
  const known = compared.get(origin);
  if (known) return known;
  const made = comparisonsIn(clause);
  compared.set(origin, made);
  return made;
}

/** By the clause as it was first read: only figures are asked of it, not where they stand. */
const compared = new WeakMap<Clause, readonly Compared[]>();

function comparisonsIn(clause: Clause): Compared[] {
  const found: Compared[] = [];
  const note = (expr: Expr, relation: Relation, turned: boolean): void => {
    const value = expr.kind === "Quantity" ? figureOf(expr) : null;
    if (value && expr.kind === "Quantity") found.push({ figure: value, quantity: expr, relation, turned });
  };
  const visit = (root: object, turned: boolean): void => {
    for (const part of Object.values(root)) {
      for (const item of Array.isArray(part) ? part : [part]) {
        if (item === null || typeof item !== "object") continue;
        const node = item as { kind?: string };
        const inside = turned || node.kind === "Except" || node.kind === "Not";
        look(node, inside);
        visit(node, inside);
      }
    }
  };
  const look = (node: { kind?: string }, turned: boolean): void => {
    if (node.kind === "Test" || node.kind === "PatternTest") {
      const test = node as {
        comparison: Comparison | null;
        right?: Expr;
        value?: Expr;
        to: { under: boolean; value: Expr } | null;
      };
      const right = (test.right ?? test.value) as Expr;
      if (test.to) {
        note(right, test.comparison?.relation === "gt" ? "gt" : "ge", turned);
        note(test.to.value, test.to.under ? "lt" : "le", turned);
      } else note(right, test.comparison?.relation ?? "eq", turned);
    } else if (node.kind === "Cut") {
      const cut = node as unknown as { bound: "ceiling" | "floor"; value: Expr };
      note(cut.value, cut.bound === "ceiling" ? "le" : "ge", turned);
    } else if (node.kind === "Limit") note((node as unknown as { ceiling: Expr }).ceiling, "le", turned);
    else if (node.kind === "Amount") {
      const amount = node as unknown as { from: Quantity | null; counting: Quantity | null };
      if (amount.from) note(amount.from, "ge", turned);
      if (amount.counting) note(amount.counting, "le", turned);
    } else if (node.kind === "Bounds") {
      const bounds = node as unknown as { low: Quantity; high: Quantity };
      note(bounds.low, "ge", turned);
      note(bounds.high, "le", turned);
    }
  };
  look(clause, false);
  visit(clause, false);
  return found;
}
