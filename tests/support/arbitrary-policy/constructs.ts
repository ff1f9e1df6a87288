/**
 * What of the language a text holds, counted: every kind of node of the surface tree with its variants, and every operation of
 * the rule IR that it becomes. The kinds are keys of typed records, so that a new one cannot be forgotten.
 */

import type { Expr, Policy } from "../../../compiler/ir/types.js";
import { eachExpr } from "../../../compiler/ir/walk.js";
import type { Clause, Header, StepItem, Expr as SurfaceExpr, Way } from "../../../grammar/ast.js";

type Kinds<T extends { readonly kind: string }> = Readonly<Record<T["kind"], true>>;

const CLAUSES: Kinds<Exclude<Clause, { kind: "BrokenClause" }>> = {
  Section: true,
  Eligible: true,
  Value: true,
  Question: true,
  Benefit: true,
  Limit: true,
  PayOut: true,
  Check: true,
  Procedure: true,
  Note: true,
  Example: true,
  Repeal: true,
  Change: true,
  Entity: true,
  UnitDecl: true,
};
const HEADERS: Kinds<Header> = {
  Version: true,
  Document: true,
  Issued: true,
  Source: true,
  Uses: true,
  InForce: true,
  Round: true,
  FactsOn: true,
  Period: true,
  Amends: true,
  Replaces: true,
  CliffAt: true,
};
const EXPRESSIONS: Kinds<SurfaceExpr> = {
  Quantity: true,
  Date: true,
  YesNo: true,
  Text: true,
  Path: true,
  Arithmetic: true,
  Of: true,
  Logic: true,
  Not: true,
  Test: true,
  Known: true,
  OneOf: true,
  Within: true,
  List: true,
  Cases: true,
  Collect: true,
  Bounded: true,
  Rounded: true,
  Elapsed: true,
  TableRef: true,
  Converted: true,
};
const STEPS: Kinds<StepItem> = {
  By: true,
  After: true,
  Lasting: true,
  WithinTime: true,
  On: true,
  Deadline: true,
  Repeats: true,
  Shows: true,
};
const WAYS: Kinds<Way> = { Report: true, Refuse: true, ProRata: true, Serve: true };
const OPERATIONS: Readonly<Record<Expr["op"], true>> = {
  num: true,
  bool: true,
  text: true,
  date: true,
  enum: true,
  field: true,
  follow: true,
  value: true,
  taken: true,
  asOf: true,
  eligible: true,
  result: true,
  total: true,
  add: true,
  sub: true,
  mul: true,
  div: true,
  compare: true,
  between: true,
  oneOf: true,
  and: true,
  or: true,
  not: true,
  known: true,
  list: true,
  tally: true,
  collect: true,
  bound: true,
  round: true,
  lookup: true,
  tiers: true,
  shift: true,
  elapsed: true,
};

const product = (head: string, ...lists: readonly (readonly string[])[]): string[] =>
  lists.reduce<string[]>((done, list) => done.flatMap((text) => list.map((item) => `${text} ${item}`)), [head]);

