/** The totals of the documents hold for any seed; each policy runs on its roster, and on the dirty twin once settled. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type GeneratedRoster, SCHEMES } from "../../runtime/synthetic/index.js";
import { fen, folder, ROOT } from "../cli/cli.js";

const home = folder();
afterAll(() => home.remove());

const scheme = (id: string) => SCHEMES.find((s) => s.id === id) as (typeof SCHEMES)[number];

function records(roster: GeneratedRoster, table: string): Map<string, string>[] {
  const found = roster.tables.find((t) => t.name === table);
  if (!found) throw new Error(`no table ${table}`);
  return found.rows.map((row) => new Map(found.headings.map((h, i) => [h.replace(/（.*）$/, ""), row[i] ?? ""])));
}

function tally(all: readonly Map<string, string>[], heading: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of all) counts[one.get(heading) as string] = (counts[one.get(heading) as string] ?? 0) + 1;
  return counts;
}

const sum = (all: readonly Map<string, string>[], heading: string) =>
  all.reduce((total, one) => total + BigInt(one.get(heading) || "0"), 0n);

const SEEDS = [1, 2, 77];

describe("rosters", () => {
  it.each(SCHEMES.map((s) => s.id))("%s: one seed, one roster, marked synthetic, with ids of its own", (id) => {
    const [one, again, other] = [1, 1, 2].map((seed) => scheme(id).generate(seed));
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one?.title).toMatch(/^合成数据/);
    const households = records(one as GeneratedRoster, "household");
    expect(new Set(households.map((h) => h.get("户编号"))).size).toBe(households.length);
    for (const h of households) expect(h.get("户主证件号码")).toMatch(/^990000\d{11}[\dX]$/);
  });

  it.each(SEEDS)("Qinyuan: 3,999 households and 8,062 people in 14 townships (seed %i)", (seed) => {
    const all = records(scheme("qinyuan").generate(seed), "household");
    const listed = all.filter((h) => h.get("建档立卡") === "是");
    expect(tally(listed, "家庭人口")).toEqual({ 1: 1569, 2: 1399, 3: 598, 4: 299, 5: 99, 6: 35 });
    expect([listed.length, sum(listed, "家庭人口")]).toEqual([3999, 8062n]);
    expect(Object.values(tally(listed, "乡镇"))).toEqual([
      440, 400, 400, 360, 320, 320, 280, 280, 240, 240, 240, 200, 160, 119,
    ]);
    expect(tally(all, "脱贫年度")).toMatchObject({ 2014: 110, 2015: 130 });
  });

  it.each([
    ["生猪", "10"],
    ["生猪", "11"],
    ["羊", "10"],
    ["牛", "1"],
    ["鸡", "1000"],
    ["新建移动大棚面积", "0.75"],
    ["自主经营.核定", "1000"],
    ["自主经营.核定", "5000"],
    ["自主经营.核定", "5000.01"],
    ["其他产业.核定", "3000"],
  ])("Qinyuan: at least 10 households with %s %s", (heading, bound) => {
    const all = records(scheme("qinyuan").generate(5), "household");
    expect(tally(all, heading)[bound]).toBeGreaterThanOrEqual(10);
  });

  it.each(SEEDS)("Hebao: 800 households meant, 600 reached, village by village (seed %i)", (seed) => {
    const all = records(scheme("hebao").generate(seed), "household");
    const flags = ["建档立卡", "在家", "有劳动力", "有发展意愿"];
    const base = all.filter((h) => flags.every((flag) => h.get(flag) === "是"));
    expect(tally(base, "家庭人口")).toEqual({ 1: 131, 2: 232, 3: 208, 4: 136, 5: 65, 6: 28 });
    expect([base.length, sum(base, "家庭人口")]).toEqual([800, 2256n]);
    expect(Object.values(tally(base, "村"))).toEqual([112, 96, 88, 72, 72, 64, 64, 56, 48, 48, 40, 40]);
    const reached = base.filter((h) => h.get("到户产业") === "是");
    const order = [...new Set(base.map((h) => h.get("村") as string))];
    expect(order.map((village) => tally(reached, "村")[village])).toEqual([
      84, 72, 66, 54, 54, 48, 48, 42, 36, 36, 30, 30,
    ]);
    expect(all.filter((h) => h.get("到户产业") === "是")).toHaveLength(600);
  });

  it.each(SEEDS)("Kaiyuan: 1,600 households, 2,500 people employed, 10 million of the city's own (seed %i)", (seed) => {
    const roster = scheme("kaiyuan").generate(seed);
    const households = records(roster, "household");
    expect(households).toHaveLength(1600);
    const assisted = new Set(
      households
        .filter((h) => h.get("户类型") === "脱贫户" || h.get("监测对象类型") !== "无")
        .map((h) => h.get("户编号")),
    );
    const members = records(roster, "member");
    const employed = members.filter((m) => assisted.has(m.get("户编号")) && Number(m.get("务工月数")) >= 1);
    expect(employed).toHaveLength(2500);
    expect(BigInt(members.length)).toBe(sum(households, "家庭人口"));
    const funds = records(roster, "project_fund");
    expect(
      sum(
        funds.filter((f) => f.get("资金级别") === "县级"),
        "资金总额",
      ),
    ).toBe(10_000_000n);
    expect(tally(funds, "项目类别")).toMatchObject({ 帮扶产业: 21, 典型村创建: 11, 新型集体经济: 9 });
    for (const bound of ["8500", "8500.01", "8499.99", "10000", "9999.99"]) {
      expect(tally(households, "人均纯收入")[bound]).toBeGreaterThanOrEqual(10);
    }
  });
});

interface Totals {
  readonly total: { readonly amount: string; readonly undecided: number };
  readonly refusedRows: readonly unknown[];
  readonly messages: { readonly diagnostics: readonly { readonly severity: string; readonly code: string }[] };
  readonly checks: readonly { readonly id: string; readonly state: string }[];
}

/** Amounts of record for seed 1: the synthetic rosters do not move without somebody saying so. */
const RUNS: readonly (readonly [id: string, policy: string, asOf: string, total: string, undecided: number])[] = [
  ["yubei", "yubei-2024", "2024-06-30", "2863400.00", 0],
  ["rongchang", "rongchang-2024", "2024-05-31", "938272.87", 4],
  ["qinyuan", "qinyuan-2017", "2018-06-30", "23991640.49", 0],
  ["hebao", "hebao-2020", "2020-12-31", "496753.00", 0],
  ["kaiyuan", "kaiyuan-2024", "2024-10-30", "3367768.43", 0],
];

