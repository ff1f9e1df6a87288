import { add, compare, type Rational, sub, ZERO } from "../../../compiler/ir/rational.js";
import type { Lang } from "../ui/i18n.js";
import { BLUE, drawn, type Figure, GREY, GRID, nameAxis, ORANGE, pick, wanAxis, yuan } from "./figure.js";

export interface TownBudget {
  readonly label: string;
  /** 指标; null: none is set. */
  readonly ceiling: Rational | null;
  /** 测算 */
  readonly amount: Rational;
}

const over = (t: TownBudget): boolean => t.ceiling !== null && compare(t.amount, t.ceiling) > 0;

/** 指标 / 测算 / 结余 by town; a town over its budget is named and marked, not only coloured. */
export function towns(groups: readonly TownBudget[], lang: Lang): Figure {
  const beyond = groups.filter(over);
  const set = groups.some((t) => t.ceiling !== null);
  const left = groups.reduce((sum, t) => (t.ceiling === null ? sum : add(sum, sub(t.ceiling, t.amount))), ZERO);
  const most = groups.reduce<TownBudget | null>(
    (a, b) => (a === null || compare(b.amount, a.amount) > 0 ? b : a),
    null,
  );
  const title = !set
    ? most === null
      ? pick(lang, "没有乡镇", "There is no town")
      : pick(lang, `${most.label}最多：${yuan(most.amount)}元`, `${most.label} gets most: ${yuan(most.amount)} yuan`)
    : beyond.length > 0
      ? pick(
          lang,
          `超指标${beyond.length}个：${beyond
            .slice(0, 3)
            .map((t) => t.label)
            .join("、")}${beyond.length > 3 ? "等" : ""}`,
          `${beyond.length} over budget: ${beyond
            .slice(0, 3)
            .map((t) => t.label)
            .join(", ")}${beyond.length > 3 ? " …" : ""}`,
        )
      : pick(lang, `都在指标之内，共结余${yuan(left)}元`, `All within budget, ${yuan(left)} yuan left`);
  const mark = (t: TownBudget) => (over(t) ? pick(lang, "超指标", "over") : "");
  return {
    title,
    option: {
      grid: GRID,
      legend: { top: 0, right: 0 },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: nameAxis(groups.map((t) => t.label)),
      yAxis: wanAxis(lang),
      series: [
        ...(set
          ? [
              {
                type: "bar",
                name: pick(lang, "指标", "Budget"),
                itemStyle: { color: GREY },
                data: groups.map((t) => (t.ceiling === null ? null : drawn(t.ceiling))),
              },
            ]
          : []),
        {
          type: "bar",
          name: pick(lang, "测算", "Estimate"),
          itemStyle: { color: BLUE },
          data: groups.map((t) => ({
            value: drawn(t.amount),
            itemStyle: { color: over(t) ? ORANGE : BLUE },
            label: { show: over(t), position: "top", formatter: mark(t) },
          })),
        },
      ],
    },
    columns: [
      { key: "name", title: pick(lang, "乡镇", "Town") },
      { key: "ceiling", title: pick(lang, "指标（元）", "Budget (yuan)"), numeric: true },
      { key: "amount", title: pick(lang, "测算（元）", "Estimate (yuan)"), numeric: true },
      { key: "left", title: pick(lang, "结余（元）", "Left (yuan)"), numeric: true },
      { key: "mark", title: pick(lang, "备注", "Note") },
    ],
    rows: groups.map((t) => ({
      name: t.label,
      ceiling: t.ceiling === null ? "—" : yuan(t.ceiling),
      amount: yuan(t.amount),
      left: t.ceiling === null ? "—" : yuan(sub(t.ceiling, t.amount)),
      mark: mark(t),
    })),
  };
}

export interface MonthFlow {
  /** `2024-06`, or a word where nothing is scheduled. */
  readonly label: string;
  readonly due: Rational;
  /** Its condition is not known or does not hold yet. */
  readonly open: Rational;
}

/** What leaves the account, month by month. */
export function cashFlow(months: readonly MonthFlow[], lang: Lang): Figure {
  const most = months.reduce<MonthFlow | null>(
    (a, b) => (a === null || compare(add(b.due, b.open), add(a.due, a.open)) > 0 ? b : a),
    null,
  );
  const names = { due: pick(lang, "应拨", "due"), open: pick(lang, "待定", "open") };
  return {
    title:
      most === null
        ? pick(lang, "没有拨付安排", "No payments are scheduled")
        : pick(
            lang,
            `${most.label}拨付最多：${yuan(add(most.due, most.open))}元`,
            `Most is paid in ${most.label}: ${yuan(add(most.due, most.open))} yuan`,
          ),
    option: {
      grid: GRID,
      legend: { top: 0, right: 0 },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: nameAxis(months.map((m) => m.label)),
      yAxis: wanAxis(lang),
      series: [
        { type: "bar", stack: "m", name: names.due, itemStyle: { color: BLUE }, data: months.map((m) => drawn(m.due)) },
        {
          type: "bar",
          stack: "m",
          name: names.open,
          itemStyle: { color: "#c9d7e8", borderColor: BLUE, borderType: "dashed" },
          data: months.map((m) => drawn(m.open)),
        },
      ],
    },
    columns: [
      { key: "name", title: pick(lang, "月份", "Month") },
      { key: "due", title: `${names.due}${pick(lang, "（元）", " (yuan)")}`, numeric: true },
      { key: "open", title: `${names.open}${pick(lang, "（元）", " (yuan)")}`, numeric: true },
    ],
    rows: months.map((m) => ({ name: m.label, due: yuan(m.due), open: yuan(m.open) })),
  };
}
