/** The examples that a policy holds: each is a small roster, a run, and what it should give. */

import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";

import * as R from "../../compiler/ir/rational.js";
import type { EntityDef, ExampleDef, ExampleRow, ExpectDef, Expr, Policy, Scalar } from "../../compiler/ir/types.js";
import { type Bilingual, both } from "../explain/bilingual.js";
import { type Speaker, shown, shownScalar } from "../explain/phrase.js";
import { typesOf } from "../explain/units.js";
import type { Cell, Roster, Row } from "../roster.js";
import type { Reason, RunInput, RunResult, State } from "../run.js";
import { enteredColumn } from "./entered.js";
import { evaluate } from "./evaluate.js";
import { below, type Node } from "./facts.js";
import { named } from "./names.js";
import { openRun } from "./run.js";
import { scopeOn, type World } from "./scope.js";
import * as V from "./value.js";

export interface ExampleOutcome {
  readonly passed: boolean;
  /** As a person reads them: `livestock 3000 yuan`, `not eligible`; 养殖 3000元, 不符合. */
  readonly expected: Bilingual;
  readonly actual: Bilingual;
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
      ? example.expect.map((e) => ({ passed: false, expected: expectation(e, policy), actual: REFUSED }))
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

const REFUSED: Bilingual = { en: "the run was refused", zh: "未能测算" };
const ELIGIBLE: Bilingual = { en: "eligible", zh: "符合" };
const NOT_ELIGIBLE: Bilingual = { en: "not eligible", zh: "不符合" };
const UNDECIDED: Bilingual = { en: "undecided", zh: "待定" };
const DECIDED: Bilingual = { en: "decided", zh: "已定" };
const NOT_DUE: Bilingual = { en: "not due", zh: "不予发放" };

const STATES: Readonly<Record<State, Bilingual>> = {
  paid: { en: "paid", zh: "发放" },
  zero: { en: "zero", zh: "为零" },
  notDue: NOT_DUE,
  notEligible: NOT_ELIGIBLE,
  undecided: UNDECIDED,
};

/** Bilingual beside each other. */
function joined(...parts: readonly Bilingual[]): Bilingual {
  return both((lang) => parts.map((p) => p[lang]).join(" "));
}

function expectation(expect: ExpectDef, policy: Policy): Bilingual {
  switch (expect.kind) {
    case "notEligible":
      return NOT_ELIGIBLE;
    case "undecided":
      return expect.name === null ? UNDECIDED : joined(UNDECIDED, whatName(expect.name, policy));
    case "notDue":
      return joined(named(policy, expect.benefit), NOT_DUE);
    case "equals": {
      const speaker = { policy, types: typesOf(policy) };
      return joined(
        nameOf(expect.what, policy),
        both((lang) => shownScalar(expect.value, expect.what, speaker, lang)),
      );
    }
  }
}

/** A name in `expect undecided …`: of a clause, or of a field of whichever entity has it. */
function whatName(id: string, policy: Policy): Bilingual {
  const owner = policy.entities.find((e) => e.fields.some((f) => f.id === id));
  return named(policy, policy.about[id] || !owner ? id : `${owner.id}.${id}`);
}

const STAGES = {
  gross: { en: "gross", zh: "核算额" },
  approved: { en: "approved", zh: "核定" },
  ceiling: { en: "ceiling", zh: "核定上限" },
} as const;

function nameOf(what: Expr, policy: Policy): Bilingual {
  switch (what.op) {
    case "result": {
      const name = named(policy, what.benefit);
      const { stage } = what;
      return stage === "net" ? name : both((lang) => `${name[lang]}.${STAGES[stage][lang]}`);
    }
    case "value":
    case "lookup":
      return named(policy, what.id);
    case "field":
      return named(policy, `${what.entity}.${what.field}`);
    case "total":
      return { en: "total", zh: "总额" };
    default:
      return { en: "result", zh: "结果" };
  }
}

function judgeOutcome(expect: ExpectDef, result: RunResult, world: World): ExampleOutcome {
  const { policy } = world;
  const expected = expectation(expect, policy);
  switch (expect.kind) {
    case "notEligible":
      return { expected, ...eligibility(result, policy) };
    case "undecided":
      return { expected, ...undecidedOutcome(expect.name, result, world) };
    case "notDue": {
      const states = [...new Set(result.claims.filter((c) => c.benefit === expect.benefit).map((c) => c.state))];
      const said = both((lang) => states.map((s) => STATES[s][lang]).join(lang === "zh" ? "、" : ", "));
      return {
        expected,
        passed: states.length === 1 && states[0] === "notDue",
        actual: joined(
          named(policy, expect.benefit),
          states.length === 0 ? { en: "not claimed", zh: "没有这项" } : said,
        ),
      };
    }
    case "equals": {
      const actual = valueFor(expect.what, world);
      const passed = V.isYes(V.compare("eq", actual, V.ofScalar(expect.value)));
      return { expected, passed, actual: joined(nameOf(expect.what, policy), valueWords(actual, expect.what, policy)) };
    }
  }
}

function valueWords(value: V.Value, what: Expr, policy: Policy): Bilingual {
  const speaker: Speaker = { policy, types: typesOf(policy), evaluate: () => value };
  const text = both((lang) => shown(what, speaker, lang));
  if (value.known) return text;
  const why = reasonWords(value.reasons, policy);
  return { en: `undecided (${text.en}; ${why.en})`, zh: `待定（${text.zh}；${why.zh}）` };
}

function reasonWords(reasons: readonly Reason[], policy: Policy): Bilingual {
  const names = reasons.map((r) => named(policy, r.what));
  return both((lang) => names.map((n) => n[lang]).join(lang === "zh" ? "、" : ", "));
}

function undecidedWords(reasons: readonly Reason[], policy: Policy): Bilingual {
  const why = reasonWords(reasons, policy);
  return { en: `undecided (${why.en})`, zh: `待定（${why.zh}）` };
}

/** Not eligible: by the eligibility clause, or because an exception of every benefit says so. */
function eligibility(result: RunResult, policy: Policy): Pick<ExampleOutcome, "passed" | "actual"> {
  const first = result.eligibility[0];
  const mine = result.eligibility.filter((e) => e.entity === first?.entity);
  const byClause = mine.length > 0 && mine.every((e) => e.state === "notEligible");
  const byException = result.claims.length > 0 && result.claims.every((c) => c.state === "notEligible");
  if (byClause || byException) return { passed: true, actual: NOT_ELIGIBLE };
  const open = mine.find((e) => e.state === "undecided");
  return { passed: false, actual: open === undefined ? ELIGIBLE : undecidedWords(open.reasons, policy) };
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
  const actual = reasons.length === 0 && open.length === 0 ? DECIDED : undecidedWords(reasons, world.policy);
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
