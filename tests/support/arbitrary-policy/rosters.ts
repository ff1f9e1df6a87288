/**
 * Rosters for a generated policy: few rows or none, blanks, cells that could not be read, keys that repeat, children of nobody,
 * towns without a household, numbers on a bound, beside it, and at the edges of a lane.
 */
import * as R from "../../../compiler/ir/rational.js";
import type { EntityDef, FieldDef, Policy, Scalar, ValueDef } from "../../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../../../runtime/roster.js";
import type { Assumption, RunInput } from "../../../runtime/run.js";
import type { Draw } from "./draw.js";

const TOWNS = ["甲镇", "乙镇", "丙镇"];
const VILLAGES = ["一村", "二村"];
const DATES = [
  "2024-03-01",
  "2024-01-31",
  "2024-02-29",
  "2023-12-31",
  "2024-06-30",
  "1964-03-01",
  "2024-12-31",
  "2023-06-15",
];
const EDGES = [7n, 8n, 15n, 16n, 31n, 32n, 53n, 62n, 63n, 64n].flatMap((n) => [2n ** n - 1n, 2n ** n, -(2n ** n) - 1n]);
const NEAR = ["5", "4.99", "5.01", "0", "2.5", "10", "4", "8", "3", "333.33", "1", "0.01", "7.005", "6"];

/** How a roster is. The first is the plainest. */
interface Style {
  /** One cell in so many is blank; 0: none. */
  readonly blanks: number;
  readonly faults: number;
  /** Numbers far out of the ordinary, where a field has no bounds. */
  readonly edges: boolean;
  /** Fractions that no decimal holds. */
  readonly fractions: boolean;
  readonly repeats: boolean;
}

function styleOf(d: Draw): Style {
  const blanks = d.pick([0, 0, 8, 4, 2]);
  return {
    blanks,
    faults: d.once(6) ? 8 : 0,
    edges: d.once(8),
    fractions: d.once(8),
    repeats: d.once(12),
  };
}

/** The number of households: few, or one at the edge of a tile of sixteen or thirty-two rows. */
const COUNTS = [3, 1, 2, 4, 5, 0, 3, 2, 6];
const TILES = [16, 17, 15, 33];

export function runInput(d: Draw, policy: Policy): RunInput {
  const drawn = styleOf(d);
  // Which of two rows with one key is under a guarded limit only the interpreter says: the order of such groups is its own.
  const guarded = policy.limits.some((l) => l.guard.when !== null || l.guard.excepts.length > 0);
  const style = { ...drawn, repeats: drawn.repeats && !guarded };
  const entities: Record<string, Row[]> = {};
  const columns: Record<string, string[]> = {};
  const sorted = [...policy.entities].sort((a, b) => depth(policy, a) - depth(policy, b) || refers(a) - refers(b));
  const absent: string[] = [];
  for (const entity of sorted) {
    const some = entity.id !== "household" ? [2, 0, 1] : d.once(10) ? TILES : COUNTS;
    const count = entity.within === null ? d.pick(some) : 0;
    const parents = entity.within === null ? null : (entities[entity.within] ?? []);
    // No file of past awards at all.
    if (entity.history && d.once(4)) continue;
    const approved = policy.benefits.filter((b) => b.entered && b.entity === entity.id).map((b) => `${b.id}.approved`);
    const entered = approved.filter((id) => {
      const there = !d.once(5);
      if (!there) absent.push(id.slice(0, -".approved".length));
      return there;
    });
    const fields = entity.fields.filter((f) => !(f.optional && d.once(12)));
    columns[entity.id] = [...fields.map((f) => f.id), ...entered];
    const make = (key: string, parent: string | null) =>
      rowOf(d, policy, entity, fields, entered, key, parent, style, entities);
    entities[entity.id] =
      parents === null
        ? Array.from({ length: count }, (_, i) =>
            make(style.repeats && i > 1 && d.once(4) ? `${entity.id}0` : `${entity.id}${i}`, null),
          )
        : parents.flatMap((p, i) =>
            Array.from({ length: d.pick([0, 1, 1, 2, 3]) }, (_, j) =>
              make(`${entity.id}${i}_${j}`, style.repeats && d.once(10) ? "nobody" : p.key),
            ),
          );
  }
  const roster: Roster = { entities, columns };
  const parameters = Object.fromEntries(policy.values.flatMap((v) => parameterOf(d, policy, v)));
  const readings = Object.fromEntries(
    policy.values.flatMap((v): [string, string][] =>
      v.body.kind === "readings" && d.once(2) ? [[v.id, d.pick(v.body.readings).id]] : [],
    ),
  );
  const entered = Object.fromEntries(absent.map((id) => [id, d.pick(ASSUMPTIONS)]));
  return { policy, roster, asOf: d.pick(["2024-06-30", "2024-02-29", "2024-12-31"]), parameters, readings, entered };
}

