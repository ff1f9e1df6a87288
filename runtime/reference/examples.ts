/** The examples that a policy holds: each is a small roster, a run, and what it should give. */

import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import * as R from "../../compiler/ir/rational.js";
import type { EntityDef, ExampleDef, ExampleRow, ExpectDef, Expr, Policy, Scalar } from "../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../roster.js";
import type { Reason, RunInput, RunResult } from "../run.js";
import { enteredColumn } from "./entered.js";
import { evaluate } from "./evaluate.js";
import { below, type Node } from "./facts.js";
import { openRun } from "./run.js";
import { scopeOn, type World } from "./scope.js";
import * as V from "./value.js";

export interface ExampleOutcome {
  readonly passed: boolean;
  /** As a person reads them: `livestock = 3000 yuan`, `not eligible`. */
  readonly expected: string;
  readonly actual: string;
}

export interface ExampleResult {
  readonly title: string;
  readonly passed: boolean;
  readonly outcomes: readonly ExampleOutcome[];
  /** What the run itself found; an example whose run is refused fails. */
  readonly diagnostics: readonly Diagnostic[];
}

export function runExamples(policy: Policy): ExampleResult[] {
  return policy.examples.map((example) => runExample(policy, example));
}

function runExample(policy: Policy, example: ExampleDef): ExampleResult {
  const input = inputOf(policy, example);
  const opened = openRun(input);
  const { result, world } = opened;
  const outcomes =
    world === null
      ? example.expect.map((e) => ({ passed: false, expected: expectation(e), actual: "the run was refused" }))
      : example.expect.map((e) => judgeOutcome(e, result, world));
  return {
    title: example.title,
    passed: world !== null && outcomes.every((o) => o.passed),
    outcomes,
    diagnostics: result.diagnostics,
  };
}

// ---------------------------------------------------------------- the roster

function cellOf(scalar: Scalar): Cell {
  return scalar.kind === "number" ? R.rational(scalar.value) : scalar.value;
}

function inputOf(policy: Policy, example: ExampleDef): RunInput {
  const entities: Record<string, Row[]> = Object.fromEntries(policy.entities.map((e) => [e.id, []]));
  const add = (given: ExampleRow, parent: string | null): void => {
    const rows = entities[given.entity] ?? [];
    entities[given.entity] = rows;
    const key = keyOf(policy, given, rows.length);
    const cells: Record<string, Cell> = {};
    for (const [field, value] of Object.entries(given.fields)) cells[field] = cellOf(value);
    for (const [benefit, amount] of Object.entries(given.approved)) cells[enteredColumn(benefit)] = R.rational(amount);
    rows.push({ key, parent, cells });
    for (const child of given.children) add(child, key);
  };
  for (const row of example.rows) add(row, null);
  return {
    policy,
    roster: { entities, columns: columnsOf(policy, entities) },
    asOf: example.asOf ?? policy.inForce.from,
    parameters: example.params,
    readings: example.readings,
  };
}

function keyOf(policy: Policy, given: ExampleRow, count: number): string {
  const field = policy.entities.find((e) => e.id === given.entity)?.key ?? null;
  const value = field === null ? undefined : given.fields[field];
  return value === undefined ? String(count + 1) : V.show(V.ofScalar(value));
}

/** An example leaves out what does not matter to it: its columns are all there, and blank. */
function columnsOf(policy: Policy, entities: Readonly<Record<string, readonly Row[]>>): Roster["columns"] {
  const columns = (entity: EntityDef): string[] => [
    ...entity.fields.map((f) => f.id),
    ...policy.benefits.filter((b) => b.entered && b.entity === entity.id).map((b) => enteredColumn(b.id)),
  ];
  // Without awards among its rows an example says nothing of the past, and none is assumed.
  const given = policy.entities.filter((e) => !e.history || (entities[e.id] ?? []).length > 0);
  return Object.fromEntries(given.map((e) => [e.id, columns(e)]));
}

// ---------------------------------------------------------------- outcomes

function expectation(expect: ExpectDef): string {
  switch (expect.kind) {
    case "notEligible":
      return "not eligible";
    case "undecided":
      return expect.name === null ? "undecided" : `undecided ${expect.name}`;
    case "notDue":
      return `${expect.benefit} not due`;
    case "equals":
      return `${nameOf(expect.what)} = ${expect.shown}`;
  }
}

function nameOf(what: Expr): string {
  switch (what.op) {
    case "result":
      return what.stage === "net" ? what.benefit : `${what.benefit}.${what.stage}`;
    case "value":
    case "lookup":
      return what.id;
    case "field":
      return what.field;
    case "total":
      return "total";
    default:
      return "result";
  }
}

