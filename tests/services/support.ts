/** Policies with marks in them: `^` is the place asked about, «…» a range. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Library } from "../../compiler/index.js";
import { type Snapshot, snapshot, type TextEdit } from "../../compiler/services/index.js";

const ROOT = fileURLToPath(new URL("../../policies/", import.meta.url));

export const HOUSEHOLD = readFileSync(`${ROOT}vocabulary/household.policy`, "utf8");

export const LIBRARY: Library = {
  vocabulary: (name) => (name === "household" || name === "户" ? { path: "household.policy", text: HOUSEHOLD } : null),
  source: () => null,
  table: () => null,
  policy: () => null,
};

export function policyText(folder: string): string {
  return readFileSync(`${ROOT}${folder}/${folder}.policy`, "utf8");
}

export interface Marked {
  readonly text: string;
  /** The place of `^`; -1 if there is none. */
  readonly at: number;
  /** What «…» mark, in order. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

export function marked(source: string): Marked {
  let text = "";
  let at = -1;
  const ranges: { start: number; end: number }[] = [];
  const open: number[] = [];
  for (const character of source) {
    if (character === "^") at = text.length;
    else if (character === "«") open.push(text.length);
    else if (character === "»") ranges.push({ start: open.pop() as number, end: text.length });
    else text += character;
  }
  return { text, at, ranges: ranges.sort((a, b) => a.start - b.start) };
}

export const EN_HEAD = `policy t/试 "trial"
  version "1"
  uses household
  in force 2024-01-01 to 2024-12-31
  round half up to 0.01 yuan

for each household
eligible when able

`;

export const ZH_HEAD = `政策 试/t “试”
  版本 “1”
  引用词表 household
  施行 2024-01-01 至 2024-12-31
  取整 四舍五入 至 0.01元

以户为单位
享受条件 当 有劳动力

`;

export function made(text: string): Snapshot {
  return snapshot(null, [{ path: "t.policy", text }], LIBRARY);
}

/** A snapshot of marked clauses behind a head in their language. */
export function clauses(source: string): Marked & { readonly snap: Snapshot } {
  const mark = marked(
    (/\p{Script=Han}/u.test(source.replace(/"[^"]*"/g, "")) && !/^\s*[a-z]/.test(source) ? ZH_HEAD : EN_HEAD) + source,
  );
  return { ...mark, snap: made(mark.text) };
}

export function apply(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((all, { start, end, text: by }) => all.slice(0, start) + by + all.slice(end), text);
}
