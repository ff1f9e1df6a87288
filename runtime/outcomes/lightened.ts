/**
 * A run that was told in full, without the columns behind it: so that the next scenario of a large roster has their room. Totals
 * and what each payee gets are kept. Whoever asks for more has it worked out again, by the same engine on the same input.
 */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Outcome, PayeeColumns } from "../outcome.js";
import { entityTable } from "../table/relations.js";
import type { Table } from "../table.js";
import { once } from "./once.js";

/** `again`: runs the same once more. */
export function lightened(outcome: Outcome, table: Table, again: () => Outcome): Outcome {
  const { refused, assumptions, total, byBenefit, engine } = outcome;
  const said = outcome.diagnostics;
  const payees = withKeysOf(table, outcome.payees());
  let asked = false;
  const full = once(() => {
    asked = true;
    return again();
  });
  return {
    refused,
    get diagnostics(): readonly Diagnostic[] {
      return asked ? full().diagnostics : said;
    },
    assumptions,
    total,
    byBenefit,
    engine,
    payees: () => payees,
    claims: (benefit) => full().claims(benefit),
    limits: () => full().limits(),
    totalsBy: (groups, count, benefit) => full().totalsBy(groups, count, benefit),
    claim: (benefit, row) => full().claim(benefit, row),
    eligibility: (entity, row) => full().eligibility(entity, row),
    parts: () => full().parts(),
    partTotals: () => full().partTotals(),
    checks: () => full().checks(),
    differences: () => full().differences(),
    clawbacks: () => full().clawbacks(),
    unspent: () => full().unspent(),
  };
}

/** The same payees, with nothing of the run behind their keys. */
function withKeysOf(table: Table, payees: PayeeColumns): PayeeColumns {
  const { rows, entity, entities, at, net, ceiling, undecided } = payees;
  const keys = entities.map((id) => entityTable(table, id).keys);
  return {
    rows,
    entity,
    entities,
    at,
    net,
    ceiling,
    undecided,
    key: (index) => keys[entity === null ? 0 : (entity[index] as number)]?.[at[index] as number] ?? "",
  };
}
