/** Named values: definitions, parameters, tables, questions → ValueDef. Each is lowered once, when first needed. */

import Papa from "papaparse";
import type { Pattern, Question, Table, Typed as TypedBody, Value } from "../../grammar/ast.js";
import { parseFile } from "../../grammar/index.js";
import { ONE, rational, sub, text } from "../ir/rational.js";
import type { Edge, Expr, PatternTest, Scalar, TableBody, ValueDef } from "../ir/types.js";
import { readAttrs } from "../resolve/literals.js";
import type { ValueInfo } from "../resolve/model.js";
import { at, type Context, type LoweredValue, type Shared } from "./context.js";
import { agreeing, expecting, fitted, lower, ordered, rangeEnds, rising } from "./expr.js";
import { lowerPath } from "./path.js";
import { ERROR, irType, isError, type Ty, type Typed } from "./types.js";
import { describe } from "./words.js";

/** Lowers a value by id, or returns what was lowered before; null for an unknown id or a cycle (reported). */
export function lowerValue(shared: Shared, id: string): LoweredValue | null {
  const lowered = lowerOnce(shared, id);
  const above = shared.busy[shared.busy.length - 1];
  if (above !== undefined)
    shared.depths.set(above, Math.max(shared.depths.get(above) ?? 0, (shared.depths.get(id) ?? 0) + 1));
  shared.recall.read(id, lowered);
  return lowered;
}

/** How many values may need each other in a row: whoever reads or evaluates a policy follows such a chain to its end. */
export const LONGEST_CHAIN = 200;

function lowerOnce(shared: Shared, id: string): LoweredValue | null {
  const done = shared.values.get(id);
  if (done) return done;
  const info = shared.model.values.get(id);
  if (!info) return null;
  if (shared.busy.includes(id)) {
    const cycle = [...shared.busy.slice(shared.busy.indexOf(id)), id];
    shared.out.report(
      "P2021",
      { file: info.file, span: info.clause.decl.span },
      { cycle: cycle.map(shared.model.names.both) },
    );
    shared.values.set(id, failed(info));
    return null;
  }
  if (info.lost) {
    shared.values.set(id, failed(info));
    return null;
  }
  if (shared.busy.length > LONGEST_CHAIN) return tooLong(shared, info);
  shared.busy.push(id);
  const context: Context = { shared, file: info.file, entity: info.section, group: null, claim: false };
  const lowered = shared.recall.unit(info.clause, placeOf(info), () =>
    info.clause.kind === "Question" ? question(info.clause, info, context) : value(info.clause, info, context),
  );
  shared.busy.pop();
  if ((shared.depths.get(id) ?? 0) > LONGEST_CHAIN) return tooLong(shared, info);
  const cyclic = shared.values.get(id);
  if (cyclic) return cyclic;
  shared.values.set(id, lowered);
  return lowered;
}

/** Values of an enum of their own declare it while they are lowered, and a table in a file may change unseen. */
function placeOf({ clause, file, section }: ValueInfo): string | null {
  if (clause.kind === "Value" && clause.body.kind === "Typed" && clause.body.type.kind === "OneOfType") return null;
  if (clause.kind === "Value" && clause.body.kind === "Table" && clause.body.from !== null) return null;
  return `${file} ${section ?? ""}`;
}

function tooLong(shared: Shared, info: ValueInfo): null {
  const name = shared.model.names.both(info.id);
  // A long chain is cut in several places: it is one mistake.
  if (!shared.out.diagnostics.some((d) => d.code === "P2030")) {
    shared.out.report("P2030", { file: info.file, span: info.clause.decl.span }, { name, most: LONGEST_CHAIN });
  }
  shared.depths.set(info.id, 0);
  shared.values.set(info.id, failed(info));
  return null;
}

function failed(info: ValueInfo): LoweredValue {
  return {
    ty: { kind: "error" },
    table: null,
    def: {
      id: info.id,
      head: "define",
      entity: info.section,
      type: { kind: "bool" },
      body: { kind: "formula", expr: { op: "bool", value: false } },
    },
  };
}

function define(
  info: ValueInfo,
  head: ValueDef["head"],
  entity: string | null,
  ty: Ty,
  body: ValueDef["body"],
): LoweredValue {
  return { ty, table: body.kind === "table" ? body : null, def: { id: info.id, head, entity, type: irType(ty), body } };
}

