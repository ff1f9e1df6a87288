import { describe, expect, test } from "vitest";
import {
  definition,
  folding,
  hover,
  outline,
  type RosterFigures,
  references,
  rename,
  semanticTokens,
  signature,
  snapshot,
  symbols,
} from "../../compiler/services/index.js";
import { apply, clauses, HOUSEHOLD, LIBRARY, made, marked, policyText, ZH_HEAD } from "./support.js";

const GRAIN: RosterFigures = {
  kind: "field",
  rows: 2400,
  filled: 2397,
  unreadable: 1,
  spread: {
    least: { en: "0 mu", zh: "0亩" },
    median: { en: "4.5 mu", zh: "4.5亩" },
    most: { en: "12 mu", zh: "12亩" },
  },
  counts: [],
  different: null,
};

describe("hover", () => {
  const words = (figures: RosterFigures, lang: "en" | "zh") => {
    const { snap, at } = clauses("奖补 甲/b\n  当 连片粮^食面积 5亩以上\n  补 5元\n");
    const without = (hover(snap, at)?.lines ?? []).map((l) => l[lang]);
    return (hover(snap, at, () => figures)?.lines ?? []).map((l) => l[lang]).filter((l) => !without.includes(l));
  };

  test.each<[string, RosterFigures, string[], string[]]>([
    [
      "a parameter",
      { kind: "value", value: { en: "300 yuan per mu", zh: "300元/亩" } },
      ["本名册：300元/亩"],
      ["On this roster: 300 yuan per mu"],
    ],
    [
      "a parameter that towns set",
      { kind: "values", groups: 21, least: { en: "5 yuan", zh: "5元" }, most: { en: "9 yuan", zh: "9元" } },
      ["本名册：分 21 处确定，5元 至 9元"],
      ["On this roster: set for 21 groups, 5 yuan to 9 yuan"],
    ],
    [
      "a definition: a share is cut, never rounded up to all",
      { kind: "holds", rows: 100_000, holds: 99_999, undecided: 1 },
      ["本名册：100,000 行中 99,999 行成立（99.9%），1 行待定"],
      ["On this roster: holds for 99,999 of 100,000 rows (99.9%); not known for 1"],
    ],
    [
      "a definition that is a number",
      {
        kind: "numbers",
        rows: 2400,
        known: 2399,
        spread: {
          least: { en: "0 yuan", zh: "0元" },
          median: { en: "1350.5 yuan", zh: "1350.5元" },
          most: { en: "20000 yuan", zh: "20000元" },
        },
      },
      ["本名册：2,400 行中 2,399 行已知，1 行待定", "最小 0元，中位 1350.5元，最大 20000元"],
      [
        "On this roster: known for 2,399 of 2,400 rows; not known for 1",
        "Least 0 yuan, median 1350.5 yuan, greatest 20000 yuan",
      ],
    ],
    [
      "a number that is known for no row",
      { kind: "numbers", rows: 12, known: 0, spread: null },
      ["本名册：12 行中 0 行已知，12 行待定"],
      ["On this roster: known for 0 of 12 rows; not known for 12"],
    ],
    [
      "no row",
      { kind: "holds", rows: 0, holds: 0, undecided: 0 },
      ["本名册：0 行中 0 行成立（–）"],
      ["On this roster: holds for 0 of 0 rows (–)"],
    ],
    [
      "a list",
      {
        ...GRAIN,
        unreadable: 0,
        spread: null,
        counts: [
          { name: { en: "lifted", zh: "脱贫户" }, rows: 2000 },
          { name: { en: "ordinary", zh: "一般农户" }, rows: 397 },
        ],
      },
      ["本名册：2,400 行中 2,397 行有值，3 行空白", "脱贫户 2,000，一般农户 397"],
      ["On this roster: 2,397 of 2,400 rows have a value, 3 are blank", "lifted 2,000, ordinary 397"],
    ],
    [
      "a text",
      { ...GRAIN, unreadable: 0, spread: null, different: 21 },
      ["本名册：2,400 行中 2,397 行有值，3 行空白", "共 21 种不同的值"],
      ["On this roster: 2,397 of 2,400 rows have a value, 3 are blank", "21 different values"],
    ],
  ])("on the roster: %s", (_, figures, zh, en) => {
    expect(words(figures, "zh")).toEqual(zh);
    expect(words(figures, "en")).toEqual(en);
  });

  test("a field: both names, type, bounds, what a blank means, and its values on the roster", () => {
    const { snap, at } = clauses("奖补 甲/b\n  当 连片粮^食面积 5亩以上\n  补 5元\n");
    const found = hover(snap, at, (id) => (id === "household.grain_area" ? GRAIN : null));
    expect(found?.symbol).toMatchObject({
      id: "household.grain_area",
      kind: "field",
      name: { en: "grain_area", zh: "连片粮食面积" },
    });
    expect(found?.heading.zh).toBe("连片粮食面积 / grain_area（名册字段）");
    const lines = found?.lines.map(({ zh }) => zh) ?? [];
    expect(lines).toContain("类型：亩");
    expect(lines).toContain("0亩 至 10000亩");
    expect(lines).toContain("本名册：2,400 行中 2,397 行有值，2 行空白，1 行无法读取");
    expect(lines).toContain("最小 0亩，中位 4.5亩，最大 12亩");
    expect(found?.lines.map(({ en }) => en)).toContain("Least 0 mu, median 4.5 mu, greatest 12 mu");
    expect(lines.join("\n")).toContain("空白视为 0");
  });

  test.each([
    ["per_head_income", "yuan per person per year", "元/人/年"],
    ["registered", "one of lifted_out, ordinary", "选项：脱贫户、一般农户"],
    ["away", "yes/no", "是否"],
    ["accepted_on", "date", "日期"],
    ["seedling_cost", "yuan", "元"],
  ])("the type of %s in both languages, whichever it is declared in", (field, en, zh) => {
    const { snap } = clauses("benefit b/乙\n  pay 5 yuan\n");
    expect(symbols(snap).find(({ id }) => id === `household.${field}`)?.type).toEqual({ en, zh });
  });

  test("a definition with its text, and the document's words", () => {
    const { snap, at } = clauses(
      'param rate/标准 = 300 yuan per mu\n  cite "art. 4" quoting "300元"\nbenefit b/乙\n  pay ra^te * grain_area\n',
    );
    const found = hover(snap, at);
    expect(found?.lines.map(({ en }) => en).join("\n")).toContain("param rate/标准 = 300 yuan per mu");
    expect(found?.lines.map(({ en }) => en)).toContain("Source: art. 4, “300元”");
    expect(found?.lines.map(({ en }) => en)).toContain("Type: yuan per mu");
  });

  test.each([
    ["奖补 甲/b\n  当 生猪 6头^及以上\n  补 5元\n", "or more / 及以上"],
    ["奖补 甲/b\n  当 生猪 超^过 3头\n  补 5元\n", "more than / 超过"],
    ["奖补 甲/b\n  补 30^4.5万元\n", "304.5万元"],
  ])("%s", (source, heading) => {
    const { snap, at } = clauses(source);
    expect(hover(snap, at)?.heading.zh).toBe(heading);
  });

  test("a large number is written out, digit by digit", () => {
    const { snap, at } = clauses("奖补 甲/b\n  补 30^4.5万元\n");
    expect(hover(snap, at)?.lines[0]?.zh).toBe("= 3,045,000");
  });

  test("nothing between words and in comments", () => {
    const { snap, at } = clauses("# ab^out\nbenefit b/乙\n  pay 5 yuan\n");
    expect(hover(snap, at)).toBeNull();
  });
});

