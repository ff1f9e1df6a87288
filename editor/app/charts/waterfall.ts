import { add, compare, type Rational, sub, ZERO } from "../../../compiler/ir/rational.js";
import type { Lang } from "../ui/i18n.js";
import {
  BLUE,
  drawn,
  type Figure,
  GREY,
  GRID,
  magnitude,
  nameAxis,
  ORANGE,
  pick,
  signed,
  wanAxis,
  yuan,
} from "./figure.js";

export interface Step {
  readonly label: string;
  readonly amount: Rational;
}

/**
 * What each clause adds, from `start` (the baseline, or nothing) to the total. The title names the clause that moves the
 * money most.
 */
export function waterfall(start: Step | null, steps: readonly Step[], total: string, lang: Lang): Figure {
  let level = start?.amount ?? ZERO;
  const bars = steps.map((step) => {
    const before = level;
    level = add(level, step.amount);
    return { ...step, low: compare(before, level) < 0 ? before : level };
  });
  const ends = [...(start === null ? [] : [start.label]), ...steps.map((s) => s.label), total];
  const pad = <T>(list: readonly T[], first: T | null, last: T | null): (T | null)[] => [
    ...(start === null ? [] : [first]),
    ...list,
    last,
  ];
  const most = steps.reduce<Step | null>(
    (best, s) => (best === null || compare(magnitude(s.amount), magnitude(best.amount)) > 0 ? s : best),
    null,
  );
  return {
    title: titleOf(start, most, level, lang),
    option: {
      grid: GRID,
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (items: readonly { dataIndex: number }[]) => {
          const index = items[0]?.dataIndex ?? 0;
          const step = steps[index - (start === null ? 0 : 1)];
          const name = ends[index] ?? "";
          const text = step === undefined ? yuan(index === 0 && start ? start.amount : level) : signed(step.amount);
          return `${plain(name)}<br>${text}`;
        },
      },
      xAxis: nameAxis(ends),
      yAxis: wanAxis(lang),
      series: [
        {
          type: "bar",
          stack: "w",
          silent: true,
          itemStyle: { color: "transparent" },
          data: pad(
            bars.map((b) => drawn(b.low)),
            0,
            0,
          ),
        },
        {
          type: "bar",
          stack: "w",
          data: pad(
            bars.map((b) => ({
              value: drawn(magnitude(b.amount)),
              itemStyle: { color: compare(b.amount, ZERO) < 0 ? BLUE : ORANGE },
              label: { show: bars.length <= 12, position: "top", formatter: compare(b.amount, ZERO) < 0 ? "−" : "+" },
            })),
            start === null
              ? null
              : {
                  value: drawn(start.amount),
                  itemStyle: { color: GREY },
                  label: { show: false, position: "top", formatter: "" },
                },
            { value: drawn(level), itemStyle: { color: GREY }, label: { show: false, position: "top", formatter: "" } },
          ),
        },
      ],
    },
    columns: [
      { key: "name", title: pick(lang, "条款", "Clause") },
      { key: "amount", title: pick(lang, "金额（元）", "Amount (yuan)"), numeric: true },
    ],
    rows: [
      ...(start === null ? [] : [{ name: start.label, amount: yuan(start.amount) }]),
      ...steps.map((s) => ({ name: s.label, amount: signed(s.amount) })),
      { name: total, amount: yuan(level) },
    ],
  };
}

function titleOf(start: Step | null, most: Step | null, total: Rational, lang: Lang): string {
  if (most === null || most.amount.n === 0n) return pick(lang, "没有条款改变资金", "No clause moves any money");
  if (start === null)
    return pick(
      lang,
      `“${most.label}”最多：${yuan(most.amount)}元，合计${yuan(total)}元`,
      `“${most.label}” costs most: ${yuan(most.amount)} of ${yuan(total)} yuan`,
    );
  return pick(
    lang,
    `“${most.label}”影响最大：${signed(most.amount)}元，合计变化${signed(sub(total, start.amount))}元`,
    `“${most.label}” moves most: ${signed(most.amount)} of ${signed(sub(total, start.amount))} yuan`,
  );
}

/** A tooltip is markup: names come from files. */
export function plain(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] ?? c);
}
