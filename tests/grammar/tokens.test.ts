import { describe, expect, test } from "vitest";
import { syntax } from "../../compiler/diagnostics/catalogue/syntax.js";
import type { ParamsOf } from "../../compiler/diagnostics/entry.js";
import type { FaultParams } from "../../grammar/faults.js";
import { parseCondition, tokenize } from "../../grammar/index.js";
import { lex } from "../../grammar/lexer.js";
import { ALL_TOKENS, idOf, describe as inWords } from "../../grammar/token-types.js";
import { KEYWORDS, type Keyword, type KeywordSpec, spelling, spellings } from "../../grammar/tokens.js";
import { UNITS, type UnitId, unitId, unitSpelling, unitSpellings } from "../../grammar/units.js";
import { isHan, NO_WORDS } from "../../grammar/words.js";

const keywords = Object.keys(KEYWORDS) as Keyword[];

/** Fails to type-check if the catalogue's parameters are not those of the faults, code for code. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type InStep = {
  [C in keyof FaultParams]: C extends keyof typeof syntax ? Same<FaultParams[C], ParamsOf<(typeof syntax)[C]>> : never;
};
const inStep: InStep = Object.fromEntries(Object.keys(syntax).map((code) => [code, true])) as InStep;

describe("the table of keywords", () => {
  test("every token is described in words, in both languages", () => {
    for (const type of ALL_TOKENS) {
      const words = inWords(type);
      expect(words.en, type.name).toMatch(/^[a-z`]/);
      expect(words.en, type.name).not.toContain(type.name.match(/[a-z][A-Z]/) ? type.name : "\u0000");
      expect(isHan(words.zh) || /[“”]/.test(words.zh), `${type.name}: ${words.zh}`).toBe(true);
    }
  });

  test("each canonical spelling is read as its keyword, or as the one it shares the spelling with", () => {
    const firstWith = (spelled: string) => keywords.find((keyword) => spellings(keyword).includes(spelled));
    for (const keyword of keywords) {
      const spec: KeywordSpec = KEYWORDS[keyword];
      for (const spelled of spellings(keyword)) {
        const context =
          keyword === "full"
            ? isHan(spelled)
              ? "x 每"
              : "x per "
            : spec.use === "header" || spec.class === "head"
              ? ""
              : "x ";
        const between = keyword === "yearsFrom" || keyword.endsWith("sFrom") ? "自 a 至 b " : "";
        const after = keyword === "full" ? " 10 mu" : "";
        const { tokens } = lex(`${context}${between}${spelled}${after}`, NO_WORDS);
        const ids = tokens.map((token) => idOf(token.tokenType));
        expect(ids, spelled).toContain(firstWith(spelled) ?? keyword);
      }
    }
  });

  test("a Chinese spelling is not one of another keyword's spellings unless the table lists it twice on purpose", () => {
    const seen = new Map<string, Keyword[]>();
    for (const keyword of keywords) {
      for (const spelled of spellings(keyword)) seen.set(spelled, [...(seen.get(spelled) ?? []), keyword]);
    }
    const shared = [...seen].filter(([, owners]) => owners.length > 1).map(([spelled]) => spelled);
    expect(shared.sort()).toEqual(["after", "before", "benefit", "from", "to", "within", "在"].sort());
  });

  test("canonical spellings are found by keyword and surface", () => {
    expect(spelling("benefit", "zh")).toBe("奖补");
    expect(spelling("anyOf", "zh")).toBe("任一");
    expect(spelling("anyOf", "zh", true)).toBe("达到下列条件之一");
    expect(spelling("among", "zh")).toBe("among");
    expect(spelling("eachIn", "en")).toBe("各");
  });

  test("each fault has its sentences, and each sentence its fault", () => {
    expect(Object.values(inStep).every(Boolean)).toBe(true);
  });
});

describe("the table of units", () => {
  const ids = Object.keys(UNITS) as UnitId[];

  test("no spelling stands for two units", () => {
    const all = ids.flatMap(unitSpellings);
    expect(new Set(all).size).toBe(all.length);
  });

  test.each(ids)("%s is read in each of its spellings after a number, with and without a space", (id) => {
    for (const spelled of unitSpellings(id)) {
      for (const written of isHan(spelled) ? [`6${spelled}`, `6 ${spelled}`] : [`6 ${spelled}`]) {
        const [token, ...rest] = lex(written, NO_WORDS).tokens;
        expect(rest, written).toEqual([]);
        expect(unitId(token?.number?.unit?.text ?? ""), written).toBe(id);
      }
    }
  });

  test("spellings by surface and number", () => {
    expect(unitSpelling("month", "zh", false)).toBe("月");
    expect(unitSpelling("month", "zh", true, true)).toBe("个月");
    expect(unitSpelling("month", "en", true)).toBe("months");
    expect(unitSpelling("person", "en", true)).toBe("people");
  });
});

describe("words", () => {
  const words = (text: string) =>
    lex(text, NO_WORDS).tokens.map((token) => {
      const { number } = token;
      return number ? `${number.value}${number.magnitude ?? ""}|${number.unit?.text ?? ""}` : token.text;
    });
  const cases: readonly [string, readonly string[]][] = [
    ["6头及以上", ["6|头", "及以上"]],
    ["6 head or more", ["6|head", "or more"]],
    ["10只起补", ["10|只", "起补"]],
    ["12个月内", ["12|个月", "内"]],
    ["304.5万元", ["304.5wan|元"]],
    ["304.5 wan yuan", ["304.5wan|yuan"]],
    ["3亿", ["3yi|"]],
    ["6筐及以上", ["6|筐", "及以上"]],
    ["2000元/户", ["2000|元", "/", "户"]],
    ["300元/亩以上", ["300|元", "/", "亩", "以上"]],
    ["3000元/人·年", ["3000|元", "/", "人", "·", "年"]],
    ["10 / x", ["10|", "/", "x"]],
    ["5% of x", ["5|%", "of", "x"]],
    ["5‰", ["5|‰"]],
    ["20㎡", ["20|㎡"]],
    ["20 m²", ["20|m²"]],
    ["3 working days", ["3|working days"]],
    ["每亩300元", ["每", "亩", "300|元"]],
    ["每满10亩 40元", ["每", "满", "10|亩", "40|元"]],
    ["每户最高3000元", ["每", "户", "最高", "3000|元"]],
    ["每只补20元", ["每", "只", "补", "20|元"]],
    ["每 到户项目", ["每", "到户项目"]],
    ["every_month per month", ["every_month", "per", "month"]],
    ["0\nsows", ["0|", "sows"]],
    ["2至4亩", ["2|", "至", "4|亩"]],
    ["2—4亩", ["2|", "—", "4|亩"]],
    ["2024年1月10日至2024-12-31", ["2024-01-10", "至", "2024-12-31"]],
    ["“甲“乙”丙”", ["甲“乙”丙"]],
    ["养殖.核定 5元", ["养殖", ".", "核定", "5|元"]],
    ["x.by", ["x", ".", "by"]],
    ["`by` 【每亩】", ["by", "每亩"]],
    ["no  later   than x", ["no  later   than", "x"]],
    ["nothing", ["nothing"]],
    ["以户为单位", ["以", "户", "为单位"]],
    ["以【甲 乙】为单位", ["以", "甲 乙", "为单位"]],
    ["对每个户", ["对每个", "户"]],
    ["x 年数", ["x", "年数"]],
    ["补助标准", ["补助标准"]],
  ];
  test.each(cases)("%s", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test("a run with no space is taken apart only where its words are known", () => {
    const known = { names: new Set(["母猪", "生猪", "全部产业"]), units: new Set<string>() };
    expect(parseCondition("生猪 且母猪", known).faults).toMatchObject([
      { code: "P1010", params: { split: "且 母猪" } },
    ]);
    expect(parseCondition("全部产业", known).faults).toEqual([]);
    expect(parseCondition("为全部产业户", NO_WORDS).faults).toEqual([]);
  });

  test("any name can be quoted, also one that is a word of the language", () => {
    for (const name of ["每亩标准", "by", "a b", "2024", "且", "补助"]) {
      for (const quoted of [`【${name}】`, `\`${name}\``]) {
        expect(lex(quoted, NO_WORDS).tokens.map((token) => [idOf(token.tokenType), token.text])).toEqual([
          ["name", name],
        ]);
      }
    }
  });

  test("highlighting", () => {
    const classes = tokenize("奖补 粮食/grain “粮” # c\n  补 面积 每亩 300元").map((token) => token.class);
    expect(classes).toEqual([
      "head",
      "name",
      "sign",
      "name",
      "text",
      "comment",
      "line",
      "name",
      "word",
      "unit",
      "number",
      "unit",
    ]);
  });
});
