/**
 * Rongchang 2024: 2,400 households in 21 towns. The document gives no totals; the distributions follow what is published
 * of such places, and every threshold of the rule has households exactly on it and just beside it.
 */
import { householdIds, identityNumber, personName, TOWNS, two, village } from "./people.js";
import { type Random, random } from "./random.js";
import { decimal, type GeneratedRoster, parameterList, type Scheme } from "./scheme.js";

const HOUSEHOLDS = 2400;
/** How many households are put exactly on each bound. */
const ON_BOUND = 12;
const SIZES = [
  [1, 178],
  [2, 284],
  [3, 254],
  [4, 172],
  [5, 81],
  [6, 30],
  [7, 16],
] as const;
const MONITORED = [
  ["脱贫不稳定户", 31],
  ["边缘易致贫户", 30],
  ["突发严重困难户", 39],
] as const;
/** Yuan per head: 7% at or below 8,500, 17% at or below 10,000, median 13,500. */
const INCOME = [
  [0, 4200],
  [70, 8500],
  [170, 10_000],
  [500, 13_500],
  [830, 18_300],
  [950, 22_900],
  [1000, 42_000],
] as const;
/** Hundredths of a mu. */
const GRAIN = [
  [0, 20],
  [250, 120],
  [500, 220],
  [750, 360],
  [920, 499],
  [980, 720],
  [1000, 1400],
] as const;
const CASH_CROP = [
  [0, 20],
  [300, 90],
  [600, 180],
  [910, 499],
  [1000, 1100],
] as const;
const POND = [
  [0, 60],
  [500, 250],
  [900, 560],
  [1000, 1500],
] as const;
const HOGS = [
  [1, 18],
  [2, 17],
  [3, 15],
  [4, 12],
  [5, 13],
  [6, 9],
  [7, 6],
  [8, 4],
  [10, 3],
  [14, 2],
  [20, 1],
] as const;
const SOWS = [
  [1, 40],
  [2, 25],
  [3, 18],
  [4, 10],
  [5, 7],
] as const;
const GOATS = [
  [2, 20],
  [3, 25],
  [4, 20],
  [5, 12],
  [6, 9],
  [8, 8],
  [14, 6],
] as const;
const CATTLE = [
  [1, 60],
  [2, 28],
  [3, 12],
] as const;

interface Herd {
  grain: number;
  cashCrop: number;
  pond: number;
  hogs: number;
  sows: number;
  cattle: number;
  goats: number;
  poultry: number;
}

/** A third of those one unit short of a threshold have made the last step: money bunches households on thresholds. */
function bunch(value: number, threshold: number, near: number, r: Random): number {
  return value < threshold && value >= threshold - near && r.chance(333) ? threshold : value;
}

function herd(r: Random): Herd {
  const some = <T extends number>(permille: number, draw: () => T) => (r.chance(permille) ? draw() : 0);
  return {
    grain: bunch(
      some(700, () => r.along(GRAIN)),
      500,
      30,
      r,
    ),
    cashCrop: bunch(
      some(180, () => r.along(CASH_CROP)),
      500,
      30,
      r,
    ),
    pond: bunch(
      some(30, () => r.along(POND)),
      300,
      30,
      r,
    ),
    hogs: bunch(
      some(220, () => r.weighted(HOGS)),
      6,
      1,
      r,
    ),
    sows: bunch(
      some(50, () => r.weighted(SOWS)),
      4,
      1,
      r,
    ),
    cattle: some(40, () => r.weighted(CATTLE)),
    goats: bunch(
      some(60, () => r.weighted(GOATS)),
      4,
      1,
      r,
    ),
    poultry: some(450, () => r.between(10, 60)),
  };
}

const BOUNDS: readonly Partial<Herd>[] = [
  { hogs: 6 },
  { hogs: 5 },
  { sows: 3, hogs: 0, cattle: 0, goats: 0, pond: 0 },
  { sows: 2, hogs: 0, cattle: 0, goats: 0, pond: 0 },
  { goats: 4 },
  { goats: 3 },
  { grain: 500 },
  { grain: 499 },
  { cashCrop: 500 },
  { cashCrop: 499 },
  { pond: 300 },
  { pond: 299 },
];

