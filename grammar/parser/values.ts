/** Rules of the grammar: names, literals, types, tables, and what several clauses share. */
import { TOKENS as T } from "../token-types.js";
import { ExpressionRules } from "./expressions.js";
import { alt } from "./tools.js";

export abstract class ValueRules extends ExpressionRules {
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
      alt(() => {
        this.CONSUME(T.exceptWhen);
        this.SUBRULE(this.condition);
        this.OPTION(() => this.CONSUME(T.text));
      }),
      alt(() => {
        this.CONSUME(T.exceptAny);
        this.SUBRULE(this.testBullets);
      }),
    ]);
  });

  readonly benefits = this.RULE("benefits", () => {
    this.OR([alt(() => this.CONSUME(T.allBenefits)), alt(() => this.SUBRULE(this.paths))]);
  });

  readonly order = this.RULE("order", () => {
    this.SUBRULE(this.sum);
    this.OPTION(() => {
      this.OR([alt(() => this.CONSUME(T.rising)), alt(() => this.CONSUME(T.falling))]);
    });
  });

  readonly orders = this.RULE("orders", () => {
    this.SUBRULE1(this.order);
    this.MANY(() => {
      this.SUBRULE(this.sep);
      this.SUBRULE2(this.order);
    });
  });

  readonly award = this.RULE("award", () => {
    this.OR([
      alt(() => this.SUBRULE(this.valueList)),
      alt(() => {
        this.SUBRULE(this.amount);
        // Not inside `amount`: in a list, a comma after an order could as well separate the rows.
        this.OPTION(() => {
          this.CONSUME(T.remainderTo);
          this.SUBRULE(this.orders);
          this.MANY(() => this.SUBRULE(this.cut));
        });
      }),
    ]);
  });

  readonly formula = this.RULE("formula", () => {
    this.OR([
      alt(() => this.SUBRULE(this.conditionList)),
      alt(() => this.SUBRULE(this.valueList)),
      alt(() => this.SUBRULE(this.expr)),
    ]);
  });

  readonly signed = this.RULE("signed", () => {
    this.OPTION(() => this.CONSUME(T.minus));
    this.SUBRULE(this.quantity);
  });

  readonly literal = this.RULE("literal", () => {
    this.OR([
      alt(() => this.SUBRULE(this.signed)),
      alt(() => this.CONSUME(T.yes)),
      alt(() => this.CONSUME(T.no)),
      alt(() => this.CONSUME(T.date)),
      alt(() => this.CONSUME(T.text)),
      alt(() => this.SUBRULE(this.path)),
    ]);
  });

  readonly typed = this.RULE("typed", () => {
    this.SUBRULE(this.type);
    this.MANY(() => {
      this.SUBRULE(this.sep);
      this.SUBRULE(this.attr);
    });
  });

  readonly type = this.RULE("type", () => {
    this.OR([
      alt(() => this.CONSUME(T.yesNo)),
      alt(() => this.CONSUME(T.wholeNumber)),
      alt(() => {
        this.CONSUME(T.oneOf);
        this.CONSUME(T.open);
        this.SUBRULE1(this.decl);
        this.MANY(() => {
          this.SUBRULE(this.sep);
          this.SUBRULE2(this.decl);
        });
        this.CONSUME(T.close);
      }),
      alt(() => this.SUBRULE(this.unitType)),
    ]);
  });

  /** In a type `/` may stand for `per` between any two units; in a sum it divides. */
  readonly unitType = this.RULE("unitType", () => {
    this.OPTION(() => this.CONSUME(T.magnitude));
    this.CONSUME1(T.name);
    this.MANY(() => {
      this.OR([alt(() => this.CONSUME(T.per)), alt(() => this.CONSUME(T.slash))]);
      this.CONSUME2(T.name);
    });
  });

  readonly attr = this.RULE("attr", () => {
    this.OR([
      alt(() => {
        this.SUBRULE1(this.signed);
        this.CONSUME(T.to);
        this.SUBRULE2(this.signed);
      }),
      alt(() => {
        this.CONSUME(T.blankMeans);
        this.SUBRULE(this.literal);
      }),
      alt(() => {
        this.CONSUME(T.alias);
        this.CONSUME(T.text);
      }),
      alt(() => {
        this.CONSUME(T.setBy);
        this.CONSUME(T.name);
      }),
      alt(() => this.CONSUME(T.key)),
      alt(() => this.CONSUME(T.private)),
      alt(() => this.CONSUME(T.optional)),
    ]);
  });

  readonly tableRow = this.RULE("tableRow", () => {
    this.CONSUME(T.bullet);
    this.OR([
      alt(() => this.CONSUME(T.otherwise)),
      alt(() => {
        this.SUBRULE1(this.pattern);
        this.MANY(() => {
          this.CONSUME(T.comma);
          this.SUBRULE2(this.pattern);
        });
      }),
    ]);
    this.CONSUME(T.arrow);
    this.SUBRULE(this.sum);
  });

  readonly pattern = this.RULE("pattern", () => {
    this.SUBRULE1(this.patternTest);
    this.MANY(() => {
      this.OR([alt(() => this.CONSUME(T.or)), alt(() => this.CONSUME(T.listComma))]);
      this.SUBRULE2(this.patternTest);
    });
  });

  readonly patternTest = this.RULE("patternTest", () => {
    this.OR([
      alt(() => {
        this.SUBRULE(this.compare);
        this.SUBRULE1(this.sumOrText);
        this.OPTION1(() => this.SUBRULE1(this.toEnd));
      }),
      alt(() => {
        this.SUBRULE2(this.sumOrText);
        this.OPTION2(() => {
          this.OR1([alt(() => this.SUBRULE(this.postfix)), alt(() => this.SUBRULE2(this.toEnd))]);
        });
      }),
    ]);
  });
}
