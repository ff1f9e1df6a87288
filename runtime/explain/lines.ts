/** The lines of an explanation: sentences with the clause they rest on. */
import type { About, Policy } from "../../compiler/ir/types.js";
import type { Bilingual } from "./bilingual.js";
import type { Outcome, Statement } from "./condition.js";

export interface Line {
  readonly kind:
    | "household"
    | "eligibility"
    | "condition"
    | "benefit"
    | "amount"
    | "limit"
    | "part"
    | "total"
    | "nearest"
    | "note";
  /** 0 for a heading, 1 and more for what stands under it. */
  readonly depth: number;
  readonly text: Bilingual;
  readonly outcome: Outcome | null;
  /** The id of the policy's clause, and what it cites; null for a line that rests on none. */
  readonly clause: string | null;
  readonly cites: About["cites"];
}

export interface Derivation {
  readonly entity: string;
  readonly row: string;
  readonly lines: readonly Line[];
}

export interface Writer {
  readonly lines: Line[];
  add(kind: Line["kind"], depth: number, text: Bilingual, clause?: string | null, outcome?: Outcome | null): void;
  statement(depth: number, statement: Statement, clause: string): void;
}

export function writer(policy: Policy): Writer {
  const lines: Line[] = [];
  const add: Writer["add"] = (kind, depth, text, clause = null, outcome = null) => {
    lines.push({
      kind,
      depth,
      text,
      outcome,
      clause,
      cites: clause === null ? [] : (policy.about[clause]?.cites ?? []),
    });
  };
  const statement: Writer["statement"] = (depth, said, clause) => {
    add("condition", depth, said.text, clause, said.outcome);
    for (const part of said.parts) statement(depth + 1, part, clause);
  };
  return { lines, add, statement };
}
