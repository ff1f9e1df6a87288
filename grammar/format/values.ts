/** Types, tables, fields, facts: what the clauses about names are made of. */
import type { Attr, Fact, Field, Outcome, Pattern, PatternTest, Table, Typed, TypeRef } from "../ast.js";
import { comparator, isPostfix, postfixTest } from "./comparisons.js";
import { cat, type Doc, join, line } from "./doc.js";
import { bullet, expr, LEVEL, path, rangeEnd } from "./expressions.js";
import { filled } from "./layout.js";
import {
  comma,
  decl,
  guardLineStart,
  listComma,
  name,
  type Printer,
  paren,
  sign,
  text,
  word,
  wordWithParen,
} from "./printer.js";
import { quantity, unitRef } from "./quantities.js";

/** `: mu, blank means 0`, put directly behind what it is the type of. */
export function typed(p: Printer, { type, attrs }: Pick<Typed, "type" | "attrs">): Doc {
  const colon = p.surface === "zh" ? sign(p, "colon") : `${sign(p, "colon")} `;
  return cat(colon, join([typeRef(p, type), ...attrs.map((one) => line(attr(p, one), one.span.start))], comma(p)));
}

function typeRef(p: Printer, type: TypeRef): Doc {
  switch (type.kind) {
    case "YesNoType":
      return line(word(p, "yesNo"));
    case "WholeNumberType":
      return line(word(p, "wholeNumber"));
    case "OneOfType":
      return wordWithParen(
        p,
        word(p, "oneOf"),
        type.values.map((value) => decl(p, value)),
        listComma(p),
      );
    case "NamedType":
      return line(unitRef(p, type.unit));
  }
}

function attr(p: Printer, a: Attr): string {
  switch (a.kind) {
    case "Bounds":
      return `${quantity(p, a.low)} ${word(p, "to")} ${quantity(p, a.high)}`;
    case "BlankMeans":
      return `${word(p, "blankMeans")} ${literal(p, a.value)}`;
    case "Alias":
      return `${word(p, "alias")} ${text(p, a.text)}`;
    case "SetBy":
      return `${word(p, "setBy")} ${name(p, a.who)}`;
    case "Flag":
      return word(p, a.flag);
  }
}

function literal(p: Printer, value: Parameters<typeof expr>[1]): string {
  return expr(p, value)[0]?.text ?? "";
}

export function field(p: Printer, f: Field): Doc {
  return bullet(cat(decl(p, f.decl), typed(p, f)), f.span.start);
}

// ---------------------------------------------------------------- tables

/** `by area` or `by grade, place from "grades.csv"`, without the rows. */
export function tableKeys(p: Printer, table: Table): Doc {
  const keys = table.keys.map((key) => path(p, key.names)).join(comma(p));
  const from = table.from === null ? "" : ` ${word(p, "from")} ${text(p, table.from)}`;
  return line(`${word(p, "by")} ${keys}${from}`);
}

export function tableRows(p: Printer, table: Table): Doc[] {
  return table.rows.map((row) => {
    const patterns = row.otherwise
      ? line(word(p, "otherwise"))
      : join(
          row.patterns.map((one) => pattern(p, one)),
          comma(p),
        );
    return bullet(cat(patterns, ` ${sign(p, "arrow")} `, expr(p, row.value, LEVEL.sum)), row.span.start);
  });
}

function pattern(p: Printer, { tests }: Pattern): Doc {
  return join(
    tests.map((one) => patternTest(p, one)),
    ` ${word(p, "or")} `,
  );
}

function patternTest(p: Printer, { comparison, value, to }: PatternTest): Doc {
  if (comparison !== null && to === null && isPostfix(comparison, value))
    return line(postfixTest(p, comparison, value));
  const said = comparison === null ? "" : `${comparator(p, comparison)} `;
  return cat(said, expr(p, value, LEVEL.sum), rangeEnd(p, to));
}

// ---------------------------------------------------------------- examples

export function given(p: Printer, facts: readonly Fact[]): Doc {
  const items = facts.map((one) => fact(p, one));
  return filled(p, word(p, "given"), items, comma(p), (doc) => guardLineStart(p, doc));
}

function fact(p: Printer, f: Fact): Doc {
  switch (f.kind) {
    case "AsIn":
      return line(`${word(p, "asIn")} ${text(p, f.title)}`, f.span.start);
    case "FieldFact":
      return line(`${path(p, f.path.names)} ${literal(p, f.value)}`, f.span.start);
    case "EntityFact":
      return cat(
        line(`${path(p, f.path.names)} `, f.span.start),
        paren(
          p,
          join(
            f.facts.map((one) => fact(p, one)),
            comma(p),
          ),
        ),
      );
  }
}

export function expected(p: Printer, outcomes: readonly Outcome[]): Doc {
  const items = outcomes.map((one) => line(outcome(p, one), one.span.start));
  return filled(p, word(p, "expect"), items, comma(p), (doc) => guardLineStart(p, doc));
}

function outcome(p: Printer, o: Outcome): string {
  switch (o.kind) {
    case "NotEligible":
      return word(p, "notEligible");
    case "Undecided":
      return o.name === null ? word(p, "undecided") : `${word(p, "undecided")} ${name(p, o.name)}`;
    case "NotDue":
      return `${path(p, o.path.names)} ${word(p, "notDue")}`;
    case "Equals":
      return `${path(p, o.path.names)} ${literal(p, o.value)}`;
  }
}
