/**
 * The grammar, LL(2). Each clause, header and file head is a rule of its own that is parsed alone: the token stream is cut
 * at clause heads before the parser sees it, so that a fault stays in its clause.
 *
 * `tests/grammar/first-follow.test.ts` proves that no option or loop can both go on and be followed by the same two tokens,
 * which Chevrotain does not look for.
 */
import "./polyfill.js";
import {
  type CstNode,
  CstParser,
  type IParserErrorMessageProvider,
  type IToken,
  NoViableAltException,
  type TokenType,
} from "chevrotain";
import { ALL_TOKENS, TOKENS as T } from "./token-types.js";

/** Parentheses, `not` and `of` may nest this deep. */
export const DEPTH_LIMIT = 150;

/** Thrown through the parser when nesting goes deeper than `DEPTH_LIMIT`. */
export class TooDeep extends Error {
  constructor(readonly token: IToken) {
    super("nested too deep");
  }
}

const COMPARE = [
  T.ge,
  T.gt,
  T.le,
  T.lt,
  T.ne,
  T.atLeast,
  T.moreThan,
  T.atMost,
  T.under,
  T.noEarlierThan,
  T.after,
  T.noLaterThan,
  T.before,
];

/** What is wrong is said elsewhere, from the grammar; Chevrotain's own sentences cost more than the parse. */
const NO_MESSAGES: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: () => "",
  buildNotAllInputParsedMessage: () => "",
  buildNoViableAltMessage: () => "",
  buildEarlyExitMessage: () => "",
};

export class FenParser extends CstParser {
  private depth = 0;

  constructor() {
    super([...ALL_TOKENS], {
      maxLookahead: 2,
      nodeLocationTracking: "onlyOffset",
      recoveryEnabled: false,
      errorMessageProvider: NO_MESSAGES,
    });
    this.performSelfAnalysis();
  }

  /** Parses one piece with the rule of this name. */
  parse(rule: string, tokens: IToken[]): CstNode | undefined {
    this.depth = 0;
    this.input = tokens;
    return (this as unknown as Record<string, () => CstNode | undefined>)[rule]?.();
  }

  /**
   * Stands in for Chevrotain's own, which looks for every path that could have been taken: on a file of 5,000 bad lines that
   * is most of the time. Were it renamed there, only that time would come back.
   */
  raiseNoAltException(): never {
    throw this.saved(new NoViableAltException("", this.LA(1), this.LA(0)));
  }

  private saved<E extends Error>(error: E): E {
    return (this as unknown as { SAVE_ERROR(error: E): E }).SAVE_ERROR(error);
  }

  private deeper(): void {
    this.ACTION(() => {
      this.depth += 1;
      if (this.depth > DEPTH_LIMIT) throw new TooDeep(this.LA(1));
    });
  }

  private shallower(): void {
    this.ACTION(() => {
      this.depth -= 1;
    });
  }

  private oneOf(tokens: readonly TokenType[]): void {
    this.OR9(tokens.map((token) => ({ ALT: () => this.CONSUME9(token) })));
  }

  // ------------------------------------------------------------ file heads and headers

  readonly fileHead = this.RULE("fileHead", () => {
    this.OR([{ ALT: () => this.CONSUME(T.policy) }, { ALT: () => this.CONSUME(T.vocabulary) }]);
    this.SUBRULE(this.decl);
  });

