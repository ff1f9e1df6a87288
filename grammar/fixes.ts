/** What the edits beside a syntax fault are called, in both languages: the only prose of the grammar. */
import type { FaultEdit, FaultFix } from "./faults.js";
import type { Span } from "./source/span.js";
import type { Bilingual } from "./tokens.js";

const TITLES = {
  write: (to: string) => ({ en: `Write \`${to}\``, zh: `改为“${to}”` }),
  remove: (what: string) => ({ en: `Remove \`${what}\``, zh: `删去“${what}”` }),
  separate: (split: string) => ({ en: `Separate the words: \`${split}\``, zh: `用空格分开：“${split}”` }),
  twoNumbers: () => ({
    en: "Put a space after each comma, if these are separate numbers",
    zh: "如果是几个数，在逗号后加空格",
  }),
  close: (mark: string) => ({ en: `Close it with \`${mark}\` at the end of the line`, zh: `在行末补上“${mark}”` }),
  andFirst: () => ({ en: "Read `and` first", zh: "先读“且”" }),
  orFirst: () => ({ en: "Read `or` first", zh: "先读“或”" }),
  onItem: () => ({ en: "It bounds the last item: write it on the item's line", zh: "只管最后一项：写到该项同一行" }),
  onList: () => ({ en: "It bounds the whole list: put the list in parentheses", zh: "管整个列表：把列表放进括号" }),
  quote: (quoted: string) => ({ en: `Write it as a name: ${quoted}`, zh: `写成名称：${quoted}` }),
  space: () => ({ en: "Put a space after `-`", zh: "在“-”后加空格" }),
  newLine: () => ({ en: "Begin a new line here", zh: "从这里另起一行" }),
} satisfies Record<string, (word: string) => Bilingual>;

export type FixKind = keyof typeof TITLES;

export function fix(kind: FixKind, word: string, edits: readonly FaultEdit[]): FaultFix {
  const title: (word: string) => Bilingual = TITLES[kind];
  return { title: title(word), edits };
}

export function replace(span: Span, text: string): FaultEdit {
  return { span, text };
}

export function insert(at: number, text: string): FaultEdit {
  return { span: { start: at, end: at }, text };
}
