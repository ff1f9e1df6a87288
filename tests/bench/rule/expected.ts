/** What the bench rule gives, in BigInt and in the order in which it is written: the measure of every engine. */
import { type Households, TOWNS } from "./households.js";

/** Yuan per mu as written, and twice as many fen per hundredth of a mu: a whole number in both forms. */
export interface Rates {
  readonly grain: string;
  readonly crop: string;
  readonly grainHalves: number;
  readonly cropHalves: number;
}

/** Whole rates never need rounding; the others do for two households in five. */
export const WHOLE: Rates = { grain: "300", crop: "500", grainHalves: 600, cropHalves: 1000 };
export const HALF: Rates = { grain: "300.5", crop: "312.5", grainHalves: 601, cropHalves: 625 };

/** In fen. */
export interface Answer {
  readonly towns: readonly bigint[];
  readonly recipients: number;
}

/** `nets`: fen of each household. */
export interface Expected extends Answer {
  readonly nets: Int32Array;
}

const CAP = 300_000n;

export function expected(h: Households, rates: Rates): Expected {
  const towns = TOWNS.map(() => 0n);
  const nets = new Int32Array(h.rows);
  const [grainRate, cropRate] = [BigInt(rates.grainHalves), BigInt(rates.cropHalves)];
  let recipients = 0;
  const at = (column: { readonly [row: number]: number }, row: number): number => column[row] as number;
  for (let row = 0; row < h.rows; row += 1) {
    if (at(h.kind, row) > 1 || at(h.able, row) === 0 || at(h.willing, row) === 0) continue;
    const [grain, crop] = [BigInt(at(h.grain_area, row)), BigInt(at(h.crop_area, row))];
    const herd =
      at(h.pigs, row) >= 6 ||
      at(h.sows, row) > 3 ||
      at(h.cattle, row) >= 1 ||
      at(h.sheep, row) >= 4 ||
      at(h.pond, row) >= 300;
    const least = (fen: bigint) => (fen < CAP ? fen : CAP);
    const claims = [
      grain >= 500n ? (grain * grainRate + 1n) / 2n : 0n,
      crop >= 500n ? (crop * cropRate + 1n) / 2n : 0n,
      herd ? least(BigInt(at(h.approved, row))) : 0n,
      least(BigInt(at(h.poultry_cost, row))),
    ];
    const net = least(claims.reduce((sum, fen) => sum + fen, 0n));
    nets[row] = Number(net);
    if (net > 0n) recipients += 1;
    const town = at(h.town, row);
    towns[town] = (towns[town] as bigint) + net;
  }
  return { towns, recipients, nets };
}

export const sumOf = (towns: readonly bigint[]): bigint => towns.reduce((sum, fen) => sum + fen, 0n);