/** Everything that generated policies must hold. */
export const REQUIRED: readonly string[] = [
  ...[CLAUSES, HEADERS, EXPRESSIONS, STEPS, WAYS].flatMap((kinds) => Object.keys(kinds)),
  ...Object.keys(OPERATIONS).map((op) => `op ${op}`),
  // Parts of clauses.
  ...["Cite", "Except", "Reading", "TableRow", "Pattern", "SetRef", "Cut", "Portion", "Order", "PayPart", "RangeEnd"],
  ...[
    "Rule",
    "Otherwise",
    "Pay",
    "When",
    "Once",
    "Every",
    "Formula",
    "Typed",
    "Table",
    "PerUnit",
    "AsIn",
    "FieldFact",
    "EntityFact",
  ],
  ...[
    "NotEligible",
    "Undecided",
    "NotDue",
    "Equals",
    "Bounds",
    "BlankMeans",
    "Alias",
    "SetBy",
    "Flag",
    "YesNoType",
    "OneOfType",
  ],
  ...["NamedType", "WholeNumberType"],
  // Variants.
  ...product("arithmetic", ["+", "-", "*", "/"]),
  ...product("logic", ["and", "or"]),
  ...product("test", ["ge", "gt", "le", "lt"], ["symbol", "word"]),
  ...["test eq is", "test eq equals", "test ne symbol", "test ne is"],
  ...[
    "test ge postfix",
    "test le postfix",
    "test ge above",
    "test le above",
    "test ge date",
    "test gt date",
    "test le date",
    "test lt date",
  ],
  ...["range to", "range to under", "known", "missing", "one of", "not one of"],
  ...product("list", ["sum", "highest", "lowest", "average", "first", "any", "all", "count", "share"], ["inline"]),
  ...product("list", ["sum", "highest", "lowest", "average", "first", "any", "all"], ["bullets"]),
  ...product("collect", ["sum", "highest", "lowest", "average", "first", "any", "all", "count", "share"]),
  ...["collect where", "overall", "for each", "reading without value"],
  ...product("round", ["halfUp", "halfEven", "upward", "downward"]),
  ...product("header round", ["halfUp", "halfEven", "upward", "downward"]),
  ...product("elapsed", ["years", "months", "days", "workingDays"]),
  ...product("tiers", ["slab", "sliced"]),
  ...["wan", "per unit", "per full", "percent"],
  ...[
    "amount entered",
    "amount floor",
    "amount ceiling",
    "amount from",
    "amount counting",
    "portion",
    "portion remainder",
  ],
  ...product("part months", ["whole", "days", "dropped"]),
  ...[
    "every to",
    "every while",
    "every back pay",
    "once ever",
    "once per year",
    "once per month",
    "once per plot",
    "once per village",
  ],
  ...[
    "limit roster",
    "limit per household",
    "limit per town",
    "limit per two",
    "limit per year",
    "limit per month",
    "limit since",
  ],
  ...[
    "limit when",
    "limit except",
    "limit without way",
    "serve whole",
    "serve partly",
    "order rising",
    "order falling",
    "order plain",
  ],
  ...product("limit counts", ["money", "awards", "payees"]),
  ...[
    "pay share",
    "pay rest",
    "pay part",
    "pay amount",
    "pay party",
    "pay on",
    "pay when",
    "pay deadline",
    "pay field",
    "pay all",
  ],
  ...["check", "check each", "check overall", "principle", "principle unless", "principle by"],
  ...["table from file", "table two keys", "table otherwise", "table dated", "table by text", "back to", "in force"],
  ...product("result", ["gross", "net", "ceiling"]),
  ...product("award", ["amount", "only", "first", "sum", "highest", "lowest", "average"]),
];

interface Node {
  readonly kind: string;
  readonly [part: string]: unknown;
}

type Count = (construct: string) => void;

/** Counts what a file's tree holds, once for each time that it stands there. */
export function countSurface(root: unknown, count: Count): void {
  if (root === null || typeof root !== "object") return;
  if (Array.isArray(root)) {
    for (const item of root) countSurface(item, count);
    return;
  }
  const node = root as Node;
  if (typeof node.kind === "string") {
    count(node.kind);
    variants(node, count);
  }
  for (const [part, value] of Object.entries(node)) if (part !== "span") countSurface(value, count);
}