function judgeOutcome(expect: ExpectDef, result: RunResult, world: World): ExampleOutcome {
  const expected = expectation(expect);
  switch (expect.kind) {
    case "notEligible":
      return { expected, ...eligibility(result) };
    case "undecided":
      return { expected, ...undecidedOutcome(expect.name, result, world) };
    case "notDue": {
      const states = [...new Set(result.claims.filter((c) => c.benefit === expect.benefit).map((c) => c.state))];
      return {
        expected,
        passed: states.length === 1 && states[0] === "notDue",
        actual: `${expect.benefit} ${states.map(stateText).join(", ") || "not claimed"}`,
      };
    }
    case "equals": {
      const actual = valueFor(expect.what, world);
      const passed = V.isYes(V.compare("eq", actual, V.ofScalar(expect.value)));
      return { expected, passed, actual: `${nameOf(expect.what)} = ${shown(actual)}` };
    }
  }
}

function stateText(state: string): string {
  return (
    { paid: "paid", zero: "zero", notDue: "not due", notEligible: "not eligible", undecided: "undecided" }[state] ??
    state
  );
}

function shown(value: V.Value): string {
  return value.known ? V.show(value) : `undecided (${V.show(value)}; ${reasonText(value.reasons)})`;
}

function reasonText(reasons: readonly Reason[]): string {
  return reasons.map((r) => r.what).join(", ");
}

/** Not eligible: by the eligibility clause, or because an exception of every benefit says so. */
function eligibility(result: RunResult): Pick<ExampleOutcome, "passed" | "actual"> {
  const first = result.eligibility[0];
  const mine = result.eligibility.filter((e) => e.entity === first?.entity);
  const byClause = mine.length > 0 && mine.every((e) => e.state === "notEligible");
  const byException = result.claims.length > 0 && result.claims.every((c) => c.state === "notEligible");
  if (byClause || byException) return { passed: true, actual: "not eligible" };
  const open = mine.find((e) => e.state === "undecided");
  return { passed: false, actual: open === undefined ? "eligible" : `undecided (${reasonText(open.reasons)})` };
}

/** With a name: that benefit, value or check is undecided, or something is because that field is missing. */
function undecidedOutcome(
  name: string | null,
  result: RunResult,
  world: World,
): Pick<ExampleOutcome, "passed" | "actual"> {
  const open = [
    ...result.claims.filter((c) => c.state === "undecided"),
    ...result.eligibility.filter((e) => e.state === "undecided"),
  ];
  const openChecks = result.checks.filter((c) => c.state === "undecided");
  const reasons = [...open, ...openChecks].flatMap((o) => o.reasons);
  const actual = reasons.length === 0 && open.length === 0 ? "decided" : `undecided (${reasonText(reasons)})`;
  if (name === null) return { passed: open.length + openChecks.length > 0, actual };
  const claims = result.claims.filter((c) => c.benefit === name);
  const isName = (r: Reason) => r.what === name || r.what.endsWith(`.${name}`);
  const passed =
    claims.some((c) => c.state === "undecided") ||
    openChecks.some((c) => c.check === name) ||
    reasons.some(isName) ||
    (world.values.has(name) && !valueFor({ op: "value", id: name }, world).known);
  return { passed, actual };
}

/** On the example's row; money of an example with several payees is their sum. */
function valueFor(what: Expr, world: World): V.Value {
  return evaluate(what, scopeOn(world, rowFor(what, world), "example"));
}

function rowFor(what: Expr, world: World): Node | null {
  const roots = world.policy.entities
    .filter((e) => e.within === null && !e.history)
    .flatMap((e) => world.facts.nodes.get(e.id) ?? []);
  const home = homeOf(what, world);
  if (home === null) {
    const payees = roots.filter((r) =>
      world.policy.benefits.some((b) => b.entity === r.entity || below(r, b.entity).length > 0),
    );
    return payees.length === 1
      ? (payees[0] as Node)
      : what.op === "result" || what.op === "total"
        ? null
        : (roots[0] ?? null);
  }
  return world.facts.nodes.get(home)?.[0] ?? null;
}

/** The entity on whose row an expectation stands; null: on the example as a whole. */
function homeOf(what: Expr, world: World): string | null {
  if (what.op === "field") return what.entity;
  if (what.op === "value" || what.op === "lookup") return world.values.get(what.id)?.entity ?? null;
  if (what.op === "eligible") return what.entity;
  const entities = [...world.depends.of(what).entities];
  return what.op === "result" || what.op === "total" ? null : (entities[0] ?? null);
}
