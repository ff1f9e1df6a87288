import type { Rational } from "../../../compiler/ir/rational.js";
import type { Lang } from "../ui/i18n.js";
import { count } from "../ui/money.js";
import { BLUE, type Figure, GREY, GRID, nameAxis, ORANGE, pick, signed } from "./figure.js";

export interface GainGroup {
  readonly label: string;
  /** Households. */
  readonly gain: number;
  readonly same: number;
  readonly lose: number;
  /** Yuan, draft less baseline. */
  readonly difference: Rational;
}

/** Shares of households who gain, keep and lose, by decile, town or any other field. */
export function gainers(groups: readonly GainGroup[], lang: Lang): Figure {
  const sum = (of: (g: GainGroup) => number) => groups.reduce((n, g) => n + of(g), 0);
  const [gain, lose] = [sum((g) => g.gain), sum((g) => g.lose)];
  const all = sum((g) => g.gain + g.same + g.lose);
  const share = (n: number, g: GainGroup) => {
    const of = g.gain + g.same + g.lose;
    return of === 0 ? 0 : Math.round((n / of) * 1000) / 10;
  };
  const series = (name: string, color: string, of: (g: GainGroup) => number) => ({
    type: "bar",
    name,
    stack: "share",
    itemStyle: { color },
    data: groups.map((g) => share(of(g), g)),
  });
  const words = {
    gain: pick(lang, "增加", "gain"),
    same: pick(lang, "不变", "same"),
    lose: pick(lang, "减少", "lose"),
  };
  return {
    title:
      gain + lose === 0
        ? pick(lang, `${count(all)}户都不变`, `All ${count(all)} households stay the same`)
        : pick(
            lang,
            `${count(gain)}户增加，${count(lose)}户减少，${count(all - gain - lose)}户不变`,
            `${count(gain)} gain, ${count(lose)} lose, ${count(all - gain - lose)} stay the same`,
          ),
    option: {
      grid: GRID,
      legend: { top: 0, right: 0 },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (v: unknown) => `${v}%` },
      xAxis: nameAxis(groups.map((g) => g.label)),
      yAxis: { type: "value", max: 100, axisLabel: { formatter: "{value}%" } },
      series: [
        series(words.gain, ORANGE, (g) => g.gain),
        series(words.same, "#d5d8dd", (g) => g.same),
        series(words.lose, BLUE, (g) => g.lose),
      ],
    },
    columns: [
      { key: "name", title: pick(lang, "分组", "Group") },
      { key: "gain", title: words.gain, numeric: true },
      { key: "same", title: words.same, numeric: true },
      { key: "lose", title: words.lose, numeric: true },
      { key: "difference", title: pick(lang, "变化（元）", "Change (yuan)"), numeric: true },
    ],
    rows: groups.map((g) => ({
      name: g.label,
      gain: count(g.gain),
      same: count(g.same),
      lose: count(g.lose),
      difference: signed(g.difference),
    })),
  };
}

export interface Bin {
  /** Yuan, both ends; the lower is included. */
  readonly label: string;
  readonly way: "less" | "same" | "more";
  readonly households: number;
}

/** How much households change; those who do not change stand apart, since they would dwarf the others. */
export function histogram(bins: readonly Bin[], lang: Lang): Figure {
  const moved = bins.filter((b) => b.way !== "same");
  const same = bins.filter((b) => b.way === "same").reduce((n, b) => n + b.households, 0);
  const largest = moved.reduce<Bin | null>((a, b) => (a === null || b.households > a.households ? b : a), null);
  const color = (b: Bin) => (b.way === "more" ? ORANGE : b.way === "less" ? BLUE : GREY);
  return {
    title:
      largest === null || largest.households === 0
        ? pick(lang, `没有一户变化（${count(same)}户不变）`, `No household changes (${count(same)} stay the same)`)
        : pick(
            lang,
            `变化的户中以${largest.label}元最多：${count(largest.households)}户；另有${count(same)}户不变`,
            `Most that change do so by ${largest.label} yuan: ${count(largest.households)} households; ${count(same)} stay the same`,
          ),
    option: {
      grid: GRID,
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: nameAxis(moved.map((b) => b.label)),
      yAxis: { type: "value", name: pick(lang, "户", "households"), nameTextStyle: { align: "left" } },
      series: [
        {
          type: "bar",
          barCategoryGap: "8%",
          data: moved.map((b) => ({ value: b.households, itemStyle: { color: color(b) } })),
        },
      ],
    },
    columns: [
      { key: "name", title: pick(lang, "变化（元）", "Change (yuan)") },
      { key: "households", title: pick(lang, "户数", "Households"), numeric: true },
    ],
    rows: bins.map((b) => ({ name: b.label, households: count(b.households) })),
  };
}
