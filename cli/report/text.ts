/** The report for a terminal. */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { textsOf } from "../../compiler/diagnostics/texts.js";
import { add, type Rational, ZERO } from "../../compiler/ir/rational.js";
import { entityName, type Named } from "../../runtime/ingest/index.js";
import { grouped, placesOf } from "../../runtime/office/amounts.js";
import { DISCLAIMER, flagWords, nameOf, reasonsWords } from "../../runtime/office/words.js";
import type { Claim, Total } from "../../runtime/run.js";
import type { Language } from "../io/console.js";
import { type Column, table } from "../io/table.js";
import { groupBy } from "./group.js";
import type { Listed, Quota, Report } from "./model.js";
import { quota } from "./model.js";

/** How many payees a list names before it points to the full output. */
const LISTED = 10;

interface Pen {
  readonly lang: Language;
  readonly money: (amount: Rational) => string;
  readonly say: (en: string, zh: string) => string;
  readonly name: (named: Named) => string;
}

export interface Context {
  /** Lines above the report: the policy, the date, the rosters. */
  readonly head: readonly string[];
  /** What the result takes for granted. */
  readonly assumed: readonly Diagnostic[];
  /** Readings taken instead of the policy's own, by question. */
  readonly readings: Readonly<Record<string, string>>;
}

export function reportText(report: Report, context: Context, lang: Language): string {
  const places = placesOf(report.policy);
  const pen: Pen = {
    lang,
    money: (amount) => grouped(amount, places),
    say: (en, zh) => (lang === "zh" ? zh : en),
    name: (named) => named[lang],
  };
  const sections = [
    context.head.join("\n"),
    benefits(report, pen),
    towns(report, pen),
    pots(report, pen),
    undecided(report, pen),
    excluded(report, pen),
    marks(report, pen, places),
    checks(report, pen),
    cashFlow(report, pen),
    others(report, pen),
    readings(report, context, pen),
    assumed(context, pen),
    DISCLAIMER[lang],
  ];
  return `${sections
    .filter((s) => s !== "")
    .map((s) => s.trimEnd())
    .join("\n\n")}\n`;
}

function ceilingText(total: { ceiling: Rational | null }, pen: Pen): string {
  return total.ceiling === null ? pen.say("open", "未定") : pen.money(total.ceiling);
}

function benefits(report: Report, pen: Pen): string {
  const { policy, result } = report;
  const columns: Column[] = [
    { title: pen.say("Benefit", "项目") },
    { title: pen.say("Amount (yuan)", "测算（元）"), numeric: true },
    { title: pen.say("Ceiling (yuan)", "上限（元）"), numeric: true },
    { title: pen.say("Recipients", "受益"), numeric: true },
    { title: pen.say("Undecided", "待定"), numeric: true },
    { title: pen.say("Reserve for undecided", "待定最多"), numeric: true },
  ];
  const row = (title: string, t: Total) => [
    title,
    pen.money(t.amount),
    ceilingText(t, pen),
    String(t.recipients),
    String(t.undecided),
    t.undecided === 0 ? "" : t.high === null ? pen.say("open", "未定") : pen.money(t.high),
  ];
  const rows = policy.benefits.flatMap((b) => {
    const total = result.byBenefit[b.id];
    return total ? [row(pen.name(nameOf(policy, b.id)), total)] : [];
  });
  const note = difference(result.total, pen);
  return `${pen.say("By benefit", "按项目")}\n${table(columns, rows, row(pen.say("Total", "合计"), result.total))}${note}`;
}

/** Auditors compare the sum of what is paid with the rounded sum: both are shown where they differ. */
function difference(total: Total, pen: Pen): string {
  const { rounded, exactToStep } = total;
  if (rounded.n * exactToStep.d === exactToStep.n * rounded.d) return "";
  return `${pen.say(
    `Each payee is rounded: ${pen.money(rounded)} before limits; the sum rounded once would be ${pen.money(exactToStep)}.`,
    `逐户取整后相加为 ${pen.money(rounded)} 元（限额之前）；先相加再取整为 ${pen.money(exactToStep)} 元。`,
  )}\n`;
}

