/** Doubts as text and back: what JSON has no form for is written as an object. */
import type { Doubt } from "../../../runtime/ingest/index.js";
import type { Problem } from "../data.js";

/** What a reading of files left in doubt, decided or open, and what was told of it. */
export interface Told {
  readonly doubts: readonly Doubt[];
  readonly problems: readonly Problem[];
}

const BIG = "$n";

export function toldText(told: Told): string {
  return JSON.stringify(told, (_, value: unknown) => (typeof value === "bigint" ? { [BIG]: String(value) } : value));
}

/** Throws where the text is none of these. */
export function toldIn(text: string): Told {
  const told = JSON.parse(text, (_, value: unknown) => {
    const big = value !== null && typeof value === "object" ? (value as Record<string, unknown>)[BIG] : undefined;
    return typeof big === "string" ? BigInt(big) : value;
  }) as Told;
  if (!Array.isArray(told.doubts) || !Array.isArray(told.problems)) throw new TypeError("no list of doubts");
  return told;
}
