/**
 * Stage 9 over columns. A check of each row is a question put to the engine, with the nets of stage 7 as fields; a check of the
 * whole roster is evaluated once, with its sets folded over columns. The interpreter is asked for the rows that the engine
 * leaves, and for the sides, exceptions and reasons of those rows that someone wants to see.
 */
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import * as R from "../../../compiler/ir/rational.js";
import type { CheckDef, Expr } from "../../../compiler/ir/types.js";
import { type EngineInput, headingsIn } from "../../input.js";
import { CHECK_STATES, type CheckColumns, type Outcome, STATES } from "../../outcome.js";
import { checkOfRows } from "../../outcomes/checks.js";
import { type Earlier, stagesOf } from "../../outcomes/given.js";
import { once } from "../../outcomes/once.js";
import { check } from "../../reference/checks.js";
import { isWithin } from "../../reference/facts.js";
import { openRows } from "../../reference/run.js";
import type { Scope } from "../../reference/scope.js";
import type { Value } from "../../reference/value.js";
import type { CheckResult } from "../../run.js";
import { entityTable } from "../../table/relations.js";
import { numbersTold } from "../strata/asks.js";
import { countedUp } from "../strata/facts.js";
import { FREE, type Probe } from "../strata/probe.js";
import {
  type Base,
  eachRow,
  placed,
  placeOfNode,
  type RowReader,
  reachedFrom,
  readsWide,
  rootOf,
  type TableInput,
} from "../strata/rows.js";
import { asking, type Collect, type Folded, fold, isFoldable, told } from "../strata/sets.js";
import { TooManyRows } from "../too-many.js";
import { type Netted, netted } from "./nets.js";

const MET = CHECK_STATES.indexOf("met");
const NOT_MET = CHECK_STATES.indexOf("notMet");
const UNDECIDED = CHECK_STATES.indexOf("undecided");
const OPEN = STATES.indexOf("undecided");
const PAID = STATES.indexOf("paid");
const ZERO = STATES.indexOf("zero");

export interface Checks {
  readonly columns: () => readonly CheckColumns[];
  /** What the interpreter had to say of what was asked so far. */
  readonly diagnostics: () => readonly Diagnostic[];
}

/** `engine` runs any policy; `byRows` works out checks from rows of objects: those that no column can help. */
export function checksBy(
  input: TableInput,
  outcome: Earlier,
  engine: Base,
  byRows: (defs: readonly CheckDef[]) => readonly CheckResult[],
): Checks {
  const said = new Map<string, Diagnostic>();
  const hear = (messages: readonly Diagnostic[]): void => {
    for (const d of messages) said.set(JSON.stringify([d.code, d.params]), d);
  };
  const asking = once(() => askingOf(input, outcome, engine, hear));
  return {
    columns: once(() =>
      input.policy.checks.map((def): CheckColumns => {
        const at = asking();
        const rows = def.entity === null ? 1 : entityTable(input.table, def.entity).rows;
        const told = at.isAskable(def) ? tellable(() => columnsOf(at, def, rows)) : null;
        return told ?? checkOfRows(def, rows, () => byRows([def]));
      }),
    ),
    diagnostics: () => [...said.values()],
  };
}

/** More rows than these are not made into objects for one check: where a column is lacking, every row is undecided. */
const MOST = 50_000;

/** null: too many rows would have to be the interpreter's. */
function tellable<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof TooManyRows) return null;
    throw error;
  }
}

// ---------------------------------------------------------------- what is asked, and of whom

interface Asking {
  readonly input: TableInput;
  readonly engine: Base;
  readonly netted: Netted;
  readonly isAskable: (def: CheckDef) => boolean;
  /** Whether a result of a benefit is read. */
  readonly readsNets: (part: unknown) => boolean;
  readonly given: RowReader["given"];
  /** The interpreter for what stands on rows of an entity: as it is asked of the engine. */
  readonly readerFor: (entity: string, asked: unknown) => RowReader;
  readonly hear: (messages: readonly Diagnostic[]) => void;
}

