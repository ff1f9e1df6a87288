/** What is looked at before a run: columns that are absent altogether, readings that do not exist, assumptions to print. */
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import * as R from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { eachExpr } from "../../compiler/ir/walk.js";
import { readsOf } from "../ingest/reads.js";
import type { RunInput } from "../run.js";
import { enteredColumn } from "./entered.js";
import { runOutsideLife } from "./life.js";
import { named } from "./names.js";
import { placeOf } from "./place.js";

/** Errors: the run does not begin. */
export function refusals(input: RunInput): Diagnostic[] {
  const { policy } = input;
  const found: Diagnostic[] = [];
  if (policy.round === null && policy.benefits.length > 0) {
    found.push(diagnostic("P5014", placeOf(policy, policy.id), { policy: named(policy, policy.id) }));
  }
  return [...found, ...unknownReadings(input), ...absentColumns(input), ...absentAmounts(input)];
}

function unknownReadings({ policy, readings }: RunInput): Diagnostic[] {
  return Object.entries(readings ?? {}).flatMap(([question, reading]): Diagnostic[] => {
    const body = policy.values.find((v) => v.id === question)?.body;
    const known = body?.kind === "readings" ? body.readings.map((r) => r.id) : [];
    return known.includes(reading)
      ? []
      : [
          diagnostic("P5010", placeOf(policy, question), {
            question: named(policy, question),
            reading,
            readings: known.map((id) => named(policy, `${question}.${id}`)),
          }),
        ];
  });
}

function absentColumns({ policy, roster }: RunInput): Diagnostic[] {
  const reads = readsOf(policy);
  return policy.entities.flatMap((entity): Diagnostic[] => {
    const used = entity.fields.filter((f) => reads.fields.has(`${entity.id}.${f.id}`));
    if (entity.history || (used.length === 0 && !reads.entities.has(entity.id))) return [];
    const given = roster.columns[entity.id];
    if (given === undefined) return [diagnostic("P5009", { kind: "run" }, { entity: named(policy, entity.id) })];
    const absent = used.filter((f) => !f.optional && f.id !== entity.key && !given.includes(f.id));
    const columns = absent.map((field) => named(policy, `${entity.id}.${field.id}`));
    return absent.length === 0
      ? []
      : [diagnostic("P5008", { kind: "run" }, { entity: named(policy, entity.id), columns })];
  });
}

function absentAmounts({ policy, roster, entered }: RunInput): Diagnostic[] {
  return policy.benefits.flatMap((benefit): Diagnostic[] => {
    const column = enteredColumn(benefit.id);
    if (!benefit.entered || entered?.[benefit.id] !== undefined) return [];
    if ((roster.columns[benefit.entity] ?? []).includes(column)) return [];
    return [
      diagnostic("P5005", placeOf(policy, benefit.id), {
        benefit: named(policy, benefit.id),
        column: named(policy, column),
        entity: named(policy, benefit.entity),
      }),
    ];
  });
}

/** Notes printed with the result: what it takes for granted. */
export function assumptions(input: RunInput): Diagnostic[] {
  const { policy, roster, entered } = input;
  const assumed = policy.benefits.flatMap((benefit): Diagnostic[] => {
    const a = entered?.[benefit.id];
    if (
      !benefit.entered ||
      a === undefined ||
      (roster.columns[benefit.entity] ?? []).includes(enteredColumn(benefit.id))
    )
      return [];
    const share = a.kind === "percent" ? `${R.text(R.mul(a.share, R.integer(100)))}%` : null;
    return [
      diagnostic("P5006", placeOf(policy, benefit.id), { benefit: named(policy, benefit.id), kind: a.kind, share }),
    ];
  });
  return [...assumed, ...noHistory(input), ...runOutsideLife(policy, input.asOf)];
}

function noHistory({ policy, roster }: RunInput): Diagnostic[] {
  if (policy.entities.some((e) => e.history && roster.columns[e.id] !== undefined)) return [];
  const clauses = [
    ...policy.benefits.filter((b) => b.once !== null).map((b) => b.id),
    ...policy.limits.filter((l) => l.window !== null || l.since !== null).map((l) => l.id),
    ...(policy.inForce.backTo === null ? [] : [policy.id]),
    ...historyReaders(policy),
  ];
  const said = [...new Set(clauses)].map((id) => named(policy, id));
  return said.length === 0 ? [] : [diagnostic("P5007", { kind: "run" }, { clauses: said })];
}

/** Clauses that look at past awards themselves, also through a value of their own. */
function historyReaders(policy: Policy): string[] {
  const histories = new Set(policy.entities.filter((e) => e.history).map((e) => e.id));
  const used = readsOf(policy);
  if (![...histories].some((entity) => used.entities.has(entity))) return [];
  const clauses: readonly { readonly id: string; readonly rule: unknown }[] = [
    ...policy.values.map((rule) => ({ id: rule.id, rule })),
    ...policy.eligibility.map((rule) => ({ id: rule.entity, rule })),
    ...[...policy.benefits, ...policy.limits, ...policy.payOuts, ...policy.checks].map((rule) => ({
      id: rule.id,
      rule,
    })),
  ];
  return clauses.filter(({ rule }) => ranges(rule, histories)).map(({ id }) => id);
}

function ranges(rule: unknown, over: ReadonlySet<string>): boolean {
  let found = false;
  eachExpr(rule, (expr) => {
    found ||= expr.op === "collect" && over.has(expr.set.entity);
  });
  return found;
}
