import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Clause } from "../../grammar/ast.js";
import { parse, sample, withoutSpans } from "./support/trees.js";

const whole = sample("constructs.policy");
const original = parse(whole).file;

/** A clause that is broken by leaving out everything after its head word and name, and by a stray bracket. */
const MISTAKES: readonly ((clause: string) => string)[] = [
  (clause) => `${clause.trimEnd()} ) \n`,
  // After the first of these words that is not inside quotation marks.
  (clause) =>
    clause.replace(/^((?:[^"]|"[^"]*")*?\b(?:yuan|among|where|is|of|at|by|on|from|to|when|cite))\b/, "$1 ( , ("),
];

function declOf(clause: Clause): string | null {
  return "decl" in clause && clause.decl ? clause.decl.name.text : null;
}

describe("a mistake in one clause never hides the others", () => {
  original.clauses.forEach((broken, at) => {
    MISTAKES.forEach((mistake, kind) => {
      const { start, end } = broken.span;
      const clause = whole.slice(start, end);
      const spoilt = mistake(clause);
      if (spoilt === clause) return;
      test(`${broken.kind} ${declOf(broken) ?? ""} (${kind})`, () => {
        const text = whole.slice(0, start) + spoilt + whole.slice(end);
        const { file, faults } = parse(text);
        expect(faults.length).toBeGreaterThan(0);
        for (const fault of faults) {
          expect(fault.span.start).toBeGreaterThanOrEqual(start);
          expect(fault.span.end).toBeLessThanOrEqual(start + spoilt.length + 1);
        }
        expect(file.clauses).toHaveLength(original.clauses.length);
        file.clauses.forEach((clause, i) => {
          if (i === at) expect(clause.kind).toBe("BrokenClause");
          else expect(withoutSpans(clause)).toEqual(withoutSpans(original.clauses[i]));
        });
      });
    });
  });

  test("the name of a broken clause stays readable", () => {
    const { file } = parse("policy p\nbenefit grain/粮食 “粮” pay pay\nlimit cap grain up to\npay out grain ,\n");
    expect(file.clauses).toMatchObject([
      { kind: "BrokenClause", head: "benefit", decl: { name: { text: "grain" }, other: { text: "粮食" } } },
      { kind: "BrokenClause", head: "limit", decl: { name: { text: "cap" } } },
      { kind: "BrokenClause", head: "pay out" },
    ]);
  });

  test("a misspelt head is read as the clause it nearly is, and the one before it stands", () => {
    const { file, faults } = parse("policy p\neligible when x\nbenifit grain pay 3\nlimit cap grain up to 3\n");
    expect(faults.map((fault) => fault.code)).toEqual(["P1018"]);
    expect(file.clauses.map((clause) => clause.kind)).toEqual(["Eligible", "BrokenClause", "Limit"]);
    expect(file.clauses[1]).toMatchObject({ head: "benefit", decl: { name: { text: "grain" } } });
  });
});

describe("a clause with several mistakes tells each", () => {
  const several: readonly [string, readonly string[]][] = [
    ["benefit a\n  when x ⊘ y\n  except when → 3\n  pay pay 3\n", ["P1003", "P1001", "P1002"]],
    ["question q\n  - a = ( \n  - b = 3 3 3 x\n  taken\n", ["P1002", "P1001", "P1002"]],
    ["param t by a\n  - 1 → → 2\n  - 2 → 3\n  - 3 → \n", ["P1001", "P1002"]],
    ["pay out a\n  - 50% on\n  - rest for\n", ["P1002", "P1002"]],
    ["procedure p\n  - a by\n  - b after a\n  - c shows ,\n", ["P1002", "P1001"]],
    ["entity e\n  - a: yuan, 3 to\n  - b yes/no\n  - c: text\n  - d: one of (x y)\n", ["P1002", "P1001", "P1001"]],
    ['example "e"\n  given a\n  expect b\n', ["P1002", "P1002"]],
  ];
  test.each(several)("%s", (clause, codes) => {
    const { faults } = parse(`policy p\n${clause}check after_it x\n`);
    expect(faults.map((fault) => fault.code)).toEqual(codes);
  });
});

test("a clause in the tree that is not broken has no fault in it", () => {
  const words = whole.match(/\S+|\n/g) ?? [];
  fc.assert(
    fc.property(fc.nat(words.length - 1), fc.nat(words.length - 1), (from, to) => {
      const moved = [...words];
      moved.splice(to, 0, ...moved.splice(from, 1));
      const { file, faults } = parse(moved.join(" "));
      for (const fault of faults) {
        for (const clause of file.clauses) {
          if (clause.kind === "BrokenClause") continue;
          const inside = fault.span.start >= clause.span.start && fault.span.end <= clause.span.end;
          expect(inside && fault.code !== "P1099" ? [fault.code, clause.kind] : null).toBeNull();
        }
      }
    }),
    { numRuns: 200 },
  );
});
