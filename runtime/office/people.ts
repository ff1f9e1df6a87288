/** The payees of an outcome in the order of a form: by town, then village, then as in the roster; with their claims. */
import type { Outcome, PayeeColumns } from "../outcome.js";
import type { FormInput } from "./form.js";
import { type Person, personsOf, type Role } from "./roles.js";

export interface People {
  readonly columns: PayeeColumns;
  readonly text: (payee: number, role: Role) => string | null;
  readonly has: (role: Role) => boolean;
  /** All payees, or those of them that are to be listed: towns, and villages within them, as they first come. */
  readonly ordered: (keep: (payee: number) => boolean) => readonly Place[];
}

export interface Place {
  readonly payee: number;
  readonly town: string | null;
  readonly village: string | null;
}

export function peopleOf(input: FormInput): People {
  const { policy, table, outcome, lang, unmasked, roles } = input;
  const columns = outcome.payees();
  const persons = columns.entities.map((entity) =>
    personsOf(policy, table, entity, { lang, unmasked: unmasked === true, roles: roles?.[entity] }),
  );
  const personOf = (payee: number): Person | undefined => persons[columns.entity?.[payee] ?? 0];
  const text = (payee: number, role: Role): string | null =>
    personOf(payee)?.text(columns.at[payee] ?? 0, role) ?? null;
  return {
    columns,
    text,
    has: (role) => persons.some((p) => p.has(role)),
    ordered: (keep) => {
      const towns = new Map<string | null, Map<string | null, Place[]>>();
      for (let payee = 0; payee < columns.rows; payee += 1) {
        if (!keep(payee)) continue;
        const place = { payee, town: text(payee, "town"), village: text(payee, "village") };
        const villages = towns.get(place.town) ?? new Map<string | null, Place[]>();
        const list = villages.get(place.village) ?? [];
        list.push(place);
        villages.set(place.village, list);
        towns.set(place.town, villages);
      }
      return [...towns.values()].flatMap((villages) => [...villages.values()].flat());
    },
  };
}

/** The rows of a benefit's claims, by payee. */
export function claimsByPayee(outcome: Outcome, benefit: string): (payee: number) => readonly number[] {
  const { payee, rows } = outcome.claims(benefit);
  const count = outcome.payees().rows;
  const from = new Int32Array(count + 1);
  for (let row = 0; row < rows; row += 1) {
    const p = payee[row] ?? -1;
    if (p >= 0) from[p + 1] = (from[p + 1] ?? 0) + 1;
  }
  for (let p = 0; p < count; p += 1) from[p + 1] = (from[p + 1] ?? 0) + (from[p] ?? 0);
  const next = from.slice();
  const all = new Int32Array(from[count] ?? 0);
  for (let row = 0; row < rows; row += 1) {
    const p = payee[row] ?? -1;
    if (p < 0) continue;
    const at = next[p] ?? 0;
    all[at] = row;
    next[p] = at + 1;
  }
  return (p) => Array.from(all.subarray(from[p] ?? 0, from[p + 1] ?? 0));
}
