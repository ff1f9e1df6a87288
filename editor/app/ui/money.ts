/** Amounts as text, exactly. Only 万元 is shortened, and then the whole figure stands beside it. */
import { div, integer, type Rational, text } from "../../../compiler/ir/rational.js";

/** `3,045,000.00`; more digits where the amount has them; `1/3` where it does not end. */
export function yuan(amount: Rational): string {
  const whole = text(amount);
  if (whole.includes("/")) return whole;
  const [head = "", part = ""] = whole.split(".");
  return `${grouped(head)}.${part.padEnd(2, "0")}`;
}

/** In 万元 with two decimals, cut towards zero; `exact` tells whether nothing was cut. */
export function wan(amount: Rational): { readonly text: string; readonly exact: boolean } {
  const hundredths = div(amount, integer(100));
  const cut = hundredths.n / hundredths.d;
  const size = cut < 0n ? -cut : cut;
  const sign = amount.n < 0n ? "−" : "";
  const digits = String(size).padStart(3, "0");
  return {
    text: `${sign}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`,
    exact: hundredths.d === 1n,
  };
}

/** With a sign that a screen reader reads, so that colour is never alone. */
export function signed(amount: Rational): string {
  if (amount.n === 0n) return "±0.00";
  return amount.n > 0n ? `+${yuan(amount)}` : `−${yuan({ n: -amount.n, d: amount.d })}`;
}

export function count(n: number): string {
  return grouped(String(n));
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
