/**
 * Can the steps of a procedure keep their dates? Two timelines are laid out: the earliest, in which each step begins as soon as what
 * it waits for is done, and the latest, in which each takes all the time that it is given.
 */
import type { Words } from "../diagnostics/catalogue/words.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { addDays, lastDay } from "../ir/dates.js";
import type { Duration, Expr, IsoDate, Policy, ProcedureDef, StepDef } from "../ir/types.js";
import { evaluate, type Facts } from "./evaluate.js";
import { durationWords, same } from "./quantities.js";
import { keyOf, type Rules, rulesOf } from "./rules.js";
import { within } from "./walk.js";
import { defaults } from "./witness.js";
import { clauseName, exprWords, nameOf } from "./words.js";

export function calendar(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  return [
    ...policy.procedures.flatMap((p) => procedureProblems(rules, p)),
    ...noticeAfterPayment(rules),
    ...partDates(rules),
  ];
}

function procedureProblems(rules: Rules, procedure: ProcedureDef): Diagnostic[] {
  const cycle = cycleIn(procedure);
  if (cycle) {
    const steps = cycle.map((id) => stepName(rules, procedure, id));
    return [diagnostic("P4076", stepPlace(rules, procedure, cycle[0] as string), { steps })];
  }
  const tooLong = procedure.steps.flatMap((s) => lastsTooLong(rules, procedure, s));
  const early = procedure.steps.flatMap((s) => beforeForce(rules, procedure, s));
  const missed = fixedDates(rules, procedure, new Set(early.map((e) => e.step)));
  const relative = relativeDates(rules, procedure);
  const reported = new Set([...missed, ...relative].map((m) => m.step));
  const squeezed = fullTime(rules, procedure, reported);
  for (const s of squeezed) for (const step of s.steps) reported.add(step);
  return [
    ...tooLong,
    ...early.map((e) => e.diagnostic),
    ...[...missed, ...relative].map((m) => m.diagnostic),
    ...squeezed.map((s) => s.diagnostic),
    ...sameDay(rules, procedure, reported),
  ];
}

interface Found {
  readonly step: string;
  readonly diagnostic: Diagnostic;
}

function stepName(rules: Rules, procedure: ProcedureDef, step: string): Words {
  return nameOf(rules, `${procedure.id}.${step}`, step);
}

function stepPlace(rules: Rules, procedure: ProcedureDef, step: string) {
  return rules.place(`${procedure.id}.${step}`, procedure.id);
}

function byId(procedure: ProcedureDef): ReadonlyMap<string, StepDef> {
  return new Map(procedure.steps.map((s) => [s.id, s]));
}

function cycleIn(procedure: ProcedureDef): string[] | null {
  const steps = byId(procedure);
  const done = new Set<string>();
  const follow = (id: string, path: readonly string[]): string[] | null => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return null;
    for (const before of steps.get(id)?.after ?? []) {
      const found = follow(before, [...path, id]);
      if (found) return found;
    }
    done.add(id);
    return null;
  };
  for (const step of procedure.steps) {
    const found = follow(step.id, []);
    if (found) return found.reverse();
  }
  return null;
}

// ---------------------------------------------------------------- dates

/** A date that does not depend on a row of the roster; null if it does. */
function fixedDate(rules: Rules, expr: Expr | null): IsoDate | null {
  if (!expr) return null;
  const value = evaluate(rules, expr, (e) => (e.op === "field" ? undefined : defaults(rules)(e)));
  return typeof value === "string" ? value : null;
}

function forceStart(policy: Policy): IsoDate {
  return policy.inForce.backTo ?? policy.inForce.from;
}

function latest(dates: readonly (IsoDate | null)[]): IsoDate | null {
  return dates.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}

/** A Monday and the days after it: a period that is too long from each of them is too long. */
const SAMPLES = Array.from({ length: 14 }, (_, i) => addDays("2024-01-29", i * 5));

function lastsTooLong(rules: Rules, procedure: ProcedureDef, step: StepDef): Diagnostic[] {
  const { lasting, within: limit } = step;
  if (!lasting || !limit || !SAMPLES.every((start) => lastDay(start, lasting) > lastDay(start, limit))) return [];
  const params = {
    step: stepName(rules, procedure, step.id),
    lasting: durationWords(lasting),
    within: durationWords(limit),
  };
  return [diagnostic("P4075", stepPlace(rules, procedure, step.id), params)];
}