/** A marked use and the text of the declaration that it leads to. */
const DEFINITIONS: readonly [string, string][] = [
  ["奖补 甲/b\n  当 户类型 为 一般^农户\n  补 5元\n", "household.registered.ordinary"],
  ["奖补 甲/b\n  当 户^类型 为 一般农户\n  补 5元\n", "household.registered"],
  ["define d/丁 = sum of approved_^cost among projects\n", "project.approved_cost"],
  ["define d/丁 = sum of approved_cost among pro^jects\n", "project"],
  ["benefit b/乙\n  pay 5 yuan\nlimit l/限\n  ^b per household up to 5 yuan\n", "b"],
  ["question q/问\n  - a/甲\n  - c/丙\n  taken a\nbenefit b/乙\n  when q is ^c\n  pay 5 yuan\n", "q.c"],
  ["question q/问\n  - a/甲\n  - c/丙\n  taken ^a\n", "q.a"],
  ['example "e"\n  given monitoring ^none\n  expect not eligible\n', "household.monitoring.none"],
  ['example "e"\n  given member (disability ^none)\n  expect not eligible\n', "member.disability.none"],
  ["procedure p/程\n  - a/甲 by town\n  - c/丙 after ^a\n", "p.a"],
  ["limit l/限\n  all benefits per ^town up to 5 yuan\nbenefit b/乙\n  pay 5 yuan\n", "household.town"],
  ["limit l/限\n  all benefits per house^hold up to 5 yuan\nbenefit b/乙\n  pay 5 yuan\n", "household"],
  // In a clause that cannot be read, too.
  ["benefit b/乙\n  when grain^_area and\n  pay 5 yuan\n", "household.grain_area"],
];

