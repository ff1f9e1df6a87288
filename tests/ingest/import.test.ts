/** `fen import`, and every command that takes what it wrote or a workbook. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fen, folder } from "../cli/cli.js";
import { DEMO_TEXT, HEAD, workbook } from "./support.js";

let home: ReturnType<typeof folder>;
const ROWS = [
  ["1", "脱贫户", "2", "3", "2024-01-01", "张三"],
  ["2", "脱贫户", "三亩", "3", "45458", "李四"],
  ["3", "一般农户", "2", "3", "2024-01-01", "王五"],
];
const HEADINGS = [...HEAD, "户主姓名"];

beforeEach(() => {
  home = folder({
    "demo.policy": DEMO_TEXT,
    "h.xlsx": workbook({ 说明: [["填表说明"]], 名册: [["某县名册"], HEADINGS, ...ROWS] }),
    "h.csv": `${HEADINGS.join()}\n${ROWS.map((row) => row.join()).join("\n")}\n`,
    "member.csv": "户编号,人口编号,务工月数\n1,01,4\n",
  });
});
afterEach(() => home.remove());

const ROSTERS = ["--roster", "h.xlsx", "--roster", "member=member.csv"];
const run = (...rosters: string[]) =>
  fen(["run", "demo.policy", ...rosters, "--as-of", "2024-06-01", "--json"], home.path);
const claims = (out: string) => JSON.stringify({ ...JSON.parse(out), rosters: null, messages: null });

describe("fen import", () => {
  it("writes a roster on which every result is the same", async () => {
    const made = await fen(["import", "demo.policy", ...ROSTERS, "--out", "r.parquet"], home.path);
    // Two cells are in doubt, so the exit code says that something is to be looked at.
    expect(made).toMatchObject({ code: 1, err: expect.stringContaining("Written: r.parquet") });
    expect(made.out).toContain("household  3 rows");
    expect(made.out).toContain("Doubts  2: 0 decided, 2 open");
    expect(made.err).toContain("P6057");
    const first = await run(...ROSTERS);
    const again = await run("--roster", "r.parquet");
    expect(claims(again.out)).toBe(claims(first.out));
    expect(claims((await run("--roster", "h.csv", "--roster", "member=member.csv")).out)).toBe(claims(first.out));
  });

  it("takes what was decided, and says so as data", async () => {
    await fen(
      ["import", "demo.policy", ...ROSTERS, "--out", "r.parquet", "--doubts", "d.csv", "--save-map", "m.csv"],
      home.path,
      "zh",
    );
    const list = readFileSync(join(home.path, "d.csv"), "utf8");
    expect(list).not.toMatch(/张三|李四/);
    expect(readFileSync(join(home.path, "m.csv"), "utf8")).toContain("户主姓名,户,户主姓名");
    const settled = list
      .replace(/^(.*,45458,.*),,,\r$/m, "$1,采用,,\r")
      .replace(/^(.*,三亩,.*),,,\r$/m, "$1,更正,3,\r");
    expect(settled).not.toBe(list);
    writeFileSync(join(home.path, "s.csv"), settled);
    const args = ["import", "demo.policy", ...ROSTERS, "--settle", "s.csv", "--map", "m.csv", "--out", "r.parquet"];
    expect((await fen([...args, "--json"], home.path)).err).toContain("exists already");
    const made = await fen([...args, "--json", "--force"], home.path);
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({
      format: 1,
      command: "import",
      out: "r.parquet",
      rosters: [
        { entity: "household", rows: 3, refused: 0 },
        { entity: "member", rows: 1, refused: 0 },
      ],
      doubts: { all: 2, decided: 2, open: 0 },
    });
    const result = await run("--roster", "r.parquet");
    expect(result.code).toBe(0);
  });

  it("writes nothing where the rosters cannot be used, but lists what is in doubt", async () => {
    writeFileSync(join(home.path, "h.xlsx"), "户编号,户类型\n1,脱贫户\n");
    const made = await fen(["import", "demo.policy", ...ROSTERS, "--out", "r.parquet", "--doubts", "d.csv"], home.path);
    expect(made).toMatchObject({ code: 1, out: "", err: expect.stringContaining("P6003") });
    expect(readdirSync(home.path).sort()).toEqual(["d.csv", "demo.policy", "h.csv", "h.xlsx", "member.csv"]);
  });

  it("asks before it writes private columns that the policy reads", async () => {
    const reads = DEMO_TEXT.replace("当 户类型 为", "当 户主姓名 为 “张三” 且 户类型 为");
    writeFileSync(join(home.path, "demo.policy"), reads);
    const args = ["import", "demo.policy", ...ROSTERS, "--out", "r.parquet"];
    const refused = await fen(args, home.path);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("P6056") });
    expect(existsSync(join(home.path, "r.parquet"))).toBe(false);
    const made = await fen([...args, "--private"], home.path);
    expect(made.err).not.toContain("P6056");
    expect(readFileSync(join(home.path, "r.parquet")).includes("张三")).toBe(true);
  });

  it("names the sheet after a workbook", async () => {
    const wrong = await fen(["import", "demo.policy", "--roster", "h.xlsx#名单", "--out", "r.parquet"], home.path);
    expect(wrong.err).toContain("P6049");
    const right = await fen(
      ["import", "demo.policy", "--roster", "h.xlsx#名册", "--roster", "member=member.csv", "--out", "r.parquet"],
      home.path,
    );
    expect(right.err).not.toContain("P6048");
    expect(existsSync(join(home.path, "r.parquet"))).toBe(true);
  });

  it("leaves nothing half written when it is interrupted", async () => {
    const rows = Array.from({ length: 150_000 }, (_, i) => `${i},脱贫户,2,3,2024-01-01,户${i}`);
    writeFileSync(join(home.path, "h.csv"), `${HEADINGS.join()}\n${rows.join("\n")}\n`);
    const before = readdirSync(home.path).sort();
    const made = fen(
      ["import", "demo.policy", "--roster", "h.csv", "--roster", "member=member.csv", "--out", "r.parquet"],
      home.path,
    );
    // As soon as it lets anything else run, which it does between two pieces of a file.
    const timer = setTimeout(() => process.emit("SIGINT"), 0);
    const { code, out, err } = await made;
    clearTimeout(timer);
    expect({ code, out, err }).toEqual({ code: 130, out: "", err: "Stopped. Nothing was written.\n" });
    expect(readdirSync(home.path).sort()).toEqual(before);
  });
});
