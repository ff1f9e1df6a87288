/**
 * Do the rows of a table, or the cases of a list, cover every value once? Asked on the field's own grid: 4.99 and 5 mu are
 * neighbours, 3 and 4 head are too. Gaps and overlaps name the value.
 */
import type { Words } from "../diagnostics/catalogue/words.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { dayNumber } from "../ir/dates.js";
import { equal, integer, ONE, type Rational, rational, sub } from "../ir/rational.js";
import type { Award, Expr, PatternTest, Policy, Relation, Scalar, TableBody } from "../ir/types.js";
import { allOf, eligibleFormula, type Formula, formulaOf, guardFormula, inlined, testsOf } from "./formula.js";
import { passes, type Region, regionsOf, type Test } from "./regions.js";
import { type Rules, rulesOf } from "./rules.js";
import { impossible } from "./solve.js";
import { type Variable, variableOf } from "./terms.js";
import { clausesOf, inAward, inValue, within } from "./walk.js";
import { type ClauseKind, clauseName, exprWords, regionWords, valueWords } from "./words.js";

/** Rows that are compared each with each; larger tables are looked through by value. */
const MOST_ROWS = 150;
/** Combinations of keys that are looked at. */
const MOST_COMBINATIONS = 20_000;
/** Gaps that one message names. */
const SHOWN = 3;

export function tiers(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  return [
    ...policy.values.flatMap((v) => (v.body.kind === "table" ? tableProblems(rules, v.id, v.body) : [])),
    ...listProblems(rules),
  ];
}

// ---------------------------------------------------------------- tables

interface Key {
  readonly variable: Variable;
  readonly regions: readonly Region[];
}

function tableProblems(rules: Rules, id: string, body: TableBody): Diagnostic[] {
  if (body.rows.length === 0) return [];
  if (body.rows.length > MOST_ROWS) return largeTable(rules, id, body);
  const keys = body.keys.map((key, k) =>
    keyOfTable(
      rules,
      key,
      body.rows.flatMap((row) => row.patterns[k] ?? []),
    ),
  );
  const masks = body.rows.map((row) => keys.map((key, k) => maskOf(key, row.patterns[k] ?? [])));
  const overlap = overlapProblem(rules, id, keys, masks);
  return [
    ...outside(rules, id, keys, masks),
    ...overlap,
    ...(body.otherwise ? [] : gapProblem(rules, id, keys, masks)),
  ];
}

function keyOfTable(rules: Rules, key: Expr, tests: readonly PatternTest[]): Key {
  const variable = variableOf(rules, inlined(rules, key));
  const scalars = tests.flatMap((t) =>
    t.kind === "equals" ? [t.value] : [t.low, t.high].flatMap((e) => (e ? [e.value] : [])),
  );
  const numbers = scalars.map(numberOf).filter((n) => n !== null);
  const texts = scalars.flatMap((s) => (s.kind === "text" || s.kind === "enum" ? [s.value] : []));
  // A payee whose key is missing is undecided, whatever the rows.
  return { variable, regions: regionsOf(variable, numbers, texts).filter((r) => r.kind !== "blank") };
}

function numberOf(scalar: Scalar): Rational | null {
  if (scalar.kind === "number") return rational(scalar.value);
  return scalar.kind === "date" ? integer(dayNumber(scalar.value)) : null;
}

function testsFor(test: PatternTest): Test[] {
  const compared = (relation: Relation, scalar: Scalar): Test => {
    const value = numberOf(scalar);
    if (value) return { kind: "compare", relation, value };
    const word = scalar.kind === "bool" ? (scalar.value ? "yes" : "no") : String(scalar.value);
    return { kind: "in", values: [word], negated: false };
  };
  if (test.kind === "equals") return [compared("eq", test.value)];
  return [
    ...(test.low ? [compared(test.low.included ? "ge" : "gt", test.low.value)] : []),
    ...(test.high ? [compared(test.high.included ? "le" : "lt", test.high.value)] : []),
  ];
}

