/**
 * Hebao 2020: 800 households that the plan is meant for (2,256 people, 12 villages), 600 of them reached: 75.0%, whatever
 * the seed; beside them those who are away, unable, unwilling or not on the list. The three villages that the plan names
 * keep their names, since its targets are set for them; all others are invented.
 */
import { householdIds, identityNumbers, personName, TOWNS } from "./people.js";
import { type Random, random } from "./random.js";
import { type GeneratedRoster, hundredths, parameterList, repeated, type Scheme, tableOf, yesNo } from "./scheme.js";

const VILLAGES: readonly (readonly [name: string, base: number, reached: number])[] = [
  ["核桃村", 112, 84],
  ["黄檀村", 96, 72],
  ["经堂村", 88, 66],
  ["子丰村", 72, 54],
  ["丑禾村", 72, 54],
  ["寅泉村", 64, 48],
  ["卯林村", 64, 48],
  ["辰坪村", 56, 42],
  ["巳湾村", 48, 36],
  ["午坡村", 48, 36],
  ["未桥村", 40, 30],
  ["申井村", 40, 30],
];
/** Villages of other towns: the reform's pilots are a tenth of all. */
const ELSEWHERE = ["乙一村", "乙二村", "丙一村", "丙二村", "丁一村", "丁二村", "戊一村", "戊二村"];
const POOR_VILLAGES = new Set(["核桃村", "黄檀村"]);
const PILOTS = new Set(["核桃村", "乙一村"]);
const SIZES = [
  [1, 131],
  [2, 232],
  [3, 208],
  [4, 136],
  [5, 65],
  [6, 28],
] as const;
const BASE = VILLAGES.reduce((sum, [, base]) => sum + base, 0);
/** Of the 800, how many the town's industries cover: 96%, and none of those that are reached is left out. */
const COVERED = 768;
const TOWN = TOWNS[0] as string;
const TARGET = { 建档立卡: "是", 在家: "是", 有劳动力: "是", 有发展意愿: "是" } as const;
const OTHERS: readonly (readonly [Readonly<Record<string, string>>, number])[] = [
  [{ ...TARGET, 在家: "否" }, 54],
  [{ ...TARGET, 有劳动力: "否" }, 70],
  [{ ...TARGET, 有发展意愿: "否" }, 26],
  [{ ...TARGET, 建档立卡: "否" }, 50],
];

type Cells = Record<string, string>;

const HOUSEHOLD = [
  "户编号",
  "乡镇",
  "村",
  "户主姓名",
  "户主证件号码",
  "家庭人口（人）",
  "建档立卡",
  "在家",
  "有劳动力",
  "有发展意愿",
  "扶贫产业覆盖",
  "到户产业",
  "已入社",
  "增收项目数（个）",
  "种植给扶持",
  "种苗扶持.核定（元）",
] as const;

