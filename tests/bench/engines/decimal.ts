/** Objects with decimal.js: exact, if every rounding is written out. */
import { Decimal } from "decimal.js";
import type { Rates } from "../rule/expected.js";
import type { Households } from "../rule/households.js";
import { TOWNS } from "../rule/households.js";
import type { Engine } from "./engine.js";

const CAP = new Decimal(3000);
const ZERO = new Decimal(0);

function objects(h: Households) {
  const money = (column: { readonly [row: number]: number }, row: number) =>
    new Decimal(column[row] as number).div(100);
  return Array.from({ length: h.rows }, (_, row) => ({
    town: h.town[row] as number,
    eligible: (h.kind[row] as number) <= 1 && h.able[row] === 1 && h.willing[row] === 1,
    grain: money(h.grain_area, row),
    crop: money(h.crop_area, row),
    pigs: h.pigs[row] as number,
    sows: h.sows[row] as number,
    cattle: h.cattle[row] as number,
    sheep: h.sheep[row] as number,
    pond: money(h.pond, row),
    poultry: money(h.poultry_cost, row),
    approved: money(h.approved, row),
  }));
}

function net(h: ReturnType<typeof objects>[number], grain: Decimal, crop: Decimal): Decimal {
  if (!h.eligible) return ZERO;
  const land = (mu: Decimal, rate: Decimal) =>
    mu.gte(5) ? mu.times(rate).toDecimalPlaces(2, Decimal.ROUND_HALF_UP) : ZERO;
  const herd = h.pigs >= 6 || h.sows > 3 || h.cattle >= 1 || h.sheep >= 4 || h.pond.gte(3);
  const sum = land(h.grain, grain)
    .plus(land(h.crop, crop))
    .plus(herd ? Decimal.min(h.approved, CAP) : ZERO)
    .plus(Decimal.min(h.poultry, CAP));
  return Decimal.min(sum, CAP);
}

const ratesOf = (rates: Rates) => [new Decimal(rates.grain), new Decimal(rates.crop)] as const;

export const decimal: Engine = {
  name: "objects, decimal.js",
  most: 200_000,
  prepare: (h, rates) => {
    const all = objects(h);
    const [grain, crop] = ratesOf(rates);
    return {
      run: () => {
        const towns = TOWNS.map(() => ZERO);
        let recipients = 0;
        for (const household of all) {
          const yuan = net(household, grain, crop);
          if (yuan.gt(0)) recipients += 1;
          towns[household.town] = (towns[household.town] as Decimal).plus(yuan);
        }
        return { towns: towns.map((yuan) => BigInt(yuan.times(100).toFixed())), recipients };
      },
      nets: () => Int32Array.from(all, (household) => net(household, grain, crop).times(100).toNumber()),
    };
  },
};