function maskOf(key: Key, patterns: readonly PatternTest[]): bigint {
  const tests = patterns.map(testsFor);
  let mask = 0n;
  key.regions.forEach((region, i) => {
    if (tests.some((all) => all.every((t) => passes(region, t)))) mask |= 1n << BigInt(i);
  });
  return mask;
}

function lowestBit(mask: bigint): number {
  let i = 0;
  while (((mask >> BigInt(i)) & 1n) === 0n) i += 1;
  return i;
}

function outside(rules: Rules, id: string, keys: readonly Key[], masks: readonly (readonly bigint[])[]): Diagnostic[] {
  return keys.flatMap(({ variable }, k) => {
    const rows = masks.flatMap((row, i) => (row[k] === 0n ? [i + 1] : []));
    if (rows.length === 0 || (variable.low === null && variable.high === null)) return [];
    const shown = (n: Rational | null): Words | null => (n ? valueWords(rules, variable, n) : null);
    const params = {
      table: clauseName(rules, "table", id),
      rows,
      key: exprWords(rules, variable.expr),
      low: shown(variable.low),
      high: shown(variable.high),
    };
    return [diagnostic("P4023", rules.place(id), params)];
  });
}

function overlapProblem(
  rules: Rules,
  id: string,
  keys: readonly Key[],
  masks: readonly (readonly bigint[])[],
): Diagnostic[] {
  let first: { rows: [number, number]; value: Words } | null = null;
  let more = 0;
  for (let i = 0; i < masks.length; i += 1) {
    for (let j = i + 1; j < masks.length; j += 1) {
      const common = keys.map((_, k) => (masks[i]?.[k] ?? 0n) & (masks[j]?.[k] ?? 0n));
      if (common.includes(0n)) continue;
      if (first) more += 1;
      else {
        const regions = common.map((mask, k) => pointFirst(keys[k] as Key, mask));
        first = { rows: [i + 1, j + 1], value: combination(rules, keys, regions) };
      }
    }
  }
  if (!first) return [];
  return [diagnostic("P4005", rules.place(id), { table: clauseName(rules, "table", id), ...first, more })];
}

/** A value that stands in the rows says more than a stretch between two. */
function pointFirst(key: Key, mask: bigint): Region {
  const left = key.regions.filter((_, r) => (mask >> BigInt(r)) & 1n);
  return left.find((r) => r.kind === "point") ?? (key.regions[lowestBit(mask)] as Region);
}

function combination(rules: Rules, keys: readonly Key[], regions: readonly Region[]): Words {
  if (keys.length === 1) return regionWords(rules, (keys[0] as Key).variable, regions[0] as Region);
  return withAll(keys.map((key, k) => namedWords(rules, key, regionWords(rules, key.variable, regions[k] as Region))));
}

function gapProblem(
  rules: Rules,
  id: string,
  keys: readonly Key[],
  masks: readonly (readonly bigint[])[],
): Diagnostic[] {
  const table = clauseName(rules, "table", id);
  const place = rules.place(id);
  if (keys.length === 1) {
    const key = keys[0] as Key;
    const covered = masks.reduce((all, row) => all | (row[0] ?? 0n), 0n);
    const open = key.regions.map((_, r) => ((covered >> BigInt(r)) & 1n) === 0n);
    return gapsOf(rules, key.variable, key.regions, open, table, place);
  }
  const found = openCombinations(rules, keys, masks);
  if (found.missing.length > 0) {
    const missing = found.missing.slice(0, SHOWN);
    return [diagnostic("P4004", place, { table, missing, more: found.missing.length - missing.length })];
  }
  if (!found.complete) return [diagnostic("P4025", place, { table, rows: masks.length })];
  return found.textual ? [diagnostic("P4024", place, { table, key: exprWords(rules, found.textual.expr) })] : [];
}

interface OpenCombinations {
  readonly missing: readonly Words[];
  /** A text key for which rows are missing; texts cannot all be listed. */
  readonly textual: Variable | null;
  /** Whether all combinations were looked at. */
  readonly complete: boolean;
}