function towns(report: Report, pen: Pen): string {
  const { by, policy } = report;
  if (!by) return "";
  const quotas = report.towns.some((t) => t.quotas.length > 0);
  const several = new Set(report.towns.flatMap((t) => t.quotas.map((q) => q.limit))).size > 1;
  const columns: Column[] = [
    { title: pen.name(by.name) },
    { title: pen.name(entityName(policy, policy.benefits[0]?.entity ?? "")), numeric: true },
    { title: pen.say("Recipients", "受益"), numeric: true },
    { title: pen.say("Undecided", "待定"), numeric: true },
    { title: pen.say("Amount (yuan)", "测算（元）"), numeric: true },
    { title: pen.say("Ceiling (yuan)", "上限（元）"), numeric: true },
    ...(quotas
      ? [
          { title: pen.say("Quota", "指标"), numeric: true },
          { title: pen.say("Left", "结余"), numeric: true },
          { title: "" },
        ]
      : []),
  ];
  const ceiling = (t: { ceiling: Rational; openCeilings: number }) =>
    pen.money(t.ceiling) + (t.openCeilings > 0 ? "+" : "");
  const sums = (pick: (q: Quota) => Rational | null) =>
    several ? "" : pen.money(report.towns.reduce((s, t) => add(s, (t.quotas[0] && pick(t.quotas[0])) ?? ZERO), ZERO));
  const rows = report.towns.map((t) => [
    t.town ?? pen.say("(blank)", "（未填）"),
    String(t.payees),
    String(t.recipients),
    String(t.undecided),
    pen.money(t.amount),
    ceiling(t),
    ...(quotas
      ? [
          t.quotas.map((q) => (q.ceiling === null ? pen.say("undecided", "待定") : pen.money(q.ceiling))).join(" / "),
          t.quotas.map((q) => (q.left === null ? "" : pen.money(q.left))).join(" / "),
          t.quotas.map((q) => quotaMark(q, pen)).join(" "),
        ]
      : []),
  ]);
  const count = (pick: (t: Report["towns"][number]) => number) =>
    String(report.towns.reduce((sum, t) => sum + pick(t), 0));
  const foot = [
    pen.say("Total", "合计"),
    count((t) => t.payees),
    count((t) => t.recipients),
    count((t) => t.undecided),
    pen.money(report.towns.reduce((sum, t) => add(sum, t.amount), ZERO)),
    ceiling({
      ceiling: report.towns.reduce((sum, t) => add(sum, t.ceiling), ZERO),
      openCeilings: report.towns.reduce((sum, t) => sum + t.openCeilings, 0),
    }),
    ...(quotas ? [sums((q) => q.ceiling), sums((q) => q.left), ""] : []),
  ];
  return `${pen.say(`By ${by.name.en}`, `按${by.name.zh}`)}\n${table(columns, rows, foot)}`;
}

function quotaMark(q: Quota, pen: Pen): string {
  if (q.left !== null && q.left.n < 0n) return pen.say("over quota", "超指标");
  return q.provisional ? pen.say("provisional", "暂定") : "";
}

function pots(report: Report, pen: Pen): string {
  if (report.pots.length === 0) return "";
  const { policy } = report;
  const columns: Column[] = [
    { title: pen.say("Limit", "限额") },
    { title: pen.say("Group", "范围") },
    { title: pen.say("Quota", "指标"), numeric: true },
    { title: pen.say("Amount", "测算"), numeric: true },
    { title: pen.say("Left", "结余"), numeric: true },
    { title: pen.say("Reserve for undecided", "待定最多"), numeric: true },
    { title: "" },
  ];
  const rows = report.pots.map((g) => {
    const q = quota(g);
    const counts = policy.limits.find((l) => l.id === g.limit)?.counts !== "money";
    const shown = (amount: Rational) => (counts && amount.d === 1n ? amount.n.toString() : pen.money(amount));
    return [
      pen.name(nameOf(policy, g.limit)),
      g.group.join(" ") || pen.say("all", "全部"),
      q.ceiling === null ? pen.say("undecided", "待定") : shown(q.ceiling),
      shown(q.spent),
      q.left === null ? "" : shown(q.left),
      g.reserve.n === 0n ? "" : shown(g.reserve),
      g.refused ? pen.say("held back", "退回") : quotaMark(q, pen),
    ];
  });
  return `${pen.say("Limits", "限额")}\n${table(columns, rows)}`;
}

