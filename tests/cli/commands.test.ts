import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEMO, fen, folder, PEOPLE, ROSTER, YUBEI } from "./cli.js";

let home: ReturnType<typeof folder>;

beforeEach(() => {
  home = folder({ "demo.policy": DEMO, "people.policy": PEOPLE, "h.csv": ROSTER });
});
afterEach(() => home.remove());

const run = (...args: string[]) => fen(args, home.path);

describe("what was asked", () => {
  it("help stands on stdout, examples first, in both languages", async () => {
    for (const args of [[], ["--help"], ["run", "--help"], ["roster", "generate", "--help"], ["roster"]]) {
      const { code, out, err } = await run(...args);
      expect([code, err]).toEqual([0, ""]);
      expect(out.indexOf("Examples:")).toBeGreaterThan(0);
      expect(out.indexOf("Examples:")).toBeLessThan(out.indexOf("Options:"));
    }
    const zh = await fen(["run", "--help"], home.path, "zh");
    expect(zh.out).toContain("示例：");
    expect(zh.out).toContain("名册");
  });

  it("the version", async () => {
    expect(await run("--version")).toMatchObject({ code: 0, out: expect.stringMatching(/^fen \d+\.\d+\.\d+\n$/) });
  });

  it.each([
    [["chek", "demo.policy"], "There is no command `chek`. Did you mean `check`?"],
    [["check", "demo.policy", "--jsn"], "There is no option `--jsn`. Did you mean `--json`?"],
    [["check"], "`POLICY` is missing."],
    [["run", "demo.policy"], "`--roster <file...>` is needed."],
    [["roster", "generate", "yubi"], "Did you mean `yubei`?"],
    [["format", "demo.policy", "--surface", "fr"], "`fr` is no value of `--surface <surface>`, which takes zh, en."],
    [["check", "none.policy"], "There is no file `none.policy`."],
    [["run", "demo.policy", "--roster", "none.csv"], "There is no file `none.csv`."],
    [["run", "demo.policy", "--roster", "h.csv", "--as-of", "2024-02-30"], "takes a date such as 2024-05-31"],
    [["run", "demo.policy", "--roster", "h.csv", "--entered", "livestock=80"], "a percentage from 0% to 100%"],
    [["run", "demo.policy", "--roster", "h.csv", "--entered", "livestok=ceiling"], "Did you mean `livestock`?"],
    [["run", "demo.policy", "--roster", "h.csv", "--reading", "pigs"], "takes `name=value`"],
    [["run", "demo.policy", "--roster", "h.csv", "--by", "county"], "There is no field `county`"],
    [["serve", "--port", "x"], "takes a number"],
  ])("%j is a usage error that says what to do", async (args, message) => {
    const { code, out, err } = await run(...args);
    expect(err).toContain(message);
    expect([code, out]).toEqual([2, ""]);
  });

  it("usage errors in Chinese", async () => {
    const { code, err } = await fen(["chek"], home.path, "zh");
    expect(code).toBe(2);
    expect(err).toContain("没有命令 `chek`。是否指 `check`？");
  });
});

