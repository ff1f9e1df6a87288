/** What groups of rows are known by. */
export interface GroupLabel {
  /** The value as text in base units, `1` to `10`, `..100`, `100..200`; empty for blanks. */
  readonly key: string;
  readonly kind: "value" | "band" | "part" | "blank";
  /** Least and most value of a part that has members. */
  readonly low: string | null;
  readonly high: string | null;
}

/** The rows of a column in groups. */
export interface Sorted {
  readonly labels: readonly GroupLabel[];
  /** The group of each row; -1: blank, or nothing that can be grouped. */
  readonly of: Int32Array;
}
