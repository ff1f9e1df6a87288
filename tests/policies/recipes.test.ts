import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fen, folder, ROOT } from "../cli/cli.js";

const schemes = readdirSync(join(ROOT, "policies"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "vocabulary")
  .map((entry) => entry.name);

describe.each(schemes)("the page of %s", (scheme) => {
  const page = readFileSync(join(ROOT, "policies", scheme, "README.md"), "utf8");
  const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap((block) =>
    (block[1] as string).trim().split("\n"),
  );

  it("says how its roster is made, and the policy runs on it", async () => {
    expect(commands.map((command) => command.split(" ").slice(0, 2).join(" "))).toEqual(["fen roster", "fen run"]);
    const home = folder();
    try {
      for (const command of commands) {
        const args = command
          .split(" ")
          .slice(1)
          .map((word) => word.replace(/^policies\//, `${ROOT}policies/`));
        const { code, out, err } = await fen(args, home.path, "zh");
        expect(code, err).toBe(0);
        if (args[0] === "run") expect(out).toContain("测算结果仅供参考，以验收核定为准");
      }
    } finally {
      home.remove();
    }
  });
});
