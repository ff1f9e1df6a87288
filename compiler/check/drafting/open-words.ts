/** Words that leave something open, beside what the clause does about it. */
import type { Amount, List, PolicyFile } from "../../../grammar/ast.js";
import { type Diagnostic, diagnostic } from "../../diagnostics/diagnostic.js";
import { has, type Named, namedIn, nodesIn, type Quoted, quotationsOf } from "./clauses.js";
import { folded, phrasesIn } from "./phrases.js";

/** 等 ends a list; it is also part of 等级, 平等, 同等 and the like. */
const OPEN_LIST =
  /(?<=、[^、,。;]{1,16}|如[^,。;]{1,16}|[)】])(?<![一二三四五六七八九十高中初同平相均优])等(?![级于额次同待候价值效量])/u;

/** 其他 that closes a list, or that names a class nobody has listed; 其他财政补助 is merely another one. */
const OTHERS = /(?<=[、和及或与等])其[他它]|其[他它](?=情形|情况|条件|特殊|有关|相关|方式|类型|费用|支出)/u;

interface Open {
  readonly pattern: RegExp;
  /** Whether the clause has a construct for it. */
  readonly met: (quoted: Quoted, named: Named) => boolean;
}

const OPEN: readonly Open[] = [
  { pattern: OPEN_LIST, met: (q, named) => isSetBySomeone(q, named) || hasOtherwise(q) || judged(q) },
  { pattern: OTHERS, met: (q, named) => isSetBySomeone(q, named) || hasOtherwise(q) || judged(q) },
  { pattern: /原则上/u, met: (q) => q.clause.kind === "Check" && q.clause.soft },
  { pattern: /适当|酌情|视情/u, met: isSetBySomeone },
  {
    pattern: /(?<=[\d%个元亩头只户人天月年])左右|(?<=\d)上下/u,
    met: (q, named) => isSetBySomeone(q, named) || hasRange(q),
  },
  {
    pattern: /参照|比照/u,
    met: (q, named) =>
      isSetBySomeone(q, named) || has(q.clause, "Path", (p: { names: readonly unknown[] }) => p.names.length > 1),
  },
];

/** Characters on either side of an open word by which the same sentence is known when it is quoted elsewhere. */
const CONTEXT = 6;

export function checkOpenWords(policy: PolicyFile, file: string): Diagnostic[] {
  const named = namedIn(policy);
  const open: { quoted: Quoted; word: string; around: string }[] = [];
  const answered = new Set<string>();
  for (const quoted of quotationsOf(policy)) {
    const quote = folded(quoted.quoting.value);
    for (const { pattern, met } of OPEN) {
      const match = pattern.exec(quote);
      if (!match) continue;
      const [word] = match;
      const around = `${word} ${quote.slice(Math.max(0, match.index - CONTEXT), match.index + word.length + CONTEXT)}`;
      if (holdsAsItIs(quoted) || met(quoted, named)) answered.add(around);
      else open.push({ quoted, word, around });
    }
  }
  // One clause may answer for a sentence that another one quotes too; and one sentence is told once.
  const told = new Set<string>();
  return open.flatMap(({ quoted, word, around }) => {
    if (answered.has(around) || told.has(around)) return [];
    told.add(around);
    return [diagnostic("P4010", place(quoted, file), { word, quote: quoted.quoting.value })];
  });
}

/** A note and a procedure hold a sentence as it is; a question is itself about what is open. */
function holdsAsItIs({ clause }: Quoted): boolean {
  return clause.kind === "Note" || clause.kind === "Procedure" || clause.kind === "Question";
}

function place(quoted: Quoted, file: string) {
  return { kind: "source" as const, file, span: quoted.quoting.span };
}

