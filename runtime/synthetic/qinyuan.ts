/**
 * Qinyuan 2017: the list as it stood at the end of 2015 (3,999 households, 8,062 people, 14 townships) exactly, whatever
 * the seed; beside it households that left poverty in 2014 and 2015, ordinary farmers with converted land, enterprises
 * and planting co-operatives. Every rate and cap of the opinion has households exactly on it.
 */
import { householdIds, identityNumbers, personName, TOWNS, two, village } from "./people.js";
import { type Random, random } from "./random.js";
import {
  decimal,
  type GeneratedRoster,
  hundredths,
  parameterList,
  repeated,
  type Scheme,
  tableOf,
  yesNo,
} from "./scheme.js";

const TOWN_SIZES = [440, 400, 400, 360, 320, 320, 280, 280, 240, 240, 240, 200, 160, 119];
/** Old villages: 2.016 people a household. */
const SIZES = [
  [1, 1569],
  [2, 1399],
  [3, 598],
  [4, 299],
  [5, 99],
  [6, 35],
] as const;
const LISTED = TOWN_SIZES.reduce((sum, n) => sum + n, 0);
/** Died out and adjusted out; they stay on the list, which is a snapshot. */
const DIED_OUT = 80;
const ADJUSTED_OUT = 60;
/** Years of leaving poverty of those who were never on the list of 3,999. */
const EXITED = [
  ["2013", 12],
  ["2014", 110],
  ["2015", 130],
] as const;
const ORDINARY = 180;
const ON_BOUND = 12;

/** Hundredths of a mu. */
const GREENHOUSE = [
  [0, 30],
  [500, 60],
  [1000, 150],
] as const;
const POTATO = [
  [0, 50],
  [500, 200],
  [900, 500],
  [1000, 1200],
] as const;
const HERB = [
  [0, 30],
  [500, 120],
  [1000, 600],
] as const;
const GRAIN = [
  [0, 60],
  [500, 260],
  [950, 800],
  [1000, 1600],
] as const;
const LAND = [
  [0, 50],
  [500, 300],
  [1000, 1200],
] as const;
const PIGS = [
  [1, 20],
  [2, 24],
  [3, 18],
  [5, 14],
  [8, 9],
  [10, 8],
  [15, 7],
] as const;
const SHEEP = [
  [2, 20],
  [5, 30],
  [8, 20],
  [10, 15],
  [30, 15],
] as const;
const BUSINESSES = [
  ["乡村旅游", 30],
  ["农产品加工", 20],
  ["电商服务", 15],
  ["光伏发电", 15],
  ["其他经营", 20],
  ["种植项目", 8],
  ["养殖项目", 8],
] as const;

type Cells = Record<string, string>;

/** Households exactly on each bound, and one step beside it. */
const BOUNDS: readonly Cells[] = [
  { "生猪（头）": "10" },
  { "生猪（头）": "11" },
  { "羊（只）": "10" },
  { "牛（头）": "1" },
  { "驴（头）": "1" },
  { "鸡（只）": "1000" },
  { "新建移动大棚面积（亩）": "0.75" },
  { 自主经营类别: "乡村旅游", "自主经营.核定（元）": "1000" },
  { 自主经营类别: "乡村旅游", "自主经营.核定（元）": "5000" },
  { 自主经营类别: "电商服务", "自主经营.核定（元）": "5000.01" },
  { 其他特色产业: "是", "其他产业.核定（元）": "3000" },
];
/** What a household on a bound must not have beside it, or the bound would not show. */
const ALONE: Cells = {
  "生猪（头）": "",
  "羊（只）": "",
  "牛（头）": "",
  "驴（头）": "",
  "鸡（只）": "",
  名册变动: "未变动",
};

const HOUSEHOLD = [
  "户编号",
  "乡镇",
  "村",
  "户主姓名",
  "户主证件号码",
  "建档立卡",
  "名册变动",
  "脱贫年度",
  "脱贫日期",
  "家庭人口（人）",
  "折股份额（份）",
  "新建日光温室面积（亩）",
  "新建移动大棚面积（亩）",
  "商品薯面积（亩）",
  "中药材面积（亩）",
  "小杂粮面积（亩）",
  "流出土地面积（亩）",
  "流入土地面积（亩）",
  "生猪（头）",
  "牛（头）",
  "羊（只）",
  "驴（头）",
  "鸡（只）",
  "其他特色产业",
  "其他产业.核定（元）",
  "自主经营类别",
  "自主经营.核定（元）",
] as const;