  readonly header = this.RULE("header", () => {
    this.OR([
      {
        ALT: () => {
          this.OR1([
            { ALT: () => this.CONSUME(T.version) },
            { ALT: () => this.CONSUME(T.document) },
            { ALT: () => this.CONSUME(T.source) },
          ]);
          this.CONSUME1(T.text);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.issued);
          this.CONSUME1(T.date);
          this.OPTION1(() => this.CONSUME2(T.text));
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.uses);
          this.SUBRULE(this.names);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.inForce);
          this.CONSUME2(T.date);
          this.OPTION2(() => {
            this.CONSUME1(T.to);
            this.CONSUME3(T.date);
          });
          this.OPTION3(() => {
            this.CONSUME(T.backTo);
            this.CONSUME4(T.date);
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.round);
          this.SUBRULE(this.roundingMode);
          this.CONSUME2(T.to);
          this.CONSUME(T.number);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.factsOn);
          this.CONSUME1(T.name);
        },
      },
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(T.period) }, { ALT: () => this.CONSUME(T.cliffAt) }]);
          this.SUBRULE(this.quantity);
        },
      },
      {
        ALT: () => {
          this.OR3([{ ALT: () => this.CONSUME(T.amends) }, { ALT: () => this.CONSUME(T.replaces) }]);
          this.CONSUME2(T.name);
          this.CONSUME3(T.text);
        },
      },
    ]);
  });

  // ------------------------------------------------------------ parts that several clauses share

  readonly decl = this.RULE("decl", () => {
    this.CONSUME1(T.name);
    this.OPTION1(() => {
      this.CONSUME(T.slash);
      this.CONSUME2(T.name);
    });
    this.OPTION2(() => this.CONSUME(T.text));
  });

  readonly cite = this.RULE("cite", () => {
    this.CONSUME(T.cite);
    this.CONSUME1(T.text);
    this.OPTION(() => {
      this.CONSUME(T.quoting);
      this.CONSUME2(T.text);
    });
  });

  readonly except = this.RULE("except", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(T.exceptWhen);
          this.SUBRULE(this.condition);
          this.OPTION(() => this.CONSUME(T.text));
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.exceptAny);
          this.SUBRULE(this.testBullets);
        },
      },
    ]);
  });

  readonly names = this.RULE("names", () => {
    this.CONSUME1(T.name);
    this.MANY(() => {
      this.SUBRULE(this.sep);
      this.CONSUME2(T.name);
    });
  });

  readonly paths = this.RULE("paths", () => {
    this.SUBRULE1(this.path);
    this.MANY(() => {
      this.SUBRULE(this.sep);
      this.SUBRULE2(this.path);
    });
  });

  readonly sep = this.RULE("sep", () => {
    this.OR([{ ALT: () => this.CONSUME(T.comma) }, { ALT: () => this.CONSUME(T.listComma) }]);
  });

  readonly path = this.RULE("path", () => {
    this.CONSUME1(T.name);
    this.MANY(() => {
      this.CONSUME(T.dot);
      this.CONSUME2(T.name);
    });
  });

  readonly benefits = this.RULE("benefits", () => {
    this.OR([{ ALT: () => this.CONSUME(T.allBenefits) }, { ALT: () => this.SUBRULE(this.paths) }]);
  });

  readonly roundingMode = this.RULE("roundingMode", () => {
    this.oneOf([T.halfUp, T.halfEven, T.upward, T.downward]);
  });

  // ------------------------------------------------------------ clauses

  readonly section = this.RULE("section", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(T.forEach);
          this.CONSUME(T.name);
          this.OPTION(() => this.CONSUME(T.forEachEnd));
        },
      },
      { ALT: () => this.CONSUME(T.overall) },
    ]);
  });

  readonly eligible = this.RULE("eligible", () => {
    this.CONSUME(T.eligibleWhen);
    this.SUBRULE(this.condition);
    this.MANY(() => {
      this.OR([{ ALT: () => this.SUBRULE(this.except) }, { ALT: () => this.SUBRULE(this.cite) }]);
    });
  });

  readonly value = this.RULE("value", () => {
    this.OR([{ ALT: () => this.CONSUME(T.define) }, { ALT: () => this.CONSUME(T.param) }]);
    this.SUBRULE(this.decl);
    this.MANY1(() => this.SUBRULE1(this.cite));
    this.OR1([
      {
        ALT: () => {
          this.CONSUME(T.equals);
          this.SUBRULE(this.formula);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.colon);
          this.SUBRULE(this.typed);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.by);
          this.SUBRULE(this.paths);
          this.OR2([
            {
              ALT: () => {
                this.CONSUME(T.from);
                this.CONSUME(T.text);
              },
            },
            { ALT: () => this.AT_LEAST_ONE(() => this.SUBRULE(this.tableRow)) },
          ]);
        },
      },
    ]);
    this.MANY2(() => this.SUBRULE2(this.cite));
  });

  readonly formula = this.RULE("formula", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.conditionList) },
      { ALT: () => this.SUBRULE(this.valueList) },
      { ALT: () => this.SUBRULE(this.expr) },
    ]);
  });

  readonly question = this.RULE("question", () => {
    this.CONSUME(T.question);
    this.SUBRULE(this.decl);
    this.MANY(() => this.SUBRULE(this.cite));
    this.AT_LEAST_ONE(() => this.SUBRULE(this.reading));
    this.SUBRULE(this.taken);
  });

  readonly reading = this.RULE("reading", () => {
    this.CONSUME(T.bullet);
    this.SUBRULE(this.decl);
    this.OPTION(() => {
      this.CONSUME(T.equals);
      this.SUBRULE(this.expr);
    });
  });

  readonly taken = this.RULE("taken", () => {
    this.CONSUME(T.taken);
    this.CONSUME(T.name);
  });

  readonly benefit = this.RULE("benefit", () => {
    this.OR([{ ALT: () => this.CONSUME(T.benefit) }, { ALT: () => this.CONSUME(T.benefitAlso) }]);
    this.SUBRULE(this.decl);
    this.SUBRULE(this.benefitBody);
  });

  /** A benefit without its head and name: what `parseRuleBody` reads. */
  readonly benefitBody = this.RULE("benefitBody", () => {
    this.MANY1(() => this.SUBRULE1(this.cite));
    this.OPTION(() => {
      this.OR1([{ ALT: () => this.SUBRULE(this.ruleBody) }, { ALT: () => this.SUBRULE1(this.benefitItem) }]);
      this.MANY2(() => {
        this.OR2([{ ALT: () => this.SUBRULE2(this.benefitItem) }, { ALT: () => this.SUBRULE2(this.cite) }]);
      });
    });
  });

  readonly ruleBody = this.RULE("ruleBody", () => {
    this.SUBRULE(this.condition);
    this.CONSUME(T.arrow);
    this.SUBRULE(this.award);
  });

  readonly benefitItem = this.RULE("benefitItem", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.except) },
      {
        ALT: () => {
          this.CONSUME(T.when);
          this.SUBRULE(this.condition);
          this.OPTION1(() => {
            this.CONSUME1(T.arrow);
            this.SUBRULE1(this.award);
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.otherwise);
          this.CONSUME2(T.arrow);
          this.SUBRULE2(this.award);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.pay);
          this.SUBRULE3(this.award);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.once);
          this.OPTION2(() => {
            this.CONSUME(T.per);
            this.CONSUME(T.name);
          });
        },
      },
      { ALT: () => this.SUBRULE(this.every) },
    ]);
  });

  readonly every = this.RULE("every", () => {
    this.CONSUME(T.everyMonth);
    this.OR1([{ ALT: () => this.CONSUME(T.from) }, { ALT: () => this.CONSUME(T.fromMoment) }]);
    this.SUBRULE1(this.sum);
    this.OPTION1(() => {
      this.CONSUME(T.to);
      this.SUBRULE2(this.sum);
    });
    this.OPTION2(() => {
      this.CONSUME(T.during);
      this.SUBRULE(this.condition);
    });
    this.OPTION3(() => this.CONSUME1(T.pause));
    this.oneOf([T.partMonthsWhole, T.partMonthsByDays, T.partMonthsDropped]);
    this.OPTION4(() => {
      this.OPTION5(() => this.CONSUME2(T.pause));
      this.CONSUME(T.backPay);
    });
  });

  readonly limit = this.RULE("limit", () => {
    this.CONSUME(T.limit);
    this.SUBRULE(this.decl);
    this.MANY1(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.cite) },
        { ALT: () => this.SUBRULE(this.except) },
        { ALT: () => this.SUBRULE(this.limitWhen) },
      ]);
    });
    this.SUBRULE(this.benefits);
    this.MANY2(() => {
      this.CONSUME(T.per);
      this.CONSUME(T.name);
    });
    this.OPTION1(() => {
      this.CONSUME(T.since);
      this.SUBRULE1(this.sum);
    });
    this.OPTION2(() => this.CONSUME(T.pause));
    this.CONSUME(T.upTo);
    this.SUBRULE2(this.sum);
    this.OPTION3(() => {
      this.CONSUME(T.whenExceeded);
      this.SUBRULE(this.way);
    });
  });

  readonly limitWhen = this.RULE("limitWhen", () => {
    this.CONSUME(T.when);
    this.SUBRULE(this.condition);
  });

  readonly way = this.RULE("way", () => {
    this.OR([
      { ALT: () => this.CONSUME(T.report) },
      { ALT: () => this.CONSUME(T.refuse) },
      { ALT: () => this.CONSUME(T.proRata) },
      {
        ALT: () => {
          this.OR1([{ ALT: () => this.CONSUME(T.serve) }, { ALT: () => this.CONSUME(T.serveWhole) }]);
          this.SUBRULE(this.orders);
        },
      },
    ]);
  });

  readonly orders = this.RULE("orders", () => {
    this.SUBRULE1(this.order);
    this.MANY(() => {
      this.SUBRULE(this.sep);
      this.SUBRULE2(this.order);
    });
  });

  readonly order = this.RULE("order", () => {
    this.SUBRULE(this.sum);
    this.OPTION(() => {
      this.OR([{ ALT: () => this.CONSUME(T.rising) }, { ALT: () => this.CONSUME(T.falling) }]);
    });
  });

  readonly payOut = this.RULE("payOut", () => {
    this.CONSUME(T.payOut);
    this.SUBRULE(this.benefits);
    this.MANY(() => this.SUBRULE(this.cite));
    this.AT_LEAST_ONE(() => this.SUBRULE(this.payPart));
  });

  readonly payPart = this.RULE("payPart", () => {
    this.CONSUME(T.bullet);
    this.OR([{ ALT: () => this.CONSUME(T.rest) }, { ALT: () => this.SUBRULE1(this.sum) }]);
    this.MANY(() => {
      this.OR1([
        {
          ALT: () => {
            this.CONSUME(T.for);
            this.SUBRULE(this.decl);
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.on);
            this.SUBRULE2(this.sum);
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.when);
            this.SUBRULE(this.expr);
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.deadline);
            this.SUBRULE3(this.sum);
          },
        },
      ]);
    });
  });

  readonly check = this.RULE("check", () => {
    this.CONSUME(T.check);
    this.SUBRULE(this.decl);
    this.MANY(() => this.SUBRULE(this.cite));
    this.SUBRULE(this.condition);
  });

  readonly principle = this.RULE("principle", () => {
    this.CONSUME(T.principle);
    this.SUBRULE(this.decl);
    this.MANY(() => this.SUBRULE(this.cite));
    this.SUBRULE1(this.condition);
    this.OPTION1(() => {
      this.CONSUME(T.unless);
      this.SUBRULE2(this.condition);
    });
    this.OPTION2(() => {
      this.OR([{ ALT: () => this.CONSUME(T.by) }, { ALT: () => this.CONSUME(T.setBy) }]);
      this.CONSUME(T.name);
    });
  });

  readonly note = this.RULE("note", () => {
    this.CONSUME(T.note);
    this.SUBRULE(this.decl);
    this.MANY(() => this.SUBRULE(this.cite));
  });

  readonly procedure = this.RULE("procedure", () => {
    this.CONSUME(T.procedure);
    this.SUBRULE(this.decl);
    this.MANY(() => this.SUBRULE(this.cite));
    this.AT_LEAST_ONE(() => this.SUBRULE(this.step));
  });

  readonly step = this.RULE("step", () => {
    this.CONSUME(T.bullet);
    this.SUBRULE(this.decl);
    this.MANY(() => {
      this.OR([{ ALT: () => this.SUBRULE(this.cite) }, { ALT: () => this.SUBRULE(this.stepItem) }]);
    });
  });

  readonly stepItem = this.RULE("stepItem", () => {
    this.OR([
      {
        ALT: () => {
          this.OR1([{ ALT: () => this.CONSUME(T.by) }, { ALT: () => this.CONSUME(T.setBy) }]);
          this.SUBRULE1(this.names);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.after);
          this.SUBRULE2(this.names);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.at);
          this.SUBRULE3(this.names);
          this.CONSUME(T.afterwards);
        },
      },
      {
        ALT: () => {
          this.OR2([
            { ALT: () => this.CONSUME(T.lasting) },
            { ALT: () => this.CONSUME(T.within) },
            { ALT: () => this.CONSUME(T.stepWithin) },
          ]);
          this.SUBRULE1(this.quantity);
          this.OPTION(() => this.CONSUME(T.bothEndsCounted));
        },
      },
      {
        ALT: () => {
          this.OR3([{ ALT: () => this.CONSUME(T.on) }, { ALT: () => this.CONSUME(T.deadline) }]);
          this.SUBRULE(this.sum);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.repeatsEvery);
          this.SUBRULE2(this.quantity);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.shows);
          this.SUBRULE(this.paths);
        },
      },
    ]);
  });

  readonly example = this.RULE("example", () => {
    this.CONSUME(T.example);
    this.CONSUME(T.text);
    this.MANY(() => this.SUBRULE(this.examplePart));
  });

  readonly examplePart = this.RULE("examplePart", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(T.given);
          this.SUBRULE(this.facts);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.expect);
          this.SUBRULE1(this.outcome);
          this.MANY(() => {
            this.SUBRULE(this.sep);
            this.SUBRULE2(this.outcome);
          });
        },
      },
    ]);
  });

  readonly facts = this.RULE("facts", () => {
    this.SUBRULE1(this.fact);
    this.MANY(() => {
      this.SUBRULE(this.sep);
      this.SUBRULE2(this.fact);
    });
  });

  readonly fact = this.RULE("fact", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(T.asIn);
          this.CONSUME(T.text);
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.path);
          this.OR1([
            { ALT: () => this.SUBRULE(this.literal) },
            {
              ALT: () => {
                this.CONSUME(T.open);
                this.deeper();
                this.SUBRULE(this.facts);
                this.shallower();
                this.CONSUME(T.close);
              },
            },
          ]);
        },
      },
    ]);
  });

  readonly outcome = this.RULE("outcome", () => {
    this.OR([
      { ALT: () => this.CONSUME(T.notEligible) },
      {
        ALT: () => {
          this.CONSUME(T.undecided);
          this.OPTION(() => this.CONSUME(T.name));
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.path);
          this.OR1([{ ALT: () => this.CONSUME(T.notDue) }, { ALT: () => this.SUBRULE(this.literal) }]);
        },
      },
    ]);
  });

  readonly repeal = this.RULE("repeal", () => {
    this.CONSUME(T.repeal);
    this.CONSUME(T.name);
  });

  readonly change = this.RULE("change", () => {
    this.CONSUME(T.change);
    this.CONSUME(T.name);
    this.OR([{ ALT: () => this.CONSUME(T.from) }, { ALT: () => this.CONSUME(T.changeFrom) }]);
    this.SUBRULE1(this.sum);
    this.OR1([{ ALT: () => this.CONSUME(T.to) }, { ALT: () => this.CONSUME(T.changeTo) }]);
    this.SUBRULE2(this.sum);
  });

  readonly entity = this.RULE("entity", () => {
    this.CONSUME(T.entity);
    this.SUBRULE(this.decl);
    this.OPTION(() => {
      this.CONSUME(T.within);
      this.CONSUME(T.name);
    });
    this.MANY(() => this.SUBRULE(this.field));
  });

  readonly field = this.RULE("field", () => {
    this.CONSUME(T.bullet);
    this.SUBRULE(this.decl);
    this.CONSUME(T.colon);
    this.SUBRULE(this.typed);
  });

  readonly unitDecl = this.RULE("unitDecl", () => {
    this.CONSUME(T.unit);
    this.SUBRULE(this.decl);
    this.MANY(() => {
      this.CONSUME(T.alias);
      this.CONSUME(T.text);
    });
  });

  // ------------------------------------------------------------ types

  readonly typed = this.RULE("typed", () => {
    this.SUBRULE(this.type);
    this.MANY(() => {
      this.SUBRULE(this.sep);
      this.SUBRULE(this.attr);
    });
  });

  readonly type = this.RULE("type", () => {
    this.OR([
      { ALT: () => this.CONSUME(T.yesNo) },
      { ALT: () => this.CONSUME(T.wholeNumber) },
      {
        ALT: () => {
          this.CONSUME(T.oneOf);
          this.CONSUME(T.open);
          this.SUBRULE1(this.decl);
          this.MANY(() => {
            this.SUBRULE(this.sep);
            this.SUBRULE2(this.decl);
          });
          this.CONSUME(T.close);
        },
      },
      { ALT: () => this.SUBRULE(this.unitType) },
    ]);
  });

  /** In a type `/` may stand for `per` between any two units; in a sum it divides. */
  readonly unitType = this.RULE("unitType", () => {
    this.OPTION(() => this.CONSUME(T.magnitude));
    this.CONSUME1(T.name);
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(T.per) }, { ALT: () => this.CONSUME(T.slash) }]);
      this.CONSUME2(T.name);
    });
  });

  readonly unitRef = this.RULE("unitRef", () => {
    this.OPTION(() => this.CONSUME(T.magnitude));
    this.CONSUME1(T.name);
    this.MANY(() => {
      this.CONSUME(T.per);
      this.CONSUME2(T.name);
    });
  });

  readonly attr = this.RULE("attr", () => {
    this.OR([
      {
        ALT: () => {
          this.SUBRULE1(this.signed);
          this.CONSUME(T.to);
          this.SUBRULE2(this.signed);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.blankMeans);
          this.SUBRULE(this.literal);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.alias);
          this.CONSUME(T.text);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.setBy);
          this.CONSUME(T.name);
        },
      },
      { ALT: () => this.CONSUME(T.key) },
      { ALT: () => this.CONSUME(T.private) },
      { ALT: () => this.CONSUME(T.optional) },
    ]);
  });

  readonly signed = this.RULE("signed", () => {
    this.OPTION(() => this.CONSUME(T.minus));
    this.SUBRULE(this.quantity);
  });

  readonly literal = this.RULE("literal", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.signed) },
      { ALT: () => this.CONSUME(T.yes) },
      { ALT: () => this.CONSUME(T.no) },
      { ALT: () => this.CONSUME(T.date) },
      { ALT: () => this.CONSUME(T.text) },
      { ALT: () => this.SUBRULE(this.path) },
    ]);
  });

  // ------------------------------------------------------------ tables

  readonly tableRow = this.RULE("tableRow", () => {
    this.CONSUME(T.bullet);
    this.OR([
      { ALT: () => this.CONSUME(T.otherwise) },
      {
        ALT: () => {
          this.SUBRULE1(this.pattern);
          this.MANY(() => {
            this.CONSUME(T.comma);
            this.SUBRULE2(this.pattern);
          });
        },
      },
    ]);
    this.CONSUME(T.arrow);
    this.SUBRULE(this.sum);
  });

  readonly pattern = this.RULE("pattern", () => {
    this.SUBRULE1(this.patternTest);
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(T.or) }, { ALT: () => this.CONSUME(T.listComma) }]);
      this.SUBRULE2(this.patternTest);
    });
  });

  readonly patternTest = this.RULE("patternTest", () => {
    this.OR([
      {
        ALT: () => {
          this.SUBRULE(this.compare);
          this.SUBRULE1(this.sumOrText);
          this.OPTION1(() => this.SUBRULE1(this.toEnd));
        },
      },
      {
        ALT: () => {
          this.SUBRULE2(this.sumOrText);
          this.OPTION2(() => {
            this.OR1([{ ALT: () => this.SUBRULE(this.postfix) }, { ALT: () => this.SUBRULE2(this.toEnd) }]);
          });
        },
      },
    ]);
  });

  readonly compare = this.RULE("compare", () => {
    this.oneOf(COMPARE);
  });

  readonly toEnd = this.RULE("toEnd", () => {
    this.CONSUME(T.to);
    this.OPTION1(() => this.CONSUME(T.under));
    this.SUBRULE(this.sum);
    this.OPTION2(() => this.SUBRULE(this.bracket));
  });

  /** `or more`, 及以上, （含）以上, 以上（含6头） */
  readonly postfix = this.RULE("postfix", () => {
    this.OPTION1(() => this.SUBRULE1(this.bracket));
    this.oneOf([T.orMore, T.orAbove, T.orLess, T.orBelow]);
    this.OPTION2(() => this.SUBRULE2(this.bracket));
  });

  /** （含）, （含5亩）, （不含5亩） */
  readonly bracket = this.RULE("bracket", () => {
    this.CONSUME(T.open);
    this.OR([{ ALT: () => this.CONSUME(T.including) }, { ALT: () => this.CONSUME(T.excluding) }]);
    this.OPTION(() => this.SUBRULE(this.quantity));
    this.CONSUME(T.close);
  });

  // ------------------------------------------------------------ amounts

  readonly award = this.RULE("award", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.valueList) },
      {
        ALT: () => {
          this.SUBRULE(this.amount);
          // Not inside `amount`: in a list, a comma after an order could as well separate the rows.
          this.OPTION(() => {
            this.CONSUME(T.remainderTo);
            this.SUBRULE(this.orders);
            this.MANY(() => this.SUBRULE(this.cut));
          });
        },
      },
    ]);
  });

  readonly amount = this.RULE("amount", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(T.approvedAmount);
          this.AT_LEAST_ONE1(() => this.SUBRULE1(this.cut));
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.portionOf);
          this.SUBRULE1(this.sum);
          this.CONSUME1(T.by);
          this.SUBRULE2(this.sum);
          this.MANY1(() => this.SUBRULE2(this.cut));
        },
      },
      {
        ALT: () => {
          this.SUBRULE3(this.sum);
          this.OPTION2(() => {
            this.CONSUME2(T.by);
            this.SUBRULE4(this.sum);
            this.CONSUME(T.shareOut);
          });
          this.MANY2(() => this.SUBRULE(this.rateMod));
          this.MANY3(() => this.SUBRULE3(this.cut));
        },
      },
      { ALT: () => this.AT_LEAST_ONE2(() => this.SUBRULE4(this.cut)) },
    ]);
  });

  readonly cut = this.RULE("cut", () => {
    this.OPTION(() => this.CONSUME(T.pause));
    this.OR([{ ALT: () => this.CONSUME(T.upTo) }, { ALT: () => this.CONSUME(T.noLessThan) }]);
    this.SUBRULE(this.sum);
  });

  readonly rateMod = this.RULE("rateMod", () => {
    this.CONSUME(T.pause);
    this.OR([
      {
        ALT: () => {
          this.CONSUME(T.from);
          this.CONSUME1(T.number);
        },
      },
      {
        ALT: () => {
          this.CONSUME2(T.number);
          this.CONSUME(T.startingAt);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.countingAtMost);
          this.CONSUME3(T.number);
        },
      },
    ]);
  });

  readonly valueList = this.RULE("valueList", () => {
    this.SUBRULE(this.valueWord);
    this.AT_LEAST_ONE(() => {
      this.CONSUME(T.bullet);
      this.SUBRULE(this.row);
    });
  });

  readonly valueWord = this.RULE("valueWord", () => {
    this.oneOf([T.sumOf, T.highestOf, T.lowestOf, T.firstOf, T.averageOf]);
  });

  readonly row = this.RULE("row", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(T.otherwise);
          this.CONSUME1(T.arrow);
          this.SUBRULE1(this.amount);
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.expr);
          this.OPTION(() => {
            this.OR1([
              {
                ALT: () => {
                  this.CONSUME2(T.arrow);
                  this.SUBRULE2(this.amount);
                },
              },
              { ALT: () => this.AT_LEAST_ONE1(() => this.SUBRULE1(this.cut)) },
              {
                // 鸡 每只补30元，最多补50只: a row of a sum is a rate line like any other amount.
                ALT: () => {
                  this.AT_LEAST_ONE2(() => this.SUBRULE(this.rateMod));
                  this.MANY(() => this.SUBRULE2(this.cut));
                },
              },
            ]);
          });
        },
      },
    ]);
  });

  // ------------------------------------------------------------ conditions and sums

  readonly condition = this.RULE("condition", () => {
    this.OR([{ ALT: () => this.SUBRULE(this.conditionList) }, { ALT: () => this.SUBRULE(this.expr) }]);
  });

  readonly conditionList = this.RULE("conditionList", () => {
    this.OR([{ ALT: () => this.CONSUME(T.anyOf) }, { ALT: () => this.CONSUME(T.allOf) }]);
    this.SUBRULE(this.testBullets);
  });

  readonly testBullets = this.RULE("testBullets", () => {
    this.AT_LEAST_ONE(() => {
      this.CONSUME(T.bullet);
      this.SUBRULE(this.expr);
    });
  });

  readonly expr = this.RULE("expr", () => {
    this.SUBRULE1(this.relation);
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(T.and) }, { ALT: () => this.CONSUME(T.or) }]);
      this.SUBRULE2(this.relation);
    });
  });

  readonly relation = this.RULE("relation", () => {
    this.deeper();
    this.OR([
      {
        ALT: () => {
          this.CONSUME(T.not);
          this.SUBRULE(this.relation);
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.sum);
          this.OPTION(() => this.SUBRULE(this.tail));
        },
      },
    ]);
    this.shallower();
  });

  readonly tail = this.RULE("tail", () => {
    this.OR([
      {
        ALT: () => {
          this.OR1([
            { ALT: () => this.SUBRULE(this.compare) },
            { ALT: () => this.CONSUME(T.equals) },
            { ALT: () => this.CONSUME(T.is) },
            { ALT: () => this.CONSUME(T.isNot) },
          ]);
          this.SUBRULE1(this.sumOrText);
          this.OPTION(() => this.SUBRULE(this.toEnd));
        },
      },
      { ALT: () => this.CONSUME(T.isKnown) },
      { ALT: () => this.CONSUME(T.isMissing) },
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(T.isOneOf) }, { ALT: () => this.CONSUME(T.isNotOneOf) }]);
          this.CONSUME(T.open);
          this.SUBRULE2(this.sumOrText);
          this.MANY(() => {
            this.SUBRULE(this.sep);
            this.SUBRULE3(this.sumOrText);
          });
          this.CONSUME(T.close);
        },
      },
      {
        ALT: () => {
          this.SUBRULE1(this.quantity);
          this.SUBRULE(this.postfix);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.inThe);
          this.SUBRULE2(this.quantity);
          this.CONSUME(T.before);
          this.SUBRULE1(this.sum);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.at);
          this.SUBRULE2(this.sum);
          this.CONSUME(T.windowBefore);
          this.SUBRULE3(this.quantity);
          this.CONSUME(T.windowInside);
        },
      },
    ]);
  });

  readonly sumOrText = this.RULE("sumOrText", () => {
    this.OR([{ ALT: () => this.CONSUME(T.text) }, { ALT: () => this.SUBRULE(this.sum) }]);
  });

  readonly sum = this.RULE("sum", () => {
    this.SUBRULE1(this.product);
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(T.plus) }, { ALT: () => this.CONSUME(T.minus) }]);
      this.SUBRULE2(this.product);
    });
  });

  readonly product = this.RULE("product", () => {
    this.SUBRULE1(this.factor);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(T.times) },
        { ALT: () => this.CONSUME(T.divide) },
        { ALT: () => this.CONSUME(T.slash) },
      ]);
      this.SUBRULE2(this.factor);
    });
  });

  readonly factor = this.RULE("factor", () => {
    this.SUBRULE(this.operand);
    this.OPTION(() => {
      this.CONSUME(T.in);
      this.SUBRULE(this.unitRef);
    });
  });

  readonly operand = this.RULE("operand", () => {
    this.deeper();
    this.OR([
      {
        ALT: () => {
          this.SUBRULE(this.quantity);
          this.OPTION1(() => {
            this.CONSUME1(T.of);
            this.SUBRULE1(this.operand);
          });
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.primary);
          this.OPTION2(() => {
            this.OR1([
              {
                ALT: () => {
                  this.CONSUME2(T.of);
                  this.SUBRULE2(this.operand);
                },
              },
              { ALT: () => this.SUBRULE(this.rateFirst) },
            ]);
          });
        },
      },
    ]);
    this.shallower();
  });

  readonly quantity = this.RULE("quantity", () => {
    this.CONSUME(T.number);
    this.MANY(() => this.SUBRULE(this.perUnit));
  });

  readonly perUnit = this.RULE("perUnit", () => {
    this.CONSUME(T.per);
    this.OPTION(() => this.CONSUME(T.full));
    this.OR([{ ALT: () => this.CONSUME(T.number) }, { ALT: () => this.CONSUME(T.name) }]);
  });

  /** 面积 每亩 300元, 家禽 每只补20元 */
  readonly rateFirst = this.RULE("rateFirst", () => {
    this.AT_LEAST_ONE(() => this.SUBRULE(this.perUnit));
    this.OPTION(() => this.CONSUME(T.pay));
    this.CONSUME(T.number);
  });

  readonly primary = this.RULE("primary", () => {
    this.OR([
      { ALT: () => this.CONSUME(T.date) },
      { ALT: () => this.CONSUME(T.yes) },
      { ALT: () => this.CONSUME(T.no) },
      { ALT: () => this.SUBRULE1(this.path) },
      {
        ALT: () => {
          this.OR1([{ ALT: () => this.CONSUME(T.slab) }, { ALT: () => this.CONSUME(T.sliced) }]);
          this.SUBRULE2(this.path);
        },
      },
      { ALT: () => this.SUBRULE(this.paren) },
      {
        ALT: () => {
          this.CONSUME(T.round);
          this.SUBRULE(this.roundingMode);
          this.CONSUME(T.open);
          this.SUBRULE(this.sum);
          this.CONSUME(T.close);
          this.CONSUME1(T.to);
          this.CONSUME(T.number);
        },
      },
      { ALT: () => this.SUBRULE(this.elapsed) },
      { ALT: () => this.SUBRULE(this.collector) },
      { ALT: () => this.SUBRULE(this.eachOf) },
    ]);
  });

  readonly paren = this.RULE("paren", () => {
    this.CONSUME(T.open);
    this.OR([
      { ALT: () => this.SUBRULE(this.conditionList) },
      { ALT: () => this.SUBRULE(this.valueList) },
      {
        ALT: () => {
          this.SUBRULE1(this.row);
          this.MANY(() => {
            this.OR1([{ ALT: () => this.CONSUME(T.semicolon) }, { ALT: () => this.SUBRULE(this.sep) }]);
            this.SUBRULE2(this.row);
          });
        },
      },
    ]);
    this.CONSUME(T.close);
  });

  readonly elapsed = this.RULE("elapsed", () => {
    this.OR([
      {
        ALT: () => {
          this.SUBRULE1(this.elapsedWord);
          this.SUBRULE1(this.moment);
          this.CONSUME1(T.to);
          this.SUBRULE2(this.moment);
        },
      },
      {
        ALT: () => {
          this.CONSUME(T.fromMoment);
          this.SUBRULE3(this.moment);
          this.CONSUME2(T.to);
          this.SUBRULE4(this.moment);
          this.SUBRULE2(this.elapsedWord);
        },
      },
    ]);
  });

  readonly elapsedWord = this.RULE("elapsedWord", () => {
    this.oneOf([T.yearsFrom, T.monthsFrom, T.daysFrom, T.workingDaysFrom]);
  });

  readonly moment = this.RULE("moment", () => {
    this.OR([
      { ALT: () => this.CONSUME(T.date) },
      { ALT: () => this.SUBRULE(this.path) },
      {
        ALT: () => {
          this.CONSUME(T.open);
          this.SUBRULE(this.sum);
          this.CONSUME(T.close);
        },
      },
    ]);
  });

  /** `count of members where able`, `count of (a, b, c)`, `sum of cost among projects`, `highest of (a, b)` */
  readonly collector = this.RULE("collector", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(T.countOf);
          this.OR1([
            { ALT: () => this.SUBRULE1(this.set) },
            {
              ALT: () => {
                this.CONSUME(T.open);
                this.SUBRULE1(this.row);
                this.MANY(() => {
                  this.SUBRULE(this.sep);
                  this.SUBRULE2(this.row);
                });
                this.CONSUME(T.close);
              },
            },
          ]);
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.listWord);
          this.SUBRULE(this.atom);
          this.OPTION(() => {
            this.CONSUME(T.among);
            this.SUBRULE2(this.set);
          });
        },
      },
    ]);
  });

  readonly listWord = this.RULE("listWord", () => {
    this.oneOf([T.sumOf, T.highestOf, T.lowestOf, T.firstOf, T.averageOf, T.anyOf, T.allOf, T.shareOf]);
  });

  /** 各 到户项目 的 核定补助 合计, 各 到户项目 的 取低（核定补助，验收金额） 合计 */
  readonly eachOf = this.RULE("eachOf", () => {
    this.CONSUME(T.eachIn);
    this.SUBRULE(this.set);
    this.OPTION(() => {
      this.CONSUME(T.of);
      this.OPTION1(() => this.SUBRULE1(this.listWord));
      this.SUBRULE(this.atom);
    });
    this.OR([{ ALT: () => this.CONSUME(T.countOf) }, { ALT: () => this.SUBRULE2(this.listWord) }]);
  });

  readonly set = this.RULE("set", () => {
    this.CONSUME(T.name);
    this.OPTION(() => {
      this.CONSUME(T.where);
      this.SUBRULE(this.atom);
    });
  });

  readonly atom = this.RULE("atom", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.path) },
      {
        ALT: () => {
          this.CONSUME(T.open);
          this.SUBRULE1(this.row);
          this.MANY(() => {
            this.SUBRULE(this.sep);
            this.SUBRULE2(this.row);
          });
          this.CONSUME(T.close);
        },
      },
    ]);
  });
}
