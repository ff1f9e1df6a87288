import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEMO, fen, folder, PEOPLE, ROSTER, YUBEI } from "./cli.js";

let home: ReturnType<typeof folder>;

beforeEach(() => {
  home = folder({
    "demo.policy": DEMO,
    "row.policy": DEMO.slice(0, DEMO.indexOf("limit pot")),
    "people.policy": PEOPLE,
    "h.csv": ROSTER,
  });
});
afterEach(() => home.remove());

describe("plan", () => {
  it("lists lanes, scales and ranges, with a roster's and with the vocabulary's", async () => {
    const bare = await fen(["plan", "row.policy"], home.path);
    expect(bare).toMatchObject({ code: 0, err: "" });
    expect(bare.out).toContain("No roster: ranges are the vocabulary's");
    const measured = await fen(["plan", "row.policy", "--roster", "h.csv", "--json"], home.path);
    expect(measured.code).toBe(0);
    const made = JSON.parse(measured.out) as { whole: string[]; entities: { lines: Record<string, string>[] }[] };
    const lines = made.entities.flatMap((e) => e.lines);
    expect(made.whole).toEqual([]);
    expect(lines.find((l) => l.id === "grain net")).toMatchObject({
      lane: "i32",
      scale: "100",
      low: "0",
      high: "300000",
    });
    expect(lines.find((l) => l.id === "household.area")?.slow).toBeNull();
  });

  it("names the limits that are settled over several payees' claims", async () => {
    const en = await fen(["plan", "demo.policy", "--roster", "h.csv"], home.path);
    expect(en.out).toContain("Settled over the claims of several payees, as columns: ");
    expect(en.out).toMatch(/Payees left to the interpreter: \d+/);
    expect(en.out).not.toContain("The whole policy");
  });

  it("says why something goes to the interpreter, in both languages", async () => {
    const en = await fen(["plan", YUBEI], home.path);
    const zh = await fen(["plan", YUBEI], home.path, "zh");
    expect(en.out).toContain("goal_reach: no data is known of value income_goal");
    expect(zh.out).toContain("goal_reach：不知道达标收入的数据");
    expect(zh.out).toMatch(/逐户测算/);
  });
});
