import { describe, expect, test } from "vitest";
import { displayWidth, padToWidth } from "../../grammar/source/display-width.js";

describe("display width", () => {
  test.each([
    ["abc", 3],
    ["生猪", 4],
    ["生猪6头", 7],
    ["（）", 4],
    ["，。；：", 8],
    ["３０００", 8],
    ["\u3000", 2],
    ["𠮷", 2],
    ["한글", 4],
    ["e\u0301", 1],
    ["\u200b\ufeff", 0],
    ["\u1100\u1161\u11a8", 2],
    ["“”", 2],
    ["→≥×", 3],
    ["ｱ", 1],
    ["😀", 2],
    ["\u0000\u001b", 2],
    ["", 0],
  ])("%j takes %i columns", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test("padding fills by columns, not by characters", () => {
    expect(padToWidth("户", 4)).toBe("户  ");
    expect(padToWidth("户", 4, "start")).toBe("  户");
    expect(padToWidth("农户名单", 4)).toBe("农户名单");
    expect(padToWidth("农户名单", 3)).toBe("农户名单");
  });
});
