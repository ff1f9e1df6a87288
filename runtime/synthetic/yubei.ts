/**
 * Yubei 2024: the totals of the document (1,015 households, town ceilings of 3,045,000 yuan) exactly, whatever the seed,
 * and a likely course of the year: grants of 2,029,300 and rewards of 834,100 yuan, no town over its ceiling.
 */
import { householdIds, identityNumber, personName, TOWNS, two, village } from "./people.js";
import { type Random, random } from "./random.js";
import { type GeneratedRoster, hundredths, repeated, type Scheme } from "./scheme.js";

const TOWN_SIZES = [140, 130, 120, 110, 100, 90, 89, 79, 69, 49, 39];
const SIZES = [
  [1, 178],
  [2, 284],
  [3, 254],
  [4, 172],
  [5, 81],
  [6, 30],
  [7, 16],
] as const;
/** 户类型, 监测对象类型 */
const KINDS: readonly (readonly [readonly [string, string], number])[] = [
  [["脱贫户", "无"], 930],
  [["脱贫户", "脱贫不稳定户"], 27],
  [["一般农户", "边缘易致贫户"], 25],
  [["一般农户", "突发严重困难户"], 33],
];

/** Money in steps of 50 yuan. */
const STEP = 50;
const GRANTS = 2_029_300 / STEP;
const REWARDS = 834_100 / STEP;
const GRANT_CAP = 4000 / STEP;
const REWARD_CAP = 2000 / STEP;
const NORM = 3000 / STEP;
/** Households whose income reaches their town's standard: 82%. */
const REACHED = 832;

/** Grants: mean 2,000, standard deviation about 650. */
const GRANT_DRAW = [
  [0, 8],
  [20, 14],
  [160, 27],
  [500, 40],
  [840, 53],
  [980, 66],
  [1000, 80],
] as const;
const REWARD_DRAW = [
  [0, 4],
  [160, 12],
  [500, 20],
  [840, 28],
  [1000, 40],
] as const;
const THINGS = [
  ["鸡苗", 10],
  ["鸭苗", 10],
  ["仔猪", 50],
  ["果苗", 10],
  ["肥料", 25],
  ["饲料", 25],
  ["小型农具", 50],
] as const;

interface Household {
  readonly town: number;
  readonly reached: boolean;
  grant: number;
  reward: number;
}

function generate(seed: number): GeneratedRoster {
  const r = random(seed);
  const towns = repeated(TOWN_SIZES.map((count, town) => [town, count] as const));
  const sizes = r.shuffled(repeated(SIZES));
  const kinds = r.shuffled(repeated(KINDS));
  const reached = r.shuffled(
    repeated([
      [true, REACHED],
      [false, towns.length - REACHED],
    ] as const),
  );
  const households = towns.map((town, i): Household => {
    const reaches = reached[i] as boolean;
    return { town, reached: reaches, grant: r.along(GRANT_DRAW), reward: reaches ? r.along(REWARD_DRAW) : 0 };
  });
  settle(households, r, "grant", GRANTS, 1, GRANT_CAP);
  settle(households, r, "reward", REWARDS, 1, REWARD_CAP);
  // In whole hundreds of yuan; each town has its own.
  const standards = TOWN_SIZES.map(() => r.between(30, 60) * 100);

  const rows: string[][] = [];
  const projects: string[][] = [];
  const idIn = householdIds();
  households.forEach((h, i) => {
    const id = idIn(h.town);
    const [registered = "", monitoring = ""] = kinds[i] ?? [];
    const confirmed = `2024-${two(r.between(2, 3))}-${two(r.between(1, 28))}`;
    const accepted = r.chance(300) ? `2024-06-${two(r.between(1, 14))}` : `2024-05-${two(r.between(6, 31))}`;
    rows.push([
      id,
      TOWNS[h.town] as string,
      village(r),
      personName(r),
      identityNumber(r, i),
      registered,
      monitoring,
      monitoring === "无" ? "" : r.chance(497) ? "是" : "否",
      String(sizes[i]),
      confirmed,
      accepted,
      h.reached ? String(h.reward * STEP) : "",
    ]);
    projects.push(...projectsOf(h, id, standards[h.town] as number, r));
  });
  return {
    title: `合成数据：渝北2024年到户到人项目，1015户。乡镇、村、姓名、编号均为虚构，不代表任何真实农户。种子 ${seed}`,
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
          "风险是否消除",
          "家庭人口（人）",
          "确认日期",
          "验收日期",
          "奖励金.核定（元）",
        ],
        rows,
      },
      {
        name: "project",
        headings: [
          "户编号",
          "项目编号",
          "补助内容",
          "支出类别",
          "数量",
          "单价（元）",
          "核定补助（元）",
          "验收金额（元）",
          "生产经营收入（元）",
        ],
        rows: projects,
      },
    ],
    parameters: {
      name: "parameters",
      headings: ["乡镇", "达标收入"],
      rows: standards.map((standard, town) => [TOWNS[town] as string, `${standard}元`]),
    },
  };
}

