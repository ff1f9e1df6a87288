/** Each clause as an official sentence in Chinese and English, generated from the tree, with its numbers still in place. */
import type {
  Benefit,
  BenefitItem,
  Benefits,
  Check,
  Clause,
  Decl,
  Eligible,
  Except,
  Header,
  Limit,
  Name,
  Pattern,
  PayOut,
  Procedure,
  Question,
  Step,
  StepItem,
  TypeRef,
  Value,
} from "../../../grammar/ast.js";
import type { Cited, Range, Surface } from "../data.js";
import { occurrencesOf } from "../occurrences.js";
import type { Snapshot } from "../snapshot.js";
import { award, comparison, date, expr, numbered, orders, quantity, rounding, unitRef } from "./expressions.js";
import { either, joined, nameOf, type Said, type Segment, say, type Writer } from "./segments.js";

export interface Sentence {
  /** The clause or header in the text. */
  readonly range: Range;
  readonly kind: string;
  readonly en: readonly Segment[];
  readonly zh: readonly Segment[];
  readonly cites: readonly Cited[];
}

/** Headers, then clauses, in written order. A clause that could not be read has its own words. */
export function sentences(snapshot: Snapshot): Sentence[] {
  const { file } = snapshot.compiled;
  const meant = new Map(
    (occurrencesOf(snapshot).inFile.get(snapshot.source.path) ?? []).map((one) => [one.start, one.id] as const),
  );
  const en: Writer = { lang: "en", snapshot, meant };
  const zh: Writer = { lang: "zh", snapshot, meant };
  const headers = file.kind === "PolicyFile" ? file.headers : [];
  return [
    ...headers.map((one) => sentence(one, header(en, one), header(zh, one), [])),
    ...file.clauses.map((one) => sentence(one, clause(en, one), clause(zh, one), citesOf(one))),
  ];
}

function sentence(node: { kind: string; span: Range }, en: Said, zh: Said, cites: readonly Cited[]): Sentence {
  return { range: { start: node.span.start, end: node.span.end }, kind: node.kind, en, zh, cites };
}

function citesOf(one: Clause): Cited[] {
  if (!("cites" in one)) return [];
  return one.cites.map(({ where, quoting }) => ({ where: where.value, quoting: quoting?.value ?? null }));
}

// ---------------------------------------------------------------- headers

function header(w: Writer, one: Header): Said {
  switch (one.kind) {
    case "Version":
      return say`${either(w, "Version ", "版本：")}${one.text.value}${either(w, ".", "。")}`;
    case "Document":
      return say`${either(w, "Document ", "文号：")}${one.text.value}${either(w, ".", "。")}`;
    case "Issued": {
      const by = one.by?.value ?? "";
      return either(
        w,
        say`Issued on ${date(w, one.date.value)}${by === "" ? "" : ` by ${by}`}.`,
        say`${date(w, one.date.value)}${by === "" ? "" : `由${by}`}印发。`,
      );
    }
    case "Source":
      return say`${either(w, "Source document: ", "原文：")}${one.text.value}${either(w, ".", "。")}`;
    case "Uses":
      return say`${either(w, "Uses the vocabularies ", "引用词表：")}${names(w, one.names)}${either(w, ".", "。")}`;
    case "InForce": {
      const to = one.to?.value ?? null;
      const back = one.backTo?.value ?? null;
      return either(
        w,
        say`In force from ${date(w, one.from.value)}${to === null ? "" : ` to ${to}`}${back === null ? "" : `, back to ${back}`}.`,
        say`自${date(w, one.from.value)}起施行${to === null ? "" : `，至${date(w, to)}止`}${back === null ? "" : `，追溯至${date(w, back)}`}。`,
      );
    }
    case "Round":
      return either(
        w,
        say`Amounts are rounded ${rounding(w, one.mode)} to ${quantity(w, one.to)}.`,
        say`金额${rounding(w, one.mode)}至${quantity(w, one.to)}。`,
      );
    case "FactsOn":
      return either(
        w,
        say`Facts are those of ${nameOf(w, one.field)}.`,
        say`各项事实以${nameOf(w, one.field)}当日为准。`,
      );
    case "Period":
      return either(w, say`One run covers ${quantity(w, one.length)}.`, say`每次测算覆盖${quantity(w, one.length)}。`);
    case "Amends":
    case "Replaces": {
      const verb = one.kind === "Amends" ? either(w, "Amends", "修订") : either(w, "Replaces", "替代");
      return either(
        w,
        say`${verb} ${nameOf(w, one.policy)}, version ${one.version.value}.`,
        say`${verb}${nameOf(w, one.policy)}（版本${one.version.value}）。`,
      );
    }
    case "CliffAt":
      return either(
        w,
        say`A jump of more than ${quantity(w, one.amount)} at one threshold is pointed out.`,
        say`同一界限两侧相差超过${quantity(w, one.amount)}的，予以提示。`,
      );
  }
}

