/**
 * Dates outside the time in which a version is in force. The version is used all the same, since it is the one that was given,
 * and the run says so: which version is for whom is for people to settle.
 */
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { IsoDate, Policy } from "../../compiler/ir/types.js";
import { named } from "./names.js";

/** From the first day that the version speaks for, with `back to` an earlier one, to the last; null: without an end. */
export function lifeOf({ inForce }: Policy): { readonly from: IsoDate; readonly to: IsoDate | null } {
  const { from, to, backTo } = inForce;
  return { from: backTo !== null && backTo < from ? backTo : from, to };
}

/** Whether the version speaks for a day. */
export function speaksFor(policy: Policy): (day: IsoDate) => boolean {
  const { from, to } = lifeOf(policy);
  return (day) => day >= from && (to === null || day <= to);
}

/** Rows whose `facts on` date lies outside; null: none does. */
export interface Outside {
  readonly rows: number;
  /** The first of them in the roster's order. */
  readonly first: { readonly key: string; readonly date: IsoDate };
}

export function outsideLife(policy: Policy, outside: Outside | null): Diagnostic[] {
  if (policy.factsOn === null || outside === null) return [];
  const { entity, field } = policy.factsOn;
  const { rows, first } = outside;
  return [
    diagnostic(
      "P5015",
      { kind: "run" },
      {
        entity: named(policy, entity),
        field: named(policy, `${entity}.${field}`),
        rows,
        first: first.key,
        date: first.date,
        ...lifeOf(policy),
      },
    ),
  ];
}

/** Without dates of their own, all rows are tested as of the run's date. */
export function runOutsideLife(policy: Policy, asOf: IsoDate): Diagnostic[] {
  if (policy.factsOn !== null || speaksFor(policy)(asOf)) return [];
  return [diagnostic("P5016", { kind: "run" }, { policy: named(policy, policy.id), asOf, ...lifeOf(policy) })];
}
