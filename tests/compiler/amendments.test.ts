/** What an amendment takes over, replaces, changes and removes, in whichever surface each of the two is written. */
import { describe, expect, it } from "vitest";
import { codes, compiled, policyOf } from "./support.js";

const BASE = `policy demo/示范
  version "1"
  in force 2024-01-01 to 2024-12-31
  round half up to 0.01 yuan
  uses household
define rate/标准 = 30 yuan per head
for each household
eligible when able
benefit pig/养猪 pay rate * pigs
benefit cow/养牛 pay 30 yuan
pay out pig
  - rest
example "one"
  given pigs 3, able yes
  expect pig 90 yuan
`;
const amending = (clauses: string, version = "1") =>
  `policy demo/示范\n  version "new"\n  in force 2024-06-01\n  amends demo "${version}"\n${clauses}\n`;
const amendedBy = (clauses: string) => policyOf(amending(clauses), { policies: { "1": BASE } });

describe("a clause of the amended version is replaced by its name", () => {
  it("for whom, what is paid out and examples too, in the other surface", () => {
    const policy = amendedBy(
      "对每个 户\n享受条件 当 生猪 不少于 2头\n拨付 养猪\n  - 50%\n  - 余款\n示例 “one”\n  已知 生猪 2头\n  应得 养猪 60元",
    );
    expect(policy.eligibility).toHaveLength(1);
    expect(policy.eligibility[0]?.when).toMatchObject({ op: "compare" });
    expect(policy.payOuts.map((p) => p.parts.length)).toEqual([2]);
    expect(policy.examples.map((e) => e.rows[0]?.fields["pigs"])).toEqual([{ kind: "number", value: "2" }]);
  });

  it("declared by one of its two spellings", () => {
    expect(amendedBy("定义 标准 = 50元/头").values.map((v) => v.body)).toEqual([
      { kind: "formula", expr: { op: "num", value: "50" } },
    ]);
  });

  it("by a question where it was a definition", () => {
    expect(
      amendedBy("question rate/标准\n  - low/低 = 20 yuan per head\n  - high/高 = 30 yuan per head\n  taken high")
        .values[0]?.head,
    ).toBe("question");
  });
});

describe("a figure changed in words", () => {
  const second = amending("change rate from 30 yuan per head to 40 yuan per head").replace('"new"', '"2"');
  const policies = { "1": BASE, "2": second };

  it("is the next version's present figure", () => {
    expect(policyOf(amending("调整 标准 原为 40元/头 改为 45元/头", "2"), { policies }).values[0]?.body).toMatchObject({
      expr: { value: "45" },
    });
  });

  it("gives way with the clause it stood in", () => {
    expect(policyOf(amending("define rate/标准 = 50 yuan per head", "2"), { policies }).values[0]?.body).toMatchObject({
      expr: { value: "50" },
    });
  });

  it("is of the same kind and unit", () => {
    expect(codes(amending("change rate from 30 yuan per head to 2 mu"), { policies })).toEqual(["P3004"]);
    expect(codes(amending("change rate from 31 yuan per head to 32"), { policies })).toEqual(["P7003"]);
  });
});

describe("repeal", () => {
  it("takes what is paid out of a benefit with it", () => {
    const policy = amendedBy("废止 养猪");
    expect(policy.benefits.map((b) => b.id)).toEqual(["cow"]);
    expect(policy.payOuts).toEqual([]);
  });

  it("removes the eligibility of the entity it names", () => {
    expect(amendedBy("repeal household").eligibility).toEqual([]);
  });

  it("of what is not there is reported", () => {
    expect(codes(amending("repeal household\nrepeal household"), { policies: { "1": BASE } })).toEqual(["P7004"]);
  });
});

describe("examples of the amended version", () => {
  it("show what that one gave, and may be started from", () => {
    const own =
      'change rate from 30 yuan per head to 40 yuan per head\nexample "two"\n  given as in "one"\n  expect pig 120 yuan';
    expect(amendedBy(own).examples.map((e) => [e.title, e.rows[0]?.fields["pigs"]])).toEqual([
      ["two", { kind: "number", value: "3" }],
    ]);
  });
});

describe("what is taken over", () => {
  it("keeps its vocabularies beside those of the amendment", () => {
    const extra = "vocabulary more/补充\nentity herd/畜群 within household\n  - herd_id/畜群号: text, key";
    const text = amending("").replace('amends demo "1"', 'amends demo "1"\n  uses more');
    expect(
      policyOf(text, { policies: { "1": BASE }, vocabularies: { more: extra } }).entities.map((e) => e.id),
    ).toEqual(["herd", "household", "project"]);
  });

  it("keeps units of its vocabularies right after a number", () => {
    const units = "vocabulary more/补充\nunit 筐/basket\nentity herd/畜群\n  - baskets/筐数: basket";
    const base = `${BASE.replace("uses household", "uses household, more")}for each herd\ncheck some/有筐 baskets >= 3筐\n`;
    expect(policyOf(amending(""), { policies: { "1": base }, vocabularies: { more: units } }).checks).toHaveLength(1);
  });

  it("points into the file where a mistake stands", () => {
    const base = BASE.replace("0.01 yuan", "5%").replace(
      "demo/示范",
      'demo/示范 "a label that pushes what follows far beyond the end of the amending text, which is a short one indeed"',
    );
    const [found] = compiled(amending(""), { policies: { "1": base } }).diagnostics.filter(
      ({ code }) => code === "P3028",
    );
    expect(found?.place).toMatchObject({ kind: "source", file: "1.policy" });
  });

  it("is refused where versions amend one another", () => {
    const one = BASE.replace("uses household", 'uses household\n  amends demo "2"');
    expect(codes(amending(""), { policies: { "1": one, "2": amending("") } })).toContain("P7002");
  });
});