/** An amount that is entered, or a value or question that the clause names and that someone sets or takes. */
function isSetBySomeone(quoted: Quoted, named: Named): boolean {
  const { clause } = quoted;
  if (has(clause, "Amount", (a: Amount) => a.base === null && a.portion === null) || has(clause, "Typed")) return true;
  for (const node of nodesIn(clause)) {
    if (node.kind !== "Path") continue;
    const target = named.get((node as unknown as { names: readonly { text: string }[] }).names[0]?.text ?? "");
    if (target?.kind === "Question" || (target?.kind === "Value" && target.body.kind === "Typed")) return true;
  }
  return false;
}

function hasOtherwise(quoted: Quoted): boolean {
  for (const node of nodesIn(quoted.clause)) {
    if (node.kind === "Otherwise" || ("otherwise" in node && node.otherwise === true)) return true;
  }
  return false;
}

/** A list with an item that someone judges: a yes/no field by itself. */
function judged(quoted: Quoted): boolean {
  return has(
    quoted.clause,
    "List",
    (l: List) => l.word === "any" && l.rows.some((row) => row.amount.base?.kind === "Path"),
  );
}

function hasRange(quoted: Quoted): boolean {
  return has(quoted.clause, "Test", (t: { to: unknown }) => t.to !== null);
}

// ---------------------------------------------------------------- average or cap, each or together, choice or highest

/** 农户均可申请 is not an average. */
const AVERAGE =
  /((?<![农困贫牧渔住])户均|人均|平均每户|平均每人|每户平均)(?![可应须需能享为有])(?!(?:可支配|纯|年|总|经营性?|生产经营)*收入)/u;
/** A list of two or more things with strokes; `元/户` is a rate. */
const STROKES =
  /(?<![\d元角分%])(?<items>\p{Script=Han}{1,6}(?:\/\p{Script=Han}{1,6}?)+)(?=面积|数量|规模|存栏|出栏|种植|养殖|\d|达|不|超|满|在)/u;
const ALREADY_SAID = /各|合计|累计|共计|总计|分别|均(?!衡)|之和|任一|其一/u;
const CHOICE = /只能选择?[一1]种|只能选[一1]项|择其一|任选其一|任选[一1][种项]|选择其中[一1][种项]|只能选择其中/u;

export function checkReadings(policy: PolicyFile, file: string): Diagnostic[] {
  return quotationsOf(policy).flatMap((quoted): Diagnostic[] => {
    const { clause } = quoted;
    if (clause.kind === "Question" || clause.kind === "Note") return [];
    const quote = folded(quoted.quoting.value);
    const params = { quote: quoted.quoting.value };
    const found: Diagnostic[] = [];
    const average = AVERAGE.exec(quote)?.[1];
    if (average !== undefined && isCap(quoted)) {
      found.push(diagnostic("P4011", place(quoted, file), { ...params, word: average }));
    }
    const strokes = STROKES.exec(quote);
    if (strokes?.groups?.items !== undefined && !ALREADY_SAID.test(quote)) {
      const from = strokes.index + strokes.groups.items.length;
      const next = phrasesIn(quote).find((p) => p.start >= from);
      // The threshold must be said of the list itself, not of what stands in another part of the sentence.
      const threshold = next?.relation && !/[,;。:]/.test(quote.slice(from, next.start)) ? next : null;
      if (threshold) {
        found.push(
          diagnostic("P4012", place(quoted, file), {
            ...params,
            list: strokes.groups.items,
            threshold: threshold.text,
          }),
        );
      }
    }
    const choice = CHOICE.exec(quote)?.[0];
    if (choice !== undefined && has(clause, "List", (l: List) => l.word === "highest")) {
      found.push(diagnostic("P4013", place(quoted, file), { ...params, word: choice }));
    }
    return found;
  });
}

/** A ceiling for each payee: a cut, or a limit over one household or person. */
function isCap(quoted: Quoted): boolean {
  const { clause } = quoted;
  if (clause.kind === "Limit") return clause.per.length > 0;
  return clause.kind === "Benefit" && has(clause, "Cut", (c: { bound: string }) => c.bound === "ceiling");
}
