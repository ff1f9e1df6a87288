import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { examine } from "../../compiler/pipeline.js";
import { readWithWords } from "../../compiler/resolve/read.js";
import type { Meaning } from "../../compiler/resolve/report.js";
import { LIBRARY, policyText } from "./support.js";

const FOLDERS = ["rongchang-2024", "qinyuan-2017", "hebao-2020", "kaiyuan-2024", "yubei-2024"];
const TEXTS = FOLDERS.map(policyText);

/** What a drafter may type or delete anywhere, breaks of the language included. */
const PIECES = [
  "",
  " ",
  "\n",
  "\n\n",
  "6",
  "头",
  "元",
  "且",
  "或",
  "（",
  "）",
  "“",
  "”",
  "#",
  "每",
  ".",
  "：",
  "，",
  "→",
  "-",
  "- ",
  "奖补 ",
  "benefit ",
  "\n限额 ",
  "\nbenefit zz/新增 pay 5 yuan\n",
  "\n定义 新名/newname = 有劳动力\n",
  "\n# 说明\n",
  "\nbenifit x\n",
  "有劳动力且生猪",
  "version",
  "版本 “2”",
  "\n以户为单位\n",
  "10,000",
  "ａ",
  "`",
  "【",
];

interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly text: string;
}

const edits = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    removed: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(4), fc.nat(80)),
    text: fc.constantFrom(...PIECES),
  }),
  { minLength: 1, maxLength: 6 },
);

function changed(text: string, { at, removed, text: by }: Edit): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + by + text.slice(start + removed);
}

/** Changes that drafters make: another number, word or name, a clause more or less. */
const SWAPS: readonly (readonly [string, string])[] = [
  ["5亩", "6亩"],
  ["3000元", "2000元"],
  ["300元", "12345.67元"],
  ["亩", "头"],
  ["不少于", "超过"],
  ["以上", "及以上"],
  ["且", "或"],
  ["生猪", "母猪"],
  ["有劳动力", "户类型"],
  ["是", "否"],
  ["采用口径", "采用"],
  ["奖补 ", "限额 "],
  ["\n\n", "\n"],
  ["依据", "# 依据"],
  ["=", "= 非"],
  ["合计", "计数"],
  ["每户", "每年"],
  ["元", "元/年"],
  ["定义", "参数"],
  ["/", "/x"],
];

const swaps = fc.array(fc.record({ swap: fc.constantFrom(...SWAPS), which: fc.nat(200), back: fc.boolean() }), {
  minLength: 1,
  maxLength: 5,
});

/** Puts the second word in the place of one occurrence of the first, or the other way round. */
function swapped(
  text: string,
  { swap, which, back }: { swap: readonly [string, string]; which: number; back: boolean },
) {
  const [from, to] = back ? [swap[1], swap[0]] : swap;
  const parts = text.split(from);
  if (parts.length < 2) return text;
  const at = 1 + (which % (parts.length - 1));
  return parts.slice(0, at).join(from) + to + parts.slice(at).join(from);
}

describe("a policy compiled again after a change", () => {
  test("is the policy compiled anew: messages, meaning, hash, what each name means", () => {
    let lowered = 0;
    let all = 0;
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), fc.oneof(swaps, edits), (start, list) => {
        let text = start;
        let state = examine({ path: "t.policy", text }, LIBRARY);
        for (const edit of list) {
          text = "swap" in edit ? swapped(text, edit) : changed(text, edit);
          const source = { path: "t.policy", text };
          const fresh = examine(source, LIBRARY);
          state = examine(source, LIBRARY, state);
          expect(state.diagnostics).toEqual(fresh.diagnostics);
          expect(state.hash).toBe(fresh.hash);
          expect(state.draft).toEqual(fresh.draft);
          expect(state.file).toEqual(fresh.file);
          expect([...state.meanings].sort(byPlace)).toEqual([...fresh.meanings].sort(byPlace));
          all += 1;
          if (state.read.change !== null && state.lowering !== null) lowered += 1;
        }
      }),
      { numRuns: 15 },
    );
    expect(lowered / all).toBeGreaterThan(0.2);
  }, 240_000);
});

function byPlace(a: Meaning, b: Meaning): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.span.start - b.span.start || (a.id < b.id ? -1 : 1);
}

describe("a file read again after a change", () => {
  test("is the file read anew", () => {
    let incremental = 0;
    let all = 0;
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), edits, (start, list) => {
        let text = start;
        let read = readWithWords({ path: "t.policy", text }, LIBRARY);
        for (const edit of list) {
          text = changed(text, edit);
          const source = { path: "t.policy", text };
          const fresh = readWithWords(source, LIBRARY);
          read = readWithWords(source, LIBRARY, read);
          expect(read.faults).toEqual(fresh.faults);
          expect(read.file).toEqual(fresh.file);
          all += 1;
          if (read.change !== null) incremental += 1;
        }
      }),
      { numRuns: 20 },
    );
    // The shortcut is really taken.
    expect(incremental / all).toBeGreaterThan(0.2);
  }, 240_000);
});
