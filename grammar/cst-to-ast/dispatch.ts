/** Which function builds which clause. */
import type { CstNode } from "chevrotain";
import type { Clause } from "../ast.js";
import type { Build } from "./build.js";
import * as clauses from "./clauses.js";

const BUILDERS: Readonly<Record<string, (b: Build, node: never) => Clause>> = {
  section: clauses.section,
  eligible: clauses.eligible,
  value: clauses.value,
  question: clauses.question,
  benefit: clauses.benefit,
  limit: clauses.limit,
  payOut: clauses.payOut,
  check: clauses.check,
  principle: clauses.principle,
  note: clauses.note,
  procedure: clauses.procedure,
  example: clauses.example,
  repeal: clauses.repeal,
  change: clauses.change,
  entity: clauses.entity,
  unitDecl: clauses.unitDecl,
};

/** The clause that a rule's tree stands for. */
export function clauseOf(b: Build, rule: string, node: CstNode): Clause {
  const build = BUILDERS[rule];
  if (build === undefined) throw new Error(`no clause is built from the rule ${rule}`);
  return build(b, node as never);
}
