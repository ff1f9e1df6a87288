/** Does the rule compare, cap and count as the sentence that it quotes? */
import type { Clause, Limit, PolicyFile, Question, Relation } from "../../../grammar/ast.js";
import type { UnitId } from "../../../grammar/units.js";
import type { Words } from "../../diagnostics/catalogue/words.js";
import { type Diagnostic, diagnostic } from "../../diagnostics/diagnostic.js";
import { compare, equal, integer, mul, text } from "../../ir/rational.js";
import {
  type Compared,
  comparisonsOf,
  type Figure,
  figuresOf,
  type Named,
  namedIn,
  namesOf,
  opposite,
  type Quoted,
  quotationsOf,
  sameFigure,
  shownFigure,
} from "./clauses.js";
import { bound, folded, type Phrase, phrasesIn } from "./phrases.js";

export function checkNumbers(policy: PolicyFile, file: string): Diagnostic[] {
  const quotations = quotationsOf(policy);
  const named = namedIn(policy);
  return [
    ...mixedAbove(policy, file, quotations),
    ...quotations.flatMap((q) => bothWays(q, file)),
    ...quotations.flatMap((q) => otherRelation(q, file, named)),
    ...quotations.flatMap((q) => otherFigure(q, file, named)),
    ...twoFigures(file, quotations),
    ...incompleteShares(file, quotations),
  ];
}

function place(quoted: Quoted, file: string) {
  return { kind: "source" as const, file, span: quoted.quoting.span };
}

// ---------------------------------------------------------------- 以上 beside 及以上

/** Told once for each wording, where a question asks about it if there is one. */
function mixedAbove(policy: PolicyFile, file: string, quotations: readonly Quoted[]): Diagnostic[] {
  const found = new Map<string, { quoted: Quoted; above: Phrase; andAbove: Phrase }>();
  for (const quoted of quotations) {
    for (const sentence of folded(quoted.quoting.value).split(/[。;]/)) {
      const phrases = phrasesIn(sentence);
      const andAbove = phrases.find(
        (p) => p.after === "ge" && p.ending !== null && p.ending !== "以上" && p.ending !== "起",
      );
      if (!andAbove) continue;
      for (const above of phrases.filter((p) => p.ending === "以上" && p.before === null)) {
        const key = above.subject;
        if (!found.has(key) || quoted.clause.kind === "Question") found.set(key, { quoted, above, andAbove });
      }
    }
  }
  return [...found.values()].map(({ quoted, above, andAbove }) => {
    const question = questionOf(policy, above.figure);
    return diagnostic("P4007", place(quoted, file), {
      above: above.subject,
      andAbove: andAbove.subject,
      inclusive: bound("ge", above),
      strict: bound("gt", above),
      taken: question ? takenWords(question) : null,
      question: question ? names(question) : null,
    });
  });
}

/** The question whose readings compare with this number in different ways. */
function questionOf(policy: PolicyFile, figure: Figure): Question | null {
  for (const clause of policy.clauses) {
    if (clause.kind !== "Question") continue;
    const relations = new Set(
      comparisonsOf(clause)
        .filter((c) => sameFigure(c.figure, figure))
        .map((c) => c.relation),
    );
    if (relations.size > 1) return clause;
  }
  return null;
}

function names(clause: { readonly decl: Question["decl"] }): Words {
  const both = [clause.decl.name.text, clause.decl.other?.text ?? clause.decl.name.text] as const;
  const latin = (s: string): boolean => /^[\x20-\x7e]*$/.test(s);
  const [a, b] = both;
  return { en: latin(a) ? a : b, zh: latin(a) ? b : a };
}

function takenWords(question: Question): Words {
  const reading = question.readings.find(
    (r) => r.decl.name.text === question.taken.text || r.decl.other?.text === question.taken.text,
  );
  if (!reading) return { en: question.taken.text, zh: question.taken.text };
  const name = names(reading);
  const label = reading.decl.label?.value;
  return { en: `\`${name.en}\``, zh: label ? `“${label}”` : `“${name.zh}”` };
}

