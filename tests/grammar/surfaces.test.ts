import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseCondition, parseRuleBody } from "../../grammar/index.js";
import { parse, sample, withoutSpans, withUnitIds } from "./support/trees.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

function policiesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return policiesBelow(path);
    return entry.name.endsWith(".policy") ? [path] : [];
  });
}

describe("both surfaces", () => {
  const english = parse(sample("constructs.policy"));
  const chinese = parse(sample("constructs.zh.policy"));

  test("every construct is read without a fault", () => {
    expect(english.faults).toEqual([]);
    expect(chinese.faults).toEqual([]);
  });

  test("they give one tree, clause by clause", () => {
    const plain = (tree: unknown) => withUnitIds(withoutSpans(tree));
    expect(english.file.clauses.map((clause) => clause.kind)).toEqual(
      chinese.file.clauses.map((clause) => clause.kind),
    );
    english.file.clauses.forEach((clause, i) => {
      expect(plain(chinese.file.clauses[i])).toEqual(plain(clause));
    });
    const headers = (parsed: typeof english) => (parsed.file.kind === "PolicyFile" ? parsed.file.headers : []);
    expect(plain(headers(chinese))).toEqual(plain(headers(english)));
    expect(headers(english)).toHaveLength(11);
  });

  test("the card's rule, alone, in both", () => {
    const en = parseRuleBody("pigs >= 6 or sows > 3 → up to 3000");
    const zh = parseRuleBody("生猪 >= 6 或 母猪 > 3 → 最高 3000元");
    expect(en.faults).toEqual([]);
    expect(zh.faults).toEqual([]);
    const rename = JSON.stringify(withoutSpans(zh.items)).replace("生猪", "pigs").replace("母猪", "sows");
    const yuan = '"unit":{"kind":"Name","text":"元"}';
    expect(rename).toContain(yuan);
    expect(JSON.parse(rename.replace(yuan, '"unit":null'))).toEqual(withoutSpans(en.items));
  });

  test("full-width forms are read as their narrow ones", () => {
    const wide = parseCondition("（生猪　＞＝　６头　或　面积 ≥ ５．５亩）且 甲 ＝ “Ａ”");
    const narrow = parseCondition("(生猪 >= 6头 或 面积 >= 5.5亩) 且 甲 = “Ａ”");
    expect(wide.faults).toEqual([]);
    expect(withoutSpans(wide.condition)).toEqual(withoutSpans(narrow.condition));
  });
});

describe("the repository's policies", () => {
  test.each(policiesBelow("policies"))("%s is read without a fault", (path) => {
    expect(parse(readFileSync(join(root, path), "utf8")).faults).toEqual([]);
  });
});
