/** json-rules-engine: conditions in its JSON, one rule for each benefit; amounts are worked out by the caller from its events. */
import { Engine as Rules, type TopLevelCondition } from "json-rules-engine";
import type { Rates } from "../rule/expected.js";
import { answerOf, fenOf, type HouseholdObject, objectsOf } from "./answer.js";
import type { Engine } from "./engine.js";

const test = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
const MAY = [test("kind", "in", ["lifted", "monitored"]), test("able", "equal", true), test("willing", "equal", true)];
const HERD = [
  test("pigs", "greaterThanInclusive", 6),
  test("sows", "greaterThan", 3),
  test("cattle", "greaterThanInclusive", 1),
  test("sheep", "greaterThanInclusive", 4),
  test("pond", "greaterThanInclusive", 3),
];
const CONDITIONS: Readonly<Record<string, TopLevelCondition>> = {
  grain: { all: [...MAY, test("grain_area", "greaterThanInclusive", 5)] },
  crop: { all: [...MAY, test("crop_area", "greaterThanInclusive", 5)] },
  stock: { all: [...MAY, { any: HERD }] },
  poultry: { all: [...MAY, test("poultry_cost", "greaterThan", 0)] },
};

const round = (yuan: number): number => Math.round(yuan * 100) / 100;

function amount(type: string, h: HouseholdObject, grain: number, crop: number): number {
  if (type === "grain") return round(h.grain_area * grain);
  if (type === "crop") return round(h.crop_area * crop);
  return Math.min(type === "stock" ? h.approved : h.poultry_cost, 3000);
}

export const jsonRules: Engine = {
  name: "json-rules-engine",
  most: 10_000,
  prepare: (h, rates: Rates) => {
    const objects = objectsOf(h);
    const engine = new Rules(Object.entries(CONDITIONS).map(([type, conditions]) => ({ conditions, event: { type } })));
    const [grain, crop] = [Number(rates.grain), Number(rates.crop)];
    async function nets(): Promise<Int32Array> {
      const out = new Int32Array(h.rows);
      for (const [row, household] of objects.entries()) {
        const { events } = await engine.run({ ...household });
        const sum = events.reduce((total, { type }) => total + amount(type, household, grain, crop), 0);
        out[row] = fenOf(Math.min(sum, 3000));
      }
      return out;
    }
    return { run: async () => answerOf(h, await nets()), nets };
  },
};
