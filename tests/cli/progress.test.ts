import { afterEach, expect, it, vi } from "vitest";
import { progress } from "../../cli/io/progress.js";

const terminal = process.stderr.isTTY;
afterEach(() => {
  process.stderr.isTTY = terminal;
  vi.restoreAllMocks();
});

it("a run that is cut short leaves the terminal with its cursor and its line wrapping", () => {
  let written = "";
  process.stderr.isTTY = true;
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written += String(text);
    return true;
  });
  const said: string[] = [];
  const bar = progress(
    {
      lang: "zh",
      out: () => {},
      err: (text) => void said.push(text),
      color: { out: false, err: false },
      watched: true,
      cwd: "/",
      today: () => "2024-05-31",
    },
    2,
  );
  bar.step("reading rosters", "读取名册");
  expect(written).toContain("0/2");
  // Nothing that only the end of the bar would put right.
  expect(written).not.toContain("\u001b[?25l");
  expect(written).not.toContain("\u001b[?7l");
  bar.say("kept\n");
  bar.done();
  expect(said).toEqual(["kept\n"]);
});
