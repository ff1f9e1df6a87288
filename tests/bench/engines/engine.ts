/** An engine of the bench: the rule made ready for some households, and run as often as it is asked to. */
import type { Answer, Rates } from "../rule/expected.js";
import type { Households } from "../rule/households.js";

export interface Prepared {
  /** Totals by town and recipients, of all households. */
  readonly run: () => Answer | Promise<Answer>;
  /** Fen of each household, to be compared one by one; null: the engine gives totals only. Not timed. */
  readonly nets: (() => Int32Array | Promise<Int32Array>) | null;
  readonly close?: () => void | Promise<void>;
}

export interface Engine {
  readonly name: string;
  /** Most households that it is given: the slow ones get fewer, and the table says so. */
  readonly most: number;
  readonly prepare: (h: Households, rates: Rates) => Prepared | Promise<Prepared>;
}
