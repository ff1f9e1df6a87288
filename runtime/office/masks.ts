/** Personal data as a public notice may show it: enough to recognise oneself, too little to be found by others. */

const STAR = "*";

/** 张*三, 张*; what is between the first and the last character is starred, whatever its length. */
export function maskName(name: string): string {
  const all = [...name.replace(/\s+/gu, "")];
  if (all.length < 2) return all.length === 0 ? "" : STAR;
  if (all.length === 2) return `${all[0]}${STAR}`;
  return `${all[0]}${STAR.repeat(all.length - 2)}${all.at(-1)}`;
}

/** An identity number: its first six and last four characters. One too short for that shows nothing. */
export function maskIdentity(number: string): string {
  return keepEnds(number, 6, 4, 15);
}

/** A telephone number: its first three and last four digits. */
export function maskPhone(number: string): string {
  return keepEnds(number, 3, 4, 11);
}

/** A bank account: its last four digits. */
export function maskAccount(number: string): string {
  return keepEnds(number, 0, 4, 12);
}

/** Whatever else is private: nothing of it, only that there is something. */
export function maskWhole(text: string): string {
  return text.trim() === "" ? "" : STAR.repeat(4);
}

function keepEnds(text: string, first: number, last: number, least: number): string {
  const all = [...text.trim()];
  if (all.length === 0) return "";
  if (all.length < least) return STAR.repeat(all.length);
  const hidden = all.length - first - last;
  return all.slice(0, first).join("") + STAR.repeat(hidden) + all.slice(all.length - last).join("");
}