function beforeForce(rules: Rules, procedure: ProcedureDef, step: StepDef): Found[] {
  const start = forceStart(rules.policy);
  const early = [step.deadline, step.on].map((e) => fixedDate(rules, e)).find((d) => d !== null && d < start);
  if (!early) return [];
  const name = stepName(rules, procedure, step.id);
  const what = { en: `the step \`${name.en}\``, zh: `步骤“${name.zh}”` };
  const place = stepPlace(rules, procedure, step.id);
  return [{ step: step.id, diagnostic: diagnostic("P4074", place, { what, date: same(early), inForce: same(start) }) }];
}

// ---------------------------------------------------------------- the earliest timeline

interface Earliest {
  readonly finish: IsoDate;
  /** The steps that lead to it, first to last. */
  readonly path: readonly string[];
}

/** When each step can be done at the earliest, if nothing begins before `base`. */
function earliestOf(
  procedure: ProcedureDef,
  base: IsoDate,
  dateOf: (e: Expr | null) => IsoDate | null,
): ReadonlyMap<string, Earliest> {
  const steps = byId(procedure);
  const found = new Map<string, Earliest>();
  const of = (id: string): Earliest => {
    const before = found.get(id);
    if (before) return before;
    const step = steps.get(id);
    const waits = (step?.after ?? []).filter((a) => steps.has(a)).map(of);
    const last = waits.reduce<Earliest | null>((a, b) => (a && a.finish >= b.finish ? a : b), null);
    const on = dateOf(step?.on ?? null);
    const start = latest([last?.finish ?? base, on]) as IsoDate;
    const result = { finish: step?.lasting ? lastDay(start, step.lasting) : start, path: [...(last?.path ?? []), id] };
    found.set(id, result);
    return result;
  };
  for (const step of procedure.steps) of(step.id);
  return found;
}

interface Missed {
  readonly step: StepDef;
  readonly due: IsoDate;
  readonly dueExpr: Expr;
  readonly earliest: Earliest;
}

/** The first steps that cannot keep a date; those that merely wait for them are not told again. */
function missedDates(procedure: ProcedureDef, base: IsoDate, dateOf: (e: Expr | null) => IsoDate | null): Missed[] {
  const earliest = earliestOf(procedure, base, dateOf);
  const found: Missed[] = [];
  const late = new Set<string>();
  for (const step of procedure.steps) {
    const own = earliest.get(step.id) as Earliest;
    for (const expr of [step.on, step.deadline]) {
      const due = dateOf(expr);
      if (!expr || !due) continue;
      const begun = expr === step.on ? latest(step.after.map((a) => earliest.get(a)?.finish ?? null)) : own.finish;
      if (begun === null || begun <= due) continue;
      if (!own.path.slice(0, -1).some((id) => late.has(id))) {
        found.push({ step, due, dueExpr: expr, earliest: { ...own, finish: begun } });
      }
      late.add(step.id);
      break;
    }
  }
  return found;
}

function fixedDates(rules: Rules, procedure: ProcedureDef, skip: ReadonlySet<string>): Found[] {
  return missedDates(procedure, forceStart(rules.policy), (e) => fixedDate(rules, e))
    .filter((m) => !skip.has(m.step.id))
    .map((m) => ({
      step: m.step.id,
      diagnostic: diagnostic("P4070", stepPlace(rules, procedure, m.step.id), {
        step: stepName(rules, procedure, m.step.id),
        due: same(m.due),
        earliest: same(m.earliest.finish),
        path: m.earliest.path.map((id) => stepName(rules, procedure, id)),
      }),
    }));
}

