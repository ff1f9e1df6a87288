import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAULT_CAP } from "../../grammar/faults.js";
import { parseCondition, parseRuleBody, tokenize } from "../../grammar/index.js";
import { KEYWORDS, type Keyword, SIGNS, type Sign, spellings } from "../../grammar/tokens.js";
import { parse } from "./support/trees.js";

/** Reads everything a text could be read as; a failure of any is a thrown error. */
function readAll(text: string): void {
  parse(text);
  parseRuleBody(text);
  parseCondition(text);
  tokenize(text);
}

/** The spans of faults lie in the text, and a file that is not complete says so. */
function sound(text: string): void {
  const { file, faults } = parse(text);
  for (const fault of faults) {
    expect(fault.span.start).toBeGreaterThanOrEqual(0);
    expect(fault.span.end).toBeGreaterThanOrEqual(fault.span.start);
    expect(fault.span.end).toBeLessThanOrEqual(text.length);
    for (const edit of fault.fixes.flatMap((fix) => fix.edits)) expect(edit.span.end).toBeLessThanOrEqual(text.length);
  }
  const broken = file.clauses.some((clause) => clause.kind === "BrokenClause");
  expect(faults.length > 0).toBe(broken);
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

describe("sizes", () => {
  test("5,000 bad lines give the first faults and a count of the rest", () => {
    const text = `policy p\n${"check x )\n".repeat(5000)}check last x\n`;
    const { file, faults } = parse(text);
    expect(faults).toHaveLength(FAULT_CAP + 1);
    const last = faults.at(-1);
    expect(last?.code).toBe("P1099");
    expect(last?.code === "P1099" && last.params.count).toBe(5000 - FAULT_CAP);
    expect(file.clauses.at(-1)).toMatchObject({ kind: "Check" });
  });

  test("5,000 bad lines in one clause, and 5,000 misspelt heads", () => {
    const one = parse(`policy p\nbenefit a\n${"  when ) ( \n".repeat(5000)}check last x\n`);
    expect(one.faults.length).toBeGreaterThan(10);
    expect(one.file.clauses.map((clause) => clause.kind)).toEqual(["BrokenClause", "Check"]);
    const misspelt = parse(`policy p\n${"benifit a pay 3\n".repeat(5000)}check last x\n`);
    expect(misspelt.faults.length).toBeGreaterThan(10);
    expect(misspelt.file.clauses.at(-1)).toMatchObject({ kind: "Check" });
  });

  const deep: readonly [string, string][] = [
    ["parentheses", `${"(".repeat(5000)}x${")".repeat(5000)}`],
    ["open parentheses", "(".repeat(5000)],
    ["not", `${"not ".repeat(5000)}x`],
    ["of", `${"5% of ".repeat(5000)}x`],
    ["的", `${"x 的 ".repeat(5000)}x`],
    ["sums", `x${" + x".repeat(5000)}`],
    ["products", `x${" * x".repeat(5000)}`],
    ["lists", `${"sum of (".repeat(5000)}x${")".repeat(5000)}`],
    ["cases", `${"(y → ".repeat(5000)}x${")".repeat(5000)}`],
  ];
  test.each(deep)("5,000 %s deep is a fault of its own", (_, expression) => {
    const { file, faults } = parse(`policy p\ncheck c ${expression} >= 3\ncheck last x\n`);
    expect(faults.map((fault) => fault.code)).toContain("P1021");
    expect(file.clauses.map((clause) => clause.kind)).toEqual(["BrokenClause", "Check"]);
  });

  test("5,000 facts inside each other", () => {
    const { faults } = parse(
      `policy p\nexample "e"\n  given ${"a (".repeat(5000)}b 3${")".repeat(5000)}\ncheck last x\n`,
    );
    expect(faults.map((fault) => fault.code)).toEqual(["P1021"]);
  });

  test("what is long but not deep is read", () => {
    const chain = `policy p\ncheck c ${"x >= 3 and ".repeat(5000)}y\n`;
    expect(parse(chain).faults).toEqual([]);
    const wide = `policy p\ncheck c any of\n${"  - x >= 3\n".repeat(5000)}`;
    expect(parse(wide).faults).toEqual([]);
    expect(parse(`policy p\ncheck c x is "${"长".repeat(100_000)}"\n`).faults).toEqual([]);
  });

  test("one run of a hundred thousand characters takes no more than its share of time", () => {
    const run = "且母猪".repeat(33_000);
    expect(seconds(() => readAll(`policy p\ncheck c ${run} 6${run}每${run}\n`))).toBeLessThan(5);
    expect(seconds(() => readAll(`policy p\ncheck c ${"9".repeat(100_000)}\n`))).toBeLessThan(5);
    expect(seconds(() => readAll("“".repeat(20_000)))).toBeLessThan(5);
    expect(seconds(() => readAll("1,".repeat(20_000)))).toBeLessThan(5);
  });
});

const keywords = (Object.keys(KEYWORDS) as Keyword[]).flatMap(spellings);
const signs = (Object.keys(SIGNS) as Sign[]).flatMap((sign) => SIGNS[sign].typed);
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(...keywords),
      fc.constantFrom(...signs),
      fc.constantFrom(
        "x",
        "粮食",
        "【a b】",
        "6头",
        "300 yuan per mu",
        "5%",
        "2024-01-01",
        '"t"',
        "“甲”",
        "10,000",
        "（",
        "，",
      ),
      fc.constantFrom("\n", "\n  - ", "\n- ", " # c\n", "\n  "),
    ),
    { maxLength: 60 },
  )
  .chain((words) => fc.constantFrom(" ", "").map((gap) => words.join(gap)));

describe("anything at all", () => {
  test("any characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => sound(text)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => sound(`policy p\n${text}`)),
      { numRuns: 300 },
    );
  });

  test("any bytes, read as text", () => {
    const decoder = new TextDecoder();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => sound(decoder.decode(bytes))),
      { numRuns: 500 },
    );
  });

  test("lone surrogates anywhere", () => {
    const lone = fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code));
    const pieces = fc.array(fc.oneof(lone, fc.constantFrom("policy p\n", "check c ", "x ", "“", "【", "6", "粮")), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(pieces, (parts) => sound(parts.join(""))),
      { numRuns: 500 },
    );
  });

  test("any words of the language in any order", () => {
    fc.assert(
      fc.property(soup, (text) => {
        sound(`policy p\n${text}`);
        sound(`policy p\nbenefit b ${text}\ncheck c ${text}\n`);
        parseRuleBody(text);
        parseCondition(text);
      }),
      { numRuns: 800 },
    );
  });

  test("tokens for highlighting lie in order and do not overlap", () => {
    fc.assert(
      fc.property(soup, (text) => {
        let end = 0;
        for (const token of tokenize(text)) {
          expect(token.span.start).toBeGreaterThanOrEqual(end);
          end = token.span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });
});
