/**
 * Stages: an expression reads results of earlier stages only, and nothing is defined through itself. What is left is a
 * policy that one pass over the stages can evaluate.
 */
import type { Words } from "../diagnostics/catalogue/words.js";
import type { Expr, Policy } from "../ir/types.js";
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
  readonly node: unknown;
  /** The latest stage it may read. */
  readonly upTo: number;
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
  const depend = (from: string, node: unknown) => {
    const to = new Set<string>();
    through(node, (expr) => {
      if (expr.op === "eligible") to.add(`eligible ${expr.entity}`);
      else if (expr.op === "result" && expr.stage !== "net" && expr.stage !== "approved") to.add(expr.benefit);
    });
    edges.set(from, to);
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
