import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { DEMO, folder, PEOPLE, ROOT, ROSTER } from "./cli.js";

const home = folder({
  "demo.policy": DEMO,
  "people.policy": PEOPLE,
  "h.csv": ROSTER,
  "bad.policy": DEMO.replace("area at", "aera at"),
});
afterAll(() => home.remove());

function fen(args: readonly string[], env: Record<string, string> = {}) {
  const { NO_COLOR: _, FORCE_COLOR: __, LC_ALL: ___, ...rest } = process.env;
  return spawnSync(process.execPath, [`${ROOT}cli/bin.js`, ...args], {
    cwd: home.path,
    encoding: "utf8",
    env: { ...rest, LANG: "en_GB.UTF-8", ...env },
  });
}

describe("the process", () => {
  it("takes its language from the locale, and --lang over it", () => {
    expect(fen(["--help"]).stdout).toContain("Examples:");
    expect(fen(["--help"], { LC_ALL: "zh_CN.UTF-8" }).stdout).toContain("示例：");
    expect(fen(["--help", "--lang", "en"], { LC_ALL: "zh_CN.UTF-8" }).stdout).toContain("Examples:");
  });

  it("exits with 0, 1 and 2, data on stdout and messages on stderr", () => {
    const good = fen(["hash", "demo.policy"]);
    expect([good.status, good.stderr]).toEqual([0, ""]);
    expect(good.stdout).toMatch(/^[0-9a-f]{64} {2}demo\.policy\n$/);
    const bad = fen(["hash", "bad.policy"]);
    expect([bad.status, bad.stdout]).toEqual([1, ""]);
    expect(bad.stderr).toContain("P2001");
    expect(fen(["hsah"]).status).toBe(2);
  });

  it("shows neither colour nor progress where nobody watches", () => {
    const { stderr, stdout } = fen(["run", "demo.policy", "--roster", "h.csv"]);
    expect(`${stdout}${stderr}`).not.toContain("\u001b[");
  });

  it("colours messages when told to, and not with NO_COLOR", () => {
    expect(fen(["check", "bad.policy"], { FORCE_COLOR: "1" }).stderr).toContain("\u001b[");
    expect(fen(["check", "bad.policy"], { FORCE_COLOR: "1", NO_COLOR: "1" }).stderr).not.toContain("\u001b[");
  });

  it("minds nothing when its reader has seen enough", () => {
    const { status, stderr } = spawnSync(
      "bash",
      ["-c", `"${process.execPath}" "${ROOT}cli/bin.js" roster generate rongchang | head -n 1; exit \${PIPESTATUS[0]}`],
      {
        cwd: home.path,
        encoding: "utf8",
      },
    );
    expect([status, stderr]).toEqual([0, ""]);
  });
});
