/** How well what is typed finds a word. */
export interface Pinyin {
  /** 连片 → `lianpian` */
  readonly full: string;
  /** 连片 → `lp` */
  readonly initials: string;
}

/** The sound of a text; null for a text without Chinese. */
export type Sounds = (text: string) => Pinyin | null;

/** How a spelling may be typed by its sound. */
export function soundsOf(spelling: string, sounds: Sounds | null): readonly string[] {
  const sound = sounds?.(spelling) ?? null;
  return sound === null ? [] : [sound.full, sound.initials];
}

/** How well typed letters find a word: 0 its beginning, 1 its pinyin's beginning, 2 somewhere inside, null not at all. */
export function match(typed: string, spellings: readonly string[], sounds: Sounds | null): 0 | 1 | 2 | null {
  if (typed === "") return 0;
  const wanted = typed.toLowerCase();
  const words = spellings.map((one) => one.toLowerCase());
  if (words.some((word) => word.startsWith(wanted))) return 0;
  const heard = spellings.flatMap((one) => soundsOf(one, sounds));
  if (heard.some((sound) => sound.startsWith(wanted))) return 1;
  return [...words, ...heard].some((word) => word.includes(wanted)) ? 2 : null;
}
