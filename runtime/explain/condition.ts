/** A condition in words for one household: what it has, what is asked, and whether that is met; failed parts first. */
import type { Expr, Relation } from "../../compiler/ir/types.js";
import { isNumber, type Value } from "../reference/value.js";
import { type Bilingual, both, type Lang } from "./bilingual.js";
import { nameOf, phrase, type Speaker, shown } from "./phrase.js";
import { unitOf } from "./units.js";

export type Outcome = "met" | "failed" | "undecided";

export interface Statement {
  readonly text: Bilingual;
  readonly outcome: Outcome;
  /** The parts of a list of conditions, the failed first. */
  readonly parts: readonly Statement[];
}

export function outcomeOf(value: Value): Outcome {
  if (!value.known) return "undecided";
  return value.value === true ? "met" : "failed";
}

const VERDICT: Readonly<Record<Outcome, Bilingual>> = {
  met: { zh: "达标", en: "met" },
  failed: { zh: "未达标", en: "not met" },
  undecided: { zh: "待定", en: "undecided" },
};

/** For what is a fact rather than a threshold. */
const FACT: Readonly<Record<Outcome, Bilingual>> = {
  met: { zh: "符合", en: "met" },
  failed: { zh: "不符合", en: "not met" },
  undecided: { zh: "待定", en: "undecided" },
};

const SYMBOL: Readonly<Record<Relation, string>> = { ge: "≥", gt: ">", le: "≤", lt: "<", eq: "=", ne: "≠" };
const OPPOSITE: Readonly<Record<Relation, Relation>> = { ge: "lt", gt: "le", le: "gt", lt: "ge", eq: "ne", ne: "eq" };

const RANK: Readonly<Record<Outcome, number>> = { failed: 0, undecided: 1, met: 2 };

/** `wanted` false: the condition must not hold (an exception, or inside `not`). */
export function statement(expr: Expr, speaker: Speaker, wanted = true): Statement {
  const value = speaker.evaluate(expr);
  const plain = outcomeOf(value);
  const outcome: Outcome = wanted || plain === "undecided" ? plain : plain === "met" ? "failed" : "met";
  const say = (verdicts: Readonly<Record<Outcome, Bilingual>>, write: (lang: Lang) => string): Statement => ({
    text: both((lang) => `${write(lang)} → ${verdicts[outcome][lang]}`),
    outcome,
    parts: [],
  });
  switch (expr.op) {
    case "and":
    case "or": {
      const parts = expr.items.map((item) => statement(item, speaker, wanted));
      // Not (a or b) is neither of them.
      const every = (expr.op === "and") === wanted;
      return {
        text: both((lang) => `${HEADS[every ? "every" : "one"][lang]} → ${FACT[outcome][lang]}`),
        outcome,
        parts: decisive(parts, every, outcome),
      };
    }
    case "not":
      return statement(expr.x, speaker, !wanted);
    case "compare":
      return comparison(expr, speaker, wanted, say);
    case "between": {
      const unit = unitOf(expr.x, speaker.types);
      const ends = (lang: Lang) => {
        const low =
          expr.low === null ? "" : `${expr.low.included ? "≥" : ">"}${phrase(expr.low.value, speaker, lang, unit)}`;
        const high =
          expr.high === null ? "" : `${expr.high.included ? "≤" : "<"}${phrase(expr.high.value, speaker, lang, unit)}`;
        return [low, high].filter((end) => end !== "").join(lang === "zh" ? "且" : " and ");
      };
      return say(VERDICT, (lang) => `${phrase(expr.x, speaker, lang)}${asked(outcome, wanted, lang)}${ends(lang)}`);
    }
    case "oneOf":
      return say(FACT, (lang) => {
        const items = expr.items.map((item) => shown(item, speaker, lang)).join(lang === "zh" ? "、" : ", ");
        return `${phrase(expr.x, speaker, lang)}${outcome === "met" ? "" : wanted ? { zh: `，要求为${items}之一`, en: `, must be one of ${items}` }[lang] : { zh: `，不得为${items}`, en: `, must not be ${items}` }[lang]}`;
      });
    case "known":
      return say(FACT, (lang) =>
        plain === "met" ? phrase(expr.x, speaker, lang) : `${phrase(expr.x, speaker, lang)}`,
      );
    case "taken":
      return say(FACT, (lang) => {
        const question = nameOf(speaker.policy, expr.question, lang);
        const reading = nameOf(speaker.policy, `${expr.question}.${expr.reading}`, lang);
        const is = plain === "met";
        return lang === "zh"
          ? `口径“${question}”${is ? "采用" : "未采用"}“${reading}”`
          : `reading of ${question} is ${is ? "" : "not "}${reading}`;
      });
    case "eligible":
      return say(FACT, (lang) => (lang === "zh" ? "享受条件" : "eligibility"));
    case "value":
    case "lookup": {
      const body = speaker.policy.values.find((v) => v.id === expr.id)?.body;
      const inner =
        body?.kind === "formula"
          ? body.expr
          : body?.kind === "readings"
            ? (takenReading(body, expr.id, speaker) ?? null)
            : null;
      const named = say(
        FACT,
        (lang) => `${nameOf(speaker.policy, expr.id, lang)}${lang === "zh" ? "：" : ": "}${shown(expr, speaker, lang)}`,
      );
      if (inner === null || !isCondition(inner)) return named;
      const deeper = statement(inner, speaker, wanted);
      return { ...named, parts: deeper.parts.length > 0 ? deeper.parts : [deeper] };
    }
    default:
      return say(FACT, (lang) => {
        const text = phrase(expr, speaker, lang);
        return expr.op === "field"
          ? `${nameOf(speaker.policy, `${expr.entity}.${expr.field}`, lang)}${lang === "zh" ? "：" : ": "}${shown(expr, speaker, lang)}`
          : text;
      });
  }
}

