/** Clauses as text: values first, then who is eligible for what, what is limited, paid out, checked and told. */
import type { Draw } from "./draw.js";
import { area, condition, date, money, NOTHING, type Scope } from "./expressions.js";

/** What the clauses written so far have declared. */
export interface Declared {
  readonly values: Scope["named"];
  readonly readings: readonly string[];
  readonly tiers: readonly string[];
}

export interface Made {
  readonly text: string;
  readonly declared: Declared;
}

const CITE = ' cite "第一条" quoting "连片种植"';

// ---------------------------------------------------------------- parameters

/** Each of these at most once. Names of money, rates and so on are added to what may be read. */
export function parameters(d: Draw): Made {
  const parts: string[] = [];
  const values: Record<keyof Scope["named"], string[]> = {
    money: [],
    area: [],
    bool: [],
    date: [],
    rate: [],
    people: [],
    monthly: [],
  };
  const tiers: string[] = [];
  const maybe = (times: number, make: () => void) => {
    if (d.once(times)) make();
  };
  maybe(2, () => {
    parts.push(`param flat/定额 "一次性定额"${d.once(3) ? CITE : ""} = ${d.pick(["300", "0.05", "2999.996"])} yuan`);
    values.money.push("flat");
  });
  maybe(2, () => {
    parts.push(`param rate/标准 = ${d.pick(["300", "312.5", "0.333"])} yuan per mu`);
    values.rate.push("rate");
  });
  maybe(3, () => {
    const rest = d.once(2) ? "\n  - otherwise → 10 yuan per mu" : "";
    const first = rest !== "" && d.once(2) ? "2 to 4 mu" : "at most 4 mu";
    parts.push(
      `param tier/面积档 by area\n  - ${first} → ${d.pick(["100", "0.5"])} yuan per mu\n  - more than 4 to under 8 mu → 150.25 yuan per mu\n  - 8 mu or above → ${d.pick(["200", "99.99"])} yuan per mu${rest}`,
    );
    tiers.push("tier");
  });
  maybe(3, () => {
    const second = d.pick(["ordinary or marginal → 80.5 yuan", "ordinary → 80 yuan\n  - otherwise → 0 yuan"]);
    parts.push(`param by_kind/分类标准 by kind\n  - lifted → ${d.pick(["2000", "0.01"])} yuan\n  - ${second}`);
    values.money.push("by_kind");
  });
  maybe(4, () => {
    parts.push(
      "param by_both/两项标准 by kind, grade\n  - lifted, first or second → 300 yuan\n  - ordinary, first → 200 yuan\n  - otherwise → 7.005 yuan",
    );
    values.money.push("by_both");
  });
  maybe(4, () => {
    parts.push(
      'param by_town/分镇标准 by town\n  - "甲镇" → 60 yuan\n  - "乙镇" or "丙镇" → 90.5 yuan\n  - otherwise → 1 yuan',
    );
    values.money.push("by_town");
  });
  maybe(5, () => {
    parts.push('param by_file/表列标准 by grade, kind from "rates.csv"');
    values.money.push("by_file");
  });
  maybe(4, () => {
    parts.push(
      "param dated/分期标准 by as_of\n  - before 2024-03-01 → 100 yuan\n  - no earlier than 2024-03-01 → 120.5 yuan",
    );
    values.money.push("dated");
  });
  maybe(3, () => {
    parts.push(
      `param town_rate/镇标准: yuan per mu, 0 yuan per mu to 500 yuan per mu${d.once(2) ? ", blank means 20 yuan per mu" : ""}, set by town`,
    );
    values.rate.push("town_rate");
  });
  maybe(4, () => {
    parts.push("param county_sum/县定额: yuan, 0 yuan to 100000 yuan, set by county");
    values.money.push("county_sum");
  });
  maybe(5, () => {
    parts.push("param open_now/开放申请: yes/no, set by county", "param until/截止日期: date, set by county");
    values.bool.push("open_now");
    values.date.push("until");
  });
  maybe(6, () => {
    parts.push(
      "param season/季节: one of (spring/春季, autumn/秋季), set by county",
      "param runs/批次: whole number, 0 to 9, set by county",
    );
    values.bool.push("(season is spring)", "(runs at least 2)");
  });
  return { text: parts.join("\n"), declared: { values, readings: [], tiers } };
}

// ---------------------------------------------------------------- questions and definitions

