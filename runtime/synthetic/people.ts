/**
 * Invented people and places. Towns are named after the Heavenly Stems and Earthly Branches, as examples in textbooks
 * are; identity numbers carry the region code 990000, which no place has, so that none can be a person's.
 */
import type { Random } from "./random.js";

const STEMS = [..."甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"];
const VILLAGES = ["一村", "二村", "三村", "四村", "五村"];
const SURNAMES = [..."赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕"];
const GIVEN = [
  "安",
  "平",
  "和",
  "顺",
  "成",
  "德明",
  "永福",
  "长庚",
  "秀兰",
  "桂英",
  "国良",
  "兴旺",
  "春生",
  "玉珍",
  "世昌",
];

export const TOWNS: readonly string[] = STEMS.map((stem) => `${stem}镇`);

export function village(r: Random): string {
  return r.pick(VILLAGES);
}

export function personName(r: Random): string {
  return r.pick(SURNAMES) + r.pick(GIVEN);
}

/** Hands out ids: 99, the town's number, and the household's in its town: `9903000042`. */
export function householdIds(): (town: number) => string {
  const given = new Map<number, number>();
  return (town) => {
    const place = (given.get(town) ?? 0) + 1;
    given.set(town, place);
    return `99${two(town + 1)}${String(place).padStart(6, "0")}`;
  };
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** 18 digits with a valid check digit (GB 11643) for somebody born from 1944 to 1999. */
export function identityNumber(r: Random, serial: number): string {
  const birth = `${r.between(1944, 1999)}${two(r.between(1, 12))}${two(r.between(1, 28))}`;
  return withCheckDigit(`990000${birth}${String(serial % 1000).padStart(3, "0")}`);
}

function withCheckDigit(body: string): string {
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (WEIGHTS[i] as number), 0);
  return body + ("10X98765432"[sum % 11] as string);
}

/** Hands out identity numbers that nobody else in the roster has, for a given year of birth. */
export function identityNumbers(taken: Iterable<string> = []): (r: Random, year: number) => string {
  const given = new Set(taken);
  return (r, year) => {
    for (;;) {
      const birth = `${year}${two(r.between(1, 12))}${two(r.between(1, 28))}`;
      const number = withCheckDigit(`990000${birth}${String(r.below(1000)).padStart(3, "0")}`);
      if (given.has(number)) continue;
      given.add(number);
      return number;
    }
  };
}

/** The day of birth that an identity number carries, ISO 8601. */
export function bornOn(identity: string): string {
  return `${identity.slice(6, 10)}-${identity.slice(10, 12)}-${identity.slice(12, 14)}`;
}

export function two(n: number): string {
  return String(n).padStart(2, "0");
}
