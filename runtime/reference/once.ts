/** Stage 5: at most one award in the window, past ones included. Before limits, so that a struck award uses no room. */
import * as R from "../../compiler/ir/rational.js";
import type { BenefitDef, IsoDate } from "../../compiler/ir/types.js";
import type { Reason } from "../run.js";
import { type Draft, leaveOpen } from "./claims.js";
import { evaluate } from "./evaluate.js";
import { fieldValue, type Node } from "./facts.js";
import { isReworked, type PastAward, pastAwardsOf } from "./history.js";
import { asOf, scopeOn, type World } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

type Once = NonNullable<BenefitDef["once"]>;

export function strikeRepeated(world: World, drafts: readonly Draft[]): void {
  for (const benefit of world.policy.benefits) {
    if (benefit.once === null) continue;
    const { per } = benefit.once;
    const claims = drafts.filter((d) => d.benefit === benefit && d.state !== "none");
    for (const d of claims) strikeByHistory(world, benefit.once, d);
    if (per !== null && per.kind === "field") strikeWithin(world, per, claims);
  }
  for (const d of drafts) if (d.state === "settled") d.afterOnce = d.amount;
}

/** An earlier award in the window strikes the claim, also one that is still undecided: it is 0 either way. */
export function strikeByHistory(world: World, once: Once, d: Draft): void {
  let unsure: readonly Reason[] = [];
  for (const past of pastAwardsOf(world, d.node)) {
    if (past.benefit !== d.benefit.id || isReworked(world, past)) continue;
    const amount = V.knownNumber(past.amount);
    // A clawback is not an award.
    if (amount !== null && R.sign(amount) <= 0) continue;
    const hit = inWindow(world, once, past, d);
    if (V.isYes(hit)) return strike(d, V.knownText(past.on));
    unsure = V.mergeReasons([unsure, V.reasonsOf(hit)]);
  }
  if (unsure.length > 0) leaveOpen(d, d.state === "open" ? d.high : d.amount, unsure);
}

function inWindow(world: World, once: Once, past: PastAward, d: Draft): Value {
  const { per } = once;
  if (per === null) return V.YES;
  if (per.kind === "field") {
    const mine = evaluate(per.expr, scopeOn(world, d.node, d.benefit.id));
    // A file without that field names the payee only, and so any of its awards counts.
    if (!world.facts.fields.get(past.node.entity)?.has(per.name)) return V.YES;
    return V.compare("eq", mine, fieldValue(world.facts, past.node, per.name));
  }
  const date = asOf(world, world.base, d.node);
  const length = per.window === "year" ? 4 : 7;
  const on = V.knownText(past.on);
  return on === null ? V.undecided(V.reasonsOf(past.on)) : V.yesNo(on.slice(0, length) === date.slice(0, length));
}

function strike(d: Draft, paidOn: IsoDate | null): void {
  d.state = "settled";
  d.amount = R.ZERO;
  d.high = null;
  d.reasons = [];
  d.flags.push({ kind: "struckOnce", paidOn });
}

/** Two claims of this run on the same plot: the first in the roster stands. Behind an undecided one nothing is certain. */
function strikeWithin(
  world: World,
  per: Extract<NonNullable<Once["per"]>, { kind: "field" }>,
  claims: readonly Draft[],
): void {
  const taken = new Map<string, { settled: boolean; open: Node | null }>();
  for (const d of claims) {
    const key = evaluate(per.expr, scopeOn(world, d.node, d.benefit.id));
    const most = d.state === "open" ? d.high : d.amount;
    if (most !== null && R.sign(most) === 0) continue;
    if (!key.known) {
      leaveOpen(d, most, V.reasonsOf(key));
      continue;
    }
    const group = taken.get(V.show(key)) ?? { settled: false, open: null };
    taken.set(V.show(key), group);
    if (group.settled) strike(d, null);
    else if (group.open !== null) {
      leaveOpen(d, most, [{ kind: "missing", what: d.benefit.id, entity: group.open.entity, row: group.open.key }]);
    } else if (d.state === "open") group.open = d.node;
    else group.settled = true;
  }
}
