/** The bench rule in JavaScript by hand, on columns: with branches, and without. Whole fen below 2^53 in doubles are exact. */
import type { Answer, Rates } from "../rule/expected.js";
import { type Households, TOWNS } from "../rule/households.js";

const CAP = 300_000;

function answer(towns: Float64Array, recipients: number): Answer {
  return { towns: Array.from(towns, BigInt), recipients };
}

export function branches(h: Households, rates: Rates): Answer {
  const towns = new Float64Array(TOWNS.length);
  const { kind, able, willing, grain_area, crop_area, pigs, sows, cattle, sheep, pond, poultry_cost, approved, town } =
    h;
  const { grainHalves, cropHalves } = rates;
  let recipients = 0;
  for (let i = 0; i < h.rows; i += 1) {
    if ((kind[i] as number) > 1 || able[i] === 0 || willing[i] === 0) continue;
    let sum = 0;
    const grain = grain_area[i] as number;
    if (grain >= 500) sum += (grain * grainHalves + 1) >> 1;
    const crop = crop_area[i] as number;
    if (crop >= 500) sum += (crop * cropHalves + 1) >> 1;
    if (
      (pigs[i] as number) >= 6 ||
      (sows[i] as number) > 3 ||
      (cattle[i] as number) >= 1 ||
      (sheep[i] as number) >= 4 ||
      (pond[i] as number) >= 300
    ) {
      sum += Math.min(approved[i] as number, CAP);
    }
    sum += Math.min(poultry_cost[i] as number, CAP);
    if (sum > 0) recipients += 1;
    towns[town[i] as number] = (towns[town[i] as number] as number) + Math.min(sum, CAP);
  }
  return answer(towns, recipients);
}

/** Conditions as the sign of a difference: −1 where it is below 0, which keeps all bits, else 0, which keeps none. */
export function branchFree(h: Households, rates: Rates): Answer {
  const towns = new Float64Array(TOWNS.length);
  const { kind, able, willing, grain_area, crop_area, pigs, sows, cattle, sheep, pond, poultry_cost, approved, town } =
    h;
  const { grainHalves, cropHalves } = rates;
  let recipients = 0;
  for (let i = 0; i < h.rows; i += 1) {
    const may = (((kind[i] as number) - 2) >> 31) & -(able[i] as number) & -(willing[i] as number);
    const grain = grain_area[i] as number;
    const crop = crop_area[i] as number;
    const stock =
      (5 - (pigs[i] as number)) |
      (3 - (sows[i] as number)) |
      (0 - (cattle[i] as number)) |
      (3 - (sheep[i] as number)) |
      (299 - (pond[i] as number));
    const land =
      (((grain * grainHalves + 1) >> 1) & ((499 - grain) >> 31)) +
      (((crop * cropHalves + 1) >> 1) & ((499 - crop) >> 31));
    const sum = (land + ((approved[i] as number) & (stock >> 31)) + (poultry_cost[i] as number)) & may;
    const more = CAP - sum;
    const net = sum + (more & (more >> 31));
    recipients += -net >>> 31;
    towns[town[i] as number] = (towns[town[i] as number] as number) + net;
  }
  return answer(towns, recipients);
}
