/** Runs command lines in this process, in a folder of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Language } from "../../cli/io/console.js";
import { main } from "../../cli/main.js";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const YUBEI = join(ROOT, "policies/yubei-2024/yubei-2024.policy");

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function fen(args: readonly string[], cwd: string, lang: Language = "en"): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await main(args, {
    lang,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    color: { out: false, err: false },
    watched: false,
    cwd,
    today: () => "2024-05-31",
  });
  return { code, out, err };
}

/** A folder with these files in it, and how to be rid of it. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): {
  readonly path: string;
  readonly remove: () => void;
} {
  const path = mkdtempSync(join(tmpdir(), "fen-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A small scheme: grain by area, livestock as approved, 3,000 yuan a household, a pot of 5,000 yuan a town. */
export const DEMO = `policy demo/演示 "Demonstration"
  version "1"
  in force 2024-01-01 to 2024-12-31
  uses people
  round half up to 0.01 yuan

for each household
eligible when able
  except when away "the whole family is away"

benefit grain/粮食
  when area at least 5 mu
  pay 300 yuan per mu of area

benefit livestock/养殖
  when pigs at least 6 head
  → up to 3000 yuan

limit cap/户限额
  all benefits per household up to 3000 yuan

limit pot/镇指标
  all benefits per town up to 5000 yuan
  when exceeded report

example "five mu"
  given able yes, away no, area 5 mu
  expect grain 1500 yuan, total 1500 yuan
example "not able"
  given able no, away no, area 5 mu
  expect not eligible
`;

export const PEOPLE = `vocabulary people/人口
entity household/户
  - id/户编号: text, key
  - town/乡镇: text
  - able/有劳动力: yes/no
  - away/整户外出: yes/no, blank means no
  - area/面积: mu, 0 mu to 1000 mu, blank means 0 mu
  - pigs/生猪: head, 0 head to 1000 head, blank means 0 head
`;

/** Worked out by hand: 1 → 5.05 × 300 = 1515; 2 → 3000 by the cap; 3 is away; 4 has a blank; 5 is below both thresholds. */
export const ROSTER = `户编号,乡镇,有劳动力,整户外出,面积（亩）,生猪,养殖.核定
1,甲镇,是,,5.05,,
2,甲镇,是,,10,6,1200
3,甲镇,是,是,8,,
4,乙镇,,,8,,
5,乙镇,是,,4.99,5,
6,乙镇,是,,,6,5000
`;
