/** Who is paid, as places, from the columns alone. */
import type { Policy } from "../../compiler/ir/types.js";
import type { PayeeRows } from "../outcomes/payees.js";
import { payeesOf } from "../reference/payees.js";
import { entityTable, holdersOf, placesOf, repeatedKeys } from "../table/relations.js";
import type { Table } from "../table.js";

const known = new WeakMap<Table, Map<string, PayeeRows>>();

/** Made once for each table, whatever else of the policy changes. */
export function payeesIn(policy: Policy, table: Table): PayeeRows {
  const made = known.get(table) ?? new Map<string, PayeeRows>();
  known.set(table, made);
  const within = policy.entities.map((e) => [e.id, e.within]);
  const key = JSON.stringify([[...payeesOf(policy)], within]);
  const found = made.get(key) ?? payeesOfTable(policy, table);
  made.set(key, found);
  return found;
}

/** As of the interpreter: rows with one key are one payee, and a row that the roster has no payee for stands for itself. */
function payeesOfTable(policy: Policy, table: Table): PayeeRows {
  const payees = payeesOf(policy);
  const wanted = policy.entities.map((e) => e.id).filter((id) => [...payees.values()].includes(id));
  const entities: string[] = [];
  const codes: number[] = [];
  const parts: Int32Array[] = [];
  // By entity: the payee of each row that is one.
  const places = new Map<string, Int32Array>();
  let count = 0;
  const put = (entity: string, rows: Int32Array): Int32Array => {
    let code = entities.indexOf(entity);
    if (code < 0) code = entities.push(entity) - 1;
    const numbers = rows.map((_, i) => count + i);
    codes.push(code);
    parts.push(rows);
    count += rows.length;
    return numbers;
  };
  for (const entity of wanted) {
    const { keys, rows } = entityTable(table, entity);
    const all = new Int32Array(rows);
    for (let row = 0; row < rows; row += 1) all[row] = row;
    if (repeatedKeys(keys) === null) {
      places.set(entity, put(entity, all));
      continue;
    }
    const first = placesOf(keys);
    const own = all.filter((row) => first.get(keys[row] as string) === row);
    const numbers = put(entity, own);
    const of = new Int32Array(rows);
    for (const [i, row] of own.entries()) of[row] = numbers[i] as number;
    places.set(
      entity,
      all.map((row) => of[first.get(keys[row] as string) as number] as number),
    );
  }
  const paid = new Map<string, Int32Array>();
  for (const { id } of policy.entities) {
    const payee = payees.get(id);
    if (payee === undefined) continue;
    const own = places.get(payee) ?? new Int32Array(0);
    const holders = payee === id ? null : holdersOf(policy, table, id, payee);
    if (holders === null) paid.set(id, own);
    else paid.set(id, within(table, id, holders, own, places, put));
  }
  const entity = new Uint8Array(count);
  const at = new Int32Array(count);
  let from = 0;
  for (const [i, rows] of parts.entries()) {
    entity.fill(codes[i] as number, from, from + rows.length);
    at.set(rows, from);
    from += rows.length;
  }
  return {
    rows: count,
    entities,
    entity: entity.some((code) => code !== 0) ? entity : null,
    at,
    of: (id) => paid.get(id) ?? new Int32Array(0),
  };
}

/** The payees of rows within others; those within none are payees themselves, one for each key. */
function within(
  table: Table,
  entity: string,
  holders: Int32Array,
  payees: Int32Array,
  places: Map<string, Int32Array>,
  put: (entity: string, rows: Int32Array) => Int32Array,
): Int32Array {
  const { keys } = entityTable(table, entity);
  const first = new Map<string, number>();
  const alone: number[] = [];
  for (const [row, holder] of holders.entries()) {
    const key = keys[row] as string;
    if (holder >= 0 || first.has(key)) continue;
    first.set(key, alone.push(row) - 1);
  }
  const known = places.get(entity);
  const own = alone.length === 0 || known !== undefined ? known : put(entity, Int32Array.from(alone));
  return holders.map((holder, row) => {
    if (holder >= 0) return payees[holder] as number;
    return known !== undefined
      ? (known[row] as number)
      : ((own as Int32Array)[first.get(keys[row] as string) as number] as number);
  });
}
