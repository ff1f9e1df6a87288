/** A run against what a case expects: a list of differences as text, empty when all is as it should be. */
import { add, type Rational, text, ZERO } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { Claim, RunResult, Total } from "../../runtime/run.js";
import { benefitId, named } from "./roster.js";
import type { Expectation } from "./schema.js";

/** What each claim is compared as. */
function outcome(claim: Claim): string {
  if (claim.state === "notDue" || claim.state === "notEligible" || claim.state === "undecided") return claim.state;
  return claim.net === null ? `${claim.state} without an amount` : text(claim.net);
}

const shown = (value: Rational | null | undefined) => (value === null || value === undefined ? "none" : text(value));

class Differences {
  readonly found: string[] = [];
  same(what: string, actual: string, expected: string): void {
    if (actual !== expected) this.found.push(`${what}: expected ${expected}, was ${actual}`);
  }
}

function compareClaims(policy: Policy, result: RunResult, expected: Expectation, out: Differences): void {
  const each = <T>(
    map: Record<string, Record<string, T>> | undefined,
    what: string,
    look: (claim: Claim, value: T, where: string) => void,
  ) => {
    for (const [row, benefits] of Object.entries(map ?? {})) {
      for (const [written, value] of Object.entries(benefits)) {
        const benefit = benefitId(policy, written);
        const claim = result.claims.find((c) => c.row === row && c.benefit === benefit);
        const where = `${what} of ${row} ${benefit}`;
        if (claim) look(claim, value, where);
        else out.found.push(`${where}: there is no such claim`);
      }
    }
  };
  each(expected.claims, "claim", (claim, value, where) => {
    out.same(where, outcome(claim), value === "zero" ? "0" : value);
    if (value === "0" || value === "zero") out.same(`state of ${where}`, claim.state, "zero");
    else if (/^[\d-]/.test(value)) out.same(`state of ${where}`, claim.state, "paid");
  });
  each(expected.ceilings, "ceiling", (claim, value, where) => out.same(where, shown(claim.ceiling), value));
  each(expected.highs, "high", (claim, value, where) => out.same(where, shown(claim.high), value));
  each(expected.gross, "gross", (claim, value, where) => out.same(where, shown(claim.gross), value));
  each(expected.because, "because", (claim, value, where) => out.same(where, claim.because?.reason ?? "none", value));
  const sorted = (items: readonly string[]) => [...new Set(items)].sort().join(", ");
  each(expected.reasons, "reasons", (claim, value, where) =>
    out.same(where, sorted(claim.reasons.map((r) => r.what)), sorted(value)),
  );
  each(expected.reasonKinds, "reason kinds", (claim, value, where) =>
    out.same(where, sorted(claim.reasons.map((r) => r.kind)), sorted(value)),
  );
  each(expected.flags, "flags", (claim, value, where) =>
    out.same(where, sorted(claim.flags.map((f) => f.kind)), sorted(value)),
  );
}

function compareTotal(
  what: string,
  total: Total | undefined,
  expected: NonNullable<Expectation["total"]>,
  out: Differences,
): void {
  if (!total) {
    out.found.push(`${what}: missing`);
    return;
  }
  const want = typeof expected === "string" ? { amount: expected } : expected;
  out.same(`${what}.amount`, text(total.amount), want.amount);
  if (want.ceiling !== undefined) out.same(`${what}.ceiling`, shown(total.ceiling), want.ceiling);
  if (want.recipients !== undefined) out.same(`${what}.recipients`, String(total.recipients), want.recipients);
  if (want.undecided !== undefined) out.same(`${what}.undecided`, String(total.undecided), want.undecided);
  if (want.high !== undefined) out.same(`${what}.high`, shown(total.high), want.high);
}

function compareLimits(policy: Policy, result: RunResult, expected: Expectation, out: Differences): void {
  for (const want of expected.limits ?? []) {
    const id = named(
      policy,
      policy.limits.map((l) => l.id),
      want.limit,
    );
    const group = want.group ?? [];
    const where = `limit ${id} [${group.join(", ")}]`;
    const candidates = result.limits.filter(
      (l) => l.limit === id && (want.group === undefined || l.group.join("\0") === group.join("\0")),
    );
    const found = candidates[0];
    if (!found || candidates.length > 1) {
      out.found.push(`${where}: ${candidates.length} groups fit`);
      continue;
    }
    for (const money of ["ceiling", "used", "claimed", "left", "over", "reserve"] as const) {
      if (want[money] !== undefined) out.same(`${where}.${money}`, shown(found[money]), want[money]);
    }
    for (const is of ["provisional", "refused"] as const) {
      if (want[is] !== undefined) out.same(`${where}.${is}`, String(found[is]), want[is]);
    }
  }
}

function compareParts(policy: Policy, result: RunResult, expected: Expectation, out: Differences): void {
  if (!expected.parts) return;
  out.same("number of parts", String(result.parts.length), String(expected.parts.length));
  expected.parts.forEach((want, i) => {
    const found = result.parts[i];
    if (!found) return;
    const where = `part ${i + 1}`;
    out.same(`${where}.amount`, text(found.amount), want.amount);
    if (want.row !== undefined) out.same(`${where}.row`, found.row, want.row);
    if (want.benefit !== undefined)
      out.same(`${where}.benefit`, found.benefit ?? "none", benefitId(policy, want.benefit));
    if (want.party !== undefined) out.same(`${where}.party`, found.party ?? "none", want.party);
    if (want.on !== undefined) out.same(`${where}.on`, found.on ?? "unscheduled", want.on);
    if (want.state !== undefined) out.same(`${where}.state`, found.state, want.state);
    if (want.deadline !== undefined) out.same(`${where}.deadline`, found.deadline ?? "none", want.deadline);
  });
}

