import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineCount, lineEnd, lineIndex, lineText, offsetAt, positionAt } from "../../grammar/source/line-index.js";

describe("lines", () => {
  test("end at LF, CR LF and a lone CR", () => {
    const index = lineIndex("一\r\nb\rc\nd");
    expect(lineCount(index)).toBe(4);
    expect([1, 2, 3, 4].map((line) => lineText(index, line))).toEqual(["一", "b", "c", "d"]);
  });

  test("do not end at U+2028, U+2029, U+0085 or a form feed", () => {
    const index = lineIndex("a\u2028b\u2029c\u0085d\fe");
    expect(lineCount(index)).toBe(1);
    expect(positionAt(index, 8)).toEqual({ line: 1, column: 9 });
  });

  test("an empty text has one empty line, and a final line break opens another", () => {
    expect(lineCount(lineIndex(""))).toBe(1);
    expect(positionAt(lineIndex(""), 0)).toEqual({ line: 1, column: 1 });
    expect(positionAt(lineIndex("a\n"), 2)).toEqual({ line: 2, column: 1 });
    expect(lineText(lineIndex("a\n"), 2)).toBe("");
    expect(lineText(lineIndex("a\n"), 3)).toBe("");
  });

  test("offsets outside the text count as its nearest end", () => {
    const index = lineIndex("ab\ncd");
    expect(positionAt(index, -5)).toEqual({ line: 1, column: 1 });
    expect(positionAt(index, 99)).toEqual({ line: 2, column: 3 });
    expect(positionAt(index, Number.NaN)).toEqual({ line: 1, column: 1 });
    expect(offsetAt(index, { line: 9, column: 1 })).toBe(5);
    expect(offsetAt(index, { line: 0, column: 3 })).toBe(0);
    expect(offsetAt(index, { line: 1, column: 99 })).toBe(2);
  });

  test("columns count UTF-16 code units", () => {
    const index = lineIndex("𠮷野\nx");
    expect(positionAt(index, 2)).toEqual({ line: 1, column: 3 });
  });

  test("the line break itself belongs to the line that it ends", () => {
    const index = lineIndex("ab\r\ncd");
    expect(positionAt(index, 3)).toEqual({ line: 1, column: 4 });
    expect(lineEnd(index, 1)).toBe(2);
  });

  test("offset and position are inverse, and lines put together give the text", () => {
    const texts = fc
      .array(fc.constantFrom("a", "户", "\n", "\r", "\r\n", "\u2028", "𠮷"), { maxLength: 30 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, (text) => {
        const index = lineIndex(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const position = positionAt(index, offset);
          const inBreak = offset > lineEnd(index, position.line);
          if (!inBreak) expect(offsetAt(index, position)).toBe(offset);
        }
        const lines = index.starts.map((start, i) => text.slice(start, index.starts[i + 1] ?? text.length));
        expect(lines.join("")).toBe(text);
        expect(lines.map((line) => line.replace(/\r\n$|\r$|\n$/, ""))).toEqual(
          lines.map((_, i) => lineText(index, i + 1)),
        );
      }),
    );
  });
});
