import type { Surface } from "../data.js";
import type { Snapshot } from "../snapshot.js";
import { sentences } from "./sentences.js";

/**
 * The official sentence of each clause of the document, by the clause's id in the policy, for whoever writes the scheme as a
 * document. Empty where the text cannot be read.
 */
export function sentencesByClause(snapshot: Snapshot, lang: Surface): Readonly<Record<string, string>> {
  const { policy } = snapshot.compiled;
  if (!policy) return {};
  const byStart = new Map(
    sentences(snapshot).map((one) => [one.range.start, one[lang].map(({ text }) => text).join("")] as const),
  );
  const own = Object.entries(policy.about).filter(([, about]) => about.file === snapshot.source.path);
  return Object.fromEntries(
    own.flatMap(([id, about]) => {
      const text = about.clause === "" ? undefined : byStart.get(about.start);
      return text === undefined ? [] : [[id, text] as const];
    }),
  );
}
