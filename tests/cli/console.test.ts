import { describe, expect, it } from "vitest";
import { chooseLanguage, mayColor } from "../../cli/io/console.js";
import { table } from "../../cli/io/table.js";
import { rational } from "../../compiler/ir/rational.js";
import { grouped, plain } from "../../runtime/office/amounts.js";
import { csv } from "../../runtime/office/csv.js";

describe("the language of messages", () => {
  it.each([
    [[], {}, "en"],
    [[], { LANG: "zh_CN.UTF-8" }, "zh"],
    [[], { LANG: "zh_CN.UTF-8", LC_MESSAGES: "en_GB.UTF-8" }, "en"],
    [[], { LC_ALL: "zh_TW", LC_MESSAGES: "en_GB" }, "zh"],
    [[], { LC_ALL: "", LANG: "zh" }, "zh"],
    [[], { LANG: "C" }, "en"],
    [["check", "--lang", "zh"], { LANG: "en" }, "zh"],
    [["--lang=en", "check"], { LANG: "zh" }, "en"],
    [["check", "--", "--lang", "zh"], { LANG: "en" }, "en"],
    [["--lang", "fr"], { LANG: "zh" }, "zh"],
  ])("%j with %j is %s", (args, env, expected) => {
    expect(chooseLanguage(args, env)).toBe(expected);
  });
});

describe("colour", () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [undefined, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    [false, { FORCE_COLOR: "1" }, true],
    [false, { FORCE_COLOR: "0" }, false],
    [true, { TERM: "dumb" }, false],
  ])("terminal %s with %j: %s", (terminal, env, expected) => {
    expect(mayColor(terminal, env)).toBe(expected);
  });
});

describe("amounts", () => {
  it("are shown as they are, never rounded", () => {
    expect(grouped(rational("3045000"), 2)).toBe("3,045,000.00");
    expect(grouped(rational("-1234567.5"), 2)).toBe("-1,234,567.50");
    expect(grouped(rational("999.005"), 2)).toBe("999.005");
    expect(plain(rational("1/3"), 2)).toBe("1/3");
    expect(plain(rational("12"), 0)).toBe("12");
  });
});

describe("tables", () => {
  it("align by what a terminal shows", () => {
    const text = table(
      [{ title: "镇" }, { title: "n", numeric: true }],
      [
        ["甲镇", "5"],
        ["ab", "100"],
      ],
      ["合计", "105"],
    );
    expect(text.split("\n")).toEqual([
      "镇      n",
      "─────────",
      "甲镇    5",
      "ab    100",
      "─────────",
      "合计  105",
      "",
    ]);
  });

  it("as CSV keep formulas from being formulas, and numbers numbers", () => {
    expect(
      csv(
        null,
        ["a", "b"],
        [
          ["=1+1", "-5.00"],
          ["+x", 'q"'],
        ],
      ),
    ).toBe('\uFEFFa,b\r\n"\'=1+1",-5.00\r\n"\'+x","q"""\r\n');
  });
});
