/**
 * Whether a formula can hold. Each variable's values are cut into finitely many regions, so a set of values is a set of bits and
 * the search is complete; the budget bounds its work, and running out of it is an answer of its own.
 */
import type { Rational } from "../ir/rational.js";
import type { Formula } from "./formula.js";
import { testsOf } from "./formula.js";
import { passes, type Region, regionsOf, type Test } from "./regions.js";
import type { Rules } from "./rules.js";
import type { Variable } from "./terms.js";

export interface Budget {
  /** Branches that may still be tried. */
  left: number;
}

/** For each variable that the search has narrowed: the regions that are left, never none. */
export type Model = ReadonlyMap<Variable, Narrowed>;

export interface Narrowed {
  readonly regions: readonly Region[];
  /** Whether values above all tested ones are among them. */
  readonly unboundedAbove: boolean;
}

export type Outcome =
  | { readonly kind: "impossible" }
  | { readonly kind: "possible"; readonly model: Model }
  | { readonly kind: "unknown" };

type Node =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "test"; readonly variable: number; readonly mask: bigint }
  | { readonly kind: "and"; readonly items: readonly Node[] }
  | { readonly kind: "or"; readonly items: readonly Node[] };

interface Domain {
  readonly variable: Variable;
  readonly regions: readonly Region[];
  readonly all: bigint;
}

/** Branches that one question may try, and all questions about one policy together. */
const PER_QUESTION = 2_000;
const PER_POLICY = 200_000;

/** What all questions about one policy together may still try. */
export function budgetOf(rules: Rules): PolicyBudget {
  return rules.once("budget", () => ({ left: PER_POLICY, shared: false }));
}

interface PolicyBudget extends Budget {
  /** Whether answers found for an earlier state of the policy were taken over: what they spent is counted as far as it is known. */
  shared: boolean;
}

/** Whether answers were taken over, and so much has been tried that one may hang on what was asked before it. */
export function isStrained(rules: Rules): boolean {
  const { left, shared } = budgetOf(rules);
  return shared && left < PER_POLICY / 4;
}

/** Solves within the policy's budget. */
export function ask(rules: Rules, formula: Formula): Outcome {
  if (formula.kind === "constant") return solve(formula, { left: 0 });
  const answers = rules.once("answers", () => new WeakMap<Formula, Outcome>());
  const before = answers.get(formula);
  if (before) return before;
  const all = budgetOf(rules);
  const given = Math.min(PER_QUESTION, all.left);
  const own: Budget = { left: given };
  const found = solve(formula, own);
  all.left -= given - own.left;
  answers.set(formula, found);
  return found;
}

/** Whether the formula is shown to hold nowhere. */
export function impossible(rules: Rules, formula: Formula): boolean {
  return (byParts(formula) ?? ask(rules, formula).kind) === "impossible";
}

/** Where no variable is tested twice, what holds of each test by itself holds of them together; else null. */
function byParts(formula: Formula): "possible" | "impossible" | null {
  if (!isOnceEach(formula, [])) return null;
  return canHold(formula) ? "possible" : "impossible";
}

/** `met`: the tests on the way so far. One test in several places is one. */
function isOnceEach(formula: Formula, met: Extract<Formula, { kind: "test" }>[]): boolean {
  switch (formula.kind) {
    case "constant":
      return true;
    case "test":
      for (const test of met) if (test.variable === formula.variable) return test === formula;
      met.push(formula);
      return met.length <= MOST_APART;
    default:
      return formula.items.every((item) => isOnceEach(item, met));
  }
}

/** Tests on as many variables, beyond which they are not looked at one by one. */
const MOST_APART = 200;

function canHold(formula: Formula): boolean {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "test":
      return passable(formula.variable, formula.test);
    case "and":
      return formula.items.every(canHold);
    case "or":
      return formula.items.some(canHold);
  }
}

const passing = new WeakMap<Test, boolean>();

/** Whether any value of the variable passes. A test belongs to one variable, and a context is asked with many conditions. */
function passable(variable: Variable, test: Test): boolean {
  const before = passing.get(test);
  if (before !== undefined) return before;
  const found = passedBySome(variable, test);
  passing.set(test, found);
  return found;
}

function passedBySome(variable: Variable, test: Test): boolean {
  const numbers = test.kind === "compare" ? [test.value] : [];
  return regionsOf(variable, numbers, test.kind === "in" ? test.values : []).some((region) => passes(region, test));
}

export function solve(formula: Formula, budget: Budget): Outcome {
  if (formula.kind === "constant")
    return formula.value ? { kind: "possible", model: new Map() } : { kind: "impossible" };
  const { root, domains } = compile(formula);
  const start = domains.map((d) => d.all);
  const found = search([root], [], start, budget);
  if (found === "unknown") return { kind: "unknown" };
  return found ? { kind: "possible", model: modelOf(domains, found) } : { kind: "impossible" };
}

