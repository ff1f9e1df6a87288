import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Examined, examine } from "../../compiler/pipeline.js";
import { readWithWords } from "../../compiler/resolve/read.js";
import type { Meaning } from "../../compiler/resolve/report.js";
import { clausesOf, outline, snapshot } from "../../compiler/services/index.js";
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

describe("what editors ask of a policy after a change", () => {
  test("is what they would be told of the policy compiled anew", () => {
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), fc.oneof(swaps, edits), (start, list) => {
        let text = start;
        let state = snapshot(null, [{ path: "t.policy", text }], LIBRARY);
        for (const edit of list) {
          text = "swap" in edit ? swapped(text, edit) : changed(text, edit);
          const files = [{ path: "t.policy", text }];
          state = snapshot(state, files, LIBRARY);
          const fresh = snapshot(null, files, LIBRARY);
          expect(clausesOf(state)).toEqual(clausesOf(fresh));
          expect(outline(state)).toEqual(outline(fresh));
        }
      }),
      { numRuns: 10 },
    );
  }, 240_000);

  test("is told in the words of the text as it now is, where its meaning stays", () => {
    const [text = ""] = TEXTS;
    const wide = text.replaceAll("5亩", "５亩").replaceAll("300元", "３００元");
    const before = snapshot(null, [{ path: "t.policy", text }], LIBRARY);
    clausesOf(before);
    const files = [{ path: "t.policy", text: wide }];
    expect(clausesOf(snapshot(before, files, LIBRARY))).toEqual(clausesOf(snapshot(null, files, LIBRARY)));
  });
});

/**
 * A scheme whose clauses hang together, each in several forms: sound ones, one of another type, one that cannot be read.
 * The empty form leaves the clause out.
 */
const CLAUSES: readonly (readonly string[])[] = [
  ["define rich/富裕 = income more than 1000 yuan", "define rich/富裕 = area more than 3 mu", "define rich = "],
  [
    "define poor/贫困 = not rich and members at least 2 person",
    "define poor/贫困 = members at least 2 person",
    "define poor/贫困 = area",
  ],
  ["param rate/标准 = 300 yuan per mu", "param rate/标准 = 305.5 yuan per mu", "param rate/标准 = 300 yuan"],
  ["define base/基数 = rate × area", "define base/基数 = area × rate + 5 yuan", "define base/基数 = ×", ""],
  [
    "benefit grain/粮食 pay base up to 3000 yuan",
    "benefit grain/粮食 “粮食补贴”\n  when poor\n  pay base",
    "benefit grain/粮食 pay base up",
    "benefit 粮食 pay 5 yuan",
  ],
  ["param cap/封顶 = 2000 yuan", "param cap/封顶 = 2000000 yuan", "param cap/封顶 = 2000 mu", ""],
  [
    "benefit stock/养殖\n  when not poor\n  pay 100 yuan per head of pigs up to cap",
    "benefit stock/养殖\n  when rich → 100 yuan per head of pigs\n  when area more than 3 mu → 50 yuan",
    "benefit stock/养殖",
    "",
  ],
  [
    "limit total_cap/总额 all benefits per household up to 5000 yuan",
    "limit total_cap/总额 all benefits per household up to 500000000 yuan",
    "",
  ],
  ["limit two/两项 grain, stock per household up to cap", "limit two/两项 grain per household up to cap", ""],
  ["check fair/公平 grain at most 9000 yuan", "check fair/公平 gran at most 9000 yuan", ""],
  [
    "question who/谁 “who counts”\n  - narrow/窄 = poor\n  - wide/宽 = poor or rich\n  taken narrow",
    "question who/谁 “who counts”\n  - narrow/窄 = poor and area more than 2000 mu\n  - wide/宽 = rich\n  taken wide",
    "",
  ],
  ["benefit extra/额外\n  when who\n  pay 10 yuan", "benefit extra/额外\n  when who and poor\n  pay 10 yuan", ""],
  [
    "example “one”\n  given area 3 mu, pigs 2 head, income 10 yuan, members 3 person\n  expect grain 900 yuan",
    "example “one”\n  given area 3 mu\n  expect fair yes",
    "",
  ],
  ["example “two”\n  given as in “one”, area 4 mu\n  expect total 1200 yuan", ""],
  ["note n/备注 “words”", "define n/备注 = 3", ""],
];

interface Picked {
  readonly clause: number;
  readonly form: number;
}