// ---------------------------------------------------------------- 超过……以上

function bothWays(quoted: Quoted, file: string): Diagnostic[] {
  if (quoted.clause.kind === "Question") return [];
  const quote = folded(quoted.quoting.value);
  return phrasesIn(quote).flatMap((p) => {
    const clash = (p.before === "gt" && p.after === "ge") || (p.before === "lt" && p.after === "le");
    if (!clash || !p.before || !p.after) return [];
    const params = {
      phrase: p.text,
      quote: quoted.quoting.value,
      inclusive: bound(p.after, p),
      strict: bound(p.before, p),
    };
    return [diagnostic("P4018", place(quoted, file), params)];
  });
}

// ---------------------------------------------------------------- the relation

function otherRelation(quoted: Quoted, file: string, named: Named): Diagnostic[] {
  const { clause } = quoted;
  const compared = comparisonsWith(clause, named);
  return phrasesIn(folded(quoted.quoting.value)).flatMap((phrase): Diagnostic[] => {
    const { relation } = phrase;
    if (relation === null || (phrase.before !== null && phrase.after !== null && phrase.before !== phrase.after))
      return [];
    const same = compared.filter((c) => sameFigure(c.figure, phrase.figure));
    if (same.length === 0 || same.some((c) => agrees(c, relation))) return [];
    if (meetsTier(same, relation)) return [];
    const other = same[0] as Compared;
    // 达到 and 是 differ only in how they are said where a total is stated.
    if (other.relation === "eq" || other.relation === "ne") return [];
    const params = {
      phrase: phrase.text,
      quote: quoted.quoting.value,
      means: bound(relation, phrase),
      written: bound(other.relation, phrase),
    };
    return [diagnostic("P4015", place(quoted, file), params)];
  });
}

/** `3~5亩(含)` and then `5亩以上`: where the tier below keeps the number, the tier above begins beyond it (and the reverse). */
function meetsTier(same: readonly Compared[], relation: Relation): boolean {
  const has = (wanted: Relation) => same.some((c) => c.relation === wanted);
  return (relation === "ge" && has("le") && has("gt")) || (relation === "le" && has("ge") && has("lt"));
}

function agrees(compared: Compared, relation: Relation): boolean {
  return compared.relation === relation || (compared.turned && compared.relation === opposite(relation));
}

/** A question that the clause names answers for the number it asks about: both its readings stand. */
function comparisonsWith(clause: Clause, named: Named): Compared[] {
  const own = comparisonsOf(clause);
  const questions = new Set<Clause>();
  for (const name of namesOf(clause)) {
    const target = named.get(name);
    if (target && target !== clause && (target.kind === "Question" || target.kind === "Value")) questions.add(target);
  }
  return [...own, ...[...questions].flatMap(comparisonsOf)];
}

// ---------------------------------------------------------------- the figure

