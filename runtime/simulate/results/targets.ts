/** Checks as targets: met or not, the figure against its mark, and over how many rows a share is taken. */
import type { Rational } from "../../../compiler/ir/rational.js";
import type { CheckDef, Expr, Policy } from "../../../compiler/ir/types.js";
import { CHECK_STATES, type Outcome } from "../../outcome.js";
import type { Reason } from "../../run.js";

export interface Target {
  readonly check: string;
  readonly soft: boolean;
  /** The whole roster, or the entity whose every row is checked. */
  readonly entity: string | null;
  readonly met: number;
  readonly notMet: number;
  readonly undecided: number;
  readonly excepted: number;
  /** Rows checked; for one check of the whole roster on a share: the rows over which it is taken, null if not known. */
  readonly base: string | null;
  /** For a check of the whole roster that is one comparison: its sides as text in base units. */
  readonly left: string | null;
  readonly right: string | null;
  /** Net money of the rows of a soft check that do not meet it and have no exception. */
  readonly money: Rational;
  readonly reasons: readonly Reason[];
}

const BASE = "base of ";

/** The policy with one more check for each share over the roster, whose left side is the number of rows in that share's set. */
export function withBases(policy: Policy): Policy {
  const more = policy.checks.flatMap((check): CheckDef[] => {
    const set = check.entity === null ? shareSet(check.condition) : null;
    if (set === null) return [];
    const count: Expr = { op: "collect", word: "count", set, item: null };
    const condition: Expr = { op: "compare", relation: "ge", a: count, b: { op: "num", value: "0" } };
    return [{ id: `${BASE}${check.id}`, soft: false, entity: null, condition, unless: null, by: null }];
  });
  return more.length === 0 ? policy : { ...policy, checks: [...policy.checks, ...more] };
}

function shareSet(condition: Expr): Extract<Expr, { op: "collect" }>["set"] | null {
  const sides =
    condition.op === "compare" ? [condition.a, condition.b] : condition.op === "between" ? [condition.x] : [];
  for (const side of sides) if (side.op === "collect" && side.word === "share") return side.set;
  return null;
}

/** The checks of the policy itself, in its order. `withRows`: those too that are worked out from rows of objects. */
export function targets(policy: Policy, outcome: Outcome, withRows: boolean): Target[] {
  const checks = outcome.checks().filter((c) => withRows || !c.byRows);
  return policy.checks.flatMap((def) => {
    const own = checks.find((c) => c.check === def.id);
    if (own === undefined || def.id.startsWith(BASE)) return [];
    const counts = new Array<number>(CHECK_STATES.length).fill(0);
    for (const state of own.state()) counts[state] = (counts[state] as number) + 1;
    const [met, notMet, undecided] = counts as [number, number, number];
    const [one] = def.entity === null ? own.results() : [];
    const base = checks.find((c) => c.check === `${BASE}${def.id}`)?.results()[0];
    return [
      {
        check: def.id,
        soft: def.soft,
        entity: def.entity,
        met,
        notMet,
        undecided,
        excepted: own.excepted().reduce((sum, e) => sum + e, 0),
        base: def.entity === null ? (base?.left ?? null) : String(own.rows),
        left: one?.left ?? null,
        right: one?.right ?? null,
        money: own.money(),
        reasons: one?.reasons ?? [],
      },
    ];
  });
}

/** Those of them that columns cannot tell. */
export function targetsByRows(policy: Policy, outcome: Outcome): string[] {
  const byRows = new Set(outcome.checks().flatMap((c) => (c.byRows ? [c.check] : [])));
  return policy.checks.flatMap((c) => (byRows.has(c.id) ? [c.id] : []));
}
