import { compare, type Rational, sub, text } from "../../../compiler/ir/rational.js";
import type { Lang } from "../ui/i18n.js";
import { BLUE, type Figure, GRID, ORANGE, pick, signed, yuan } from "./figure.js";

export interface CurvePoint {
  /** The value of the field that is varied, in base units. */
  readonly x: Rational;
  /** Yuan; null: undecided. */
  readonly draft: Rational | null;
  readonly baseline: Rational | null;
}

/** What one household gets as one field of it changes, all else as it is: a step up or down is a cliff. */
export function cliff(points: readonly CurvePoint[], field: string, unit: string, lang: Lang): Figure {
  const jump = largestJump(points);
  const both = points.some((p) => p.baseline !== null);
  const at = (v: Rational | null) => (v === null ? null : Number((v.n * 100n) / v.d) / 100);
  const line = (name: string, color: string, dash: boolean, of: (p: CurvePoint) => Rational | null) => ({
    type: "line",
    name,
    step: "end",
    symbol: "none",
    lineStyle: { color, width: 2, type: dash ? "dashed" : "solid" },
    itemStyle: { color },
    data: points.map((p) => [at(p.x), at(of(p))]),
  });
  const names = { draft: pick(lang, "草案", "Draft"), baseline: pick(lang, "基准", "Baseline") };
  return {
    title:
      jump === null
        ? pick(lang, `${field}变化时金额不变`, `The amount does not change with ${field}`)
        : pick(
            lang,
            `${field}到${text(jump.x)}${unit}时变动最大：${signed(jump.by)}元`,
            `The largest step is at ${field} ${text(jump.x)} ${unit}: ${signed(jump.by)} yuan`,
          ),
    option: {
      grid: GRID,
      legend: { top: 0, right: 0 },
      tooltip: { trigger: "axis" },
      xAxis: {
        type: "value",
        name: unit === "" ? field : pick(lang, `${field}（${unit}）`, `${field} (${unit})`),
        nameLocation: "middle",
        nameGap: 28,
      },
      yAxis: { type: "value", name: pick(lang, "元", "yuan"), nameTextStyle: { align: "left" } },
      series: [
        ...(both ? [line(names.baseline, BLUE, true, (p) => p.baseline)] : []),
        line(names.draft, ORANGE, false, (p) => p.draft),
      ],
    },
    columns: [
      { key: "name", title: unit === "" ? field : `${field}（${unit}）`, numeric: true },
      ...(both
        ? [{ key: "baseline", title: `${names.baseline}${pick(lang, "（元）", " (yuan)")}`, numeric: true }]
        : []),
      { key: "draft", title: `${names.draft}${pick(lang, "（元）", " (yuan)")}`, numeric: true },
    ],
    rows: points.map((p) => ({
      name: text(p.x),
      baseline: p.baseline === null ? "—" : yuan(p.baseline),
      draft: p.draft === null ? "—" : yuan(p.draft),
    })),
  };
}

function largestJump(points: readonly CurvePoint[]): { readonly x: Rational; readonly by: Rational } | null {
  let found: { x: Rational; by: Rational; size: Rational } | null = null;
  points.slice(1).forEach((p, i) => {
    const before = points[i]?.draft ?? null;
    if (p.draft === null || before === null) return;
    const by = sub(p.draft, before);
    const size = by.n < 0n ? sub(before, p.draft) : by;
    if (by.n !== 0n && (found === null || compare(size, found.size) > 0)) found = { x: p.x, by, size };
  });
  return found;
}