function generate(seed: number): GeneratedRoster {
  const r = random(seed);
  const idIn = householdIds();
  const identity = identityNumbers();
  const person = (town: number): Cells => ({
    户编号: idIn(town),
    乡镇: TOWNS[town] as string,
    村: `${(TOWNS[town] as string)[0]}${village(r)}`,
    户主姓名: personName(r),
    户主证件号码: identity(r, r.between(1940, 1990)),
  });
  const anyTown = () => r.below(TOWN_SIZES.length);

  const sizes = r.shuffled(repeated(SIZES));
  const removals = r.shuffled(
    repeated([
      ["自然减员", DIED_OUT],
      ["调整出列", ADJUSTED_OUT],
      ["未变动", LISTED - DIED_OUT - ADJUSTED_OUT],
    ] as const),
  );
  const listed = repeated(TOWN_SIZES.map((count, town) => [town, count] as const)).map((town, i): Cells => {
    const exited = r.chance(420);
    return {
      ...person(town),
      建档立卡: "是",
      名册变动: removals[i] as string,
      脱贫日期: exited ? r.pick(["2016-12-31", "2017-12-31"]) : "",
      "家庭人口（人）": String(sizes[i]),
      "折股份额（份）": r.chance(600) ? String(r.between(1, 6)) : "",
      ...produce(r),
    };
  });
  const places = r.shuffled(listed.map((_, i) => i));
  BOUNDS.forEach((bound, b) => {
    for (const i of places.slice(b * ON_BOUND, (b + 1) * ON_BOUND)) Object.assign(listed[i] as Cells, ALONE, bound);
  });
  const exited = repeated(EXITED).map(
    (year): Cells => ({
      ...person(anyTown()),
      建档立卡: "否",
      脱贫年度: year,
      脱贫日期: `${year}-12-31`,
      "家庭人口（人）": String(r.between(1, 5)),
    }),
  );
  const ordinary = Array.from(
    { length: ORDINARY },
    (): Cells => ({
      ...person(anyTown()),
      建档立卡: "否",
      "家庭人口（人）": String(r.between(2, 6)),
    }),
  );
  const households = [...listed, ...exited, ...ordinary];
  const id = (household: Cells) => household.户编号 as string;

  const converting = [...listed.filter(() => r.chance(150)), ...ordinary];
  const villages = [...new Set(households.map((h) => h.村 as string))].sort();
  return {
    title: `合成数据：沁源2017年产业扶贫，在册3999户、8062人，另有早期脱贫户与一般农户。乡镇、村、姓名、编号均为虚构，不代表任何真实农户。种子 ${seed}`,
    tables: [
      tableOf("household", HOUSEHOLD, households),
      tableOf(
        "converted_plot",
        [
          "户编号",
          "退耕地块编号",
          "退耕面积（亩）",
          "退耕造林日期",
          "首年合格",
          "次年合格",
          "第三年合格",
          "第四年合格",
          "第五年合格",
        ],
        converting.flatMap((h) => plots(id(h), r)),
      ),
      tableOf(
        "loan",
        ["户编号", "贷款编号", "贷款金额（元）", "发放贷款日期", "到期日期"],
        [...exited, ...listed.filter(() => r.chance(60))].filter(() => r.chance(700)).map((h) => loan(id(h), r)),
      ),
      tableOf(
        "award",
        ["户编号", "发放编号", "奖补项目", "金额（元）", "发放日期"],
        listed.filter(() => r.chance(120)).map((h) => award(id(h), r)),
      ),
      tableOf("enterprise", ENTERPRISE, enterprises(r)),
      tableOf(
        "cooperative",
        ["合作社名称", "成员数（户）", "脱贫成员数（户）", "造林面积（亩）", "劳务支出（元）", "脱贫户劳务报酬（元）"],
        cooperatives(r),
      ),
    ],
    parameters: parameterList({
      带动户贷款额度: "20000元每户",
      带动标准: "100元每人",
      订单奖励比例: "1%",
      增收奖励比例: "5%",
      贴息利率: "4.75%每年",
      首期比例: "40%",
      份额收益: Object.fromEntries(villages.map((name) => [name, `${r.between(8, 30) * 10}元每份`])),
    }),
  };
}