const scheme = (picked: readonly Picked[]) =>
  `policy t/试 "trial"\n  version "1"\n  in force 2024-01-01 to 2024-12-31\n  uses people\n  round half up to 0.01 yuan\n\nfor each household\neligible when able\n\n${picked
    .map(({ clause, form }) => CLAUSES[clause]?.[form] ?? "")
    .filter((text) => text !== "")
    .map((text) => `${text}\n`)
    .join("\n")}`;

const vocabularyOf = (variant: number) => `vocabulary people/人口
entity household/户
  - id/户编号: text, key
  - able/有劳动力: yes/no
  - area/面积: mu, 0 mu to ${variant === 1 ? 2 : 1000} mu, blank means 0 mu
  - pigs/生猪: head, 0 head to 1000 head, blank means 0 head
  - income/收入: yuan${variant === 2 ? "" : ", 0 yuan to 100000 yuan"}
  - members/${variant === 3 ? "人数" : "人口数"}: ${variant === 4 ? "head" : "person"}
`;

/** Another form of a clause, two neighbours changing places, or another vocabulary. */
type Step =
  | { readonly at: number; readonly form: number }
  | { readonly turn: number }
  | { readonly vocabulary: number };

const steps = fc.array(
  fc.oneof(
    // Mostly sound forms, so that there is something to analyse.
    { weight: 6, arbitrary: fc.record({ at: fc.nat(CLAUSES.length - 1), form: fc.constantFrom(0, 0, 0, 1, 1, 2, 3) }) },
    { weight: 2, arbitrary: fc.record({ turn: fc.nat(CLAUSES.length - 2) }) },
    { weight: 1, arbitrary: fc.record({ vocabulary: fc.constantFrom(0, 0, 1, 2, 3, 4) }) },
  ),
  { minLength: 3, maxLength: 14 },
);

function stepped(picked: readonly Picked[], step: Exclude<Step, { vocabulary: number }>): Picked[] {
  const next = [...picked];
  if ("turn" in step) next.splice(step.turn, 2, next[step.turn + 1] as Picked, next[step.turn] as Picked);
  else {
    const { clause } = next[step.at] as Picked;
    const forms = CLAUSES[clause]?.length ?? 1;
    next[step.at] = { clause, form: step.form % forms };
  }
  return next;
}

describe("a scheme whose clauses hang together, compiled again as clauses come, go, break and change places", () => {
  test("is the scheme compiled anew, and untouched clauses are taken over", () => {
    let taken = 0;
    let sound = 0;
    const codes = new Set<string>();
    fc.assert(
      fc.property(steps, (list) => {
        let picked: Picked[] = CLAUSES.map((_, clause) => ({ clause, form: 0 }));
        let variant = 0;
        let state: Examined | null = null;
        for (const step of [null, ...list]) {
          if (step !== null && "vocabulary" in step) variant = step.vocabulary;
          else if (step !== null) picked = stepped(picked, step);
          const text = vocabularyOf(variant);
          const library = { ...LIBRARY, vocabulary: () => ({ path: "people.policy", text }) };
          const source = { path: "t.policy", text: scheme(picked) };
          const fresh = examine(source, library);
          const next: Examined = examine(source, library, state);
          expect(next.diagnostics).toEqual(fresh.diagnostics);
          expect(next.hash).toBe(fresh.hash);
          expect(next.draft).toEqual(fresh.draft);
          expect(next.file).toEqual(fresh.file);
          expect([...next.meanings].sort(byPlace)).toEqual([...fresh.meanings].sort(byPlace));
          const before = new Set(clausesIn(state));
          taken += clausesIn(next).filter((clause) => before.has(clause)).length;
          if (next.hash !== null) sound += 1;
          for (const { code } of next.diagnostics) codes.add(code);
          state = next;
        }
      }),
      { numRuns: 60 },
    );
    expect(taken).toBeGreaterThan(500);
    expect(sound).toBeGreaterThan(60);
    // What analyses find is among it, and what is said where a clause cannot be read.
    expect([...codes]).toEqual(expect.arrayContaining(["P4001", "P4030", "P4032", "P4020", "P2001", "P1001"]));
  }, 240_000);
});

function clausesIn(state: Examined | null): object[] {
  return [...(state?.draft?.values ?? []), ...(state?.draft?.benefits ?? []), ...(state?.draft?.limits ?? [])];
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
