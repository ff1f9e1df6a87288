/** 汇总表: 指标, 测算 and 结余 by town, and what each benefit comes to; totals in capital numerals too. */
import { add, type Rational, sub, ZERO } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { Outcome } from "../outcome.js";
import type { Total } from "../run.js";
import { grouped, placesOf, plain } from "./amounts.js";
import { capital } from "./capital.js";
import { documentLine, type FormInput, footOf, titled, unitLine } from "./form.js";
import { peopleOf } from "./people.js";
import { roleFields } from "./roles.js";
import type { Sheet, SheetColumn, SheetRow } from "./sheet.js";
import { nameOf } from "./words.js";

export interface SummaryOptions {
  /** 指标 by town, in yuan. Towns without one take the ceiling of a limit for each town, if the policy has such a limit. */
  readonly quotas?: Readonly<Record<string, Rational>>;
  /** 指标 of the whole; null or absent: the sum of the towns', where every town has one. */
  readonly fund?: Rational | null;
}

interface TownLine {
  readonly town: string | null;
  readonly total: Total;
  readonly byBenefit: readonly Total[];
  readonly quota: Rational | null;
}

/** One sheet by town, one by benefit. */
export function summarySheets(input: FormInput, options: SummaryOptions = {}): readonly Sheet[] {
  return [townSheet(input, options), benefitSheet(input)];
}

function townSheet(input: FormInput, options: SummaryOptions): Sheet {
  const { policy, outcome, lang } = input;
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const places = placesOf(policy);
  const money = (amount: Rational | null) => (amount === null ? null : plain(amount, places));
  const lines = townLines(input, options);
  const columns: SheetColumn[] = [
    { id: "town", heading: { en: "Town", zh: "乡镇" }, kind: "text", width: 16 },
    ...policy.benefits.map((b) => ({
      id: `benefit.${b.id}`,
      heading: { en: nameOf(policy, b.id).en, zh: nameOf(policy, b.id).zh },
      kind: "amount" as const,
      width: 16,
    })),
    { id: "recipients", heading: { en: "Recipients", zh: "户数" }, kind: "count", width: 8 },
    { id: "quota", heading: { en: "Quota", zh: "指标" }, kind: "amount", width: 16 },
    { id: "amount", heading: { en: "Estimate", zh: "测算" }, kind: "amount", width: 16 },
    { id: "left", heading: { en: "Left", zh: "结余" }, kind: "amount", width: 16 },
    { id: "undecided", heading: { en: "Undecided", zh: "待定户数" }, kind: "count", width: 10 },
    { id: "high", heading: { en: "Undecided, at most", zh: "待定最高金额" }, kind: "amount", width: 16 },
    { id: "capital", heading: { en: "In capital numerals", zh: "测算金额大写" }, kind: "text", width: 40 },
    { id: "remark", heading: { en: "Remarks", zh: "备注" }, kind: "text", width: 12 },
  ];
  const row = (kind: SheetRow["kind"], name: string, line: Omit<TownLine, "town">): SheetRow => {
    const { total, quota } = line;
    const left = quota === null ? null : sub(quota, total.amount);
    const cells: Record<string, string | null> = {
      town: name,
      ...Object.fromEntries(
        policy.benefits.map((b, i) => [`benefit.${b.id}`, money(line.byBenefit[i]?.amount ?? null)]),
      ),
      recipients: String(total.recipients),
      quota: money(quota),
      amount: money(total.amount),
      left: money(left),
      undecided: String(total.undecided),
      high: money(total.high),
      capital: capital(total.amount),
      remark: left !== null && left.n < 0n ? say("over the quota", "超指标") : null,
    };
    return { kind, cells: columns.map((c) => cells[c.id] ?? null) };
  };
  const blank = say("(no town)", "（未填乡镇）");
  const quotas = lines.map((l) => l.quota);
  const known = quotas.every((q) => q !== null) && lines.length > 0;
  const fund = options.fund ?? (known ? (quotas as Rational[]).reduce(add, ZERO) : null);
  const whole = row("total", say("Total", "合计"), {
    total: outcome.total,
    byBenefit: policy.benefits.map((b) => outcome.byBenefit[b.id] as Total),
    quota: fund,
  });
  return {
    name: say("Summary", "汇总表"),
    title: titled(input, { en: "summary by town", zh: "资金测算汇总表" }),
    above: [...documentLine(input), unitLine(input)],
    columns,
    rows: [...lines.map((l) => row("row", l.town ?? blank, l)), whole],
    foot: footOf(input),
    landscape: true,
  };
}

