/** The written form of what decides eligibility, for lists of who is excluded and why. */
import type { Policy } from "../../compiler/ir/types.js";
import type { Eligible, Expr, File } from "../../grammar/ast.js";
import { formatExpr, type NameTable } from "../../grammar/format.js";
import type { Named } from "../../runtime/ingest/index.js";
import type { Conditions } from "../../runtime/office/words.js";

export function writtenConditions(file: File, policy: Policy, names: NameTable): Conditions {
  const byEntity = new Map<string, Eligible>();
  let section: string | null = null;
  for (const clause of file.clauses) {
    if (clause.kind === "Section") section = clause.entity === null ? null : idOf(policy, clause.entity.text);
    if (clause.kind === "Eligible" && section !== null) byEntity.set(section, clause);
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
    const clause = byEntity.get(id);
    const made = clause
      ? written(kind === "except" ? clause.exceptions[index]?.condition : part(clause.condition, index))
      : null;
    known.set(key, made);
    return made;
  };
}

function part(condition: Expr, index: number): Expr | undefined {
  const conjunction = condition.kind === "Logic" && condition.op === "and";
  return conjunction ? condition.items[index] : index === 0 ? condition : undefined;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}

function idOf(policy: Policy, name: string): string {
  const found = policy.entities.find((e) => {
    const about = policy.about[e.id];
    return e.id === name || about?.en === name || about?.zh === name;
  });
  return found?.id ?? name;
}