/**
 * Moves amounts one step at a time until they sum to `target`, within `low` to `high`, and until no town spends more than
 * its ceiling: steps are taken from towns that are over it first, and given only where there is room.
 */
function settle(
  all: readonly Household[],
  r: Random,
  what: "grant" | "reward",
  target: number,
  low: number,
  high: number,
): void {
  const payees = r.shuffled(all.filter((h) => what === "grant" || h.reached));
  const spent = TOWN_SIZES.map((_, town) =>
    all.filter((h) => h.town === town).reduce((sum, h) => sum + h.grant + h.reward, 0),
  );
  const room = (town: number) => (TOWN_SIZES[town] as number) * NORM - (spent[town] as number);
  const move = (h: Household, by: 1 | -1) => {
    h[what] += by;
    spent[h.town] = (spent[h.town] as number) + by;
  };
  let sum = payees.reduce((total, h) => total + h[what], 0);
  for (let i = 0; payees.some((h) => room(h.town) < 0) || sum !== target; i += 1) {
    const h = payees[i % payees.length] as Household;
    if (h[what] > low && (room(h.town) < 0 || sum > target)) {
      move(h, -1);
      sum -= 1;
    } else if (sum < target && h[what] < high && room(h.town) > 0) {
      move(h, 1);
      sum += 1;
    }
  }
}

/** One to three projects that share the grant; their income reaches the town's standard or does not. */
function projectsOf(h: Household, id: string, standard: number, r: Random): string[][] {
  const count = Math.min(
    h.grant,
    r.weighted([
      [1, 55],
      [2, 35],
      [3, 10],
    ]),
  );
  const grants = split(h.grant, count, r);
  // In hundredths of a yuan. One in twenty stands exactly on the standard, or one hundredth below it.
  const close = r.chance(50);
  const income = h.reached
    ? standard * 100 + (close ? 0 : r.between(1, 600_000))
    : Math.max(0, standard * 100 - (close ? 1 : r.between(2, standard * 100)));
  const incomes = split(income, count, r);
  return grants.map((grant, i) => {
    const [content, price] = r.pick(THINGS);
    const approved = grant * STEP;
    const less = r.chance(60) ? Math.min(approved, r.between(1, 4) * STEP) : 0;
    return [
      id,
      String(i + 1),
      content,
      "生产经营性支出",
      String(approved / price),
      String(price),
      String(approved),
      String(approved - less),
      hundredths(incomes[i] as number),
    ];
  });
}

/** `total` in `count` whole parts, none of them 0 where that is possible. */
function split(total: number, count: number, r: Random): number[] {
  const parts: number[] = [];
  let left = total;
  for (let i = count; i > 1; i -= 1) {
    const part = left <= i ? Math.min(1, left) : r.between(1, Math.max(1, Math.floor((left * 2) / i) - 1));
    const taken = Math.min(part, Math.max(0, left - (i - 1)));
    parts.push(taken);
    left -= taken;
  }
  return [...parts, left];
}

export const YUBEI: Scheme = {
  id: "yubei",
  names: ["yubei", "yubei-2024", "渝北", "渝北2024"],
  about: {
    en: "Yubei 2024: 1,015 households, 2,893 people, 11 towns, their projects and towns' standards",
    zh: "渝北2024：1015户、2893人、11个镇，含到户项目与各镇达标收入",
  },
  generate,
  twin: { joinedBy: "户编号", dates: ["确认日期", "验收日期"] },
};
