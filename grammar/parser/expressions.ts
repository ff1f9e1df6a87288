/** Rules of the grammar: conditions, sums, lists and amounts. */
import { TOKENS as T } from "../token-types.js";
import { alt, ParserTools } from "./tools.js";

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

const MODES = [T.halfUp, T.halfEven, T.upward, T.downward];
const BOUNDS = [T.orMore, T.orAbove, T.orLess, T.orBelow];
const DURATIONS = [T.yearsFrom, T.monthsFrom, T.daysFrom, T.workingDaysFrom];
const LIST_WORDS = [T.sumOf, T.highestOf, T.lowestOf, T.firstOf, T.averageOf, T.anyOf, T.allOf, T.shareOf];
const VALUE_WORDS = [T.sumOf, T.highestOf, T.lowestOf, T.firstOf, T.averageOf];

export abstract class ExpressionRules extends ParserTools {
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
    this.OR([alt(() => this.CONSUME(T.comma)), alt(() => this.CONSUME(T.listComma))]);
  });

  readonly path = this.RULE("path", () => {
    this.CONSUME1(T.name);
    this.MANY(() => {
      this.CONSUME(T.dot);
      this.CONSUME2(T.name);
    });
  });

  readonly roundingMode = this.RULE("roundingMode", () => {
    this.oneOf(MODES);
  });

  readonly unitRef = this.RULE("unitRef", () => {
    this.OPTION(() => this.CONSUME(T.magnitude));
    this.CONSUME1(T.name);
    this.MANY(() => {
      this.CONSUME(T.per);
      this.CONSUME2(T.name);
    });
  });

  readonly quantity = this.RULE("quantity", () => {
    this.CONSUME(T.number);
    this.MANY(() => this.SUBRULE(this.perUnit));
  });

  readonly perUnit = this.RULE("perUnit", () => {
    this.CONSUME(T.per);
    this.OPTION(() => this.CONSUME(T.full));
    this.OR([alt(() => this.CONSUME(T.number)), alt(() => this.CONSUME(T.name))]);
  });

  /** 面积 每亩 300元, 家禽 每只补20元 */
  readonly rateFirst = this.RULE("rateFirst", () => {
    this.AT_LEAST_ONE(() => this.SUBRULE(this.perUnit));
    this.OPTION(() => this.CONSUME(T.pay));
    this.CONSUME(T.number);
  });

  readonly condition = this.RULE("condition", () => {
    this.OR([alt(() => this.SUBRULE(this.conditionList)), alt(() => this.SUBRULE(this.expr))]);
  });

  readonly conditionList = this.RULE("conditionList", () => {
    this.OR([alt(() => this.CONSUME(T.anyOf)), alt(() => this.CONSUME(T.allOf))]);
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
      this.OR([alt(() => this.CONSUME(T.and)), alt(() => this.CONSUME(T.or))]);
      this.SUBRULE2(this.relation);
    });
  });

  readonly relation = this.RULE("relation", () => {
    this.deeper();
    this.OR([
      alt(() => {
        this.CONSUME(T.not);
        this.SUBRULE(this.relation);
      }),
      alt(() => {
        this.SUBRULE(this.sum);
        this.OPTION(() => this.SUBRULE(this.tail));
      }),
    ]);
    this.shallower();
  });

  readonly tail = this.RULE("tail", () => {
    this.OR([
      alt(() => {
        this.OR1([
          alt(() => this.SUBRULE(this.compare)),
          alt(() => this.CONSUME(T.equals)),
          alt(() => this.CONSUME(T.is)),
          alt(() => this.CONSUME(T.isNot)),
        ]);
        this.SUBRULE1(this.sumOrText);
        this.OPTION(() => this.SUBRULE(this.toEnd));
      }),
      alt(() => this.CONSUME(T.isKnown)),
      alt(() => this.CONSUME(T.isMissing)),
      alt(() => {
        this.OR2([alt(() => this.CONSUME(T.isOneOf)), alt(() => this.CONSUME(T.isNotOneOf))]);
        this.CONSUME(T.open);
        this.SUBRULE2(this.sumOrText);
        this.MANY(() => {
          this.SUBRULE(this.sep);
          this.SUBRULE3(this.sumOrText);
        });
        this.CONSUME(T.close);
      }),
      alt(() => {
        this.SUBRULE1(this.quantity);
        this.SUBRULE(this.postfix);
      }),
      alt(() => {
        this.CONSUME(T.inThe);
        this.SUBRULE2(this.quantity);
        this.CONSUME(T.before);
        this.SUBRULE1(this.sum);
      }),
      alt(() => {
        this.CONSUME(T.at);
        this.SUBRULE2(this.sum);
        this.CONSUME(T.windowBefore);
        this.SUBRULE3(this.quantity);
        this.CONSUME(T.windowInside);
      }),
    ]);
  });

  readonly sumOrText = this.RULE("sumOrText", () => {
    this.OR([alt(() => this.CONSUME(T.text)), alt(() => this.SUBRULE(this.sum))]);
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
    this.oneOf(BOUNDS);
    this.OPTION2(() => this.SUBRULE2(this.bracket));
  });

  /** （含）, （含5亩）, （不含5亩） */
  readonly bracket = this.RULE("bracket", () => {
    this.CONSUME(T.open);
    this.OR([alt(() => this.CONSUME(T.including)), alt(() => this.CONSUME(T.excluding))]);
    this.OPTION(() => this.SUBRULE(this.quantity));
    this.CONSUME(T.close);
  });

  readonly sum = this.RULE("sum", () => {
    this.SUBRULE1(this.product);
    this.MANY(() => {
      this.OR([alt(() => this.CONSUME(T.plus)), alt(() => this.CONSUME(T.minus))]);
      this.SUBRULE2(this.product);
    });
  });

  readonly product = this.RULE("product", () => {
    this.SUBRULE1(this.factor);
    this.MANY(() => {
      this.OR([alt(() => this.CONSUME(T.times)), alt(() => this.CONSUME(T.divide)), alt(() => this.CONSUME(T.slash))]);
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
      alt(() => {
        this.SUBRULE(this.quantity);
        this.OPTION1(() => {
          this.CONSUME1(T.of);
          this.SUBRULE1(this.operand);
        });
      }),
      alt(() => {
        this.SUBRULE(this.primary);
        this.OPTION2(() => {
          this.OR1([
            alt(() => {
              this.CONSUME2(T.of);
              this.SUBRULE2(this.operand);
            }),
            alt(() => this.SUBRULE(this.rateFirst)),
          ]);
        });
      }),
    ]);
    this.shallower();
  });

  readonly primary = this.RULE("primary", () => {
    this.OR([
      alt(() => this.CONSUME(T.date)),
      alt(() => this.CONSUME(T.yes)),
      alt(() => this.CONSUME(T.no)),
      alt(() => this.SUBRULE1(this.path)),
      alt(() => {
        this.OR1([alt(() => this.CONSUME(T.slab)), alt(() => this.CONSUME(T.sliced))]);
        this.SUBRULE2(this.path);
      }),
      alt(() => this.SUBRULE(this.paren)),
      alt(() => {
        this.CONSUME(T.round);
        this.SUBRULE(this.roundingMode);
        this.CONSUME(T.open);
        this.SUBRULE(this.sum);
        this.CONSUME(T.close);
        this.CONSUME1(T.to);
        this.CONSUME(T.number);
      }),
      alt(() => this.SUBRULE(this.elapsed)),
      alt(() => this.SUBRULE(this.collector)),
      alt(() => this.SUBRULE(this.eachOf)),
    ]);
  });

  readonly paren = this.RULE("paren", () => {
    this.CONSUME(T.open);
    this.OR([
      alt(() => this.SUBRULE(this.conditionList)),
      alt(() => this.SUBRULE(this.valueList)),
      alt(() => {
        this.SUBRULE1(this.row);
        this.MANY(() => {
          this.OR1([alt(() => this.CONSUME(T.semicolon)), alt(() => this.SUBRULE(this.sep))]);
          this.SUBRULE2(this.row);
        });
      }),
    ]);
    this.CONSUME(T.close);
  });

  readonly elapsed = this.RULE("elapsed", () => {
    this.OR([
      alt(() => {
        this.SUBRULE1(this.elapsedWord);
        this.SUBRULE1(this.moment);
        this.CONSUME1(T.to);
        this.SUBRULE2(this.moment);
      }),
      alt(() => {
        this.CONSUME(T.fromMoment);
        this.SUBRULE3(this.moment);
        this.CONSUME2(T.to);
        this.SUBRULE4(this.moment);
        this.SUBRULE2(this.elapsedWord);
      }),
    ]);
  });

  readonly elapsedWord = this.RULE("elapsedWord", () => {
    this.oneOf(DURATIONS);
  });

  readonly moment = this.RULE("moment", () => {
    this.OR([
      alt(() => this.CONSUME(T.date)),
      alt(() => this.SUBRULE(this.path)),
      alt(() => {
        this.CONSUME(T.open);
        this.SUBRULE(this.sum);
        this.CONSUME(T.close);
      }),
    ]);
  });

  /** `count of members where able`, `count of (a, b, c)`, `sum of cost among projects`, `highest of (a, b)` */
  readonly collector = this.RULE("collector", () => {
    this.OR([
      alt(() => {
        this.CONSUME(T.countOf);
        this.OR1([
          alt(() => this.SUBRULE1(this.set)),
          alt(() => {
            this.CONSUME(T.open);
            this.SUBRULE1(this.row);
            this.MANY(() => {
              this.SUBRULE(this.sep);
              this.SUBRULE2(this.row);
            });
            this.CONSUME(T.close);
          }),
        ]);
      }),
      alt(() => {
        this.SUBRULE(this.listWord);
        this.SUBRULE(this.atom);
        this.OPTION(() => {
          this.CONSUME(T.among);
          this.SUBRULE2(this.set);
        });
      }),
    ]);
  });

  readonly listWord = this.RULE("listWord", () => {
    this.oneOf(LIST_WORDS);
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
    this.OR([alt(() => this.CONSUME(T.countOf)), alt(() => this.SUBRULE2(this.listWord))]);
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
      alt(() => this.SUBRULE(this.path)),
      alt(() => {
        this.CONSUME(T.open);
        this.SUBRULE1(this.row);
        this.MANY(() => {
          this.SUBRULE(this.sep);
          this.SUBRULE2(this.row);
        });
        this.CONSUME(T.close);
      }),
    ]);
  });

  readonly row = this.RULE("row", () => {
    this.OR([
      alt(() => {
        this.CONSUME(T.otherwise);
        this.CONSUME1(T.arrow);
        this.SUBRULE1(this.amount);
      }),
      alt(() => {
        this.SUBRULE(this.expr);
        this.OPTION(() => {
          this.OR1([
            alt(() => {
              this.CONSUME2(T.arrow);
              this.SUBRULE2(this.amount);
            }),
            alt(() => this.AT_LEAST_ONE1(() => this.SUBRULE1(this.cut))),
            // 鸡 每只补30元，最多补50只: a row of a sum is a rate line like any other amount.
            alt(() => {
              this.AT_LEAST_ONE2(() => this.SUBRULE(this.rateMod));
              this.MANY(() => this.SUBRULE2(this.cut));
            }),
          ]);
        });
      }),
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
    this.oneOf(VALUE_WORDS);
  });

  readonly amount = this.RULE("amount", () => {
    this.OR([
      alt(() => {
        this.CONSUME(T.approvedAmount);
        this.AT_LEAST_ONE1(() => this.SUBRULE1(this.cut));
      }),
      alt(() => {
        this.CONSUME(T.portionOf);
        this.SUBRULE1(this.sum);
        this.CONSUME1(T.by);
        this.SUBRULE2(this.sum);
        this.MANY1(() => this.SUBRULE2(this.cut));
      }),
      alt(() => {
        this.SUBRULE3(this.sum);
        this.OPTION2(() => {
          this.CONSUME2(T.by);
          this.SUBRULE4(this.sum);
          this.CONSUME(T.shareOut);
        });
        this.MANY2(() => this.SUBRULE(this.rateMod));
        this.MANY3(() => this.SUBRULE3(this.cut));
      }),
      alt(() => this.AT_LEAST_ONE2(() => this.SUBRULE4(this.cut))),
    ]);
  });

  readonly cut = this.RULE("cut", () => {
    this.OPTION(() => this.CONSUME(T.pause));
    this.OR([alt(() => this.CONSUME(T.upTo)), alt(() => this.CONSUME(T.noLessThan))]);
    this.SUBRULE(this.sum);
  });

  readonly rateMod = this.RULE("rateMod", () => {
    this.CONSUME(T.pause);
    this.OR([
      alt(() => {
        this.CONSUME(T.from);
        this.CONSUME1(T.number);
      }),
      alt(() => {
        this.CONSUME2(T.number);
        this.CONSUME(T.startingAt);
      }),
      alt(() => {
        this.CONSUME(T.countingAtMost);
        this.CONSUME3(T.number);
      }),
    ]);
  });
}