function people(listed: readonly Listed[], pen: Pen): string {
  const lines = listed.slice(0, LISTED).map(({ payee, why }) => {
    const town = payee.town === null ? "" : `${payee.town}  `;
    return `  ${payee.row.key}  ${town}${why.map((w) => pen.name(w)).join(pen.say("; ", "；"))}`;
  });
  const more = listed.length - LISTED;
  if (more > 0)
    lines.push(
      pen.say(
        `  … and ${more} more: \`--format csv\` lists them all`,
        `  ……另有 ${more} 户：\`--format csv\` 列出全部`,
      ),
    );
  return lines.join("\n");
}

function undecided(report: Report, pen: Pen): string {
  const { undecided: listed } = report;
  if (listed.length === 0) return "";
  return `${pen.say(`Undecided: ${listed.length}`, `待定：${listed.length} 户`)}\n${people(listed, pen)}`;
}

function excluded(report: Report, pen: Pen): string {
  const { excluded: listed, excludedBy } = report;
  if (listed.length === 0) return "";
  const lines = excludedBy.map(({ why, count }) => `  ${String(count).padStart(6)}  ${pen.name(why)}`);
  return `${pen.say(`Not eligible: ${listed.length}`, `不符合：${listed.length} 户`)}\n${lines.join("\n")}`;
}

/** What happened to claims on the way, counted. */
function marks(report: Report, pen: Pen, places: number): string {
  const flags = report.result.claims.flatMap((claim) => claim.flags.map((flag) => ({ claim, flag })));
  if (flags.length === 0) return "";
  const { policy } = report;
  const byKind = groupBy(
    flags,
    ({ claim, flag }) => `${claim.benefit}\0${flag.kind}\0${"limit" in flag ? flag.limit : ""}`,
  );
  const lines = [...byKind.values()].map((all) => {
    const { claim, flag } = all[0] as (typeof flags)[number];
    const first = all[0] as { claim: Claim };
    const example = flagWords(policy, flag, places)[pen.lang];
    const entered = flag.kind === "cutToCeiling" || flag.kind === "raisedToFloor" || flag.kind === "struckOnce";
    const what = entered ? pen.say(`${example} (${first.claim.row})`, `${example}（${first.claim.row}）`) : example;
    return `  ${String(all.length).padStart(6)}  ${pen.name(nameOf(policy, claim.benefit))}${pen.say(": ", "：")}${what}`;
  });
  return `${pen.say("Marked", "提示")}\n${lines.join("\n")}`;
}

function checks(report: Report, pen: Pen): string {
  const { policy, result } = report;
  if (result.checks.length === 0) return "";
  const lines = [...groupBy(result.checks, (c) => c.check)].map(([id, all]) => {
    const count = (state: string) => all.filter((c) => c.state === state && !c.excepted).length;
    const [failed, open] = [count("notMet"), count("undecided")];
    const name = pen.name(nameOf(policy, id));
    const soft = policy.checks.find((c) => c.id === id)?.soft === true;
    const whole = all.length === 1 && all[0]?.row === null ? all[0] : null;
    const sides =
      whole?.left && whole.right
        ? pen.say(` (${whole.left} against ${whole.right})`, `（实为 ${whole.left}，对照 ${whole.right}）`)
        : "";
    if (whole && open > 0)
      return `  ?  ${name}${sides}${pen.say(": undecided", "：待定")}  ${reasonsWords(policy, whole.reasons, pen.lang)}`;
    if (failed === 0 && open === 0) return `  ✓  ${name}${sides}`;
    const who = whole
      ? pen.say(": not met", "：不符")
      : pen.say(
          `: not met for ${failed}, undecided for ${open}, of ${all.length}`,
          `：${all.length} 户中 ${failed} 户不符，${open} 户待定`,
        );
    const money = all.filter((c) => c.state === "notMet").reduce((s, c) => add(s, c.money ?? ZERO), ZERO);
    const sum = soft && money.n > 0n ? pen.say(`, ${pen.money(money)} yuan`, `，涉及 ${pen.money(money)} 元`) : "";
    return `  ${soft ? "!" : "✗"}  ${name}${sides}${who}${sum}`;
  });
  return `${pen.say("Checks", "核查")}\n${lines.join("\n")}`;
}

