/** A text as it is compared: folded, with the place in the original of every code unit that is left. */
export interface FoldedText {
  readonly original: string;
  readonly folded: string;
  /** `starts[i]` and `ends[i]` bound, in the original, the characters from which `folded[i]` came. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** One character for each family of marks that documents and input methods use for one another. */
const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '"': "“”„‟«»「」『』〝〞'‘’‚‛`′″",
    ",": "、，﹐﹑",
    ".": "。．｡·•・‧∙⋅",
    "-": "—–―‒‐‑−﹣－─",
    "~": "～〜∼",
    "(": "〔【［[〈《（⟨",
    ")": "〕】］]〉》）⟩",
    ":": "：∶﹕",
    ";": "；﹔",
    "≥": "⩾≧",
    "≤": "⩽≦",
  }).flatMap(([to, from]) => [...from].map((character) => [character, to] as const)),
);

/** A character with the marks that stand on it, so that composed and decomposed spellings agree. */
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;
const DROPPED = /[\s\p{Cf}\p{Cc}]/u;

/**
 * Folds what does not make a quotation a different one: width and compatibility forms (NFKC), white space and line
 * breaks, invisible characters, quotation marks, brackets, dashes, the kinds of comma and stop, and case.
 */
export function foldText(original: string): FoldedText {
  let folded = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of original.matchAll(CLUSTER)) {
    for (const character of foldCluster(match[0])) {
      if (character === "-" && folded.endsWith("-")) {
        ends[ends.length - 1] = match.index + match[0].length;
        continue;
      }
      for (let unit = 0; unit < character.length; unit++) {
        starts.push(match.index);
        ends.push(match.index + match[0].length);
      }
      folded += character;
    }
  }
  return { original, folded, starts, ends };
}

function foldCluster(cluster: string): string[] {
  const before = SAME.get(cluster);
  if (before !== undefined) return [before];
  return [...cluster.normalize("NFKC").toLowerCase()]
    .map((character) => SAME.get(character) ?? character)
    .filter((character) => !DROPPED.test(character));
}

/** The span in the original of `folded.slice(from, to)`; an empty slice gives the empty span before what follows. */
export function originalSpan(text: FoldedText, from: number, to: number): { start: number; end: number } {
  const start = text.starts[from] ?? text.original.length;
  return to > from ? { start, end: text.ends[to - 1] ?? text.original.length } : { start, end: start };
}
