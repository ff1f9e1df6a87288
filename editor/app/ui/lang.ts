/** The languages of the interface. */
export type Lang = "zh" | "en";

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
