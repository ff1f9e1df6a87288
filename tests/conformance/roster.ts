/** A case's roster, written as cells of an office's table, into the rows that engines read: through the IR's types and scales. */
import { mul, parse, rational } from "../../compiler/ir/rational.js";
import type { EntityDef, FieldDef, Policy, Scalar, Type } from "../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../../runtime/roster.js";
import type { Assumption, RunInput } from "../../runtime/run.js";
import type { Case, RowData } from "./schema.js";

const YES = new Set(["yes", "是"]);
const NO = new Set(["no", "否"]);

/** The id that either spelling stands for; `prefix` is `entity.` for fields, `enum.` for values. */
function idFor(policy: Policy, ids: readonly string[], prefix: string, written: string): string | null {
  if (ids.includes(written)) return written;
  return (
    ids.find((id) => policy.about[prefix + id]?.zh === written || policy.about[prefix + id]?.en === written) ?? null
  );
}

function need<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`conformance data: ${what}`);
  return value;
}

function scalar(policy: Policy, type: Type, scale: string, written: string): Scalar {
  switch (type.kind) {
    case "number": {
      const percent = written.endsWith("%");
      const number = need(parse(percent ? written.slice(0, -1) : written), `\`${written}\` is not a number`);
      const value = mul(number, rational(scale));
      return { kind: "number", value: value.d === 1n ? value.n.toString() : `${value.n}/${value.d}` };
    }
    case "bool":
      if (!YES.has(written) && !NO.has(written))
        throw new Error(`conformance data: \`${written}\` is neither yes nor no`);
      return { kind: "bool", value: YES.has(written) };
    case "enum": {
      const def = need(
        policy.enums.find((e) => e.id === type.enum),
        `no enum ${type.enum}`,
      );
      const value = need(
        idFor(policy, def.values, `${type.enum}.`, written),
        `\`${written}\` is not a value of ${type.enum}`,
      );
      return { kind: "enum", value };
    }
    case "date":
      return { kind: "date", value: written };
    default:
      return { kind: "text", value: written };
  }
}

function cell(policy: Policy, field: FieldDef, written: string): Cell {
  if (written === "") return null;
  const value = scalar(policy, field.type, field.scale, written);
  return value.kind === "number" ? rational(value.value) : value.value;
}

/** `repeat: 1012` stands for as many rows, with keys `A1`, `A2`, … */
function repeated(data: RowData): RowData[] {
  const { repeat, key, ...rest } = data;
  if (typeof repeat !== "string") return [data];
  return Array.from({ length: Number(repeat) }, (_, i) => ({
    ...rest,
    key: `${typeof key === "string" ? key : "R"}${i + 1}`,
  }));
}