function cashFlow(report: Report, pen: Pen): string {
  const { parts } = report.result;
  if (parts.length === 0) return "";
  const month = (on: string | null) => on?.slice(0, 7) ?? null;
  const columns: Column[] = [
    { title: pen.say("Month", "月份") },
    { title: pen.say("Payments", "笔数"), numeric: true },
    { title: pen.say("Amount (yuan)", "金额（元）"), numeric: true },
  ];
  const due = parts.filter((p) => p.amount.n !== 0n);
  const groups = [...groupBy(due, (p) => month(p.on))].sort(([a], [b]) => ((a ?? "~") < (b ?? "~") ? -1 : 1));
  const rows = groups.map(([at, all]) => [
    at ?? pen.say("unscheduled", "未定日期"),
    String(all.length),
    pen.money(all.reduce((s, p) => add(s, p.amount), ZERO)),
  ]);
  const total = pen.money(due.reduce((s, p) => add(s, p.amount), ZERO));
  return `${pen.say("Payments by month", "按月拨付")}\n${table(columns, rows, [pen.say("Total", "合计"), String(due.length), total])}`;
}

function others(report: Report, pen: Pen): string {
  const { policy, result } = report;
  const lines: string[] = [];
  for (const u of result.unspent) {
    if (u.amount.n !== 0n)
      lines.push(
        `${pen.say("Not distributed", "未分配")}  ${pen.name(nameOf(policy, u.benefit))}  ${pen.money(u.amount)}`,
      );
  }
  const owed = result.differences.reduce((s, d) => add(s, d.owed), ZERO);
  const overpaid = result.differences.reduce((s, d) => add(s, d.overpaid), ZERO);
  if (owed.n > 0n) lines.push(`${pen.say("Owed from the earlier version", "应补发差额")}  ${pen.money(owed)}`);
  if (overpaid.n > 0n)
    lines.push(`${pen.say("Overpaid under the earlier version", "按新标准多发")}  ${pen.money(overpaid)}`);
  const back = result.clawbacks.reduce((s, c) => add(s, c.amount), ZERO);
  if (result.clawbacks.length > 0)
    lines.push(`${pen.say("To be recovered", "待收回")}  ${result.clawbacks.length}  ${pen.money(back)}`);
  return lines.join("\n");
}

/** No choice between readings is silent. */
function readings({ policy }: Report, context: Context, pen: Pen): string {
  const lines = policy.values.flatMap((v) => {
    if (v.body.kind !== "readings") return [];
    const taken = context.readings[v.id] ?? v.body.taken;
    const own = taken === v.body.taken ? "" : pen.say("  (not the policy's own)", "（非政策所采用）");
    return [`  ${pen.name(nameOf(policy, v.id))}  ${pen.name(nameOf(policy, `${v.id}.${taken}`))}${own}`];
  });
  return lines.length === 0 ? "" : `${pen.say("Readings taken", "采用口径")}\n${lines.join("\n")}`;
}

function assumed(context: Context, pen: Pen): string {
  const lines = context.assumed.map((d) => `  ${textsOf(d, pen.lang).body}`);
  return lines.length === 0 ? "" : `${pen.say("Assumptions", "测算假设")}\n${lines.join("\n")}`;
}
