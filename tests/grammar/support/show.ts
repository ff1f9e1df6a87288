/** Expressions and amounts in one line, with every grouping in brackets: what was read, not what was written. */
import type {
  Amount,
  Award,
  Comparison,
  Cut,
  Expr,
  Name,
  Order,
  PerUnit,
  Quantity,
  RangeEnd,
  Row,
} from "../../../grammar/ast.js";

const RELATIONS = { ge: ">=", gt: ">", le: "<=", lt: "<", eq: "=", ne: "!=" } as const;

function unit(name: Name | null, magnitude: string | null, per: readonly PerUnit[]): string {
  const rates = per.map((each) => `/${each.full ? "full" : ""}${each.count ?? ""}${each.unit.text}`);
  return `${magnitude ?? ""}${name?.text ?? ""}${rates.join("")}`;
}

export function quantity(node: Quantity): string {
  return node.value + unit(node.unit, node.magnitude, node.per);
}

function comparison({ relation, wording }: Comparison): string {
  return `${RELATIONS[relation]}${wording === "symbol" || wording === "equals" ? "" : `'${wording}`}`;
}

export function range(end: RangeEnd | null): string {
  return end === null ? "" : ` ${end.under ? "..<" : ".."} ${show(end.value)}`;
}

function row(node: Row): string {
  const value = amount(node.amount);
  if (node.otherwise) return `else ${value}`;
  return node.when === null ? value : `${show(node.when)}: ${value}`;
}

function cuts(all: readonly Cut[]): string {
  return all.map((cut) => ` ${cut.bound === "ceiling" ? "max" : "min"} ${show(cut.value)}`).join("");
}

export function order(node: Order): string {
  return `${show(node.key)}${node.direction === null ? "" : ` ${node.direction}`}`;
}

export function amount(node: Amount): string {
  const base = node.base ? show(node.base) : node.portion ? "" : "entered";
  const { portion, from, counting } = node;
  const shared = portion
    ? `portion(${show(portion.pot)} by ${show(portion.weight)}${portion.remainder ? `; ${portion.remainder.map(order).join(", ")}` : ""})`
    : "";
  return `${base}${shared}${from ? ` from ${quantity(from)}` : ""}${counting ? ` counting ${quantity(counting)}` : ""}${cuts(node.cuts)}`;
}

export function award(node: Award): string {
  return node.kind === "List" ? show(node) : amount(node);
}

export function show(node: Expr): string {
  switch (node.kind) {
    case "Quantity":
      return quantity(node);
    case "Date":
    case "YesNo":
      return String(node.value);
    case "Text":
      return `"${node.value}"`;
    case "Path":
      return node.names.map((name) => name.text).join(".");
    case "Arithmetic":
      return `(${show(node.left)} ${node.op} ${show(node.right)})`;
    case "Of":
      return `(${show(node.left)} of ${show(node.right)})`;
    case "Logic":
      return `(${node.items.map(show).join(` ${node.op} `)})`;
    case "Not":
      return `not ${show(node.expr)}`;
    case "Test":
      return `[${show(node.left)} ${comparison(node.comparison)} ${show(node.right)}${range(node.to)}]`;
    case "Known":
      return `[${show(node.expr)} ${node.known ? "known" : "missing"}]`;
    case "OneOf":
      return `[${show(node.expr)} ${node.negated ? "not in" : "in"} ${node.items.map(show).join(", ")}]`;
    case "Within":
      return `[${show(node.expr)} within ${quantity(node.length)} before ${show(node.before)}]`;
    case "List":
      return `${node.word}{${node.rows.map(row).join("; ")}}`;
    case "Cases":
      return `cases{${node.rows.map(row).join("; ")}}`;
    case "Collect": {
      const where = node.set.where ? ` where ${show(node.set.where)}` : "";
      return `${node.word}<${node.item ? show(node.item) : ""} among ${node.set.entity.text}${where}>`;
    }
    case "Bounded":
      return `(${show(node.expr)}${cuts(node.cuts)})`;
    case "Rounded":
      return `round ${node.mode}(${show(node.expr)} to ${quantity(node.to)})`;
    case "Elapsed":
      return `${node.unit}(${show(node.from)} to ${show(node.to)})`;
    case "TableRef":
      return `${node.way} ${node.table.names.map((name) => name.text).join(".")}`;
    case "Converted":
      return `(${show(node.expr)} in ${node.unit.magnitude ?? ""}${[node.unit.name, ...node.unit.per].map((name) => name.text).join("/")})`;
  }
}
