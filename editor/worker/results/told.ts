/** The run that is shown, told in full. */
import type { Rational } from "../../../compiler/ir/rational.js";
import type { Policy } from "../../../compiler/ir/types.js";
import { named } from "../../../runtime/reference/names.js";
import {
  type Breakdown,
  breakdown,
  type Dimension,
  groupableFields,
  groupName,
  type Simulation,
  tell,
  usualDimensions,
} from "../../../runtime/simulate/index.js";
import { state } from "../engine/state.js";
import type { GroupTable, ResultsApi } from "./protocol.js";

/** `by` empty: town, type of household and tenths of income, where the roster has them. */
export const told: ResultsApi["told"] = async (by) => {
  const { last } = state;
  if (!last) return null;
  const { run, policy, hash, outcome } = last;
  const { by: _, ...simulation } = tell(run, { by: [], listUpTo: 500 });
  const dimensions = by.length > 0 ? by : usualDimensions(run);
  return {
    hash,
    simulation,
    by: outcome.refused ? [] : dimensions.map((d) => groupTable(policy, breakdown(run, d), d, simulation.pots)),
    fields: outcome.refused
      ? []
      : groupableFields(policy, run.input.table, outcome.payees()).map((id) => {
          const [entity = "", field = ""] = id.split(".");
          const type = policy.entities.find((e) => e.id === entity)?.fields.find((f) => f.id === field)?.type;
          return { id, name: named(policy, id), number: type?.kind === "number" };
        }),
  };
};

function groupTable(
  policy: Policy,
  { groups, rows }: Breakdown,
  dimension: Dimension,
  pots: Simulation["pots"],
): GroupTable {
  const ceilings = dimension.kind === "field" ? ceilingsOf(policy, groups.field, pots) : new Map<string, Rational>();
  return {
    field: `${groups.entity}.${groups.field}`,
    name: groups.name,
    rows: rows.map((r) => ({
      name: groupName(policy, groups, r.label),
      payees: r.payees,
      total: r.total,
      ceiling: ceilings.get(r.label.key) ?? null,
    })),
  };
}

/** 指标 by value of this field: from a limit in yuan over all benefits that is set for each of its values. */
function ceilingsOf(policy: Policy, field: string, pots: Simulation["pots"]): Map<string, Rational> {
  const limit = policy.limits.find(
    (l) =>
      l.counts === "money" &&
      l.benefits.length === policy.benefits.length &&
      l.group.length === 1 &&
      l.group.some((g) => (g.kind === "field" ? g.name === field : g.entity === field)),
  );
  const found = new Map<string, Rational>();
  for (const pot of pots) {
    if (pot.limit === limit?.id && pot.ceiling !== null) found.set(pot.group[0] ?? "", pot.ceiling);
  }
  return found;
}
