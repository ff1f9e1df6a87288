import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Examined, examine } from "../../compiler/pipeline.js";
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

/** Pieces of a scheme that hang together: definitions of definitions, tables, limits over all, cycles, broken clauses. */
const CLAUSES = [
  "define rich/富裕 = income more than 1000 yuan",
  "define poor/贫困 = not rich and members at least 2 people",
  "param rate/标准 = 300 yuan per mu",
  "param rate/标准 = 300 yuan",
  "define base/基数 = rate × area",
  "benefit grain/粮食 pay base up to 3000 yuan",
  "benefit grain/粮食 when poor pay base",
  "benefit stock/养殖 when not poor\n  pay 100 yuan per head of pigs up to cap",
  "param cap/封顶 = 2000 yuan",
  "param cap/封顶 = 2000 mu",
  "limit total_cap/总额 of all benefits per household up to 5000 yuan",
  "limit two/两项 of grain, stock per household up to cap",
  "check fair/公平 grain at most 9000 yuan",
  'question who/谁 "who counts"\n  - narrow/窄: poor\n  - wide/宽: poor or rich\n  taken narrow',
  "benefit extra/额外 when who pay 10 yuan",
  "table step/分档 by area\n  under 5 mu: 1\n  at least 5 mu: 2",
  "define graded/分级 = step × 10 yuan",
  "benefit tiered/分级补 pay graded",
  'example "one"\n  given area = 3 mu, pigs = 2, income = 10 yuan, members = 3\n  expect grain = 900 yuan',
  'example "two"\n  given as in "one", area = 4 mu\n  expect total = 1200 yuan',
  'note n/备注 "words"',
  "benefit grain/粮食 pay base up to",
  "define rich/富裕 = incom more than 1000 yuan",
  "define rich/富裕 = base more than 1000 yuan",
  "benefit 粮食 pay",
] as const;

const scheme = (picked: readonly number[]) =>
  `policy t/试 "trial"\n  version "1"\n  in force 2024-01-01 to 2024-12-31\n  uses people\n  round half up to 0.01 yuan\n\nfor each household\neligible when able\n\n${picked
    .map((i) => `${CLAUSES[i % CLAUSES.length]}\n`)
    .join("\n")}`;

const vocabularyOf = (variant: number) => `vocabulary people/人口
entity household/户
  - id/户编号: text, key
  - able/有劳动力: yes/no
  - area/面积: mu, 0 mu to ${variant === 1 ? 900 : 1000} mu, blank means 0 mu
  - pigs/生猪: head, 0 head to 1000 head, blank means 0 head
  - income/收入: yuan${variant === 2 ? "" : ", 0 yuan to 100000 yuan"}
  - members/${variant === 3 ? "人数" : "人口数"}: ${variant === 4 ? "head" : "person"}
`;

type Step = { readonly put: number; readonly at: number } | { readonly drop: number } | { readonly turn: number };

const steps = fc.array(
  fc.oneof(
    fc.record({ put: fc.nat(CLAUSES.length - 1), at: fc.nat(30) }),
    fc.record({ drop: fc.nat(30) }),
    fc.record({ turn: fc.nat(30) }),
    fc.record({ vocabulary: fc.nat(4) }),
  ),
  { minLength: 2, maxLength: 12 },
);

describe("a scheme whose clauses hang together, compiled again after clauses come, go, break and change places", () => {
  test("is the scheme compiled anew, and untouched clauses are taken over", () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(CLAUSES.length - 1), { minLength: 4, maxLength: 18 }), steps, (start, list) => {
        let picked = [...start];
        let variant = 0;
        let state: Examined | null = null;
        for (const step of [null, ...list]) {
          if (step !== null) {
            if ("vocabulary" in step) variant = step.vocabulary;
            else picked = stepped(picked, step);
          }
          const library = {
            ...LIBRARY,
            vocabulary: () => ({ path: "people.policy", text: vocabularyOf(variant) }),
          };
          const source = { path: "t.policy", text: scheme(picked) };
          const fresh = examine(source, library);
          const next: Examined = examine(source, library, state);
          expect(next.diagnostics).toEqual(fresh.diagnostics);
          expect(next.hash).toBe(fresh.hash);
          expect(next.draft).toEqual(fresh.draft);
          expect([...next.meanings].sort(byPlace)).toEqual([...fresh.meanings].sort(byPlace));
          const before = new Set<unknown>([...(state?.draft?.values ?? []), ...(state?.draft?.benefits ?? [])]);
          taken += [...(next.draft?.values ?? []), ...(next.draft?.benefits ?? [])].filter((one) =>
            before.has(one),
          ).length;
          state = next;
        }
      }),
      { numRuns: 60 },
    );
    expect(taken).toBeGreaterThan(100);
  }, 240_000);
});

function stepped(picked: readonly number[], step: Step): number[] {
  const next = [...picked];
  if ("put" in step) next.splice(step.at % (next.length + 1), 0, step.put);
  else if ("drop" in step) next.splice(step.drop % next.length, next.length > 1 ? 1 : 0);
  else {
    const i = step.turn % Math.max(1, next.length - 1);
    [next[i], next[i + 1]] = [next[i + 1] ?? 0, next[i] ?? 0];
  }
  return next;
}

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
