/** One printer per kind of clause; each gives the clause's lines with its head first. */
import type {
  Benefit,
  BenefitItem,
  Benefits,
  Check,
  Clause,
  Eligible,
  Entity,
  Every,
  Example,
  Except,
  Header,
  Limit,
  Name,
  PayOut,
  PayPart,
  Procedure,
  Question,
  Section,
  Step,
  StepItem,
  UnitDecl,
  Value,
  Way,
} from "../ast.js";
import { displayWidth } from "../source/display-width.js";
import { FOR_EACH_AROUND, type Keyword } from "../tokens.js";
import { at, cat, type Doc, indented, isSingle, join, line, stack } from "./doc.js";
import {
  award,
  body,
  bullet,
  bullets,
  condition,
  expr,
  isBulleted,
  LEVEL,
  orders,
  path,
  ROUNDING,
} from "./expressions.js";
import { below, cite, commentBetween, fits, type LayoutContext, WIDTH, withCites } from "./layout.js";
import { comma, decl, guardLineStart, name, rawName, text, word } from "./printer.js";
import { perName, quantity } from "./quantities.js";
import { expected, field, given, tableKeys, tableRows, typed } from "./values.js";

type Printable = Exclude<Clause, { kind: "BrokenClause" }>;

export function clause(p: LayoutContext, c: Printable): Doc {
  return at(lines(p, c), c.span.start);
}

function lines(p: LayoutContext, c: Printable): Doc {
  switch (c.kind) {
    case "Section":
      return section(p, c);
    case "Eligible":
      return eligible(p, c);
    case "Value":
      return value(p, c);
    case "Question":
      return question(p, c);
    case "Benefit":
      return benefit(p, c);
    case "Limit":
      return limit(p, c);
    case "PayOut":
      return payOut(p, c);
    case "Check":
      return check(p, c);
    case "Procedure":
      return procedure(p, c);
    case "Note":
      return withCites(p, headed(p, "note", decl(p, c.decl)), c.cites, c.span.start);
    case "Example":
      return example(p, c);
    case "Repeal":
      return line(`${word(p, "repeal")} ${name(p, c.name)}`);
    case "Change":
      return cat(
        `${word(p, "change")} ${name(p, c.name)} ${word(p, "changeFrom")} `,
        expr(p, c.from, LEVEL.sum),
        ` ${word(p, "changeTo")} `,
        expr(p, c.to, LEVEL.sum),
      );
    case "Entity":
      return entity(p, c);
    case "UnitDecl":
      return unit(p, c);
  }
}

function headed(p: LayoutContext, keyword: Keyword, doc: Doc): Doc {
  return cat(`${word(p, keyword)} `, doc);
}

// ---------------------------------------------------------------- headers

export function header(p: LayoutContext, h: Header): Doc {
  return line(headerText(p, h), h.span.start);
}

function headerText(p: LayoutContext, h: Header): string {
  switch (h.kind) {
    case "Version":
      return `${word(p, "version")} ${text(p, h.text)}`;
    case "Document":
      return `${word(p, "document")} ${text(p, h.text)}`;
    case "Issued":
      return `${word(p, "issued")} ${h.date.value}${h.by === null ? "" : ` ${text(p, h.by)}`}`;
    case "Source":
      return `${word(p, "source")} ${text(p, h.text)}`;
    case "Uses":
      return `${word(p, "uses")} ${h.names.map((one) => rawName(p, one)).join(comma(p))}`;
    case "InForce": {
      const to = h.to === null ? "" : ` ${word(p, "to")} ${h.to.value}`;
      const backTo = h.backTo === null ? "" : ` ${word(p, "backTo")} ${h.backTo.value}`;
      return `${word(p, "inForce")} ${h.from.value}${to}${backTo}`;
    }
    case "Round":
      return `${word(p, "round")} ${word(p, ROUNDING[h.mode])} ${word(p, "to")} ${quantity(p, h.to)}`;
    case "FactsOn":
      return `${word(p, "factsOn")} ${name(p, h.field)}`;
    case "Period":
      return `${word(p, "period")} ${quantity(p, h.length)}`;
    case "Amends":
      return `${word(p, "amends")} ${rawName(p, h.policy)} ${text(p, h.version)}`;
    case "Replaces":
      return `${word(p, "replaces")} ${rawName(p, h.policy)} ${text(p, h.version)}`;
    case "CliffAt":
      return `${word(p, "cliffAt")} ${quantity(p, h.amount)}`;
  }
}

// ---------------------------------------------------------------- scope and eligibility