// ---------------------------------------------------------------- clauses

function titled(w: Writer, { label, name }: Decl): Said {
  return label !== null && w.lang === "zh"
    ? [{ kind: "name", text: label.value, symbol: w.meant.get(name.span.start) ?? null }]
    : capital(w, nameOf(w, name));
}

function capital(w: Writer, said: Said): Said {
  const [first, ...rest] = said;
  if (w.lang === "zh" || first === undefined) return said;
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}

function names(w: Writer, all: readonly Name[]): Said {
  return joined(
    all.map((name) => nameOf(w, name)),
    either(w, ", ", "、"),
  );
}

function clause(w: Writer, one: Clause): Said {
  switch (one.kind) {
    case "Section":
      if (one.entity === null)
        return say`${either(w, "The clauses below hold for the whole.", "以下各条就总体而言。")}`;
      return either(w, say`For each ${nameOf(w, one.entity)}:`, say`以下各条以${nameOf(w, one.entity)}为单位。`);
    case "Eligible":
      return eligible(w, one);
    case "Value":
      return value(w, one);
    case "Question":
      return question(w, one);
    case "Benefit":
      return benefit(w, one);
    case "Limit":
      return limit(w, one);
    case "PayOut":
      return payOut(w, one);
    case "Check":
      return check(w, one);
    case "Procedure":
      return procedure(w, one);
    case "Note":
      return say`${titled(w, one.decl)}${either(w, ".", "。")}`;
    case "Example":
      return example(w, one);
    case "Repeal":
      return either(w, say`${nameOf(w, one.name)} is repealed.`, say`废止“${nameOf(w, one.name)}”。`);
    case "Change":
      return either(
        w,
        say`${nameOf(w, one.name)} changes from ${expr(w, one.from)} to ${expr(w, one.to)}.`,
        say`“${nameOf(w, one.name)}”由${expr(w, one.from)}调整为${expr(w, one.to)}。`,
      );
    case "Entity": {
      const fields = joined(
        one.fields.map((field) => nameOf(w, field.decl.name)),
        either(w, ", ", "、"),
      );
      return either(
        w,
        say`The roster records of each ${nameOf(w, one.decl.name)}: ${fields}.`,
        say`名册按“${nameOf(w, one.decl.name)}”登记：${fields}。`,
      );
    }
    case "UnitDecl":
      return either(
        w,
        say`The unit ${nameOf(w, one.decl.name)} is used.`,
        say`使用单位“${nameOf(w, one.decl.name)}”。`,
      );
    case "BrokenClause":
      return say`${w.snapshot.source.text.slice(one.span.start, one.span.end).trim()}`;
  }
}

