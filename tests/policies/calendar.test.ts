import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { calendarRows } from "../../cli/calendar/rows.js";
import { fen, ROOT } from "../cli/cli.js";
import { rules } from "./covered.js";

const policyPath = (name: string) => join(ROOT, "policies", name, `${name}.policy`);

describe("the calendar as rows", () => {
  it("Yubei: building, acceptance and payment, each with who, after what and by when", () => {
    const rows = calendarRows(rules("yubei-2024"));
    const shown = rows
      .filter((r) => r.group === "steps")
      .map((r) => [r.id, r.deadline, r.after.map((a) => a.zh).join()]);
    expect(shown).toEqual([
      ["choose", null, ""],
      ["sign", null, "选定项目"],
      ["filing", null, "审核签字"],
      ["first_half", null, "备案"],
      ["build", "2024-06-15", "备案"],
      ["accept", null, "建设"],
      ["second_half", "2024-06-15", "验收"],
      ["photos", "2024-06-30", "首次拨付"],
    ]);
    expect(rows.find((r) => r.id === "photos")?.shows.map((s) => s.zh)).toEqual([
      "乡镇",
      "村",
      "户主姓名",
      "补助金",
      "奖励金",
    ]);
  });

  it("Kaiyuan: reviews by their period, milestones by their day, tranches by their condition", () => {
    const rows = calendarRows(rules("kaiyuan-2024"));
    const when = (id: string, group: string) =>
      rows.find((r) => r.id === id && r.group === group)?.when.map((w) => [w.en, w.zh]);
    expect(when("town_visits", "visits")).toEqual([["every 3 months", "每3个月一次"]]);
    expect(when("village_visits", "visits")).toEqual([["every month", "每月一次"]]);
    expect(when("project_library", "project_steps")).toEqual([["by 2024-11-30", "2024-11-30前（含当日）"]]);
    expect(when("2", "pay out grant")).toEqual([["when progress ≥ 70%", "当 建设进度 ≥ 70%"]]);
    const tranches = rows.filter((r) => r.group === "pay out grant").map((r) => r.step.zh);
    expect(tranches).toEqual(["预付比例", "40%", "尾款", "质保金比例 用于质量保证金", "余款 用于乡镇结存"]);
  });

  it("a notice's length, a time limit and both ends", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fen-"));
    writeFileSync(
      join(folder, "demo.policy"),
      `policy demo "x"
  version "1"
  in force 2024-01-01
  uses people
procedure steps/流程
  - apply/申请 by village
  - notice/公示 by village, town after apply lasting 7 days both ends counted
  - pay_it/打款 by town after notice within 10 working days
`,
    );
    writeFileSync(
      join(folder, "people.policy"),
      "vocabulary people/人口\nentity household/户\n  - id/户编号: text, key\n",
    );
    const { code, out } = await fen(["calendar", "demo.policy"], folder);
    expect(code).toBe(0);
    expect(
      out
        .split("\n")
        .slice(2)
        .map((l) => l.split(/ {2,}/)),
    ).toEqual([
      ["step", "who", "by when", "takes", "after"],
      [expect.stringMatching(/^─+$/)],
      ["apply", "village"],
      ["notice", "village, town", "7 days, both ends counted", "apply"],
      ["pay_it", "town", "within 10 working days", "notice"],
      [""],
    ]);
    rmSync(folder, { recursive: true });
  });
});

describe("fen calendar", () => {
  it("shows Yubei's collision: built, accepted and paid on one day, and the notice after the payment", async () => {
    const { code, out, err } = await fen(["calendar", policyPath("yubei-2024")], ROOT, "zh");
    expect(code).toBe(0);
    expect(out).toMatch(/二次拨付 +镇 +2024-06-15前（含当日） +验收/);
    expect(err).toContain("P4072");
    expect(err).toContain("建设 → 验收 → 二次拨付先后进行，却都限2024-06-15完成");
    expect(err).toContain("“公示备案”可到2024-06-30才完成，晚于“二次拨付”的2024-06-15");
    expect(err.match(/警告\[/g)).toHaveLength(2);
  });

  it("shows that Kaiyuan was posted after three of its four milestones", async () => {
    const { out, err } = await fen(["calendar", policyPath("kaiyuan-2024"), "--json"], ROOT);
    expect(err).toBe("");
    const document = JSON.parse(out) as { rows: unknown[]; diagnostics: { code: string; body: { en: string } }[] };
    expect(document.diagnostics.map((d) => [d.code, /names (\S+),/.exec(d.body.en)?.[1]])).toEqual([
      ["P4074", "2024-04-30"],
      ["P4074", "2024-06-30"],
      ["P4074", "2024-09-30"],
    ]);
    expect(document.rows.length).toBeGreaterThan(20);
  });

  it("as Markdown and as CSV", async () => {
    const md = await fen(["calendar", policyPath("qinyuan-2017"), "--format", "markdown"], ROOT, "zh");
    expect(md.out).toContain(
      "## 申报程序\n\n| 步骤 | 由谁办理 | 在……之后 | 依据 |\n| --- | --- | --- | --- |\n| 提出申请 | 经营主体 |  | 五（二） |",
    );
    const table = await fen(["calendar", policyPath("qinyuan-2017"), "--format", "csv"], ROOT, "zh");
    expect(table.out.split("\r\n")[0]).toBe("\uFEFF程序,步骤,由谁办理,时限,历时,在……之后,公示栏目,依据");
    expect(table.out).toContain("\r\n监督考核,绩效评估,县农委、扶贫办,每年一次,,,,五（五）\r\n");
  });
});

describe("fen coverage", () => {
  it("all 168, in words and as data", async () => {
    const { code, err } = await fen(["coverage"], ROOT);
    expect([code, err]).toEqual([0, "168 of 168 clauses expressed (C 70, A 35, T 42, D 21)\n"]);
    const json = await fen(["coverage", "--document", "hebao-2020", "--json"], ROOT);
    const document = JSON.parse(json.out) as { clauses: { id: string }[]; faults: unknown[] };
    expect([document.clauses.length, document.clauses[0]?.id, document.faults]).toEqual([26, "S2-01", []]);
  });

  it("an unknown document is a usage error", async () => {
    const { code, err } = await fen(["coverage", "--document", "hebao"], ROOT);
    expect(code).toBe(2);
    expect(err).toContain("There is no document `hebao`. Known: rongchang-2024");
  });

  it("a folder whose table names a policy that is not there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fen-"));
    const row = {
      id: "S0-01",
      document: "demo",
      section: "1",
      quote: "x",
      gloss: "x",
      class: "T",
      codes: ["VALID"],
      how: "header",
      clauses: [],
    };
    const table = { format: 1, documents: [{ prefix: "S0", policy: "demo", title: "x", clauses: 1 }], clauses: [row] };
    writeFileSync(join(folder, "clauses.json"), JSON.stringify(table));
    const { code, err } = await fen(["coverage", "."], folder, "zh");
    expect(code).toBe(1);
    expect(err).toBe("S0-01：没有政策“demo”。\n1 条中 0 条已表达（C 0，A 0，T 1，D 0）\n");
    writeFileSync(join(folder, "clauses.json"), "[]");
    expect(await fen(["coverage", "."], folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining("is not a clause table"),
    });
    rmSync(folder, { recursive: true });
  });
});
