/** Rules of the grammar: file heads, headers and clauses, each parsed on its own. */
import { TOKENS as T } from "../token-types.js";
import { alt } from "./tools.js";
import { ValueRules } from "./values.js";

const PART_MONTHS = [T.partMonthsWhole, T.partMonthsByDays, T.partMonthsDropped];

export abstract class ClauseRules extends ValueRules {
  readonly fileHead = this.RULE("fileHead", () => {
    this.OR([alt(() => this.CONSUME(T.policy)), alt(() => this.CONSUME(T.vocabulary))]);
    this.SUBRULE(this.decl);
  });

  readonly header = this.RULE("header", () => {
    this.OR([
      alt(() => {
        this.OR1([
          alt(() => this.CONSUME(T.version)),
          alt(() => this.CONSUME(T.document)),
          alt(() => this.CONSUME(T.source)),
        ]);
        this.CONSUME1(T.text);
      }),
      alt(() => {
        this.CONSUME(T.issued);
        this.CONSUME1(T.date);
        this.OPTION1(() => this.CONSUME2(T.text));
      }),
      alt(() => {
        this.CONSUME(T.uses);
        this.SUBRULE(this.names);
      }),
      alt(() => {
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
      }),
      alt(() => {
        this.CONSUME(T.round);
        this.SUBRULE(this.roundingMode);
        this.CONSUME2(T.to);
        this.CONSUME(T.number);
      }),
      alt(() => {
        this.CONSUME(T.factsOn);
        this.CONSUME1(T.name);
      }),
      alt(() => {
        this.OR2([alt(() => this.CONSUME(T.period)), alt(() => this.CONSUME(T.cliffAt))]);
        this.SUBRULE(this.quantity);
      }),
      alt(() => {
        this.OR3([alt(() => this.CONSUME(T.amends)), alt(() => this.CONSUME(T.replaces))]);
        this.CONSUME2(T.name);
        this.CONSUME3(T.text);
      }),
    ]);
  });

  readonly section = this.RULE("section", () => {
    this.OR([
      alt(() => {
        this.CONSUME(T.forEach);
        this.CONSUME(T.name);
        this.OPTION(() => this.CONSUME(T.forEachEnd));
      }),
      alt(() => this.CONSUME(T.overall)),
    ]);
  });

  readonly eligible = this.RULE("eligible", () => {
    this.CONSUME(T.eligibleWhen);
    this.SUBRULE(this.condition);
    this.MANY(() => {
      this.OR([alt(() => this.SUBRULE(this.except)), alt(() => this.SUBRULE(this.cite))]);
    });
  });

  readonly value = this.RULE("value", () => {
    this.OR([alt(() => this.CONSUME(T.define)), alt(() => this.CONSUME(T.param))]);
    this.SUBRULE(this.decl);
    this.MANY1(() => this.SUBRULE1(this.cite));
    this.OR1([
      alt(() => {
        this.CONSUME(T.equals);
        this.SUBRULE(this.formula);
      }),
      alt(() => {
        this.CONSUME(T.colon);
        this.SUBRULE(this.typed);
      }),
      alt(() => {
        this.CONSUME(T.by);
        this.SUBRULE(this.paths);
        this.OR2([
          alt(() => {
            this.CONSUME(T.from);
            this.CONSUME(T.text);
          }),
          alt(() => this.AT_LEAST_ONE(() => this.SUBRULE(this.tableRow))),
        ]);
      }),
    ]);
    this.MANY2(() => this.SUBRULE2(this.cite));
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
    this.OR([alt(() => this.CONSUME(T.benefit)), alt(() => this.CONSUME(T.benefitAlso))]);
    this.SUBRULE(this.decl);
    this.SUBRULE(this.benefitBody);
  });

  /** A benefit without its head and name: what `parseRuleBody` reads. */
  readonly benefitBody = this.RULE("benefitBody", () => {
    this.MANY1(() => this.SUBRULE1(this.cite));
    this.OPTION(() => {
      this.OR1([alt(() => this.SUBRULE(this.ruleBody)), alt(() => this.SUBRULE1(this.benefitItem))]);
      this.MANY2(() => {
        this.OR2([alt(() => this.SUBRULE2(this.benefitItem)), alt(() => this.SUBRULE2(this.cite))]);
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
      alt(() => this.SUBRULE(this.except)),
      alt(() => {
        this.CONSUME(T.when);
        this.SUBRULE(this.condition);
        this.OPTION1(() => {
          this.CONSUME1(T.arrow);
          this.SUBRULE1(this.award);
        });
      }),
      alt(() => {
        this.CONSUME(T.otherwise);
        this.CONSUME2(T.arrow);
        this.SUBRULE2(this.award);
      }),
      alt(() => {
        this.CONSUME(T.pay);
        this.SUBRULE3(this.award);
      }),
      alt(() => {
        this.CONSUME(T.once);
        this.OPTION2(() => {
          this.CONSUME(T.per);
          this.CONSUME(T.name);
        });
      }),
      alt(() => this.SUBRULE(this.every)),
    ]);
  });

  readonly every = this.RULE("every", () => {
    this.CONSUME(T.everyMonth);
    this.OR1([alt(() => this.CONSUME(T.from)), alt(() => this.CONSUME(T.fromMoment))]);
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
    this.oneOf(PART_MONTHS);
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
        alt(() => this.SUBRULE(this.cite)),
        alt(() => this.SUBRULE(this.except)),
        alt(() => this.SUBRULE(this.limitWhen)),
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
      alt(() => this.CONSUME(T.report)),
      alt(() => this.CONSUME(T.refuse)),
      alt(() => this.CONSUME(T.proRata)),
      alt(() => {
        this.OR1([alt(() => this.CONSUME(T.serve)), alt(() => this.CONSUME(T.serveWhole))]);
        this.SUBRULE(this.orders);
      }),
    ]);
  });

