/** A small scheme worked out by hand, and how its simulations are made. */
import { compile } from "../../compiler/index.js";
import { type Rational, rational, text } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { EMPTY_LIBRARY } from "../../compiler/resolve/library.js";
import { compute } from "../../runtime/index.js";
import type { Cell, Row } from "../../runtime/roster.js";
import type { Case, Engine, Scenario } from "../../runtime/simulate/index.js";
import { tableOf } from "../../runtime/table/index.js";
import type { Table } from "../../runtime/table.js";

const PEOPLE = `vocabulary people/人口
entity household/户
  - id/户编号: text, key
  - town/乡镇: text
  - registered/户类型: one of (lifted/脱贫户, ordinary/一般农户)
  - income/家庭年收入: yuan, 0 yuan to 1000000 yuan, optional
  - able/有劳动力: yes/no
  - away/整户外出: yes/no, blank means no
  - area/面积: mu, 0 mu to 1000 mu, blank means 0 mu
  - pigs/生猪: head, 0 head to 1000 head, blank means 0 head
  - applied_on/申请日期: date, optional
  - accepted_on/验收日期: date, optional
`;

export const SCHEME = `policy demo/演示 "Demonstration"
  version "1"
  in force 2024-01-01 to 2024-12-31
  uses people
  round half up to 0.01 yuan

param grain_rate/粮食标准 = 300 yuan per mu
param household_norm/户均标准 = 3000 yuan
param pot_size/指标: yuan, 0 yuan to 100000 yuan, blank means 3000 yuan, set by town

for each household
question enough/达标 "six pigs or more than six"
  - inclusive/含六头 = pigs at least 6 head
  - strict/超过六头 = pigs more than 6 head
  taken inclusive

eligible when able
  except when away "the whole family is away"

benefit grain/粮食
  when area at least 5 mu
  pay grain_rate of area

benefit herd/养殖
  when enough
  pay 500 yuan per head of pigs up to 3000 yuan

limit cap/户限额
  all benefits per household up to household_norm

limit pot/镇指标
  herd per town up to pot_size
  when exceeded serve pigs falling

pay out all benefits
  - 50% on applied_on
  - rest on accepted_on

overall
check grown/达标率
  share of (area at least 5 mu) among household where eligible at least 50%
`;

/**
 * 1: 5.05 × 300 = 1515. 2: grain 3000 fills the cap, so the herd's 3000 falls to 0. 3 is away. 4: able is blank, so its 2400 of
 * grain is undecided. 5 is below both thresholds. 6: 7 pigs, 3500 cut to 3000. 7: grain 1500, herd 3000 cut to 1500 by the cap, and
 * to 0 by the town's 3000, which 6 has taken with more pigs.
 */
export const ROSTER = `id,town,registered,income,able,away,area,pigs,applied_on,accepted_on
1,甲镇,lifted,9000,yes,,5.05,,2024-03-05,2024-05-20
2,甲镇,lifted,12000,yes,,10,6,2024-03-09,2024-06-01
3,甲镇,ordinary,20000,yes,yes,8,,2024-03-09,2024-06-01
4,乙镇,ordinary,,,,8,,2024-03-11,2024-06-02
5,乙镇,lifted,15000,yes,,4.99,5,2024-03-12,2024-06-03
6,乙镇,lifted,9000,yes,,,7,2024-04-01,
7,乙镇,ordinary,30000,yes,,5,6,2024-04-02,2025-01-10
`;

const library = { ...EMPTY_LIBRARY, vocabulary: () => ({ path: "people.policy", text: PEOPLE }) };

export function compiled(source = SCHEME): Policy {
  const { policy, diagnostics } = compile({ path: "demo.policy", text: source }, library);
  if (policy === null) throw new Error(diagnostics.map((d) => `${d.code} ${JSON.stringify(d.params)}`).join("\n"));
  return policy;
}

/** Rows under the ids of fields of the first entity; the first column is the key. */
export function tableFrom(csv: string, policy: Policy): Table {
  const [head = [], ...rows] = csv
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const entity = policy.entities[0]?.id ?? "";
  const kinds = new Map(policy.entities[0]?.fields.map((f) => [f.id, f.type.kind]));
  const cell = (field: string, written: string): Cell => {
    if (written === "") return null;
    const kind = kinds.get(field);
    return kind === "number" ? rational(written) : kind === "bool" ? written === "yes" : written;
  };
  const made: Row[] = rows.map((cells) => ({
    key: cells[0] as string,
    parent: null,
    cells: Object.fromEntries(head.map((field, i) => [field, cell(field, cells[i] ?? "")])),
  }));
  return tableOf({ entities: { [entity]: made }, columns: { [entity]: head } }, policy);
}

export const POLICY = compiled();
export const TABLE = tableFrom(ROSTER, POLICY);
export const engine: Engine = (input) => compute(input);

export function caseOf(scenario: Partial<Scenario> = {}, more: Partial<Case> = {}): Case {
  return { policy: POLICY, table: TABLE, ...more, scenario: { name: "base", asOf: "2024-06-30", ...scenario } };
}

export const shown = (amount: Rational | null | undefined): string => (amount ? text(amount) : "none");
