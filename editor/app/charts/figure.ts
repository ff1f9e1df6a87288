/**
 * A figure: what a chart draws and the table twin that says the same exactly. Drawing needs a place on an axis, so amounts
 * are turned into binary numbers here and nowhere else; every figure that is read stands as an exact text beside.
 */

import type { EChartsCoreOption } from "echarts/core";
import { type Rational, sub, ZERO } from "../../../compiler/ir/rational.js";
import type { Lang } from "../ui/i18n.js";
import { signed, yuan } from "../ui/money.js";
import type { TwinColumn } from "../ui/TableTwin.js";

export interface Figure {
  /** The finding, as a sentence. */
  readonly title: string;
  readonly option: EChartsCoreOption;
  readonly columns: readonly TwinColumn[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** Blue: less, or before. Orange: more, or now. Grey: what does not change. */
export const BLUE = "#1f5fa8";
export const ORANGE = "#b8620b";
export const GREY = "#8a8f98";

/** A place on an axis, in 万元. */
export function drawn(amount: Rational): number {
  return Number((amount.n * 100n) / (amount.d * 10_000n)) / 100 + 0;
}

export const pick = (lang: Lang, zh: string, en: string): string => (lang === "zh" ? zh : en);

export const wanAxis = (lang: Lang) => ({
  type: "value" as const,
  name: pick(lang, "万元", "wan yuan"),
  nameTextStyle: { align: "left" as const },
});

export const GRID = { left: 8, right: 16, top: 36, bottom: 8, containLabel: true };

/** Names that would run into one another are turned. */
export function nameAxis(names: readonly string[]) {
  return {
    type: "category" as const,
    data: [...names],
    axisLabel: { interval: 0, rotate: names.length > 8 ? 40 : 0, width: 150, overflow: "truncate" as const },
  };
}

export const magnitude = (a: Rational): Rational => (a.n < 0n ? sub(ZERO, a) : a);
export { signed, yuan };
