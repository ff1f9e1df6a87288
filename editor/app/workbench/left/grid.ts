/** Decimal texts on the grid of their own digits, without binary fractions. */

const NUMBER = /^\d{1,15}(?:\.\d{1,6})?$/;

export function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** The slider's ends, in whole steps of the last decimal that is written: from nothing to twice the value. */
export function around(value: string): { readonly low: number; readonly high: number; readonly places: number } {
  const places = value.includes(".") ? value.length - value.indexOf(".") - 1 : 0;
  const steps = Number(value.replace(".", ""));
  return { low: 0, high: Math.max(10, steps * 2), places };
}

/** One step up or down in the last place that is not a trailing zero of a whole number; never below 0. */
export function onGrid(value: string, direction: 1 | -1): string {
  const places = value.includes(".") ? value.length - value.indexOf(".") - 1 : 0;
  const digits = BigInt(value.replace(".", ""));
  const zeros = places === 0 ? (/0*$/.exec(value)?.[0].length ?? 0) : 0;
  const step = 10n ** BigInt(Math.max(0, Math.min(zeros, value.length - 1)));
  const next = digits + BigInt(direction) * step;
  const text = String(next < 0n ? 0n : next);
  if (places === 0) return text;
  const padded = text.padStart(places + 1, "0");
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}