/** `for each household`; 以户为单位 where the name is Chinese. */
function section(p: LayoutContext, c: Section): Doc {
  if (c.entity === null) return line(word(p, "overall"));
  const entityName = name(p, c.entity);
  const around = p.surface === "zh" && /^\p{Script=Han}+$/u.test(entityName);
  return line(
    around ? FOR_EACH_AROUND.before + entityName + FOR_EACH_AROUND.after : `${word(p, "forEach")} ${entityName}`,
  );
}

function eligible(p: LayoutContext, c: Eligible): Doc {
  const head = cat(`${word(p, "eligibleWhen")} `, condition(p, c.condition));
  return below(head, [...c.exceptions.map((one) => except(p, one)), ...c.cites.map((one) => cite(p, one))]);
}

/** `except when away "reason"`; in Chinese a list without a reason is 有下列情形之一的，不予补助. */
function except(p: LayoutContext, e: Except): Doc {
  const { condition: held } = e;
  if (p.surface === "zh" && e.reason === null && isBulleted(held) && held.word === "any") {
    return stack(line(word(p, "exceptAny"), e.span.start), indented(bullets(p, held)));
  }
  const reason = e.reason === null ? "" : ` ${text(p, e.reason)}`;
  return at(cat(`${word(p, "exceptWhen")} `, condition(p, held), reason), e.span.start);
}

// ---------------------------------------------------------------- named values

function value(p: LayoutContext, c: Value): Doc {
  const head = headed(p, c.head, decl(p, c.decl));
  const { body: means } = c;
  if (means.kind === "Table") {
    const keyed = withCites(p, head, c.cites, c.span.start);
    const keys = tableKeys(p, means);
    const first = c.cites.length === 0 && isSingle(keyed) ? cat(keyed, " ", keys) : stack(keyed, indented(keys));
    return stack(first, indented(stack(...tableRows(p, means))));
  }
  const said = at(means.kind === "Typed" ? typed(p, means) : cat("= ", body(p, means.expr)), means.span.start);
  if (isSingle(said)) return withCites(p, cat(head, means.kind === "Typed" ? "" : " ", said), c.cites, c.span.start);
  // A list with bullets ends what it stands in, so the citations come before it.
  if (c.cites.length === 0) return cat(head, " ", said);
  return stack(withCites(p, head, c.cites, c.span.start), indented(said));
}

function question(p: LayoutContext, c: Question): Doc {
  const readings = c.readings.map((reading) =>
    bullet(
      reading.expr === null ? decl(p, reading.decl) : cat(decl(p, reading.decl), " = ", expr(p, reading.expr)),
      reading.span.start,
    ),
  );
  const taken = line(`${word(p, "taken")} ${name(p, c.taken)}`, c.taken.span.start);
  const head = withCites(p, headed(p, "question", decl(p, c.decl)), c.cites, c.span.start);
  return stack(head, indented(stack(...readings, taken)));
}

function entity(p: LayoutContext, c: Entity): Doc {
  const within = c.within === null ? "" : ` ${word(p, "within")} ${name(p, c.within)}`;
  const head = cat(headed(p, "entity", decl(p, c.decl)), within);
  return stack(head, indented(stack(...c.fields.map((one) => field(p, one)))));
}

function unit(p: LayoutContext, c: UnitDecl): Doc {
  const aliases = c.aliases.map((alias) => ` ${word(p, "alias")} ${text(p, alias)}`).join("");
  return cat(headed(p, "unit", decl(p, c.decl)), aliases);
}

// ---------------------------------------------------------------- benefits

function benefit(p: LayoutContext, c: Benefit): Doc {
  const head = withCites(p, headed(p, "benefit", decl(p, c.decl)), c.cites, c.span.start);
  const items = c.items.map((item) => at(benefitItem(p, item, c.items), item.span.start));
  const [only] = c.items;
  if (only?.kind === "Pay" && c.items.length === 1 && c.cites.length === 0)
    return spreadOrBelow(p, head, items, c.span.start);
  return below(head, items);
}

/** On the head's line if it fits there, lists with their bullets included; else below. */
function spreadOrBelow(p: LayoutContext, head: Doc, items: readonly Doc[], from: number): Doc {
  const together = cat(head, " ", join(items, " "));
  return fits(together) && !commentBetween(p, from, items.at(-1)?.[0]?.at ?? from) ? together : below(head, items);
}