function value(clause: Value, info: ValueInfo, context: Context): LoweredValue {
  switch (clause.body.kind) {
    case "Formula": {
      const typed = lower(clause.body.expr, context);
      return define(info, clause.head, info.section, typed.ty, { kind: "formula", expr: typed.expr });
    }
    case "Typed":
      return delegated(clause.body, clause.head, info, context);
    case "Table":
      return table(clause.body, clause, info, context);
  }
}

function delegated(body: TypedBody, head: "define" | "param", info: ValueInfo, context: Context): LoweredValue {
  const { model, out } = context.shared;
  const { ty, scale } = model.type(body.type, info.file, info.id);
  const attrs = readAttrs(body.attrs, ty, scale, info.file, model, out);
  const setBy = body.attrs.find((a) => a.kind === "SetBy");
  const who = setBy?.kind === "SetBy" ? model.names.canon(setBy.who.text) : "";
  const home = setBy?.kind === "SetBy" ? fieldAnywhere(who, context) : null;
  return define(info, head, home?.entity ?? info.section, ty, {
    kind: "set",
    by: { who, field: home === null ? null : { op: "field", entity: home.entity, field: who } },
    scale: text(scale),
    low: attrs.low === null ? null : text(attrs.low),
    high: attrs.high === null ? null : text(attrs.high),
    blank: attrs.blank,
  });
}

/** The entity that has this field: on the context's own chain, else a root entity, else any. */
function fieldAnywhere(name: string, context: Context): { entity: string } | null {
  const { model } = context.shared;
  const all = [
    ...model.chain(context.entity),
    ...[...model.entities.values()].sort((a, b) => Number(a.within !== null) - Number(b.within !== null)),
  ];
  const found = all.find((entity) => entity.fields.has(name));
  return found ? { entity: found.id } : null;
}

// ---------------------------------------------------------------- tables

function table(body: Table, clause: Value, info: ValueInfo, context: Context): LoweredValue {
  const scope = keyScope(body, context);
  const inner: Context = { ...context, entity: scope };
  const keys = body.keys.map((key) => lowerPath(key, inner, null));
  const rows = body.from === null ? body.rows : fromCsv(body, clause, info, context);
  const { ty, exprs } = agreeing(
    rows.map((row) => ({ span: row.value.span, lower: (hint) => lower(row.value, inner, hint) })),
    null,
    inner,
  );
  const written: { patterns: PatternTest[][]; value: Expr }[] = [];
  let otherwise: Expr | null = null;
  for (const [i, row] of rows.entries()) {
    const then = exprs[i] as Expr;
    if (row.otherwise) otherwise = then;
    else if (row.patterns.length === keys.length)
      written.push({ patterns: row.patterns.map((p, k) => pattern(p, keys[k] as Typed, inner)), value: then });
    else
      context.shared.out.report(
        "P2022",
        { file: info.file, span: row.span },
        { keys: keys.length, found: row.patterns.length },
      );
  }
  const result: TableBody = { kind: "table", keys: keys.map((k) => k.expr), rows: adjoining(written, keys), otherwise };
  const shown: Ty = ty.kind === "number" ? { ...ty, whole: false } : ty;
  return define(info, clause.head, scope, isError(...keys) ? ERROR.ty : shown, result);
}

/**
 * Tiers of a whole number meet: `up to 5` and `6 to 10` leave nothing between them, so the second begins above 5. Slices of
 * a quantity then add up to it.
 */
function adjoining(rows: TableBody["rows"], keys: readonly Typed[]): TableBody["rows"] {
  const [key] = keys;
  if (keys.length !== 1 || key?.ty.kind !== "number" || !key.ty.whole) return rows;
  const ends = new Set(
    rows.flatMap((row) =>
      row.patterns
        .flat()
        .flatMap((test) =>
          test.kind === "range" && test.high?.included && test.high.value.kind === "number"
            ? [test.high.value.value]
            : [],
        ),
    ),
  );
  const begin = (low: Edge): Edge => {
    if (!low?.included || low.value.kind !== "number") return low;
    const before = text(sub(rational(low.value.value), ONE));
    return ends.has(before) ? { value: { kind: "number", value: before }, included: false } : low;
  };
  return rows.map((row) => ({
    ...row,
    patterns: row.patterns.map((tests) =>
      tests.map((test) => (test.kind === "range" ? { ...test, low: begin(test.low) } : test)),
    ),
  }));
}