function excepts(w: Writer, all: readonly Except[]): Said {
  if (all.length === 0) return [];
  const one = ({ condition, reason }: Except): Said => {
    const said = expr(w, condition);
    return reason === null ? said : either(w, say`${said} (${reason.value})`, say`${said}（${reason.value}）`);
  };
  if (all.length === 1) {
    const said = one(all[0] as Except);
    return either(w, say` Excepted: ${said}.`, say`但${said}的除外。`);
  }
  return either(
    w,
    say` Excepted: ${numbered(w, all.map(one))}.`,
    say`有下列情形之一的，不予补助：${numbered(w, all.map(one))}。`,
  );
}

function eligible(w: Writer, { condition, exceptions }: Eligible): Said {
  return either(
    w,
    say`Who may benefit: those for whom ${expr(w, condition)}.${excepts(w, exceptions)}`,
    say`${expr(w, condition)}的，可以享受。${excepts(w, exceptions)}`,
  );
}

function value(w: Writer, { decl, head, body }: Value): Said {
  const name = titled(w, decl);
  switch (body.kind) {
    case "Formula":
      if (head === "param")
        return either(w, say`${name} is ${expr(w, body.expr)}.`, say`${name}为${expr(w, body.expr)}。`);
      return either(w, say`${name} means ${expr(w, body.expr)}.`, say`“${name}”是指：${expr(w, body.expr)}。`);
    case "Typed": {
      const parts: Said[] = [type(w, body.type)];
      for (const attr of body.attrs) {
        if (attr.kind === "Bounds")
          parts.push(
            either(
              w,
              say`from ${quantity(w, attr.low)} to ${quantity(w, attr.high)}`,
              say`${quantity(w, attr.low)}至${quantity(w, attr.high)}`,
            ),
          );
        if (attr.kind === "BlankMeans")
          parts.push(either(w, say`${expr(w, attr.value)} if left blank`, say`未填的按${expr(w, attr.value)}`));
      }
      const who = body.attrs.find((attr) => attr.kind === "SetBy");
      const by = who?.kind === "SetBy" ? nameOf(w, who.who) : null;
      const said = joined(parts, either(w, ", ", "，"));
      if (by === null)
        return either(w, say`${name} is given for the run (${said}).`, say`${name}在测算时给定（${said}）。`);
      return either(w, say`${name} is set by ${by} (${said}).`, say`${name}由${by}确定（${said}）。`);
    }
    case "Table": {
      const keys = joined(
        body.keys.map((key) => expr(w, key)),
        either(w, " and ", "、"),
      );
      if (body.from !== null)
        return either(
          w,
          say`${name} follows ${keys} as in “${body.from.value}”.`,
          say`${name}按${keys}，依附表“${body.from.value}”执行。`,
        );
      const rows = body.rows.map((row) => {
        if (row.otherwise) return either(w, say`otherwise ${expr(w, row.value)}`, say`其余的，${expr(w, row.value)}`);
        const patterns = joined(
          row.patterns.map((one) => pattern(w, one)),
          either(w, ", ", "，"),
        );
        return either(w, say`${patterns}: ${expr(w, row.value)}`, say`${patterns}的，${expr(w, row.value)}`);
      });
      return either(
        w,
        say`${name} by ${keys}: ${joined(rows, "; ")}.`,
        say`${name}按${keys}分档：${joined(rows, "；")}。`,
      );
    }
  }
}

function pattern(w: Writer, { tests }: Pattern): Said {
  return joined(
    tests.map(({ comparison: by, value: right, to }) => {
      if (to === null) {
        if (by === null || by.relation === "eq") return expr(w, right);
        return comparison(w, by, right);
      }
      const from = by?.relation === "gt" ? say`${either(w, "more than ", "超过")}${expr(w, right)}` : expr(w, right);
      const until = to.under ? say`${either(w, "under ", "不满")}${expr(w, to.value)}` : expr(w, to.value);
      return either(w, say`${from} to ${until}`, say`${from}至${until}`);
    }),
    either(w, " or ", "或"),
  );
}