describe("from a use to its declaration", () => {
  test.each(DEFINITIONS)("%s", (source, id) => {
    const { snap, at } = clauses(source);
    const found = definition(snap, at);
    const symbol = symbols(snap).find((one) => one.id === id);
    expect(symbol?.declared).toBeTruthy();
    expect(found?.at).toEqual(symbol?.declared);
  });

  test("a declaration leads to itself, a keyword nowhere", () => {
    const { snap, at } = clauses("benefit gr^ain/粮食\n  pay 5 yuan\n");
    expect(definition(snap, at)?.at.start).toBe(at - 2);
    const keyword = clauses("bene^fit grain/粮食\n  pay 5 yuan\n");
    expect(definition(keyword.snap, keyword.at)).toBeNull();
  });
});

describe("all uses", () => {
  test("in both spellings, in all files, the declaration first", () => {
    const { snap, at, ranges } = clauses(
      "奖补 甲/b\n  当 «连片粮^食面积» 5亩以上\n  补 300 yuan per mu of «grain_area»\n",
    );
    const found = references(snap, at);
    expect(found[0]?.file).toBe("household.policy");
    expect(found.filter(({ file }) => file === "t.policy").map(({ start, end }) => ({ start, end }))).toEqual(ranges);
  });

  test("values of another field of the same name are not among them", () => {
    const source = 'example "e"\n  given monitoring «^none», member (disability none)\n  expect not eligible\n';
    const { snap, at, ranges } = clauses(source);
    const here = references(snap, at).filter(({ file }) => file === "t.policy");
    expect(here.map(({ start, end }) => ({ start, end }))).toEqual(ranges);
  });

  test("every name of the examples is accounted for", () => {
    for (const folder of ["rongchang-2024", "kaiyuan-2024", "yubei-2024"]) {
      const text = policyText(folder);
      const snap = snapshot(null, [{ path: "t.policy", text }], LIBRARY);
      const known = new Set(symbols(snap).map(({ id }) => id));
      for (const { id, declared } of symbols(snap)) {
        expect(known.has(id)).toBe(true);
        if (declared?.file === "t.policy") {
          const own = references(snap, declared.start);
          expect(
            own.some(({ start }) => start === declared.start),
            `${folder} ${id}`,
          ).toBe(true);
        }
      }
    }
  });
});

