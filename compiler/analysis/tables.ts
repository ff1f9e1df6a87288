/** Do the rows of a table cover each combination of its keys once? */
import type { Words } from "../diagnostics/catalogue/words.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { dayNumber } from "../ir/dates.js";
import { integer, type Rational, rational } from "../ir/rational.js";
import type { Expr, PatternTest, Relation, Scalar, TableBody } from "../ir/types.js";
import { inlined } from "./formula.js";
import { gapsOf, SHOWN, stretchWords } from "./gaps.js";
import { passes, type Region, regionsOf, type Test } from "./regions.js";
import type { Rules } from "./rules.js";
import { type Variable, variableOf } from "./terms.js";
import { clauseName, exprWords, regionWords, valueWords } from "./words.js";

/** Rows that are compared each with each; larger tables are looked through by value. */
const MOST_ROWS = 150;
/** Combinations of keys that are looked at. */
const MOST_COMBINATIONS = 20_000;

interface Key {
  readonly variable: Variable;
  readonly regions: readonly Region[];
}

export function tableProblems(rules: Rules, id: string, body: TableBody): Diagnostic[] {
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
