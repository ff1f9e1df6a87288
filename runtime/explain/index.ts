/** Why a household gets what it gets, in sentences of both languages. */
import { text } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { eachExpr } from "../../compiler/ir/walk.js";
import type { Outcome as RunOutcome } from "../outcome.js";
import { openRun, run } from "../reference/run.js";
import type { Claim, PartResult, RunInput, RunResult } from "../run.js";
import { rosterOf } from "../table/index.js";
import { placesOf } from "../table/relations.js";
import type { Table } from "../table.js";
import { derive } from "./derive.js";
import type { Derivation, Line } from "./lines.js";
import { nearestChange, nearestText } from "./nearest.js";

export type { Bilingual } from "./bilingual.js";
export type { Derivation, Line } from "./lines.js";

type TableRun = Omit<RunInput, "roster"> & { readonly table: Table };

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
  const lines = [...derivation.lines, ...nearestLines(input, result.claims, entity, key)];
  return { result, derivation: { ...derivation, lines } };
}

/**
 * Explains one row by what a run of the whole roster gave: only its own rows are opened again, so it takes milliseconds
 * whatever the size of the roster. A policy whose expressions read sets over the roster is opened whole.
 */
export function explainOutcome(input: TableRun, outcome: RunOutcome, entity: string, key: string): Derivation | null {
  const { table, policy } = input;
  const at = placesOf(table.entities[entity]?.keys ?? []).get(key);
  if (at === undefined || outcome.refused) return null;
  const roster = readsRoster(policy) ? rosterOf(table, policy) : rosterOf(table, policy, { entity, rows: [at] });
  const own: RunInput = { ...input, roster };
  const { result, world } = openRun(own);
  const node = world?.facts.byKey.get(entity)?.get(key);
  if (!world || !node) return null;
  const claims = claimsOf(policy, outcome, entity, at);
  const parts = sameNets(claims, result.claims) ? result.parts : partsOf(outcome, claims);
  const derivation = derive(world, { ...result, claims, parts }, node);
  return { ...derivation, lines: [...derivation.lines, ...nearestLines(own, claims, entity, key)] };
}

function nearestLines(input: RunInput, claims: readonly Claim[], entity: string, key: string): Line[] {
  return claims.flatMap((claim): Line[] => {
    if (claim.payee.entity !== entity || claim.payee.row !== key || claim.entity !== entity) return [];
    if (claim.state !== "notDue" && claim.state !== "notEligible") return [];
    const changes = nearestChange(input, run, claim.benefit, entity, key);
    if (changes === null) return [];
    const text = nearestText(input.policy, claim.benefit, changes);
    return [{ kind: "nearest", depth: 0, text, outcome: null, clause: claim.benefit, cites: [] }];
  });
}

/** Whether what is paid reads sets over the roster. Values that only checks and examples read are not followed. */
function readsRoster(policy: Policy): boolean {
  const bodies = new Map(policy.values.map((v) => [v.id, v]));
  const seen = new Set<string>();
  let found = false;
  const follow = (part: unknown) =>
    eachExpr(part, (expr) => {
      if (expr.op === "collect" && expr.set.scope === "roster") found = true;
      if (expr.op !== "value" && expr.op !== "lookup" && expr.op !== "tiers") return;
      if (seen.has(expr.id)) return;
      seen.add(expr.id);
      follow(bodies.get(expr.id));
    });
  follow([policy.eligibility, policy.benefits, policy.limits, policy.payOuts]);
  return found;
}

/** The claims that count towards this payee, row by row and in the policy's order within a row. */
function claimsOf(policy: Policy, outcome: RunOutcome, entity: string, at: number): Claim[] {
  const payees = outcome.payees();
  const kind = payees.entities.indexOf(entity);
  const place = payees.at.findIndex((row, i) => row === at && (payees.entity === null ? 0 : payees.entity[i]) === kind);
  if (place < 0) return [];
  return policy.benefits.flatMap((benefit) => {
    const { payee } = outcome.claims(benefit.id);
    const found: Claim[] = [];
    for (let row = payee.indexOf(place); row >= 0; row = payee.indexOf(place, row + 1)) {
      found.push(outcome.claim(benefit.id, row));
    }
    return found;
  });
}

const claimId = (c: { readonly benefit: string | null; readonly row: string }) => `${c.benefit}\u0000${c.row}`;

function sameNets(a: readonly Claim[], b: readonly Claim[]): boolean {
  const net = (c: Claim) => (c.net === null ? "" : text(c.net));
  const others = new Map(b.map((c) => [claimId(c), net(c)]));
  return a.every((c) => others.get(claimId(c)) === net(c));
}

function partsOf(outcome: RunOutcome, claims: readonly Claim[]): PartResult[] {
  const own = new Set(claims.map(claimId));
  return [...outcome.parts()].filter((part) => own.has(claimId(part)));
}
