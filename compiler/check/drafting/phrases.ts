/**
 * Number words of official Chinese: what is said of a number, read by the Civil Code, art. 1259 (以上、以下、以内 include the number,
 * 不满、超过 do not), and by usage for the rest.
 */
import type { Relation } from "../../../grammar/ast.js";
import { UNITS, type UnitId, unitId, unitSpelling, unitSpellings } from "../../../grammar/units.js";
import type { Words } from "../../diagnostics/catalogue/words.js";
import { text } from "../../ir/rational.js";
import { type Figure, figure } from "./clauses.js";

export interface Phrase {
  /** As it stands: `母猪3头以上`. */
  readonly text: string;
  /** With the word or two that it is about; else the text. */
  readonly subject: string;
  readonly figure: Figure;
  /** The number and its unit alone: `3头`. */
  readonly amount: string;
  /** null: the number is only named. */
  readonly relation: Relation | null;
  /** What the words before the number say, and those after it, where both say something. */
  readonly before: Relation | null;
  readonly after: Relation | null;
  /** `以上` or `及以上`, where it ends so. */
  readonly ending: string | null;
  readonly start: number;
  readonly end: number;
}

/** Longest first: 不超过 holds 超过. */
const BEFORE: readonly (readonly [words: string, relation: Relation])[] = [
  [
    "最高不得超过|最高不能超过|最高不超过|最多不超过|不得超过|不能超过|不超过|不得高于|不能高于|不高于|不得多于|不多于|最高|最多|至多|封顶",
    "le",
  ],
  ["不得少于|不能少于|不少于|不得低于|不能低于|不低于|最低|最少|至少|达到|达", "ge"],
  ["超过|高于|大于|多于", "gt"],
  ["低于|少于|小于|不足|不满|未满|未达到", "lt"],
];

const AFTER: readonly (readonly [words: string, relation: Relation])[] = [
  ["\\(不含\\)以上|以上\\(不含[^)]*\\)|以外", "gt"],
  ["\\(含\\)以上|及其?以上|以上\\(含[^)]*\\)|以上|起", "ge"],
  ["\\(不含\\)以下|以下\\(不含[^)]*\\)", "lt"],
  ["\\(含\\)以下|及其?以下|以下\\(含[^)]*\\)|以下|以内|之内|封顶", "le"],
];

const CHINESE_UNITS = (Object.keys(UNITS) as UnitId[])
  .flatMap((id) => unitSpellings(id))
  .filter((s) => /^[\p{Script=Han}%‰㎡]+$/u.test(s))
  .sort((a, b) => b.length - a.length);

const before = BEFORE.map(([words]) => words).join("|");
const after = AFTER.map(([words]) => words).join("|");
const PHRASE = new RegExp(
  `(?:(?<before>${before})(?:\\p{Script=Han}{1,10}的)?)?(?<amount>(?<number>\\d[\\d,]*(?:\\.\\d+)?)(?<magnitude>万|亿)?(?<unit>${CHINESE_UNITS.join("|")})?)(?<per>/[\\p{Script=Han}㎡]{1,3}?(?=$|[^\\p{Script=Han}]|${after}))?(?<after>${after})?`,
  "gu",
);

/** Width-folded, one for one where it can be, so that phrases read the same however they were typed. */
export function folded(quote: string): string {
  const known = folds.get(quote);
  if (known !== undefined) return known;
  const made = fold(quote);
  if (folds.size > 5000) folds.clear();
  folds.set(quote, made);
  return made;
}

const folds = new Map<string, string>();

function fold(quote: string): string {
  // NFKC makes ㎡ `m2`, whose digit would run into the number after it.
  return quote
    .replaceAll("㎡", "平方米")
    .replaceAll("㎥", "立方米")
    .normalize("NFKC")
    .replace(/[（【〔]/g, "(")
    .replace(/[）】〕]/g, ")")
    .replace(/\s+/g, "");
}

/** What a quotation says of numbers, in written order. `quote` is folded. */
export function phrasesIn(quote: string): readonly Phrase[] {
  const known = read.get(quote);
  if (known) return known;
  const found = readPhrases(quote);
  if (read.size > 5000) read.clear();
  read.set(quote, found);
  return found;
}

/** Several checks ask of the same quotation, again after every change. */
const read = new Map<string, readonly Phrase[]>();

function readPhrases(quote: string): Phrase[] {
  const found: Phrase[] = [];
  for (const match of quote.matchAll(PHRASE)) {
    const groups = match.groups as Record<string, string | undefined>;
    if (isDate(groups, quote.slice(match.index + match[0].length))) continue;
    const unit = groups.unit === undefined ? null : unitId(groups.unit);
    const magnitude = groups.magnitude === "万" ? "wan" : groups.magnitude === "亿" ? "yi" : null;
    const value = figure((groups.number as string).replaceAll(",", ""), magnitude, unit);
    if (!value) continue;
    const said = relationIn(groups.before, BEFORE);
    const ends = relationIn(groups.after, AFTER);
    const end = match.index + match[0].length;
    const lead =
      /[\p{Script=Han}]{1,6}$/u.exec(
        quote
          .slice(0, match.index)
          .split(/[,、;。:]/)
          .at(-1) ?? "",
      )?.[0] ?? "";
    found.push({
      text: match[0],
      subject: `${lead}${match[0]}`,
      figure: value,
      amount: groups.amount as string,
      relation: said ?? ends,
      before: said,
      after: ends,
      ending: groups.after ?? null,
      start: match.index,
      end,
    });
  }
  return found;
}

/** A year, a day of the month or a document's number is no quantity. */
function isDate(groups: Readonly<Record<string, string | undefined>>, next: string): boolean {
  const { unit, number } = groups;
  // 〔2024〕3号
  if (unit === undefined && next.startsWith(")")) return true;
  if (unit === "月" || unit === "日" || /^[年月日号]/.test(next)) return true;
  return unit === "年" && number?.length === 4;
}

function relationIn(words: string | undefined, table: typeof BEFORE): Relation | null {
  if (words === undefined) return null;
  return table.find(([pattern]) => new RegExp(`^(?:${pattern})$`).test(words))?.[1] ?? null;
}

const SIGNS: Readonly<Record<Relation, string>> = { ge: "≥", gt: ">", le: "≤", lt: "<", eq: "=", ne: "≠" };

/** So that nobody can misread it: `≥3头（含3头）`, `≥ 3 head (3 included)`. */
export function bound(
  relation: Relation,
  { amount, figure: { value, unit } }: Pick<Phrase, "amount" | "figure">,
): Words {
  const number = text(value);
  const one = number === "1";
  const measured =
    unit === null ? number : unit === "percent" ? `${number}%` : `${number} ${unitSpelling(unit, "en", !one)}`;
  const bare = unit === "percent" ? measured : number;
  const [en, zh] = [`${SIGNS[relation]} ${measured}`, `${SIGNS[relation]}${amount}`];
  if (relation === "eq" || relation === "ne") return { en, zh };
  return relation === "ge" || relation === "le"
    ? { en: `${en} (${bare} included)`, zh: `${zh}（含${amount}）` }
    : { en: `${en} (${bare} not included)`, zh: `${zh}（不含${amount}）` };
}