/** A part of a benefit: a rule, what it pays, when, and the exceptions. */
export function benefitItem(p: LayoutContext, item: BenefitItem, all: readonly BenefitItem[]): Doc {
  switch (item.kind) {
    case "Rule": {
      const rules = all.filter((one) => one.kind === "Rule" || one.kind === "Otherwise").length;
      const held = condition(p, item.condition);
      // The one rule of a benefit needs no `when`: it reads like the clause.
      const said = rules === 1 && all[0] === item ? guardLineStart(p, held) : cat(`${word(p, "when")} `, held);
      return arrow(said, award(p, item.award));
    }
    case "Otherwise":
      return arrow(line(word(p, "otherwise")), award(p, item.award));
    case "Pay":
      return cat(`${word(p, "pay")} `, award(p, item.award));
    case "When":
      return cat(`${word(p, "when")} `, condition(p, item.condition));
    case "Except":
      return except(p, item);
    case "Once":
      return line(item.per === null ? word(p, "once") : `${word(p, "once")} ${perName(p, item.per)}`);
    case "Every":
      return every(p, item);
  }
}

/** `condition → award`, the arrow on its own line below a list with bullets and where the line would be too long. */
function arrow(left: Doc, right: Doc): Doc {
  const together = cat(left, " → ", right);
  const inLine = isSingle(left) && displayWidth(together[0]?.text ?? "") <= WIDTH - 2;
  return inLine ? together : stack(left, cat("→ ", right));
}

const PART_MONTHS = { whole: "partMonthsWhole", days: "partMonthsByDays", dropped: "partMonthsDropped" } as const;

function every(p: LayoutContext, e: Every): Doc {
  const parts: (Doc | string)[] = [`${word(p, "everyMonth")} ${word(p, "fromMoment")} `, expr(p, e.from, LEVEL.sum)];
  if (e.to !== null) parts.push(` ${word(p, "to")} `, expr(p, e.to, LEVEL.sum));
  if (e.during !== null) parts.push(` ${word(p, "during")} `, expr(p, e.during));
  parts.push(comma(p), word(p, PART_MONTHS[e.partMonths]));
  if (e.backPay) parts.push(comma(p), word(p, "backPay"));
  return cat(...parts);
}

// ---------------------------------------------------------------- limits and paying out

function limit(p: LayoutContext, c: Limit): Doc {
  const head = withCites(p, headed(p, "limit", decl(p, c.decl)), c.cites, c.span.start);
  const since = c.since === null ? "" : cat(` ${word(p, "since")} `, expr(p, c.since, LEVEL.sum));
  const per = c.per.map((one) => ` ${groupName(p, one)}`).join("");
  const ceiling = at(
    cat(benefits(p, c.benefits), per, since, ` ${word(p, "upTo")} `, expr(p, c.ceiling, LEVEL.sum)),
    c.benefits.span.start,
  );
  const exceeded = c.way === null ? [] : [at(cat(`${word(p, "whenExceeded")} `, way(p, c.way)), c.way.span.start)];
  const guards = c.exceptions.map((one) => except(p, one));
  if (c.when !== null) guards.unshift(at(cat(`${word(p, "when")} `, condition(p, c.when)), c.when.span.start));
  const together = cat(head, " ", join([ceiling, ...exceeded], " "));
  if (guards.length === 0 && c.cites.length === 0 && fits(together) && !endsInEligible(ceiling)) {
    const last = c.way?.span.start ?? c.benefits.span.start;
    if (!commentBetween(p, c.span.start, last)) return together;
  }
  return below(head, [...guards, guardLineStart(p, ceiling), ...exceeded]);
}

/** `eligible when exceeded` on one line would begin with another word, `eligible when`. */
function endsInEligible(doc: Doc): boolean {
  return /\beligible$/.test(doc.at(-1)?.text ?? "");
}

function groupName(p: LayoutContext, group: Name): string {
  if (/^(?:year|month|年|月)$/.test(group.text)) return perName(p, group);
  const declared = p.names.get(group.text)?.[p.surface];
  return declared === undefined ? perName(p, group) : perName(p, { ...group, text: declared });
}

function benefits(p: LayoutContext, b: Benefits): Doc {
  return line(b.paths === null ? word(p, "allBenefits") : b.paths.map((one) => path(p, one.names)).join(comma(p)));
}

function way(p: LayoutContext, w: Way): Doc {
  switch (w.kind) {
    case "Report":
      return line(word(p, "report"));
    case "Refuse":
      return line(word(p, "refuse"));
    case "ProRata":
      return line(word(p, "proRata"));
    case "Serve":
      return cat(`${word(p, w.whole ? "serveWhole" : "serve")} `, orders(p, w.order));
  }
}

