/** Objects with whole fen as BigInt: exact, if every scale is kept by hand. */
import type { Households } from "../rule/households.js";
import { TOWNS } from "../rule/households.js";
import type { Engine } from "./engine.js";

const CAP = 300_000n;

function objects(h: Households) {
  const whole = (column: { readonly [row: number]: number }, row: number) => BigInt(column[row] as number);
  return Array.from({ length: h.rows }, (_, row) => ({
    town: h.town[row] as number,
    eligible: (h.kind[row] as number) <= 1 && h.able[row] === 1 && h.willing[row] === 1,
    grain: whole(h.grain_area, row),
    crop: whole(h.crop_area, row),
    pigs: h.pigs[row] as number,
    sows: h.sows[row] as number,
    cattle: h.cattle[row] as number,
    sheep: h.sheep[row] as number,
    pond: h.pond[row] as number,
    poultry: whole(h.poultry_cost, row),
    approved: whole(h.approved, row),
  }));
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function net(h: ReturnType<typeof objects>[number], grain: bigint, crop: bigint): bigint {
  if (!h.eligible) return 0n;
  let sum = least(h.poultry, CAP);
  if (h.grain >= 500n) sum += (h.grain * grain + 1n) / 2n;
  if (h.crop >= 500n) sum += (h.crop * crop + 1n) / 2n;
  if (h.pigs >= 6 || h.sows > 3 || h.cattle >= 1 || h.sheep >= 4 || h.pond >= 300) sum += least(h.approved, CAP);
  return least(sum, CAP);
}

export const bigint: Engine = {
  name: "objects, BigInt fen",
  most: 1_000_000,
  prepare: (h, rates) => {
    const all = objects(h);
    const [grain, crop] = [BigInt(rates.grainHalves), BigInt(rates.cropHalves)];
    return {
      run: () => {
        const towns = TOWNS.map(() => 0n);
        let recipients = 0;
        for (const household of all) {
          const fen = net(household, grain, crop);
          if (fen > 0n) recipients += 1;
          towns[household.town] = (towns[household.town] as bigint) + fen;
        }
        return { towns, recipients };
      },
      nets: () => Int32Array.from(all, (household) => Number(net(household, grain, crop))),
    };
  },
};
