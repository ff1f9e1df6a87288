/** Words that are nearly a clause head: `benifit`, 奖朴. */
import { CLAUSE_RULES } from "./pieces.js";
import type { TokenId } from "./token-types.js";
import { type Keyword, spellings } from "./tokens.js";
import { isHan } from "./words.js";

/** Edits between two words: a letter added, left out, changed, or two neighbours swapped. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last: number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

const HEADS: readonly [string, Keyword][] = [
  ...(Object.keys(CLAUSE_RULES) as TokenId[]),
  "policy",
  "vocabulary",
].flatMap((id) =>
  spellings(id as Keyword)
    .filter((spelled) => !spelled.includes(" "))
    .map((spelled): [string, Keyword] => [spelled, id as Keyword]),
);

/** Heads of several words by their first: 享受条件 for 享受条件 当. */
const FIRST_WORDS: ReadonlyMap<string, readonly [string, Keyword]> = new Map(
  (Object.keys(CLAUSE_RULES) as Keyword[]).flatMap((id) =>
    spellings(id)
      .filter((spelled) => spelled.includes(" ") && isHan(spelled))
      .map((spelled): [string, readonly [string, Keyword]] => [spelled.split(" ")[0] as string, [spelled, id]]),
  ),
);

/** The head that a word is nearly, or begins, or null. Two-character Chinese heads are near if one character differs. */
export function nearHead(word: string): { spelled: string; keyword: Keyword } | null {
  if (word.length > 16) return null;
  const [begun, of] = FIRST_WORDS.get(word) ?? [];
  if (begun !== undefined && of !== undefined) return { spelled: begun, keyword: of };
  const han = isHan(word);
  if (han ? word.length !== 2 : word.length < 4) return null;
  for (const [spelled, keyword] of HEADS) {
    if (isHan(spelled) !== han) continue;
    const allowed = han || spelled.length < 5 ? 1 : 2;
    if (Math.abs(spelled.length - word.length) <= allowed && distance(word, spelled) <= allowed && word !== spelled) {
      return { spelled, keyword };
    }
  }
  return null;
}