function variants(n: Node, count: Count): void {
  const has = (part: string) => n[part] !== null && n[part] !== undefined;
  const listOf = (part: string) => n[part] as readonly Node[];
  const when = (holds: boolean, construct: string) => {
    if (holds) count(construct);
  };
  switch (n.kind) {
    case "Arithmetic":
      return count(`arithmetic ${n["op"]}`);
    case "Logic":
      return count(`logic ${n["op"]}`);
    case "Test": {
      const { relation, wording } = n["comparison"] as { relation: string; wording: string };
      return count(`test ${relation} ${wording}`);
    }
    case "RangeEnd":
      return count(n["under"] ? "range to under" : "range to");
    case "Known":
      return count(n["known"] ? "known" : "missing");
    case "OneOf":
      return count(n["negated"] ? "not one of" : "one of");
    case "List":
      return count(`list ${n["word"]} ${n["layout"]}`);
    case "Collect":
      return count(`collect ${n["word"]}`);
    case "SetRef":
      return when(has("where"), "collect where");
    case "Section":
      return count(has("entity") ? "for each" : "overall");
    case "Reading":
      return when(!has("expr"), "reading without value");
    case "Rounded":
      return count(`round ${n["mode"]}`);
    case "Round":
      return count(`header round ${n["mode"]}`);
    case "Elapsed":
      return count(`elapsed ${n["unit"]}`);
    case "TableRef":
      return count(`tiers ${n["way"]}`);
    case "Quantity":
      when(n["magnitude"] === "wan", "wan");
      return when((n["unit"] as { text?: string } | null)?.text === "%", "percent");
    case "PerUnit":
      return count(n["full"] ? "per full" : "per unit");
    case "Amount":
      when(!has("base") && !has("portion"), "amount entered");
      when(has("from"), "amount from");
      when(has("counting"), "amount counting");
      for (const cut of listOf("cuts")) count(`amount ${cut["bound"]}`);
      return;
    case "Portion":
      count("portion");
      return when(has("remainder"), "portion remainder");
    case "Every":
      count(`part months ${n["partMonths"]}`);
      when(has("to"), "every to");
      when(has("during"), "every while");
      return when(n["backPay"] === true, "every back pay");
    case "Once": {
      const per = (n["per"] as { text: string } | null)?.text;
      return count(per === undefined ? "once ever" : `once per ${per}`);
    }
    case "Limit":
      return limitVariants(n, count);
    case "Serve":
      return count(n["whole"] ? "serve whole" : "serve partly");
    case "Order":
      return count(`order ${n["direction"] ?? "plain"}`);
    case "PayPart":
      when(!has("share"), "pay rest");
      when(has("party"), "pay party");
      when(has("on"), "pay on");
      when(has("when"), "pay when");
      return when(has("deadline"), "pay deadline");
    case "Check":
      count(n["soft"] ? "principle" : "check");
      when(has("unless"), "principle unless");
      return when(has("by"), "principle by");
    case "Table":
      when(has("from"), "table from file");
      when(listOf("keys").length > 1, "table two keys");
      return;
    case "TableRow":
      return when(n["otherwise"] === true, "table otherwise");
    case "InForce":
      count("in force");
      return when(has("backTo"), "back to");
    default:
      return;
  }
}

function limitVariants(n: Node, count: Count): void {
  const per = (n["per"] as readonly { text: string }[]).map((name) => name.text);
  for (const name of per) count(`limit per ${name}`);
  if (per.length === 0) count("limit roster");
  if (per.filter((name) => name !== "year" && name !== "month").length > 1) count("limit per two");
  if (n["since"] !== null) count("limit since");
  if (n["when"] !== null) count("limit when");
  if ((n["exceptions"] as readonly unknown[]).length > 0) count("limit except");
  if (n["way"] === null) count("limit without way");
}

/** Counts what a policy's IR holds. */
export function countPolicy(policy: Policy, count: Count): void {
  eachExpr(
    [
      policy.values,
      policy.benefits,
      policy.eligibility,
      policy.limits,
      policy.payOuts,
      policy.checks,
      policy.procedures,
      policy.examples,
    ],
    (e) => {
      count(`op ${e.op}`);
      if (e.op === "result") count(`result ${e.stage}`);
    },
  );
  for (const b of policy.benefits) {
    const visit = (a: typeof b.award): void => {
      count(a.kind === "list" ? `award ${a.word}` : "award amount");
      if (a.kind === "list") for (const row of a.rows) visit(row.award);
    };
    visit(b.award);
  }
  for (const l of policy.limits) count(`limit counts ${l.counts}`);
  for (const v of policy.values) {
    if (v.body.kind !== "table") continue;
    if (v.body.keys.some((k) => k.op === "asOf")) count("table dated");
    if (v.body.rows.some((r) => r.patterns.flat().some((t) => t.kind === "equals" && t.value.kind === "text")))
      count("table by text");
  }
  for (const p of policy.payOuts) {
    if (p.target.kind === "field") count("pay field");
    else if (p.target.benefits.length === policy.benefits.length) count("pay all");
    for (const part of p.parts) {
      count({ ratio: "pay share", parts: "pay part", amount: "pay amount", rest: "pay rest" }[part.share.kind]);
    }
  }
  for (const c of policy.checks) count(c.entity === null ? "check overall" : "check each");
}
