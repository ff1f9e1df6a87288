/** The names and units that a file declares, found before it is parsed: the lexer cuts runs of Chinese by them. */
import { KEYWORDS, type Keyword, spellings } from "./tokens.js";
import type { KnownWords } from "./words.js";

// Whole words only, from their first character: a long run is then looked at once, not once for each of its ends.
const HAN = "\\u3005\\u3007\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\uD840-\\uD8BF\\uDC00-\\uDFFF";
const LATIN = "A-Za-z0-9_";
const NAME =
  `(\`[^\`\\n]{0,80}\`|【[^】\\n]{0,80}】|(?<![${LATIN}])[A-Za-z_][${LATIN}]{0,80}(?![${LATIN}])` +
  `|(?<![${HAN}])[${HAN}]{1,80}(?![${HAN}]))`;
const GAP = "[ \\t]*";

const heads = (Object.keys(KEYWORDS) as Keyword[])
  .filter((keyword) => KEYWORDS[keyword].class === "head")
  .flatMap(spellings)
  .map((spelled) => spelled.replace(/ /g, "[ \\t]+"));

/** A clause head with the name after it. */
const AFTER_HEAD = new RegExp(`^${GAP}(?:${heads.join("|")})[ \\t]+${NAME}`, "gm");
/** `grain/粮食`, `粮食/grain`: two spellings of one name. */
const PAIR = new RegExp(`${NAME}${GAP}/${GAP}${NAME}`, "g");
/** A reading or field that is declared in one spelling. */
const ITEM = new RegExp(`^${GAP}[-\\u2013•][ \\t]+${NAME}${GAP}[:=](?!=)`, "gm");
const UNIT = new RegExp(`^${GAP}(?:unit|单位)[ \\t]+${NAME}(?:${GAP}/${GAP}${NAME})?(.*)$`, "gm");
const ALIAS = /(?:alias|别名)[ \t]*["\u201C「『]([^"\u201D」』\n]*)["\u201D」』]/g;

const bare = (name: string) => name.replace(/^[`【]|[`】]$/g, "").trim();

const isLatin = (name: string) => /^[`【]?[A-Za-z_]/.test(name);

export function declaredIn(folded: string, given: KnownWords): KnownWords {
  const names = new Set(given.names);
  const units = new Set(given.units);
  for (const [, name = ""] of folded.matchAll(AFTER_HEAD)) names.add(bare(name));
  for (const [, name = ""] of folded.matchAll(ITEM)) names.add(bare(name));
  // Both spellings stand on one line, with a stroke between them.
  const strokes = folded
    .split("\n")
    .filter((line) => line.includes("/"))
    .join("\n");
  for (const [, one = "", other = ""] of strokes.matchAll(PAIR)) {
    if (isLatin(one) === isLatin(other)) continue;
    names.add(bare(one));
    names.add(bare(other));
  }
  for (const [, one = "", other = "", rest = ""] of folded.matchAll(UNIT)) {
    for (const name of [one, other]) if (name !== "") units.add(bare(name));
    for (const [, alias = ""] of rest.matchAll(ALIAS)) units.add(alias.trim());
  }
  names.delete("");
  units.delete("");
  return { names, units };
}
