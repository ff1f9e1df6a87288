import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { File } from "../../grammar/ast.js";
import { format, namesIn } from "../../grammar/format.js";
import { parseFile } from "../../grammar/index.js";
import { canonical, comments } from "../support/surface-canon.js";
import { file } from "../support/surface-gen.js";

function parsed(text: string): File {
  const { file: tree, faults } = parseFile({ path: "x.policy", text });
  expect(
    faults.map((fault) => fault.code),
    text,
  ).toEqual([]);
  return tree;
}

/** The text in English and back through the parser, with the source at hand as editor and command line have it. */
function tidy(text: string, surface: "en" | "zh" = "en"): string {
  const tree = parsed(text);
  return format(tree, { surface, names: namesIn([tree]), source: text });
}

describe("comments", () => {
  test("stand before what they preceded, and behind the line that they followed", () => {
    const text = [
      "# the file",
      "",
      "# its policy",
      'policy demo "x" # behind the head',
      "  # before the version",
      '  version "1"',
      "for each household",
      "# before the benefit",
      "benefit aid/补助甲",
      "      # before when",
      "  when any of # behind the list",
      "    # before a row",
      "    - pigs >= 6  # behind a row",
      "    - sows > 3",
      "  pay up to 3000 # behind pay",
      "# at the end",
    ].join("\n");
    expect(tidy(text)).toBe(
      [
        "# the file",
        "",
        "# its policy",
        'policy demo "x"  # behind the head',
        "  # before the version",
        '  version "1"',
        "",
        "for each household",
        "# before the benefit",
        "benefit aid/补助甲",
        "  # before when",
        "  when any of  # behind the list",
        "    # before a row",
        "    - pigs >= 6  # behind a row",
        "    - sows > 3",
        "  pay up to 3000  # behind pay",
        "# at the end",
        "",
      ].join("\n"),
    );
  });

  test("keep parts apart that would fit on one line", () => {
    const text =
      "policy demo\nbenefit aid # why\n  pay up to 3000\nlimit cap # which\n  all benefits per household up to 1 award\n";
    expect(tidy(text)).toBe(
      "policy demo\n\nbenefit aid  # why\n  pay up to 3000\n\nlimit cap  # which\n  all benefits per household up to 1 award\n",
    );
  });

  test("a full-width sign begins a comment too", () => {
    expect(tidy("policy demo ＃ 说明\n", "zh")).toBe("政策 demo  # 说明\n");
  });

  test("with white space and nothing else", () => {
    expect(tidy("policy demo\n#\n#   \nfor each x\n")).toBe("policy demo\n\n#\n#\nfor each x\n");
  });

  test("none is lost, and formatting again changes nothing", () => {
    const remarks = fc.array(fc.record({ at: fc.nat(), own: fc.boolean() }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(file, remarks, fc.constantFrom("en", "zh"), (tree, where, surface) => {
        const names = namesIn([tree]);
        const lines = format(tree, { surface: "en", names }).trimEnd().split("\n");
        where.forEach(({ at, own }, i) => {
          const index = at % lines.length;
          lines[index] = own ? `   # own ${i}\n${lines[index]}` : `${lines[index]} # behind ${i}`;
        });
        const written = lines.join("\n");
        const before = parsed(written);
        for (const source of [written, undefined]) {
          const text = format(before, source === undefined ? { surface, names } : { surface, names, source });
          const after = parsed(text);
          expect(comments(after), text).toEqual(comments(before));
          expect(canonical(after, names)).toEqual(canonical(before, names));
          const options = source === undefined ? { surface, names } : { surface, names, source: text };
          expect(format(after, options)).toBe(text);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe("empty lines", () => {
  test("part clauses of several lines and of different kinds; one at most", () => {
    const text =
      "policy demo\n\n\n\nparam a = 1 yuan\nparam b = 2 yuan\n\n\n\ndefine c = 3 yuan\nbenefit d pay a\nbenefit e\n when x\n pay b\n";
    expect(tidy(text)).toBe(
      "policy demo\n\nparam a = 1 yuan\nparam b = 2 yuan\n\ndefine c = 3 yuan\n\nbenefit d pay a\n\nbenefit e\n  when x\n  pay b\n",
    );
  });

  test("that group clauses are kept when the source is at hand", () => {
    const text = "policy demo\n\nparam a = 1 yuan\n\nparam b = 2 yuan\n# one\n\n# two\nparam c = 3 yuan\n";
    expect(tidy(text)).toBe(text);
    const tree = parsed(text);
    expect(format(tree, { surface: "en", names: namesIn([tree]) })).toBe(
      "policy demo\n\nparam a = 1 yuan\nparam b = 2 yuan\n# one\n# two\nparam c = 3 yuan\n",
    );
  });
});

describe("a clause that could not be read", () => {
  const text =
    "policy demo\n\nbenefit  a # one\n    # two\n   when when x\n pay   1 yuan # three\n\n\nparam   b = 2 yuan\n";
  const { file: tree, faults } = parseFile({ path: "x.policy", text });

  test("stays as it was written", () => {
    expect(faults).not.toEqual([]);
    expect(format(tree, { surface: "en", names: namesIn([tree]), source: text })).toBe(
      "policy demo\n\nbenefit  a # one\n    # two\n   when when x\n pay   1 yuan  # three\n\nparam b = 2 yuan\n",
    );
  });
  test("cannot be printed without its source", () => {
    expect(() => format(tree, { surface: "en", names: namesIn([tree]) })).toThrow(RangeError);
  });
});
