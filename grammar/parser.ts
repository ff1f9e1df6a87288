/**
 * The grammar, LL(2). Each clause, header and file head is a rule of its own that is parsed alone: the token stream is cut
 * at clause heads before the parser sees it, so that a fault stays in its clause.
 *
 * `tests/grammar/first-follow.test.ts` proves that no option or loop can both go on and be followed by the same two tokens,
 * which Chevrotain does not look for.
 */
import type { CstNode, IToken } from "chevrotain";
import { ClauseRules } from "./parser/clauses.js";

export { DEPTH_LIMIT, TooDeep } from "./parser/tools.js";

export class FenParser extends ClauseRules {
  /** `checked`: for tests, which build it once with Chevrotain's own checks of the grammar. */
  constructor(checked = false) {
    super(checked);
    this.performSelfAnalysis();
  }

  /** Parses one piece with the rule of this name. */
  parse(rule: string, tokens: IToken[]): CstNode | undefined {
    this.depth = 0;
    this.input = tokens;
    return (this as unknown as Record<string, () => CstNode | undefined>)[rule]?.();
  }
}
