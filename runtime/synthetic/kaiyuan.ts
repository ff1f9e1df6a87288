/**
 * Kaiyuan 2024: 1,600 households with their members, projects and the city's funds. Exactly 2,500 people of the scheme's
 * households work away, the city's own appropriation is 10,000,000 yuan, and there are 21 industry projects, 11 model
 * villages and 9 collective projects, whatever the seed.
 */
import { bornOn, householdIds, identityNumbers, personName, TOWNS, two, village } from "./people.js";
import { type Random, random } from "./random.js";
import { type GeneratedRoster, hundredths, parameterList, repeated, type Scheme, tableOf, yesNo } from "./scheme.js";

const TOWN_COUNT = 18;
const SIZES = [
  [1, 280],
  [2, 448],
  [3, 400],
  [4, 271],
  [5, 128],
  [6, 48],
  [7, 25],
] as const;
/** 户类型, 监测对象类型 */
const KINDS: readonly (readonly [readonly [string, string], number])[] = [
  [["脱贫户", "无"], 1430],
  [["脱贫户", "脱贫不稳定户"], 44],
  [["一般农户", "边缘易致贫户"], 41],
  [["一般农户", "突发严重困难户"], 55],
  [["一般农户", "无"], 30],
];
const EMPLOYED = 2500;
const ON_BOUND = 12;
/** Yuan per head: 7% at or below 8,500, 17% at or below 10,000. */
const INCOME = [
  [0, 4200],
  [70, 8500],
  [170, 10_000],
  [500, 13_500],
  [830, 18_300],
  [950, 22_900],
  [1000, 42_000],
] as const;
/** Incomes on the bounds, in hundredths of a yuan. */
const BOUNDS = [850_000, 850_001, 849_999, 1_000_000, 999_999];
const MEASURES = ["公益岗", "产业帮扶", "小额信贷", "技能培训", "雨露计划"];
const POSTS = ["保洁", "护林", "水管", "养老护理"];
const THINGS = [
  ["鸡雏", 8],
  ["仔猪", 600],
  ["大棚膜", 450],
  ["果树苗", 25],
  ["绒山羊", 1100],
  ["菌棒", 5],
] as const;

type Cells = Record<string, string>;

interface Household {
  readonly id: string;
  readonly town: number;
  readonly size: number;
  readonly assisted: boolean;
  readonly monitored: boolean;
  readonly members: Cells[];
  readonly cells: Cells;
}

const HOUSEHOLD = [
  "户编号",
  "乡镇",
  "村",
  "户主姓名",
  "户主证件号码",
  "户类型",
  "监测对象类型",
  "风险是否消除",
  "家庭人口（人）",
  "人均纯收入（元）",
  "上年人均纯收入（元）",
  "有劳动力",
  "返贫或新致贫",
  "帮扶措施",
  "参与产业项目",
  "分配系数",
] as const;

function generate(seed: number): GeneratedRoster {
  const r = random(seed);
  const idIn = householdIds();
  const identity = identityNumbers();
  const sizes = r.shuffled(repeated(SIZES));
  const kinds = r.shuffled(repeated(KINDS));
  const onBound = new Map(
    r.shuffled(kinds.flatMap(([type], i) => (type === "脱贫户" ? [i] : []))).flatMap((i, place) => {
      const bound = BOUNDS[Math.floor(place / ON_BOUND)];
      return bound === undefined ? [] : [[i, bound] as const];
    }),
  );
  const households = kinds.map((kind, i) => {
    const town = i % TOWN_COUNT;
    return household(idIn(town), town, sizes[i] as number, kind, onBound.get(i) ?? null, identity, r);
  });
  employ(households, r);

  return {
    title: `合成数据：开原2024年衔接工作产业实施方案，1600户，务工2500人，本级资金1000万元。乡镇、村、姓名、编号均为虚构，不代表任何真实农户。种子 ${seed}`,
    tables: [
      tableOf(
        "household",
        HOUSEHOLD,
        households.map((h) => h.cells),
      ),
      tableOf(
        "member",
        MEMBER,
        households.flatMap((h) => h.members),
      ),
      tableOf(
        "project",
        ["户编号", "项目编号", "补助内容", "数量", "单价（元）", "项目确认日期", "项目验收日期"],
        households.flatMap((h) => projects(h, r)),
      ),
      tableOf("self_built_project", SELF_BUILT, selfBuilt(r)),
      tableOf(
        "debt_project",
        ["债权项目编号", "投入资金（元）", "投入月数（月）", "债权年收益（元）", "到期日期", "已收回资金（元）"],
        debts(r),
      ),
      tableOf(
        "operating_project",
        [
          "经营项目编号",
          "经营收益（元）",
          "折旧费（元）",
          "维护费（元）",
          "协议本金（元）",
          "协议保底比例（%/年）",
          "协议浮动收益（元）",
        ],
        operating(r),
      ),
      tableOf(
        "power_station",
        ["电站编号", "电站收益（元）"],
        Array.from({ length: 16 }, (_, i) => ({
          电站编号: `光伏${two(i + 1)}`,
          "电站收益（元）": hundredths(r.between(1_500_000, 9_000_000)),
        })),
      ),
      tableOf(
        "project_fund",
        ["资金项目编号", "资金用途", "资金级别", "资金总额（元）", "已支出（元）", "项目类别", "到账日期"],
        funds(r),
      ),
    ],
    parameters: parameterList({
      当地农民增速: "6.8%",
      上年低收入占比: "24%",
      叠加收益池: "600000元",
      监测户收益池: "420000元",
      监测户系数: "2",
      公益岗标准: "600元每月",
      到户奖补比例: Object.fromEntries(TOWNS.slice(0, TOWN_COUNT).map((name) => [name, `${r.between(8, 16) * 5}%`])),
      预付比例: Object.fromEntries(
        TOWNS.slice(0, TOWN_COUNT)
          .filter(() => r.chance(300))
          .map((name) => [name, `${r.between(2, 5) * 5}%`]),
      ),
    }),
  };
}

