/** A scenario as a file holds it: names as people write them, numbers with their units. */
import { z } from "zod";
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";

/** Exact however they are written: JSON's own numbers are read as text before they get here. */
const number = z.string().min(1);
const text = z.string().min(1);
const list = z.union([text, z.array(text)]).transform((given) => (typeof given === "string" ? [given] : given));

const takeUp = z.strictObject({
  /** Absent: every benefit that no other line names. */
  benefit: text.optional(),
  /** `85%` or `0.85`. */
  share: number,
  /** Other shares for some of those who are paid, by the value of a field. */
  by: z.strictObject({ field: text, shares: z.record(text, number) }).optional(),
  seed: z.string().optional(),
});

const growth = z.strictObject({
  /** `household.pigs`, `生猪`. */
  field: text,
  /** `1.05`, `105%`, `+5%`. */
  factor: number,
  round: z.strictObject({ mode: z.enum(["halfUp", "halfEven", "upward", "downward"]), step: number }).optional(),
});

const scenario = z.strictObject({
  format: z.literal("1").optional(),
  name: text.optional(),
  year: number.optional(),
  policy: text,
  rosters: list,
  settle: text.optional(),
  map: text.optional(),
  params: text.optional(),
  asOf: text.optional(),
  readings: z.record(text, text).optional(),
  numbers: z.record(text, number).optional(),
  parameters: z.record(text, z.union([text, z.record(text, text)])).optional(),
  entered: z.record(text, text).optional(),
  takeUp: z.array(takeUp).optional(),
  growth: z.array(growth).optional(),
});

export type WrittenScenario = z.output<typeof scenario>;
export type WrittenTakeUp = z.output<typeof takeUp>;
export type WrittenGrowth = z.output<typeof growth>;

/** `data` as read with every number as text. The scenario, or what is wrong with it (P5108), each place once. */
export function checkScenario(data: unknown, file: string): WrittenScenario | readonly Diagnostic[] {
  const read = scenario.safeParse(data);
  if (read.success) return read.data;
  return read.error.issues.map((issue) =>
    diagnostic(
      "P5108",
      { kind: "cell", file, row: null, column: null },
      { where: issue.path.join("."), problem: problemOf(issue, data) },
    ),
  );
}

function problemOf(issue: z.core.$ZodIssue, data: unknown): { readonly en: string; readonly zh: string } {
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((k) => `\`${k}\``).join(", ");
    return { en: `${keys} is not part of a scenario`, zh: `测算方案没有 ${keys} 这一项` };
  }
  if (at(data, issue.path) === undefined) return { en: "it is missing", zh: "缺少这一项" };
  if (issue.code === "invalid_union")
    return { en: "it should be a text, or a list or object of texts", zh: "应为文字，或由文字组成的列表、名称与值" };
  if (issue.code === "invalid_value") {
    const values = issue.values.map((v) => `\`${String(v)}\``).join(", ");
    return { en: `it should be one of ${values}`, zh: `应为 ${values} 之一` };
  }
  if (issue.code === "invalid_type") {
    const what = SHAPES[issue.expected] ?? { en: issue.expected, zh: issue.expected };
    return { en: `it should be ${what.en}`, zh: `应为${what.zh}` };
  }
  return { en: "it is not written as a scenario has it", zh: "写法不符合测算方案的格式" };
}

function at(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === "object" ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    data,
  );
}

const SHAPES: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  string: { en: "a text or a number", zh: "文字或数" },
  array: { en: "a list", zh: "列表" },
  object: { en: "an object", zh: "一组名称与值" },
  record: { en: "an object of values by name", zh: "一组名称与值" },
};
