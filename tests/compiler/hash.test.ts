import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { libraryFor } from "../../cli/io/library.js";
import { namesOf } from "../../cli/io/source.js";
import { type Compiled, compile, EMPTY_LIBRARY } from "../../compiler/index.js";
import { canonicalJson, hashOf, meaning } from "../../compiler/ir/hash.js";
import { policySchema } from "../../compiler/ir/schema.js";
import { format } from "../../grammar/format.js";
import { run } from "../../runtime/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const vocabulary = {
  path: "household.policy",
  text: readFileSync(`${root}policies/vocabulary/household.policy`, "utf8"),
};
const library = { ...EMPTY_LIBRARY, vocabulary: () => vocabulary };

const HEAD = `policy demo/示范
  version "1"
  in force 2024-01-01 to 2024-12-31
  round half up to 0.01 yuan
  uses household
for each household
`;

function hash(text: string): string {
  const compiled = compile({ path: "demo.policy", text }, library);
  if (compiled.hash === null) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled.hash;
}

const issued = readdirSync(`${root}policies`)
  .filter((folder) => folder !== "vocabulary" && !folder.includes("."))
  .map((folder) => `${root}policies/${folder}/${folder}.policy`);

function compiledFile(path: string, text = readFileSync(path, "utf8")): Compiled {
  return compile({ path, text }, libraryFor(path, root));
}

/** Sorted keys, nothing else: as it is defined, without what makes it fast. */
function plainJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${plainJson(inner)}`).join(",")}}`;
}

describe("canonical JSON", () => {
  it("has sorted keys, whatever they are and whatever was written before", () => {
    const key = fc.constantFrom("", "a", "b", ",", "a,b", "\n", "a\nb", "b\na", "op", "10", "9");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, "x", "\n"),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, (one) => {
        expect(canonicalJson(one)).toBe(plainJson(one));
      }),
      { numRuns: 500 },
    );
  });
});

describe("the hash of a meaning", () => {
  it("is one for the project's own rule in both surfaces", () => {
    const english = hash(`${HEAD}benefit livestock/养殖\n  pigs >= 6 or sows > 3 → up to 3000\n`);
    const chinese = hash(`${HEAD}奖补 livestock/养殖\n  生猪 >= 6 或 母猪 > 3 → 最高 3000元\n`);
    expect(chinese).toBe(english);
  });

  it.each([
    [
      "when and pay",
      "benefit a/甲 pigs at least 6 head → 100 yuan",
      "benefit a/甲\n  when pigs at least 6 head\n  pay 100 yuan",
    ],
    [
      "a bulleted list",
      "benefit a/甲 pigs >= 6 or sows > 3 → 100",
      "benefit a/甲\n  any of\n    - pigs 6 head or more\n    - sows more than 3 head\n  → 100 yuan",
    ],
    [
      "word order",
      "benefit a/甲 pay 300 yuan per mu of grain_area up to 900",
      "奖补 甲/a 补 连片粮食面积 每亩 300元 最高 900元",
    ],
    ["units", "benefit a/甲 pay 1 wan yuan", "benefit a/甲 pay 10000 yuan"],
    ["fen and yuan", "benefit a/甲 pay 50 fen", "benefit a/甲 pay 0.5 yuan"],
    ["labels and citations", "benefit a/甲 pay 1 yuan", 'benefit a/甲 "label" cite "one" pay 1 yuan'],
    ["comments and layout", "benefit a/甲 pay 1 yuan", "# why\nbenefit a/甲\n\n\n    pay   1   yuan  # so\n"],
    ["full width", "benefit a/甲 pigs >= 6 → 100", "奖补 ａ/甲　生猪＞＝６　→　１００"],
    ["what nobody reads", "benefit a/甲 pay 1 yuan", "define spare/闲置 = pigs + sows\nbenefit a/甲 pay 1 yuan"],
    [
      "the order of definitions",
      "define x/一 = pigs\ndefine y/二 = sows\nbenefit a/甲 when x + y >= 6 pay 1",
      "define y/二 = sows\ndefine x/一 = pigs\nbenefit a/甲 when x + y >= 6 pay 1",
    ],
  ])("does not change with %s", (_, one, other) => {
    expect(hash(`${HEAD}${other}\n`)).toBe(hash(`${HEAD}${one}\n`));
  });

  it.each([
    ["a bound", "pigs >= 6 → 100", "pigs > 6 → 100"],
    ["a rate", "pigs >= 6 → 100", "pigs >= 6 → 100.01"],
    ["a field", "pigs >= 6 → 100", "sows >= 6 → 100"],
    ["a cut", "pay seedling_cost up to 100", "pay seedling_cost no less than 100"],
    ["a condition", "pigs >= 6 → 100", "pigs >= 6 and able → 100"],
  ])("changes with %s", (_, one, other) => {
    expect(hash(`${HEAD}benefit a/甲 ${other}\n`)).not.toBe(hash(`${HEAD}benefit a/甲 ${one}\n`));
  });

  it("does not change with what the drafter wants to be warned of", () => {
    const warned = HEAD.replace("  uses", "  cliff at 100 yuan\n  uses");
    expect(hash(`${warned}benefit a/甲 pay 1 yuan\n`)).toBe(hash(`${HEAD}benefit a/甲 pay 1 yuan\n`));
  });

  it("does not change with the order in which a field's options are listed", () => {
    const policy = (options: string) =>
      `${HEAD.replace("for each household\n", "")}entity household\n  - slope/坡度: one of (${options})\nfor each household\nbenefit a/甲 when slope is steep pay 1 yuan\n`;
    expect(hash(policy("flat/平, steep/陡"))).toBe(hash(policy("steep/陡, flat/平")));
    expect(hash(policy("flat/平, steep/陡"))).not.toBe(hash(policy("flat/平, steep/陡, sheer/峭")));
  });

  it("changes with the order of benefits, which a household's limit serves", () => {
    const [a, b] = ["benefit a/甲 pay 1 yuan\n", "benefit b/乙 pay 2 yuan\n"];
    expect(hash(HEAD + a + b)).not.toBe(hash(HEAD + b + a));
  });
});

