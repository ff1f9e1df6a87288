/** Amounts as people read them. Nothing is rounded here: an amount that needs more digits is shown with them. */
import { fixed, type Rational, rational, text } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";

/** Decimals of the policy's step, and never fewer than the fen. */
export function placesOf(policy: Policy): number {
  const step = text(rational(policy.round?.step ?? "0.01"));
  return Math.max(2, step.includes(".") ? step.length - step.indexOf(".") - 1 : 0);
}

/** `3045000.00`; more digits where the amount has them, `1/3` where it does not end. */
export function plain(amount: Rational, places: number): string {
  const whole = text(amount);
  if (whole.includes("/")) return whole;
  const digits = whole.includes(".") ? whole.length - whole.indexOf(".") - 1 : 0;
  return fixed(amount, Math.max(places, digits));
}

/** The same with groups of three digits. */
export function grouped(amount: Rational, places: number): string {
  const [whole = "", part] = plain(amount, places).split(".");
  const shown = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return part === undefined ? shown : `${shown}.${part}`;
}
