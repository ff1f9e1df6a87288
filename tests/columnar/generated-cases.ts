/** Generated policies with their rosters, run by every engine; and what they held and reached, counted. */
import type fc from "fast-check";
import { isError } from "../../compiler/index.js";
import type { RunInput, RunResult } from "../../runtime/run.js";
import { countPolicy, countSurface } from "../support/arbitrary-policy/constructs.js";
import { drawn } from "../support/arbitrary-policy/draw.js";
import { compiled, type PolicyText, policyText } from "../support/arbitrary-policy/policy.js";
import { runInput } from "../support/arbitrary-policy/rosters.js";
import { compareEngines } from "./engines.js";
import { compareQuickly } from "./generated-compare.js";

export interface PolicyCase {
  readonly text: PolicyText;
  /** Codes for which the text was refused. */
  readonly refused: readonly string[];
  readonly file: unknown;
  readonly inputs: readonly RunInput[];
  /** What fast-check shows of a failure: the text and the rosters. */
  toString(): string;
}

export function policyCases(rosters: number): fc.Arbitrary<PolicyCase> {
  return drawn((d): PolicyCase => {
    const text = policyText(d);
    const { policy, file, diagnostics } = compiled(text);
    const inputs = policy === null ? [] : Array.from({ length: rosters }, () => runInput(d, policy));
    const refused = policy === null ? diagnostics.filter(isError).map((e) => e.code) : [];
    return { text, refused, file, inputs, toString: () => shown(text, inputs) };
  });
}

function shown(text: PolicyText, inputs: readonly RunInput[]): string {
  const plain = (_: string, v: unknown) => (typeof v === "bigint" ? v.toString() : v);
  const { before } = text;
  const rosters = inputs.map(({ policy: _, ...given }) => JSON.stringify(given, plain));
  return `${before === null ? "" : `${before}\n# ---- amended by\n`}${text.text}\n${rosters.join("\n")}`;
}

/** Results that some case must reach, or the cases would say little. */
export const REACHED: readonly string[] = [
  ...["paid", "zero", "notDue", "notEligible", "undecided"].map((state) => `state ${state}`),
  ...["cutToCeiling", "raisedToFloor", "struckOnce", "cutByLimit", "passedOver", "provisional"].map((f) => `flag ${f}`),
  ...["missing", "divisionByZero", "emptySet", "parameter", "refused", "pot", "zeroWeights", "noRow"].map(
    (r) => `reason ${r}`,
  ),
  ...["parts", "checks met", "checks notMet", "checks undecided", "differences", "unspent", "clawbacks"],
  ...["no rows", "one row", "columns", "columns with slow rows", "whole by the interpreter"],
];

export class Tally {
  policies = 0;
  refused = 0;
  cases = 0;
  private readonly counts = new Map<string, number>();
  private readonly whys = new Map<string, number>();

  private readonly count = (what: string): void => {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  };

  /**
   * Runs every roster of a case: the first by all engines, row by row; the others by kernels of vectors and of single values in
   * turn. Where two differ, the differences as text; empty if nowhere.
   */
  run(made: PolicyCase): string {
    this.policies += 1;
    const [first] = made.inputs;
    if (first === undefined) {
      this.refused += 1;
      this.count(`refused ${made.refused[0]}`);
      return "";
    }
    countSurface(made.file, this.count);
    countPolicy(first.policy, this.count);
    const all: string[] = [];
    for (const [i, input] of made.inputs.entries()) {
      this.cases += 1;
      const { reference, columnar, differences } =
        i === 0 ? compareEngines(input, "town") : compareQuickly(input, i % 2 === 0);
      this.reached(reference);
      const rows = input.roster.entities["household"]?.length ?? 0;
      if (rows < 2) this.count(rows === 0 ? "no rows" : "one row");
      this.count(
        columnar.engine.whole.length > 0
          ? "whole by the interpreter"
          : columnar.engine.slowRows > 0
            ? "columns with slow rows"
            : "columns",
      );
      for (const why of columnar.engine.whole) this.whys.set(kind(why), (this.whys.get(kind(why)) ?? 0) + 1);
      all.push(...differences);
    }
    return all.join("\n");
  }

  private reached(result: RunResult): void {
    if (result.refused) this.count("run refused");
    for (const claim of result.claims) {
      this.count(`state ${claim.state}`);
      for (const flag of claim.flags) this.count(`flag ${flag.kind}`);
      for (const reason of claim.reasons) this.count(`reason ${reason.kind}`);
    }
    if (result.parts.length > 0) this.count("parts");
    for (const check of result.checks) this.count(`checks ${check.state}`);
    if (result.differences.length > 0) this.count("differences");
    if (result.unspent.length > 0) this.count("unspent");
    if (result.clawbacks.length > 0) this.count("clawbacks");
  }

  missing(required: readonly string[]): string[] {
    return required.filter((what) => !this.counts.has(what));
  }

  summary(all: boolean): string {
    const sorted = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
    const rarest = [...this.counts].sort(([, a], [, b]) => a - b).slice(0, 12);
    return [
      `${this.policies} policies (${this.refused} refused by the compiler), ${this.cases} cases, ${this.counts.size} constructs and results`,
      `rarest: ${rarest.map(([what, n]) => `${what} ${n}`).join(", ")}`,
      ...["columns", "columns with slow rows", "whole by the interpreter"].map(
        (e) => `${e}: ${this.counts.get(e) ?? 0}`,
      ),
      ...(all ? [`${sorted.map(([what, n]) => `${what} ${n}`).join("\n")}`] : []),
      ...(all
        ? [
            `why whole:\n${[...this.whys]
              .sort(([, a], [, b]) => b - a)
              .map(([w, n]) => `${n}  ${w}`)
              .join("\n")}`,
          ]
        : []),
    ].join("\n");
  }
}

/** A reason without the names in it. */
function kind(why: string): string {
  return why.replace(/\b(grain|herd|care|top_up|bonus|building|sunshine|cap_\d)\b/g, "…");
}
