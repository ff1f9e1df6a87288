/**
 * The shape of a conformance file. Every scalar is text, exactly as written: files are read with YAML's failsafe schema,
 * so `1.10` stays `1.10` and no amount ever passes through a binary number.
 */
import { z } from "zod";

const text = z.string();
const name = z.string().min(1);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** An exact number of yuan (or a count) as the engine writes it: no trailing zeros, no group marks. */
const exact = z.string().regex(/^-?\d+(\.\d*[1-9])?$/);
/** `zero` is an amount of 0 that the rule or a limit gives; `0` is the same. */
const outcome = z.union([exact, z.enum(["zero", "notDue", "notEligible", "undecided"])]);
const flag = z.enum(["true", "false"]);

/** A row: cells by field (either spelling), `key` where the entity has no key field, child rows by entity, and `repeat` for many alike. */
export interface RowData {
  readonly [field: string]: string | readonly RowData[];
}
const row: z.ZodType<RowData> = z.lazy(() => z.record(name, z.union([text, z.array(row)])));

const byRow = <T extends z.ZodType>(value: T) => z.record(name, z.record(name, value));

const total = z.strictObject({
  amount: exact,
  ceiling: exact.optional(),
  recipients: exact.optional(),
  undecided: exact.optional(),
  high: exact.optional(),
});

const limit = z.strictObject({
  limit: name,
  group: z.array(text).optional(),
  ceiling: exact.optional(),
  used: exact.optional(),
  claimed: exact.optional(),
  left: exact.optional(),
  over: exact.optional(),
  reserve: exact.optional(),
  provisional: flag.optional(),
  refused: flag.optional(),
});

const part = z.strictObject({
  amount: exact,
  row: name.optional(),
  benefit: name.optional(),
  party: name.optional(),
  /** `unscheduled`: the date is missing. */
  on: z.union([date, z.literal("unscheduled")]).optional(),
  state: z.enum(["due", "open"]).optional(),
  deadline: date.optional(),
});

const check = z.strictObject({
  check: name,
  row: name.optional(),
  state: z.enum(["met", "notMet", "undecided"]),
  left: text.optional(),
  right: text.optional(),
  excepted: flag.optional(),
});

const difference = z.strictObject({ row: name, benefit: name, due: exact, paid: exact, owed: exact, overpaid: exact });

export const expectation = z.strictObject({
  /** The code of an error that stops the policy, or, with `run`, the run. Nothing else is then expected. */
  error: name.optional(),
  /** Net of each payee by benefit. A benefit that is not named is not looked at. */
  claims: byRow(outcome).optional(),
  /** What the claim would be with every entered amount at its ceiling. */
  ceilings: byRow(exact).optional(),
  /** The most an undecided claim can be. `none`: no bound is known. */
  highs: byRow(z.union([exact, z.literal("none")])).optional(),
  /** Stage 2, before cuts and rounding: `2334.885`, `1/3`. */
  gross: byRow(text).optional(),
  /** What an undecided claim waits for: fields, values or limits by id. */
  reasons: byRow(z.array(name)).optional(),
  /** Kinds of reasons: missing, divisionByZero, emptySet, … */
  reasonKinds: byRow(z.array(name)).optional(),
  /** The words of the exclusion that held. */
  because: byRow(text).optional(),
  /** cutToCeiling, raisedToFloor, struckOnce, cutByLimit, passedOver, provisional */
  flags: byRow(z.array(name)).optional(),
  total: z.union([exact, total]).optional(),
  totals: z.record(name, z.union([exact, total])).optional(),
  limits: z.array(limit).optional(),
  /** All parts, in order. */
  parts: z.array(part).optional(),
  checks: z.array(check).optional(),
  differences: z.array(difference).optional(),
  unspent: z.record(name, exact).optional(),
  /** Codes of warnings that checking the policy gives. */
  warnings: z.array(name).optional(),
  /** Codes of what the run assumed, and of what it found wrong. */
  assumptions: z.array(name).optional(),
  diagnostics: z.array(name).optional(),
  /** Steps of the procedures as lowered, by id: only the named properties are compared. */
  steps: z.record(name, z.record(name, z.union([text, z.array(text)]))).optional(),
});

const parameter = z.union([text, z.record(name, text)]);

export const caseSchema = z.strictObject({
  title: name,
  policy: text,
  vocabulary: text.optional(),
  /** CSV tables by the name after `from`. */
  tables: z.record(name, text).optional(),
  /** Source documents by name. */
  sources: z.record(name, text).optional(),
  /** The version that `amends` names. */
  previous: text.optional(),
  asOf: date.optional(),
  roster: z.record(name, z.array(row)).optional(),
  /** Columns that the roster's files do not have at all, by entity. Others that no row fills are there and blank. */
  absent: z.record(name, z.array(name)).optional(),
  parameters: z.record(name, parameter).optional(),
  readings: z.record(name, name).optional(),
  /** `ceiling`, `floor`, `70%` or `history` for a benefit whose approved column is absent. */
  entered: z.record(name, text).optional(),
  expect: expectation,
});

export const fileSchema = z.strictObject({
  feature: name,
  about: text.optional(),
  /** Stands before the policy of every case: the `policy` line and its headers. */
  header: text.optional(),
  vocabulary: text.optional(),
  asOf: date.optional(),
  cases: z.array(caseSchema).min(1),
});

export type ConformanceFile = z.infer<typeof fileSchema>;
export type Case = z.infer<typeof caseSchema>;
export type Expectation = z.infer<typeof expectation>;