function generate(seed: number): GeneratedRoster {
  const r = random(seed);
  const herds = Array.from({ length: HOUSEHOLDS }, () => herd(r));
  const places = r.shuffled(herds.map((_, i) => i));
  BOUNDS.forEach((bound, b) => {
    for (const i of places.slice(b * ON_BOUND, (b + 1) * ON_BOUND)) Object.assign(herds[i] as Herd, bound);
  });
  const onBound = new Set(places.slice(0, BOUNDS.length * ON_BOUND));

  const idIn = householdIds();
  const rows: string[][] = [];
  const awards: string[][] = [];
  herds.forEach((h, i) => {
    const town = i % TOWNS.length;
    const id = idIn(town);
    const risky = r.chance(60);
    const monitoring = risky ? r.weighted(MONITORED) : "无";
    const registered = monitoring === "无" || monitoring === "脱贫不稳定户" ? "脱贫户" : "一般农户";
    // Those on a bound must not fall out for another reason, or the bound would not show.
    const counts = onBound.has(i);
    const flag = (permille: number) => !counts && r.chance(permille);
    const yes = (b: boolean) => (b ? "是" : "否");
    const reaches = h.hogs >= 6 || h.sows >= 3 || h.cattle >= 1 || h.goats >= 4 || h.pond >= 300;
    const cost = h.hogs * 450 + h.sows * 900 + h.cattle * 2600 + h.goats * 380 + Math.floor(h.pond / 100) * 320;
    // What was applied for and confirmed on the spot: mostly up to the ceiling, now and then above it.
    const approved = Math.min(5000, Math.max(800, Math.floor(cost / 100) * 100 + r.between(-3, 5) * 100));
    const area = (n: number) => (n === 0 ? "" : decimal(n * 10 + (!counts && r.chance(50) ? r.between(1, 9) : 0), 3));
    const count = (n: number) => (n === 0 ? "" : String(n));
    const equity = flag(8);
    const accepted = r.chance(970) ? `2024-${two(r.between(3, 5))}-${two(r.between(1, 28))}` : "";
    rows.push([
      id,
      TOWNS[town] as string,
      village(r),
      personName(r),
      identityNumber(r, i),
      registered,
      monitoring,
      String(r.weighted(SIZES)),
      String(r.along(INCOME)),
      yes(flag(300)),
      yes(!flag(180)),
      yes(!flag(80)),
      yes(flag(40)),
      yes(flag(50)),
      yes(flag(30)),
      yes(flag(10)),
      yes(flag(30)),
      yes(flag(20)),
      yes(equity),
      equity && r.chance(700) ? `备${id}` : "",
      yes(false),
      area(h.grain),
      area(h.cashCrop),
      count(h.hogs),
      count(h.sows),
      count(h.cattle),
      count(h.goats),
      count(h.poultry),
      area(h.pond),
      h.poultry === 0 ? "" : decimal(h.poultry * r.between(600, 1500), 2),
      reaches ? String(cost) : "",
      reaches && (counts || r.chance(980)) ? String(approved) : "",
      accepted,
      personName(r),
    ]);
    if (flag(120)) {
      const late = r.chance(60);
      const paidOn = late
        ? `2024-01-${two(r.between(15, 31))}`
        : `2023-${two(r.between(4, 11))}-${two(r.between(1, 28))}`;
      awards.push([id, "1", r.pick(["粮食", "养殖", "家禽"]), String(r.between(5, 30) * 100), paidOn]);
    }
  });
  return {
    title: `合成数据：荣昌2024年到户产业帮扶，2400户。乡镇、村、姓名、编号均为虚构，不代表任何真实农户。种子 ${seed}`,
    tables: [
      {
        name: "household",
        headings: [
          "户编号",
          "乡镇",
          "村",
          "户主姓名",
          "户主证件号码",
          "户类型",
          "监测对象类型",
          "家庭人口（人）",
          "人均纯收入（元）",
          "整户外出",
          "有劳动力",
          "有发展意愿",
          "购买享受型车辆",
          "购买商品房",
          "经商办企业",
          "有财政供养人员",
          "脱贫成效明显",
          "高标准建房",
          "本年资金入股",
          "入股备案号",
          "其他养殖认定",
          "连片粮食面积（亩）",
          "连片经济作物面积（亩）",
          "生猪（头）",
          "母猪（头）",
          "牛（头）",
          "羊（只）",
          "小家禽（羽）",
          "水产养殖面积（亩）",
          "小家禽种苗费（元）",
          "养殖成本（元）",
          "养殖.核定（元）",
          "验收日期",
          "镇级产业发展指导员",
        ],
        rows,
      },
      { name: "award", headings: ["户编号", "发放编号", "奖补项目", "金额（元）", "发放日期"], rows: awards },
    ],
    // What poultry gets of its cost is for each town to say; none has, so the policy's own 100% holds.
    parameters: parameterList({
      高收入线: "20000元每人每年",
      衔接资金: "900000元",
      自筹资金: "120000元",
    }),
  };
}

export const RONGCHANG: Scheme = {
  id: "rongchang",
  names: ["rongchang", "rongchang-2024", "荣昌", "荣昌2024"],
  about: {
    en: "Rongchang 2024: 2,400 households, 21 towns, with households on every threshold, and past awards",
    zh: "荣昌2024：2400户、21个镇，每个界限上都有农户，含已发奖补",
  },
  generate,
  twin: { joinedBy: "户主证件号码", dates: ["验收日期", "发放日期"] },
};
