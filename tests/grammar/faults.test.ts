import { describe, expect, test } from "vitest";
import type { FaultCode } from "../../grammar/index.js";
import { edited, marked } from "./support/marks.js";
import { parse, withoutSpans } from "./support/trees.js";

const HEAD = "policy p/甲策\n";

interface Case {
  readonly code: FaultCode;
  /** A clause; the place of the fault between ⟦ and ⟧. */
  readonly source: string;
  /** What each fix makes of the clause, in the order offered. */
  readonly fixed?: readonly string[];
}

const cases: readonly Case[] = [
  { code: "P1001", source: "benefit a pay 300 yuan per mu ⟦grain_area⟧" },
  { code: "P1001", source: "check c x at least ⟦>=⟧ 3" },
  { code: "P1001", source: "entity e\n  - a ⟦yes/no⟧" },
  { code: "P1001", source: "example ⟦x⟧" },
  { code: "P1001", source: "limit l ⟦per⟧ household up to 3" },
  { code: "P1001", source: "benefit a pay x ⟦remainder to⟧ y" },
  { code: "P1001", source: "benefit a pay 3 ⟦at most⟧ 5", fixed: ["benefit a pay 3 up to 5"] },
  { code: "P1001", source: "奖补 a 补 x ⟦不超过⟧3000元", fixed: ["奖补 a 补 x 最高3000元"] },
  { code: "P1001", source: "奖补 a 补 x ⟦≤⟧ 3000元", fixed: ["奖补 a 补 x 最高 3000元"] },
  { code: "P1001", source: "奖补 a 补 x ⟦不少于⟧ 3元", fixed: ["奖补 a 补 x 最低 3元"] },
  { code: "P1001", source: "核查 c x ⟦是⟧ 甲", fixed: ["核查 c x 为 甲"] },
  { code: "P1001", source: "核查 c x ⟦是⟧ 且 y" },
  { code: "P1001", source: "奖补 a\n  ⟦如果⟧ x\n  补 3元", fixed: ["奖补 a\n  当 x\n  补 3元"] },
  { code: "P1001", source: "benefit a\n  ⟦if⟧ x\n  pay 3", fixed: ["benefit a\n  when x\n  pay 3"] },
  { code: "P1001", source: "核查 c x 5⟦-⟧8亩", fixed: ["核查 c x 为 5 至 8亩"] },
  { code: "P1001", source: "check c x 5 mu ⟦to⟧ 8 mu", fixed: ["check c x is 5 mu to 8 mu"] },
  { code: "P1001", source: "奖补 a 补 ⟦每⟧亩 300元" },
  { code: "P1001", source: "奖补 a 补 x 每只300元 ⟦每⟧户最高3000元" },
  { code: "P1001", source: "奖补 a\n  当 x\n  补 500元⟦；⟧", fixed: ["奖补 a\n  当 x\n  补 500元"] },
  { code: "P1001", source: "奖补 a\n  补 500元⟦，⟧\n  当 x", fixed: ["奖补 a\n  补 500元\n  当 x"] },
  { code: "P1001", source: "享受条件 当 （x 或 y\n  ⟦除外 当⟧ z" },
  { code: "P1002", source: "check c x and⟦⟧" },
  { code: "P1002", source: "benefit a\n  when pigs 6 head or more and⟦⟧\n  pay 3" },
  { code: "P1002", source: "question q\n  - a\n  - b =⟦⟧\n  taken a" },
  { code: "P1003", source: "对象 e\n  ⟦·⟧ a：数", fixed: ["对象 e\n  - a：数"] },
  { code: "P1003", source: "check c x ⟦@@⟧ y" },
  { code: "P1003", source: "check c x⟦。⟧", fixed: ["check c x"] },
  { code: "P1003", source: "check c x ⟦\u0000⟧" },
  { code: "P1003", source: "check c x ⟦\ud800⟧" },
  { code: "P1004", source: "check c x is ⟦“abc⟧", fixed: ["check c x is “abc”"] },
  { code: "P1004", source: 'check c x is ⟦"abc⟧', fixed: ['check c x is "abc"'] },
  { code: "P1004", source: "check c x is ⟦“a “b”⟧" },
  { code: "P1004", source: "check c x is ⟦「abc⟧", fixed: ["check c x is 「abc」"] },
  { code: "P1005", source: "check ⟦【c x⟧" },
  { code: "P1005", source: "check ⟦``⟧ x" },
  { code: "P1006", source: "benefit a pay ⟦10,000⟧ yuan", fixed: ["benefit a pay 10000 yuan"] },
  {
    code: "P1006",
    source: "benefit a pay highest of (⟦100,200⟧)",
    fixed: ["benefit a pay highest of (100200)", "benefit a pay highest of (100, 200)"],
  },
  { code: "P1006", source: "奖补 a 补 ⟦3，000⟧元", fixed: ["奖补 a 补 3000元"] },
  { code: "P1006", source: "奖补 a 补 ⟦1，050，000⟧元", fixed: ["奖补 a 补 1050000元"] },
  { code: "P1007", source: "check c x after ⟦2024.6.15⟧", fixed: ["check c x after 2024-06-15"] },
  { code: "P1007", source: "check c x after ⟦2024/6/15⟧", fixed: ["check c x after 2024-06-15"] },
  { code: "P1008", source: "check c x after ⟦2024-02-30⟧" },
  { code: "P1008", source: "check c x after ⟦2023年2月29日⟧" },
  { code: "P1008", source: "check c x after ⟦2024-13-01⟧" },
  { code: "P1008", source: "check c x after ⟦2024.2.30⟧" },
  { code: "P1009", source: "check c x before ⟦2024年6月⟧" },
  {
    code: "P1010",
    source: "define 粮食/grain = 3\n奖补 a 当 面积 >= 6 ⟦或粮食⟧ > 3 补 3元",
    fixed: ["define 粮食/grain = 3\n奖补 a 当 面积 >= 6 或 粮食 > 3 补 3元"],
  },
  {
    code: "P1010",
    source: "奖补 a 当 生猪 >= 6 ⟦且母猪⟧ > 3 补 3元",
    fixed: ["奖补 a 当 生猪 >= 6 且 母猪 > 3 补 3元"],
  },
  { code: "P1010", source: "奖补 a 当 ⟦生猪且⟧ 母猪 补 3元", fixed: ["奖补 a 当 生猪 且 母猪 补 3元"] },
  {
    code: "P1011",
    source: "check c ⟦x and y or z⟧",
    fixed: ["check c (x and y) or z", "check c x and (y or z)"],
  },
  {
    code: "P1011",
    source: "核查 c ⟦甲 或 乙 且 丙 或 丁⟧",
    fixed: ["核查 c 甲 或 (乙 且 丙) 或 丁", "核查 c (甲 或 乙) 且 (丙 或 丁)"],
  },
  {
    code: "P1012",
    source: "benefit a\n  pay sum of\n    - x\n    - y\n    ⟦up to 3000⟧",
    fixed: [
      "benefit a\n  pay sum of\n    - x\n    - y up to 3000",
      "benefit a\n  pay (sum of\n    - x\n    - y) up to 3000",
    ],
  },
  { code: "P1013", source: "check c x at least 3 ⟦to 5⟧" },
  { code: "P1013", source: "check c x = 3 ⟦to 5⟧" },
  { code: "P1013", source: "param t by a\n  - under 3 ⟦to 5⟧ → 1" },
  { code: "P1014", source: "benefit a\n  when x → 1\n  ⟦otherwise → 2⟧\n  when y → 3" },
  { code: "P1014", source: "benefit a pay first of (x → 1, ⟦otherwise → 2⟧, y → 3)" },
  { code: "P1014", source: "param t by a\n  ⟦- otherwise → 2⟧\n  - 3 → 1" },
  { code: "P1015", source: "benefit a pay 3 ⟦pay 4⟧" },
  { code: "P1016", source: "benefit a\n  when x → 3\n  ⟦pay 4⟧" },
  { code: "P1017", source: "check c any of\n  ⟦-⟧x\n  - y", fixed: ["check c any of\n  - x\n  - y"] },
  { code: "P1018", source: "⟦benifit⟧ a pay 3", fixed: ["benefit a pay 3"] },
  { code: "P1018", source: "⟦享受条件⟧ x", fixed: ["享受条件 当 x"] },
  { code: "P1018", source: "⟦奖朴⟧ a 补 3元" },
  { code: "P1019", source: "define a = 3 ⟦define⟧ b = 4", fixed: ["define a = 3 \ndefine b = 4"] },
  { code: "P1020", source: "define ⟦when⟧ = 3", fixed: ["define `when` = 3"] },
  { code: "P1020", source: "定义 ⟦当⟧ = 3", fixed: ["定义 【当】 = 3"] },
  { code: "P1023", source: "⟦vocabulary⟧ v" },
  { code: "P1024", source: "limit l when x ⟦when y⟧ a up to 3" },
  { code: "P1024", source: "pay out a\n  - 50% on x ⟦on⟧ y\n  - rest" },
  { code: "P1024", source: "pay out a\n  - rest\n  ⟦- rest⟧" },
  { code: "P1025", source: "check c x in_town ⟦(a, b)⟧".replace("in_town ", "is ") },
  { code: "P1026", source: "define a = ⟦(x → 1; y)⟧" },
  { code: "P1027", source: "param t by a, b\n  ⟦- 1 → 3⟧" },
  { code: "P1028", source: "check c ⟦sum of⟧ x at least 3" },
  { code: "P1029", source: "benefit a pay 3 yuan⟦, from 10⟧" },
  { code: "P1030", source: "benefit a ⟦otherwise → 3⟧" },
  { code: "P1031", source: "benefit ⟦a⟧ once per year" },
  { code: "P1032", source: "check c any of (⟦x → 3⟧, y)" },
  { code: "P1033", source: "check c x 5亩（含⟦6亩⟧）以上" },
  { code: "P1033", source: "param t by a\n  - 3 至 5（含⟦6⟧） → 1" },
  { code: "P1035", source: "check c 各 projects 的 x ⟦计数⟧ 不少于 3" },
  { code: "P1035", source: "check c 各 projects ⟦合计⟧ 不少于 3" },
  { code: "P1001", source: "版本 ⟦1⟧" },
  { code: "P1036", source: 'check c x\n⟦version⟧ "1"' },
  { code: "P1036", source: "check c x\n⟦施行⟧ 2024-01-01" },
];

