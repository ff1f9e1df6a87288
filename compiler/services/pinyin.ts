/**
 * Chinese by its pinyin, so that letters typed without an input method find it. Its dictionaries are large: whoever completes
 * text hands it in (`CompletionOptions.sounds`), and a page may fetch this file later than the rest.
 */
import { pinyin as read } from "pinyin-pro";
import type { Pinyin } from "./match.js";

const HAN = /\p{Script=Han}/u;
const cache = new Map<string, Pinyin | null>();

/** The pinyin of a text without tones, ü as v; null for a text without Chinese. Letters and digits stay as they are. */
export function pinyin(text: string): Pinyin | null {
  const known = cache.get(text);
  if (known !== undefined) return known;
  let made: Pinyin | null = null;
  if (HAN.test(text)) {
    const syllables = read(text, { toneType: "none", type: "array", v: true, nonZh: "spaced" }).map((one) =>
      one.replace(/[^A-Za-z0-9]/g, "").toLowerCase(),
    );
    made = { full: syllables.join(""), initials: syllables.map((one) => one.charAt(0)).join("") };
  }
  if (cache.size > 20_000) cache.clear();
  cache.set(text, made);
  return made;
}
