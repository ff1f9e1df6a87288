/** Both engines on one input, compared as exact text at every stage. */
import { plan } from "../../compiler/backends/columnar/index.js";
import { type Rational, text } from "../../compiler/ir/rational.js";
import { type ColumnarRun, runColumnar } from "../../runtime/columnar/index.js";
import { run } from "../../runtime/index.js";
import type { RunInput, RunResult } from "../../runtime/run.js";

/** A value with every rational in it as text, so that two can be compared and shown. */
export function exact(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(exact);
  if ("n" in value && "d" in value && typeof value.n === "bigint") return text(value as Rational);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, exact((value as Record<string, unknown>)[key])]),
  );
}

export interface Compared {
  readonly reference: RunResult;
  readonly columnar: ColumnarRun;
  /** Where the two differ, one line each; empty if nowhere. */
  readonly differences: string[];
}

function lines(items: readonly object[]): string[] {
  return items.map((item) => JSON.stringify(exact(item)));
}

function differ(what: string, actual: readonly string[], expected: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < Math.max(actual.length, expected.length); i += 1) {
    if (actual[i] !== expected[i]) out.push(`${what} ${i}:\n  columns   ${actual[i]}\n  reference ${expected[i]}`);
  }
  return out.slice(0, 5);
}

/** Every claim, verdict, limit and total of a run, by kernels with and without vectors, against the interpreter. */
export function compareEngines(input: RunInput, by?: string): Compared {
  const reference = run(input);
  const options = by === undefined ? {} : { by };
  const columnar = runColumnar(input, plan, options);
  const differences = against(columnar, reference);
  if (columnar.vectors) {
    const scalar = runColumnar(input, plan, { ...options, vectors: false });
    differences.push(...against(scalar, reference).map((d) => `scalar ${d}`));
    differences.push(...differ("by", lines([...scalar.by.entries()]), lines([...columnar.by.entries()])));
  }
  return { reference, columnar, differences };
}

function against(columnar: ColumnarRun, reference: RunResult): string[] {
  const stages = columnar.stages();
  return [
    ...differ("claim", lines(stages.claims), lines(reference.claims)),
    ...differ("eligibility", lines(stages.eligibility), lines(reference.eligibility)),
    ...differ("limit", lines(stages.limits), lines(reference.limits)),
    ...differ("total", lines([columnar.total]), lines([reference.total])),
    ...differ("by benefit", lines(Object.entries(columnar.byBenefit)), lines(Object.entries(reference.byBenefit))),
  ];
}
