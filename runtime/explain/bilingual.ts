/** One sentence in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

export type Lang = "en" | "zh";

export function both(write: (lang: Lang) => string): Bilingual {
  return { en: write("en"), zh: write("zh") };
}