describe("rename", () => {
  const edited = (source: string, to: string) => {
    const { snap, at, text } = clauses(source);
    const result = rename(snap, at, to);
    if (result.kind === "refused") return result.why.en;
    const of = (file: string) => result.edits.filter((edit) => edit.file === file);
    return { policy: apply(text, of("t.policy")), vocabulary: apply(HOUSEHOLD, of("household.policy")) };
  };

  test("the spelling pointed at, wherever it stands; the other one stays", () => {
    const source = "定义 达标/d = 生猪 6头及以上\n奖补 甲/b\n  当 达^标 或 d\n  补 5元\n";
    expect(edited(source, "养殖达标")).toMatchObject({
      policy: expect.stringContaining("定义 养殖达标/d = 生猪 6头及以上\n奖补 甲/b\n  当 养殖达标 或 d\n"),
    });
  });

  test("across the policy and its vocabulary", () => {
    const result = edited("benefit b/乙\n  when pi^gs >= 6 head\n  pay 5 yuan\n", "swine");
    expect(result).toMatchObject({
      policy: expect.stringContaining("when swine >= 6 head"),
      vocabulary: expect.stringContaining("- 生猪/swine：头"),
    });
  });

  test("and after it everything means what it meant", () => {
    const text = policyText("rongchang-2024");
    const snap = made(text);
    const result = rename(snap, text.indexOf("养殖达标/"), "达到养殖标准");
    expect(result.kind).toBe("edits");
    const after = result.kind === "edits" ? apply(text, result.edits) : text;
    expect(after).not.toContain("养殖达标");
    expect(made(after).compiled.hash).toBe(snap.compiled.hash);
  });

  test("a name that is two words of the language is quoted", () => {
    expect(edited("定义 达^标/d = 有劳动力\n奖补 甲/b\n  当 达标\n  补 5元\n", "每户")).toMatchObject({
      policy: expect.stringContaining("定义 【每户】/d = 有劳动力\n奖补 甲/b\n  当 【每户】\n"),
    });
  });

  test.each([
    ["定义 达^标/d = 有劳动力\n", "生猪", /declared already/],
    ["定义 达^标/d = 有劳动力\n", "reached", /Chinese spelling/],
    ["定义 达标/^d = 有劳动力\n", "达到", /English spelling/],
    ["定义 达^标/d = 有劳动力\n", "亩", /word of the language/],
    ["定义 达^标/d = 有劳动力\n", " ", /one word/],
    ["定^义 达标/d = 有劳动力\n", "甲", /no name here/],
  ])("%s to %s is refused", (source, to, why) => {
    expect(edited(source, to)).toMatch(why);
  });

  test("open policies that share the vocabulary are changed together", () => {
    const vocabulary = snapshot(null, [{ path: "household.policy", text: HOUSEHOLD }], LIBRARY);
    const { snap } = clauses("奖补 甲/b\n  当 生猪 6头及以上\n  补 5元\n");
    const result = rename(vocabulary, HOUSEHOLD.indexOf("生猪/pigs"), "商品猪", [snap]);
    expect(result.kind === "edits" && result.edits.map(({ file }) => file).sort()).toEqual([
      "household.policy",
      "t.policy",
    ]);
  });
});

describe("unsaved vocabularies", () => {
  test("an open file stands in for the one in the library", () => {
    const text = `${ZH_HEAD}奖补 甲/b\n  当 山羊 6只及以上\n  补 5元\n`;
    expect(made(text).compiled.hash).toBeNull();
    const open = {
      path: "household.policy",
      text: HOUSEHOLD.replace("- 羊/sheep：只", "- 山羊/goats：只，0只 至 9只，空白作 0只\n  - 羊/sheep：只"),
    };
    expect(snapshot(null, [{ path: "t.policy", text }, open], LIBRARY).compiled.hash).not.toBeNull();
  });
});