/** Towns as they first come; those in the list of quotas that no payee is in come last, with zeros. */
function townLines(input: FormInput, options: SummaryOptions): TownLine[] {
  const { policy, outcome } = input;
  const people = peopleOf(input);
  const rows = people.columns.rows;
  const groups = new Int32Array(rows);
  const towns = new Map<string | null, number>();
  for (let payee = 0; payee < rows; payee += 1) {
    const town = people.text(payee, "town");
    const at = towns.get(town) ?? towns.size;
    towns.set(town, at);
    groups[payee] = at;
  }
  const set = { ...ceilingsByTown(input), ...options.quotas };
  for (const town of Object.keys(set)) if (!towns.has(town)) towns.set(town, towns.size);
  const totals = outcome.totalsBy(groups, towns.size);
  const byBenefit = policy.benefits.map((b) => outcome.totalsBy(groups, towns.size, b.id));
  return [...towns].map(([town, i]) => ({
    town,
    total: totals[i] as Total,
    byBenefit: byBenefit.map((t) => t[i] as Total),
    quota: town === null ? null : (set[town] ?? null),
  }));
}

/** The ceilings of a limit on all money of a town; none where the policy has no such limit, or several. */
function ceilingsByTown({ policy, outcome, roles }: FormInput): Record<string, Rational> {
  const isTown = (l: Policy["limits"][number]): boolean => {
    const [group] = l.group;
    if (l.group.length !== 1 || l.counts !== "money" || l.benefits.length !== policy.benefits.length) return false;
    if (group?.kind !== "field" || group.expr.op !== "field") return false;
    const { entity, field } = group.expr;
    const def = policy.entities.find((e) => e.id === entity);
    return def !== undefined && roleFields(policy, def, roles?.[entity]).town === field;
  };
  const quotas = policy.limits.filter(isTown);
  if (quotas.length !== 1) return {};
  const limit = outcome.limits().find((l) => l.limit === quotas[0]?.id);
  const found: Record<string, Rational> = {};
  for (let i = 0; i < (limit?.groups ?? 0); i += 1) {
    const group = limit?.group(i);
    const [town] = group?.group ?? [];
    if (group && group.ceiling !== null && town !== undefined) found[town] = group.ceiling;
  }
  return found;
}

function benefitSheet(input: FormInput): Sheet {
  const { policy, outcome, lang } = input;
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const places = placesOf(policy);
  const money = (amount: Rational | null) => (amount === null ? null : plain(amount, places));
  const columns: SheetColumn[] = [
    { id: "benefit", heading: { en: "Benefit", zh: "项目" }, kind: "text", width: 20 },
    { id: "recipients", heading: { en: "Recipients", zh: "户数" }, kind: "count", width: 8 },
    { id: "amount", heading: { en: "Estimate", zh: "测算" }, kind: "amount", width: 16 },
    { id: "ceiling", heading: { en: "At the ceilings", zh: "按核定上限" }, kind: "amount", width: 16 },
    { id: "rounded", heading: { en: "Each rounded, then summed", zh: "逐户取整后合计" }, kind: "amount", width: 18 },
    { id: "exact", heading: { en: "Summed, then rounded", zh: "合计后取整" }, kind: "amount", width: 18 },
    { id: "difference", heading: { en: "Difference", zh: "取整差额" }, kind: "amount", width: 14 },
    { id: "undecided", heading: { en: "Undecided", zh: "待定户数" }, kind: "count", width: 10 },
    { id: "capital", heading: { en: "In capital numerals", zh: "测算金额大写" }, kind: "text", width: 40 },
  ];
  const row = (kind: SheetRow["kind"], name: string, total: Total | undefined): SheetRow => {
    const cells: Record<string, string | null> =
      total === undefined
        ? { benefit: name }
        : {
            benefit: name,
            recipients: String(total.recipients),
            amount: money(total.amount),
            ceiling: money(total.ceiling),
            rounded: money(total.rounded),
            exact: money(total.exactToStep),
            difference: money(sub(total.rounded, total.exactToStep)),
            undecided: String(total.undecided),
            capital: capital(total.amount),
          };
    return { kind, cells: columns.map((c) => cells[c.id] ?? null) };
  };
  return {
    name: say("By benefit", "分项目"),
    title: titled(input, { en: "summary by benefit", zh: "分项目汇总表" }),
    above: [...documentLine(input), unitLine(input), ...inWords(outcome, places, lang)],
    columns,
    rows: [
      ...policy.benefits.map((b) => row("row", nameOf(policy, b.id)[lang], outcome.byBenefit[b.id])),
      row("total", say("Total", "合计"), outcome.total),
    ],
    foot: footOf(input),
    landscape: true,
  };
}

function inWords(outcome: Outcome, places: number, lang: "en" | "zh"): string[] {
  const { amount } = outcome.total;
  const words = capital(amount);
  const figures = grouped(amount, places);
  if (lang === "en") return [`Total: ${figures} yuan${words === null ? "" : ` (${words})`}`];
  return [`测算合计：${figures}元${words === null ? "" : `（大写：${words}）`}`];
}
