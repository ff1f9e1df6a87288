/** What a generator makes: tables of cells as an office would type them. */
export interface GeneratedTable {
  /** The entity, and the file's name. */
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface GeneratedRoster {
  /** Says that the data is synthetic, and how it was made. */
  readonly title: string;
  readonly tables: readonly GeneratedTable[];
  /** What the policy leaves to towns: a column per parameter, a row per town. */
  readonly parameters: GeneratedTable | null;
}

export interface Scheme {
  readonly id: string;
  readonly names: readonly string[];
  readonly about: { readonly en: string; readonly zh: string };
  readonly generate: (seed: number) => GeneratedRoster;
}

/** Hundredths as a decimal: 505 is 5.05. */
export function hundredths(n: number): string {
  return decimal(n, 2);
}

/** A whole number of units of 10^-places, without trailing zeros. */
export function decimal(n: number, places: number): string {
  const digits = String(n).padStart(places + 1, "0");
  const whole = digits.slice(0, -places);
  const part = digits.slice(-places).replace(/0+$/, "");
  return part === "" ? whole : `${whole}.${part}`;
}

/** Every item as often as its count says. */
export function repeated<T>(counts: readonly (readonly [T, number])[]): T[] {
  return counts.flatMap(([item, count]) => Array.from({ length: count }, () => item));
}
