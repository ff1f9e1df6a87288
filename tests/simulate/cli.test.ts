/** `fen simulate` and `fen solve` on the demonstration of the other commands' tests. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as XLSX from "@e965/xlsx";
import { parquetReadObjects } from "hyparquet";
import { afterEach, describe, expect, test } from "vitest";
import { add, rational, text } from "../../compiler/ir/rational.js";
import { DEMO, fen, folder, PEOPLE, ROSTER, YUBEI } from "../cli/cli.js";

const made: { remove: () => void }[] = [];
afterEach(() => {
  for (const f of made.splice(0)) f.remove();
});

const BASE = { policy: "demo.policy", rosters: ["household.csv"] };
const HIGHER = { ...BASE, name: "higher", numbers: { "grain#2": "400" }, readings: {} };

function place(more: Readonly<Record<string, string | object>> = {}): string {
  const files = {
    "demo.policy": DEMO,
    "people.policy": PEOPLE,
    "household.csv": ROSTER,
    "base.json": BASE,
    "higher.json": HIGHER,
    ...more,
  };
  const f = folder(
    Object.fromEntries(Object.entries(files).map(([name, c]) => [name, typeof c === "string" ? c : JSON.stringify(c)])),
  );
  made.push(f);
  return f.path;
}

const json = (text: string) => JSON.parse(text);

describe("fen simulate", () => {
  test("its totals are those of fen run, to the fen and to the letter", async () => {
    const at = place();
    const run = json((await fen(["run", "demo.policy", "--roster", "household.csv", "--json"], at)).out);
    const simulated = json(
      (await fen(["simulate", "demo.policy", "--roster", "household.csv", "--by", "town", "--json"], at)).out,
    );
    const [own] = simulated.scenarios;
    for (const field of ["amount", "ceiling", "recipients", "undecided", "reserve", "rounded", "roundedOnce"]) {
      expect(own.total[field], field).toEqual(run.total[field]);
      for (const [i, b] of run.benefits.entries()) expect(own.benefits[i][field], field).toEqual(b[field]);
    }
    expect(own.by[0].rows.map((r: { key: string; amount: string }) => [r.key, r.amount])).toEqual(
      run.towns.map((t: { town: string; amount: string }) => [t.town, t.amount]),
    );
    // 1: 1515, 2: 3000, 6: 3000.
    expect(own.total.amount).toBe("7515.00");
  });

  test("two files: who gains, what each change costs", async () => {
    const { out, code } = await fen(["simulate", "base.json", "higher.json", "--json"], place());
    expect(code).toBe(0);
    const { scenarios, comparisons } = json(out);
    expect(scenarios.map((s: { name: string }) => s.name)).toEqual(["base", "higher"]);
    // 5.05 mu at 400 instead of 300; 2 is at its cap.
    expect(comparisons[0].total).toMatchObject({
      net: "505.00",
      gain: { payees: 1, amount: "505.00" },
      same: 5,
      lose: { payees: 0, amount: "0.00" },
    });
    expect(comparisons[0].changes.changes).toMatchObject([
      { kind: "number", what: "grain#2", to: "400", alone: "505.00", inOrder: "505.00" },
    ]);
    expect(comparisons[0].by[0].rows.map((r: { key: string; net: string }) => [r.key, r.net])).toEqual([
      ["甲镇", "505.00"],
      ["乙镇", "0.00"],
    ]);
  });

  test("the same from options, with take-up and growth, in Chinese", async () => {
    const at = place();
    const args = ["simulate", "demo.policy", "--roster", "household.csv", "--set", "粮食#2=400", "--grow", "面积=+10%"];
    const { out, code } = await fen([...args, "--take-up", "养殖=0%", "--json"], at, "zh");
    expect(code).toBe(0);
    const [own] = json(out).scenarios;
    // 5.05 × 1.1 = 5.555 → 5.56 mu: 2224. 2: 11 mu, 3000 by its cap. 5: 4.99 × 1.1 = 5.489 → 5.49 mu: 2196. 6 does not apply.
    expect(own.total.amount).toBe("7420.00");
    expect(own.benefits[1].states).toMatchObject({ paid: 0, undecided: 0 });
    const table = await fen([...args, "--by", "乡镇", "--by", "面积:5,10"], at, "zh");
    expect(table.out).toContain("按面积分档");
    expect(table.out).toContain("甲镇");
  });

  test("a table on the screen: every part of the report, in both languages", async () => {
    const at = place();
    const args = ["simulate", "demo.policy", "--roster", "household.csv", "--readings", "--bounds", "--sensitivity"];
    const en = await fen(args, at);
    for (const part of [
      "By benefit",
      "By town",
      "Limits that were hit",
      "Pots",
      "Cash flow",
      "Undecided, by reason",
      "Who is left out of",
    ]) {
      expect(en.out).toContain(part);
    }
    expect(en.out).toContain("Exactly on a bound");
    const zh = await fen(args, at, "zh");
    for (const part of ["按项目", "按乡镇", "触及限额", "指标、测算、结余", "拨付进度", "待定原因", "逐条排除"]) {
      expect(zh.out).toContain(part);
    }
    expect(zh.out).toContain("测算结果仅供参考，以验收核定为准");
  });

  test("rosters of three years side by side, by town", async () => {
    const years = Object.fromEntries(
      [2022, 2023, 2024].map((year, i) => [
        `${year}.json`,
        {
          ...BASE,
          name: String(year),
          year,
          rosters: [`${year}.csv`],
          asOf: "2024-05-31",
          growth: [{ field: "面积", factor: `${i + 1}` }],
        },
      ]),
    );
    const rosters = Object.fromEntries(
      [2022, 2023, 2024].map((year, i) => [`${year}.csv`, i === 2 ? `${ROSTER}7,丙镇,是,,1,,\n` : ROSTER]),
    );
    const { out, code } = await fen(
      ["simulate", "2022.json", "2023.json", "2024.json"],
      place({ ...years, ...rosters }),
      "zh",
    );
    expect(code).toBe(0);
    const row = (start: string) =>
      out
        .split("\n")
        .find((line) => line.startsWith(start))
        ?.trim()
        .split(/\s{2,}/);
    expect(row("年度")).toEqual(["年度", "2022", "2023", "2024"]);
    // 1 has 1515, 3030 cut to 3000 and 3000; 2 and 6 have 3000 each year; 5 has 9.98 mu in the second: 2994, and 3000 in the third.
    expect(row("合计（元）")).toEqual(["合计（元）", "7,515.00", "11,994.00", "12,000.00"]);
    expect(row("丙镇")).toEqual(["丙镇", "—", "—", "0.00"]);
    expect(out).toContain("2024 与 2022 比较");
    expect(out).toContain("仅在后一名册");
  });

  test("CSV and Parquet: a row for each payee, the sum is the total", async () => {
    const at = place();
    await fen(["simulate", "base.json", "higher.json", "--format", "parquet", "--out", "both.parquet"], at);
    const bytes = readFileSync(join(at, "both.parquet"));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    expect(rows.map((r) => r["key"])).toEqual(["1", "2", "3", "4", "5", "6"]);
    const { out } = await fen(["simulate", "base.json", "higher.json", "--format", "csv"], at);
    expect(out).toContain("1,1515.00,2020.00,505.00");
    expect(out).toContain("6,3000.00,3000.00,0.00");
  });

  test("a workbook with 汇总表, 明细, 疑点清单 and the comparison, reopened", async () => {
    const at = place();
    const { code } = await fen(
      ["simulate", "base.json", "higher.json", "--format", "xlsx", "--out", "both.xlsx"],
      at,
      "zh",
    );
    expect(code).toBe(0);
    const book = XLSX.read(readFileSync(join(at, "both.xlsx")));
    expect(book.SheetNames).toEqual([
      "方案对比 1",
      "对照明细",
      "1 汇总表",
      "1 分项目",
      "1 明细",
      "1 疑点清单",
      "2 汇总表",
      "2 分项目",
      "2 明细",
      "2 疑点清单",
    ]);
    const cells = (name: string) =>
      XLSX.utils.sheet_to_json<string[]>(book.Sheets[name] as XLSX.WorkSheet, { header: 1, raw: false }).flat();
    expect(cells("1 汇总表")).toContain("柒仟伍佰壹拾伍元整");
    expect(cells("2 汇总表")).toContain("捌仟零贰拾元整");
  });

  test("a file that is there stays as it was, and nothing half-written is left", async () => {
    const at = place({ "result.json": "mine" });
    const first = await fen(["simulate", "base.json", "--json", "--out", "result.json"], at);
    expect(first.code).toBe(2);
    expect(readFileSync(join(at, "result.json"), "utf8")).toBe("mine");
    const broken = await fen(["simulate", "none.json", "--format", "xlsx", "--out", "new.xlsx"], at);
    expect([broken.code, existsSync(join(at, "new.xlsx"))]).toEqual([2, false]);
    expect(readdirSync(at).some((f) => f.endsWith(".tmp"))).toBe(false);
  });

  test.each([
    ["simulate", "demo.policy", "--roster", "household.csv", "--sensitivity", "--format", "xlsx", "--out", "new.xlsx"],
    ["solve", "demo.policy", "--roster", "household.csv", "--parameter", "grain#2", "--total", "7000"],
  ])("Ctrl-C ends fen %s between two runs, with nothing written", async (...args) => {
    const at = place();
    const before = readdirSync(at).sort();
    const made = fen(args, at);
    // Until somebody listens, which is as soon as the command has begun; then as soon as it lets anything else run.
    while (process.listenerCount("SIGINT") === 0) await new Promise((resume) => setImmediate(resume));
    process.emit("SIGINT");
    const { code, out, err } = await made;
    expect({ code, out, told: err.includes("Stopped. Nothing was written.") }).toEqual({
      code: 130,
      out: "",
      told: true,
    });
    expect(readdirSync(at).sort()).toEqual(before);
    expect(process.listenerCount("SIGINT")).toBe(0);
  });

  test("what is wrong with a scenario is said by place", async () => {
    const at = place({ "bad.json": { policy: "demo.policy", takeup: [], year: [2024] } });
    const { code, err } = await fen(["simulate", "bad.json"], at, "zh");
    expect(code).toBe(1);
    expect(err).toContain("P5108");
    expect(err).toContain("“rosters”：缺少这一项");
    expect(err).toContain("`takeup`");
    expect(err).toContain("“year”");
  });

  test.each([
    [["--set", "grain_rat=1"], 1, "P5101"],
    [["--set", "grain#2=abc"], 2, "no number"],
    [["--set", "grain#2=5 head"], 2, "`head` is no unit of"],
    [["--take-up", "grian=50%"], 1, "P5107"],
    [["--take-up", "grain=150%"], 1, "P5103"],
    [["--grow", "town=2"], 1, "P5104"],
    [["--by", "tribe"], 1, "P5106"],
    [["--by", "area/1"], 2, "2 to 1000"],
    [["--format", "xlsx"], 2, "--out"],
  ])("%j ends with %i", async (args, code, words) => {
    const ran = await fen(["simulate", "demo.policy", "--roster", "household.csv", ...args], place());
    expect([ran.code, ran.err.includes(words)], ran.err).toEqual([code, true]);
  });
});

describe("a document of the county", () => {
  test("Yubei: its documented totals, 304.5 wan yuan of quotas, what is left, and a scenario file with values of each town", async () => {
    const at = place();
    await fen(["roster", "generate", "yubei", "--out", "r"], at);
    writeFileSync(
      join(at, "yubei.json"),
      JSON.stringify({
        policy: YUBEI,
        rosters: ["r/household.csv", "project=r/project.csv"],
        params: "r/parameters.csv",
      }),
    );
    writeFileSync(
      join(at, "fewer.json"),
      JSON.stringify({
        name: "fewer",
        policy: YUBEI,
        rosters: ["r/household.csv", "project=r/project.csv"],
        params: "r/parameters.csv",
        takeUp: [{ benefit: "奖励金", share: 0, by: { field: "乡镇", shares: { 甲镇: 1 } } }],
      }),
    );
    const { out, err, code } = await fen(["simulate", "yubei.json", "fewer.json", "--by", "town", "--json"], at, "zh");
    expect(code, err).toBe(0);
    const { scenarios, comparisons } = json(out);
    const [own, fewer] = scenarios;
    expect([own.total.amount, own.payees]).toEqual(["2863400.00", 1015]);
    expect(own.benefits.map((b: { amount: string }) => b.amount)).toEqual(["2029300.00", "834100.00"]);
    const sum = (of: "ceiling" | "estimated" | "left") =>
      own.pots.reduce((n: bigint, p: Record<string, string>) => n + BigInt((p[of] as string).replace(".", "")), 0n);
    expect([sum("ceiling"), sum("estimated"), sum("left")]).toEqual([304_500_000n, 286_340_000n, 18_160_000n]);
    expect(own.targets.find((t: { check: string }) => t.check === "all_households")).toMatchObject({
      met: 1,
      left: "1015",
    });
    // Nobody applies for the reward but in the first town: every other town loses it, and it alone stays as it was.
    expect(fewer.benefits[0].amount).toBe("2029300.00");
    expect(comparisons[0].total.net).toBe(
      comparisons[0].by[0].rows.reduce((n: string, r: { net: string }) => plus(n, r.net), "0.00"),
    );
    const [first, ...others] = comparisons[0].by[0].rows;
    expect([first.key, first.net]).toEqual(["甲镇", "0.00"]);
    expect(others.every((r: { net: string }) => r.net.startsWith("-"))).toBe(true);
    expect(comparisons[0].changes.changes).toMatchObject([{ kind: "takeUp", alone: comparisons[0].total.net }]);
    expect(fewer.funnels[1].steps.some((s: { words: { zh: string } }) => s.words.zh.includes("未申报"))).toBe(true);
  }, 60_000);
});

/** Two amounts with two decimals. */
function plus(a: string, b: string): string {
  return text(add(rational(a), rational(b)))
    .replace(/^(-?\d+)$/, "$1.00")
    .replace(/(\.\d)$/, "$10");
}