/** Dates counted from one date field: whatever day it is, the same contradiction must come out. */
function relativeDates(rules: Rules, procedure: ProcedureDef): Found[] {
  const exprs = procedure.steps.flatMap((s) => [s.on, s.deadline].filter((e) => e !== null));
  const anchors = new Map<string, Extract<Expr, { op: "field" }>>();
  for (const expr of exprs) for (const part of within(expr)) if (part.op === "field") anchors.set(keyOf(part), part);
  const [anchor] = anchors.values();
  if (anchors.size !== 1 || !anchor) return [];
  const runs = SAMPLES.map((day) => {
    const facts: Facts = (e) => (e.op === "field" ? day : defaults(rules)(e));
    const dateOf = (e: Expr | null): IsoDate | null => {
      if (!e || ![...within(e)].some((part) => part.op === "field")) return null;
      const value = evaluate(rules, e, facts);
      return typeof value === "string" ? value : null;
    };
    return { day, missed: missedDates(procedure, day, dateOf) };
  });
  const [first, ...others] = runs;
  const always = (first?.missed ?? []).filter((m) =>
    others.every((r) => r.missed.some((o) => o.dueExpr === m.dueExpr)),
  );
  const field = exprWords(rules, anchor);
  return always.map((m) => {
    const when = first?.day ?? "";
    const earliest = {
      en: `${m.earliest.finish} if ${field.en} is ${when}`,
      zh: `${m.earliest.finish}（设${field.zh}为${when}）`,
    };
    const params = {
      step: stepName(rules, procedure, m.step.id),
      due: exprWords(rules, m.dueExpr),
      earliest,
      path: m.earliest.path.map((id) => stepName(rules, procedure, id)),
    };
    return { step: m.step.id, diagnostic: diagnostic("P4070", stepPlace(rules, procedure, m.step.id), params) };
  });
}

// ---------------------------------------------------------------- the latest timeline

/** The last day on which each step may be done if all before it take their full time; null: nothing says. */
function latestOf(rules: Rules, procedure: ProcedureDef): ReadonlyMap<string, IsoDate | null> {
  const steps = byId(procedure);
  const found = new Map<string, IsoDate | null>();
  const of = (id: string): IsoDate | null => {
    const before = found.get(id);
    if (before !== undefined) return before;
    const step = steps.get(id);
    const own = fixedDate(rules, step?.deadline ?? null) ?? fixedDate(rules, step?.on ?? null);
    const waits = latest((step?.after ?? []).filter((a) => steps.has(a)).map(of));
    const after = waits && step ? lastDay(waits, step.within ?? step.lasting ?? NO_TIME) : null;
    const result = own ?? after;
    found.set(id, result);
    return result;
  };
  for (const step of procedure.steps) of(step.id);
  return found;
}

const NO_TIME: Duration = { count: 0, unit: "day", bothEnds: false };

function fullTime(
  rules: Rules,
  procedure: ProcedureDef,
  skip: ReadonlySet<string>,
): { steps: string[]; diagnostic: Diagnostic }[] {
  const limits = latestOf(rules, procedure);
  const found: { steps: string[]; diagnostic: Diagnostic }[] = [];
  for (const step of procedure.steps) {
    const due = fixedDate(rules, step.deadline) ?? fixedDate(rules, step.on);
    if (!due || skip.has(step.id)) continue;
    const waits = step.after.flatMap((a) => {
      const end = limits.get(a);
      return end ? [{ id: a, end, then: step.lasting ? lastDay(end, step.lasting) : end }] : [];
    });
    const worst = waits.reduce<(typeof waits)[number] | null>((a, b) => (a && a.then >= b.then ? a : b), null);
    if (!worst || worst.then <= due) continue;
    const params = {
      step: stepName(rules, procedure, step.id),
      due: same(due),
      waitsFor: stepName(rules, procedure, worst.id),
      theirDue: same(worst.end),
      then: same(worst.then),
    };
    found.push({
      steps: [step.id, worst.id],
      diagnostic: diagnostic("P4071", stepPlace(rules, procedure, step.id), params),
    });
  }
  return found;
}

function sameDay(rules: Rules, procedure: ProcedureDef, skip: ReadonlySet<string>): Diagnostic[] {
  const due = new Map(procedure.steps.map((s) => [s.id, fixedDate(rules, s.deadline)]));
  const told = new Set<string>();
  const found: Diagnostic[] = [];
  for (const step of [...procedure.steps].reverse()) {
    const date = due.get(step.id);
    if (!date || told.has(step.id) || skip.has(step.id)) continue;
    const chain = sameDayChain(procedure, step, (id) => (skip.has(id) ? null : (due.get(id) ?? null)), date);
    if (chain.length < 2) continue;
    for (const id of chain) told.add(id);
    const params = { steps: chain.map((id) => stepName(rules, procedure, id)), due: same(date) };
    found.push(diagnostic("P4072", stepPlace(rules, procedure, step.id), params));
  }
  return found.reverse();
}

