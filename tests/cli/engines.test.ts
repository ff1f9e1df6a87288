/** Whatever engine works it out, a run is told in the same words. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { DEMO, fen, folder, PEOPLE, ROSTER } from "./cli.js";

let home: ReturnType<typeof folder>;

beforeEach(() => {
  home = folder({ "demo.policy": DEMO, "people.policy": PEOPLE, "h.csv": ROSTER });
});
afterEach(() => home.remove());

it.each(["table", "json", "csv"])("by columns and household by household, as %s", async (format) => {
  const line = ["run", "demo.policy", "--roster", "h.csv", "--format", format];
  const columns = await fen([...line, "--engine", "columns"], home.path);
  const reference = await fen([...line, "--engine", "reference"], home.path);
  const plain = await fen(line, home.path);
  expect(columns.out.length).toBeGreaterThan(100);
  expect(columns).toEqual(reference);
  expect(plain).toEqual(columns);
});