/** The files that `roster generate` has named, as arguments of `run`. */
function rosters(listed: string): string[] {
  return listed
    .trim()
    .split("\n")
    .flatMap((path) => {
      const name = /([^/]+)\.csv$/.exec(path)?.[1] as string;
      if (name === "parameters") return ["--params", path];
      if (name === "settle") return ["--settle", path];
      return ["--roster", ["household", "export", "form"].includes(name) ? path : `${name}=${path}`];
    });
}

describe.each(RUNS)("%s", (id, policy, asOf, total, undecided) => {
  const run = async (twin: readonly string[], more: readonly string[] = []) => {
    const out = `${id}${twin.join("")}`;
    const made = await fen(["roster", "generate", id, ...twin, "--out", out, "--force"], home.path);
    expect(made.code).toBe(0);
    const file = join(ROOT, `policies/${policy}/${policy}.policy`);
    const args = ["run", file, "--as-of", asOf, "--json", "--force", ...rosters(made.out), ...more];
    const ran = await fen(args, home.path);
    return { ...ran, result: JSON.parse(ran.out) as Totals };
  };

  it("runs on its roster, and the settled twin gives the very same result", async () => {
    const clean = await run([]);
    expect(clean.result.total.amount).toBe(total);
    expect(clean.result.refusedRows).toEqual([]);
    expect(clean.result.messages.diagnostics.filter((m) => m.code.startsWith("P6") && m.severity === "error")).toEqual(
      [],
    );
    expect(clean.result.total.undecided).toBe(undecided);

    const settled = await run(["--dirty"], ["--doubts", `${id}.doubts.csv`]);
    const without = ({ messages: _, rosters: __, ...rest }: Totals & { rosters?: unknown }) => rest;
    expect(without(settled.result)).toEqual(without(clean.result));
    expect(settled.result.messages.diagnostics.filter((m) => m.severity !== "note")).toEqual(
      clean.result.messages.diagnostics.filter((m) => m.severity !== "note"),
    );
    const doubts = readFileSync(join(home.path, `${id}.doubts.csv`), "utf8")
      .trim()
      .split("\r\n");
    const decided = readFileSync(join(home.path, `${id}--dirty`, "settle.csv"), "utf8")
      .trim()
      .split("\r\n");
    expect(doubts.length).toBe(decided.length);
    expect(doubts.length).toBeGreaterThan(20);
  }, 120_000);
});

describe("the twin unsettled", () => {
  it("leaves every doubt open with its reason, and shows no name and no number", async () => {
    const made = await fen(["roster", "generate", "rongchang", "--dirty", "--out", "open"], home.path);
    const args = rosters(made.out).filter((arg, i, all) => arg !== "--settle" && all[i - 1] !== "--settle");
    const file = join(ROOT, "policies/rongchang-2024/rongchang-2024.policy");
    const ran = await fen(
      ["run", file, "--as-of", "2024-05-31", "--json", ...args, "--doubts", "open.csv", "--save-map", "map.csv"],
      home.path,
      "zh",
    );
    expect(ran.code).toBe(1);
    const list = readFileSync(join(home.path, "open.csv"), "utf8");
    const codes = new Set([...list.matchAll(/,(P6\d{3}),/g)].map((m) => m[1]));
    expect([...codes].sort()).toEqual(["P6006", "P6007", "P6009", "P6020", "P6021", "P6022"]);

    const roster = scheme("rongchang").generate(1);
    const everything = ran.out + ran.err + list + readFileSync(join(home.path, "map.csv"), "utf8");
    const households = records(roster, "household");
    for (const h of households) {
      const number = h.get("户主证件号码") as string;
      expect(everything.includes(number) || everything.includes(number.slice(6, 17))).toBe(false);
    }
    // Names are short and made of common words: a cell that holds one alone would show.
    for (const name of new Set(households.map((h) => h.get("户主姓名") as string))) {
      expect(everything).not.toMatch(new RegExp(`[“"\`,]${name}[”"\`,]`));
    }
    expect(everything).not.toContain("E+17");

    const result = JSON.parse(ran.out) as {
      undecided: { key: string }[];
      refusedRows: { row: number; code: string }[];
    };
    for (const refused of result.refusedRows) expect(refused.code).toMatch(/^P6\d{3}$/);
    // Whose row of the form was refused is open, not paid as if there had been no herds.
    expect(result.undecided.length).toBeGreaterThan(10);
  }, 120_000);
});
