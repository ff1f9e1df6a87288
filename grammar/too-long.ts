/** How long a text may be. */

/** UTF-16 code units of a text that is read. The longest policy known has 20,000: a text beyond this is something else. */
export const MOST_CHARACTERS = 1_000_000;

/** Nothing of such a text is read, so that what asks about it has its answer at once. */
export function isTooLong(text: string): boolean {
  return text.length > MOST_CHARACTERS;
}
