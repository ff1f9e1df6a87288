/** Words of the interface in both languages. Each view keeps its own dictionary beside it. */
import { useWork } from "../store/state.js";
import type { Bilingual, Lang } from "./lang.js";

export type { Bilingual, Lang } from "./lang.js";
export type Words = Readonly<Record<string, Bilingual>>;

/** Puts values into `{name}`. */
export function filled(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function useLang(): Lang {
  return useWork((s) => s.lang);
}

/** `const t = useWords(WORDS); t("total", { n: 3 })` */
export function useWords<W extends Words>(words: W) {
  const lang = useLang();
  return (key: keyof W & string, values?: Readonly<Record<string, string | number>>): string =>
    filled(words[key]?.[lang] ?? key, values);
}
