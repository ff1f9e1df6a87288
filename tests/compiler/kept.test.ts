import { describe, expect, test } from "vitest";
import { analyse } from "../../compiler/analysis/index.js";
import { rulesOf } from "../../compiler/analysis/rules.js";
import { budgetOf } from "../../compiler/analysis/solve.js";
import type { BenefitDef, Expr, Policy } from "../../compiler/ir/types.js";
import {
  all,
  atLeast,
  benefit,
  compare,
  computed,
  demo,
  field,
  mul,
  num,
  only,
  some,
  under,
  yuan,
} from "../support/ir-analysis.js";

/** As if nothing had been analysed before: other objects that say the same. */
const anew = (policy: Policy) => analyse(structuredClone(policy));

const grain = (least: number): BenefitDef =>
  benefit("grain", computed(mul(num(300), field("household.grain_area")), { ceilings: [num(3000)] }), {
    guard: {
      when: all(atLeast("household.grain_area", least), under("household.grain_area", 5)),
      excepts: [],
    },
  });

describe("answers that are kept from one state of a policy to the next", () => {
  const stock = benefit(
    "stock",
    only([atLeast("household.pigs", 3), yuan(1)], [atLeast("household.pigs", 5), yuan(2)]),
  );
  const before = demo({ benefits: [grain(2), stock] });

  test("follow the clause to where it stands now", () => {
    analyse(before);
    const about = Object.entries(before.about).map(([id, a]) => [id, { ...a, start: a.start + 7, end: a.end + 7 }]);
    const moved: Policy = { ...before, about: Object.fromEntries(about) };
    expect(analyse(moved)).toEqual(anew(moved));
    expect(analyse(moved)).not.toEqual(analyse(before));
  });

  test("are given in the names that things have now", () => {
    analyse(before);
    const about = { ...before.about, stock: { ...(before.about["stock"] as Policy["about"][string]), zh: "养殖补助" } };
    const renamed: Policy = { ...before, about };
    expect(analyse(renamed)).toEqual(anew(renamed));
    expect(JSON.stringify(analyse(renamed))).toContain("养殖补助");
  });

  test("are given up where the clause, or what is declared, is another", () => {
    analyse(before);
    const never: Policy = { ...before, benefits: [grain(6), stock] };
    expect(analyse(never)).toEqual(anew(never));
    expect(analyse(never).map((d) => d.code)).toContain("P4020");
    const entities = before.entities.map((entity) => ({
      ...entity,
      fields: entity.fields.map((f) => (f.id === "pigs" ? { ...f, low: "0", high: "2" } : f)),
    }));
    const narrow: Policy = { ...before, entities };
    expect(analyse(narrow)).toEqual(anew(narrow));
    expect(analyse(narrow)).not.toEqual(analyse(before));
  });

  test("are those of asking anew where the budget of the search is gone", () => {
    const fields = ["income", "size", "grain_area", "pigs", "sows"].map((name) => field(`household.${name}`));
    const holes = [0, 1, 2, 3].map((hole) => [1, 2, 3].map((n) => hole * 3 + n));
    const isIn = (x: Expr, hole: readonly number[]) => hole.map((n) => compare(x, "eq", num(n)));
    const isOut = (x: Expr, hole: readonly number[]) => all(...hole.map((n) => compare(x, "ne", num(n))));
    // Five numbers in four groups, no two in one group.
    const apart = fields.flatMap((x, i) =>
      fields.slice(i + 1).flatMap((y) => holes.map((h) => some(isOut(x, h), isOut(y, h)))),
    );
    const hard = all(...fields.map((x) => some(...holes.flatMap((h) => isIn(x, h)))), ...apart);
    const many = Array.from({ length: 40 }, (_, i) =>
      benefit(`hard_${i}`, only([hard, yuan(1)], [structuredClone(hard), yuan(2)])),
    );
    const strained = demo({ benefits: many });
    analyse(strained);
    expect(budgetOf(rulesOf(strained)).left).toBeLessThan(10_000);
    const eased: Policy = { ...strained, benefits: [grain(2), ...many.slice(1)] };
    expect(analyse(eased)).toEqual(anew(eased));
  }, 120_000);
});
