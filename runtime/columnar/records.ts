/** Stages 1 to 7 of each row as records, read from the columns that kernels wrote. */
import type { ColumnPlan, NodeId, PlanBecause, PlanNode } from "../../compiler/ir/columns.js";
import * as R from "../../compiler/ir/rational.js";
import { ofSteps, type Rounding } from "../reference/rounding.js";
import type { Because, Claim, EligibilityResult, Flag, LimitGroup } from "../run.js";
import type { ColumnView, Dataset } from "./columns.js";
import { rowsOf } from "./kernel.js";

/** One row: what the interpreter would give of it. */
export interface RowRecord {
  readonly eligibility: EligibilityResult | null;
  readonly claims: readonly Claim[];
  /** In the policy's order of limits; null where a limit has no claim to look at. */
  readonly limits: readonly (LimitGroup | null)[];
}

function wanted(plan: ColumnPlan): NodeId[] {
  const benefits = plan.benefits.flatMap((b) => [
    b.code,
    b.gross.node,
    b.bounded.node,
    ...[b.floor, b.ceiling].flatMap((cut) => (cut === null ? [] : [cut.node, cut.has])),
    b.entered,
    b.rounded,
    b.net,
    b.secondCode,
    b.secondNet,
  ]);
  const limits = plan.limits.flatMap((l) => [l.applies, l.ceiling.node, l.room, ...l.before, ...l.after]);
  return [...new Set([plan.slow, ...(plan.eligible === null ? [] : [plan.eligible]), ...benefits, ...limits])];
}

/** The record of a row, or null where the interpreter decides. */
export function records(
  data: Dataset,
  keys: readonly string[],
  rounding: Rounding,
  vectors = true,
): (row: number) => RowRecord | null {
  const { plan } = data;
  const nodes = wanted(plan);
  const views = new Map<NodeId, ColumnView>(
    rowsOf(data, plan.nodes as PlanNode[], nodes, vectors).map((v, i) => [nodes[i] as NodeId, v]),
  );
  const at = (node: NodeId, row: number): bigint => BigInt(views.get(node)?.[row] as number | bigint);
  const isSet = (node: NodeId, row: number): boolean => at(node, row) !== 0n;
  const scaled = (x: { readonly node: NodeId; readonly scale: bigint }, row: number) =>
    R.ratio(at(x.node, row), x.scale);
  const money = (node: NodeId, row: number) => ofSteps(at(node, row), rounding.step);
  const because = (code: bigint): PlanBecause => plan.because[Number(code) - 1] as PlanBecause;
  const told = ({ notEligible: _, ...b }: PlanBecause): Because => b;

  function claim(b: ColumnPlan["benefits"][number], row: number): Claim {
    const key = keys[row] as string;
    const code = at(b.code, row);
    const second = at(b.secondCode, row) === 0n ? money(b.secondNet, row) : null;
    const base = {
      benefit: b.benefit,
      entity: plan.entity,
      row: key,
      payee: { entity: plan.entity, row: key },
      high: null,
      ceiling: second,
      reasons: [],
    };
    if (code !== 0n) {
      const why = because(code);
      const nothing = {
        gross: null,
        bounded: null,
        floor: null,
        ceilingCut: null,
        rounded: null,
        afterOnce: null,
        net: null,
      };
      return {
        ...base,
        ...nothing,
        state: why.notEligible ? "notEligible" : "notDue",
        limits: [],
        because: told(why),
        flags: [],
      };
    }
    const [gross, bounded] = [scaled(b.gross, row), scaled(b.bounded, row)];
    const rounded = money(b.rounded, row);
    const net = money(b.net, row);
    const flags: Flag[] = [];
    if (isSet(b.entered, row) && !R.equal(gross, bounded)) {
      flags.push({
        kind: R.compare(bounded, gross) < 0 ? "cutToCeiling" : "raisedToFloor",
        entered: gross,
        to: bounded,
      });
    }
    const limits = plan.limits.flatMap((l): Claim["limits"][number][] => {
      const place = l.benefits.indexOf(b.benefit);
      if (place < 0) return [];
      const [before, after] = [money(l.before[place] as NodeId, row), money(l.after[place] as NodeId, row)];
      if (R.equal(before, after)) return [];
      flags.push({ kind: "cutByLimit", limit: l.limit });
      return [{ limit: l.limit, before, after }];
    });
    return {
      ...base,
      state: R.sign(net) > 0 ? "paid" : "zero",
      gross,
      bounded,
      floor: b.floor !== null && isSet(b.floor.has, row) ? scaled(b.floor, row) : null,
      ceilingCut: b.ceiling !== null && isSet(b.ceiling.has, row) ? scaled(b.ceiling, row) : null,
      rounded,
      afterOnce: rounded,
      limits,
      net,
      because: null,
      flags,
    };
  }

  function group(l: ColumnPlan["limits"][number], row: number): LimitGroup | null {
    if (!isSet(l.applies, row)) return null;
    const sum = (list: readonly NodeId[]) => list.reduce((total, node) => total + at(node, row), 0n);
    const [claimed, granted, room] = [sum(l.before), sum(l.after), at(l.room, row)];
    const steps = (n: bigint) => ofSteps(n > 0n ? n : 0n, rounding.step);
    return {
      limit: l.limit,
      group: [keys[row] as string],
      ceiling: scaled(l.ceiling, row),
      used: R.ZERO,
      claimed: steps(claimed),
      granted: steps(granted),
      left: steps(room - granted),
      over: l.way === "report" ? steps(claimed - room) : R.ZERO,
      reserve: R.ZERO,
      provisional: false,
      refused: false,
      reasons: [],
    };
  }

  function eligibility(row: number): EligibilityResult | null {
    if (plan.eligible === null) return null;
    const code = at(plan.eligible, row);
    const state = code === 0n ? "eligible" : "notEligible";
    return {
      entity: plan.entity,
      row: keys[row] as string,
      state,
      because: code === 0n ? null : told(because(code)),
      reasons: [],
    };
  }

  return (row) =>
    isSet(plan.slow, row)
      ? null
      : {
          eligibility: eligibility(row),
          claims: plan.benefits.map((b) => claim(b, row)),
          limits: plan.limits.map((l) => group(l, row)),
        };
}