describe("one mistake gives one message, at its place", () => {
  test.each(cases)("$code $source", ({ code, source, fixed }) => {
    const { text, spans } = marked(HEAD + source);
    const { faults } = parse(text);
    expect(faults.map((fault) => fault.code)).toEqual([code]);
    expect(faults.map((fault) => fault.span)).toEqual(spans);
    if (fixed === undefined) return;
    const clauses = (faults[0]?.fixes ?? []).map((fix) => edited(text, fix.edits).slice(HEAD.length));
    expect(clauses).toEqual(fixed);
    for (const clause of clauses) expect(parse(HEAD + clause).faults).toEqual([]);
  });
});

describe("files", () => {
  test("an empty file, or one of blanks and comments, says what a file begins with", () => {
    for (const text of ["", "\n\n", "\uFEFF", "# nothing\n"]) {
      const { file, faults } = parse(text);
      expect(faults).toMatchObject([{ code: "P1022", params: { found: "" } }]);
      expect(file.clauses).toMatchObject([{ kind: "BrokenClause" }]);
    }
  });

  test("clauses without a first line are read all the same", () => {
    const { file, faults } = parse("check c x\ncheck d y\n");
    expect(faults.map((fault) => fault.code)).toEqual(["P1022"]);
    expect(file.clauses.map((clause) => clause.kind)).toEqual(["BrokenClause", "Check", "Check"]);
  });

  test("a byte order mark and Windows line ends change nothing but offsets", () => {
    const plain = parse('policy p\n  version "1"\ncheck c x # why\ncheck d y\n');
    const windows = parse('\uFEFFpolicy p\r\n  version "1"\r\ncheck c x # why\r\ncheck d y\r\n');
    expect(windows.faults).toEqual([]);
    expect(windows.file.clauses.map((clause) => clause.kind)).toEqual(["Check", "Check"]);
    expect(windows.file.comments.map((comment) => comment.text)).toEqual(["# why"]);
    expect(plain.file.comments.map((comment) => comment.text)).toEqual(["# why"]);
  });

  test("a file of bytes is not taken for text", () => {
    const { faults } = parse("\u0000\u0001\u0002\uFFFD".repeat(100));
    expect(faults.map((fault) => fault.code)).toEqual(["P1034"]);
  });

  test("nothing is read of a text longer than a policy can be, and it is said once", () => {
    const text = 'policy p\n  version "1"\nbenefit b pay 3\n';
    expect(parse(text.padEnd(1_000_000)).faults).toEqual([]);
    const { file, faults } = parse(text.padEnd(1_000_001));
    expect(faults.map((fault) => fault.code)).toEqual(["P1037"]);
    expect(file.clauses.map((clause) => clause.kind)).toEqual(["BrokenClause"]);
  });

  test("a vocabulary holds no benefits and no headers", () => {
    const { file, faults } = parse('vocabulary v/词\n  version "1"\nentity e/对\n  - a: text\nbenefit b pay 3\n');
    expect(faults.map((fault) => fault.code)).toEqual(["P1023", "P1023"]);
    expect(file.kind).toBe("VocabularyFile");
    expect(file.clauses.map((clause) => clause.kind)).toEqual(["BrokenClause", "Entity", "BrokenClause"]);
  });

  test("a header with a fault, or written twice, keeps the file from being complete", () => {
    for (const header of ["round half to 0.01 yuan", 'version "1"\n  version "2"']) {
      const { file, faults } = parse(`policy p\n  ${header}\ncheck c x\n`);
      expect(faults).toHaveLength(1);
      expect(file.clauses.map((clause) => clause.kind)).toEqual(["BrokenClause", "Check"]);
    }
  });

  test("comments are kept, with whether they have a line to themselves", () => {
    const { file } = parse("# first\npolicy p # beside ＃ wide\n＃ wide “not a text\n");
    expect(file.comments).toMatchObject([
      { text: "# first", ownLine: true },
      { text: "# beside ＃ wide", ownLine: false },
      { text: "＃ wide “not a text", ownLine: true },
    ]);
  });
});

