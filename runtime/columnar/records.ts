/** Stages 1 to 7 of one row as the interpreter gives them, read from the columns that kernels wrote. */
import type { BenefitPlan, LimitPlan, NodeId, PlanBecause } from "../../compiler/ir/columns.js";
import * as R from "../../compiler/ir/rational.js";
import { cutFlags } from "../reference/award.js";
import { ofSteps } from "../reference/rounding.js";
import * as V from "../reference/value.js";
import type { Because, Claim, EligibilityResult, Flag, LimitGroup } from "../run.js";
import { told } from "./claims.js";
import type { EntityRun } from "./entities.js";

/** Only for rows that the plan knows. */
export interface Records {
  readonly claim: (benefit: BenefitPlan, row: number, key: string, payee: Claim["payee"]) => Claim;
  readonly eligibility: (row: number, key: string) => EligibilityResult;
  /** Null: no claim of the row has a place under the limit. */
  readonly group: (limit: LimitPlan, row: number, key: string) => LimitGroup | null;
}

export function recordsOf(run: EntityRun, step: R.Rational): Records {
  const { plan, entity } = run;
  const at = (node: NodeId, row: number): bigint => BigInt(run.column(node)[row] as number | bigint);
  const isSet = (node: NodeId, row: number): boolean => at(node, row) !== 0n;
  const scaled = (x: { readonly node: NodeId; readonly scale: bigint }, row: number) =>
    R.ratio(at(x.node, row), x.scale);
  const money = (node: NodeId, row: number) => ofSteps(at(node, row), step);
  const because = (code: bigint): PlanBecause => plan.because[Number(code) - 1] as PlanBecause;

  const written = new Set<BenefitPlan>();

  /** All that a claim reads, so that one kernel writes it. */
  function write(b: BenefitPlan): void {
    if (written.has(b)) return;
    written.add(b);
    const cuts = [b.floor, b.ceiling].flatMap((cut) => (cut === null ? [] : [cut.node, cut.has]));
    const limits = plan.limits.filter((l) => l.benefits.includes(b.benefit));
    run.write([
      ...[b.code, b.gross.node, b.bounded.node, ...cuts, b.entered, b.rounded, b.net, b.second.code, b.secondNet],
      ...limits.flatMap((l) => [...l.before, ...l.after]),
    ]);
  }

  function claim(b: BenefitPlan, row: number, key: string, payee: Claim["payee"]): Claim {
    write(b);
    const code = at(b.code, row);
    const ceiling = at(b.second.code, row) === 0n ? money(b.secondNet, row) : null;
    const base = { benefit: b.benefit, entity, row: key, payee, high: null, ceiling, reasons: [] };
    return code === 0n ? { ...base, ...due(b, row) } : { ...base, ...notDue(because(code)) };
  }

  type Part = Omit<Claim, "benefit" | "entity" | "row" | "payee" | "high" | "ceiling" | "reasons">;

  function notDue(why: PlanBecause): Part {
    return {
      state: why.notEligible ? "notEligible" : "notDue",
      gross: null,
      bounded: null,
      floor: null,
      ceilingCut: null,
      rounded: null,
      afterOnce: null,
      limits: [],
      net: null,
      because: told(why) satisfies Because,
      flags: [],
    };
  }

  function due(b: BenefitPlan, row: number): Part {
    const [gross, bounded] = [scaled(b.gross, row), scaled(b.bounded, row)];
    const [rounded, net] = [money(b.rounded, row), money(b.net, row)];
    const flags: Flag[] = isSet(b.entered, row) ? [...cutFlags({ gross: V.known(gross), bounded })] : [];
    const limits = plan.limits.flatMap((l): Claim["limits"][number][] => {
      const place = l.benefits.indexOf(b.benefit);
      if (place < 0) return [];
      const [before, after] = [money(l.before[place] as NodeId, row), money(l.after[place] as NodeId, row)];
      if (R.equal(before, after)) return [];
      flags.push({ kind: "cutByLimit", limit: l.limit });
      return [{ limit: l.limit, before, after }];
    });
    return {
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

  function group(l: LimitPlan, row: number, key: string): LimitGroup | null {
    run.write([l.applies, l.ceiling.node, l.room, ...l.before, ...l.after]);
    if (!isSet(l.applies, row)) return null;
    const sum = (list: readonly NodeId[]) => list.reduce((total, node) => total + at(node, row), 0n);
    const [claimed, granted, room] = [sum(l.before), sum(l.after), at(l.room, row)];
    const steps = (n: bigint) => ofSteps(n > 0n ? n : 0n, step);
    return {
      limit: l.limit,
      group: [key],
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

  function eligibility(row: number, key: string): EligibilityResult {
    const code = plan.eligible === null ? 0n : at(plan.eligible, row);
    return {
      entity,
      row: key,
      state: code === 0n ? "eligible" : "notEligible",
      because: code === 0n ? null : told(because(code)),
      reasons: [],
    };
  }

  return { claim, eligibility, group };
}
