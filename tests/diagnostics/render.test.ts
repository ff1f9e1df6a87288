import { describe, expect, test } from "vitest";
import { type Diagnostic, diagnostic, type Fix, type Related } from "../../compiler/diagnostics/diagnostic.js";
import { renderJson, renderText, summary, toJson } from "../../compiler/diagnostics/render.js";
import { displayWidth } from "../../grammar/source/display-width.js";
import type { Span } from "../../grammar/source/span.js";

const FILE = "a.policy";

/** The text without its marks «…», and the span of each marked stretch in order. */
function marked(text: string): { text: string; spans: Span[] } {
  const spans: Span[] = [];
  let plain = "";
  let start = 0;
  for (const character of text) {
    if (character === "«") start = plain.length;
    else if (character === "»") spans.push({ start, end: plain.length });
    else plain += character;
  }
  return { text: plain, spans };
}

interface Case {
  readonly text: string;
  readonly diagnostics: Diagnostic[];
}

/** An unknown name at the first mark, related places at the others. */
function unknownName(
  source: string,
  more: { fixes?: (spans: Span[]) => Fix[]; label?: string; name?: string } = {},
): Case {
  const { text, spans } = marked(source);
  const [first, ...rest] = spans;
  const span = first ?? { start: 0, end: 0 };
  const related: Related[] = rest.map((other, i) => ({
    file: FILE,
    span: other,
    label: { en: more.label ?? `related ${i + 1}`, zh: more.label ?? `相关${i + 1}` },
  }));
  const name = more.name ?? text.slice(span.start, span.end);
  const fixes = more.fixes?.(spans) ?? [];
  return {
    text,
    diagnostics: [diagnostic("P2001", { kind: "source", file: FILE, span }, { name, near: [] }, { related, fixes })],
  };
}

function render({ text, diagnostics }: Case, lang: "en" | "zh" = "en", width = 100): string[] {
  return renderText(diagnostics, { lang, color: false, width, sources: (file) => (file === FILE ? text : null) }).split(
    "\n",
  );
}

/** What stands above the carets, by display columns. */
function underlined(lines: string[], mark = "^"): string {
  const at = lines.findIndex((line) => /^ *│ *[\^-]/.test(line) && line.includes(mark));
  const carets = lines[at] ?? "";
  const above = lines[at - 1] ?? "";
  const from = displayWidth(carets.slice(0, carets.indexOf(mark)));
  const to = displayWidth(carets.slice(0, carets.lastIndexOf(mark) + 1));
  let column = 0;
  let out = "";
  for (const character of above) {
    const width = displayWidth(character);
    if (width > 0 && column >= from && column < to) out += character;
    column += width;
  }
  return out;
}

describe("the frame", () => {
  test("code and title, place, line with carets, body, hint and count", () => {
    expect(render(unknownName("for each household\n  pay «pig» * 2"))).toEqual([
      "error[P2001]: Unknown name",
      "  ┌─ a.policy:2:7",
      " 2│   pay pig * 2",
      "  │       ^^^",
      "`pig` is neither declared in this policy nor in the vocabularies it uses.",
      "Hint: Declare it, or name the vocabulary it is from in `uses`.",
      "",
      "1 error",
      "",
    ]);
  });

  test("in Chinese, with carets of two columns for each Han character", () => {
    expect(render(unknownName("对每个 户\n  补 «猪» × 2"), "zh")).toEqual([
      "错误[P2001]：名称未定义",
      "  ┌─ a.policy:2:5",
      " 2│   补 猪 × 2",
      "  │      ^^",
      "本政策及其所用词表中都没有“猪”。",
      "提示：请先定义，或在“引用词表”中写明它所在的词表。",
      "",
      "1个错误",
      "",
    ]);
  });

  test.each([
    "补 «生猪» 6头",
    "\t\t补\t«生猪»",
    "（全角，标点）«ａｂｃ»",
    "𠮷野«𠮷»",
    "e\u0301«猪»",
    "“引”«羊»",
    "a\tb\t«牛\t羊»",
  ])("carets stand under what they mean: %j", (source) => {
    const item = unknownName(source);
    const { text, spans } = marked(source);
    const meant = text.slice(spans[0]?.start, spans[0]?.end);
    expect(underlined(render(item)).replace(/\s/g, "")).toBe(meant.replace(/\s/g, ""));
  });

  test("related lines follow in the order given, dashes under them, with their labels", () => {
    const lines = render(unknownName("a = «x»\nb = 1\nx2 = «y» + «z»"));
    expect(lines.slice(1, 7)).toEqual([
      "  ┌─ a.policy:1:5",
      " 1│ a = x",
      "  │     ^",
      " 3│ x2 = y + z",
      "  │      - related 1",
      "  │          - related 2",
    ]);
  });

  test("a related place in another file opens its own frame; a file that is not at hand is named only", () => {
    const [only] = unknownName("«x»").diagnostics;
    const related: Related[] = [
      { file: "b.policy", span: { start: 3, end: 5 }, label: { en: "first", zh: "首次" } },
      { file: "gone.policy", span: { start: 3, end: 5 }, label: { en: "second", zh: "再次" } },
    ];
    const text = renderText([{ ...(only as Diagnostic), related }], {
      lang: "en",
      color: false,
      sources: (file) => ({ [FILE]: "x", "b.policy": "a\nbcd" })[file] ?? null,
    });
    expect(text).toContain(
      "  ┌─ a.policy:1:1\n 1│ x\n  │ ^\n  ├─ b.policy:2:2\n 2│ bcd\n  │  -- first\n  ├─ gone.policy\n",
    );
  });

  test("the gutter grows with the line numbers", () => {
    const lines = render(unknownName(`${"\n".repeat(1233)}«x»`));
    expect(lines.slice(1, 4)).toEqual(["    ┌─ a.policy:1234:1", "1234│ x", "    │ ^"]);
  });
});