function openCombinations(rules: Rules, keys: readonly Key[], masks: readonly (readonly bigint[])[]): OpenCombinations {
  const missing: Words[] = [];
  let textual: Variable | null = null;
  let left = MOST_COMBINATIONS;
  const rowsAt = (k: number, r: number, rows: readonly number[]): number[] =>
    rows.filter((row) => ((masks[row]?.[k] as bigint) >> BigInt(r)) & 1n);
  const visit = (k: number, rows: readonly number[], path: readonly Words[]): void => {
    const key = keys[k] as Key;
    const still = key.regions.map((_, r) => rowsAt(k, r, rows));
    for (let r = 0; r < key.regions.length && left > 0; r += 1) {
      left -= 1;
      if ((still[r] as number[]).length > 0) {
        const here = regionWords(rules, key.variable, key.regions[r] as Region);
        if (k + 1 < keys.length) visit(k + 1, still[r] as number[], [...path, namedWords(rules, key, here)]);
        continue;
      }
      if (key.variable.sort === "text") {
        textual ??= key.variable;
        continue;
      }
      // Neighbouring numbers without a row are one gap.
      let last = r;
      while (key.variable.sort !== "choice" && still[last + 1]?.length === 0) last += 1;
      const [from, to] = [key.regions[r] as Region, key.regions[last] as Region];
      const here =
        key.variable.sort === "choice"
          ? regionWords(rules, key.variable, from)
          : stretchWords(rules, key.variable, from, to);
      missing.push(withAll([...path, namedWords(rules, key, here)]));
      r = last;
    }
  };
  visit(
    0,
    masks.map((_, i) => i),
    [],
  );
  return { missing, textual, complete: left > 0 };
}

function namedWords(rules: Rules, key: Key, value: Words): Words {
  const name = exprWords(rules, key.variable.expr);
  return { en: `${name.en} ${value.en}`, zh: `${name.zh} ${value.zh}` };
}

function withAll(parts: readonly Words[]): Words {
  return { en: parts.map((p) => p.en).join(" with "), zh: parts.map((p) => p.zh).join("、") };
}

/** Equal keys found by value: a table from a file may have thousands of rows. */
function largeTable(rules: Rules, id: string, body: TableBody): Diagnostic[] {
  const table = clauseName(rules, "table", id);
  const place = rules.place(id);
  const seen = new Map<string, number>();
  let first: { rows: [number, number]; value: Words } | null = null;
  let more = 0;
  for (const [i, row] of body.rows.entries()) {
    const perKey = row.patterns.map((tests) => tests.map((t) => (t.kind === "equals" ? String(t.value.value) : null)));
    if (perKey.some((values) => values.includes(null)))
      return [diagnostic("P4025", place, { table, rows: body.rows.length })];
    for (const tuple of perKey.reduce<string[][]>(
      (all, values) => all.flatMap((t) => values.map((v) => [...t, v as string])),
      [[]],
    )) {
      const key = JSON.stringify(tuple);
      const before = seen.get(key);
      if (before === undefined) seen.set(key, i);
      else if (first) more += 1;
      else first = { rows: [before + 1, i + 1], value: { en: tuple.join(", "), zh: tuple.join("、") } };
    }
  }
  const overlap = first ? [diagnostic("P4005", place, { table, rows: first.rows, value: first.value, more })] : [];
  if (body.otherwise) return overlap;
  const variables = body.keys.map((key) => variableOf(rules, inlined(rules, key)));
  const text = variables.find((v) => v.sort !== "choice");
  if (text) return [...overlap, diagnostic("P4024", place, { table, key: exprWords(rules, text.expr) })];
  const tuples = variables.reduce<string[][]>(
    (all, v) => (all.length > MOST_COMBINATIONS ? all : all.flatMap((t) => v.choices.map((c) => [...t, c]))),
    [[]],
  );
  const missing = tuples.filter((t) => !seen.has(JSON.stringify(t)));
  if (missing.length === 0) return overlap;
  const shown = missing.slice(0, SHOWN).map((t) =>
    combination(
      rules,
      variables.map((variable) => ({ variable, regions: [] })),
      t.map((value): Region => ({ kind: "choice", value })),
    ),
  );
  return [...overlap, diagnostic("P4004", place, { table, missing: shown, more: missing.length - shown.length })];
}

