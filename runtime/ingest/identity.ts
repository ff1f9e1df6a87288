/**
 * Identity numbers as rosters hold them (GB 11643): 18 digits, the last of them a check digit that may be X; 15 digits
 * until 1999; 20 for people with a disability certificate. What spreadsheets do to them is told apart from what people
 * write: width, spaces and a lower-case x mean nothing, lost digits do.
 */
import type { IdentityFault } from "../../compiler/diagnostics/catalogue/rosters.js";
import { SCIENTIFIC } from "./cell.js";
import { fold } from "./fold.js";

export type IdentityRead =
  | { readonly kind: "value"; readonly value: string | null }
  /** `proposal`: what it most likely is; null where nobody can know. */
  | { readonly kind: "doubt"; readonly fault: IdentityFault; readonly proposal: string | null };

const FULL = /^\d{17}[\dX]$/;
const WITH_CERTIFICATE = /^\d{17}[\dX]\d{2}$/;
const OLD = /^\d{15}$/;
const NOTHING = new Set(["", "无", "-", "--", "/", "空"]);

/** As one would write it: no spaces, no apostrophe before it, X in upper case. */
function plain(raw: string): string {
  return fold(raw)
    .replace(/^['’‘`]/, "")
    .replace(/\s+/gu, "")
    .toUpperCase();
}

export function readIdentity(raw: string): IdentityRead {
  const text = plain(raw);
  if (NOTHING.has(text)) return { kind: "value", value: null };
  if (FULL.test(text)) {
    if (checkDigit(text.slice(0, 17)) === text[17]) return { kind: "value", value: text };
    return { kind: "doubt", fault: "checkDigit", proposal: text };
  }
  if (WITH_CERTIFICATE.test(text)) return { kind: "value", value: text };
  if (OLD.test(text)) {
    const body = `${text.slice(0, 6)}19${text.slice(6)}`;
    return { kind: "doubt", fault: "old", proposal: body + checkDigit(body) };
  }
  return { kind: "doubt", fault: SCIENTIFIC.test(text) ? "scientific" : "other", proposal: null };
}

/** Whether most of what stands in a column is identity numbers, in whatever state. */
export function holdsIdentities(cells: readonly (string | null | undefined)[]): boolean {
  const texts = cells.map((cell) => plain(cell ?? "")).filter((text) => !NOTHING.has(text));
  const hits = texts.filter((text) => FULL.test(text) || WITH_CERTIFICATE.test(text) || OLD.test(text));
  return hits.length > 0 && hits.length * 2 > texts.length;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** For 17 digits (ISO 7064, MOD 11-2). */
function checkDigit(body: string): string {
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (WEIGHTS[i] as number), 0);
  return "10X98765432"[sum % 11] as string;
}
