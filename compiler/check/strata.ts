/**
 * Stages: an expression reads results of earlier stages only, and nothing is defined through itself. What is left is a
 * policy that one pass over the stages can evaluate.
 */
import type { Words } from "../diagnostics/catalogue/words.js";
import type { Expr, Policy, ValueDef } from "../ir/types.js";
import { eachExpr } from "../ir/walk.js";
import { LONGEST_CHAIN } from "../lower/values.js";
import type { At, Reporter } from "../resolve/report.js";

/** 0 facts, 1 eligible, 2 gross, 3 cuts, 7 net: the stage at which a reference is known. */
function referenceStage(expr: Expr): number {
  if (expr.op === "eligible") return 1;
  if (expr.op === "total") return 7;
  if (expr.op === "result") return { approved: 0, gross: 2, ceiling: 3, net: 7 }[expr.stage];
  return 0;
}

interface Place {
  readonly about: string;
  readonly node: object;
  /** The latest stage it may read. */
  readonly upTo: number;
}

/** What a piece of the IR refers to, definitions not followed. */
interface Refers {
  readonly latest: number;
  /** Whether it reads who is eligible or an amount of a benefit. */
  readonly back: boolean;
  readonly values: ReadonlySet<string>;
}

/** Pieces that a change leaves alone are the same objects after it. */
const referring = new WeakMap<object, Refers>();

function refersIn(piece: object): Refers {
  const known = referring.get(piece);
  if (known) return known;
  let latest = 0;
  let back = false;
  const values = new Set<string>();
  eachExpr(piece, (expr) => {
    latest = Math.max(latest, referenceStage(expr));
    if (expr.op === "eligible" || expr.op === "result") back = true;
    if (expr.op === "value" || expr.op === "lookup" || expr.op === "tiers") values.add(expr.id);
  });
  const made = { latest, back, values };
  referring.set(piece, made);
  return made;
}

type Values = ReadonlyMap<string, ValueDef>;

/** What a piece of the IR refers to, with the bodies of all values that it reads by way of one another. */
function throughValues(piece: object, values: Values): Pick<Refers, "latest" | "back"> {
  const own = refersIn(piece);
  if (own.values.size === 0) return own;
  let { latest, back } = own;
  const seen = new Set<string>();
  const todo = [piece];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const refers = refersIn(at);
    latest = Math.max(latest, refers.latest);
    back ||= refers.back;
    for (const id of refers.values) {
      if (seen.has(id)) continue;
      seen.add(id);
      const body = values.get(id)?.body;
      if (body) todo.push(body);
    }
  }
  return { latest, back };
}

export function checkStrata(policy: Policy, out: Reporter): void {
  const at = (id: string): At => {
    const about = policy.about[id];
    return about
      ? { file: about.file, span: { start: about.start, end: about.end } }
      : { file: "", span: { start: 0, end: 0 } };
  };
  const called = naming(policy);
  const values = new Map(policy.values.map((v) => [v.id, v]));
  const through = (node: unknown, visit: (expr: Expr) => void, seen = new Set<string>()): void =>
    eachExpr(node, (expr) => {
      visit(expr);
      if ((expr.op === "value" || expr.op === "lookup" || expr.op === "tiers") && !seen.has(expr.id)) {
        seen.add(expr.id);
        through(values.get(expr.id)?.body, visit, seen);
      }
    });

  const places: Place[] = [
    ...policy.eligibility.map((e) => ({ about: `eligible ${e.entity}`, node: e, upTo: 1 })),
    ...policy.benefits.map((b) => ({ about: b.id, node: b, upTo: 3 })),
    ...policy.limits.map((l) => ({ about: l.id, node: l, upTo: 4 })),
  ];
  for (const place of places) {
    if (throughValues(place.node, values).latest <= place.upTo) continue;
    let reported = false;
    through(place.node, (expr) => {
      if (reported || referenceStage(expr) <= place.upTo) return;
      reported = true;
      const total = expr.op === "total";
      out.report("P3029", at(place.about), {
        name: total ? { en: "total", zh: "合计金额" } : called(expr.op === "result" ? expr.benefit : expr.op),
        total,
      });
    });
  }

  const edges = new Map<string, Set<string>>();
  const depend = (from: string, node: object) => {
    const to = new Set<string>();
    edges.set(from, to);
    if (!throughValues(node, values).back) return;
    through(node, (expr) => {
      if (expr.op === "eligible") to.add(`eligible ${expr.entity}`);
      else if (expr.op === "result" && expr.stage !== "net" && expr.stage !== "approved") to.add(expr.benefit);
    });
  };
  for (const e of policy.eligibility) depend(`eligible ${e.entity}`, e);
  for (const b of policy.benefits) depend(b.id, b);
  /** How many benefits in a row each one needs. */
  const depths = new Map<string, number>();
  let long = false;
  const visit = (node: string, path: readonly string[]): number => {
    if (path.includes(node)) {
      out.report("P2021", at(node), { cycle: [...path.slice(path.indexOf(node)), node].map(called) });
      return 0;
    }
    const known = depths.get(node);
    if (known !== undefined) return known;
    depths.set(node, 0);
    const below = path.length > LONGEST_CHAIN ? [] : [...(edges.get(node) ?? [])];
    const depth =
      path.length > LONGEST_CHAIN ? 1 : Math.max(0, ...below.map((next) => visit(next, [...path, node]) + 1));
    if (!long && (depth > LONGEST_CHAIN || path.length > LONGEST_CHAIN)) {
      long = true;
      out.report("P2030", at(node), { name: called(node), most: LONGEST_CHAIN });
    }
    depths.set(node, depth);
    return depth;
  };
  for (const node of edges.keys()) visit(node, []);
}

function naming(policy: Policy): (id: string) => Words {
  return (id) => {
    const { en, zh } = policy.about[id] ?? { en: id, zh: id };
    return { en, zh };
  };
}

/** A benefit may be named by one pay-out only. */
export function checkPayOuts(policy: Policy, out: Reporter): void {
  const called = naming(policy);
  const seen = new Set<string>();
  for (const payOut of policy.payOuts) {
    if (payOut.target.kind !== "benefits") continue;
    const about = policy.about[`pay out ${payOut.id}`];
    for (const benefit of payOut.target.benefits) {
      if (seen.has(benefit) && about) {
        out.report(
          "P4904",
          { file: about.file, span: { start: about.start, end: about.end } },
          { name: called(benefit) },
        );
      }
      seen.add(benefit);
    }
  }
}