function payOut(p: LayoutContext, c: PayOut): Doc {
  const head = withCites(p, headed(p, "payOut", benefits(p, c.benefits)), c.cites, c.span.start);
  return stack(head, indented(stack(...c.parts.map((part) => bullet(payPart(p, part), part.span.start)))));
}

function payPart(p: LayoutContext, part: PayPart): Doc {
  const parts: (Doc | string)[] = [part.share === null ? word(p, "rest") : expr(p, part.share, LEVEL.sum)];
  if (part.party !== null) parts.push(` ${word(p, "for")} `, decl(p, part.party));
  if (part.on !== null) parts.push(` ${word(p, "on")} `, expr(p, part.on, LEVEL.sum));
  if (part.when !== null) parts.push(` ${word(p, "when")} `, expr(p, part.when));
  if (part.deadline !== null) parts.push(` ${word(p, "deadline")} `, expr(p, part.deadline, LEVEL.sum));
  return cat(...parts);
}

// ---------------------------------------------------------------- checks, procedures, examples

function check(p: LayoutContext, c: Check): Doc {
  const head = headed(p, c.soft ? "principle" : "check", decl(p, c.decl));
  const pieces = [at(condition(p, c.condition), c.condition.span.start)];
  if (c.unless !== null) pieces.push(at(cat(`${word(p, "unless")} `, condition(p, c.unless)), c.unless.span.start));
  if (c.by !== null) pieces.push(line(`${byWhom(p)} ${name(p, c.by)}`, c.by.span.start));
  const cites = c.cites.map((one) => cite(p, one));
  const together = cat(head, " ", join([...cites, ...pieces], " "));
  const single = !commentBetween(p, c.span.start, pieces.at(-1)?.[0]?.at ?? c.span.start);
  if (fits(together) && single && cites.length === 0) return together;
  // A list with bullets begins on the head's line if nothing stands between.
  if (cites.length === 0 && pieces.length === 1 && !isSingle(together) && single) return together;
  return below(
    withCites(p, head, c.cites, c.span.start),
    pieces.map((piece) => guardLineStart(p, piece)),
  );
}

function procedure(p: LayoutContext, c: Procedure): Doc {
  const head = withCites(p, headed(p, "procedure", decl(p, c.decl)), c.cites, c.span.start);
  return stack(head, indented(stack(...c.steps.map((step) => bullet(stepLine(p, step), step.span.start)))));
}

function stepLine(p: LayoutContext, step: Step): Doc {
  const items = step.items.map((item) => stepItem(p, item));
  const said = join([decl(p, step.decl), ...items], " ");
  return withCites(p, said, step.cites, step.span.start);
}

function stepItem(p: LayoutContext, item: StepItem): Doc {
  switch (item.kind) {
    case "By":
      return line(`${byWhom(p)} ${namesOf(p, item.who)}`);
    case "After":
      return line(
        p.surface === "zh"
          ? `${word(p, "at")} ${namesOf(p, item.steps)} ${word(p, "afterwards")}`
          : `${word(p, "afterwards")} ${namesOf(p, item.steps)}`,
      );
    case "Lasting":
      return line(`${word(p, "lasting")} ${quantity(p, item.length)}${bothEnds(p, item.bothEnds)}`);
    case "WithinTime":
      return line(`${word(p, "stepWithin")} ${quantity(p, item.length)}${bothEnds(p, item.bothEnds)}`);
    case "On":
      return cat(`${word(p, "on")} `, expr(p, item.date, LEVEL.sum));
    case "Deadline":
      return cat(`${word(p, "deadline")} `, expr(p, item.date, LEVEL.sum));
    case "Repeats":
      return line(`${word(p, "repeatsEvery")} ${quantity(p, item.length)}`);
    case "Shows":
      return line(`${word(p, "shows")} ${item.fields.map((one) => path(p, one.names)).join(comma(p))}`);
  }
}

/** Who acts: `by` in English, 由 in Chinese (按 is for tables). */
function byWhom(p: LayoutContext): string {
  return word(p, p.surface === "zh" ? "setBy" : "by");
}

function bothEnds(p: LayoutContext, counted: boolean): string {
  return counted ? ` ${word(p, "bothEndsCounted")}` : "";
}

function namesOf(p: LayoutContext, all: readonly Name[]): string {
  return all.map((one) => name(p, one)).join(comma(p));
}

function example(p: LayoutContext, c: Example): Doc {
  const pieces: Doc[] = [];
  if (c.given.length > 0) pieces.push(given(p, c.given));
  if (c.expect.length > 0) pieces.push(expected(p, c.expect));
  return below(line(`${word(p, "example")} ${text(p, c.title)}`), pieces);
}
