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
  /** What the policy leaves to others: a column per parameter and a row per town, or see `parameterList`. */
  readonly parameters: GeneratedTable | null;
}

/** A table from what is known of each row; a heading that a row lacks is blank. */
export function tableOf(
  name: string,
  headings: readonly string[],
  records: readonly Readonly<Record<string, string>>[],
): GeneratedTable {
  const stray = records.flatMap(Object.keys).find((key) => !headings.includes(key));
  if (stray !== undefined) throw new RangeError(`${name} has no column ${stray}`);
  return { name, headings, rows: records.map((record) => headings.map((heading) => record[heading] ?? "")) };
}

const LIST = ["参数", "适用范围", "数值"];

/** Values for all, or by town or village, one a row. */
export function parameterList(
  values: Readonly<Record<string, string | Readonly<Record<string, string>>>>,
): GeneratedTable {
  const rows = Object.entries(values).flatMap(([name, value]): readonly (readonly string[])[] =>
    typeof value === "string" ? [[name, "", value]] : Object.entries(value).map(([of, each]) => [name, of, each]),
  );
  return { name: "parameters", headings: LIST, rows };
}

/** The same as it is read back: by parameter one value for all, or one for each town. */
export function parametersOf(table: GeneratedTable | null): Map<string, string | Map<string, string>> {
  const written = new Map<string, string | Map<string, string>>();
  const [first, ...names] = table?.headings ?? [];
  const put = (name: string, of: string, value: string) => {
    const known = written.get(name);
    if (of === "") written.set(name, value);
    else if (known instanceof Map) known.set(of, value);
    else written.set(name, new Map([[of, value]]));
  };
  for (const [head = "", ...cells] of table?.rows ?? []) {
    if (first === LIST[0]) put(head, cells[0] ?? "", cells[1] ?? "");
    else for (const [i, name] of names.entries()) put(name, head, cells[i] ?? "");
  }
  return written;
}

export function yesNo(value: boolean): string {
  return value ? "是" : "否";
}

export interface Scheme {
  readonly id: string;
  readonly names: readonly string[];
  readonly about: { readonly en: string; readonly zh: string };
  readonly generate: (seed: number) => GeneratedRoster;
  /** How its dirty twin is made. */
  readonly twin: DirtyRecipe;
}

export interface DirtyRecipe {
  /** What the village form is joined by: the household's number, or its head's identity number alone. */
  readonly joinedBy: "户编号" | "户主证件号码";
  /** Columns of dates that the policy reads: here a date that leaves a doubt matters. */
  readonly dates: readonly string[];
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