/** Times and bare counts in a sentence are seldom the rule's figures. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  "year",
  "month",
  "day",
  "working_day",
  "award",
  "item",
  "household",
  "village",
  "part",
]);

function otherFigure(quoted: Quoted, file: string, named: Named): Diagnostic[] {
  const { clause } = quoted;
  if (clause.kind === "Note" || clause.kind === "Procedure" || clause.kind === "Change") return [];
  const written = figuresOf(clause, named);
  const phrases = phrasesIn(folded(quoted.quoting.value));
  const found: Diagnostic[] = [];
  const units = new Set(phrases.flatMap((p) => (p.figure.unit ? [p.figure.unit] : [])));
  for (const unit of units) {
    if (NOT_COMPARED.has(unit)) continue;
    const said = phrases.filter((p) => p.figure.unit === unit);
    const own = written.filter(({ figure }) => figure?.unit === unit);
    if (own.length === 0) continue;
    const matches = said.some((p) => written.some(({ figure }) => figure !== null && sameFigure(figure, p.figure)));
    if (matches) continue;
    const params = {
      amount: said.map((p) => p.amount).join("、"),
      quote: quoted.quoting.value,
      written: [...new Set(own.map(({ quantity }) => shownFigure(quantity)))],
    };
    found.push(diagnostic("P4016", place(quoted, file), params));
  }
  return found;
}

// ---------------------------------------------------------------- one limit, two figures

interface Cap {
  readonly quoted: Quoted;
  readonly phrase: Phrase;
}

function twoFigures(file: string, quotations: readonly Quoted[]): Diagnostic[] {
  const groups = new Map<string, Cap[]>();
  for (const quoted of quotations) {
    const key = limitKey(quoted.clause);
    if (key === null) continue;
    const caps = phrasesIn(folded(quoted.quoting.value)).filter((p) => p.relation === "le" && p.figure.unit === "yuan");
    // A sentence with several ceilings speaks of several things.
    if (caps.length !== 1) continue;
    groups.set(key, [...(groups.get(key) ?? []), { quoted, phrase: caps[0] as Phrase }]);
  }
  return [...groups.values()].flatMap((caps) => {
    const [first] = caps;
    const other = caps.find((c) => first && !sameFigure(c.phrase.figure, first.phrase.figure));
    if (!first || !other) return [];
    const params = {
      first: other.phrase.amount,
      second: first.phrase.amount,
      other: { en: first.quoted.cite.where.value, zh: first.quoted.cite.where.value },
    };
    const related = [{ file, span: first.quoted.quoting.span, label: { en: "quoted here", zh: "另一处引文" } }];
    return [diagnostic("P4014", place(other.quoted, file), params, { related })];
  });
}

/** Limits of the same benefits and groups are the same limit; any other clause only with itself. */
function limitKey(clause: Clause): string | null {
  if (clause.kind === "Limit") return `limit ${benefitsKey(clause)} ${clause.per.map((p) => p.text).join(",")}`;
  if (clause.kind === "Benefit") return `benefit ${clause.decl.name.text}`;
  return null;
}

function benefitsKey(limit: Limit): string {
  const { paths } = limit.benefits;
  return paths === null
    ? "*"
    : paths
        .map((p) => p.names.map((n) => n.text).join("."))
        .sort()
        .join(",");
}

// ---------------------------------------------------------------- a share for each of so many

const EACH: Readonly<Record<string, UnitId>> = { 村: "village", 户: "household", 人: "person" };

/** `58个村，每村1.5625%` comes to 90.625%. A question about the sentence answers for it. */
function incompleteShares(file: string, quotations: readonly Quoted[]): Diagnostic[] {
  const found = new Map<string, Diagnostic | null>();
  for (const quoted of quotations) {
    const quote = folded(quoted.quoting.value);
    const phrases = phrasesIn(quote);
    for (const share of phrases.filter((p) => p.figure.unit === "percent" && p.relation === null)) {
      const unit = EACH[/每(?:个)?([村户人])$/u.exec(quote.slice(0, share.start))?.[1] ?? ""];
      const count = phrases.find((p) => unit !== undefined && p.figure.unit === unit && p.relation === null);
      if (!count) continue;
      const sum = mul(share.figure.value, count.figure.value);
      const key = `${count.amount} ${share.amount}`;
      if (equal(sum, WHOLE) || found.get(key) === null) continue;
      if (quoted.clause.kind === "Question" || quoted.clause.kind === "Note") found.set(key, null);
      else if (!found.has(key)) {
        const same = (words: string): Words => ({ en: words, zh: words });
        const params = {
          what: { en: `“${quoted.quoting.value}”`, zh: `“${quoted.quoting.value}”` },
          count: same(count.amount),
          share: same(share.amount),
          sum: same(`${text(sum)}%`),
          over: compare(sum, WHOLE) > 0,
        };
        found.set(key, diagnostic("P4093", place(quoted, file), params));
      }
    }
  }
  return [...found.values()].filter((d) => d !== null);
}

const WHOLE = integer(100);
