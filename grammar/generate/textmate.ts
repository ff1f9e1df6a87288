/** A TextMate grammar, for editors that colour by patterns alone. It knows words, not clauses. */
import { type HighlightClass, KEYWORDS, type KeywordSpec } from "../tokens.js";
import { isHan } from "../words.js";

/** Literal ranges, which every regular expression engine reads alike. */
const HAN = "[々〇㐀-䶿一-鿿豈-﫿]";
const LATIN = "[A-Za-z0-9_]";

const SCOPES: Readonly<Record<HighlightClass, string>> = {
  head: "keyword.control.clause.fen",
  header: "keyword.control.header.fen",
  line: "keyword.control.fen",
  word: "keyword.operator.word.fen",
  constant: "constant.language.fen",
  type: "support.type.fen",
  flag: "storage.modifier.fen",
};

export interface TextMatePattern {
  readonly name: string;
  readonly match: string;
}

function quoted(spelled: string): string {
  const gap = isHan(spelled) ? "\\s*" : "\\s+";
  return spelled
    .replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
    .replaceAll(" ", gap)
    .replaceAll("，", "[,，]");
}

/** A word that stands alone: a Chinese keyword is a whole run, and 每 is one wherever it stands. */
function alone(words: readonly string[], atLineStart: boolean): TextMatePattern["match"] | null {
  if (words.length === 0) return null;
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const han = longestFirst.filter(isHan).map(quoted);
  const latin = longestFirst.filter((spelled) => !isHan(spelled)).map(quoted);
  const forms = [
    ...(latin.length > 0 ? [`(?<!${LATIN})(?:${latin.join("|")})(?!${LATIN})`] : []),
    ...(han.length > 0 ? [`(?<!${HAN})(?:${han.join("|")})(?!${HAN})`] : []),
  ];
  return atLineStart ? `^\\s*(?:${forms.join("|")})` : forms.join("|");
}

function keywordPatterns(): TextMatePattern[] {
  const specs = Object.values(KEYWORDS) as readonly KeywordSpec[];
  return (Object.keys(SCOPES) as HighlightClass[]).flatMap((cls) =>
    [true, false].flatMap((atLineStart) => {
      const words = specs
        .filter((spec) => spec.class === cls && (spec.use === "first" || spec.use === "header") === atLineStart)
        .flatMap((spec) => [spec.en, spec.zh, ...(spec.alsoEn ?? []), ...(spec.alsoZh ?? [])])
        .filter((spelled) => spelled !== "");
      const match = alone([...new Set(words)], atLineStart);
      return match === null ? [] : [{ name: SCOPES[cls], match }];
    }),
  );
}

export function textMate() {
  const patterns: TextMatePattern[] = [
    { name: "comment.line.number-sign.fen", match: "[#＃].*$" },
    { name: "string.quoted.double.fen", match: '"[^"]*"|“(?:[^“”]|“[^“”]*”)*”|「[^」]*」|『[^』]*』' },
    { name: "variable.other.quoted.fen", match: "`[^`]*`|【[^】]*】" },
    {
      name: "constant.numeric.date.fen",
      match: "\\d{4}(?:-\\d{1,2}-\\d{1,2}|\\s*年\\s*\\d{1,2}\\s*月\\s*\\d{1,2}\\s*日)",
    },
    { name: "constant.numeric.fen", match: "[0-9０-９]+(?:[.．][0-9０-９]+)?\\s*[%％‰]?" },
    { name: "punctuation.definition.list.fen", match: "^\\s*[-－–•](?=\\s)" },
    ...keywordPatterns(),
    { name: "keyword.operator.fen", match: "每|→|->|[<>!=＜＞＝≥≤≠]+|[-+*/×÷＋－＊／]" },
  ];
  return {
    name: "Fen",
    scopeName: "source.fen",
    fileTypes: ["policy"],
    comment: "Generated from grammar/tokens.ts. Do not edit.",
    patterns,
  };
}