function askingOf(input: TableInput, outcome: Earlier, engine: Base, hear: Asking["hear"]): Asking {
  const { policy, readings } = input;
  const reached = (part: unknown): readonly Expr[] => [...reachedFrom(policy, part, readings)];
  const readsNets = (part: unknown): boolean => reached(part).some((e) => e.op === "total" || e.op === "result");
  const benefits = new Set(
    reached(policy.checks.map((c) => [c.condition, c.unless])).flatMap((e) =>
      e.op === "result" ? [e.benefit] : e.op === "total" ? policy.benefits.map((b) => b.id) : [],
    ),
  );
  // A soft check tells the money of the rows that miss it.
  if (policy.checks.some((c) => c.soft && c.entity !== null)) for (const b of policy.benefits) benefits.add(b.id);
  const facts = netted(input, outcome, benefits);
  const table = placed(input.table);
  const sets = new Map<Expr, Folded>();
  const given: RowReader["given"] = {
    stages: stagesOf(policy, outcome, placeOfNode),
    sets: (expr, scope) => {
      if (scope.frame.group !== null) return null;
      if (expr.op === "collect") return expr.set.scope === "roster" ? toldOf(expr, scope) : null;
      if (expr.stage !== "net" || hasRowsBelow(scope, expr.benefit)) return null;
      return toldOf(facts.sum(expr.benefit), scope);
    },
  };

  function toldOf(set: Collect, scope: Scope): Value | null {
    let found = sets.get(set);
    if (found === undefined) {
      const asked = facts.asked(set, null);
      if (!isFoldable(facts.input.policy, asked, readings)) return null;
      const reader = readerFor(rootOf(policy, set.set.entity), [asked.set.where, asked.item]);
      // What rests on facts alone is the same in the next run on this roster.
      [found] = readsNets(set)
        ? fold(reader, engine, set, { of: null, count: 1, key: null }, { input: facts.input, e: asked })
        : fold(reader, engine, set, { of: null, count: 1, key: "" });
      sets.set(set, found as Folded);
    }
    return told(found as Folded, scope);
  }

  function readerFor(root: string, asked: unknown): RowReader {
    const known = new Set(
      [...reachedFrom(facts.input.policy, asked, readings)].filter((e) => isFoldable(facts.input.policy, e, readings)),
    );
    const wide = readsWide(facts.input.policy, root, asked, readings, known);
    return { input, table, entered: "asEntered", wide, given, known, said: hear, most: MOST, checks: true };
  }

  return {
    input,
    engine,
    netted: facts,
    readsNets,
    given,
    readerFor,
    hear,
    isAskable: (def) => {
      const asked = facts.asked([def.condition, def.unless], def.entity);
      const own = [...reachedFrom(facts.input.policy, asked, readings)];
      // Earlier stages have no field, and what looks from a row at others is not one value for the roster.
      return own.every(
        (e) =>
          e.op !== "result" &&
          e.op !== "total" &&
          (e.op !== "collect" || e.set.scope === "below" || isFoldable(facts.input.policy, e, readings)),
      );
    },
  };
}

/** Whether the rows that a benefit is paid for stand below a row of the scope: its result is then their sum, else that of all. */
function hasRowsBelow(scope: Scope, benefit: string): boolean {
  const { facts, benefits } = scope.world;
  const entity = benefits.get(benefit)?.entity ?? "";
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    for (let node = at.row; node !== null; node = node.parent) if (isWithin(facts, entity, node.entity)) return true;
  }
  return false;
}

// ---------------------------------------------------------------- checks

function columnsOf(at: Asking, def: CheckDef, rows: number): CheckColumns {
  return def.entity === null ? ofRoster(at, def) : ofRows(at, def, def.entity, rows);
}

function ofRoster(at: Asking, def: CheckDef): CheckColumns {
  const open = openRows(headingsIn(at.input as EngineInput), "asEntered", at.given);
  const found = check(open.world, def, null);
  at.hear(open.diagnostics());
  return { ...checkOfRows(def, 1, () => [found]), byRows: false };
}

const MEETS = "\u0000meets";
const UNLESS = "\u0000unless";
const MONEY = "\u0000money";

