/** What each source of a plan holds, row by row, read as the interpreter reads it; and the profile that a plan is made from. */
import { type Profile, type Source, type SourceProfile, sourceId } from "../../compiler/ir/columns.js";
import { dayNumber, isDate } from "../../compiler/ir/dates.js";
import { type Rational, text } from "../../compiler/ir/rational.js";
import type { Expr, Policy } from "../../compiler/ir/types.js";
import { enteredColumn } from "../reference/entered.js";
import { evaluate } from "../reference/evaluate.js";
import { type Facts, fieldValue, type Node, readFacts } from "../reference/facts.js";
import { factualWorld } from "../reference/factual.js";
import { frame, scopeOn, type World } from "../reference/scope.js";
import { type Datum, isNumber } from "../reference/value.js";
import type { RunInput } from "../run.js";

/** One source: a value for each row of the payee, null where there is none, and the rows whose evaluation gave a message. */
export interface SourceValues {
  readonly source: Source;
  readonly values: readonly (Datum | null)[];
  readonly noted: ReadonlySet<number>;
  /** Texts that are dates. */
  readonly dates: boolean;
}

export type Values = ReadonlyMap<string, SourceValues>;

/** Denominators beyond this are left to exact fractions. */
const LARGEST_SCALE = 10n ** 9n;

/** Reads these sources for each row of `entity`. */
export function readValues(input: RunInput, entity: string, sources: readonly Source[]): Values {
  const facts = readFacts(input.policy, input.roster);
  const nodes = facts.nodes.get(entity) ?? [];
  return new Map(sources.map((source) => [sourceId(source), read(input, facts, nodes, source)]));
}

function read(input: RunInput, facts: Facts, nodes: readonly Node[], source: Source): SourceValues {
  if (source.kind === "gathered") return gather(input, facts, nodes, source, source.expr);
  const values = nodes.map((node): Datum | null => {
    if (source.kind === "entered") {
      const cell = node.row.cells[enteredColumn(source.benefit)];
      return cell !== undefined && cell !== null && typeof cell === "object" ? cell : null;
    }
    const value = fieldValue(facts, node, source.field);
    return value.known ? value.value : null;
  });
  const type = source.kind === "field" ? facts.fields.get(`${source.entity}.${source.field}`)?.type.kind : "number";
  return { source, values, noted: new Set(), dates: type === "date" };
}

/** The exact slow lane of an expression: the interpreter on every row, with nothing remembered from one row to the next. */
function gather(input: RunInput, facts: Facts, nodes: readonly Node[], source: Source, expr: Expr): SourceValues {
  const noted = new Set<number>();
  const world = factualWorld(input, facts);
  const values = nodes.map((node, row): Datum | null => {
    const own: World = { ...world, base: frame(null, null), report: () => noted.add(row) };
    const value = evaluate(expr, scopeOn(own, node, entityClause(input.policy, node)));
    return value.known ? value.value : null;
  });
  const dates = values.every((v) => v === null || (typeof v === "string" && isDate(v)));
  return { source, values, noted, dates };
}

function entityClause(policy: Policy, node: Node): string {
  return policy.benefits.find((b) => b.entity === node.entity)?.id ?? policy.id;
}

// ---------------------------------------------------------------- profile

/** The profile of a run: how it is made, and what the sources hold. Without values it serves to ask a plan for its sources. */
export function profileOf(input: RunInput, entity: string, values: Values): Profile {
  const { policy, roster } = input;
  const columns = roster.columns[entity] ?? [];
  return {
    rows: roster.entities[entity]?.length ?? 0,
    asOf: input.asOf,
    parameters: input.parameters ?? {},
    readings: input.readings ?? {},
    entered: Object.fromEntries(
      Object.entries(input.entered ?? {}).map(([benefit, a]) => [
        benefit,
        a.kind === "percent" ? { kind: a.kind, share: text(a.share) } : a,
      ]),
    ),
    enteredColumns: policy.benefits.filter((b) => columns.includes(enteredColumn(b.id))).map((b) => b.id),
    history: policy.entities.some((e) => e.history && (roster.entities[e.id] ?? []).length > 0),
    sources: Object.fromEntries([...values].map(([id, v]) => [id, sourceProfile(v)])),
  };
}

function typeOf(v: Datum, dates: boolean): SourceProfile["type"] {
  if (isNumber(v)) return "number";
  return typeof v === "boolean" ? "bool" : dates ? "date" : "text";
}

function sourceProfile(s: SourceValues): SourceProfile {
  let type: SourceProfile["type"] = "empty";
  let missing = 0;
  let scale: bigint | null = 1n;
  let low: Rational | null = null;
  let high: Rational | null = null;
  const texts = new Set<string>();
  for (const v of s.values) {
    if (v === null) {
      missing += 1;
      continue;
    }
    const own = typeOf(v, s.dates);
    type = type === "empty" || type === own ? own : "mixed";
    if (own === "text") texts.add(v as string);
    if (own !== "number" && own !== "date") continue;
    const n: Rational = isNumber(v) ? v : { n: BigInt(dayNumber(v as string)), d: 1n };
    if (scale !== null) scale = common(scale, n.d);
    if (low === null || n.n * low.d < low.n * n.d) low = n;
    if (high === null || n.n * high.d > high.n * n.d) high = n;
  }
  return {
    type,
    missing,
    noted: s.noted.size,
    low: low === null ? null : text(low),
    high: high === null ? null : text(high),
    scale,
    texts: [...texts],
  };
}

/** The least common multiple, or null beyond a reasonable size. */
function common(a: bigint, b: bigint): bigint | null {
  if (a % b === 0n) return a;
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  const lcm = (a / x) * b;
  return lcm > LARGEST_SCALE ? null : lcm;
}