function generate(seed: number): GeneratedRoster {
  const r = random(seed);
  const sizes = r.shuffled(repeated(SIZES));
  const idIn = householdIds();
  const identity = identityNumbers();
  // Village by village, the first of each are reached; who they are is drawn below.
  const base = VILLAGES.flatMap(([name, count, reached]) =>
    r.shuffled(Array.from({ length: count }, (_, i) => ({ village: name, reached: i < reached }))),
  );
  const uncovered = new Set(r.shuffled(base.flatMap((h, i) => (h.reached ? [] : [i]))).slice(0, BASE - COVERED));
  const person = (village: string, size: number): Cells => ({
    户编号: idIn(0),
    乡镇: TOWN,
    村: village,
    户主姓名: personName(r),
    户主证件号码: identity(r, r.between(1944, 1992)),
    "家庭人口（人）": String(size),
  });
  const ceilings = Object.fromEntries(VILLAGES.map(([name]) => [name, r.between(4, 10) * 100]));

  const households = base.map((h, i): Cells => {
    const planting = h.reached && r.chance(400);
    const ceiling = ceilings[h.village] as number;
    return {
      ...person(h.village, sizes[i] as number),
      ...TARGET,
      扶贫产业覆盖: yesNo(!uncovered.has(i)),
      到户产业: yesNo(h.reached),
      已入社: yesNo(h.reached || r.chance(200)),
      "增收项目数（个）": String(h.reached ? r.between(1, 3) : r.chance(950) ? 1 : 0),
      种植给扶持: yesNo(planting),
      "种苗扶持.核定（元）": planting ? support(ceiling, r) : "",
    };
  });
  const others = repeated(OTHERS).map(
    (why): Cells => ({
      ...person(r.pick(VILLAGES)[0], r.between(1, 6)),
      ...why,
      扶贫产业覆盖: yesNo(r.chance(920)),
      到户产业: "否",
      已入社: yesNo(r.chance(100)),
      "增收项目数（个）": String(r.between(0, 1)),
      种植给扶持: "否",
    }),
  );
  return {
    title: `合成数据：河包2020年扶贫产业，到户对象800户、2256人，已到户600户，另有在册而不属到户对象的户与一般农户。姓名、编号均为虚构，不代表任何真实农户。种子 ${seed}`,
    tables: [
      tableOf("household", HOUSEHOLD, [...households, ...others]),
      tableOf("village", VILLAGE, villages(r)),
      tableOf(
        "village_industry",
        ["村名", "村产业编号", "产业种类", "产业面积（亩）", "产业存栏（只）"],
        industries(r),
      ),
      tableOf(
        "facility",
        ["设施名称", "设施类别", "已建成"],
        [
          { 设施名称: "海椒烘干一号", 设施类别: "海椒烘干车间", 已建成: "是" },
          { 设施名称: "金银花初加工", 设施类别: "金银花加工企业", 已建成: "是" },
          { 设施名称: "冷藏库", 设施类别: "其他设施", 已建成: "否" },
        ],
      ),
      tableOf(
        "cooperative",
        ["合作社名称", "成员数（户）", "脱贫成员数（户）", "区级认定合作社", "受财政捐赠扶持"],
        cooperatives(r),
      ),
      tableOf("enterprise", ENTERPRISE, enterprises(r)),
      tableOf("adviser", ["指导人员姓名"], advisers(r)),
    ],
    parameters: parameterList({
      贴息利率: "4.75%每年",
      租金减免比例: "50%",
      流转补助标准: "300元每亩",
      保底价: "3元每公斤",
      分红标准: "200元每亩",
      吸纳就业下限: "5人",
      种苗扶持标准: Object.fromEntries(Object.entries(ceilings).map(([name, ceiling]) => [name, `${ceiling}元`])),
    }),
  };
}

/** What was confirmed: one in six exactly the village's ceiling, one in twelve one hundredth above it. */
function support(ceiling: number, r: Random): string {
  if (r.chance(160)) return String(ceiling);
  if (r.chance(100)) return hundredths(ceiling * 100 + 1);
  return String(r.between(1, ceiling / 50) * 50);
}

const VILLAGE = [
  "村名",
  "所在乡镇",
  "脱贫村",
  "有扶贫产业",
  "特色产业数",
  "经营性收入（元）",
  "村民收入总额（元/年）",
  "上年村民收入总额（元/年）",
  "有合作社带动",
  "三变试点",
  "规模流转面积（亩）",
  "订单收购价（元/公斤）",
  "入股土地面积（亩）",
  "土地分红（元）",
] as const;

/** The two poor villages together have exactly 100,000 yuan of income: one target met, the other not. */
function villages(r: Random): Cells[] {
  const here = VILLAGES.map(([name]) => [name, TOWN] as const);
  const elsewhere = ELSEWHERE.map((name) => [name, TOWNS.find((town) => town[0] === name[0]) as string] as const);
  return [...here, ...elsewhere].map(([name, town]): Cells => {
    const poor = POOR_VILLAGES.has(name);
    const before = r.between(800, 2600) * 1000;
    const land = r.between(0, 400);
    return {
      村名: name,
      所在乡镇: town,
      脱贫村: yesNo(poor),
      有扶贫产业: yesNo(poor || r.chance(800)),
      特色产业数: String(poor ? (name === "黄檀村" ? 3 : 2) : r.between(0, 2)),
      "经营性收入（元）": name === "核桃村" ? "46000" : name === "黄檀村" ? "54000" : String(r.between(0, 90) * 1000),
      // Thousandths of 9.1% more: 1.091 times, exactly.
      "村民收入总额（元/年）": String((before / 1000) * 1091),
      "上年村民收入总额（元/年）": String(before),
      有合作社带动: yesNo(poor || r.chance(700)),
      三变试点: yesNo(PILOTS.has(name)),
      "规模流转面积（亩）": poor || r.chance(500) ? hundredths(r.between(2000, 60_000)) : "",
      "订单收购价（元/公斤）": r.chance(250) ? "3" : r.chance(100) ? "2.99" : hundredths(r.between(301, 520)),
      "入股土地面积（亩）": String(land),
      "土地分红（元）": String(land * 200 + (r.chance(300) ? 0 : r.between(1, 90) * 10)),
    };
  });
}