describe("spans of every shape", () => {
  test("over several lines: the first and the last, and what lies between is left out", () => {
    expect(render(unknownName("a\n  pay «sum of\n    - x\n    - y»\nz", { name: "n" })).slice(1, 7)).toEqual([
      "  ┌─ a.policy:2:7",
      " 2│   pay sum of",
      "  │       ^^^^^^",
      "  ⋮",
      " 4│     - y",
      "  │     ^^^",
    ]);
  });

  test("over two lines there is nothing to leave out, whatever the line ends are", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const lines = render(unknownName(`a «b${end}c» d`, { name: "n" }));
      expect(lines.slice(2, 6)).toEqual([" 1│ a b", "  │   ^", " 2│ c d", "  │ ^"]);
    }
  });

  test("with white space at its ends: only what is written is marked", () => {
    expect(render(unknownName("a « b \n  » c", { name: "n" })).slice(1, 4)).toEqual([
      "  ┌─ a.policy:1:4",
      " 1│ a  b",
      "  │    ^",
    ]);
  });

  test("empty: one caret", () => {
    expect(render(unknownName("ab «»cd", { name: "n" })).slice(2, 4)).toEqual([" 1│ ab cd", "  │    ^"]);
  });

  test("at the end of the file: behind the last thing written", () => {
    expect(render(unknownName("pay\n  \n\n«»", { name: "n" })).slice(1, 4)).toEqual([
      "  ┌─ a.policy:1:4",
      " 1│ pay",
      "  │    ^",
    ]);
  });

  test("an empty file, and one of blank lines only", () => {
    for (const source of ["«»", "\n \n«»"]) {
      expect(render(unknownName(source, { name: "n" })).slice(1, 4)).toEqual(["  ┌─ a.policy:1:1", " 1│", "  │ ^"]);
    }
  });

  test("outside the text: its nearest end", () => {
    const place = { kind: "source", file: FILE, span: { start: 90, end: 95 } } as const;
    const lines = render({ text: "ab", diagnostics: [diagnostic("P2001", place, { name: "n", near: [] })] });
    expect(lines.slice(1, 4)).toEqual(["  ┌─ a.policy:1:3", " 1│ ab", "  │   ^"]);
  });

  test.each([0, 40, 299])("a long line is shown through a window around the mark (%i)", (at) => {
    const words = Array.from({ length: 300 }, (_, i) => (i === at ? "«目标»" : "长"));
    const lines = render(unknownName(words.join("")), "en", 60);
    const shown = lines[2] ?? "";
    expect(displayWidth(shown)).toBeLessThanOrEqual(64);
    expect(shown).toContain("目标");
    expect(underlined(lines)).toBe("目标");
    expect(shown.includes("…")).toBe(true);
  });

  test("a mark longer than the window stays inside it", () => {
    const lines = render(unknownName(`ab «${"x".repeat(500)}»`, { name: "n" }), "en", 50);
    for (const line of lines.slice(2, 4)) expect(displayWidth(line)).toBeLessThanOrEqual(54);
  });
});

describe("text that would disturb a terminal", () => {
  test("is shown as pictures, and the carets still agree", () => {
    const lines = render(unknownName("a\u001b[31m\u0000\u202e«x»"));
    expect(lines[2]).toBe(" 1│ a␛[31m␀�x");
    expect(underlined(lines)).toBe("x");
    expect(/\p{Cc}|\p{Cf}/u.test(lines.join(""))).toBe(false);
  });

  test("also inside messages, labels and file names", () => {
    const place = { kind: "source", file: "a\u001b.policy", span: { start: 0, end: 1 } } as const;
    const text = renderText([diagnostic("P2001", place, { name: "b\u001b", near: [] })], {
      lang: "zh",
      color: false,
      sources: () => null,
    });
    expect(text).toContain("a␛.policy");
    expect(text).toContain("“b␛”");
  });
});