function household(
  id: string,
  town: number,
  size: number,
  [registered, monitoring]: readonly [string, string],
  bound: number | null,
  identity: ReturnType<typeof identityNumbers>,
  r: Random,
): Household {
  const monitored = monitoring !== "无";
  const assisted = registered === "脱贫户" || monitored;
  const members = people(id, size, identity, r);
  const head = members[0] as Cells;
  const able = members.some((m) => ABLE.has(m.劳动技能 as string));
  // Hundredths of a yuan. Last year: mostly 8 to 16% less, one household in twenty earned more then.
  const income = bound ?? r.along(INCOME) * 100;
  const grown = bound === null && r.chance(50) ? -r.between(2, 20) : r.between(8, 16);
  const before = Math.floor((income * 100) / (100 + grown));
  const helped = registered === "脱贫户" && (income <= 1_000_000 || income < before);
  return {
    id,
    town,
    size,
    assisted,
    monitored,
    members,
    cells: {
      户编号: id,
      乡镇: TOWNS[town] as string,
      村: village(r),
      户主姓名: head.姓名 as string,
      户主证件号码: head.证件号码 as string,
      户类型: registered,
      监测对象类型: monitoring,
      风险是否消除: monitored ? yesNo(r.chance(497)) : "",
      "家庭人口（人）": String(size),
      "人均纯收入（元）": hundredths(income),
      "上年人均纯收入（元）": hundredths(before),
      有劳动力: yesNo(able),
      返贫或新致贫: "否",
      帮扶措施: (helped && r.chance(985)) || monitored ? r.pick(MEASURES) : "",
      参与产业项目: yesNo(bound !== null || r.chance(620)),
      分配系数: monitored ? r.pick(["1", "1.2", "1.5", "2"]) : "",
    },
  };
}

const ABLE = new Set(["普通劳动力", "技能劳动力", "弱劳动力或半劳动力"]);
const MEMBER = [
  "户编号",
  "人口编号",
  "姓名",
  "证件号码",
  "与户主关系",
  "出生日期",
  "劳动技能",
  "健康状况",
  "残疾等级",
  "在校",
  "务工月数（月）",
  "公益性岗位",
  "在岗月数（月）",
] as const;

/** A head, most often a spouse, then children, parents and grandchildren. */
function people(id: string, size: number, identity: ReturnType<typeof identityNumbers>, r: Random): Cells[] {
  const headBorn = r.between(1948, 1986);
  return Array.from({ length: size }, (_, i): Cells => {
    const relation =
      i === 0
        ? "户主"
        : i === 1 && r.chance(820)
          ? "配偶"
          : r.weighted([
              ["之子", 40],
              ["之女", 30],
              ["之父母", 15],
              ["之孙子女", 15],
            ] as const);
    const born = bornBeside(headBorn, relation, r);
    const age = 2024 - born;
    const labour =
      age < 16 || age > 76
        ? "无劳动力"
        : r.weighted([
            ["普通劳动力", age < 62 ? 74 : 30],
            ["技能劳动力", age < 62 ? 12 : 2],
            ["弱劳动力或半劳动力", age < 62 ? 8 : 48],
            ["丧失劳动力", age < 62 ? 6 : 20],
          ] as const);
    const number = identity(r, born);
    return {
      户编号: id,
      人口编号: two(i + 1),
      姓名: personName(r),
      证件号码: number,
      与户主关系: relation,
      出生日期: bornOn(number),
      劳动技能: labour,
      健康状况: labour === "丧失劳动力" ? r.pick(["患有大病", "残疾"]) : r.chance(200) ? "长期慢性病" : "健康",
      残疾等级: "无",
      在校: yesNo(age >= 6 && age <= 19),
    };
  });
}

