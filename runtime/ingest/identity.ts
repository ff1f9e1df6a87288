/**
 * Identity numbers as rosters hold them (GB 11643): 18 digits, the last of them a check digit that may be X; 15 digits
 * until 1999; 20 for people with a disability certificate. What spreadsheets do to them is told apart from what people
 * write: width, spaces and a lower-case x mean nothing, lost digits do.
 */
import type { IdentityFault } from "../../compiler/diagnostics/catalogue/rosters.js";
import { SCIENTIFIC } from "./cell.js";
import { fold } from "./fold.js";
import type { RawColumn } from "./sheet.js";

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

/** 18 digits, the last of them right, and nothing else: no closer look is needed. */
export function isFullIdentity(text: string): boolean {
  if (text.length !== 18) return false;
  let sum = 0;
  for (let i = 0; i < 17; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += digit * (WEIGHTS[i] as number);
  }
  return text[17] === CHECK[sum % 11];
}

/** Whether most of what stands in a column is identity numbers, in whatever state. */
export function holdsIdentities({ codes, texts }: RawColumn): boolean {
  // By text: 0 not looked at, 1 nothing there, 2 such a number, 3 something else.
  const kinds = new Uint8Array(texts.length);
  let written = 0;
  let hits = 0;
  for (const code of codes) {
    const kind = kinds[code] || kindOf(texts[code] ?? "");
    kinds[code] = kind;
    if (kind > 1) written += 1;
    if (kind === 2) hits += 1;
  }
  return hits > 0 && hits * 2 > written;
}

function kindOf(raw: string): number {
  if (isFullIdentity(raw)) return 2;
  const text = plain(raw);
  if (NOTHING.has(text)) return 1;
  return FULL.test(text) || WITH_CERTIFICATE.test(text) || OLD.test(text) ? 2 : 3;
}

const CHECK = "10X98765432";
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** For 17 digits (ISO 7064, MOD 11-2). */
function checkDigit(body: string): string {
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (WEIGHTS[i] as number), 0);
  return CHECK[sum % 11] as string;
}
