/** Whole policies as text, and what they are compiled with. */
import { type Compiled, compile, type Library } from "../../../compiler/index.js";
import * as C from "./clauses.js";
import type { Draw } from "./draw.js";
import { NOTHING, type Scope } from "./expressions.js";
import { RATES, SOURCE, VOCABULARY } from "./vocabulary.js";

export interface PolicyText {
  readonly text: string;
  /** The version that it amends. */
  readonly before: string | null;
}

export function policyText(d: Draw): PolicyText {
  const before = whole(d);
  return d.once(8) ? { text: amendment(d, before), before } : { text: before, before: null };
}

function header(d: Draw): string {
  const mode = d.pick(["half up", "half even", "upward", "downward"]);
  return [
    'policy demo/示范 "生成的政策"',
    '  version "1"',
    ...(d.once(3) ? ['  document "示范〔2024〕1号"', '  issued 2024-01-05 "示范县"'] : []),
    '  source "source.txt"',
    "  uses farm",
    `  in force 2024-01-01 to 2024-12-31${d.once(8) ? " back to 2023-10-01" : ""}`,
    `  round ${mode} to ${d.pick(["0.01", "0.01", "1", "0.1", "0.05"])} yuan`,
    ...(d.once(3) ? ["  facts on accepted_on"] : []),
    ...(d.once(4) ? [`  period ${d.pick(["1 year", "6 months"])}`] : []),
    ...(d.once(5) ? ["  cliff at 1000 yuan"] : []),
    ...(d.once(8) ? ['  replaces demo "0"'] : []),
  ].join("\n");
}

/** One policy in two has nothing by which one household depends on another: what is quickest to work out. */
function whole(d: Draw): string {
  const parts = [header(d)];
  const extra = d.once(4);
  if (extra) {
    parts.push('entity household\n  - pond/水面: mu, 0 mu to 100 mu, blank means 0 mu, alias "塘"');
    if (d.once(2))
      parts.push("entity hive_row/蜂群 within household\n  - hive_id/蜂群编号: text, key\n  - hives/群数: hive");
    if (d.once(2)) parts.push('unit animal/只 alias "头"');
  }
  const given = C.parameters(d);
  const funded = d.once(3);
  parts.push(given.text);
  if (funded) parts.push("param town_fund/镇资金: yuan, 0 yuan to 10000000 yuan, set by town");
  parts.push("for each household");
  const roster = d.once(2);
  const named = C.definitions(d, given.declared, roster);
  parts.push(named.text);
  const { values, readings, tiers } = named.declared;
  const own: Scope = {
    about: "household",
    named: extra ? { ...values, area: [...values.area, "pond"] } : values,
    readings,
    tiers,
    eligible: false,
    roster,
  };
  const eligible = d.once(3);
  if (eligible) parts.push(C.eligibility(d, own));
  const scope: Scope = { ...own, eligible };
  const benefits = C.householdBenefits(d, scope);
  parts.push(benefits.text);
  const works = d.once(4);
  if (works) {
    parts.push("for each project");
    const project = d.once(2);
    if (project) parts.push("define half_cost/半价 = project_cost / 2");
    const money = [...values.money.filter((n) => n === "flat"), ...(project ? ["half_cost"] : [])];
    parts.push(C.projectBenefit(d, { ...scope, named: { ...NOTHING, money }, readings: [], eligible: false }).text);
    parts.push("for each household");
  }
  const ids = works ? [...benefits.ids, "building"] : benefits.ids;
  const stations = d.once(6);
  parts.push(
    C.limits(d, scope, ids, funded, !stations),
    C.payOuts(d, benefits.ids, !stations),
    C.householdChecks(d, scope, benefits.ids),
  );
  if (stations) {
    parts.push("for each station", C.stationBenefit(d).text);
    if (d.once(2))
      parts.push("pay out station_income\n  - 60% for public_jobs/公益岗位\n  - rest for rewards/奖励补助");
  }
  parts.push("overall", C.overallChecks(d, benefits.ids, eligible));
  if (d.once(6)) parts.push(C.procedure(d));
  parts.push('note kept/备注条 "不涉及计算"');
  if (d.once(4)) parts.push(C.examples(d, benefits.ids));
  return `${parts.filter((p) => p !== "").join("\n")}\n`;
}

/** A later version: one clause replaced, one repealed, one new, and a figure changed in words if there is one. */
function amendment(d: Draw, before: string): string {
  const figure = /param flat\/定额 .*= (\S+) yuan/.exec(before)?.[1];
  return `${[
    'policy demo/示范 "修订后"',
    '  version "2"',
    '  amends demo "1"',
    `  in force 2024-07-01 to 2024-12-31${d.once(2) ? " back to 2024-01-01" : ""}`,
    ...(figure === undefined ? [] : [`change flat from ${figure} yuan to ${d.pick(["500", "0.07"])} yuan`]),
    "repeal kept",
    "for each household",
    ...(d.once(2) ? ["benefit grain/粮食\n  when area at least 3 mu\n  pay 20.5 yuan per mu of area"] : []),
    "benefit added/新增奖补 when pigs at least 10 head pay 500 yuan",
  ].join("\n")}\n`;
}

export function compiled({ text, before }: PolicyText): Compiled {
  const library: Library = {
    vocabulary: (name) => (name === "farm" ? { path: "farm.policy", text: VOCABULARY } : null),
    source: () => SOURCE,
    table: (name) => (name === "rates.csv" ? RATES : null),
    policy: () => (before === null ? null : { path: "before.policy", text: before }),
  };
  return compile({ path: "generated.policy", text }, library);
}