// ---------------------------------------------------------------- from tests to bits

interface Compiling {
  readonly domains: Domain[];
  readonly numbered: Map<Variable, number>;
  readonly memo: Map<Formula, Node>;
}

function compile(formula: Formula): { root: Node; domains: readonly Domain[] } {
  const constants = new Map<Variable, { numbers: Rational[]; texts: string[] }>();
  for (const { variable, test } of testsOf(formula)) {
    let known = constants.get(variable);
    if (!known) {
      known = { numbers: [], texts: [] };
      constants.set(variable, known);
    }
    if (test.kind === "compare") known.numbers.push(test.value);
    else if (test.kind === "in") known.texts.push(...test.values);
  }
  const into: Compiling = { domains: [], numbered: new Map(), memo: new Map() };
  for (const [variable, { numbers, texts }] of constants) {
    const regions = regionsOf(variable, numbers, texts);
    into.numbered.set(variable, into.domains.length);
    into.domains.push({ variable, regions, all: (1n << BigInt(regions.length)) - 1n });
  }
  return { root: nodeOf(formula, into), domains: into.domains };
}

function nodeOf(formula: Formula, into: Compiling): Node {
  const before = into.memo.get(formula);
  if (before) return before;
  const made = compiled(formula, into);
  into.memo.set(formula, made);
  return made;
}

function compiled(formula: Formula, into: Compiling): Node {
  if (formula.kind === "constant") return formula;
  if (formula.kind !== "test") return { kind: formula.kind, items: formula.items.map((f) => nodeOf(f, into)) };
  const variable = into.numbered.get(formula.variable) as number;
  let mask = 0n;
  for (const [i, region] of (into.domains[variable] as Domain).regions.entries()) {
    if (passes(region, formula.test)) mask |= 1n << BigInt(i);
  }
  return { kind: "test", variable, mask };
}

// ---------------------------------------------------------------- search

/** Domains in which everything required holds, null if there are none. `ors` are alternatives of which one must hold. */
function search(
  required: readonly Node[],
  ors: readonly Node[],
  given: readonly bigint[],
  budget: Budget,
): bigint[] | "unknown" | null {
  const domains = [...given];
  let open = [...ors];
  const todo = [...required];
  for (;;) {
    for (let node = todo.pop(); node; node = todo.pop()) {
      if (node.kind === "constant") {
        if (!node.value) return null;
      } else if (node.kind === "and") todo.push(...node.items);
      else if (node.kind === "or") open.push(node);
      else {
        const left = (domains[node.variable] as bigint) & node.mask;
        if (left === 0n) return null;
        domains[node.variable] = left;
      }
    }
    const still: Node[] = [];
    for (const or of open) {
      if (or.kind !== "or") continue;
      const alternatives: Node[] = [];
      let holds = false;
      for (const item of or.items) {
        const state = stateOf(item, domains);
        if (state === true) {
          holds = true;
          break;
        }
        if (state === null) alternatives.push(item);
      }
      if (holds) continue;
      if (alternatives.length === 0) return null;
      if (alternatives.length === 1) todo.push(alternatives[0] as Node);
      else still.push(alternatives.length === or.items.length ? or : { kind: "or", items: alternatives });
    }
    open = still;
    if (todo.length === 0) break;
  }
  if (open.length === 0) return domains;
  const split = open.reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a));
  const others = open.filter((or) => or !== split);
  let unknown = false;
  for (const item of split.kind === "or" ? split.items : []) {
    if (budget.left <= 0) return "unknown";
    budget.left -= 1;
    const found = search([item], others, domains, budget);
    if (found === "unknown") unknown = true;
    else if (found) return found;
  }
  return unknown ? "unknown" : null;
}

function sizeOf(node: Node): number {
  return node.kind === "or" ? node.items.length : 0;
}

/** Whether a node holds for all values that are left (true), for none (false), or for some (null). */
function stateOf(node: Node, domains: readonly bigint[]): boolean | null {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "test": {
      const left = (domains[node.variable] as bigint) & node.mask;
      return left === 0n ? false : left === domains[node.variable] ? true : null;
    }
    case "and":
    case "or": {
      const decisive = node.kind === "or";
      let all = true;
      for (const item of node.items) {
        const state = stateOf(item, domains);
        if (state === decisive) return decisive;
        if (state === null) all = false;
      }
      return all ? !decisive : null;
    }
  }
}

function modelOf(domains: readonly Domain[], found: readonly bigint[]): Model {
  const model = new Map<Variable, Narrowed>();
  domains.forEach(({ variable, regions, all }, i) => {
    const mask = found[i] as bigint;
    if (mask === all) return;
    const left = regions.filter((_, r) => (mask >> BigInt(r)) & 1n);
    const top = left.some((r) => r.kind === "between" && r.to === null);
    model.set(variable, { regions: left, unboundedAbove: top });
  });
  return model;
}
