/** Who a row is: which of its fields hold the town, the name, the identity number and so on, and what they say. */
import * as R from "../../compiler/ir/rational.js";
import type { EntityDef, FieldDef, Policy } from "../../compiler/ir/types.js";
import type { Lang } from "../explain/bilingual.js";
import { label } from "../ingest/fold.js";
import { enumValueName, spellings } from "../ingest/naming.js";
import { cellAt } from "../table/index.js";
import type { EntityTable, Table } from "../table.js";
import { maskAccount, maskIdentity, maskName, maskPhone, maskWhole } from "./masks.js";

export type Role =
  | "town"
  | "village"
  | "name"
  | "size"
  | "identity"
  | "phone"
  | "address"
  | "accountName"
  | "account"
  | "remark";

/** Field ids by role. */
export type RoleFields = Partial<Readonly<Record<Role, string>>>;

/** Spellings by which a field is taken for a role: ids, names, labels and aliases. */
const SPELLINGS: Readonly<Record<Role, readonly string[]>> = {
  town: ["town", "township", "village_town", "乡镇", "镇街", "所在乡镇"],
  village: ["village", "村", "行政村"],
  name: ["head_name", "name", "户主姓名", "姓名", "名称", "village_name", "cooperative_name", "enterprise_name"],
  size: ["size", "家庭人口", "人口"],
  identity: ["head_id", "id_number", "户主证件号码", "身份证号", "证件号码"],
  phone: ["phone", "户联系电话", "联系电话"],
  address: ["address", "家庭地址", "住址"],
  accountName: ["account_name", "账户名", "开户名", "户名"],
  account: ["account", "bank_account", "银行账号", "银行卡号", "一卡通账号"],
  remark: ["remark", "备注"],
};

const MASKS: Partial<Readonly<Record<Role, (text: string) => string>>> = {
  name: maskName,
  identity: maskIdentity,
  phone: maskPhone,
  address: maskWhole,
  accountName: maskName,
  account: maskAccount,
};

/** The fields of an entity by role; `given` goes first. */
export function roleFields(policy: Policy, entity: EntityDef, given: RoleFields = {}): RoleFields {
  const found: Partial<Record<Role, string>> = {};
  for (const [role, words] of Object.entries(SPELLINGS) as [Role, readonly string[]][]) {
    const wanted = words.map(label);
    const named = (f: FieldDef) => spellings(f.id, policy.about[`${entity.id}.${f.id}`], f.aliases);
    const field = wanted.flatMap((w) => entity.fields.filter((f) => named(f).includes(w)))[0];
    const id = given[role] ?? field?.id;
    if (id !== undefined) found[role] = id;
  }
  return found;
}

export interface Person {
  /** As it may be shown: masked unless the reader of the form asked for it. Null: no such field, or blank. */
  readonly text: (row: number, role: Role) => string | null;
  readonly has: (role: Role) => boolean;
}

/** The rows of one entity as people. `unmasked` shows private values as they are. */
export function personsOf(
  policy: Policy,
  table: Table,
  entity: string,
  options: { readonly lang: Lang; readonly unmasked: boolean; readonly roles?: RoleFields | undefined },
): Person {
  const def = policy.entities.find((e) => e.id === entity);
  const rows = table.entities[entity];
  if (!def || !rows) return { text: () => null, has: () => false };
  const fields = roleFields(policy, def, options.roles);
  const isPrivate = new Set(def.fields.filter((f) => f.private).map((f) => f.id));
  return {
    has: (role) => fields[role] !== undefined && rows.columns[fields[role]] !== undefined,
    text: (row, role) => {
      const field = fields[role];
      const text = field === undefined ? null : cellText(policy, rows, def, field, row, options.lang);
      if (text === null || field === undefined || options.unmasked) return text;
      const mask = MASKS[role] ?? (isPrivate.has(field) ? maskWhole : null);
      return mask === null ? text : mask(text);
    },
  };
}

/** A field of a row as a cell shows it: numbers in base units, exactly. Null: blank, unreadable or absent. */
function cellText(
  policy: Policy,
  table: EntityTable,
  entity: EntityDef,
  field: string,
  row: number,
  lang: Lang,
): string | null {
  const column = table.columns[field];
  const cell = column === undefined ? null : cellAt(column, row);
  if (cell === null) return null;
  if (typeof cell === "boolean") return lang === "zh" ? (cell ? "是" : "否") : cell ? "yes" : "no";
  return typeof cell === "string" ? named(policy, entity, field, cell, lang) : R.text(cell);
}

/** A number of a row in base units; null: none. */
export function cellNumber(table: EntityTable, field: string, row: number): R.Rational | null {
  const column = table.columns[field];
  const cell = column === undefined ? null : cellAt(column, row);
  return cell === null || typeof cell !== "object" ? null : cell;
}

function named(policy: Policy, entity: EntityDef, field: string, value: string, lang: Lang): string {
  const type = entity.fields.find((f) => f.id === field)?.type;
  return type?.kind === "enum" ? enumValueName(policy, type.enum, value)[lang] : value;
}