export function definitions(d: Draw, before: Declared, roster: boolean): Made {
  const parts: string[] = [];
  const values = Object.fromEntries(Object.entries(before.values).map(([k, v]) => [k, [...v]])) as Record<
    keyof Scope["named"],
    string[]
  >;
  const readings: string[] = [];
  const scope = (): Scope => ({
    about: "household",
    named: values,
    readings,
    tiers: before.tiers,
    eligible: false,
    roster,
  });
  values.bool.push("small");
  if (d.once(3)) {
    const taken = d.pick(["strict", "inclusive"]);
    parts.push(
      `question sow_rule/母猪达标 "是否含3头"${d.once(3) ? CITE : ""}\n  - strict/超过三头 "超过3头" = sows more than 3 head\n  - inclusive/含三头 = sows 3 head or more\n  taken ${taken}`,
    );
    values.bool.push("sow_rule");
  }
  if (d.once(3)) {
    parts.push(
      `question reach/限额范围\n  - everything/全产业\n  - by_branch/分产业\n  taken ${d.pick(["everything", "by_branch"])}`,
    );
    readings.push("(reach is everything)", "(reach is by_branch)");
  }
  if (d.once(4)) {
    parts.push(
      `question how/算法\n  - low/从低 = ${money(d, scope(), 1)}\n  - high/从高 = ${money(d, scope(), 1)}\n  taken low`,
    );
    values.money.push("how");
  }
  if (d.once(2)) {
    parts.push(`define base_sum/基数 = ${money(d, scope(), 2)}`);
    values.money.push("base_sum");
  }
  if (d.once(3)) {
    parts.push(`define planted/种植面积 "两项合计" = ${area(d, scope(), 1)}`);
    values.area.push("planted");
  }
  if (d.once(2)) {
    parts.push(`define reached/达标 = any of\n  - ${d.some(2, 3, () => condition(d, scope(), 1)).join("\n  - ")}`);
    values.bool.push("reached");
  }
  if (d.once(4)) {
    parts.push(`define due_on/应办日期 = ${date(d, scope(), 1)}`);
    values.date.push("due_on");
  }
  if (d.once(4)) {
    parts.push("define elders/老人 = count of members where (years from born_on to as_of at least 60 years)");
    values.people.push("elders");
  }
  if (d.once(5)) {
    parts.push("define pay_month/月标准 = (income in yuan per month) + 10 yuan per month");
    values.monthly.push("pay_month");
  }
  return { text: parts.join("\n"), declared: { values, readings, tiers: before.tiers } };
}

// ---------------------------------------------------------------- guards

function exceptions(d: Draw, s: Scope): string {
  return d.some(0, 2, (i) => `\n  except when ${condition(d, s, 1)}${i === 0 ? ' "除外情形"' : ""}`).join("");
}

export function eligibility(d: Draw, s: Scope): string {
  return `eligible when ${condition(d, s, 2)}${exceptions(d, s)}${d.once(5) ? `\n ${CITE}` : ""}`;
}

// ---------------------------------------------------------------- awards

function cuts(d: Draw, s: Scope): string {
  const floor = d.once(4) ? ` no less than ${d.pick(["100 yuan", "0.005 yuan", money(d, s, 0)])}` : "";
  const ceiling = d.once(2) ? ` up to ${d.pick(["3000 yuan", "2999.996", money(d, s, 1)])}` : "";
  return floor + ceiling;
}

function amount(d: Draw, s: Scope, depth: number): string {
  return `${money(d, s, depth)}${cuts(d, s)}`;
}

function entered(d: Draw, s: Scope): string {
  return d.pick([
    () => `up to ${d.pick(["3000 yuan", "0.3 wan yuan", money(d, s, 0)])}`,
    () => "no less than 100 yuan up to 3000 yuan",
    () => `approved amount up to ${money(d, s, 1)}`,
  ])();
}

const EXCLUSIVE: readonly (readonly [string, string])[] = [
  ["area under 5 mu", "area at least 5 mu"],
  ["kind is lifted", "kind is one of (ordinary, marginal)"],
  ["able", "not able"],
  ["pigs at most 6 head", "pigs more than 6 head"],
];