export function buildRoster(policy: Policy, test: Case): Roster {
  const entities: Record<string, Row[]> = {};
  const columns: Record<string, Set<string>> = {};

  const addRows = (def: EntityDef, rows: readonly RowData[], parent: string | null) => {
    const list = (entities[def.id] ??= []);
    const present = (columns[def.id] ??= new Set(def.fields.map((f) => f.id)));
    rows.flatMap(repeated).forEach((data, index) => {
      const cells: Record<string, Cell> = {};
      let key = parent === null ? String(index + 1) : `${parent}.${list.length + 1}`;
      const children: [EntityDef, readonly RowData[]][] = [];
      for (const [written, value] of Object.entries(data)) {
        if (typeof value !== "string") {
          const id = need(
            idFor(
              policy,
              policy.entities.map((e) => e.id),
              "",
              written,
            ),
            `no entity ${written}`,
          );
          children.push([
            need(
              policy.entities.find((e) => e.id === id),
              id,
            ),
            value,
          ]);
          continue;
        }
        const benefit = /^(.*)\.(approved|核定)$/.exec(written);
        if (benefit) {
          const id = need(
            idFor(
              policy,
              policy.benefits.map((b) => b.id),
              "",
              benefit[1] as string,
            ),
            `no benefit ${written}`,
          );
          present.add(`${id}.approved`);
          cells[`${id}.approved`] = value === "" ? null : need(parse(value), `\`${value}\` is not a number`);
          continue;
        }
        if (written === "key") {
          key = value;
          continue;
        }
        const id = need(
          idFor(
            policy,
            def.fields.map((f) => f.id),
            `${def.id}.`,
            written,
          ),
          `no field ${written} in ${def.id}`,
        );
        const field = need(
          def.fields.find((f) => f.id === id),
          id,
        );
        cells[id] = cell(policy, field, value);
        if (id === def.key) key = value;
      }
      if (def.key !== null && cells[def.key] === undefined) cells[def.key] = key;
      list.push({ key, parent, cells });
      for (const [child, childRows] of children) addRows(child, childRows, key);
    });
  };

  for (const [written, rows] of Object.entries(test.roster ?? {})) {
    const id = need(
      idFor(
        policy,
        policy.entities.map((e) => e.id),
        "",
        written,
      ),
      `no entity ${written}`,
    );
    addRows(
      need(
        policy.entities.find((e) => e.id === id),
        id,
      ),
      rows,
      null,
    );
  }
  for (const [entity, fields] of Object.entries(test.absent ?? {})) {
    for (const field of fields) need(columns[entity], `no rows of ${entity}`).delete(field);
  }
  return { entities, columns: Object.fromEntries(Object.entries(columns).map(([id, set]) => [id, [...set]])) };
}

function assumption(written: string): Assumption {
  if (written === "ceiling" || written === "floor" || written === "history") return { kind: written };
  const percent = need(/^(\d+)%$/.exec(written), `\`${written}\` is not an assumption`);
  return { kind: "percent", share: need(parse(`${percent[1]}/100`), written) };
}

export function buildInput(policy: Policy, test: Case, asOf: string): RunInput {
  const parameters: Record<string, Scalar | Record<string, Scalar>> = {};
  for (const [written, value] of Object.entries(test.parameters ?? {})) {
    const id = need(
      idFor(
        policy,
        policy.values.map((v) => v.id),
        "",
        written,
      ),
      `no value ${written}`,
    );
    const def = need(
      policy.values.find((v) => v.id === id),
      id,
    );
    const scale = def.body.kind === "set" ? def.body.scale : "1";
    parameters[id] =
      typeof value === "string"
        ? scalar(policy, def.type, scale, value)
        : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, scalar(policy, def.type, scale, one)]));
  }
  const readings: Record<string, string> = {};
  for (const [written, reading] of Object.entries(test.readings ?? {})) {
    const id = need(
      idFor(
        policy,
        policy.values.map((v) => v.id),
        "",
        written,
      ),
      `no question ${written}`,
    );
    const body = policy.values.find((v) => v.id === id)?.body;
    if (body?.kind !== "readings") throw new Error(`conformance data: ${written} is not a question`);
    readings[id] = need(
      idFor(
        policy,
        body.readings.map((r) => r.id),
        `${id}.`,
        reading,
      ),
      `no reading ${reading}`,
    );
  }
  const entered: Record<string, Assumption> = {};
  for (const [written, value] of Object.entries(test.entered ?? {})) {
    const id = need(
      idFor(
        policy,
        policy.benefits.map((b) => b.id),
        "",
        written,
      ),
      `no benefit ${written}`,
    );
    entered[id] = assumption(value);
  }
  return { policy, roster: buildRoster(policy, test), asOf, parameters, readings, entered };
}

/** Ids behind the spellings that expectations use. */
export function benefitId(policy: Policy, written: string): string {
  return need(
    idFor(
      policy,
      policy.benefits.map((b) => b.id),
      "",
      written,
    ),
    `no benefit ${written}`,
  );
}

export function named(policy: Policy, ids: readonly string[], written: string): string {
  return need(idFor(policy, ids, "", written), `no \`${written}\` among ${ids.join(", ")}`);
}