/** A year of birth that fits the relation to the head, 1935 to 2022. */
function bornBeside(head: number, relation: string, r: Random): number {
  const years: Readonly<Record<string, readonly [number, number]>> = {
    户主: [0, 0],
    配偶: [-4, 5],
    之子: [22, 34],
    之女: [22, 34],
    之父母: [-30, -20],
    之孙子女: [44, 60],
  };
  const [from, to] = years[relation] ?? [0, 0];
  return Math.min(2022, Math.max(1935, head + r.between(from, to)));
}

/** 2,500 of those who can work away do so, and some of the others who have strength left hold a post in the village. */
function employ(households: readonly Household[], r: Random): void {
  const counted = households.filter((h) => h.assisted).flatMap((h) => h.members);
  const able = (m: Cells) => ABLE.has(m.劳动技能 as string) && m.在校 !== "是";
  // Should a roster ever hold too few who can work, those who can hardly do are counted too.
  const order = [...r.shuffled(counted.filter(able)), ...r.shuffled(counted.filter((m) => !able(m)))];
  for (const m of households.flatMap((h) => (h.assisted ? [] : h.members)))
    m["务工月数（月）"] = String(r.between(0, 10));
  order.forEach((m, i) => {
    m["务工月数（月）"] = String(i >= EMPLOYED ? 0 : r.chance(40) ? 1 : r.between(3, 12));
    if (i >= EMPLOYED && ABLE.has(m.劳动技能 as string) && r.chance(350)) {
      m.公益性岗位 = r.pick(POSTS);
      m["在岗月数（月）"] = String(r.between(3, 12));
    }
  });
}

/** A third of the households built something; one project in eight is not accepted yet and does not count. */
function projects(h: Household, r: Random): Cells[] {
  if (!h.assisted || !r.chance(340)) return [];
  const count = r.weighted([
    [1, 70],
    [2, 25],
    [3, 5],
  ] as const);
  return Array.from({ length: count }, (_, i) => {
    const [content, price] = r.pick(THINGS);
    const confirmed = `2024-0${r.between(3, 6)}-${two(r.between(1, 28))}`;
    return {
      户编号: h.id,
      项目编号: String(i + 1),
      补助内容: content,
      数量: String(Math.max(1, Math.floor(r.between(800, 5200) / price))),
      "单价（元）": r.chance(200) ? hundredths(price * 100 + r.between(-50, 50)) : String(price),
      项目确认日期: confirmed,
      项目验收日期: r.chance(875) ? `2024-${two(r.between(8, 10))}-${two(r.between(1, 28))}` : "",
    };
  });
}

const SELF_BUILT = [
  "自建项目编号",
  "乡镇",
  "项目资金（元）",
  "开工日期",
  "建设进度（%）",
  "竣工验收日期",
  "项目年收益（元）",
  "运营月数（月）",
] as const;

/** 6% a year for the months that it ran, in hundredths of a yuan: exactly, one short, or more. */
function yearly(capital: number, months: number, r: Random): number {
  const least = (capital * 6 * months) / 12;
  return r.weighted([
    [least, 25],
    [Math.max(0, least - 1), 10],
    [least + r.between(1, 5_000_000), 65],
  ] as const);
}

function selfBuilt(r: Random): Cells[] {
  return Array.from({ length: 14 }, (_, i) => {
    const grant = r.between(30, 400) * 10_000;
    const done = r.chance(600);
    const months = r.chance(500) ? 12 : r.between(2, 11);
    return {
      自建项目编号: `自建${two(i + 1)}`,
      乡镇: TOWNS[r.below(TOWN_COUNT)] as string,
      "项目资金（元）": r.chance(300) ? hundredths(grant * 100 + r.between(1, 99)) : String(grant),
      开工日期: `2024-0${r.between(3, 5)}-${two(r.between(1, 28))}`,
      "建设进度（%）": done ? "100" : r.pick(["55", "69", "70", "85"]),
      竣工验收日期: done ? `2024-${two(r.between(8, 10))}-${two(r.between(1, 28))}` : "",
      "项目年收益（元）": done ? hundredths(yearly(grant, months, r)) : "0",
      "运营月数（月）": String(done ? months : 0),
    };
  });
}

