/** One claim in full: what the first part and the interpreter say of it, and what each stratum did to it, in order. */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { BenefitDef } from "../../../compiler/ir/types.js";
import { claimOf } from "../../reference/claims.js";
import { evaluate } from "../../reference/evaluate.js";
import type { Node } from "../../reference/facts.js";
import { groupOf } from "../../reference/groups.js";
import { judge } from "../../reference/guard.js";
import { strikeByHistory } from "../../reference/once.js";
import { rank } from "../../reference/ranking.js";
import type { OpenRows } from "../../reference/run.js";
import { scopeOn } from "../../reference/scope.js";
import * as V from "../../reference/value.js";
import type { Claim, Flag, Reason } from "../../run.js";
import { entityTable } from "../../table/relations.js";
import type { Ledger } from "./ledger.js";
import type { LimitRun } from "./limit.js";
import { eachRow } from "./rows.js";
import {
  BY_POT,
  BY_RANK,
  BY_REFUSAL,
  BY_ROOM,
  CUT,
  HELD,
  NONE,
  OPEN,
  PASSED_OVER,
  PROVISIONAL,
  SETTLED,
  UNBOUNDED,
} from "./seats.js";
import type { Side } from "./side.js";

/** Changes as it moves through the limits. */
interface Told {
  reasons: readonly Reason[];
  readonly flags: Flag[];
  readonly limits: Claim["limits"][number][];
}

export function fullClaim(first: Side, second: Side, benefit: BenefitDef, row: number, step: Rational): Claim {
  const ledger = first.ledgers.get(benefit.id) as Ledger;
  const most = second.ledgers.get(benefit.id) as Ledger;
  const strata = first.portions.has(benefit.id) || first.gathered.has(benefit.id);
  const opened = needsInterpreter(first, benefit.id, row) ? openedOn(first, benefit, row) : null;
  const base =
    strata && opened !== null ? asGathered(first, benefit, row, opened, step) : first.base.claim(benefit.id, row);
  const told: Told = { reasons: base.reasons, flags: [...base.flags], limits: [...base.limits] };
  for (const limit of first.limits)
    if (limit.def.benefits.includes(benefit.id)) tell(told, limit, benefit.id, row, opened, step);
  const money = (steps: number): Rational => R.mul(R.integer(BigInt(steps)), step);
  const state = ledger.state[row] as number;
  const net = state === SETTLED ? money(ledger.amount[row] as number) : null;
  const high = ledger.high[row] as number;
  return {
    ...base,
    ...told,
    state: state === NONE ? base.state : state === OPEN ? "undecided" : R.sign(net as Rational) > 0 ? "paid" : "zero",
    net,
    high: state === OPEN && high !== UNBOUNDED ? money(high) : null,
    ceiling: most.state[row] === SETTLED ? money(most.amount[row] as number) : null,
  };
}

interface Opened {
  readonly node: Node;
  readonly open: OpenRows;
}

function openedOn(side: Side, { id, entity }: BenefitDef, row: number): Opened {
  let found: Opened | null = null;
  eachRow(side.gathered.get(id)?.reader ?? side.reader, entity, [row], (node, _, open) => {
    found = { node, open };
  });
  if (found === null) throw new RangeError(`${entity} has no row ${row}`);
  return found;
}

/** Settled claims are told from columns; reasons are the interpreter's. */
function needsInterpreter(side: Side, benefit: string, row: number): boolean {
  if (side.portions.has(benefit) || side.gathered.has(benefit)) return true;
  return side.limits.some((limit) => {
    if (!limit.def.benefits.includes(benefit)) return false;
    const s = limit.seatOf(benefit)[row] as number;
    return limit.stray(benefit)[row] === 1 || (s >= 0 && ((limit.marks.what[s] as number) & HELD) !== 0);
  });
}

/** Stages 1 to 5 of a claim that the strata work out. */
function asGathered(side: Side, benefit: BenefitDef, row: number, { node, open }: Opened, step: Rational): Claim {
  const d = open.draft(benefit, node);
  if (benefit.once !== null && d.state !== "none") strikeByHistory(open.world, benefit.once, d);
  const gathered = side.gathered.get(benefit.id);
  const behind = gathered?.behind.get(row);
  if (gathered?.struck.has(row)) {
    d.reasons = [];
    d.flags.push({ kind: "struckOnce", paidOn: null });
  } else if (behind !== undefined) {
    const per = benefit.once?.per;
    const key = per?.kind === "field" ? V.reasonsOf(evaluate(per.expr, scopeOn(open.world, node, benefit.id))) : [];
    const keys = entityTable(side.reader.table, benefit.entity).keys;
    const blocked: Reason = { kind: "missing", what: benefit.id, entity: benefit.entity, row: keys[behind] as string };
    d.reasons = V.mergeReasons([d.reasons, behind < 0 ? key : [blocked]]);
  }
  const before = side.before(benefit.id);
  if (before.state[row] === SETTLED) d.afterOnce = R.mul(R.integer(BigInt(before.amount[row] as number)), step);
  return claimOf(d, d);
}

function tell(told: Told, limit: LimitRun, benefit: string, row: number, opened: Opened | null, step: Rational): void {
  const { def, marks } = limit;
  const scope = opened === null ? null : scopeOn(opened.open.world, opened.node, def.id);
  if (limit.stray(benefit)[row] === 1 && opened !== null) {
    const key = groupOf(opened.open.world, def, opened.node);
    if (!("texts" in key)) told.reasons = V.mergeReasons([told.reasons, key]);
    return;
  }
  const s = limit.seatOf(benefit)[row] as number;
  if (s < 0) return;
  const what = marks.what[s] as number;
  if (what & CUT) {
    const money = (steps: number): Rational => R.mul(R.integer(BigInt(steps)), step);
    told.limits.push({
      limit: def.id,
      before: money(marks.before[s] as number),
      after: money(limit.after[s] as number),
    });
    told.flags.push({ kind: what & PASSED_OVER ? "passedOver" : "cutByLimit", limit: def.id });
  }
  if (what & PROVISIONAL) told.flags.push({ kind: "provisional", limit: def.id });
  if ((what & HELD) === 0 || scope === null || opened === null) return;
  const verdict = judge(def.guard, def.id, scope);
  const doubt = verdict.kind === "undecided" ? verdict.reasons : [];
  const ranked = what & BY_RANK ? rankReasons(limit, benefit, opened) : [];
  const own = ranked.length === 0 ? doubt : V.mergeReasons([doubt, ranked]);
  const g = limit.group[s] as number;
  const room = what & BY_ROOM ? V.reasonsOf(V.subtract(limit.ceiling(g), limit.used(g))) : [];
  const pot: Reason[] = what & BY_POT ? [{ kind: "pot", what: def.id, entity: null, row: null }] : [];
  const refused: Reason[] = what & BY_REFUSAL ? [{ kind: "refused", what: def.id, entity: null, row: null }] : [];
  told.reasons = V.mergeReasons([told.reasons, [...own, ...pot, ...refused, ...room]]);
}

/** Why the place of a claim in an order is not known. */
function rankReasons({ def }: LimitRun, benefit: string, { node, open }: Opened): readonly Reason[] {
  if (def.way.kind !== "serve") return [];
  const written = def.benefits.indexOf(benefit);
  return rank(open.world, def.id, def.way.order, [{ node, amount: R.ZERO, written }]).unknown[0] ?? [];
}
