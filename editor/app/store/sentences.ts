import { useWork } from "./state.js";
import { language } from "./workers.js";

/** Official sentences of the text that the figures are of, by the id of their clause. */
export async function officialSentences(lang: "zh" | "en"): Promise<Readonly<Record<string, string>>> {
  const { document, good } = useWork.getState();
  if (!document || !good) return {};
  const { path, folder, beside } = document;
  return language().sentencesByClause({ path, folder, beside, text: good.texts.get(path) ?? document.text }, lang);
}
