/**
 * The interpreter against what a programmer would write by hand with decimal.js over objects, for one rule: grain and cash
 * crops by area from 5 mu, livestock as approved up to 3,000 yuan, 3,000 yuan a household in written order. Both must agree
 * to the fen, or the times mean nothing.
 */
import { Decimal } from "decimal.js";
import { type Compiled, compile, EMPTY_LIBRARY } from "../../compiler/index.js";
import { fixed, type Rational, rational } from "../../compiler/ir/rational.js";
import { run } from "../../runtime/index.js";
import type { Roster } from "../../runtime/roster.js";

const POLICY = `policy rule/规则 "One rule"
  version "1"
  in force 2024-01-01 to 2024-12-31
  uses people
  round half up to 0.01 yuan

for each household
eligible when able

benefit grain/粮食
  when grain_area at least 5 mu
  pay 300.5 yuan per mu of grain_area
benefit cash_crop/经济作物
  when crop_area at least 5 mu
  pay 500 yuan per mu of crop_area
benefit livestock/养殖
  when pigs at least 6 head or sows more than 3 head
  → up to 3000 yuan
limit cap/户限额
  all benefits per household up to 3000 yuan
`;

const PEOPLE = `vocabulary people/人口
entity household/户
  - id/户编号: text, key
  - able/有劳动力: yes/no
  - grain_area/粮食面积: mu, blank means 0 mu
  - crop_area/经济作物面积: mu, blank means 0 mu
  - pigs/生猪: head, blank means 0 head
  - sows/母猪: head, blank means 0 head
`;

export interface Household {
  readonly id: string;
  readonly able: boolean;
  readonly grain: string;
  readonly crop: string;
  readonly pigs: number;
  readonly sows: number;
  readonly approved: string;
}

/** Deterministic and mixed: some households below, on and above each threshold. */
export function households(count: number): Household[] {
  return Array.from({ length: count }, (_, i) => ({
    id: String(i).padStart(7, "0"),
    able: i % 7 !== 3,
    grain: `${(i * 13) % 11}.${String((i * 37) % 100).padStart(2, "0")}`,
    crop: `${(i * 7) % 8}.${String((i * 53) % 100).padStart(2, "0")}`,
    pigs: i % 12,
    sows: (i * 5) % 6,
    approved: `${(i * 101) % 4000}.5`,
  }));
}

export function compileRule(): NonNullable<Compiled["policy"]> {
  const library = { ...EMPTY_LIBRARY, vocabulary: () => ({ path: "people.policy", text: PEOPLE }) };
  const { policy, diagnostics } = compile({ path: "rule.policy", text: POLICY }, library);
  if (!policy) throw new Error(diagnostics.map((d) => `${d.code} ${JSON.stringify(d.params)}`).join("\n"));
  return policy;
}

export function rosterOf(all: readonly Household[]): Roster {
  const rows = all.map((h) => ({
    key: h.id,
    parent: null,
    cells: {
      id: h.id,
      able: h.able,
      grain_area: rational(h.grain),
      crop_area: rational(h.crop),
      pigs: rational(String(h.pigs)),
      sows: rational(String(h.sows)),
      "livestock.approved": rational(h.approved),
    } as Record<string, Rational | string | boolean>,
  }));
  const columns = ["id", "able", "grain_area", "crop_area", "pigs", "sows", "livestock.approved"];
  return { entities: { household: rows }, columns: { household: columns } };
}

export function interpreted(policy: ReturnType<typeof compileRule>, roster: Roster): string {
  return fixed(run({ policy, roster, asOf: "2024-05-31" }).total.amount, 2);
}

/** What a careful programmer writes by hand: one pass, no explanation, no undecided values. */
export function byHand(all: readonly Household[]): string {
  const cap = new Decimal(3000);
  let total = new Decimal(0);
  for (const h of all) {
    if (!h.able) continue;
    const grain = new Decimal(h.grain);
    const crop = new Decimal(h.crop);
    const claims = [
      grain.gte(5) ? grain.times("300.5").toDecimalPlaces(2, Decimal.ROUND_HALF_UP) : new Decimal(0),
      crop.gte(5) ? crop.times(500).toDecimalPlaces(2, Decimal.ROUND_HALF_UP) : new Decimal(0),
      h.pigs >= 6 || h.sows > 3
        ? Decimal.min(h.approved, cap).toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
        : new Decimal(0),
    ];
    let left = cap;
    for (const claim of claims) {
      const paid = Decimal.min(claim, left);
      left = left.minus(paid);
      total = total.plus(paid);
    }
  }
  return total.toFixed(2);
}