/** What a household grows, keeps and runs. About 70% of the listed grow something, a quarter keep animals. */
function produce(r: Random): Cells {
  const area = (permille: number, points: readonly (readonly [number, number])[]) => {
    if (!r.chance(permille)) return "";
    const n = r.along(points);
    return r.chance(50) ? decimal(n * 10 + r.between(1, 9), 3) : hundredths(n);
  };
  const count = (permille: number, draw: () => number) => (r.chance(permille) ? String(draw()) : "");
  const other = r.chance(40);
  const business = r.chance(70) ? r.weighted(BUSINESSES) : "无";
  const planting = business === "种植项目" || business === "养殖项目";
  return {
    "新建日光温室面积（亩）": area(12, GREENHOUSE),
    "新建移动大棚面积（亩）": area(30, GREENHOUSE),
    "商品薯面积（亩）": area(350, POTATO),
    "中药材面积（亩）": area(150, HERB),
    "小杂粮面积（亩）": area(400, GRAIN),
    "流出土地面积（亩）": area(150, LAND),
    "流入土地面积（亩）": area(60, LAND),
    "生猪（头）": count(120, () => r.weighted(PIGS)),
    "牛（头）": count(30, () => r.between(1, 3)),
    "羊（只）": count(60, () => r.weighted(SHEEP)),
    "驴（头）": count(15, () => r.between(1, 2)),
    "鸡（只）": count(250, () => r.between(2, 20) * 10),
    其他特色产业: yesNo(other),
    "其他产业.核定（元）": other ? String(r.between(5, 34) * 100) : "",
    自主经营类别: business,
    // What was confirmed on the spot: now and then below the floor or above the ceiling.
    "自主经营.核定（元）": business === "无" || planting ? "" : String(r.between(8, 55) * 100),
  };
}

/** One or two plots; each passed year by year, and a few did not pass. */
function plots(household: string, r: Random): Cells[] {
  return Array.from({ length: r.chance(200) ? 2 : 1 }, (_, i) => {
    const first = r.chance(960);
    return {
      户编号: household,
      退耕地块编号: String(i + 1),
      "退耕面积（亩）": r.chance(80) ? decimal(r.between(1000, 9999), 3) : hundredths(r.between(50, 1200)),
      退耕造林日期: r.pick(["2017-04-10", "2017-10-20", "2018-04-05"]),
      首年合格: yesNo(first),
      次年合格: first && r.chance(100) ? yesNo(r.chance(900)) : "",
    };
  });
}

function loan(household: string, r: Random): Cells {
  const year = r.between(2014, 2017);
  const day = `${two(r.between(1, 11))}-${two(r.between(1, 28))}`;
  const lent = r.weighted([
    [20_000, 55],
    [10_000, 25],
    [15_000, 14],
    [30_000, 6],
  ] as const);
  return {
    户编号: household,
    贷款编号: "1",
    "贷款金额（元）": String(lent),
    发放贷款日期: `${year}-${day}`,
    到期日期: `${year + 3}-${day}`,
  };
}

/** Paid last year, or since the opinion took effect: the second kind meets “once”. */
function award(household: string, r: Random): Cells {
  const since = r.chance(250);
  return {
    户编号: household,
    发放编号: "1",
    奖补项目: r.pick(["种植", "养殖", "流转"]),
    "金额（元）": String(r.between(3, 30) * 100),
    发放日期: since
      ? `2018-0${r.between(1, 3)}-${two(r.between(1, 28))}`
      : `2016-${two(r.between(4, 12))}-${two(r.between(1, 28))}`,
  };
}