describe("structure", () => {
  test("the outline: sections hold their clauses, clauses their parts", () => {
    const { snap } = clauses("question q/问 “问题”\n  - a/甲\n  - c/丙\n  taken a\nbenefit b/乙\n  pay 5 yuan\n");
    const [section] = outline(snap);
    expect(section).toMatchObject({ kind: "section", title: { en: "for each household" } });
    expect(section?.children.map(({ kind, id, label }) => [kind, id, label])).toEqual([
      ["eligible", "", null],
      ["question", "q", "问题"],
      ["benefit", "b", null],
    ]);
    expect(section?.children[1]?.children.map(({ id }) => id)).toEqual(["q.a", "q.c"]);
  });

  test("what folds is longer than a line", () => {
    const { snap, text } = clauses("# one\n# two\nbenefit b/乙\n  when able\n  pay 5 yuan\ndefine d/丁 = able\n");
    const shown = folding(snap).map(({ kind, start, end }) => [kind, text.slice(start, end).split("\n").length]);
    expect(shown).toContainEqual(["comment", 2]);
    expect(shown).toContainEqual(["clause", 3]);
    expect(shown.every(([, lines]) => Number(lines) > 1)).toBe(true);
  });

  test("each word has its class", () => {
    const { snap, text } = clauses("奖补 甲/b\n  当 户类型 为 一般农户 且 生猪 6头及以上\n  补 300元 # 定额\n");
    const from = text.indexOf("奖补 甲");
    const shown = semanticTokens(snap)
      .filter(({ start }) => start >= from)
      .map((one) => `${text.slice(one.start, one.end)} ${one.class}`);
    expect(shown).toEqual([
      "奖补 keyword",
      "甲 benefit",
      "/ operator",
      "b benefit",
      "当 keyword",
      "户类型 field",
      "为 operator",
      "一般农户 enumValue",
      "且 operator",
      "生猪 field",
      "6 number",
      "头 unit",
      "及以上 operator",
      "补 keyword",
      "300 number",
      "元 unit",
      "# 定额 comment",
    ]);
  });

  test("tokens of the examples are in order and do not overlap", () => {
    const snap = made(policyText("qinyuan-2017"));
    const all = semanticTokens(snap);
    expect(all.length).toBeGreaterThan(500);
    for (let i = 1; i < all.length; i += 1)
      expect(all[i]?.start as number).toBeGreaterThanOrEqual(all[i - 1]?.end as number);
  });
});

describe("signatures", () => {
  test.each([
    ["benefit b/乙\n  when ^", "when condition"],
    ["benefit b/乙\n  pay ^", "pay amount"],
    ["limit l/限\n  all benefits per household up to ^", "up to 3000 yuan"],
    ["define d/丁 = sum of approved_cost among ^", "among projects"],
    ["define d/丁 = round half up (income) to ^", "to 0.01 yuan"],
    ["define d/丁 = years from applied_on to ^", "to date"],
    ["奖补 甲/b\n  补 ^", "pay amount"],
    ["拨付 全部奖补\n  - 50% 于 ^", "on date"],
    ['example "e"\n  given pigs 6 head\n  expect ^', "expect benefit amount"],
  ])("%s", (source, part) => {
    const { snap, at } = clauses(source);
    const found = signature(snap, at);
    expect(found?.parts[found.active ?? -1]?.label.en).toBe(part);
  });

  test("none in a comment", () => {
    const { snap, at } = clauses("# a ^");
    expect(signature(snap, at)).toBeNull();
  });
});

test("an empty file, a file of another kind and a lone head have no services that fail", () => {
  for (const source of ["^", "hello ^ world", "policy ^", "词表 ^", "\u0000\u0001^", "奖补 ^", "- ^"]) {
    const { text, at } = marked(source);
    const snap = made(text);
    expect(() => {
      hover(snap, at);
      definition(snap, at);
      references(snap, at);
      outline(snap);
      folding(snap);
      semanticTokens(snap);
      signature(snap, at);
      symbols(snap);
    }).not.toThrow();
  }
});
