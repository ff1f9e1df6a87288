/** The report as a table with one row per payee: amounts beside ceilings, and why where something is open or excluded. */
import { add, type Rational, ZERO } from "../../compiler/ir/rational.js";
import { fieldName, rootEntity } from "../../runtime/ingest/index.js";
import { placesOf, plain } from "../../runtime/office/amounts.js";
import { csv, digitsAsText } from "../../runtime/office/csv.js";
import { becauseWords, type Conditions, flagWords, nameOf, reasonsWords, STATE } from "../../runtime/office/words.js";
import type { Language } from "../io/console.js";
import type { Payee, Report } from "./model.js";

export function reportCsv(report: Report, title: string, conditions: Conditions, lang: Language): string {
  const { policy } = report;
  const places = placesOf(policy);
  const money = (amount: Rational) => plain(amount, places);
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const root = policy.entities.find((e) => e.id === rootEntity(policy));
  const key = root?.key ? fieldName(policy, root.id, root.key)[lang] : say("key", "编号");
  const headings = [
    key,
    ...(report.by ? [report.by.name[lang]] : []),
    ...policy.benefits.map((b) => nameOf(policy, b.id)[lang]),
    say("total", "合计"),
    say("ceiling", "上限"),
    say("result", "结果"),
    say("remarks", "备注"),
  ];
  const rows = report.payees.map((p) => [
    digitsAsText(p.row.key),
    ...(report.by ? [p.town ?? ""] : []),
    ...policy.benefits.map((b) => benefitCell(p, b.id, money, lang)),
    money(p.net),
    p.ceiling === null ? "" : money(p.ceiling),
    stateOf(p)[lang],
    remarks(report, p, conditions, places, lang),
  ]);
  return csv(title, headings, rows);
}

/** A benefit of a payee's projects is their sum. Blank: undecided, so that nobody takes it for nothing. */
function benefitCell(p: Payee, benefit: string, money: (a: Rational) => string, lang: Language): string {
  const claims = p.claims.filter((c) => c.benefit === benefit);
  if (p.eligibility?.state === "undecided" || claims.some((c) => c.state === "undecided")) {
    return STATE.undecided?.[lang] ?? "";
  }
  return money(claims.reduce((sum, c) => add(sum, c.net ?? ZERO), ZERO));
}

function stateOf(p: Payee) {
  const of = (state: string) => STATE[state] as NonNullable<(typeof STATE)[string]>;
  if (p.undecided) return of("undecided");
  if (p.eligibility?.state === "notEligible") return of("notEligible");
  if (p.net.n > 0n) return of("paid");
  return of(p.claims.some((c) => c.state === "zero" || c.state === "paid") ? "zero" : "notDue");
}

function remarks(report: Report, p: Payee, conditions: Conditions, places: number, lang: Language): string {
  const { policy } = report;
  const between = lang === "zh" ? "；" : "; ";
  const parts: string[] = [];
  if (p.eligibility?.because) parts.push(becauseWords(p.eligibility.because, conditions)[lang]);
  if (p.eligibility && p.eligibility.reasons.length > 0) parts.push(reasonsWords(policy, p.eligibility.reasons, lang));
  for (const c of p.claims) {
    const name = nameOf(policy, c.benefit)[lang];
    const colon = lang === "zh" ? "：" : ": ";
    if (p.eligibility?.state === "eligible" && c.reasons.length > 0) {
      parts.push(`${name}${colon}${reasonsWords(policy, c.reasons, lang)}`);
    }
    for (const flag of c.flags) parts.push(`${name}${colon}${flagWords(policy, flag, places)[lang]}`);
  }
  return [...new Set(parts)].join(between);
}
