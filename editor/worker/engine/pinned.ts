import type { Outcome } from "../../../runtime/outcome.js";
import { amountAt } from "../../../runtime/outcomes/index.js";
import type { PinnedNet } from "../protocol.js";
import { state } from "./state.js";

/** What these households get, and got by the baseline. One that is not among those paid has no amount. */
export function pinnedNets(keys: readonly string[], outcome: Outcome): PinnedNet[] {
  if (keys.length === 0) return [];
  const now = placesOf(keys, outcome);
  const before = state.baseline ? placesOf(keys, state.baseline.outcome) : null;
  return keys.map((key) => ({
    key,
    net: netAt(outcome, now.get(key)),
    before: before && state.baseline ? netAt(state.baseline.outcome, before.get(key)) : null,
  }));
}

function placesOf(keys: readonly string[], outcome: Outcome): Map<string, number> {
  const wanted = new Set(keys);
  const found = new Map<string, number>();
  const payees = outcome.payees();
  for (let i = 0; i < payees.rows && found.size < wanted.size; i++) {
    const key = payees.key(i);
    if (wanted.has(key) && !found.has(key)) found.set(key, i);
  }
  return found;
}

function netAt(outcome: Outcome, place: number | undefined) {
  return place === undefined ? null : amountAt(outcome.payees().net, place);
}
