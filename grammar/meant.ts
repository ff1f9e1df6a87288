/** What was meant where a word of everyday writing stands for one of the grammar's: 不超过 for 最高, 是 for 为, 如果 for 当. */
import type { TokenType } from "chevrotain";
import type { Failure } from "./expected.js";
import type { FaultEdit } from "./faults.js";
import { insert, replace } from "./fixes.js";
import { idOf, TOKENS, type Token, type TokenId } from "./token-types.js";
import { type Bilingual, type Keyword, spelling } from "./tokens.js";
import { isHan } from "./words.js";

export interface Meant {
  readonly at: Token;
  /** What is written instead, in both surfaces. */
  readonly expected: Bilingual;
  /** The same in the surface of the file, with its edits; null where only a person can say it. */
  readonly fix: {
    readonly kind: "write" | "remove";
    readonly written: string;
    readonly edits: readonly FaultEdit[];
  } | null;
}

/** Words that test, where a word that cuts is due. */
const CUTS: Readonly<Partial<Record<TokenId, Keyword>>> = {
  atMost: "upTo",
  le: "upTo",
  atLeast: "noLessThan",
  ge: "noLessThan",
};

const CONDITIONAL: ReadonlySet<string> = new Set(["如果", "若", "凡", "凡是", "if"]);

const RANGE_SIGNS: ReadonlySet<TokenId> = new Set<TokenId>(["to", "minus"]);

/** Nothing follows them on their line. */
const SEPARATORS: ReadonlySet<TokenId> = new Set<TokenId>(["comma", "listComma", "semicolon"]);
const END_OF_LINE: Bilingual = { en: "the end of the line", zh: "行末" };

const BENEFIT: ReadonlySet<string> = new Set<TokenId>(["benefit", "benefitAlso"]);

const NAME: Bilingual = { en: "a name; an amount stands behind `pay`", zh: "名称；金额写在“补”之后" };

const CEILING: Bilingual = {
  en: "`up to`, for this benefit alone; a ceiling over several benefits is a clause of its own, `limit`",
  zh: "“最高”，只管本项；几项合计封顶的，另写一条“限额”",
};

const spanOf = (token: Token) => ({ start: token.startOffset, end: token.endOffset + 1 });

const both = (keyword: Keyword): Bilingual => ({
  en: `\`${spelling(keyword, "en")}\``,
  zh: `“${spelling(keyword, "zh")}”`,
});

/** `tokens` are those of the piece that cannot be read on from `failure.index`. */
export function meantAt(tokens: readonly Token[], failure: Failure): Meant | null {
  const found = tokens[failure.index];
  if (found === undefined) return null;
  const before = tokens[failure.index - 1];
  const next = tokens[failure.index + 1];
  const may = (type: TokenType) => failure.expected.includes(type);
  const instead = (at: Token, keyword: Keyword): Meant => {
    const written = spelling(keyword, surfaceAt(tokens, at));
    return { at, expected: both(keyword), fix: { kind: "write", written, edits: [replace(spanOf(at), written)] } };
  };
  const id = idOf(found.tokenType);
  const cut = id === null ? undefined : CUTS[id];
  if (cut !== undefined && may(TOKENS[cut])) return instead(found, cut);
  if (id === "yes" && found.image === "是" && next?.tokenType === TOKENS.name && may(TOKENS.is))
    return instead(found, "is");
  if (before?.first && CONDITIONAL.has(before.text) && before.tokenType === TOKENS.name) return instead(before, "when");
  if (id !== null && RANGE_SIGNS.has(id) && may(TOKENS.orMore)) return range(tokens, failure.index);
  // 补助 500元 in place of 补 500元: the word begins a benefit, so what stands before it has no amount.
  const head = tokens[0];
  if (failure.index === 1 && id === "number" && head !== undefined && BENEFIT.has(idOf(head.tokenType) ?? "")) {
    const pay = spelling("pay", surfaceAt(tokens, head));
    return { at: found, expected: NAME, fix: { kind: "write", written: pay, edits: [replace(spanOf(head), pay)] } };
  }
  if (id !== null && SEPARATORS.has(id) && (next === undefined || next.first)) {
    return {
      at: found,
      expected: END_OF_LINE,
      fix: { kind: "remove", written: found.image, edits: [replace(spanOf(found), "")] },
    };
  }
  // 每户最高3000元: what the whole household gets at most is a limit's to say.
  if (id === "per" && may(TOKENS.upTo) && tokens[failure.index + 2]?.tokenType === TOKENS.upTo)
    return { at: found, expected: CEILING, fix: null };
  if (id === "per" && may(TOKENS.name) && may(TOKENS.number)) {
    return {
      at: found,
      expected: {
        en: "the quantity that is counted, as in `300 yuan per mu of grain_area`",
        zh: "计补的数量，如“连片粮食面积 每亩 300元”",
      },
      fix: null,
    };
  }
  return null;
}

/** The surface a word is written in; that of its clause's head where it is a sign. */
function surfaceAt(tokens: readonly Token[], token: Token): "en" | "zh" {
  const word = [token, tokens[0] ?? token].find((one) => /\p{L}/u.test(one.image)) ?? token;
  return isHan(word.image) ? "zh" : "en";
}

/** `面积 5亩 至 8亩`: a range follows 为. */
function range(tokens: readonly Token[], at: number): Meant | null {
  const [from, sign, to] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (from?.tokenType !== TOKENS.number || sign === undefined || to?.tokenType !== TOKENS.number) return null;
  const surface = surfaceAt(tokens, from);
  const [is, till] = [spelling("is", surface), spelling("to", surface)];
  const written = `${is} ${from.image} ${till} ${to.image}`;
  return {
    at: sign,
    expected: { en: "a range after `is`, as in `is 5 mu to 8 mu`", zh: "“为”之后的区间，如“为 5亩 至 8亩”" },
    fix: {
      kind: "write",
      written,
      edits: [
        insert(from.startOffset, `${is} `),
        replace({ start: from.endOffset + 1, end: to.startOffset }, ` ${till} `),
      ],
    },
  };
}