describe.each(issued)("%s", (path) => {
  const compiled = compiledFile(path);
  const policy = compiled.policy;
  if (!policy) throw new Error(JSON.stringify(compiled.diagnostics));

  it("has one hash in both surfaces, and comes back from English as it was", () => {
    const names = namesOf(compiled, path);
    const english = format(compiled.file, { surface: "en", names });
    const chinese = format(compiled.file, { surface: "zh", names });
    const fromEnglish = compiledFile(path, english);
    expect(fromEnglish.hash).toBe(compiled.hash);
    expect(compiledFile(path, chinese).hash).toBe(compiled.hash);
    expect(format(fromEnglish.file, { surface: "zh", names })).toBe(chinese);
    expect(format(compiledFile(path, chinese).file, { surface: "en", names })).toBe(english);
  });

  it("is plain data that its schema reads back unchanged", () => {
    const written = JSON.stringify(policy);
    const read = policySchema.parse(JSON.parse(written));
    expect(read).toEqual(policy);
    expect(hashOf(read)).toBe(compiled.hash);
  });

  it("keeps its hash when comments and blank lines are put in anywhere between clauses", () => {
    const lines = readFileSync(path, "utf8").split("\n");
    const heads = lines.flatMap((line, i) => (/^(奖补|限额|定义|口径|参数|拨付|核查)/.test(line) ? [i] : []));
    fc.assert(
      fc.property(fc.subarray(heads), fc.constantFrom("", "# 说明", "   ", "\t# note"), (places, between) => {
        const changed = lines.flatMap((line, i) => (places.includes(i) ? [between, "", line] : [line])).join("\n");
        return compiledFile(path, changed).hash === compiled.hash;
      }),
      { numRuns: 5 },
    );
  });

  it("runs on no rows at all", () => {
    const columns = Object.fromEntries(
      policy.entities.map((e) => [
        e.id,
        [...e.fields.map((f) => f.id), ...policy.benefits.map((b) => `${b.id}.approved`)],
      ]),
    );
    const result = run({ policy, roster: { entities: {}, columns }, asOf: policy.inForce.from });
    expect(result.claims).toEqual([]);
  });
});

describe("hashing one policy after another", () => {
  it("gives the digest of the canonical JSON, whatever was hashed before", () => {
    const many = Array.from({ length: 120 }, (_, i) => `benefit b_${i} pay ${i + 1} yuan\n`);
    const texts = [0, 60, 119, 3].map((changed) =>
      many.map((line, i) => (i === changed ? line.replace("pay ", "pay 9") : line)).join(""),
    );
    texts.push(many.slice(0, 80).join(""), many.join(""), `${many.join("")}benefit last pay 5 yuan\n`);
    const policies = texts.flatMap((text) => {
      const { policy } = compile({ path: "demo.policy", text: `${HEAD}eligible when able\n${text}` }, library);
      return policy ? [policy] : [];
    });
    expect(policies.length).toBeGreaterThan(3);
    for (const policy of [...policies, ...policies.reverse(), ...policies]) {
      const whole = createHash("sha256")
        .update(canonicalJson(meaning(policy)))
        .digest("hex");
      expect(hashOf(policy)).toBe(whole);
    }
  });
});