// ---------------------------------------------------------------- naming gaps

type At = ReturnType<Rules["place"]>;

function gapsOf(
  rules: Rules,
  variable: Variable,
  regions: readonly Region[],
  open: readonly boolean[],
  table: Words,
  place: At,
): Diagnostic[] {
  if (!open.includes(true)) return [];
  if (variable.sort === "text") return [diagnostic("P4024", place, { table, key: exprWords(rules, variable.expr) })];
  if (variable.sort === "choice") {
    const missing = regions.filter((_, i) => open[i]).map((r) => regionWords(rules, variable, r));
    return [diagnostic("P4006", place, { table, missing })];
  }
  const stretches: Words[] = [];
  for (let i = 0; i < regions.length; i += 1) {
    if (!open[i]) continue;
    let j = i;
    while (open[j + 1]) j += 1;
    stretches.push(stretchWords(rules, variable, regions[i] as Region, regions[j] as Region));
    i = j;
  }
  return [
    diagnostic("P4004", place, {
      table,
      missing: stretches.slice(0, SHOWN),
      more: Math.max(0, stretches.length - SHOWN),
    }),
  ];
}

interface Edge {
  readonly value: Rational;
  readonly included: boolean;
}

/** From the beginning of one region to the end of another, as a drafter would say it. */
function stretchWords(rules: Rules, variable: Variable, first: Region, last: Region): Words {
  const low = edgeOf(variable, first, "low");
  const high = edgeOf(variable, last, "high");
  const show = (n: Rational): Words => valueWords(rules, variable, n);
  if (low && high && low.included && high.included) {
    if (equal(low.value, high.value)) return show(low.value);
    return {
      en: `${show(low.value).en} to ${show(high.value).en}`,
      zh: `${show(low.value).zh}至${show(high.value).zh}`,
    };
  }
  const from = low && {
    en: `${low.included ? "" : "more than "}${show(low.value).en}`,
    zh: `${low.included ? "不少于" : "超过"}${show(low.value).zh}`,
  };
  const to = high && {
    en: `${high.included ? "" : "under "}${show(high.value).en}`,
    zh: `${high.included ? "不超过" : "不满"}${show(high.value).zh}`,
  };
  if (from && to) return { en: `${from.en} to ${to.en}`, zh: `${from.zh}、${to.zh}` };
  if (from) return { en: low?.included ? `at least ${from.en}` : from.en, zh: from.zh };
  if (to) return { en: high?.included ? `at most ${to.en}` : to.en, zh: to.zh };
  return { en: "any value", zh: "任何值" };
}

function edgeOf(variable: Variable, region: Region, side: "low" | "high"): Edge | null {
  if (region.kind === "point") return { value: region.value, included: true };
  if (region.kind !== "between") return null;
  const value = side === "low" ? region.from : region.to;
  if (!value) return null;
  const own = side === "low" ? variable.low : variable.high;
  if (own && equal(own, value)) return { value, included: true };
  // Among whole numbers, more than 3 is 4 or more.
  if (variable.step && equal(variable.step, ONE) && value.d === 1n) {
    return { value: side === "low" ? { n: value.n + 1n, d: 1n } : sub(value, ONE), included: true };
  }
  return { value, included: false };
}

// ---------------------------------------------------------------- lists

interface Listed {
  readonly kind: ClauseKind;
  readonly id: string;
  readonly context: Formula;
  readonly conditions: readonly Expr[];
}