  readonly payOut = this.RULE("payOut", () => {
    this.CONSUME(T.payOut);
    this.SUBRULE(this.benefits);
    this.MANY(() => this.SUBRULE(this.cite));
    this.AT_LEAST_ONE(() => this.SUBRULE(this.payPart));
  });

  readonly payPart = this.RULE("payPart", () => {
    this.CONSUME(T.bullet);
    this.OR([alt(() => this.CONSUME(T.rest)), alt(() => this.SUBRULE1(this.sum))]);
    this.MANY(() => {
      this.OR1([
        alt(() => {
          this.CONSUME(T.for);
          this.SUBRULE(this.decl);
        }),
        alt(() => {
          this.CONSUME(T.on);
          this.SUBRULE2(this.sum);
        }),
        alt(() => {
          this.CONSUME(T.when);
          this.SUBRULE(this.expr);
        }),
        alt(() => {
          this.CONSUME(T.deadline);
          this.SUBRULE3(this.sum);
        }),
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
      this.OR([alt(() => this.CONSUME(T.by)), alt(() => this.CONSUME(T.setBy))]);
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
      this.OR([alt(() => this.SUBRULE(this.cite)), alt(() => this.SUBRULE(this.stepItem))]);
    });
  });

  readonly stepItem = this.RULE("stepItem", () => {
    this.OR([
      alt(() => {
        this.OR1([alt(() => this.CONSUME(T.by)), alt(() => this.CONSUME(T.setBy))]);
        this.SUBRULE1(this.names);
      }),
      alt(() => {
        this.CONSUME(T.after);
        this.SUBRULE2(this.names);
      }),
      alt(() => {
        this.CONSUME(T.at);
        this.SUBRULE3(this.names);
        this.CONSUME(T.afterwards);
      }),
      alt(() => {
        this.OR2([
          alt(() => this.CONSUME(T.lasting)),
          alt(() => this.CONSUME(T.within)),
          alt(() => this.CONSUME(T.stepWithin)),
        ]);
        this.SUBRULE1(this.quantity);
        this.OPTION(() => this.CONSUME(T.bothEndsCounted));
      }),
      alt(() => {
        this.OR3([alt(() => this.CONSUME(T.on)), alt(() => this.CONSUME(T.deadline))]);
        this.SUBRULE(this.sum);
      }),
      alt(() => {
        this.CONSUME(T.repeatsEvery);
        this.SUBRULE2(this.quantity);
      }),
      alt(() => {
        this.CONSUME(T.shows);
        this.SUBRULE(this.paths);
      }),
    ]);
  });

  readonly example = this.RULE("example", () => {
    this.CONSUME(T.example);
    this.CONSUME(T.text);
    this.MANY(() => this.SUBRULE(this.examplePart));
  });

  readonly examplePart = this.RULE("examplePart", () => {
    this.OR([
      alt(() => {
        this.CONSUME(T.given);
        this.SUBRULE(this.facts);
      }),
      alt(() => {
        this.CONSUME(T.expect);
        this.SUBRULE1(this.outcome);
        this.MANY(() => {
          this.SUBRULE(this.sep);
          this.SUBRULE2(this.outcome);
        });
      }),
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
      alt(() => {
        this.CONSUME(T.asIn);
        this.CONSUME(T.text);
      }),
      alt(() => {
        this.SUBRULE(this.path);
        this.OR1([
          alt(() => this.SUBRULE(this.literal)),
          alt(() => {
            this.CONSUME(T.open);
            this.deeper();
            this.SUBRULE(this.facts);
            this.shallower();
            this.CONSUME(T.close);
          }),
        ]);
      }),
    ]);
  });

  readonly outcome = this.RULE("outcome", () => {
    this.OR([
      alt(() => this.CONSUME(T.notEligible)),
      alt(() => {
        this.CONSUME(T.undecided);
        this.OPTION(() => this.CONSUME(T.name));
      }),
      alt(() => {
        this.SUBRULE(this.path);
        this.OR1([alt(() => this.CONSUME(T.notDue)), alt(() => this.SUBRULE(this.literal))]);
      }),
    ]);
  });

  readonly repeal = this.RULE("repeal", () => {
    this.CONSUME(T.repeal);
    this.CONSUME(T.name);
  });

  readonly change = this.RULE("change", () => {
    this.CONSUME(T.change);
    this.CONSUME(T.name);
    this.OR([alt(() => this.CONSUME(T.from)), alt(() => this.CONSUME(T.changeFrom))]);
    this.SUBRULE1(this.sum);
    this.OR1([alt(() => this.CONSUME(T.to)), alt(() => this.CONSUME(T.changeTo))]);
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
}