const ENTERPRISE = [
  "企业名称",
  "主体类别",
  "带动户数（户）",
  "带动人数（人）",
  "订单额度（元）",
  "带动增收额（元）",
  "支农周转金贷款（元）",
  "租用贫困户土地（亩）",
  "村集体注入资金（元）",
  "注入月数（月）",
  "年收益分配（元）",
  "项目批准日期",
  "项目完工验收日期",
] as const;

function enterprises(r: Random): Cells[] {
  return Array.from({ length: 42 }, (_, i) => {
    const kind = r.weighted([
      ["农业企业", 40],
      ["农民专业合作社", 30],
      ["家庭农场", 20],
      ["其他新型主体", 6],
      ["不是新型主体", 4],
    ] as const);
    const helped = r.chance(80) ? 0 : r.between(1, 60);
    const capital = r.chance(500) ? r.between(5, 80) * 10_000 : 0;
    const months = r.chance(700) ? 12 : r.between(3, 11);
    // In hundredths of a yuan: 6% a year for the months that it was there; one in four exactly so, one in six one short.
    const least = (capital * 6 * months) / 12;
    const paid = r.weighted([
      [least, 25],
      [Math.max(0, least - 1), 17],
      [least + r.between(1, 400_000), 58],
    ] as const);
    const quota = helped * 20_000;
    const approved = `2018-0${r.between(1, 4)}-${two(r.between(1, 28))}`;
    return {
      企业名称: `${TOWNS[i % TOWN_SIZES.length]}${["农业公司", "养殖场", "种植园"][Math.floor(i / TOWN_SIZES.length)]}`,
      主体类别: kind,
      "带动户数（户）": String(helped),
      "带动人数（人）": String(helped * 2),
      "订单额度（元）": helped === 0 ? "" : String(r.between(0, 60) * 10_000),
      "带动增收额（元）": helped === 0 ? "" : hundredths(helped * r.between(50_000, 220_000)),
      "支农周转金贷款（元）": r.chance(400)
        ? String(r.chance(900) ? Math.min(quota, r.between(1, 90) * 10_000) : quota + 10_000)
        : "",
      "租用贫困户土地（亩）": r.chance(500) ? hundredths(r.between(500, 30_000)) : "",
      "村集体注入资金（元）": capital === 0 ? "" : String(capital),
      "注入月数（月）": capital === 0 ? "" : String(months),
      "年收益分配（元）": capital === 0 ? "0" : hundredths(paid),
      项目批准日期: approved,
      项目完工验收日期: r.chance(600) ? `2018-${two(r.between(9, 12))}-${two(r.between(1, 28))}` : "",
    };
  });
}

/** Labour at 45% of 800 yuan a mu, and 60% of it to poor households: met, exactly met, and one hundredth short. */
function cooperatives(r: Random): Cells[] {
  return TOWN_SIZES.map((_, town) => {
    const area = r.between(80, 1200);
    // In hundredths of a yuan.
    const labour = area * 36_000 + (r.chance(300) ? 0 : r.chance(150) ? -1 : r.between(1, 900) * 100);
    const poor = Math.ceil((labour * 3) / 5) + (r.chance(300) ? 0 : r.chance(150) ? -1 : r.between(1, 500) * 100);
    const members = r.between(20, 60);
    return {
      合作社名称: `${TOWNS[town]}造林合作社`,
      "成员数（户）": String(members),
      "脱贫成员数（户）": String(Math.min(members, r.between(15, 60))),
      "造林面积（亩）": String(area),
      "劳务支出（元）": hundredths(labour),
      "脱贫户劳务报酬（元）": hundredths(poor),
    };
  });
}

export const QINYUAN: Scheme = {
  id: "qinyuan",
  names: ["qinyuan", "qinyuan-2017", "沁源", "沁源2017"],
  about: {
    en: "Qinyuan 2017: 3,999 listed households, 8,062 people, 14 townships, with plots, loans, past awards, enterprises and co-operatives",
    zh: "沁源2017：在册3999户、8062人、14个乡镇，含退耕地块、贷款、已发奖补、企业与合作社",
  },
  generate,
  twin: { joinedBy: "户编号", dates: ["脱贫日期", "发放贷款日期", "退耕造林日期", "发放日期"] },
};
