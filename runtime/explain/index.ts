/** Why a household gets what it gets, in sentences of both languages. */
import { openRun, run } from "../reference/run.js";
import type { RunInput, RunResult } from "../run.js";
import { derive } from "./derive.js";
import type { Derivation, Line } from "./lines.js";
import { nearestChange, nearestText } from "./nearest.js";

export type { Bilingual } from "./bilingual.js";
export type { Derivation, Line } from "./lines.js";

export interface Explained {
  readonly result: RunResult;
  /** null: the roster has no such row, or the run was refused (see the result's diagnostics). */
  readonly derivation: Derivation | null;
}

/** Explains one row of the roster: the whole roster is run, since limits and sets may depend on the others. */
export function explain(input: RunInput, entity: string, key: string): Explained {
  const { result, world } = openRun(input);
  const node = world?.facts.byKey.get(entity)?.get(key);
  if (!world || !node) return { result, derivation: null };
  const derivation = derive(world, result, node);
  const lines: Line[] = [...derivation.lines];
  for (const claim of result.claims) {
    if (claim.payee.entity !== entity || claim.payee.row !== key || claim.entity !== entity) continue;
    if (claim.state !== "notDue" && claim.state !== "notEligible") continue;
    const changes = nearestChange(input, run, claim.benefit, entity, key);
    if (changes === null) continue;
    lines.push({
      kind: "nearest",
      depth: 0,
      text: nearestText(input.policy, claim.benefit, changes),
      outcome: null,
      clause: claim.benefit,
      cites: [],
    });
  }
  return { result, derivation: { ...derivation, lines } };
}