/** The body of a benefit for a household, apart from its exceptions. */
function householdAward(d: Draw, s: Scope): string {
  const guard = d.once(2) ? `\n  when ${condition(d, s, 2)}` : "";
  return d.pick([
    () => `${guard}\n  pay ${amount(d, s, 3)}`,
    () => `${guard}\n  pay ${amount(d, s, 2)}`,
    () => `${guard}\n  pay ${entered(d, s)}`,
    () => {
      const [a, b] = d.pick(EXCLUSIVE);
      const rest = d.once(2) ? "\n  otherwise → 1 yuan" : "";
      return `\n  when ${a} → ${amount(d, s, 2)}\n  when ${b} → ${d.once(3) ? entered(d, s) : amount(d, s, 1)}${rest}`;
    },
    () => `\n  ${condition(d, s, 1)} → ${amount(d, s, 2)}\n  otherwise → ${amount(d, s, 1)}`,
    () => `\n  ${condition(d, s, 1)} → ${amount(d, s, 1)}`,
    () =>
      `${guard}\n  pay ${d.pick(["highest", "lowest", "sum", "average"])} of\n${d
        .some(1, 3, () => (d.once(3) ? `    - ${condition(d, s, 1)} → ${amount(d, s, 1)}` : `    - ${amount(d, s, 2)}`))
        .join("\n")}`,
    () =>
      `${guard}\n  pay first of\n${d.some(1, 2, () => `    - ${condition(d, s, 1)} → ${amount(d, s, 1)}`).join("\n")}\n    - otherwise → ${amount(d, s, 1)}`,
    () =>
      `${guard}\n  pay ${d.pick(["300", "66.67"])} yuan per mu of area, from ${d.pick(["5", "2.5"])} mu${d.once(2) ? ", counting at most 50 mu" : ""}`,
    () => `${guard}\n  pay 30.5 yuan per head of pigs, from 3 head, counting at most 10 head up to 3000 yuan`,
    () => `${guard}\n  pay 40 yuan per head of sows, counting at most ${d.pick(["3", "10"])} head`,
  ])();
}

function portionAward(d: Draw, s: Scope): string {
  const weight = d.pick(["size", "1", "area", money(d, s, 0)]);
  const rest = d.once(3) ? ` remainder to ${d.pick(["applied_on falling", "able, area rising"])}` : "";
  const guard = d.once(2) ? `\n  when ${condition(d, s, 1)}` : "";
  return `${guard}\n  pay portion of ${d.pick(["10000 yuan", "1.01 yuan", "0 yuan", "7777.77 yuan"])} by ${weight}${rest}${d.once(3) ? " up to 500 yuan" : ""}`;
}

function monthlyAward(d: Draw, s: Scope): string {
  const to = d.once(2) ? " to left_on" : "";
  const during = d.once(2) ? ` while ${condition(d, s, 1)}` : "";
  const part = d.pick(["whole", "by days", "dropped"]);
  const back = d.once(3) ? " back pay" : "";
  const rate = d.pick([
    "80 yuan per month",
    "50.5 yuan per person per month of size",
    "wage",
    "100 yuan per month / 3",
  ]);
  return `\n  every month from applied_on${to}${during} part months ${part}${back}\n  pay ${rate}`;
}

const NAMES = ["grain/粮食", "herd/养殖", "care/照护", "top_up/补差", "bonus/奖励"];
/** Second spellings: a run of Chinese without digits, and no word of the language. */
const ZH = ["甲", "乙", "丙", "丁"];
const id = (declared: string): string => declared.slice(0, declared.indexOf("/"));

export interface Benefits {
  readonly text: string;
  readonly ids: readonly string[];
}

export function householdBenefits(d: Draw, s: Scope): Benefits {
  const ids: string[] = [];
  const parts = d.some(1, 4, (i) => {
    const declared = NAMES[i] as string;
    // Earlier benefits' gross amounts may be read.
    const own: Scope = { ...s, named: { ...s.named, money: [...s.named.money, ...ids.map((b) => `${b}.gross`)] } };
    const form = s.roster ? d.int(9) : 0;
    const body = form === 8 ? portionAward(d, own) : form === 9 ? monthlyAward(d, own) : householdAward(d, own);
    const windows = ["", " per year", " per month", ...(s.roster ? [" per village"] : [])];
    const once = d.once(4) ? `\n  once${d.pick(windows)}` : "";
    ids.push(id(declared));
    return `benefit ${declared}${d.once(4) ? ` "第${i + 1}项"${CITE}` : ""}${body}${exceptions(d, own)}${once}`;
  });
  return { text: parts.join("\n"), ids };
}

