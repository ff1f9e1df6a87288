/** Answers of engines that work household by household. */
import type { Answer } from "../rule/expected.js";
import { type Households, TOWNS } from "../rule/households.js";

/** Adds up nets in fen. */
export function answerOf(h: Households, nets: Int32Array): Answer {
  const towns = TOWNS.map(() => 0n);
  let recipients = 0;
  for (let row = 0; row < h.rows; row += 1) {
    const net = nets[row] as number;
    if (net > 0) recipients += 1;
    const town = h.town[row] as number;
    towns[town] = (towns[town] as bigint) + BigInt(net);
  }
  return { towns, recipients };
}

/** A household as a programmer has it: an object, measures and money as numbers. */
export interface HouseholdObject {
  readonly town: number;
  readonly kind: string;
  readonly able: boolean;
  readonly willing: boolean;
  readonly grain_area: number;
  readonly crop_area: number;
  readonly pigs: number;
  readonly sows: number;
  readonly cattle: number;
  readonly sheep: number;
  readonly pond: number;
  readonly poultry_cost: number;
  readonly approved: number;
}

const KINDS = ["lifted", "monitored", "ordinary"];

export function objectsOf(h: Households): HouseholdObject[] {
  return Array.from({ length: h.rows }, (_, row) => ({
    town: h.town[row] as number,
    kind: KINDS[h.kind[row] as number] as string,
    able: h.able[row] === 1,
    willing: h.willing[row] === 1,
    grain_area: (h.grain_area[row] as number) / 100,
    crop_area: (h.crop_area[row] as number) / 100,
    pigs: h.pigs[row] as number,
    sows: h.sows[row] as number,
    cattle: h.cattle[row] as number,
    sheep: h.sheep[row] as number,
    pond: (h.pond[row] as number) / 100,
    poultry_cost: (h.poultry_cost[row] as number) / 100,
    approved: (h.approved[row] as number) / 100,
  }));
}

/** Totals by town of nets in yuan that an engine gave one by one: fen of each, rounded as it is shown. */
export function fenOf(yuan: number): number {
  return Math.round(yuan * 100);
}
