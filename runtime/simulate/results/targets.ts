/** Checks as targets: met or not, the figure against its mark, and over how many rows a share is taken. */
import type { Rational } from "../../../compiler/ir/rational.js";
import type { CheckDef, Expr, Policy } from "../../../compiler/ir/types.js";
import type { Outcome } from "../../outcome.js";
import type { CheckResult, Reason } from "../../run.js";
import { sum } from "../sums.js";

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

/** The checks of the policy itself, in its order. */
export function targets(policy: Policy, outcome: Outcome): Target[] {
  const bases = new Map<string, string | null>();
  const counts = new Map(
    policy.checks.map((c) => [c.id, { met: 0, notMet: 0, undecided: 0, excepted: 0, rows: 0, money: sum() }]),
  );
  const whole = new Map<string, CheckResult>();
  for (const result of outcome.checks()) {
    if (result.check.startsWith(BASE)) {
      bases.set(result.check.slice(BASE.length), result.left);
      continue;
    }
    const own = counts.get(result.check);
    if (own === undefined) continue;
    own.rows += 1;
    own[result.state] += 1;
    if (result.excepted) own.excepted += 1;
    else if (result.state === "notMet" && result.money !== null) own.money.add(result.money);
    if (result.row === null) whole.set(result.check, result);
  }
  return policy.checks.flatMap((def) => {
    const own = counts.get(def.id);
    if (own === undefined || def.id.startsWith(BASE)) return [];
    const one = whole.get(def.id);
    return [
      {
        check: def.id,
        soft: def.soft,
        entity: def.entity,
        met: own.met,
        notMet: own.notMet,
        undecided: own.undecided,
        excepted: own.excepted,
        base: def.entity === null ? (bases.get(def.id) ?? null) : String(own.rows),
        left: one?.left ?? null,
        right: one?.right ?? null,
        money: own.money.total(),
        reasons: one?.reasons ?? [],
      },
    ];
  });
}