function ofRows(at: Asking, def: CheckDef, entity: string, rows: number): CheckColumns {
  const asked = at.netted.asked({ condition: def.condition, unless: def.unless, total: TOTAL }, entity);
  const reader = at.readerFor(rootOf(at.input.policy, entity), asked);
  const results: CheckColumns["results"] = (wanted = countedUp(rows)) => {
    const { most: _, ...anyNumber } = reader;
    const found: [number, CheckResult][] = [];
    eachRow(anyNumber, entity, wanted, (node, row, { world }) => found.push([row, check(world, def, node)]));
    return found.sort(([a], [b]) => a - b).map(([, result]) => result);
  };
  // All at once: of what the engine answered nothing is kept but these, which are small.
  const isPlain = !at.readsNets([def.condition, def.unless]);
  const outcome = askedOf(at, def, asked, entity, isPlain && !def.soft);
  const { state, excepted, open } = answersOf(outcome, asked.unless !== null, rows, isPlain);
  eachRow(reader, entity, open, (node, row, { world }) => {
    const result = check(world, def, node);
    state[row] = CHECK_STATES.indexOf(result.state);
    excepted[row] = result.excepted ? 1 : 0;
  });
  const missed = (row: number): boolean => state[row] === NOT_MET && excepted[row] === 0;
  const money = def.soft ? moneyOf(outcome, rows, missed, results) : R.ZERO;
  return {
    check: def.id,
    byRows: false,
    entity,
    rows,
    state: () => state,
    excepted: () => excepted,
    money: () => money,
    results,
  };
}

/** The net money of these rows. */
function moneyOf(
  outcome: Outcome,
  rows: number,
  wanted: (row: number) => boolean,
  results: CheckColumns["results"],
): R.Rational {
  const toldOf = numbersTold(outcome, MONEY);
  const unknown: number[] = [];
  let sum = R.ZERO;
  for (let row = 0; row < rows; row += 1) {
    if (!wanted(row)) continue;
    const own = toldOf(row);
    if (own === undefined) unknown.push(row);
    else sum = R.add(sum, own);
  }
  return results(unknown).reduce((all, r) => (r.money === null ? all : R.add(all, r.money)), sum);
}

interface AskedCheck {
  readonly condition: Expr;
  readonly unless: Expr | null;
  readonly total: Expr;
}

/** `plain`: it reads no result, and so the table as it is. */
function askedOf(at: Asking, def: CheckDef, asked: AskedCheck, entity: string, plain: boolean): Outcome {
  const input = plain ? at.input : at.netted.input;
  const ask = (id: string, when: Expr): Probe => ({ id, entity, guard: { when, excepts: [] }, value: ONE });
  const probes = [
    ask(MEETS, asked.condition),
    ...(asked.unless === null ? [] : [ask(UNLESS, asked.unless)]),
    ...(def.soft ? [{ id: MONEY, entity, guard: FREE, value: asked.total }] : []),
  ];
  return at.engine({ ...input, policy: asking(input.policy, probes) }, MOST);
}

/**
 * `open`: rows that the engine leaves. What it says of facts alone is final: where kernels did not know, the interpreter has been
 * asked already. Of a blank net it does not know what it may come to.
 */
function answersOf(outcome: Outcome, hasUnless: boolean, rows: number, final: boolean) {
  // Where something is to be said of a row, the interpreter says it in the check's own name.
  const isSilent = outcome.diagnostics.every((d) => OF_ROWS.has(d.code));
  const state = new Uint8Array(rows);
  const excepted = new Uint8Array(rows);
  const open: number[] = [];
  const meets = outcome.claims(MEETS).state;
  const unless = hasUnless ? outcome.claims(UNLESS).state : null;
  for (let row = 0; row < rows; row += 1) {
    state[row] = holds(meets[row]) ? MET : meets[row] === OPEN ? UNDECIDED : NOT_MET;
    if (state[row] !== MET && unless !== null && holds(unless[row])) excepted[row] = 1;
    const isOpen = meets[row] === OPEN || (state[row] === NOT_MET && unless?.[row] === OPEN);
    if (!isSilent || (isOpen && !final)) open.push(row);
  }
  return { state, excepted, open };
}

/** Of rows whatever is asked of them: the run itself tells these. */
const OF_ROWS: ReadonlySet<string> = new Set(["P5013", "P5015"]);
const ONE: Expr = { op: "num", value: "1" };
const TOTAL: Expr = { op: "total" };

function holds(state: number | undefined): boolean {
  return state === PAID || state === ZERO;
}