/** A table stands before any section, yet its keys are fields of a row: the entity that all of them can be read on. */
function keyScope(body: Table, context: Context): string | null {
  if (context.entity !== null) return context.entity;
  const { model } = context.shared;
  let scope: string | null = null;
  for (const key of body.keys) {
    const name = model.names.canon(key.names[0]?.text ?? "");
    const home = model.values.has(name)
      ? (context.shared.lowerValue(name)?.def.entity ?? null)
      : (fieldAnywhere(name, context)?.entity ?? null);
    if (home !== null && (scope === null || model.chain(home).some((e) => e.id === scope))) scope = home;
  }
  return scope;
}

function pattern(node: Pattern, key: Typed, context: Context): PatternTest[] {
  return node.tests.flatMap((test): PatternTest[] => {
    const relation = test.comparison?.relation ?? "eq";
    if (test.to !== null) {
      const ends = rangeEnds(test.value, test.to.value, key.ty, context);
      const low = fitted(ends.low, test.value, context, key.ty);
      const high = fitted(ends.high, test.to.value, context, key.ty);
      if (
        isError(low, high) ||
        !ordered(key.ty, test.span, context) ||
        !rising(low, high, test.value, test.to, context)
      )
        return [];
      const [start, end] = [scalar(low, test.value, context), scalar(high, test.to.value, context)];
      if (relation !== "ne")
        return [{ kind: "range", low: edge(start, relation !== "gt"), high: edge(end, !test.to.under) }];
      return [
        { kind: "range", low: null, high: edge(start, false) },
        { kind: "range", low: edge(end, test.to.under), high: null },
      ];
    }
    const value = scalar(expecting(test.value, context, key.ty), test.value, context);
    if (value === null) return [];
    if (relation === "eq") return [{ kind: "equals", value }];
    if (relation === "ne") return others(value, key.ty, test, context);
    if (!ordered(key.ty, test.span, context)) return [];
    const bound = edge(value, relation === "ge" || relation === "le");
    return [
      relation === "ge" || relation === "gt"
        ? { kind: "range", low: bound, high: null }
        : { kind: "range", low: null, high: bound },
    ];
  });
}

/** `is not first` in a row: the other values, or what lies on both sides. */
function others(value: Scalar, ty: Ty, test: Pattern["tests"][number], context: Context): PatternTest[] {
  const beyond = { value, included: false };
  if (ty.kind === "number" || ty.kind === "date") {
    return [
      { kind: "range", low: null, high: beyond },
      { kind: "range", low: beyond, high: null },
    ];
  }
  if (value.kind === "bool") return [{ kind: "equals", value: { kind: "bool", value: !value.value } }];
  if (ty.kind === "enum" && value.kind === "enum") {
    const values = context.shared.model.enums.get(ty.enum) ?? [];
    return values.filter((v) => v !== value.value).map((v) => ({ kind: "equals", value: { kind: "enum", value: v } }));
  }
  context.shared.out.report("P3011", at(context, test.span), { found: describe(context, ty) });
  return [];
}

function edge(value: Scalar | null, included: boolean): Edge {
  return value === null ? null : { value, included };
}

/** Table patterns are constants. */
function scalar(typed: Typed, node: { span: { start: number; end: number } }, context: Context): Scalar | null {
  const { expr } = typed;
  if (isError(typed)) return null;
  switch (expr.op) {
    case "num":
      return { kind: "number", value: text(rational(expr.value)) };
    case "bool":
      return { kind: "bool", value: expr.value };
    case "text":
      return { kind: "text", value: expr.value };
    case "date":
      return { kind: "date", value: expr.value };
    case "enum":
      return { kind: "enum", value: expr.value };
    default:
      context.shared.out.report("P3022", at(context, node.span), {});
      return null;
  }
}

/**
 * Rows of a CSV table, read as if they were written in the policy: its header names the keys in order and then the value,
 * whose unit may stand in brackets.
 */