describe("fen solve", () => {
  const args = ["solve", "demo.policy", "--roster", "household.csv"];

  test("the highest rate within a budget, and its neighbour", async () => {
    const { out, code } = await fen([...args, "--parameter", "grain#2", "--total", "7000", "--json"], place());
    expect(code).toBe(0);
    // 6 has 3000, 2 has 10 mu: 3000 from 300 a mu on, and its herd's 1200 fills up what is below. 5.05 a mu for 1.
    const { answer, crossings, present } = json(out);
    expect(present).toEqual({ value: "300", total: "7515.00" });
    expect(crossings.length).toBe(1);
    expect(Number(answer.beyond.value) - Number(answer.within.value)).toBe(1);
    for (const [side, over] of [
      [answer.within, false],
      [answer.beyond, true],
    ] as const) {
      const again = await fen(
        ["simulate", "demo.policy", "--roster", "household.csv", "--set", `grain#2=${side.value}`, "--json"],
        place(),
      );
      const total = json(again.out).scenarios[0].total.amount;
      expect(total).toBe(side.total);
      expect(Number(total) > 7000).toBe(over);
    }
  });

  test("no value: the nearest, in words", async () => {
    const { out } = await fen([...args, "--parameter", "grain#2", "--total", "1万元"], place(), "zh");
    expect(out).toContain("没有取值使总额跨过 10,000.00 元");
  });

  test("without a parameter, what can be sought", async () => {
    const { out, code } = await fen(args, place());
    expect(code).toBe(0);
    expect(out).toContain("grain#2");
  });

  test.each([
    [["--parameter", "grain#2"], 2, "--total"],
    [["--parameter", "grain#2", "--total", "much"], 2, "--total"],
    [["--parameter", "nothing", "--total", "1"], 1, "P5101"],
    [["--parameter", "grain#2", "--total", "1", "--step", "0"], 2, "--step"],
    [["--parameter", "grain#2", "--total", "1", "--benefit", "cattle"], 2, "cattle"],
  ])("%j ends with %i", async (more, code, words) => {
    const ran = await fen([...args, ...more], place());
    expect([ran.code, ran.err.includes(words)], ran.err).toEqual([code, true]);
  });
});
