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

  it("says why a whole policy goes to the interpreter, in both languages", async () => {
    const en = await fen(["plan", "demo.policy"], home.path);
    expect(en.out).toContain("limit pot is over a wider group");
    const zh = await fen(["plan", YUBEI], home.path, "zh");
    expect(zh.out).toContain("整项政策改由精确逐户测算");
    expect(zh.out).toContain("town_quota");
  });
});
