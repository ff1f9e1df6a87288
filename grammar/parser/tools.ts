/** What the rules of the grammar share: how the parser is set up, the depth guard, and a choice between tokens. */
import "../polyfill.js";
import {
  CstParser,
  type IParserErrorMessageProvider,
  type IToken,
  NoViableAltException,
  type TokenType,
} from "chevrotain";
import { ALL_TOKENS } from "../token-types.js";

/** Parentheses, `not` and `of` may nest this deep. */
export const DEPTH_LIMIT = 150;

/** Thrown through the parser when nesting goes deeper than `DEPTH_LIMIT`. */
export class TooDeep extends Error {
  constructor(readonly token: IToken) {
    super("nested too deep");
  }
}

/** What is wrong is said elsewhere, from the grammar; Chevrotain's own sentences cost more than the parse. */
const NO_MESSAGES: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: () => "",
  buildNotAllInputParsedMessage: () => "",
  buildNoViableAltMessage: () => "",
  buildEarlyExitMessage: () => "",
};

/** An alternative. A function, because a named arrow is given its name again each time it is made. */
export function alt<T>(body: () => T): { readonly ALT: () => T } {
  return { ALT: body };
}

export abstract class ParserTools extends CstParser {
  /** How deep the rule at hand is nested. */
  protected depth = 0;

  /** `checked`: whether Chevrotain looks for ambiguities. It takes longer than reading a long file, and finds the same each time. */
  constructor(checked: boolean) {
    super([...ALL_TOKENS], {
      maxLookahead: 2,
      nodeLocationTracking: "onlyOffset",
      recoveryEnabled: false,
      errorMessageProvider: NO_MESSAGES,
      skipValidations: !checked,
    });
  }

  /**
   * Stands in for Chevrotain's own, which looks for every path that could have been taken: on a file of 5,000 bad lines that
   * is most of the time. Were it renamed there, only that time would come back.
   */
  raiseNoAltException(): never {
    const error = new NoViableAltException("", this.LA(1), this.LA(0));
    throw (this as unknown as { SAVE_ERROR(error: Error): Error }).SAVE_ERROR(error);
  }

  protected deeper(): void {
    this.ACTION(() => {
      this.depth += 1;
      if (this.depth > DEPTH_LIMIT) throw new TooDeep(this.LA(1));
    });
  }

  protected shallower(): void {
    this.ACTION(() => {
      this.depth -= 1;
    });
  }

  private readonly choices = new Map<readonly TokenType[], { ALT: () => IToken }[]>();

  /** One of these tokens; once in a rule. `tokens` is a constant: its alternatives are kept. */
  protected oneOf(tokens: readonly TokenType[]): void {
    let choice = this.choices.get(tokens);
    if (choice === undefined) {
      choice = tokens.map((token) => alt(() => this.CONSUME9(token)));
      this.choices.set(tokens, choice);
    }
    this.OR9(choice);
  }
}
