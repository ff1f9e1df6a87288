import { spawn } from "node:child_process";
import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { app } from "../../cli/server/app.js";
import { SAMPLES, type Sample, sample } from "../../cli/server/sample.js";
import { ROOT } from "./cli.js";

const samples = SAMPLES.map(sample) as [Sample, ...Sample[]];
const pages = app(samples);
const get = (path: string, headers: Record<string, string> = {}) =>
  pages.request(`http://127.0.0.1:8321${path}`, { headers });

describe("the sample pages", () => {
  it("show the policy, its budget by benefit and town, ceilings and the disclaimer, in both languages", async () => {
    const zh = await (await get("/?lang=zh")).text();
    for (const text of [
      "渝北区2024年到户到人项目实施方案",
      "2,863,400.00",
      "2,029,300.00",
      "834,100.00",
      "上限（元）",
      "420,000.00",
      "117,000.00",
    ]) {
      expect(zh).toContain(text);
    }
    expect(zh).toContain("测算结果仅供参考，以验收核定为准");
    expect(zh).toContain("合成数据");
    expect(zh).toContain("核查 总户数/all_households");
    expect(zh).toContain('lang="zh-CN"');
    const en = await (await get("/?lang=en")).text();
    expect(en).toContain("By benefit");
    expect(en).toContain("测算结果仅供参考，以验收核定为准");
  });

  it("choose a language by the browser's, Chinese otherwise", async () => {
    expect(await (await get("/", { "accept-language": "en-GB,en" })).text()).toContain("By benefit");
    expect(await (await get("/", { "accept-language": "de" })).text()).toContain("按项目");
  });

  it("show the other sample, and nothing for one that there is not", async () => {
    expect(await (await get("/?policy=rongchang")).text()).toContain(
      "荣昌区脱贫户和监测对象2024年到户产业帮扶实施方案",
    );
    expect((await get("/?policy=../x")).status).toBe(404);
    expect((await get("/other")).status).toBe(404);
  });

  it("carry strict headers, errors too, and ask nothing of any other host", async () => {
    for (const path of ["/", "/style.css", "/other"]) {
      const { headers } = await get(path);
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'self'; script-src 'none'/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
    }
    const text = await (await get("/")).text();
    expect(text).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//);
    expect(text).not.toMatch(/<script|style=|javascript:/);
  });

  it("answer only to this machine's own names", async () => {
    expect((await pages.request("http://attacker.example/")).status).toBe(403);
    expect((await pages.request("http://localhost:8321/")).status).toBe(200);
  });

  it("escape what a policy says", async () => {
    const hostile = { ...samples[0], title: "<img src=x>", text: "<script>alert(1)</script>" };
    const text = await (await app([hostile]).request("http://127.0.0.1/")).text();
    expect(text).not.toContain("<script>");
    expect(text).not.toContain("<img");
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
    "prints its address and the sample's budget, and stops on %s",
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