function type(w: Writer, ref: TypeRef): Said {
  switch (ref.kind) {
    case "YesNoType":
      return say`${either(w, "yes or no", "是或否")}`;
    case "WholeNumberType":
      return say`${either(w, "a whole number", "整数")}`;
    case "OneOfType":
      return either(
        w,
        say`one of ${names(
          w,
          ref.values.map(({ name }) => name),
        )}`,
        say`选项：${names(
          w,
          ref.values.map(({ name }) => name),
        )}`,
      );
    case "NamedType":
      return either(w, say`in ${unitRef(w, ref.unit)}`, say`单位为${unitRef(w, ref.unit)}`);
  }
}

function question(w: Writer, { decl, readings, taken }: Question): Said {
  const said = readings.map((reading): Said => {
    const name = titled(w, reading.decl);
    return reading.expr === null
      ? name
      : either(w, say`${name}: ${expr(w, reading.expr)}`, say`${name}：${expr(w, reading.expr)}`);
  });
  return either(
    w,
    say`${titled(w, decl)} can be read in these ways: ${numbered(w, said)}. This version takes ${nameOf(w, taken)}.`,
    say`${titled(w, decl)}，有以下读法：${numbered(w, said)}。本版本采用“${nameOf(w, taken)}”。`,
  );
}

function benefit(w: Writer, { decl, items }: Benefit): Said {
  const kind = <K extends BenefitItem["kind"]>(wanted: K) =>
    items.filter((item): item is Extract<BenefitItem, { kind: K }> => item.kind === wanted);
  const guards = kind("When").map(({ condition }) => expr(w, condition));
  const where = joined(guards, either(w, " and ", "，且"));
  const cases: Said[] = [
    ...kind("Rule").map(({ condition, award: due }) =>
      either(w, say`where ${expr(w, condition)}, ${award(w, due)}`, say`${expr(w, condition)}的，补助${award(w, due)}`),
    ),
    ...kind("Pay").map(({ award: due }) => either(w, say`${award(w, due)}`, say`补助${award(w, due)}`)),
    ...kind("Otherwise").map(({ award: due }) =>
      either(w, say`otherwise ${award(w, due)}`, say`其余的，补助${award(w, due)}`),
    ),
  ];
  const due = joined(cases, either(w, "; ", "；"));
  const body = guards.length === 0 ? due : either(w, say`where ${where}, ${due}`, say`${where}的，${due}`);
  const once = kind("Once").map(({ per }) =>
    per === null
      ? either(w, say` Once only.`, say`只补一次。`)
      : either(w, say` Once per ${nameOf(w, per)}.`, say`每${nameOf(w, per)}限补一次。`),
  );
  const every = kind("Every").map(({ from, to, during, partMonths, backPay }): Said => {
    const part = {
      whole: either(w, "part months count whole", "不足一个月的按一个月计"),
      days: either(w, "part months count by days", "不足一个月的按天数计"),
      dropped: either(w, "part months do not count", "不足一个月的不计"),
    }[partMonths];
    const until = to === null ? [] : either(w, say` to ${expr(w, to)}`, say`至${expr(w, to)}止`);
    const condition = during === null ? [] : either(w, say` while ${expr(w, during)}`, say`，限${expr(w, during)}期间`);
    const back = backPay ? either(w, "; earlier months are paid back", "；以前月份予以补发") : "";
    return either(
      w,
      say` Paid every month from ${expr(w, from)}${until}${condition}; ${part}${back}.`,
      say`自${expr(w, from)}起${until}逐月发放${condition}，${part}${back}。`,
    );
  });
  return either(
    w,
    say`${titled(w, decl)}: ${body}.${every.flat()}${once.flat()}${excepts(w, kind("Except"))}`,
    say`${titled(w, decl)}：${body}。${every.flat()}${once.flat()}${excepts(w, kind("Except"))}`,
  );
}

function targets(w: Writer, { paths }: Benefits): Said {
  if (paths === null) return say`${either(w, "all benefits together", "各项奖补合计")}`;
  const said = joined(
    paths.map((path) => expr(w, path)),
    either(w, ", ", "、"),
  );
  return paths.length > 1 ? either(w, say`${said} together`, say`${said}合计`) : said;
}

