import type { Severity } from "../texts.js";

/** What a stretch of a rendered message is, for colouring. */
export type Role = Severity | "title" | "frame" | "primary" | "related" | "hint" | "faint";

export type Paint = (role: Role, text: string) => string;

/** Select Graphic Rendition parameters (ECMA-48); bold for what must be seen first. */
const SGR: Record<Role, string> = {
  error: "1;31",
  warning: "1;33",
  note: "1;36",
  title: "1",
  frame: "34",
  primary: "31",
  related: "36",
  hint: "32",
  faint: "2",
};

export const plain: Paint = (_role, text) => text;

export const coloured: Paint = (role, text) => (text === "" ? "" : `\u001b[${SGR[role]}m${text}\u001b[0m`);

/** Characters that would move the cursor, colour or reorder what a terminal shows. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

/** The text with such characters shown as pictures (␛, ␀) or �, one column each. Line feeds and tabs are kept. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\ufffd";
  });
}
