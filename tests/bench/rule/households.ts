/** Synthetic households of the bench rule: a fixed seed gives the same ones on every machine. */

export const TOWNS: readonly string[] = Array.from({ length: 21 }, (_, i) => `town ${i + 1}`);
export const KINDS = ["lifted", "monitored", "ordinary"] as const;

/** The largest value of each column, in the unit in which it is stored: hundredths for measures and money. */
export const FIELDS = {
  kind: { high: 2, scale: 1n },
  able: { high: 1, scale: 1n },
  willing: { high: 1, scale: 1n },
  grain_area: { high: 1500, scale: 100n },
  crop_area: { high: 1200, scale: 100n },
  pigs: { high: 20, scale: 1n },
  sows: { high: 6, scale: 1n },
  cattle: { high: 3, scale: 1n },
  sheep: { high: 8, scale: 1n },
  pond: { high: 600, scale: 100n },
  poultry_cost: { high: 400_000, scale: 100n },
  approved: { high: 500_000, scale: 100n },
  town: { high: TOWNS.length - 1, scale: 1n },
} as const;

export type Field = keyof typeof FIELDS;
export const NAMES = Object.keys(FIELDS) as Field[];
export type Ints = Uint8Array | Uint16Array | Int32Array;
/** One array for each column, as narrow as its largest value allows. */
export type Households = { readonly rows: number } & Readonly<Record<Field, Ints>>;

function arrayFor(high: number, count: number): Ints {
  if (high < 256) return new Uint8Array(count);
  return high < 65_536 ? new Uint16Array(count) : new Int32Array(count);
}

const OFTEN: ReadonlySet<Field> = new Set<Field>(["kind", "able", "willing", "approved", "town"]);

/** xorshift32 by column. Half of the herds, areas and costs are 0. */
export function households(count: number): Households {
  let state = 0x2545f491;
  const below = (limit: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  const columns = NAMES.map((name): [Field, Ints] => {
    const { high } = FIELDS[name];
    const out = arrayFor(high, count);
    const always = OFTEN.has(name);
    for (let i = 0; i < count; i += 1) out[i] = always || below(2) === 0 ? below(high + 1) : 0;
    return [name, out];
  });
  return { rows: count, ...(Object.fromEntries(columns) as Record<Field, Ints>) };
}

/** The first of these households, as views. */
export function firstOf(all: Households, count: number): Households {
  const columns = NAMES.map((name) => [name, all[name].subarray(0, count)]);
  return { rows: Math.min(count, all.rows), ...(Object.fromEntries(columns) as Record<Field, Ints>) };
}
