/** The claims of one benefit as columns, from what kernels wrote and the interpreter's rows. */
import type { BenefitPlan, NodeId, PlanBecause } from "../../compiler/ir/columns.js";
import type { Rational } from "../../compiler/ir/rational.js";
import { type Amounts, type ClaimColumns, STATES, type Stage } from "../outcome.js";
import type { Because, Claim } from "../run.js";
import { amountsFrom } from "./amounts.js";
import type { ColumnView } from "./columns.js";
import type { EntityRun } from "./entities.js";

const PAID = STATES.indexOf("paid");
const ZERO = STATES.indexOf("zero");
const NOT_DUE = STATES.indexOf("notDue");
const NOT_ELIGIBLE = STATES.indexOf("notEligible");

/** What a reader is told of why nothing is due. */
export function told({ notEligible: _, ...because }: PlanBecause): Because {
  return because;
}

/** Written columns hold what a row that is not due, or not the kernel's, would have: `state` says which have an amount. */
export function claimColumns(
  run: EntityRun,
  benefit: BenefitPlan,
  payee: Int32Array,
  step: Rational,
  rest: ReadonlyMap<number, Claim>,
): ClaimColumns {
  const { rows, plan } = run;
  run.write([benefit.code, benefit.net]);
  const code = run.column(benefit.code);
  const net = run.column(benefit.net);
  const causes: Because[] = plan.because.map(told);
  const state = new Uint8Array(rows);
  const because = new Uint16Array(rows);
  const due = zeros(code);
  const stateOf = plan.because.map((b) => (b.notEligible ? NOT_ELIGIBLE : NOT_DUE));
  const none = zeros(net);
  const codes = code instanceof Int32Array ? code : Int32Array.from(code as Uint8Array, Number);
  for (let row = 0; row < rows; row += 1) {
    if (due[row] === 1) {
      state[row] = none[row] === 1 ? ZERO : PAID;
      continue;
    }
    const why = codes[row] as number;
    because[row] = why;
    state[row] = stateOf[why - 1] as number;
  }
  const others = new Map<string, number>();
  for (const [row, claim] of rest) {
    state[row] = STATES.indexOf(claim.state);
    because[row] = claim.because === null ? 0 : causeOf(claim.because, causes, others);
  }
  const made = new Map<Stage, Amounts>();
  return {
    benefit: benefit.benefit,
    entity: run.entity,
    rows,
    payee,
    state,
    because,
    causes,
    amounts: (stage) => {
      const found = made.get(stage) ?? amountsOf(run, benefit, stage, step, due, rest);
      made.set(stage, found);
      return found;
    },
  };
}

function causeOf(because: Because, causes: Because[], known: Map<string, number>): number {
  const key = JSON.stringify(because);
  let code = known.get(key);
  if (code === undefined) {
    const same = causes.findIndex((c) => JSON.stringify(c) === key);
    code = same >= 0 ? same + 1 : causes.push(because);
    known.set(key, code);
  }
  return code;
}

const AMOUNT: Readonly<Record<Stage, (c: Claim) => Rational | null>> = {
  gross: (c) => c.gross,
  bounded: (c) => c.bounded,
  rounded: (c) => c.rounded,
  afterOnce: (c) => c.afterOnce,
  net: (c) => c.net,
  high: (c) => c.high,
  ceiling: (c) => c.ceiling,
};

/** 1 where a column is 0. A loop for each kind of column, so that each stays fast. */
function zeros(view: ColumnView): Uint8Array {
  const out = new Uint8Array(view.length);
  if (view instanceof Int32Array) markZeros32(view, out);
  else if (view instanceof BigInt64Array) markZeros64(view, out);
  else for (let row = 0; row < view.length; row += 1) if (view[row] === 0) out[row] = 1;
  return out;
}

function markZeros32(view: Int32Array, out: Uint8Array): void {
  for (let row = 0; row < view.length; row += 1) if (view[row] === 0) out[row] = 1;
}

function markZeros64(view: BigInt64Array, out: Uint8Array): void {
  for (let row = 0; row < view.length; row += 1) if (view[row] === 0n) out[row] = 1;
}

function amountsOf(
  run: EntityRun,
  benefit: BenefitPlan,
  stage: Stage,
  step: Rational,
  due: Uint8Array,
  rest: ReadonlyMap<number, Claim>,
): Amounts {
  const { rows } = run;
  const patches = new Map([...rest].map(([row, claim]) => [row, AMOUNT[stage](claim)]));
  // Steps are 0 where nothing is due.
  const steps = (node: NodeId, known: Uint8Array): Amounts =>
    amountsFrom({ values: wide(run.column(node)), scale: step.d, times: step.n }, rows, known, patches);
  switch (stage) {
    case "gross":
    case "bounded": {
      const { node, scale } = benefit[stage];
      return amountsFrom({ values: wide(run.column(node)), scale, times: 1n }, rows, due, patches, true);
    }
    case "rounded":
    case "afterOnce":
      return steps(benefit.rounded, due);
    case "net":
      return steps(benefit.net, due);
    case "ceiling":
      return steps(
        benefit.secondNet,
        benefit.second.code === benefit.code ? due : zeros(run.column(benefit.second.code)),
      );
    case "high": {
      // Only what is undecided has one.
      const none = { values: new Int32Array(rows), scale: step.d, times: 1n };
      return amountsFrom(none, rows, new Uint8Array(rows), patches);
    }
  }
}

/** Views of nodes are of one of these kinds. */
export function wide(view: ColumnView): Int32Array | BigInt64Array | Uint8Array {
  if (view instanceof Int32Array || view instanceof BigInt64Array || view instanceof Uint8Array) return view;
  return Int32Array.from(view);
}
