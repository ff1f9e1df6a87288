/**
 * Who applies, as a column of yes and no for each benefit and an exception in its guard. Whoever does not apply makes no claim,
 * and so leaves room in limits and pots; every engine sees the same rule and the same column.
 */
import * as R from "../../compiler/ir/rational.js";
import type { BenefitDef, Expr, FieldDef, Num, Policy } from "../../compiler/ir/types.js";
import { named } from "../reference/names.js";
import { payeeEntity } from "../reference/payees.js";
import type { EntityTable, Table, TableColumn } from "../table.js";
import { refuse } from "./fault.js";
import type { TakeUp } from "./scenario.js";
import { keyText } from "./values.js";
import { addressWords } from "./words.js";

/** Draws are whole numbers below this. */
const DRAWS = 2n ** 32n;

/** The reason of the exception, as results and funnels show it. */
export const NOT_APPLIED = "未申报（测算假设）";

export interface Applied {
  readonly policy: Policy;
  readonly table: Table;
}

/** Throws ScenarioFault: P5103 for a share outside 0 to 1, P5106 for an unknown field, P5107 for an unknown benefit. */
export function applyTakeUp(policy: Policy, table: Table, lines: readonly TakeUp[]): Applied {
  for (const line of lines) demandSound(policy, line);
  const named = new Set(lines.flatMap((line) => (line.benefit === null ? [] : [line.benefit])));
  let done: Applied = { policy, table };
  for (const benefit of policy.benefits) {
    const line =
      lines.find((l) => l.benefit === benefit.id) ??
      (named.has(benefit.id) ? undefined : lines.find((l) => l.benefit === null));
    if (line !== undefined && !isEverybody(line)) done = withDraws(done, benefit, line);
  }
  return done;
}

function isEverybody(line: TakeUp): boolean {
  return [line.share, ...Object.values(line.groups?.shares ?? {})].every((share) => R.equal(R.rational(share), R.ONE));
}

function demandSound(policy: Policy, line: TakeUp): void {
  if (line.benefit !== null && !policy.benefits.some((b) => b.id === line.benefit)) {
    refuse("P5107", { name: line.benefit, known: policy.benefits.map((b) => addressWords(policy, b.id)) });
  }
  for (const share of [line.share, ...Object.values(line.groups?.shares ?? {})]) {
    const value = R.parse(share);
    if (value !== null && R.sign(value) >= 0 && R.compare(value, R.ONE) <= 0) continue;
    const all = { en: "all benefits", zh: "全部奖补" };
    refuse("P5103", { what: line.benefit === null ? all : addressWords(policy, line.benefit), value: share });
  }
}

function withDraws({ policy, table }: Applied, benefit: BenefitDef, line: TakeUp): Applied {
  const entity = payeeEntity(policy, benefit.entity);
  const rows = table.entities[entity];
  if (rows === undefined) return { policy, table };
  const id = `applies for ${benefit.id}`;
  const field: FieldDef = {
    id,
    type: { kind: "bool" },
    scale: "1",
    low: null,
    high: null,
    blank: null,
    optional: true,
    private: false,
    aliases: [],
  };
  const applies: Expr = { op: "field", entity, field: id };
  const excepts = [...benefit.guard.excepts, { when: { op: "not", x: applies } as const, reason: NOT_APPLIED }];
  return {
    policy: {
      ...policy,
      entities: policy.entities.map((e) => (e.id === entity ? { ...e, fields: [...e.fields, field] } : e)),
      benefits: policy.benefits.map((b) => (b.id === benefit.id ? { ...b, guard: { ...b.guard, excepts } } : b)),
    },
    table: {
      entities: {
        ...table.entities,
        [entity]: { ...rows, columns: { ...rows.columns, [id]: draws(policy, entity, rows, benefit.id, line) } },
      },
    },
  };
}

function draws(policy: Policy, entity: string, rows: EntityTable, benefit: string, line: TakeUp): TableColumn {
  const values = new Uint8Array(rows.rows);
  const salt = `${line.seed ?? ""}\0${benefit}\0`;
  const limitOf = thresholds(policy, entity, rows, line);
  const { keys } = rows;
  for (let row = 0; row < values.length; row += 1) {
    values[row] = draw(salt, keys[row] as string) < limitOf(row) ? 1 : 0;
  }
  return { presence: null, kind: "bool", values };
}

/** A draw applies below this: the share of 2^32, upward, so that 1 holds every draw and 0 none. */
function threshold(share: Num): number {
  const { n, d } = R.rational(share);
  return Number((n * DRAWS + d - 1n) / d);
}

function thresholds(policy: Policy, entity: string, rows: EntityTable, line: TakeUp): (row: number) => number {
  const common = threshold(line.share);
  const { groups } = line;
  if (groups === undefined) return () => common;
  const column = rows.columns[groups.field];
  if (column === undefined) {
    const known = policy.entities.find((e) => e.id === entity)?.fields.map((f) => named(policy, `${entity}.${f.id}`));
    return refuse("P5106", { name: groups.field, known: known ?? [] });
  }
  const own = new Map(Object.entries(groups.shares).map(([value, share]) => [value, threshold(share)]));
  if (column.kind === "text") {
    const byCode = column.texts.map((text) => own.get(text) ?? common);
    return (row) =>
      column.presence !== null && column.presence[row] !== 1 ? common : (byCode[column.codes[row] as number] as number);
  }
  return (row) => own.get(keyText(column, row) ?? "") ?? common;
}

/** A whole number below 2^32 from a text: FNV-1a over its UTF-16 code units, then MurmurHash3's last mixing of 32 bits. */
export function draw(salt: string, key: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < salt.length; i += 1) h = step(h, salt.charCodeAt(i));
  for (let i = 0; i < key.length; i += 1) h = step(h, key.charCodeAt(i));
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function step(h: number, unit: number): number {
  return Math.imul(Math.imul(h ^ (unit & 0xff), 0x01000193) ^ (unit >>> 8), 0x01000193);
}
