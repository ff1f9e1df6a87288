/** Chinese by its pinyin, so that letters typed without an input method find it. */
import { pinyin as read } from "pinyin-pro";

export interface Pinyin {
  /** 连片 → `lianpian` */
  readonly full: string;
  /** 连片 → `lp` */
  readonly initials: string;
}

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

/** How well typed letters find a word: 0 its beginning, 1 its pinyin's beginning, 2 somewhere inside, null not at all. */
export function match(typed: string, spellings: readonly string[]): 0 | 1 | 2 | null {
  if (typed === "") return 0;
  const wanted = typed.toLowerCase();
  const words = spellings.map((one) => one.toLowerCase());
  if (words.some((word) => word.startsWith(wanted))) return 0;
  const sounds = spellings.flatMap((one) => {
    const sound = pinyin(one);
    return sound === null ? [] : [sound.full, sound.initials];
  });
  if (sounds.some((sound) => sound.startsWith(wanted))) return 1;
  return [...words, ...sounds].some((word) => word.includes(wanted)) ? 2 : null;
}