function fromCsv(body: Table, clause: Value, info: ValueInfo, context: Context): Table["rows"] {
  const name = body.from?.value ?? "";
  const here = { file: info.file, span: body.from?.span ?? clause.span };
  const csv = context.shared.table(name);
  if (csv === null) {
    context.shared.out.report("P2012", here, { name });
    return [];
  }
  const { model } = context.shared;
  const lines = Papa.parse<string[]>(csv.replace(/^\ufeff/, "").trim())
    .data.map((cells, i) => ({ cells, row: i + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const [{ cells: header } = { cells: [] }, ...rows] = lines;
  const keys = body.keys.map((k) => k.names.map((n) => model.names.canon(n.text)).join("."));
  const found = header.slice(0, -1).map((h) => model.names.canon(h.trim()));
  if (header.length !== keys.length + 1 || found.some((h, i) => h !== keys[i])) {
    context.shared.out.report("P2013", here, {
      name,
      expected: body.keys.map((k) => k.names.map((n) => n.text).join(".")),
      found: header.slice(0, -1),
    });
    return [];
  }
  const unit = /[（(](.*)[）)]\s*$/.exec(header[header.length - 1] ?? "")?.[1] ?? "";
  const keyTypes = body.keys.map((k) => lowerPath(k, { ...context, entity: keyScope(body, context) }, null).ty);
  const rowText = (cells: string[]) => {
    const patterns = cells
      .slice(0, -1)
      .map((cell, i) => (keyTypes[i]?.kind === "text" ? `"${cell.trim()}"` : cell.trim()));
    const last = (cells[cells.length - 1] ?? "").trim();
    const amount = /^-?[\d.]+$/.test(last) && unit !== "" ? priced(last, unit) : last;
    return `  - ${cells[0]?.trim() === "otherwise" || cells[0]?.trim() === "其余" ? cells[0].trim() : patterns.join(", ")} → ${amount}`;
  };
  // A line of the source for each row, behind two lines of its own; the keys are named only so that there are as many.
  const source = `policy t\nparam t by ${keys.map((_, i) => `k${i}`).join(", ")}\n${rows.map(({ cells }) => rowText(cells)).join("\n")}\n`;
  const parsed = parseFile({ path: name, text: source }, model.words);
  const param = parsed.file.clauses.find((c) => c.kind === "Value");
  const read = param?.kind === "Value" && param.body.kind === "Table" ? param.body.rows : [];
  const [fault] = parsed.faults;
  if (fault || read.length !== rows.length) {
    const line = source.slice(0, fault?.span.start ?? 0).split("\n").length - 3;
    context.shared.out.report("P2014", here, { name, row: rows[Math.max(0, line)]?.row ?? 1 });
    return [];
  }
  // Positions inside the CSV mean nothing in the policy: all of them point at its name.
  const relocate = <T>(node: T): T => JSON.parse(JSON.stringify(node), (k, v) => (k === "span" ? here.span : v)) as T;
  return relocate(read);
}

/** `300` under `元/亩` is `300元/亩`; under `yuan per mu` `300 yuan per mu`. */
function priced(amount: string, unit: string): string {
  return /^[\u0000-\u007f]/.test(unit) ? `${amount} ${unit}` : `${amount}${unit}`;
}

// ---------------------------------------------------------------- questions

function question(clause: Question, info: ValueInfo, context: Context): LoweredValue {
  const { model, out } = context.shared;
  const ids = clause.readings.map((r) => model.names.idOf(r.decl));
  const taken = model.names.canon(clause.taken.text);
  if (!ids.includes(taken)) {
    out.report(
      "P2009",
      { file: info.file, span: clause.taken.span },
      {
        name: clause.taken.text,
        question: model.names.both(info.id),
        readings: ids.map(model.names.both),
      },
    );
  }
  const { ty, exprs } = agreeing(
    clause.readings.flatMap(({ expr }) =>
      expr === null ? [] : [{ span: expr.span, lower: (hint: Ty | null) => lower(expr, context, hint) }],
    ),
    null,
    context,
  );
  const plain = exprs.length === 0;
  if (!plain && exprs.length < ids.length)
    out.report("P3023", { file: info.file, span: clause.decl.span }, { question: clause.decl.name.text });
  return define(info, "question", info.section, plain ? { kind: "alternatives", question: info.id } : ty, {
    kind: "readings",
    readings: ids.map((id, i) => ({ id, expr: exprs[i] ?? null })),
    taken,
  });
}