/** The steps from the first one due on `date` to `step`, in order; a step between them that has no date of its own has no time. */
function sameDayChain(
  procedure: ProcedureDef,
  step: StepDef,
  dueOf: (id: string) => IsoDate | null,
  date: IsoDate,
): string[] {
  const steps = byId(procedure);
  const back = (id: string, seen: readonly string[]): string[] => {
    for (const before of steps.get(id)?.after ?? []) {
      if (!steps.has(before) || seen.includes(before)) continue;
      const due = dueOf(before);
      if (due !== null && due !== date) continue;
      const earlier = back(before, [...seen, before]);
      if (due === date || earlier.length > 0) return [...earlier, before];
    }
    return [];
  };
  return [...back(step.id, [step.id]), step.id];
}

// ---------------------------------------------------------------- notices and payments

const NOTICE = /公示|notice|publicity/i;
const PAYMENT = /拨付|支付|发放|兑付|兑现|划款|打卡|\bpay|disburse|transfer/i;

interface Dated {
  readonly name: Words;
  readonly due: IsoDate;
}

/** A notice is told by its columns or its name, a payment by its name or as a `pay out`. */
function noticeAfterPayment(rules: Rules): Diagnostic[] {
  const { policy } = rules;
  const steps = policy.procedures.flatMap((procedure) =>
    procedure.steps.flatMap((step) => {
      const about = rules.about(`${procedure.id}.${step.id}`, step.id);
      const words = `${about?.en ?? step.id} ${about?.zh ?? ""} ${about?.label ?? ""}`;
      const due = fixedDate(rules, step.deadline) ?? fixedDate(rules, step.on);
      const kind = PAYMENT.test(words) ? "payment" : step.shows.length > 0 || NOTICE.test(words) ? "notice" : null;
      return due && kind ? [{ procedure, step, due, kind, name: stepName(rules, procedure, step.id) }] : [];
    }),
  );
  const payOuts: Dated[] = policy.payOuts.flatMap((p) => {
    const due = latest(p.parts.map((part) => fixedDate(rules, part.deadline) ?? fixedDate(rules, part.on)));
    const { en, zh } = clauseName(rules, "payOut", p.id);
    return due ? [{ name: { en: en.replaceAll("`", ""), zh: zh.replace(/^“|”$/g, "") }, due }] : [];
  });
  const payments: Dated[] = [...steps.filter((s) => s.kind === "payment"), ...payOuts];
  return steps
    .filter((s) => s.kind === "notice")
    .flatMap((notice) => {
      // The last payment says most: whatever is paid later than the notice is not in question.
      const before = payments.filter((p) => p.due < notice.due);
      const payment = before.reduce<Dated | null>((a, b) => (a && a.due >= b.due ? a : b), null);
      if (!payment) return [];
      const params = {
        notice: notice.name,
        noticeDue: same(notice.due),
        payment: payment.name,
        paymentDue: same(payment.due),
      };
      return [diagnostic("P4073", stepPlace(rules, notice.procedure, notice.step.id), params)];
    });
}

function partDates(rules: Rules): Diagnostic[] {
  const start = forceStart(rules.policy);
  return rules.policy.payOuts.flatMap((payOut) => {
    const place = rules.place(`pay out ${payOut.id}`, payOut.id);
    const name = clauseName(rules, "payOut", payOut.id);
    return payOut.parts.flatMap((part, i): Diagnostic[] => {
      const on = fixedDate(rules, part.on);
      const due = fixedDate(rules, part.deadline);
      const early = [on, due].find((d) => d !== null && d < start);
      if (early) return [diagnostic("P4074", place, { what: name, date: same(early), inForce: same(start) })];
      if (on && due && on > due)
        return [diagnostic("P4077", place, { payOut: name, part: i + 1, on: same(on), due: same(due) })];
      return [];
    });
  });
}
