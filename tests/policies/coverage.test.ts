import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type CoveredPolicy, coverage, type Fault } from "../../cli/coverage/coverage.js";
import { COVERAGE_DOCUMENT, coverageDocument } from "../../cli/coverage/document.js";
import { type ClauseRow, type ClauseTable, readClauseTable } from "../../cli/coverage/table.js";
import { faultWords } from "../../cli/coverage/words.js";
import { covered, TABLE } from "./covered.js";

const tally = (values: readonly string[]) =>
  values.reduce<Record<string, number>>((all, v) => Object.assign(all, { [v]: (all[v] ?? 0) + 1 }), {});

describe("the clause table", () => {
  it("has the 168 clauses of the five documents, in their classes", () => {
    expect(TABLE.clauses).toHaveLength(168);
    expect(tally(TABLE.clauses.map((c) => c.document))).toEqual({
      "rongchang-2024": 41,
      "yubei-2024": 28,
      "hebao-2020": 26,
      "qinyuan-2017": 36,
      "kaiyuan-2024": 37,
    });
    expect(tally(TABLE.clauses.map((c) => c.class))).toEqual({ C: 70, A: 35, T: 42, D: 21 });
  });

  it("is expressed by the policies without a gap", () => {
    const { rows, faults } = coverage(TABLE, covered());
    expect(faults.map((f) => faultWords(f).en)).toEqual([]);
    expect(rows.filter((row) => row.expressed.length === row.clauses.length && row.expressed.length > 0)).toHaveLength(
      168,
    );
  });

  it("computes every clause of class C and measures every one of class A", () => {
    const how = (cls: string) => tally(TABLE.clauses.filter((c) => c.class === cls).map((c) => c.how));
    expect(how("C")).toEqual({ computed: 70 });
    expect(how("A")).toEqual({ target: 29, budget: 6 });
    expect(how("D")).toEqual({ delegated: 13, entered: 8 });
  });

  it("is printed in docs/coverage.md as it is", () => {
    const path = fileURLToPath(new URL(`../../${COVERAGE_DOCUMENT}`, import.meta.url));
    expect(readFileSync(path, "utf8")).toBe(coverageDocument());
  });
});

/** The faults of the table after one change, other than those it had. */
function changed(
  change: (row: ClauseRow) => ClauseRow[],
  id: string,
  policies: readonly CoveredPolicy[] = covered(),
): Fault[] {
  const table: ClauseTable = { ...TABLE, clauses: TABLE.clauses.flatMap((c) => (c.id === id ? change(c) : [c])) };
  return [...coverage(table, policies).faults];
}

describe("a table that does not hold", () => {
  it("a row is missing", () => {
    expect(changed(() => [], "S3-22")).toEqual([{ kind: "missing", id: "S3-22" }]);
  });

  it("a row stands twice, or beyond its document", () => {
    expect(changed((row) => [row, row], "S0-17")).toEqual([{ kind: "twice", id: "S0-17" }]);
    expect(changed((row) => [row, { ...row, id: "S0-42" }], "S0-17")).toEqual([
      { kind: "misplaced", id: "S0-42", document: "rongchang-2024" },
    ]);
    expect(changed((row) => [row, { ...row, id: "S9-01" }], "S0-17").map((f) => f.kind)).toEqual(["misplaced"]);
  });

  it("a clause is not in the policy", () => {
    expect(changed((row) => [{ ...row, clauses: ["livestok"] }], "S0-23")).toEqual([
      { kind: "unknown", id: "S0-23", clause: "livestok" },
    ]);
    expect(changed((row) => [{ ...row, clauses: [...row.clauses, "header:period"] }], "S0-01")).toEqual([
      { kind: "unknown", id: "S0-01", clause: "header:period" },
    ]);
    expect(changed((row) => [{ ...row, clauses: [] }], "S0-23")).toEqual([{ kind: "empty", id: "S0-23" }]);
  });

  it.each(["S0-14", "S2-17", "S3-26", "S4-34"])("a clause that expresses %s is taken out of the policy", (id) => {
    const row = TABLE.clauses.find((c) => c.id === id) as ClauseRow;
    const policies = covered().map((p) => {
      const about = Object.fromEntries(Object.entries(p.policy.about).filter(([key]) => !row.clauses.includes(key)));
      return { ...p, policy: { ...p.policy, about } };
    });
    const found = coverage(TABLE, policies).faults.filter((f) => f.id === id);
    expect(found.map((f) => f.kind)).toEqual(row.clauses.map(() => "unknown"));
  });

  it("a policy is missing", () => {
    const policies = covered().filter((p) => p.name !== "hebao-2020");
    const { faults } = coverage(TABLE, policies);
    expect(faults).toHaveLength(26);
    expect(new Set(faults.map((f) => f.kind))).toEqual(new Set(["policy"]));
  });

  it("a quotation is not in the document; the nearest passage is shown", () => {
    const faults = changed((row) => [{ ...row, quote: "牛每头奖补2000元" }], "S3-18");
    expect(faults).toEqual([
      { kind: "quotation", id: "S3-18", quote: "牛每头奖补2000元", nearest: expect.stringContaining("3000元") },
    ]);
  });

  it("a source text has lost a sentence", () => {
    const policies = covered().map((p) => ({ ...p, source: p.source.replace("每户补贴不超过2000元", "") }));
    expect(
      coverage(TABLE, policies)
        .faults.filter((f) => f.kind === "quotation")
        .map((f) => f.id),
    ).toEqual(["S4-13"]);
  });

  it("a clause of class C or A is only noted", () => {
    expect(changed((row) => [{ ...row, clauses: ["use_of_money"] }], "S0-14").map((f) => f.kind)).toContain("noteOnly");
    expect(changed((row) => [{ ...row, clauses: ["score"] }], "S0-41")).toEqual([
      { kind: "noteOnly", id: "S0-41", class: "A" },
    ]);
  });

  it("the way is not that of any clause it names, or not open to its class", () => {
    expect(changed((row) => [{ ...row, how: "note" }], "S0-14")).toEqual([{ kind: "way", id: "S0-14", how: "note" }]);
    expect(changed((row) => [{ ...row, clauses: ["reward"] }], "S1-05").map((f) => f.kind)).toContain("way");
    expect(changed((row) => [{ ...row, how: "header" }], "S4-35")).toEqual([
      { kind: "way", id: "S4-35", how: "header" },
    ]);
  });

  it("no clause it names quotes the sentence", () => {
    expect(changed((row) => [{ ...row, clauses: ["cash_crop"] }], "S0-17")).toEqual([
      { kind: "untied", id: "S0-17", quote: "生猪6头及以上" },
    ]);
  });

  it("is told in both languages", () => {
    const faults = [...changed(() => [], "S3-22"), ...changed((row) => [{ ...row, how: "note" }], "S0-14")];
    expect(faults.map((f) => faultWords(f).zh)).toEqual([
      "S3-22：文件有此条，对照表缺这一行。",
      "S0-14：表中写“备注”，所列条款中却没有这一类。",
    ]);
  });

  it("is refused where it is not a table at all", () => {
    expect(() => readClauseTable('{"format": 1, "documents": []}')).toThrow(/clauses|documents/);
    const bad = { ...TABLE, clauses: [{ ...TABLE.clauses[0], class: "X" }] };
    expect(() => readClauseTable(JSON.stringify(bad))).toThrow(/class/);
  });
});
