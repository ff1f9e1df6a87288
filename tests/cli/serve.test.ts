import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { app } from "../../cli/server/app.js";
import { readBuild } from "../../cli/server/files.js";
import { ROOT } from "./cli.js";

const folder = mkdtempSync(join(tmpdir(), "fen-build-"));
mkdirSync(join(folder, "site", "assets"), { recursive: true });
writeFileSync(join(folder, "secret.html"), "outside");
writeFileSync(join(folder, "site", "index.html"), "<!doctype html>");
writeFileSync(join(folder, "site", "assets", "main-AbCd1234.js"), "export {};");
writeFileSync(join(folder, "site", "notes.unknown"), "no type is known for this");
const pages = app(readBuild(join(folder, "site")));
const get = (path: string) => pages.request(`http://127.0.0.1:8321${path}`);
afterAll(() => rmSync(folder, { recursive: true }));

describe("the server", () => {
  it("serves the files of the build with their types, the page itself never from a cache", async () => {
    const page = await get("/");
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("cache-control")).toBe("no-store");
    const part = await get("/assets/main-AbCd1234.js");
    expect(await part.text()).toBe("export {};");
    expect(part.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(part.headers.get("cache-control")).toContain("immutable");
  });

  it("lists no directory and gives nothing from outside the build", async () => {
    for (const path of [
      "/assets",
      "/assets/",
      "/../secret.html",
      "/%2e%2e/secret.html",
      "/..%2fsecret.html",
      "/assets/../../secret.html",
      "/notes.unknown",
      "/other",
    ]) {
      const response = await get(path);
      expect(response.status, path).toBe(404);
      expect(await response.text()).not.toContain("outside");
    }
  });

  it("carries strict headers, errors too", async () => {
    for (const path of ["/", "/assets/main-AbCd1234.js", "/other"]) {
      const { headers } = await get(path);
      const csp = headers.get("content-security-policy") ?? "";
      expect(csp).toContain("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'");
      expect(csp).not.toMatch(/script-src[^;]*'unsafe/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    }
  });

  it("answers only to this machine's own names", async () => {
    expect((await pages.request("http://attacker.example/")).status).toBe(403);
    expect((await pages.request("http://localhost:8321/")).status).toBe(200);
  });
});

function status(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("npm start", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "prints its address and the sample's budget, serves the editor, and stops on %s",
    async (signal) => {
      const child = spawn(process.execPath, ["cli/bin.js", "serve", "--port", "0", "--lang", "zh"], { cwd: ROOT });
      let out = "";
      child.stdout.setEncoding("utf8");
      const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
      const ready = new Promise<void>((resolve) => {
        child.stdout.on("data", (text: string) => {
          out += text;
          if (out.includes("以验收核定为准")) resolve();
        });
      });
      await Promise.race([ready, ended]);
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(out)?.[0];
      expect(address).toBeDefined();
      expect(out).toContain("2,863,400.00");
      expect(await status(address as string)).toBe(200);
      child.kill(signal);
      expect(await ended).toBe(0);
    },
  );
});
