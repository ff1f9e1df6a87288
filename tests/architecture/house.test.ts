import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "./imports.js";

let home = "";

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "fen-house-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function put(path: string, content: string | object): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), typeof content === "string" ? content : JSON.stringify(content));
}

describe("installing what is missing", () => {
  const lock = (packages: object) => ({ lockfileVersion: 3, packages: { "": { name: "x" }, ...packages } });

  /** Runs the script with an npm that only notes what it was asked. */
  function ensure(): { readonly status: number | null; readonly asked: string; readonly out: string } {
    cpSync(join(ROOT, "scripts/ensure-installed.mjs"), join(home, "scripts/ensure-installed.mjs"), { recursive: true });
    put("npm.js", "require('fs').writeFileSync('asked.txt', process.argv.slice(2).join(' '));");
    const { status, stdout } = spawnSync(process.execPath, ["scripts/ensure-installed.mjs"], {
      cwd: home,
      encoding: "utf8",
      env: { ...process.env, npm_execpath: join(home, "npm.js") },
    });
    let asked = "";
    try {
      asked = readFileSync(join(home, "asked.txt"), "utf8");
    } catch {
      // It was not called.
    }
    return { status, asked, out: stdout };
  }

  const A = { "node_modules/a": { version: "1.0.0" } };

  it("is done where nothing is installed", () => {
    put("package-lock.json", lock(A));
    expect(ensure()).toMatchObject({ status: 0, asked: expect.stringMatching(/^ci /), out: "" });
  });

  it("is done where a version differs or a package lacks", () => {
    put("package-lock.json", lock({ ...A, "node_modules/b": { version: "2.0.0" } }));
    put("node_modules/.package-lock.json", lock(A));
    expect(ensure().asked).toMatch(/^ci /);
    rmSync(join(home, "asked.txt"));
    put("node_modules/.package-lock.json", lock({ ...A, "node_modules/b": { version: "2.0.1" } }));
    expect(ensure().asked).toMatch(/^ci /);
  });

  it("is not done where all agrees, packages for other machines aside", () => {
    put("package-lock.json", lock({ ...A, "node_modules/c": { version: "1.0.0", optional: true } }));
    put("node_modules/.package-lock.json", lock(A));
    expect(ensure()).toEqual({ status: 0, asked: "", out: "" });
  });

  it("fails where npm fails", () => {
    put("package-lock.json", lock(A));
    cpSync(join(ROOT, "scripts/ensure-installed.mjs"), join(home, "scripts/ensure-installed.mjs"), { recursive: true });
    put("npm.js", "process.exit(3);");
    const { status } = spawnSync(process.execPath, ["scripts/ensure-installed.mjs"], {
      cwd: home,
      env: { ...process.env, npm_execpath: join(home, "npm.js") },
    });
    expect(status).toBe(1);
  });
});

describe("the counts that the build server reads", () => {
  const counts = (report: object | null) => {
    rmSync(join(home, "report.json"), { force: true });
    if (report) put("report.json", report);
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, ".ci/counts.mjs"), join(home, "report.json")], {
      encoding: "utf8",
    });
    return { status, last: stdout.trimEnd().split("\n").at(-1) };
  };
  const report = (passed: number, failed: number, more: object = {}) => ({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 0,
    numTodoTests: 0,
    success: failed === 0,
    testResults: [],
    ...more,
  });

  it("stand alone on the last line", () => {
    expect(counts(report(12, 0))).toEqual({ status: 0, last: "12 passed, 0 failed" });
    expect(counts(report(12, 1))).toEqual({ status: 1, last: "12 passed, 1 failed" });
    expect(counts(report(12, 0, { numPendingTests: 2 }))).toEqual({
      status: 0,
      last: "12 passed, 0 failed, 2 skipped",
    });
  });

  it("count a file that could not be loaded as a failure, and no tests at all too", () => {
    const broken = report(12, 0, { success: false, testResults: [{ status: "failed", assertionResults: [] }] });
    expect(counts(broken)).toEqual({ status: 1, last: "12 passed, 1 failed" });
    expect(counts(report(0, 0)).status).toBe(1);
    expect(counts(null)).toEqual({ status: 1, last: "0 passed, 1 failed" });
  });
});
