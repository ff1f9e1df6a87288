/** The written form of what decides eligibility and benefits, for lists of who is left out and why. */
import type { Policy } from "../../compiler/ir/types.js";
import type { Benefit, Eligible, Expr, File } from "../../grammar/ast.js";
import { formatExpr, type NameTable } from "../../grammar/format.js";
import type { Named } from "../../runtime/ingest/index.js";
import type { Conditions } from "../../runtime/office/words.js";

interface Guard {
  readonly conditions: readonly Expr[];
  readonly exceptions: readonly Expr[];
}

export function writtenConditions(file: File, policy: Policy, names: NameTable): Conditions {
  const guards = new Map<string, Guard>();
  let section: string | null = null;
  for (const clause of file.clauses) {
    if (clause.kind === "Section") section = clause.entity === null ? null : idOf(policy, clause.entity.text);
    if (clause.kind === "Eligible" && section !== null) guards.set(section, guardOf(clause));
    if (clause.kind === "Benefit") guards.set(idOf(policy, clause.decl.name.text), benefitGuard(clause));
  }
  const known = new Map<string, Named | null>();
  const written = (expr: Expr | undefined): Named | null =>
    expr === undefined
      ? null
      : {
          en: oneLine(formatExpr(expr, { surface: "en", names })),
          zh: oneLine(formatExpr(expr, { surface: "zh", names })),
        };
  return (id, kind, index) => {
    const key = `${id}\0${kind}\0${index}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const guard = guards.get(id);
    const made = written((kind === "except" ? guard?.exceptions : guard?.conditions)?.[index]);
    known.set(key, made);
    return made;
  };
}

function guardOf(clause: Eligible): Guard {
  return { conditions: parts([clause.condition]), exceptions: clause.exceptions.map((e) => e.condition) };
}

/** As it is lowered: one rule is a guard. */
function benefitGuard({ items }: Benefit): Guard {
  const whens = items.flatMap((item) => (item.kind === "When" ? [item.condition] : []));
  const awards = items.filter((item) => item.kind === "Rule" || item.kind === "Otherwise" || item.kind === "Pay");
  const [only] = awards;
  const rule = awards.length === 1 && only?.kind === "Rule" ? [only.condition] : [];
  return {
    conditions: parts([...whens, ...rule]),
    exceptions: items.flatMap((item) => (item.kind === "Except" ? [item.condition] : [])),
  };
}

function parts(conditions: readonly Expr[]): Expr[] {
  return conditions.flatMap((c) => (c.kind === "Logic" && c.op === "and" ? c.items : [c]));
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}

function idOf(policy: Policy, name: string): string {
  const found = [...policy.entities, ...policy.benefits].find((e) => {
    const about = policy.about[e.id];
    return e.id === name || about?.en === name || about?.zh === name;
  });
  return found?.id ?? name;
}
