/**
 * Text → surface tree. Reads policies, vocabularies, and the two fragments that stand alone: a rule body and a condition.
 *
 * Guarantees: never throws, whatever the text; a fault stays in its clause, which becomes a `BrokenClause` while the rest of
 * the file is read; a clause in the tree other than `BrokenClause` has no fault in it; offsets are UTF-16 code units of
 * the source.
 */
import type { BenefitItem, Expr, File } from "./ast.js";
import { type Build, newBuild } from "./cst-to-ast/build.js";
import { benefitItems } from "./cst-to-ast/clauses.js";
import { condition } from "./cst-to-ast/expressions.js";
import { capped, type Fault } from "./faults.js";
import type { BenefitBodyCstNode, ConditionCstNode } from "./generated/cst.generated.js";
import { lex } from "./lexer.js";
import { newBudget, parsePiece } from "./parse-piece.js";
import { clauseWord } from "./pieces.js";
import { readFile } from "./read-file.js";
import type { SourceFile } from "./source/span.js";
import type { Bilingual } from "./tokens.js";
import { type KnownWords, NO_WORDS } from "./words.js";

/**
 * Reads a policy or vocabulary. `given`: names and units that its vocabularies declare, by which runs of Chinese are cut;
 * without them only the file's own words are known.
 */
export function parseFile(file: SourceFile, given: KnownWords = NO_WORDS): { file: File; faults: Fault[] } {
  return readFile(file.text, given);
}

/** Reads a benefit's lines alone: `pigs >= 6 or sows > 3 → up to 3000`. `items` is null if there is any fault. */
export function parseRuleBody(
  text: string,
  given: KnownWords = NO_WORDS,
): { items: BenefitItem[] | null; faults: Fault[] } {
  const { result, faults } = fragment(text, given, "benefitBody", clauseWord("benefit"), (b, node) =>
    benefitItems(b, node as BenefitBodyCstNode),
  );
  return { items: result, faults };
}

/** Reads a condition alone. `condition` is null if there is any fault. */
export function parseCondition(
  text: string,
  given: KnownWords = NO_WORDS,
): { condition: Expr | null; faults: Fault[] } {
  const { result, faults } = fragment(text, given, "condition", { en: "condition", zh: "条件" }, (b, node) =>
    condition(b, node as ConditionCstNode),
  );
  return { condition: result, faults };
}

function fragment<T>(
  text: string,
  given: KnownWords,
  rule: string,
  clause: Bilingual,
  make: (b: Build, node: object) => T,
): { result: T | null; faults: Fault[] } {
  const lexed = lex(text, given, false);
  const b = newBuild();
  const parsed = parsePiece(rule, lexed.tokens, clause, lexed, newBudget());
  const result = parsed.cst ? make(b, parsed.cst) : null;
  const faults = capped([...lexed.faults, ...parsed.faults, ...b.faults]);
  return { result: faults.length > 0 ? null : result, faults };
}

export type { Fault, FaultCode, FaultEdit, FaultFix, FaultParams, FaultRelated } from "./faults.js";
export { type HighlightToken, tokenize } from "./tokenize.js";
export { chainOf, type KnownWords, type Link, NO_WORDS } from "./words.js";