test("a parenthesis that is not closed is shown where it stands", () => {
  const text = "policy p\neligible when (a or (b and c)\n  except when d\n";
  const { file, faults } = parse(text);
  expect(file.clauses.map((clause) => clause.kind)).toEqual(["BrokenClause"]);
  expect(
    faults.map((fault) => fault.related.map(({ span }) => [span.start, text.slice(span.start, span.end)])),
  ).toEqual([[[text.indexOf("("), "("]]]);
});

test("corner brackets hold a text as quotation marks do", () => {
  const [corner, plain] = ["「甲「乙」丙」", "“甲「乙」丙”"].map((text) => parse(`政策 p\n核查 c x 为 ${text}\n`));
  expect(corner?.faults).toEqual([]);
  expect(withoutSpans(corner?.file)).toEqual(withoutSpans(plain?.file));
});

test("an amount behind a word that begins a benefit stands behind `pay`", () => {
  const text = "政策 p/甲策\n奖补 a\n  当 x\n  补助 500元\n";
  const [fix] = parse(text).faults.flatMap((fault) => fault.fixes);
  expect(fix?.title.zh).toContain("补");
  const mended = edited(text, fix?.edits ?? []);
  expect(mended).toBe("政策 p/甲策\n奖补 a\n  当 x\n  补 500元\n");
  expect(parse(mended).faults).toEqual([]);
});
