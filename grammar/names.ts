/** How a name is written so that it is read back as that name. */
import { lex } from "./lexer.js";
import { TOKENS } from "./token-types.js";
import { isHan, NO_WORDS } from "./words.js";

const plain = new Map<string, boolean>();

/**
 * Whether a name can stand without backticks or 【】 wherever a name is asked for, also first on a line and after a number or
 * 每. Names that contain 每, digits after Chinese, or a word of the language cannot.
 */
export function isPlainName(text: string): boolean {
  const known = plain.get(text);
  if (known !== undefined) return known;
  const isOne = (source: string, position: number) => {
    const { tokens, faults } = lex(source, NO_WORDS, true);
    const token = tokens[position];
    return (
      faults.length === 0 && tokens.length === position + 1 && token?.tokenType === TOKENS.name && token.text === text
    );
  };
  const result = text !== "" && isOne(text, 0) && isOne(`x ${text}`, 1);
  if (plain.size > 10_000) plain.clear();
  plain.set(text, result);
  return result;
}

/** The name, in 【】 if it is Chinese and in backticks otherwise, where it needs them. */
export function quoteName(text: string): string {
  if (isPlainName(text)) return text;
  return isHan(text) || text.includes("`") ? `【${text}】` : `\`${text}\``;
}