describe("fixes", () => {
  const fix = (title: string, span: Span, text: string): Fix => ({
    title: { en: title, zh: title },
    edits: [{ file: FILE, span, text }],
  });

  test("one: its title and the line as it would read", () => {
    const item = unknownName("  当 «且母猪» > 3", {
      fixes: ([span]) => [fix("Separate the words", span as Span, "且 母猪")],
    });
    expect(render(item).slice(-5, -2)).toEqual(["Fix: Separate the words", "   1│ 当 且 母猪 > 3", ""]);
  });

  test("several are numbered", () => {
    const item = unknownName("«a»", {
      fixes: ([span]) => [fix("first", span as Span, "b"), fix("second", span as Span, "c\nd")],
    });
    expect(render(item).slice(-7, -2)).toEqual(["Fixes, one of:", "  1. first", "   1│ b", "  2. second", ""]);
  });

  test("several edits on one line are applied together", () => {
    const item = unknownName("«a» b «c»", {
      fixes: ([first, last]) => [
        {
          title: { en: "both", zh: "都改" },
          edits: [
            { file: FILE, span: first as Span, text: "(" },
            { file: FILE, span: last as Span, text: ")" },
          ],
        },
      ],
    });
    expect(render(item, "zh")).toContain("   1│ ( b )");
    expect(render(item, "zh")).toContain("改法：都改");
  });
});

describe("other places, order and counts", () => {
  test("a cell is named by row and column", () => {
    const place = { kind: "cell", file: "名册.csv", row: 12, column: "生猪" } as const;
    const item = { text: "", diagnostics: [diagnostic("P2001", place, { name: "n", near: [] })] };
    expect(render(item, "en")[1]).toBe("  ┌─ 名册.csv, row 12, column `生猪`");
    expect(render(item, "zh")[1]).toBe("  ┌─ 名册.csv，第12行，“生猪”列");
  });

  test("messages stand in reading order, those about the run last", () => {
    const at = (file: string, start: number): Diagnostic =>
      diagnostic(
        "P2001",
        { kind: "source", file, span: { start, end: start + 1 } },
        { name: `${file}${start}`, near: [] },
      );
    const run = diagnostic("P2001", { kind: "run" }, { name: "run", near: [] });
    const text = renderText([run, at("b", 5), at("a", 9), at("b", 1), at("a", 2)], {
      lang: "en",
      color: false,
      sources: () => null,
    });
    expect([...text.matchAll(/`(\w+)` is neither/g)].map((m) => m[1])).toEqual(["b1", "b5", "a2", "a9", "run"]);
    expect(text.endsWith("\n\n5 errors\n")).toBe(true);
  });

  test("no messages, no text", () => {
    expect(renderText([], { lang: "en", color: true, sources: () => null })).toBe("");
    expect(summary([], "zh")).toBe("没有错误或警告");
  });

  test("colour adds escapes and nothing else", () => {
    const item = unknownName("pay «x»\n«y»");
    const options = { lang: "en", sources: () => item.text } as const;
    const coloured = renderText(item.diagnostics, { ...options, color: true });
    expect(coloured).toContain("\u001b[1;31merror[P2001]\u001b[0m");
    expect(coloured.replace(/\u001b\[[\d;]*m/g, "")).toBe(renderText(item.diagnostics, { ...options, color: false }));
  });
});

describe("as data", () => {
  test("both languages, places from 1, offsets and edits", () => {
    const item = unknownName("a\n猪«羊» «b»", {
      fixes: ([span]) => [{ title: { en: "t", zh: "题" }, edits: [{ file: FILE, span: span as Span, text: "牛" }] }],
    });
    const report = toJson(item.diagnostics, () => item.text);
    expect(report).toEqual({
      format: 1,
      counts: { errors: 1, warnings: 0, notes: 0 },
      diagnostics: [
        {
          code: "P2001",
          severity: "error",
          place: {
            kind: "source",
            file: FILE,
            start: { offset: 3, line: 2, column: 2 },
            end: { offset: 4, line: 2, column: 3 },
          },
          title: { en: "Unknown name", zh: "名称未定义" },
          body: {
            en: "`羊` is neither declared in this policy nor in the vocabularies it uses.",
            zh: "本政策及其所用词表中都没有“羊”。",
          },
          label: null,
          hint: {
            en: "Declare it, or name the vocabulary it is from in `uses`.",
            zh: "请先定义，或在“引用词表”中写明它所在的词表。",
          },
          related: [
            {
              file: FILE,
              start: { offset: 5, line: 2, column: 4 },
              end: { offset: 6, line: 2, column: 5 },
              label: { en: "related 1", zh: "相关1" },
            },
          ],
          fixes: [
            {
              title: { en: "t", zh: "题" },
              edits: [
                {
                  file: FILE,
                  start: { offset: 3, line: 2, column: 2 },
                  end: { offset: 4, line: 2, column: 3 },
                  text: "牛",
                },
              ],
            },
          ],
        },
      ],
    });
    expect(JSON.parse(renderJson(item.diagnostics, () => item.text))).toEqual(report);
  });

  test("without the file there are offsets only", () => {
    const report = toJson(unknownName("«羊»").diagnostics, () => null);
    expect(report.diagnostics[0]?.place).toMatchObject({ start: { offset: 0, line: null, column: null } });
  });
});