function compareChecks(policy: Policy, result: RunResult, expected: Expectation, out: Differences): void {
  for (const want of expected.checks ?? []) {
    const id = named(
      policy,
      policy.checks.map((c) => c.id),
      want.check,
    );
    const where = `check ${id}${want.row === undefined ? "" : ` of ${want.row}`}`;
    const found = result.checks.find((c) => c.check === id && c.row === (want.row ?? null));
    if (!found) {
      out.found.push(`${where}: there is no such check`);
      continue;
    }
    out.same(`${where}.state`, found.state, want.state);
    if (want.left !== undefined) out.same(`${where}.left`, found.left ?? "none", want.left);
    if (want.right !== undefined) out.same(`${where}.right`, found.right ?? "none", want.right);
    if (want.excepted !== undefined) out.same(`${where}.excepted`, String(found.excepted), want.excepted);
  }
}

function compareRest(policy: Policy, result: RunResult, expected: Expectation, out: Differences): void {
  if (expected.differences) {
    const line = (d: { row: string; benefit: string; due: string; paid: string; owed: string; overpaid: string }) =>
      `${d.row} ${d.benefit}: due ${d.due}, paid ${d.paid}, owed ${d.owed}, overpaid ${d.overpaid}`;
    const actual = result.differences.map((d) =>
      line({
        row: d.row,
        benefit: d.benefit,
        due: text(d.due),
        paid: text(d.paid),
        owed: text(d.owed),
        overpaid: text(d.overpaid),
      }),
    );
    out.same(
      "differences",
      actual.join("; "),
      expected.differences.map((d) => line({ ...d, benefit: benefitId(policy, d.benefit) })).join("; "),
    );
  }
  for (const [written, amount] of Object.entries(expected.unspent ?? {})) {
    const benefit = benefitId(policy, written);
    out.same(`unspent of ${benefit}`, shown(result.unspent.find((u) => u.benefit === benefit)?.amount), amount);
  }
  for (const code of expected.assumptions ?? []) {
    if (!result.assumptions.some((d) => d.code === code)) out.found.push(`assumption ${code} is not stated`);
  }
  for (const code of expected.diagnostics ?? []) {
    if (!result.diagnostics.some((d) => d.code === code)) {
      out.found.push(
        `diagnostic ${code} is not given; given: ${result.diagnostics.map((d) => d.code).join(", ") || "none"}`,
      );
    }
  }
  if (!expected.diagnostics && !expected.error && result.diagnostics.length > 0) {
    out.found.push(
      `the run gives ${result.diagnostics.map((d) => `${d.code} ${JSON.stringify(d.params)}`).join("; ")}`,
    );
  }
}

/** Money that a run reports must add up whatever the case expects. */
function compareSums(result: RunResult, out: Differences): void {
  const paid = result.claims.filter((c) => c.state === "paid" && c.net !== null);
  const byBenefit = new Map<string, Rational[]>();
  for (const claim of paid)
    byBenefit.set(claim.benefit, [...(byBenefit.get(claim.benefit) ?? []), claim.net as Rational]);
  const sum = (items: readonly Rational[]) => text(items.reduce(add, ZERO));
  out.same("sum of claims", sum(paid.map((c) => c.net as Rational)), text(result.total.amount));
  for (const [benefit, items] of byBenefit)
    out.same(`sum of ${benefit}`, sum(items), shown(result.byBenefit[benefit]?.amount));
}

export function compare(policy: Policy, result: RunResult, expected: Expectation): string[] {
  const out = new Differences();
  compareClaims(policy, result, expected, out);
  if (expected.total !== undefined) compareTotal("total", result.total, expected.total, out);
  for (const [written, total] of Object.entries(expected.totals ?? {})) {
    const benefit = benefitId(policy, written);
    compareTotal(`total of ${benefit}`, result.byBenefit[benefit], total, out);
  }
  compareLimits(policy, result, expected, out);
  compareParts(policy, result, expected, out);
  compareChecks(policy, result, expected, out);
  compareRest(policy, result, expected, out);
  compareSums(result, out);
  return out.found;
}

/** Steps of procedures as the compiler understood them. */
export function compareSteps(policy: Policy, expected: NonNullable<Expectation["steps"]>): string[] {
  const out = new Differences();
  const steps = policy.procedures.flatMap((p) => p.steps);
  const shownValue = (value: unknown): string => {
    if (value === null || value === undefined) return "none";
    if (Array.isArray(value)) return value.join(", ");
    if (typeof value === "object" && "count" in value) {
      const d = value as { count: number; unit: string; bothEnds: boolean };
      return `${d.count} ${d.unit}${d.bothEnds ? " both ends" : ""}`;
    }
    if (typeof value === "object" && "op" in value) {
      const e = value as { op: string; value?: string; id?: string; field?: string };
      return e.value ?? e.id ?? e.field ?? e.op;
    }
    return String(value);
  };
  for (const [id, properties] of Object.entries(expected)) {
    const step = steps.find((s) => s.id === id);
    if (!step) {
      out.found.push(`there is no step ${id}`);
      continue;
    }
    for (const [property, value] of Object.entries(properties)) {
      out.same(
        `${id}.${property}`,
        shownValue(step[property as keyof typeof step]),
        Array.isArray(value) ? value.join(", ") : value,
      );
    }
  }
  return out.found;
}