export function projectBenefit(d: Draw, s: Scope): Benefits {
  const own: Scope = { ...s, about: "project", tiers: [] };
  const guard = d.once(2) ? `\n  when ${condition(d, own, 1)}` : "";
  const award = d.once(4) ? `up to ${money(d, own, 1)}` : amount(d, own, 2);
  const once = d.once(3) ? `\n  once per ${d.pick(["plot", "year"])}` : "";
  return { text: `benefit building/项目奖补${guard}\n  pay ${award}${exceptions(d, own)}${once}`, ids: ["building"] };
}

export function stationBenefit(d: Draw): Benefits {
  const own: Scope = { about: "station", named: NOTHING, readings: [], tiers: [], eligible: false, roster: true };
  const guard = d.once(2) ? `\n  when ${condition(d, own, 1)}` : "";
  return { text: `benefit sunshine/光伏收益${guard}\n  pay ${amount(d, own, 1)}`, ids: ["sunshine"] };
}

// ---------------------------------------------------------------- limits

const ORDERS = [
  "amount falling",
  "amount rising",
  "able, applied_on rising",
  "area falling",
  "poor, cost rising",
  "size",
];

/** `whole`: every benefit is for a household or below one, so that all of them may share a group. */
export function limits(d: Draw, s: Scope, ids: readonly string[], funded: boolean, whole: boolean): string {
  const some = () => (whole && d.once(2) ? "all benefits" : d.pick([...ids, ids.join(", ")]));
  const way = () =>
    d.pick([
      "report",
      "pro rata",
      "refuse",
      `serve ${d.pick(ORDERS)}`,
      `serve whole ${d.pick(ORDERS)}`,
      `serve ${d.pick(ORDERS)}, area`,
    ]);
  const guard = (wide: boolean) => {
    if (wide) return s.readings.length > 0 && d.once(2) ? `\n  when ${d.pick(s.readings)}` : "";
    const when = d.once(4) ? `\n  when ${condition(d, s, 1)}` : "";
    return `${when}${d.once(4) ? `\n  except when ${condition(d, s, 1)} "不受限"` : ""}`;
  };
  const line = (n: number, wide: boolean, rest: string) =>
    `limit cap_${n}/封顶${ZH[n]}${d.once(5) ? CITE : ""}${guard(wide)}\n  ${some()}${rest}`;
  const forms: ((n: number) => string)[] = [
    (n) => line(n, false, ` per household up to ${d.pick(["3000 yuan", "0.3 wan yuan", money(d, s, 1)])}`),
    (n) =>
      line(
        n,
        false,
        ` per household up to ${d.pick(["3000 yuan", "500 yuan per person of size"])} when exceeded ${way()}`,
      ),
    (n) => line(n, false, ` per household up to ${d.pick(["1 award", "2 awards"])} when exceeded ${way()}`),
    (n) =>
      line(
        n,
        false,
        ` per household per ${d.pick(["year", "month"])} up to ${d.pick(["3000 yuan", "1 award"])}${d.once(2) ? ` when exceeded ${way()}` : " when exceeded serve amount falling"}`,
      ),
    (n) => line(n, false, ` per household since ${d.pick(["2020-01-01", "2024-01-01"])} up to 8000 yuan`),
    (n) =>
      line(
        n,
        true,
        ` per town up to ${d.pick(["5000 yuan", "0.01 yuan", funded ? "town_fund" : "1 wan yuan"])} when exceeded ${way()}`,
      ),
    (n) => line(n, true, ` per town up to 1000 yuan per household of count of households when exceeded ${way()}`),
    (n) => line(n, true, ` per village per year up to 4000 yuan when exceeded ${way()}`),
    (n) => line(n, true, ` per town per village up to 2000 yuan when exceeded ${way()}`),
    (n) => line(n, true, ` up to ${d.pick(["2 wan yuan", "333.33 yuan", "0 yuan"])} when exceeded ${way()}`),
    (n) => line(n, true, ` per town up to ${d.pick(["2 households", "3 awards"])} when exceeded ${way()}`),
    (n) => line(n, true, ` up to ${d.pick(["5 households", "4 awards"])} when exceeded ${way()}`),
  ];
  // In a scheme where no household depends on another: within one household, in written order.
  const own = s.roster ? forms : forms.slice(0, 1);
  return d.some(0, 3, (n) => d.pick(own)(n + 1)).join("\n");
}

// ---------------------------------------------------------------- paying out

