/** Numbers with their units as people read them. The IR knows dimensions only; here they get their words back. */
import type { Words } from "../diagnostics/catalogue/words.js";
import { div, equal, integer, mul, ONE, type Rational, rational, text } from "../ir/rational.js";
import type { Duration } from "../ir/types.js";
import { dimsOf } from "../ir/units.js";

export function same(text: string): Words {
  return { en: text, zh: text };
}

/** English after one, after several; Chinese in a rate, after a number. */
const UNIT_WORDS: Readonly<Record<string, readonly [one: string, many: string, zh: string, counted?: string]>> = {
  yuan: ["yuan", "yuan", "元"],
  mu: ["mu", "mu", "亩"],
  kg: ["kg", "kg", "公斤"],
  cubic_metre: ["cbm", "cbm", "立方米"],
  metre: ["metre", "metres", "米"],
  kilometre: ["km", "km", "公里"],
  kwh: ["kwh", "kwh", "千瓦时"],
  kilowatt: ["kw", "kw", "千瓦"],
  horsepower: ["horsepower", "horsepower", "马力"],
  head: ["head", "head", "头"],
  animal: ["animal", "animals", "只"],
  bird: ["bird", "birds", "羽"],
  box: ["box", "boxes", "箱"],
  comb: ["comb", "combs", "脾"],
  log: ["log", "logs", "棒"],
  tree: ["tree", "trees", "棵"],
  sheet: ["sheet", "sheets", "张"],
  item: ["item", "items", "个"],
  piece: ["piece", "pieces", "台"],
  post: ["post", "posts", "岗位", "个岗位"],
  person: ["person", "people", "人"],
  household: ["household", "households", "户"],
  village: ["village", "villages", "村", "个村"],
  part: ["part", "parts", "份"],
  award: ["award", "awards", "次"],
  day: ["day", "days", "天"],
  workday: ["working day", "working days", "工作日", "个工作日"],
  working_day: ["working day", "working days", "工作日", "个工作日"],
  month: ["month", "months", "月", "个月"],
  year: ["year", "years", "年"],
};

/** The units built in, for a test that keeps them in step with how the language spells them. */
export const SHOWN_UNITS = UNIT_WORDS;

/** Other units of a dimension, by their size in its base unit. */
const SCALED: Readonly<Record<string, readonly [scale: string, one: string, many: string, zh: string][]>> = {
  yuan: [
    ["10000", "wan yuan", "wan yuan", "万元"],
    ["100000000", "yi yuan", "yi yuan", "亿元"],
    ["0.1", "jiao", "jiao", "角"],
    ["0.01", "fen", "fen", "分"],
  ],
  mu: [
    ["15", "hectare", "hectares", "公顷"],
    ["3/2000", "sqm", "sqm", "平方米"],
    ["10000", "wan mu", "wan mu", "万亩"],
  ],
  kg: [
    ["0.5", "jin", "jin", "斤"],
    ["1000", "tonne", "tonnes", "吨"],
  ],
};

/** A number in base units, shown in the unit of that scale: `6 head`, `30%`, `4万元`. */
export function quantity(value: Rational, unit: string, scale: Rational = ONE): Words {
  if (unit === "") {
    if (equal(scale, rational("0.01"))) return percent(value);
    return same(text(div(value, scale)));
  }
  const dims = Object.entries(dimsOf(unit));
  const above = dims.filter(([, e]) => e > 0).map(([d]) => d);
  const below = dims.filter(([, e]) => e < 0).map(([d]) => d);
  const head = above[0] ?? "";
  const scaled = SCALED[head]?.find(([s]) => equal(rational(s), scale));
  const shown = text(scaled ? div(value, scale) : value);
  const words = scaled ? ([scaled[1], scaled[2], scaled[3], undefined] as const) : UNIT_WORDS[head];
  const one = equal(value, ONE);
  const enHead = words ? (one && !scaled ? words[0] : words[1]) : head;
  const zhHead = words ? (words[3] ?? words[2]) : head;
  const rest = above.slice(1);
  return {
    en: [shown, enHead, ...rest, ...below.flatMap((d) => ["per", UNIT_WORDS[d]?.[0] ?? d])]
      .filter((w) => w !== "")
      .join(" "),
    zh: `${shown}${zhHead}${rest.map((d) => `·${UNIT_WORDS[d]?.[2] ?? d}`).join("")}${below.map((d) => `/${UNIT_WORDS[d]?.[2] ?? d}`).join("")}`,
  };
}

export function money(value: Rational): Words {
  return quantity(value, "yuan");
}

const HUNDRED = integer(100);

export function percent(value: Rational): Words {
  return same(`${text(mul(value, HUNDRED))}%`);
}

export function durationWords(duration: Duration): Words {
  const [one, many, zh, counted] = UNIT_WORDS[duration.unit] ?? ["", "", ""];
  return { en: `${duration.count} ${duration.count === 1 ? one : many}`, zh: `${duration.count}${counted ?? zh}` };
}
