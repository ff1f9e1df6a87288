/**
 * How the built-in units are spelled. What they measure is the compiler's matter.
 * Each classifier has one English name, so that 头 and 只 survive the way to English and back.
 */
import type { Surface } from "./tokens.js";

export interface UnitSpelling {
  /** English singular: `300 yuan per head`. */
  readonly en: string;
  /** English after a number other than 1: `6 heads` is not said, `3 years` is. */
  readonly plural: string;
  readonly zh: string;
  /** Chinese directly after a number, where it differs: 12个月, but 每月. */
  readonly zhCounted?: string;
  /** Further spellings that are accepted. */
  readonly also?: readonly string[];
}

export const UNITS = {
  yuan: { en: "yuan", plural: "yuan", zh: "元", also: ["rmb", "圆"] },
  jiao: { en: "jiao", plural: "jiao", zh: "角" },
  fen: { en: "fen", plural: "fen", zh: "分" },
  percent: { en: "%", plural: "%", zh: "%", also: ["percent", "％"] },
  permille: { en: "‰", plural: "‰", zh: "‰", also: ["permille"] },
  point: { en: "point", plural: "points", zh: "个百分点", also: ["百分点", "percentage point", "percentage points"] },

  mu: { en: "mu", plural: "mu", zh: "亩" },
  hectare: { en: "hectare", plural: "hectares", zh: "公顷", also: ["ha"] },
  square_metre: {
    en: "sqm",
    plural: "sqm",
    zh: "平方米",
    also: ["㎡", "m²", "m2", "square metre", "square metres", "平米"],
  },
  cubic_metre: { en: "cbm", plural: "cbm", zh: "立方米", also: ["m³", "m3", "cubic metre", "cubic metres", "㎥"] },
  metre: { en: "metre", plural: "metres", zh: "米", also: ["m"] },
  kilometre: { en: "km", plural: "km", zh: "公里", also: ["千米", "kilometre", "kilometres"] },
  kg: { en: "kg", plural: "kg", zh: "公斤", also: ["千克"] },
  jin: { en: "jin", plural: "jin", zh: "斤" },
  tonne: { en: "tonne", plural: "tonnes", zh: "吨" },
  kwh: { en: "kwh", plural: "kwh", zh: "千瓦时", also: ["kWh", "度"] },
  kilowatt: { en: "kw", plural: "kw", zh: "千瓦", also: ["kW"] },
  horsepower: { en: "horsepower", plural: "horsepower", zh: "马力", also: ["hp"] },

  head: { en: "head", plural: "head", zh: "头" },
  animal: { en: "animal", plural: "animals", zh: "只" },
  bird: { en: "bird", plural: "birds", zh: "羽" },
  box: { en: "box", plural: "boxes", zh: "箱" },
  comb: { en: "comb", plural: "combs", zh: "脾" },
  log: { en: "log", plural: "logs", zh: "棒" },
  tree: { en: "tree", plural: "trees", zh: "棵", also: ["株"] },
  sheet: { en: "sheet", plural: "sheets", zh: "张" },
  item: { en: "item", plural: "items", zh: "个" },
  piece: { en: "piece", plural: "pieces", zh: "台", also: ["台套", "套"] },
  post: { en: "post", plural: "posts", zh: "岗位", zhCounted: "个岗位", also: ["岗"] },
  person: { en: "person", plural: "people", zh: "人", also: ["persons"] },
  household: { en: "household", plural: "households", zh: "户" },
  village: { en: "village", plural: "villages", zh: "村", zhCounted: "个村" },
  part: { en: "part", plural: "parts", zh: "份" },
  award: { en: "award", plural: "awards", zh: "次" },

  day: { en: "day", plural: "days", zh: "天", also: ["日"] },
  working_day: {
    en: "working day",
    plural: "working days",
    zh: "工作日",
    zhCounted: "个工作日",
    also: ["workday", "workdays"],
  },
  month: { en: "month", plural: "months", zh: "月", zhCounted: "个月" },
  year: { en: "year", plural: "years", zh: "年" },
} as const satisfies Record<string, UnitSpelling>;

export type UnitId = keyof typeof UNITS;

/** 万 and 亿: ten thousand and a hundred million, before any unit. */
export const MAGNITUDES = {
  wan: { en: "wan", zh: "万" },
  yi: { en: "yi", zh: "亿" },
} as const;

export type Magnitude = keyof typeof MAGNITUDES;

/**
 * The canonical spelling of a unit. `plural` chooses between `1 year` and `3 years`; `afterNumber` between 每月 and 12个月
 * (a month or a working day right after a number takes 个 in Chinese).
 */
export function unitSpelling(id: UnitId, surface: Surface, plural: boolean, afterNumber = false): string {
  const spec: UnitSpelling = UNITS[id];
  if (surface === "zh") return afterNumber && spec.zhCounted !== undefined ? spec.zhCounted : spec.zh;
  return plural ? spec.plural : spec.en;
}

/** Every spelling of a unit, canonical ones first. */
export function unitSpellings(id: UnitId): readonly string[] {
  const spec: UnitSpelling = UNITS[id];
  return [
    ...new Set([spec.en, spec.zh, spec.plural, ...(spec.zhCounted ? [spec.zhCounted] : []), ...(spec.also ?? [])]),
  ];
}

const BY_SPELLING: ReadonlyMap<string, UnitId> = new Map(
  (Object.keys(UNITS) as UnitId[]).flatMap((id) => unitSpellings(id).map((s) => [s, id] as const)),
);

/** The built-in unit that is spelled so (width-folded, single spaces), or null. */
export function unitId(spelled: string): UnitId | null {
  return BY_SPELLING.get(spelled) ?? null;
}