export function payOuts(d: Draw, ids: readonly string[], whole: boolean): string {
  const forms = [
    () => "\n  - 50% on applied_on\n  - rest on accepted_on deadline 2024-12-31",
    () =>
      "\n  - 30% on applied_on\n  - 40% when able on accepted_on\n  - 27% on applied_on + 1 month\n  - 3% on accepted_on + 1 year",
    () =>
      "\n  - 6 parts for public_jobs/公益岗位\n  - 3 parts for public_works/公益事业 when area at least 5 mu\n  - 1 part for rewards/奖励补助",
    () => "\n  - 500 yuan on applied_on\n  - rest when accepted_on is known",
    () => "\n  - 100% on 2024-12-01",
  ];
  const parts: string[] = [];
  if (d.once(2)) parts.push(`pay out ${ids[0]}${d.pick(forms)()}`);
  if (ids.length > 1 && d.once(3)) parts.push(`pay out ${ids[1]}${d.once(3) ? CITE : ""}${d.pick(forms)()}`);
  if (whole && parts.length === 0 && d.once(3)) parts.push(`pay out all benefits${d.pick(forms)()}`);
  return parts.join("\n");
}

// ---------------------------------------------------------------- what is measured and told

export function householdChecks(d: Draw, s: Scope, ids: readonly string[]): string {
  const own: Scope = { ...s, eligible: false, roster: true };
  const forms: ((n: number) => string)[] = [
    (n) => `check c_${n}/指标${ZH[n]} ${condition(d, own, 1)}`,
    (n) => `check c_${n}/指标${ZH[n]}${CITE} ${ids[0]} at most ${money(d, own, 1)}`,
    (n) => `check c_${n}/指标${ZH[n]} total at least ${d.pick(["0.01 yuan", "100 yuan"])}`,
    (n) => `principle c_${n}/宜${ZH[n]} ${condition(d, own, 1)} unless ${condition(d, own, 0)} by county`,
    (n) => `principle c_${n}/宜${ZH[n]} "原则上" ${condition(d, own, 1)}`,
  ];
  return d.some(0, 2, (n) => d.pick(forms)(n + 1)).join("\n");
}

export function overallChecks(d: Draw, ids: readonly string[], eligible: boolean): string {
  const own: Scope = { about: "overall", named: NOTHING, readings: [], tiers: [], eligible: false, roster: true };
  const forms: ((n: number) => string)[] = [
    (n) => `check o_${n}/总项${ZH[n]} ${condition(d, own, 1)}`,
    (n) => `check o_${n}/总项${ZH[n]} sum of total among households at most ${d.pick(["1 wan yuan", "5 yuan"])}`,
    (n) =>
      `check o_${n}/总项${ZH[n]} sum of ${ids[0]} among households where able at least 50% of (sum of total among households)`,
    ...(eligible ? [(n: number) => `check o_${n}/总项${ZH[n]} share of eligible among households at least 80%`] : []),
    (n) =>
      `check o_${n}/总项${ZH[n]} average of cost among households / average of worth among households - 1 is 1% to 30%`,
    (n) => `check o_${n}/总项${ZH[n]} 2024-01-31 + 1 month is 2024-02-29`,
    (n) =>
      `check o_${n}/总项${ZH[n]} sum of ${ids[0]}.ceiling among households at least sum of ${ids[0]}.gross among households`,
  ];
  return d.some(0, 2, (n) => d.pick(forms)(n + 1)).join("\n");
}

export function procedure(d: Draw): string {
  return [
    `procedure steps/流程${CITE}`,
    "  - apply/申请 by household deadline 2024-03-31",
    "  - verify/核实 by village, town after apply within 10 working days",
    `  - notice/公示 by village after verify lasting 7 days${d.once(2) ? " both ends counted" : ""} shows town, grain`,
    "  - review/复核 by county after verify, notice on 2024-06-20",
    "  - visit/走访 by helper repeats every 3 months",
  ].join("\n");
}

export function examples(d: Draw, ids: readonly string[]): string {
  return [
    'example "普通户"',
    `  given able yes, kind lifted, area 5 mu, applied_on 2024-03-01${d.once(2) ? ', town "甲镇"' : ""}`,
    `  expect total 0 yuan${d.once(2) ? `, ${ids[0]} not due` : ""}`,
    'example "同上，面积不足"',
    '  given as in "普通户", area 4.99 mu, project (project_cost 100 yuan, built yes)',
    `  expect ${d.pick(["not eligible", "undecided", "undecided able", `${ids[0]} 1500 yuan`])}`,
  ].join("\n");
}