/** Some fall due on the very day of the notice, some before it, and one of these has not been paid back. */
function debts(r: Random): Cells[] {
  return Array.from({ length: 10 }, (_, i) => {
    const invested = r.between(20, 200) * 10_000;
    const months = r.chance(600) ? 12 : r.between(3, 11);
    const due = i === 0 ? "2024-10-30" : i < 4 ? `2024-0${r.between(4, 9)}-30` : `2025-0${r.between(3, 9)}-30`;
    return {
      债权项目编号: `债权${two(i + 1)}`,
      "投入资金（元）": String(invested),
      "投入月数（月）": String(months),
      "债权年收益（元）": hundredths(yearly(invested, months, r)),
      到期日期: due,
      "已收回资金（元）": i > 0 && i < 4 ? String(i === 1 ? invested - 50_000 : invested) : "0",
    };
  });
}

function operating(r: Random): Cells[] {
  return Array.from({ length: 12 }, (_, i) => {
    const capital = r.between(20, 150) * 10_000;
    const floating = r.between(0, 20) * 1000;
    // In hundredths of a yuan: 5% of the capital, and what floats.
    const agreed = capital * 5 + floating * 100;
    return {
      经营项目编号: `经营${two(i + 1)}`,
      "经营收益（元）": hundredths(i === 0 ? agreed : i === 1 ? agreed - 1 : agreed + r.between(0, 3_000_000)),
      "折旧费（元）": String(r.between(0, 8) * 1000),
      "维护费（元）": hundredths(r.between(0, 500_000)),
      "协议本金（元）": String(capital),
      "协议保底比例（%/年）": "5",
      "协议浮动收益（元）": String(floating),
    };
  });
}

/** 40 million from above, 61.5% of it for industry and 78% of it spent; 10 million of the city's own. */
const FUNDS: readonly (readonly [kind: string, use: string, level: string, total: number, count: number])[] = [
  ["帮扶产业", "产业发展", "中央", 14_600_000, 11],
  ["帮扶产业", "产业发展", "省级", 7_000_000, 6],
  ["新型集体经济", "产业发展", "省级", 3_000_000, 5],
  ["典型村创建", "基础设施", "省级", 8_800_000, 8],
  ["其他类别", "基础设施", "中央", 6_600_000, 5],
  ["帮扶产业", "产业发展", "县级", 4_200_000, 4],
  ["新型集体经济", "产业发展", "县级", 2_400_000, 4],
  ["典型村创建", "基础设施", "县级", 2_400_000, 3],
  ["其他类别", "其他用途", "县级", 1_000_000, 2],
];
const SPENT_PERCENT = 78;

function funds(r: Random): Cells[] {
  let number = 0;
  return FUNDS.flatMap(([kind, use, level, total, count]) => {
    const each = shares(total / 1000, count, r).map((thousands) => thousands * 1000);
    const spent = spend(each, (total / 100) * SPENT_PERCENT);
    return each.map((fund, i): Cells => {
      number += 1;
      return {
        资金项目编号: `资金${two(number)}`,
        资金用途: use,
        资金级别: level,
        "资金总额（元）": String(fund),
        "已支出（元）": String(spent[i]),
        项目类别: kind,
        // Exactly a month before the notice, longer ago, or just now.
        到账日期: r.weighted([
          ["2024-09-30", 20],
          [`2024-0${r.between(3, 8)}-15`, 60],
          ["2024-10-18", 20],
        ] as const),
      };
    });
  });
}

/** A total in that many whole parts, none under half of an equal share. */
function shares(total: number, count: number, r: Random): number[] {
  const least = Math.floor(total / count / 2);
  const cuts = Array.from({ length: count - 1 }, () => r.below(total - least * count + 1)).sort((a, b) => a - b);
  return Array.from({ length: count }, (_, i) => least + (cuts[i] ?? total - least * count) - (cuts[i - 1] ?? 0));
}

/** One project after another is used up, until `total` is. */
function spend(each: readonly number[], total: number): number[] {
  let left = total;
  return each.map((fund) => {
    const spent = Math.min(fund, left);
    left -= spent;
    return spent;
  });
}

export const KAIYUAN: Scheme = {
  id: "kaiyuan",
  names: ["kaiyuan", "kaiyuan-2024", "开原", "开原2024"],
  about: {
    en: "Kaiyuan 2024: 1,600 households with their members and projects, 2,500 people employed, funds of every level, 10 million yuan of the city's own",
    zh: "开原2024：1600户，含成员与到户项目，务工2500人，各级资金项目，本级资金1000万元",
  },
  generate,
  twin: { joinedBy: "户编号", dates: ["项目验收日期", "到账日期"] },
};
