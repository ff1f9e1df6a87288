/** The calendar of a policy as rows: the steps of its procedures in written order, then the parts of its payments. */
import { evaluate } from "../../compiler/analysis/evaluate.js";
import { durationWords, percent, quantity } from "../../compiler/analysis/quantities.js";
import { type Rules, rulesOf } from "../../compiler/analysis/rules.js";
import { defaults } from "../../compiler/analysis/witness.js";
import { clauseName, exprWords, nameOf } from "../../compiler/analysis/words.js";
import { rational } from "../../compiler/ir/rational.js";
import type {
  About,
  Duration,
  Expr,
  IsoDate,
  PartDef,
  PayOutDef,
  Policy,
  ProcedureDef,
  StepDef,
} from "../../compiler/ir/types.js";
import type { Said } from "../io/errors.js";

export interface CalendarRow {
  /** The procedure's id, or `pay out …`. */
  readonly group: string;
  readonly procedure: Said;
  /** The step's id; a payment's part by its number from 1. */
  readonly id: string;
  readonly step: Said;
  readonly who: readonly Said[];
  /** Its date, its deadline, how soon after what it waits for, how often, and for a payment on what condition. */
  readonly when: readonly Said[];
  /** The deadline as a date, where it is the same for everybody. */
  readonly deadline: IsoDate | null;
  /** How long it lasts at least: a notice period. */
  readonly takes: Said | null;
  readonly after: readonly Said[];
  /** The columns of its notice or form. */
  readonly shows: readonly Said[];
  readonly cites: About["cites"];
}

export function calendarRows(policy: Policy): CalendarRow[] {
  const rules = rulesOf(policy);
  return [
    ...policy.procedures.flatMap((procedure) => procedure.steps.map((step) => stepRow(rules, procedure, step))),
    ...policy.payOuts.flatMap((payOut) => payOut.parts.map((part, i) => partRow(rules, payOut, part, i + 1))),
  ];
}

function stepRow(rules: Rules, procedure: ProcedureDef, step: StepDef): CalendarRow {
  const about = rules.about(`${procedure.id}.${step.id}`);
  const { within, repeats, lasting } = step;
  return {
    group: procedure.id,
    procedure: nameOf(rules, procedure.id),
    id: step.id,
    step: nameOf(rules, `${procedure.id}.${step.id}`),
    who: step.by.map((who) => actor(rules, who)),
    when: [
      ...dated(rules, step.on, step.deadline),
      ...(within ? [{ en: `within ${lasts(within).en}`, zh: `${lasts(within).zh}内` }] : []),
      ...(repeats ? [every(repeats)] : []),
    ],
    deadline: fixed(rules, step.deadline),
    takes: lasting ? lasts(lasting) : null,
    after: step.after.map((id) => nameOf(rules, `${procedure.id}.${id}`, id)),
    shows: step.shows.map((path) => shown(rules, path)),
    cites: about?.cites ?? [],
  };
}

function partRow(rules: Rules, payOut: PayOutDef, part: PartDef, number: number): CalendarRow {
  const group = `pay out ${payOut.id}`;
  const { target } = payOut;
  const field = target.kind === "field" ? nameOf(rules, `${target.entity}.${target.field}`, target.field) : null;
  const name = field ? { en: `pay out ${field.en}`, zh: `拨付 ${field.zh}` } : clauseName(rules, "payOut", payOut.id);
  const share = shareWords(rules, part.share);
  const condition = part.when ? exprWords(rules, part.when) : null;
  const party = part.party === null ? null : nameOf(rules, part.party);
  return {
    group,
    procedure: { en: name.en.replaceAll("`", ""), zh: name.zh.replace(/^“|”$/g, "") },
    id: String(number),
    step: party ? { en: `${share.en} to ${party.en}`, zh: `${share.zh} 用于${party.zh}` } : share,
    who: [],
    when: [
      ...(condition ? [{ en: `when ${condition.en}`, zh: `当 ${condition.zh}` }] : []),
      ...dated(rules, part.on, part.deadline),
    ],
    deadline: fixed(rules, part.deadline),
    takes: null,
    after: [],
    shows: [],
    cites: rules.about(group)?.cites ?? [],
  };
}

function dated(rules: Rules, on: Expr | null, deadline: Expr | null): Said[] {
  const day = on ? dateWords(rules, on) : null;
  const due = deadline ? dateWords(rules, deadline) : null;
  return [
    ...(day ? [{ en: `on ${day.en}`, zh: day.zh }] : []),
    ...(due ? [{ en: `by ${due.en}`, zh: `${due.zh}前（含当日）` }] : []),
  ];
}

/** A day that is the same for everybody, or how it is counted. */
function dateWords(rules: Rules, expr: Expr): Said {
  const day = fixed(rules, expr);
  return day === null ? exprWords(rules, expr) : { en: day, zh: day };
}

/** A date that does not depend on a row of the roster. */
function fixed(rules: Rules, expr: Expr | null): IsoDate | null {
  if (!expr) return null;
  const value = evaluate(rules, expr, (e) => (e.op === "field" || e.op === "asOf" ? undefined : defaults(rules)(e)));
  return typeof value === "string" ? value : null;
}

/** `every month`, `every 3 months`; 每月一次, 每3个月一次. */
function every(duration: Duration): Said {
  const { en, zh } = durationWords(duration);
  return duration.count === 1
    ? { en: `every ${en.replace(/^1 /, "")}`, zh: `每${zh.replace(/^1个?/, "")}一次` }
    : { en: `every ${en}`, zh: `每${zh}一次` };
}

function lasts(duration: Duration): Said {
  const words = durationWords(duration);
  return duration.bothEnds
    ? { en: `${words.en}, both ends counted`, zh: `${words.zh}（首尾计入）` }
    : { en: words.en, zh: words.zh };
}

function shareWords(rules: Rules, share: PartDef["share"]): Said {
  if (share.kind === "rest") return { en: "the rest", zh: "余款" };
  const { value } = share;
  if (value.op !== "num") return exprWords(rules, value);
  if (share.kind === "ratio") return percent(rational(value.value));
  return quantity(rational(value.value), share.kind === "parts" ? "part" : "yuan");
}

/** Who does a step: often the same word as a field (乡镇), and then named as it is. */
function actor(rules: Rules, who: string): Said {
  return rules.about(who) ? nameOf(rules, who) : shown(rules, who);
}

/** A column of a notice: a field, a benefit, or the total. */
function shown(rules: Rules, path: string): Said {
  if (path === "total") return { en: "total", zh: "总额" };
  if (rules.about(path)) return nameOf(rules, path);
  const home = rules.policy.entities.find((e) => e.fields.some((f) => f.id === path));
  return home ? nameOf(rules, `${home.id}.${path}`) : { en: path, zh: path };
}