/**
 * What a listener needs: the parts that settled it. Where one of several was enough, that one; where all were needed and
 * some failed, those; else all of them.
 */
function decisive(parts: readonly Statement[], every: boolean, outcome: Outcome): Statement[] {
  if (!every && outcome === "met") return parts.filter((part) => part.outcome === "met").slice(0, 1);
  if (every && outcome === "failed") return parts.filter((part) => part.outcome === "failed");
  return [...parts].sort((a, b) => RANK[a.outcome] - RANK[b.outcome]);
}

const HEADS = {
  every: { zh: "同时符合下列条件", en: "all of these" },
  one: { zh: "达到下列条件之一", en: "one of these" },
} as const;

function asked(outcome: Outcome, wanted: boolean, lang: Lang): string {
  if (outcome === "met" && wanted) return " ";
  return wanted ? { zh: "，要求 ", en: ", required " }[lang] : { zh: "，不得 ", en: ", must not be " }[lang];
}

function takenReading(
  body: Extract<Speaker["policy"]["values"][number]["body"], { kind: "readings" }>,
  question: string,
  speaker: Speaker,
): Expr | null {
  const reading = body.readings.find((r) => {
    const taken = speaker.evaluate({ op: "taken", question, reading: r.id });
    return taken.known && taken.value === true;
  });
  return reading?.expr ?? null;
}

function isCondition(expr: Expr): boolean {
  return ["and", "or", "not", "compare", "between", "oneOf", "known", "value"].includes(expr.op);
}

function comparison(
  expr: Extract<Expr, { op: "compare" }>,
  speaker: Speaker,
  wanted: boolean,
  say: (verdicts: Readonly<Record<Outcome, Bilingual>>, write: (lang: Lang) => string) => Statement,
): Statement {
  const relation = wanted ? expr.relation : OPPOSITE[expr.relation];
  const unit = unitOf(expr.a, speaker.types) ?? unitOf(expr.b, speaker.types);
  const numeric = unit !== null || [expr.a, expr.b].some((side) => numberIn(speaker.evaluate(side)));
  const met = (() => {
    const value = speaker.evaluate(expr);
    return value.known && (value.value === true) === wanted;
  })();
  if (!numeric) {
    return say(FACT, (lang) => {
      const left = `${subject(expr.a, speaker, lang)}${lang === "zh" ? "为" : " is "}${shown(expr.a, speaker, lang)}`;
      const date = relation !== "eq" && relation !== "ne";
      if (met && !date) return left;
      const right = shown(expr.b, speaker, lang);
      if (date) return `${left}${lang === "zh" ? "，要求" : ", required "}${DATES[relation][lang]}${right}`;
      return `${left}${relation === "eq" ? { zh: `，要求为${right}`, en: `, must be ${right}` }[lang] : { zh: `，要求不为${right}`, en: `, must not be ${right}` }[lang]}`;
    });
  }
  return say(VERDICT, (lang) => {
    const left = phrase(expr.a, speaker, lang, unit);
    const right = phrase(expr.b, speaker, lang, unit);
    return met
      ? `${left} ${SYMBOL[relation]} ${right}`
      : `${left}${lang === "zh" ? "，要求 " : ", required "}${bound(relation, right, lang)}`;
  });
}

const DATES: Readonly<Record<Relation, Bilingual>> = {
  ge: { zh: "不早于", en: "no earlier than " },
  gt: { zh: "晚于", en: "after " },
  le: { zh: "不晚于", en: "no later than " },
  lt: { zh: "早于", en: "before " },
  eq: { zh: "为", en: "" },
  ne: { zh: "不为", en: "not " },
};

/** A bound that nobody can misread: `≥6头（含6头）`. */
function bound(relation: Relation, right: string, lang: Lang): string {
  const included = relation === "ge" || relation === "le";
  if (relation === "eq" || relation === "ne") return `${SYMBOL[relation]} ${right}`;
  return lang === "zh"
    ? `${SYMBOL[relation]} ${right}（${included ? "含" : "不含"}${right}）`
    : `${SYMBOL[relation]} ${right} (${right} ${included ? "included" : "not included"})`;
}

function numberIn(value: Value): boolean {
  return value.known ? isNumber(value.value) : value.low !== null || value.high !== null;
}

function subject(expr: Expr, speaker: Speaker, lang: Lang): string {
  if (expr.op === "field" || expr.op === "follow") return nameOf(speaker.policy, `${expr.entity}.${expr.field}`, lang);
  if (expr.op === "value" || expr.op === "lookup") return nameOf(speaker.policy, expr.id, lang);
  return phrase(expr, speaker, lang);
}
