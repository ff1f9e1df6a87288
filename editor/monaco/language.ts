/** Words and colours of a policy's text, until the services say what each name is. */
import { languages } from "monaco-editor/editor";
import { KEYWORDS, type KeywordSpec } from "../../grammar/tokens.js";

export const LANGUAGE = "fen";

const HAN = "々〇㐀-䶿一-鿿豈-﫿";

export function registerLanguage(): void {
  languages.register({ id: LANGUAGE, extensions: [".policy"] });
  languages.setLanguageConfiguration(LANGUAGE, {
    comments: { lineComment: "#" },
    brackets: [
      ["(", ")"],
      ["（", "）"],
    ],
    autoClosingPairs: [
      { open: "(", close: ")" },
      { open: "（", close: "）" },
      { open: "“", close: "”" },
      { open: '"', close: '"' },
    ],
    surroundingPairs: [
      { open: "（", close: "）" },
      { open: "“", close: "”" },
    ],
    wordPattern: new RegExp(`[${HAN}]+|[A-Za-z_][A-Za-z0-9_]*|\\d+(?:\\.\\d+)?`, "g"),
    // A clause's parts are indented by two; a new line keeps the indentation.
    onEnterRules: [],
  });
  languages.setMonarchTokensProvider(LANGUAGE, {
    ...words(),
    tokenizer: {
      root: [
        [/[#＃].*$/, "comment"],
        [/"[^"]*"|“(?:[^“”]|“[^“”]*”)*”|「[^」]*」|『[^』]*』/, "string"],
        [/`[^`]*`|【[^】]*】/, "variable"],
        [/\d{4}(?:-\d{1,2}-\d{1,2}|\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)/, "number"],
        [/[0-9０-９]+(?:[.．][0-9０-９]+)?\s*[%％‰]?/, "number"],
        [
          new RegExp(`[${HAN}]+|[A-Za-z_][A-Za-z0-9_]*`),
          { cases: { "@heads": "keyword.head", "@words": "keyword", "@default": "identifier" } },
        ],
        [/→|->|[<>!=＜＞＝≥≤≠]+|[-+*/×÷＋－＊／]/, "operator"],
      ],
    },
  });
}

/** Single words: a phrase such as `up to` is coloured word by word. */
function words(): { heads: string[]; words: string[] } {
  const specs = Object.values(KEYWORDS) as readonly KeywordSpec[];
  const of = (wanted: (spec: KeywordSpec) => boolean) => [
    ...new Set(
      specs
        .filter(wanted)
        .flatMap((s) => [s.en, s.zh, ...(s.alsoEn ?? []), ...(s.alsoZh ?? [])])
        .flatMap((s) => s.split(/[\s，,]+/))
        .filter((s) => s !== ""),
    ),
  ];
  return {
    heads: of((s) => s.class === "head" || s.class === "header"),
    words: of((s) => s.class !== "head" && s.class !== "header"),
  };
}