function limit(w: Writer, { benefits, per, since, ceiling, way, when, exceptions }: Limit): Said {
  const group = per.map((name) => {
    const both = nameOf(w, name);
    return either(w, say`per ${both}`, say`每${both}`);
  });
  const over = joined(group, either(w, " and ", ""));
  const from = since === null ? [] : either(w, say`, since ${expr(w, since)}`, say`自${expr(w, since)}起`);
  const condition = when === null ? [] : either(w, say`Where ${expr(w, when)}: `, say`${expr(w, when)}的，`);
  const exceeded: Said = (() => {
    switch (way?.kind) {
      case undefined:
        return [];
      case "Report":
        return say`${either(w, " What exceeds it is only pointed out.", "超出的只作提示。")}`;
      case "Refuse":
        return say`${either(w, " If it is exceeded, the whole group is sent back.", "超出的整组退回。")}`;
      case "ProRata":
        return say`${either(w, " If it is exceeded, all are reduced in proportion.", "超出的按比例核减。")}`;
      case "Serve": {
        const whole = way.whole ? either(w, ", each in full or not at all", "，不能足额的不予安排") : "";
        return either(
          w,
          say` If it is exceeded, they are served by ${orders(w, way.order)}${whole}.`,
          say`超出的，按${orders(w, way.order)}依次安排${whole}。`,
        );
      }
    }
  })();
  return either(
    w,
    capital(
      w,
      say`${condition}${targets(w, benefits)}${over.length > 0 ? say` ${over}` : ""}${from}: up to ${expr(w, ceiling)}.${exceeded}${excepts(w, exceptions)}`,
    ),
    say`${condition}${targets(w, benefits)}${from}${over}最高${expr(w, ceiling)}。${exceeded}${excepts(w, exceptions)}`,
  );
}

function payOut(w: Writer, { benefits, parts }: PayOut): Said {
  const said = parts.map(({ share, party, on, when, deadline }): Said => {
    const pieces: Said[] = [share === null ? say`${either(w, "the rest", "余款")}` : expr(w, share)];
    if (party !== null) pieces.push(either(w, say`to ${nameOf(w, party.name)}`, say`付给${nameOf(w, party.name)}`));
    if (on !== null) pieces.push(either(w, say`on ${expr(w, on)}`, say`于${expr(w, on)}拨付`));
    if (when !== null) pieces.push(either(w, say`when ${expr(w, when)}`, say`以${expr(w, when)}为条件`));
    if (deadline !== null)
      pieces.push(either(w, say`by ${expr(w, deadline)} at the latest`, say`最迟${expr(w, deadline)}`));
    return joined(pieces, either(w, ", ", "，"));
  });
  const what = benefits.paths === null ? say`${either(w, "All benefits", "全部奖补")}` : targets(w, benefits);
  const listed = said.length === 1 ? (said[0] as Said) : numbered(w, said);
  return either(w, capital(w, say`${what} paid out: ${listed}.`), say`${what}的拨付：${listed}。`);
}

function check(w: Writer, { soft, decl, condition, unless, by }: Check): Said {
  const free = unless === null ? [] : either(w, say`, unless ${expr(w, unless)}`, say`；${expr(w, unless)}的可以例外`);
  const who = by === null ? [] : either(w, say`, as ${nameOf(w, by)} decides`, say`，由${nameOf(w, by)}认定`);
  return either(
    w,
    say`${titled(w, decl)}: ${soft ? "in principle" : "it must hold that"} ${expr(w, condition)}${free}${who}.`,
    say`${titled(w, decl)}：${soft ? "原则上" : "须符合"}${expr(w, condition)}${free}${who}。`,
  );
}

