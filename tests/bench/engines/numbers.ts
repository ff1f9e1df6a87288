/** What one writes first: an array of objects and plain numbers, each amount rounded in one of the two usual ways. */
import { TOWNS } from "../rule/households.js";
import { fenOf, type HouseholdObject, objectsOf } from "./answer.js";
import type { Engine } from "./engine.js";

type Round = (yuan: number) => number;

function net(h: HouseholdObject, grain: number, crop: number, round: Round): number {
  if (h.kind === "ordinary" || !h.able || !h.willing) return 0;
  let sum = 0;
  if (h.grain_area >= 5) sum += round(h.grain_area * grain);
  if (h.crop_area >= 5) sum += round(h.crop_area * crop);
  if (h.pigs >= 6 || h.sows > 3 || h.cattle >= 1 || h.sheep >= 4 || h.pond >= 3) sum += Math.min(h.approved, 3000);
  sum += Math.min(h.poultry_cost, 3000);
  return Math.min(sum, 3000);
}

function engine(name: string, round: Round): Engine {
  return {
    name,
    most: 1_000_000,
    prepare: (h, rates) => {
      const objects = objectsOf(h);
      const [grain, crop] = [Number(rates.grain), Number(rates.crop)];
      return {
        run: () => {
          const towns = new Float64Array(TOWNS.length);
          let recipients = 0;
          for (const household of objects) {
            const yuan = net(household, grain, crop, round);
            if (yuan > 0) recipients += 1;
            towns[household.town] = (towns[household.town] as number) + yuan;
          }
          return { towns: Array.from(towns, (yuan) => BigInt(fenOf(yuan))), recipients };
        },
        nets: () => Int32Array.from(objects, (household) => fenOf(net(household, grain, crop, round))),
      };
    },
  };
}

export const numbers = engine("objects, JS numbers, Math.round", (yuan) => Math.round(yuan * 100) / 100);
export const fixedNumbers = engine("objects, JS numbers, toFixed", (yuan) => Number(yuan.toFixed(2)));