/** What the plan asks of three villages, exactly reached or a little more; and what others grow. */
function industries(r: Random): Cells[] {
  const targets = [
    ["核桃村", "红薯", 1000],
    ["核桃村", "海椒", 500],
    ["黄檀村", "稻虾", 2000],
    ["黄檀村", "金银花", 500],
    ["黄檀村", "草坪", 500],
  ] as const;
  const places = new Map<string, number>();
  const numbered = (village: string) => {
    const place = (places.get(village) ?? 0) + 1;
    places.set(village, place);
    return { 村名: village, 村产业编号: String(place) };
  };
  return [
    ...targets.map(([village, kind, area]) => ({
      ...numbered(village),
      产业种类: kind,
      "产业面积（亩）": r.chance(500) ? String(area) : hundredths(area * 100 + r.between(1, 9000)),
    })),
    { ...numbered("经堂村"), 产业种类: "肉兔", "产业存栏（只）": String(10_000 + r.below(3) * 120) },
    ...VILLAGES.slice(3).map(([village]) => ({
      ...numbered(village),
      产业种类: r.pick(["红薯", "海椒", "其他产业"]),
      "产业面积（亩）": hundredths(r.between(2000, 30_000)),
    })),
  ];
}

function cooperatives(r: Random): Cells[] {
  return VILLAGES.map(([village], i) => {
    const members = r.between(4, 24) * 5;
    // 80% exactly, one household short of it, or more.
    const poor = (members / 5) * 4;
    return {
      合作社名称: `${village}合作社`,
      "成员数（户）": String(members),
      "脱贫成员数（户）": String(i === 1 ? poor - 1 : i % 3 === 0 ? poor : r.between(poor, members)),
      区级认定合作社: yesNo(i === 0),
      受财政捐赠扶持: yesNo(i !== 1 && r.chance(600)),
    };
  });
}

const ENTERPRISE = [
  "企业名称",
  "年销售收入（万元）",
  "区级龙头企业",
  "新增规上",
  "享受扶贫政策",
  "吸纳贫困人口（人）",
  "企业贷款（元）",
  "企业房租（元/年）",
  "继续扶持决定",
] as const;

/** The company that the plan names sells for one yuan more than 100 million. */
function enterprises(r: Random): Cells[] {
  const named = {
    企业名称: "黄海食品有限公司",
    "年销售收入（万元）": "10000.0001",
    区级龙头企业: "是",
    新增规上: "否",
    享受扶贫政策: "是",
    "吸纳贫困人口（人）": "36",
    "企业贷款（元）": "800000",
    "企业房租（元/年）": "96000",
  };
  const others = ["甲农产品公司", "乙养殖公司", "丙运输公司", "丁建材公司", "戊饲料公司"].map((name, i) => {
    const employees = [5, 4, 12, 0, 8][i] as number;
    return {
      企业名称: name,
      "年销售收入（万元）": String(r.between(200, 6000)),
      区级龙头企业: "否",
      新增规上: yesNo(i === 0),
      享受扶贫政策: yesNo(i !== 3),
      "吸纳贫困人口（人）": String(employees),
      "企业贷款（元）": String(r.between(0, 30) * 10_000),
      "企业房租（元/年）": String(r.between(0, 12) * 3000),
      继续扶持决定: employees === 4 ? "镇长办公会同意，次年补足" : "",
    };
  });
  return [named, ...others];
}

/** 43 advisers and experts, none of the same name. */
function advisers(r: Random): Cells[] {
  const names = new Set<string>();
  while (names.size < 43) names.add(personName(r));
  return [...names].map((name) => ({ 指导人员姓名: name }));
}

export const HEBAO: Scheme = {
  id: "hebao",
  names: ["hebao", "hebao-2020", "河包", "河包2020"],
  about: {
    en: "Hebao 2020: 800 households that the plan is meant for, 600 reached (75.0%), 12 villages, with industries, co-operatives and enterprises",
    zh: "河包2020：到户对象800户、已到户600户（75.0%）、12个村，含村产业、合作社与企业",
  },
  generate,
  twin: { joinedBy: "户主证件号码", dates: [] },
};
