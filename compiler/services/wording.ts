/** What comparison words say about the bound itself: the point on which two readers of a document differ. */
import type { Keyword } from "../../grammar/tokens.js";
import type { Bilingual } from "./data.js";

/** Whether a comparison word includes the number itself; those of order only. */
const INCLUDES: Partial<Record<Keyword, boolean>> = {
  atLeast: true,
  atMost: true,
  orMore: true,
  orAbove: true,
  orLess: true,
  orBelow: true,
  noEarlierThan: true,
  noLaterThan: true,
  moreThan: false,
  under: false,
  after: false,
  before: false,
};

export function includes(keyword: Keyword): boolean | null {
  return INCLUDES[keyword] ?? null;
}

export function comparisonSentence(keyword: Keyword): Bilingual | null {
  const included = includes(keyword);
  if (included === null) return null;
  return included
    ? { en: "The number itself is included (Civil Code, art. 1259).", zh: "含本数（民法典第1259条）。" }
    : { en: "The number itself is not included (Civil Code, art. 1259).", zh: "不含本数（民法典第1259条）。" };
}