function procedure(w: Writer, { decl, steps }: Procedure): Said {
  return either(
    w,
    say`${titled(w, decl)}: ${numbered(
      w,
      steps.map((one) => step(w, one)),
    )}.`,
    say`${titled(w, decl)}：${numbered(
      w,
      steps.map((one) => step(w, one)),
    )}。`,
  );
}

function step(w: Writer, { decl, items }: Step): Said {
  const said = items.map((item) => stepItem(w, item));
  const name = nameOf(w, decl.name);
  return said.length === 0 ? name : either(w, say`${name}, ${joined(said, ", ")}`, say`${name}，${joined(said, "，")}`);
}

function stepItem(w: Writer, item: StepItem): Said {
  switch (item.kind) {
    case "By":
      return either(w, say`by ${names(w, item.who)}`, say`由${names(w, item.who)}办理`);
    case "After":
      return either(w, say`after ${names(w, item.steps)}`, say`在${names(w, item.steps)}之后`);
    case "Lasting":
      return either(
        w,
        say`lasting ${quantity(w, item.length)}${item.bothEnds ? ", both ends counted" : ""}`,
        say`不少于${quantity(w, item.length)}${item.bothEnds ? "（首尾计入）" : ""}`,
      );
    case "WithinTime":
      return either(
        w,
        say`within ${quantity(w, item.length)}${item.bothEnds ? ", both ends counted" : ""}`,
        say`在${quantity(w, item.length)}内完成${item.bothEnds ? "（首尾计入）" : ""}`,
      );
    case "On":
      return either(w, say`on ${expr(w, item.date)}`, say`于${expr(w, item.date)}`);
    case "Deadline":
      return either(w, say`by ${expr(w, item.date)} at the latest`, say`最迟${expr(w, item.date)}`);
    case "Repeats":
      return either(w, say`every ${quantity(w, item.length)}`, say`每隔${quantity(w, item.length)}一次`);
    case "Shows":
      return either(
        w,
        say`showing ${joined(
          item.fields.map((path) => expr(w, path)),
          ", ",
        )}`,
        say`公示${joined(
          item.fields.map((path) => expr(w, path)),
          "、",
        )}`,
      );
  }
}

function example(w: Writer, { title, given, expect }: Extract<Clause, { kind: "Example" }>): Said {
  const fact = (one: (typeof given)[number]): Said => {
    if (one.kind === "AsIn") return either(w, say`as in “${one.title.value}”`, say`同“${one.title.value}”`);
    if (one.kind === "FieldFact")
      return either(w, say`${expr(w, one.path)} ${expr(w, one.value)}`, say`${expr(w, one.path)}${expr(w, one.value)}`);
    return either(
      w,
      say`${expr(w, one.path)} (${joined(one.facts.map(fact), ", ")})`,
      say`${expr(w, one.path)}（${joined(one.facts.map(fact), "，")}）`,
    );
  };
  const outcomes = expect.map((one): Said => {
    if (one.kind === "NotEligible") return say`${either(w, "not eligible", "不符合条件")}`;
    if (one.kind === "Undecided")
      return say`${either(w, "undecided", "待定")}${one.name === null ? [] : either(w, say` for want of ${nameOf(w, one.name)}`, say`（${nameOf(w, one.name)}未填）`)}`;
    if (one.kind === "NotDue") return either(w, say`no ${expr(w, one.path)}`, say`${expr(w, one.path)}不予发放`);
    return either(w, say`${expr(w, one.path)} ${expr(w, one.value)}`, say`${expr(w, one.path)}${expr(w, one.value)}`);
  });
  return either(
    w,
    say`Example “${title.value}”: given ${joined(given.map(fact), ", ")}; expected ${joined(outcomes, ", ")}.`,
    say`示例“${title.value}”：${joined(given.map(fact), "，")}；应得${joined(outcomes, "，")}。`,
  );
}

/** The whole rule as text in one language, a line for each clause: for documents and copying. */
export function sentenceText(all: readonly Sentence[], lang: Surface): string {
  return all.map((one) => one[lang].map(({ text }) => text).join("")).join("\n");
}
