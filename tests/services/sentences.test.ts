import { describe, expect, test } from "vitest";
import { libraryFor, POLICIES } from "../../cli/io/library.js";
import { clausesOf, type Sentence, sentences, sentencesByClause, snapshot } from "../../compiler/services/index.js";
import { clauses, made, policyText, ZH_HEAD } from "./support.js";

/** Clauses that the document of a scheme prints. */
const PARTS = ["eligible", "benefit", "limit", "payOut", "procedure", "check", "param", "define", "question", "note"];

const FOLDERS = ["rongchang-2024", "qinyuan-2017", "hebao-2020", "kaiyuan-2024", "yubei-2024"];

const said = (sentence: Sentence | undefined, lang: "en" | "zh") =>
  sentence?.[lang].map(({ text }) => text).join("") ?? "";

/** A clause, its Chinese sentence, its English one. */
const CASES: readonly [string, string, string][] = [
  [
    "奖补 粮食/grain “粮食作物奖补”\n  当 连片粮食面积 5亩以上\n  补 连片粮食面积 每亩 300元 最高 3000元\n",
    "粮食作物奖补：连片粮食面积5亩及以上（含5亩）的，补助连片粮食面积每亩300元，最高3000元。",
    "Grain: where grain area is at least 5 mu (5 mu included), 300 yuan per mu of grain area, up to 3000 yuan.",
  ],
  [
    "benefit livestock/养殖\n  when pigs >= 6 or sows > 3 → up to 3000\n  otherwise → 5 yuan\n",
    "养殖：生猪不少于6（含6）或母猪超过3（不含3）的，补助核定金额，最高3000；其余的，补助5元。",
    "Livestock: where pigs is at least 6 (6 included) or sows is more than 3 (3 not included), the amount approved, up to 3000; otherwise 5 yuan.",
  ],
  [
    "限额 户均限额/cap\n  全部奖补 每户 最高 3000元 超出时 按比例\n",
    "各项奖补合计每户最高3000元。超出的按比例核减。",
    "All benefits together per household: up to 3000 yuan. If it is exceeded, all are reduced in proportion.",
  ],
  [
    "参数 标准/rate 按 生猪\n  - 不满 50头 → 100元\n  - 其余 → 200元\n",
    "标准按生猪分档：不满50头（不含50头）的，100元；其余的，200元。",
    "Rate by pigs: less than 50 head (50 head not included): 100 yuan; otherwise 200 yuan.",
  ],
  ["定义 不外出/d = 非 整户外出\n", "“不外出”是指：整户外出为否。", "D means not (away)."],
  [
    "参数 资金/pot：元，0元 至 1000元，空白作 0元，由 乡镇\n",
    "资金由乡镇确定（单位为元，0元至1000元，未填的按0元）。",
    "Pot is set by town (in yuan, from 0 yuan to 1000 yuan, 0 yuan if left blank).",
  ],
];

describe("a clause as an official sentence", () => {
  test.each(CASES)("%s", (source, zh, en) => {
    const last = sentences(clauses(source).snap).at(-1);
    expect(said(last, "zh")).toBe(zh);
    expect(said(last, "en")).toBe(en);
  });

  test.each(FOLDERS)("%s: every number of a clause stands in its sentence, in both languages, once each", (folder) => {
    const snap = made(policyText(folder));
    const bySpan = new Map(sentences(snap).map((one) => [one.range.start, one] as const));
    let numbers = 0;
    for (const clause of clausesOf(snap)) {
      // The fields of an entity are listed by name.
      if (clause.kind === "entity") continue;
      for (const lang of ["en", "zh"] as const) {
        const shown = (bySpan.get(clause.range.start)?.[lang] ?? []).flatMap((one) =>
          one.kind === "number" ? [one.at.start] : [],
        );
        expect(
          [...shown].sort((a, b) => a - b),
          `${clause.title.en} ${lang}`,
        ).toEqual(clause.numbers.map(({ start }) => start));
        numbers += shown.length;
      }
    }
    expect(numbers).toBeGreaterThan(50);
  });

  test.each(FOLDERS)("%s: nothing is left unsaid or said in the other language", (folder) => {
    const snap = made(policyText(folder));
    for (const one of sentences(snap)) {
      expect(said(one, "zh")).toMatch(/。$/u);
      expect(said(one, "zh")).not.toMatch(/undefined|null|\[object/);
      expect(said(one, "en")).not.toMatch(/undefined|null|\[object/);
      const words = one.en.flatMap((part) => (part.kind === "words" ? [part.text] : [])).join("");
      if (one.kind === "Benefit" || one.kind === "Limit")
        expect(words.replace(/\([^)]*\)/g, "")).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test("names lead to what they mean", () => {
    const last = sentences(clauses("benefit grain/粮食\n  pay 300 yuan per mu of grain_area\n").snap).at(-1);
    expect(last?.en.filter(({ kind }) => kind === "name")).toEqual([
      { kind: "name", text: "Grain", symbol: "grain" },
      { kind: "name", text: "grain area", symbol: "household.grain_area" },
    ]);
  });

  test("a clause that cannot be read keeps its words", () => {
    const last = sentences(clauses("benefit grain/粮食\n  when and\n").snap).at(-1);
    expect(said(last, "zh")).toBe("benefit grain/粮食\n  when and");
  });
});

describe("by clause", () => {
  test.each(FOLDERS)("%s: every clause that is part of the rule has its sentence, in both languages", (folder) => {
    const path = `${POLICIES}${folder}/${folder}.policy`;
    const snap = snapshot(null, [{ path, text: policyText(folder) }], libraryFor(path, POLICIES));
    const { policy } = snap.compiled;
    if (!policy) throw new Error(`${folder} cannot be read`);
    for (const lang of ["zh", "en"] as const) {
      const found = sentencesByClause(snap, lang);
      const without = Object.entries(policy.about).filter(
        ([id, about]) => about.file === path && PARTS.includes(about.clause) && (found[id] ?? "") === "",
      );
      expect(without.map(([id]) => id)).toEqual([]);
      const texts = sentences(snap).map((one) => said(one, lang));
      expect(Object.values(found).filter((text) => !texts.includes(text))).toEqual([]);
    }
  });

  test("a clause is known by the id that results and documents know it by", () => {
    const snap = made(
      `${ZH_HEAD}奖补 粮食/grain “粮食作物奖补”\n  当 连片粮食面积 5亩以上\n  补 连片粮食面积 每亩 300元\n`,
    );
    expect(sentencesByClause(snap, "zh")["grain"]).toBe(
      "粮食作物奖补：连片粮食面积5亩及以上（含5亩）的，补助连片粮食面积每亩300元。",
    );
  });

  test("a text that cannot be read has none", () => {
    expect(sentencesByClause(made(`${ZH_HEAD}奖补 `), "zh")).toEqual({});
  });
});