describe("check", () => {
  it("finds nothing wrong in a sound policy and its vocabulary", async () => {
    const { code, out } = await run("check", "demo.policy", "people.policy");
    expect(code).toBe(0);
    expect(out).toMatch(/^demo\.policy: no errors {2}demo 1 {2}[0-9a-f]{12}\npeople\.policy: vocabulary, no errors\n$/);
  });

  it("reports what is wrong on stderr with its place, and gives 1", async () => {
    writeFileSync(join(home.path, "bad.policy"), DEMO.replace("area at least", "aera at least"));
    const { code, out, err } = await run("check", "bad.policy");
    expect(code).toBe(1);
    expect(out).toBe("bad.policy: has errors\n");
    expect(err).toContain("P2001");
    expect(err).toMatch(/bad\.policy:12:\d+/);
  });

  it("checks every policy of a folder, as JSON with a format version", async () => {
    const { code, out, err } = await run("check", ".", "--json");
    const document = JSON.parse(out);
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(document).toMatchObject({ format: 1, command: "check" });
    expect(document.files.map((f: { file: string }) => f.file)).toEqual(["demo.policy", "people.policy"]);
    expect(document.files[0].hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("says so where a file is not text, and where a folder holds no policy", async () => {
    writeFileSync(join(home.path, "x.policy"), Uint8Array.from([0, 1, 2, 255]));
    expect(await run("check", "x.policy")).toMatchObject({ code: 2, err: expect.stringContaining("not text") });
    const empty = folder();
    expect(await fen(["check", "."], empty.path)).toMatchObject({ code: 2 });
    empty.remove();
  });

  it("reads policies in GB18030", async () => {
    // 政策 in GBK; a policy needs more, so the one mistake is about what follows, not about the encoding.
    writeFileSync(join(home.path, "gbk.policy"), Uint8Array.from([0xd5, 0xfe, 0xb2, 0xdf, 0x20, 0xbc, 0xd7, 0x0a]));
    const { out } = await run("check", "gbk.policy", "--json");
    expect(JSON.parse(out).files[0].file).toBe("gbk.policy");
  });
});

describe("format", () => {
  it("prints either surface, and back again the same", async () => {
    const zh = await run("format", "demo.policy", "--surface", "zh");
    expect(zh.code).toBe(0);
    expect(zh.out).toContain("政策 演示/demo");
    writeFileSync(join(home.path, "zh.policy"), zh.out);
    const en = await run("format", "zh.policy", "--surface", "en");
    writeFileSync(join(home.path, "en.policy"), en.out);
    const again = await run("format", "en.policy", "--surface", "zh");
    expect(again.out).toBe(zh.out);
    const hashes = await run("hash", "demo.policy", "zh.policy", "en.policy");
    expect(
      new Set(
        hashes.out
          .trim()
          .split("\n")
          .map((line) => line.split("  ")[0]),
      ).size,
    ).toBe(1);
  });

  it("writes in place only when asked, and to another file only where there is none", async () => {
    const before = readFileSync(join(home.path, "demo.policy"), "utf8");
    await run("format", "demo.policy");
    expect(readFileSync(join(home.path, "demo.policy"), "utf8")).toBe(before);
    expect(await run("format", "demo.policy", "--out", "people.policy")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--force"),
    });
    expect(readFileSync(join(home.path, "people.policy"), "utf8")).toBe(PEOPLE);
    expect((await run("format", "demo.policy", "--surface", "zh", "--out", "demo.policy")).code).toBe(2);
    expect(readFileSync(join(home.path, "demo.policy"), "utf8")).toBe(before);
    expect((await run("format", "demo.policy", "--out", "new.policy")).code).toBe(0);
    expect((await run("format", "new.policy", "--check")).code).toBe(0);
    expect((await run("format", "demo.policy", "--out", "people.policy", "--force")).code).toBe(0);
    expect(readFileSync(join(home.path, "people.policy"), "utf8")).toContain("policy demo");
    expect((await run("format", "demo.policy", "--write")).code).toBe(0);
    expect(readdirSync(home.path).filter((f) => f.endsWith(".tmp"))).toEqual([]);
  });

  it("leaves a file with a syntax error alone", async () => {
    const broken = DEMO.replace("when area at least 5 mu", "when area at at least");
    writeFileSync(join(home.path, "bad.policy"), broken);
    const { code, out, err } = await run("format", "bad.policy", "--write");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/P1\d{3}/);
    expect(readFileSync(join(home.path, "bad.policy"), "utf8")).toBe(broken);
  });
});

describe("test", () => {
  it("counts the examples that hold", async () => {
    expect(await run("test", "demo.policy")).toMatchObject({ code: 0, out: "demo.policy: 2 of 2 examples hold\n" });
  });

  it("shows what was expected and what came out", async () => {
    writeFileSync(join(home.path, "bad.policy"), DEMO.replace("grain 1500 yuan, total", "grain 1400 yuan, total"));
    const { code, out } = await run("test", "bad.policy");
    expect(code).toBe(1);
    expect(out).toContain("✗ five mu");
    expect(out).toMatch(/expected .*1400.* got .*1500/);
    expect(out).toContain("1 of 2 examples hold, 1 do not");
  });
});

describe("run", () => {
  const base = ["run", "demo.policy", "--roster", "h.csv"];

  it("gives totals by benefit and town, ceilings beside amounts, and the disclaimer", async () => {
    const { code, out, err } = await run(...base);
    expect(err).not.toContain("error");
    expect(code).toBe(0);
    // grain 1515 + 3000; livestock 0 for household 2 (nothing left) + 3000 for household 6.
    expect(out).toMatch(/grain\s+4,515\.00/);
    expect(out).toMatch(/livestock\s+3,000\.00/);
    expect(out).toMatch(/Total\s+7,515\.00/);
    expect(out).toMatch(/甲镇\s+3\s+2\s+0\s+4,515\.00\s+4,515\.00\s+5,000\.00\s+485\.00/);
    expect(out).toMatch(/乙镇\s+3\s+1\s+1\s+3,000\.00/);
    expect(out).toContain("Undecided: 1");
    expect(out).toMatch(/4 {2}乙镇 {2}able is not filled in/);
    expect(out).toMatch(/Not eligible: 1\n\s+1 {2}the whole family is away/);
    expect(out).toContain("entered 5,000.00, cut to 3,000.00");
    expect(out).toContain("测算结果仅供参考，以验收核定为准");
  });

  it("gives the same as JSON, exact and with every household", async () => {
    const { code, out } = await run(...base, "--format", "json");
    const d = JSON.parse(out);
    expect(code).toBe(0);
    expect(d).toMatchObject({ format: 1, command: "run", asOf: "2024-05-31", total: { amount: "7515.00" } });
    expect(d.payees.map((p: { key: string; amount: string }) => [p.key, p.amount])).toEqual([
      ["1", "1515.00"],
      ["2", "3000.00"],
      ["3", "0.00"],
      ["4", "0.00"],
      ["5", "0.00"],
      ["6", "3000.00"],
    ]);
    expect(d.excluded).toMatchObject([{ key: "3", why: [{ zh: "the whole family is away" }] }]);
    expect(d.undecided).toMatchObject([{ key: "4", why: [{ en: "able is not filled in", zh: "有劳动力未填" }] }]);
    expect(d.policy.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("gives one row per household as CSV that it can read again as a table", async () => {
    const { out } = await fen([...base, "--format", "csv"], home.path, "zh");
    const lines = out
      .replace(/^\uFEFF/, "")
      .trim()
      .split("\r\n");
    expect(out.startsWith("\uFEFF")).toBe(true);
    expect(lines[0]).toContain("测算结果仅供参考，以验收核定为准");
    expect(lines.slice(1)).toEqual([
      "户编号,乡镇,粮食,养殖,合计,上限,结果,备注",
      "1,甲镇,1515.00,0.00,1515.00,1515.00,应发,",
      "2,甲镇,3000.00,0.00,3000.00,3000.00,应发,养殖：受户限额限制",
      "3,甲镇,0.00,0.00,0.00,0.00,不符合,the whole family is away",
      "4,乙镇,待定,待定,0.00,,待定,有劳动力未填",
      "5,乙镇,0.00,0.00,0.00,0.00,不予发放,",
      expect.stringMatching(
        /^6,乙镇,0\.00,3000\.00,3000\.00,3000\.00,应发,"?养殖：核定5,000\.00，按上限核减为3,000\.00/,
      ),
    ]);
  });

  it("keeps long numbers and leading zeros of keys from a spreadsheet, which reads back as they were", async () => {
    writeFileSync(join(home.path, "h.csv"), ROSTER.replace("\n1,", "\n510922199001011234,").replace("\n2,", "\n0517,"));
    const { out } = await run(...base, "--format", "csv");
    expect(out).toContain("\r\n\t510922199001011234,");
    expect(out).toContain("\r\n\t0517,");
    expect(out).toContain("\r\n3,");
    writeFileSync(join(home.path, "h.csv"), ROSTER.replace("\n1,", "\n\t510922199001011234,"));
    const again = JSON.parse((await run(...base, "--json")).out);
    expect(again.payees.map((p: { key: string }) => p.key)).toContain("510922199001011234");
  });

  it("writes to a file, and never over one without --force", async () => {
    expect((await run(...base, "--format", "csv", "--out", "r.csv")).code).toBe(0);
    const first = readFileSync(join(home.path, "r.csv"), "utf8");
    writeFileSync(join(home.path, "r.csv"), "mine");
    expect(await run(...base, "--format", "csv", "--out", "r.csv")).toMatchObject({ code: 2, out: "" });
    expect(readFileSync(join(home.path, "r.csv"), "utf8")).toBe("mine");
    expect((await run(...base, "--format", "csv", "--out", "r.csv", "--force")).code).toBe(0);
    expect(readFileSync(join(home.path, "r.csv"), "utf8")).toBe(first);
  });

  it("gives no result for a policy with errors", async () => {
    writeFileSync(join(home.path, "demo.policy"), DEMO.replace("area at least", "aera at least"));
    const { code, out, err } = await run(...base);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("P2001");
  });

  it("gives none for a roster without a column that it needs, naming what is missing and what is extra", async () => {
    writeFileSync(join(home.path, "h.csv"), ROSTER.replace("有劳动力", "劳力"));
    const { code, out, err } = await run(...base);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("`able (有劳动力)`");
    expect(err).toContain("`劳力`");
    const json = await run(...base, "--json");
    expect(JSON.parse(json.out)).toMatchObject({ refused: true, messages: { diagnostics: [{ code: "P6003" }] } });
  });

  it("names a file in an unknown encoding, and a workbook", async () => {
    writeFileSync(join(home.path, "h.csv"), Uint8Array.from([0x61, 0xff, 0x00]));
    expect(await run(...base)).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/P6001[\s\S]*h\.csv/) });
    writeFileSync(join(home.path, "h.csv"), Uint8Array.from([0x50, 0x4b, 0x03, 0x04]));
    expect((await run(...base)).err).toContain("workbook");
  });

  it("reads GB18030 as it reads UTF-8", async () => {
    const gbk = readFileSync(new URL("./fixtures/gbk.csv", import.meta.url));
    writeFileSync(join(home.path, "h.csv"), gbk);
    expect((await run(...base, "--json")).out).toContain('"amount": "1500.00"');
  });

  it("works out the rest around a bad cell, lists it, and gives 1", async () => {
    writeFileSync(
      join(home.path, "h.csv"),
      ROSTER.replace("1,甲镇,是,,5.05", "1,甲镇,是,,五亩").replace("5,乙镇", "2,乙镇"),
    );
    const { code, out, err } = await run(...base, "--json");
    const d = JSON.parse(out);
    expect(code).toBe(1);
    expect(err).toContain("P6006");
    expect(err).toContain("row 2, column `面积（亩）`");
    expect(d.total.amount).toBe("6000.00");
    expect(d.undecided.map((u: { key: string }) => u.key)).toEqual(["1", "4"]);
    expect(d.refusedRows).toMatchObject([{ row: 6, key: "2", code: "P6007" }]);
  });

  it("needs an assumption for an amount without a column, and prints which one it took", async () => {
    writeFileSync(join(home.path, "h.csv"), ROSTER.replace(/,[^,\n]*$/gm, ""));
    const without = await run(...base);
    expect([without.code, without.out]).toEqual([1, ""]);
    expect(without.err).toContain("P5005");
    const ceiling = await run(...base, "--entered", "养殖=70%");
    expect(ceiling.code).toBe(0);
    expect(ceiling.out).toMatch(/livestock\s+2,100\.00\s+3,000\.00/);
    expect(ceiling.out).toMatch(/Assumptions\n.*70% of its ceiling/);
  });

  it("says that the date was chosen for a policy that is not in force today", async () => {
    const late = await run(...base, "--as-of", "2024-03-01");
    expect(late.out).toContain("Date of the run 2024-03-01");
    writeFileSync(join(home.path, "demo.policy"), DEMO.replace("2024-01-01 to 2024-12-31", "2023-01-01 to 2023-12-31"));
    const { err, out } = await run(...base);
    expect(err).toContain("2023-01-01, its first day");
    expect(out).toContain("Date of the run 2023-01-01");
  });
});

describe("roster generate", () => {
  it("writes files that run, and never over others", async () => {
    const { code, out, err } = await run("roster", "generate", "yubei", "--out", "r");
    expect([code, out]).toEqual([0, "r/household.csv\nr/project.csv\nr/parameters.csv\n"]);
    expect(err).toContain("合成数据");
    expect(await run("roster", "generate", "yubei", "--out", "r")).toMatchObject({ code: 2, out: "" });
    expect((await run("roster", "generate", "yubei", "--out", "r", "--force")).code).toBe(0);
    expect(readFileSync(join(home.path, "r/household.csv"), "utf8")).toMatch(/^\uFEFF"?合成数据/);
  });

  it("prints one JSON document", async () => {
    const { out } = await run("roster", "generate", "rongchang", "--seed", "3");
    const d = JSON.parse(out);
    expect(d.format).toBe(1);
    expect(d.note).toContain("合成数据");
    expect(d.household).toHaveLength(2400);
  });

  it("gives Yubei's documented totals when the policy runs on it", async () => {
    await run("roster", "generate", "yubei", "--out", "r");
    const args = ["run", YUBEI, "--roster", "r/household.csv", "--roster", "project=r/project.csv"];
    const { code, out, err } = await run(...args, "--params", "r/parameters.csv", "--format", "json");
    expect(err).not.toContain("error[");
    expect(code).toBe(0);
    const d = JSON.parse(out);
    expect(d.total.amount).toBe("2863400.00");
    expect(d.benefits.map((b: { amount: string }) => b.amount)).toEqual(["2029300.00", "834100.00"]);
    expect(d.towns.map((t: { quotas: { quota: string }[] }) => t.quotas[0]?.quota)).toEqual(
      [
        "420000",
        "390000",
        "360000",
        "330000",
        "300000",
        "270000",
        "267000",
        "237000",
        "207000",
        "147000",
        "117000",
      ].map((n) => `${n}.00`),
    );
    expect(existsSync(join(home.path, "r/parameters.csv"))).toBe(true);
  });
});
