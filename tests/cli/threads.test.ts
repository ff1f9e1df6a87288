/** `--threads`: the same result however many there are, and what is said of a number that cannot be taken. */
import { afterAll, describe, expect, test } from "vitest";
import { DEMO, fen, folder, PEOPLE, ROSTER } from "./cli.js";

const HEAD = ROSTER.trimEnd().split("\n");
/** Enough rows for several chunks of every thread. */
const MANY = [
  HEAD[0],
  ...Array.from({ length: 40_000 }, (_, i) => {
    const [, ...cells] = (HEAD[1 + (i % (HEAD.length - 1))] as string).split(",");
    return [String(i + 1), ...cells].join(",");
  }),
].join("\n");

const place = folder({ "demo.policy": DEMO, "people.policy": PEOPLE, "household.csv": ROSTER, "many.csv": MANY });
afterAll(place.remove);

describe("--threads", () => {
  test.each([
    ["simulate", "many.csv"],
    ["run", "household.csv"],
  ])("fen %s gives the same with one thread and with three", async (command, roster) => {
    const args = [command, "demo.policy", "--roster", roster, "--json"];
    const [one, three] = [
      await fen([...args, "--threads", "1"], place.path),
      await fen([...args, "--threads", "3"], place.path),
    ];
    expect(one.code, one.err).toBe(0);
    expect(three).toEqual(one);
    expect(JSON.parse(one.out)).toMatchObject({ format: 1 });
  });

  test("fen solve too", async () => {
    const args = ["solve", "demo.policy", "--roster", "household.csv", "--parameter", "grain#2", "--total", "9000"];
    const one = await fen([...args, "--threads", "1"], place.path);
    expect(one.code, one.err).toBe(0);
    expect(await fen([...args, "--threads", "2"], place.path)).toEqual(one);
  });

  test.each(["0", "-2", "1.5", "two", "100000"])("`%s` is no number of threads", async (given) => {
    const { code, err } = await fen(
      ["simulate", "demo.policy", "--roster", "household.csv", `--threads=${given}`],
      place.path,
    );
    expect(code).toBe(2);
    expect(err).toContain(`\`--threads\` takes a whole number from 1 to 256, not \`${given}\``);
  });
});