function listProblems(rules: Rules): Diagnostic[] {
  return listsOf(rules).flatMap((list) => {
    const formulas = list.conditions.map((c) => formulaOf(rules, c));
    const variables = new Set(formulas.flatMap((f) => testsOf(f).map((t) => t.variable)));
    const [variable] = variables;
    if (variables.size !== 1 || !variable || variable.sort === "text" || variable.origin === "composed") return [];
    const tests = formulas.flatMap((f) => testsOf(f).map((t) => t.test));
    const numbers = tests.flatMap((t) => (t.kind === "compare" ? [t.value] : []));
    const texts = tests.flatMap((t) => (t.kind === "in" ? t.values : []));
    // Lists that test one yes/no, or a single condition, decide who gets something; they do not lay out a range.
    if (formulas.length < 2 || (variable.sort === "choice" && variable.choices[0] === "yes")) return [];
    const regions = regionsOf(variable, numbers, texts).filter((r) => r.kind !== "blank");
    const open = regions.map(
      (region) =>
        !formulas.some((f) => holdsIn(f, region)) &&
        !impossible(rules, allOf([list.context, insideOf(variable, region)])),
    );
    const clause = clauseName(rules, list.kind, list.id);
    const table = { en: `the list in ${clause.en}`, zh: `${clause.zh}中的分档` };
    return gapsOf(rules, variable, regions, open, table, rules.place(list.id));
  });
}

function holdsIn(formula: Formula, region: Region): boolean {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "test":
      return passes(region, formula.test);
    case "and":
      return formula.items.every((f) => holdsIn(f, region));
    case "or":
      return formula.items.some((f) => holdsIn(f, region));
  }
}

/** The formula that holds within one region. */
function insideOf(variable: Variable, region: Region): Formula {
  const test = (t: Test): Formula => ({ kind: "test", variable, test: t });
  if (region.kind === "choice") return test({ kind: "in", values: [region.value], negated: false });
  if (region.kind === "point") return test({ kind: "compare", relation: "eq", value: region.value });
  if (region.kind !== "between") return test({ kind: "known", known: true });
  const { from, to } = region;
  const own = (n: Rational, bound: Rational | null): boolean => bound !== null && equal(n, bound);
  return allOf([
    ...(from ? [test({ kind: "compare", relation: own(from, variable.low) ? "ge" : "gt", value: from })] : []),
    ...(to ? [test({ kind: "compare", relation: own(to, variable.high) ? "le" : "lt", value: to })] : []),
    test({ kind: "known", known: true }),
  ]);
}

function listsOf(rules: Rules): Listed[] {
  const { policy } = rules;
  const found: Listed[] = [];
  for (const b of policy.benefits) {
    const context = allOf([eligibleFormula(rules, b.entity), guardFormula(rules, b.guard)]);
    for (const conditions of awardLists(b.award)) found.push({ kind: "benefit", id: b.id, context, conditions });
    for (const expr of inAward(b.award)) {
      for (const conditions of exprLists(expr)) found.push({ kind: "benefit", id: b.id, context, conditions });
    }
  }
  const anywhere = allOf([]);
  for (const v of policy.values) {
    for (const expr of inValue(v)) {
      for (const conditions of exprLists(expr)) found.push({ kind: "value", id: v.id, context: anywhere, conditions });
    }
  }
  for (const clause of clausesOf(policy)) {
    if (clause.kind !== "limit" && clause.kind !== "check") continue;
    for (const expr of clause.exprs) {
      for (const conditions of exprLists(expr))
        found.push({ kind: clause.kind, id: clause.id, context: anywhere, conditions });
    }
  }
  return found;
}

/** Of the rules of a benefit none need hold: then nothing is due. A `first of` lays out cases, and says so with `otherwise`. */
function awardLists(award: Award): Expr[][] {
  if (award.kind !== "list") return [];
  const inner = award.rows.flatMap((row) => awardLists(row.award));
  const own = award.word === "first" ? complete(award.rows) : null;
  return own ? [own, ...inner] : inner;
}

function exprLists(expr: Expr): Expr[][] {
  const found: Expr[][] = [];
  for (const part of within(expr)) {
    if (part.op !== "list" || (part.word !== "first" && part.word !== "only")) continue;
    const own = complete(part.rows);
    if (own) found.push(own);
  }
  return found;
}

/** The conditions of a list in which every row has one. */
function complete(rows: readonly { readonly when: Expr | null }[]): Expr[] | null {
  const conditions = rows.flatMap((row) => (row.when ? [row.when] : []));
  return conditions.length === rows.length ? conditions : null;
}