const ASSUMPTIONS: readonly Assumption[] = [
  { kind: "ceiling" },
  { kind: "floor" },
  { kind: "percent", share: R.rational("0.605") },
  { kind: "history" },
];

function depth(policy: Policy, entity: EntityDef): number {
  const above = policy.entities.find((e) => e.id === entity.within);
  return above ? depth(policy, above) + 1 : 0;
}

function refers(entity: EntityDef): number {
  return entity.fields.some((f) => f.type.kind === "entity") ? 1 : 0;
}

function rowOf(
  d: Draw,
  policy: Policy,
  entity: EntityDef,
  fields: readonly FieldDef[],
  entered: readonly string[],
  key: string,
  parent: string | null,
  style: Style,
  entities: Readonly<Record<string, readonly Row[]>>,
): Row {
  const cells: Record<string, Cell> = {};
  const faults: string[] = [];
  const put = (id: string, make: () => Cell, may = true) => {
    if (may && style.blanks > 0 && d.once(style.blanks)) return;
    if (may && style.faults > 0 && d.once(style.faults)) {
      faults.push(id);
      return;
    }
    cells[id] = make();
  };
  for (const f of fields) {
    if (f.id === entity.key) cells[f.id] = key;
    else put(f.id, () => cellOf(d, policy, f, style, entities));
  }
  for (const id of entered) put(id, () => money(d, style));
  return { key, parent, cells, ...(faults.length > 0 ? { faults } : {}) };
}

function money(d: Draw, style: Style): R.Rational {
  if (style.fractions && d.once(4)) return R.rational("1000/3");
  return R.rational(d.pick(["1000", "3000", "2999.995", "0", "12.34", "5000.01", "100"]));
}

function cellOf(
  d: Draw,
  policy: Policy,
  f: FieldDef,
  style: Style,
  entities: Readonly<Record<string, readonly Row[]>>,
): Cell {
  const { type } = f;
  switch (type.kind) {
    case "bool":
      return d.once(2);
    case "date":
      return d.pick(DATES);
    case "enum":
      return d.pick(policy.enums.find((e) => e.id === type.enum)?.values ?? ["?"]);
    case "entity": {
      const keys = (entities[type.entity] ?? []).map((r) => r.key);
      return d.pick([...keys, "nowhere"]);
    }
    case "text":
      return textOf(d, policy, f.id);
    case "number":
      return numberOf(d, f, style);
  }
}

function textOf(d: Draw, policy: Policy, field: string): string {
  if (field === "town" || field === "station_town") return d.pick(TOWNS);
  if (field === "village") return d.pick(VILLAGES);
  if (field === "benefit") return d.pick([...policy.benefits.map((b) => b.id), "other"]);
  if (field === "programme") return d.pick(["本政策", "别的政策"]);
  return d.pick(["a", "b"]);
}

function numberOf(d: Draw, f: FieldDef, style: Style): R.Rational {
  const low = f.low === null ? null : R.rational(f.low);
  const high = f.high === null ? null : R.rational(f.high);
  const within = (v: R.Rational): R.Rational =>
    low !== null && R.compare(v, low) < 0 ? low : high !== null && R.compare(v, high) > 0 ? high : v;
  const whole = f.type.kind === "number" && f.type.whole;
  if (style.edges && low === null && d.once(2)) return R.ratio(d.pick(EDGES), 1n);
  if (style.fractions && !whole && d.once(3)) return within(R.rational(d.pick(["1/3", "22/7", "-5/9"])));
  if (low !== null && high !== null && d.once(8)) return d.pick([low, high]);
  if (d.once(2)) return within(R.integer(whole ? d.int(12) : d.int(2000)));
  const near = R.rational(d.pick(NEAR));
  return within(whole ? R.integer(Number(R.floor(near))) : near);
}

/** What delegated values are given: one for all, or one for each town but perhaps not all of them. */
function parameterOf(d: Draw, policy: Policy, v: ValueDef): [string, Scalar | Record<string, Scalar>][] {
  if (v.body.kind !== "set") return [];
  const { field } = v.body.by;
  const one = (): Scalar => {
    switch (v.type.kind) {
      case "bool":
        return { kind: "bool", value: d.once(2) };
      case "date":
        return { kind: "date", value: d.pick(DATES) };
      case "enum": {
        const { type } = v;
        return { kind: "enum", value: d.pick(policy.enums.find((e) => e.id === type.enum)?.values ?? []) };
      }
      default:
        return {
          kind: "number",
          value: d.pick(["5", "300.5", "0", "120"]).slice(0, v.type.kind === "number" && v.type.whole ? 1 : 5),
        };
    }
  };
  if (field === null) return d.once(12) ? [] : [[v.id, one()]];
  return [[v.id, Object.fromEntries(TOWNS.filter(() => !d.once(8)).map((town) => [town, one()]))]];
}
