import { CstParser, createToken, Lexer, type Rule } from "chevrotain";
import { describe, expect, test } from "vitest";
import { ParserTools } from "../../grammar/parser/tools.js";
import { FenParser } from "../../grammar/parser.js";
import { ENTRY_RULES } from "../../grammar/pieces.js";
import { ALL_TOKENS, TOKENS } from "../../grammar/token-types.js";
import { Grammar, useTokens } from "./support/first-follow.js";

/** A rule of two alternatives that begin alike. */
class Ambiguous extends ParserTools {
  choice = this.RULE("choice", () => {
    this.OR([{ ALT: () => this.CONSUME(TOKENS.name) }, { ALT: () => this.CONSUME1(TOKENS.name) }]);
  });

  constructor(checked: boolean) {
    super(checked);
    this.performSelfAnalysis();
  }
}

function conflictsOf(parser: CstParser, entries: readonly string[]) {
  const rules = parser.getGAstProductions() as unknown as Readonly<Record<string, Rule>>;
  return new Grammar(rules, entries).conflicts();
}

describe("FIRST and FOLLOW, two tokens deep", () => {
  test("nothing in the grammar can both go on and be followed by the same tokens", () => {
    useTokens(ALL_TOKENS);
    const parser = new FenParser();
    expect(conflictsOf(parser, ENTRY_RULES)).toEqual([]);
  });

  test("Chevrotain's own checks find nothing either, and would", () => {
    expect(() => new FenParser(true)).not.toThrow();
    expect(() => new Ambiguous(true)).toThrow("Ambiguous");
    expect(() => new Ambiguous(false)).not.toThrow();
  });

  test("every rule is reached from an entry", () => {
    const rules = new FenParser().getGAstProductions() as unknown as Record<string, Rule>;
    const reached = new Set<string>();
    const visit = (name: string) => {
      if (reached.has(name)) return;
      reached.add(name);
      for (const other of Object.keys(rules)) {
        if (JSON.stringify(serialized(rules[name] as Rule)).includes(`"${other}"`)) visit(other);
      }
    };
    // The parts that reading is taken up at again are rules of the grammar too.
    for (const entry of ENTRY_RULES) visit(entry);
    expect(Object.keys(rules).filter((name) => !reached.has(name))).toEqual([]);
  });
});

/** Names of the rules that a rule refers to. */
function serialized(rule: Rule): unknown {
  const names: string[] = [];
  const walk = (items: readonly { nonTerminalName?: string; definition?: readonly never[] }[]) => {
    for (const item of items) {
      if (item.nonTerminalName !== undefined) names.push(item.nonTerminalName);
      else if (item.definition) walk(item.definition);
    }
  };
  walk(rule.definition as never);
  return names;
}

describe("the check itself finds what it looks for", () => {
  const A = createToken({ name: "A", pattern: Lexer.NA });
  const B = createToken({ name: "B", pattern: Lexer.NA });
  const Soft = createToken({ name: "Soft", pattern: Lexer.NA, categories: [A] });

  test("an option whose first token may also follow", () => {
    class P extends CstParser {
      readonly outer = this.RULE("outer", () => {
        this.SUBRULE(this.inner);
        this.CONSUME(A);
      });
      readonly inner = this.RULE("inner", () => {
        this.CONSUME(B);
        this.OPTION(() => this.CONSUME(A));
      });
      constructor() {
        super([A, B, Soft]);
        this.performSelfAnalysis();
      }
    }
    expect(conflictsOf(new P(), ["outer"])).toMatchObject([{ rule: "inner", strings: ["A"] }]);
  });

  test("a loop that a soft word could go on with", () => {
    class P extends CstParser {
      readonly outer = this.RULE("outer", () => {
        this.SUBRULE(this.inner);
        this.OPTION(() => this.CONSUME(Soft));
      });
      readonly inner = this.RULE("inner", () => {
        this.MANY(() => this.CONSUME(A));
      });
      constructor() {
        super([A, B, Soft]);
        this.performSelfAnalysis();
      }
    }
    useTokens([A, B, Soft]);
    expect(conflictsOf(new P(), ["outer"])).toMatchObject([{ rule: "inner", strings: ["Soft"] }]);
  });
});
