import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readWithWords } from "../../compiler/resolve/read.js";
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
      { numRuns: 25 },
    );
    // The shortcut is really taken.
    expect(incremental / all).toBeGreaterThan(0.2);
  }, 240_000);
});
