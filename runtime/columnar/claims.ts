/** The claims of one benefit as columns, from what kernels wrote and the interpreter's rows. */
import type { BenefitPlan, PlanBecause } from "../../compiler/ir/columns.js";
import type { Rational } from "../../compiler/ir/rational.js";
import { type Amounts, type ClaimColumns, STATES, type Stage } from "../outcome.js";
import type { Because, Claim } from "../run.js";
import { amountsFrom } from "./amounts.js";
import type { EntityRun } from "./entities.js";
import { type StageColumn, type WrittenClaims, writtenClaims } from "./written.js";

/** What a reader is told of why nothing is due. */
export function told({ notEligible: _, ...because }: PlanBecause): Because {
  return because;
}

/** `rest`: the interpreter's claims, by row; the others are as kernels wrote them. */
export function claimColumns(
  run: EntityRun,
  benefit: BenefitPlan,
  payee: Int32Array,
  step: Rational,
  rest: ReadonlyMap<number, Claim>,
  vectors: boolean,
): ClaimColumns {
  const { rows, plan } = run;
  const written = writtenClaims(run, vectors);
  const first = written.first(benefit);
  const causes: Because[] = plan.because.map(told);
  // Of what is written only a copy is changed.
  const state = rest.size === 0 ? first.state : first.state.slice();
  const because = rest.size === 0 ? first.because : first.because.slice();
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
      const found = made.get(stage) ?? amountsOf(written, benefit, stage, rows, step, rest);
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

function amountsOf(
  written: WrittenClaims,
  benefit: BenefitPlan,
  stage: Stage,
  rows: number,
  step: Rational,
  rest: ReadonlyMap<number, Claim>,
): Amounts {
  const patches = new Map([...rest].map(([row, claim]) => [row, AMOUNT[stage](claim)]));
  const steps = ({ values, known }: StageColumn): Amounts =>
    amountsFrom({ values, scale: step.d, times: step.n }, rows, known, patches);
  switch (stage) {
    case "gross":
    case "bounded": {
      const { values, known } = written.stage(benefit, stage);
      return amountsFrom({ values, scale: benefit[stage].scale, times: 1n }, rows, known, patches);
    }
    case "rounded":
    case "afterOnce":
      return steps(written.stage(benefit, "rounded"));
    case "net": {
      const { net: values, due: known } = written.first(benefit);
      return steps({ values, known });
    }
    case "ceiling":
      return steps(written.stage(benefit, "ceiling"));
    case "high": {
      // Only what is undecided has one.
      const none = { values: new Int32Array(rows), scale: step.d, times: 1n };
      return amountsFrom(none, rows, new Uint8Array(rows), patches);
    }
  }
}
