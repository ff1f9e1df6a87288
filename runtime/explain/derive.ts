/**
 * Why a household gets what it gets: its eligibility, each benefit through the stages, the limits, the parts paid out, and
 * the nearest change that would qualify. Read aloud, the lines are the policy's own sentences with the household's values.
 */
import * as R from "../../compiler/ir/rational.js";
import type { Award, AwardRow, BenefitDef, Expr, Guarded } from "../../compiler/ir/types.js";
import { evaluate } from "../reference/evaluate.js";
import type { Node } from "../reference/facts.js";
import { scopeOn, type World } from "../reference/scope.js";
import type { Claim, Reason, RunResult } from "../run.js";
import { type Bilingual, both, type Lang } from "./bilingual.js";
import { outcomeOf, statement } from "./condition.js";
import { type Derivation, type Writer, writer } from "./lines.js";
import { nameOf, phrase, type Speaker } from "./phrase.js";
import { money } from "./quantity.js";
import { typesOf } from "./units.js";

/** `world` is the run's own, so that what is said is what was worked out. */
export function derive(world: World, result: RunResult, node: Node): Derivation {
  const { policy } = world;
  const write = writer(policy);
  const name = nameOf(policy, node.entity, "zh");
  write.add("household", 0, { zh: `${name} ${node.key}`, en: `${nameOf(policy, node.entity, "en")} ${node.key}` });

  for (const clause of policy.eligibility) {
    if (clause.entity === node.entity) eligibility(world, clause, node, write);
  }
  const claims = result.claims.filter((c) => c.payee.entity === node.entity && c.payee.row === node.key);
  for (const claim of claims) benefit(world, claim, result, write);
  total(claims, world, write);
  return { entity: node.entity, row: node.key, lines: write.lines };
}

function speaker(world: World, node: Node, clause: string): Speaker {
  const scope = scopeOn(world, node, clause);
  return { policy: world.policy, types: typesOf(world.policy), evaluate: (expr) => evaluate(expr, scope) };
}

// ---------------------------------------------------------------- stage 1

function eligibility(world: World, clause: World["policy"]["eligibility"][number], node: Node, write: Writer): void {
  const voice = speaker(world, node, clause.entity);
  const id = `eligible ${clause.entity}`;
  const said = guardLines(clause, voice);
  const outcome = said.outcome;
  const verdict = {
    met: { zh: "符合享受条件", en: "eligible" },
    failed: { zh: "不符合享受条件", en: "not eligible" },
    undecided: { zh: "享受条件待定", en: "eligibility undecided" },
  }[outcome];
  write.add("eligibility", 0, verdict, id, outcome);
  for (const line of said.lines) write.statement(1, line, id);
}

interface GuardSaid {
  readonly outcome: "met" | "failed" | "undecided";
  readonly lines: readonly ReturnType<typeof statement>[];
}

/** The failed parts first: an exception that holds is told before the conditions that were met. */
function guardLines(guard: Guarded, voice: Speaker): GuardSaid {
  const condition = guard.when === null ? null : statement(guard.when, voice);
  // Every part of the condition is told, also those that are met: a reader checks them one by one.
  const parts =
    condition === null || guard.when === null
      ? []
      : guard.when.op === "and"
        ? guard.when.items.map((item) => statement(item, voice))
        : [condition];
  const excepts = guard.excepts.map((except) => {
    const held = outcomeOf(voice.evaluate(except.when));
    const inner = statement(except.when, voice, false);
    const reason = except.reason;
    if (held === "failed") {
      const text: Bilingual =
        reason === null ? inner.text : { zh: `不属于“${reason}” → 符合`, en: `“${reason}” does not apply → met` };
      return { ...inner, text, parts: [], held };
    }
    const text: Bilingual = both((lang) => {
      const why = reason === null ? "" : lang === "zh" ? `“${reason}”` : ` “${reason}”`;
      return held === "met"
        ? { zh: `属于除外情形${why}：${inner.text.zh}`, en: `an exception applies${why}: ${inner.text.en}` }[lang]
        : {
            zh: `是否属于除外情形${why}待定：${inner.text.zh}`,
            en: `whether an exception applies${why} is undecided: ${inner.text.en}`,
          }[lang];
    });
    return { ...inner, text, held };
  });
  const all = [...parts, ...excepts];
  const rank = { failed: 0, undecided: 1, met: 2 } as const;
  const outcome = all.some((s) => s.outcome === "failed")
    ? "failed"
    : all.some((s) => s.outcome === "undecided")
      ? "undecided"
      : "met";
  return { outcome, lines: [...all].sort((a, b) => rank[a.outcome] - rank[b.outcome]) };
}

// ---------------------------------------------------------------- stages 2 to 8

function benefit(world: World, claim: Claim, result: RunResult, write: Writer): void {
  const { policy } = world;
  const def = policy.benefits.find((b) => b.id === claim.benefit) as BenefitDef;
  const node = world.facts.byKey.get(claim.entity)?.get(claim.row);
  if (!node) return;
  const item = claim.entity === claim.payee.entity ? "" : ` ${claim.row}`;
  write.add(
    "benefit",
    0,
    both(
      (lang) => `${benefitName(world, def.id, lang)}${item}${lang === "zh" ? "：" : ": "}${state(world, claim, lang)}`,
    ),
    def.id,
    { paid: "met", zero: "met", notDue: "failed", notEligible: "failed", undecided: "undecided" }[claim.state] as "met",
  );
  if (claim.state === "notEligible" && claim.because?.clause !== def.id) {
    reasons(world, claim.reasons, write);
    return;
  }
  const voice = speaker(world, node, def.id);
  const said = guardLines(def.guard, voice);
  for (const line of said.lines) write.statement(1, line, def.id);
  if (claim.because?.kind === "rules") ruleLines(def.award, voice, write, def.id);
  if (claim.because?.kind === "least") leastLine(def.award, voice, write, def.id);
  reasons(world, claim.reasons, write);
  if (claim.state === "notDue" || claim.state === "notEligible") return;
  amount(world, def, claim, voice, write);
  for (const part of result.parts) {
    if (part.benefit !== def.id || part.entity !== claim.entity || part.row !== claim.row) continue;
    write.add(
      "part",
      1,
      both((lang) => partText(world, part, lang)),
      `pay out ${part.payOut}`,
      part.state === "open" ? "undecided" : "met",
    );
  }
}

function benefitName(world: World, id: string, lang: Lang): string {
  const about = world.policy.about[id];
  return lang === "zh" ? (about?.label ?? about?.zh ?? id) : nameOf(world.policy, id, "en");
}

function state(world: World, claim: Claim, lang: Lang): string {
  const yuan = (value: R.Rational | null) => (value === null ? "" : money(value, world.policy, lang));
  switch (claim.state) {
    case "paid":
      return lang === "zh" ? `实补${yuan(claim.net)}` : `pays ${yuan(claim.net)}`;
    case "zero":
      return lang === "zh" ? `按规定计算为${yuan(claim.net ?? R.ZERO)}` : `comes to ${yuan(claim.net ?? R.ZERO)}`;
    case "notDue":
      return lang === "zh" ? "未达到条件，不予发放" : "its conditions are not met, so nothing is due";
    case "notEligible":
      return lang === "zh" ? "不符合享受条件，不予发放" : "not eligible, so nothing is due";
    default:
      return lang === "zh"
        ? `待定，暂不发放${claim.high === null ? "" : `，至多${yuan(claim.high)}`}`
        : `undecided, not paid yet${claim.high === null ? "" : `, at most ${yuan(claim.high)}`}`;
  }
}

const WHY: Readonly<Record<Reason["kind"], (what: string, lang: Lang) => string>> = {
  missing: (what, lang) =>
    lang === "zh" ? `“${what}”未填，需补充后才能判定` : `${what} is not filled in; it is needed to decide`,
  divisionByZero: (what, lang) => (lang === "zh" ? `计算“${what}”时除数为零` : `${what} divides by zero`),
  emptySet: (what, lang) => (lang === "zh" ? `“${what}”所统计的对象一个也没有` : `${what} is taken over nothing`),
  parameter: (what, lang) => (lang === "zh" ? `“${what}”尚未设定` : `${what} has not been set`),
  refused: (what, lang) =>
    lang === "zh" ? `“${what}”超出限额，全组退回，待调整` : `${what} is exceeded; the whole group is held back`,
  pot: (what, lang) =>
    lang === "zh" ? `“${what}”的资金要待前面各户确定后才能安排` : `${what} waits for claims that come before this one`,
  zeroWeights: (what, lang) => (lang === "zh" ? `“${what}”的分摊权数都是零` : `all weights of ${what} are zero`),
  noRow: (what, lang) => (lang === "zh" ? `“${what}”中没有对应的档` : `no row of ${what} applies`),
  overlap: (what, lang) => (lang === "zh" ? `“${what}”有两条规则同时适用` : `two rules of ${what} apply at once`),
  order: (what, lang) => (lang === "zh" ? `“${what}”此时尚未算出` : `${what} is not known at this stage`),
};

function reasons(world: World, list: readonly Reason[], write: Writer): void {
  for (const reason of list) {
    write.add(
      "note",
      1,
      both((lang) => WHY[reason.kind](whatName(world, reason.what, lang), lang)),
      null,
      "undecided",
    );
  }
}

function whatName(world: World, what: string, lang: Lang): string {
  const approved = /^(.*)\.approved$/.exec(what);
  if (approved)
    return `${nameOf(world.policy, approved[1] as string, lang)}${lang === "zh" ? "核定金额" : "'s approved amount"}`;
  return nameOf(world.policy, what, lang);
}

function rowsOf(award: Award): readonly AwardRow[] {
  return award.kind === "list" ? award.rows : [];
}

function ruleLines(award: Award, voice: Speaker, write: Writer, id: string): void {
  const rules = rowsOf(award).flatMap((row) => (row.when === null ? [] : [row.when]));
  // Rules for readings that the run does not take could not have applied to anybody.
  const open = rules.filter(
    (rule) => !conjuncts(rule).some((part) => part.op === "taken" && outcomeOf(voice.evaluate(part)) === "failed"),
  );
  for (const rule of open.length > 0 ? open : rules) write.statement(1, statement(rule, voice), id);
}

function conjuncts(expr: Expr): readonly Expr[] {
  return expr.op === "and" ? expr.items : [expr];
}

function leastLine(award: Award, voice: Speaker, write: Writer, id: string): void {
  const leaf =
    award.kind === "amount"
      ? award
      : rowsOf(award)
          .map((r) => r.award)
          .find((a) => a.kind === "amount" && a.least !== null);
  if (leaf?.kind !== "amount" || leaf.least === null) return;
  const test: Expr = {
    op: "compare",
    relation: "ge",
    a: leaf.least.quantity,
    b: { op: "num", value: leaf.least.from },
  };
  write.statement(1, statement(test, voice), id);
}

/** The amount that applies, as it was worked out: `连片粮食面积6亩 × 300元/亩 = 1800元`. */
function amount(world: World, def: BenefitDef, claim: Claim, voice: Speaker, write: Writer): void {
  const { policy } = world;
  const yuan = (value: R.Rational, lang: Lang) => money(value, policy, lang);
  const add = (write_: (lang: Lang) => string) => write.add("amount", 1, both(write_), def.id);
  const leaf = applied(def.award, voice);
  for (const row of leaf.conditions) write.statement(1, statement(row, voice), def.id);
  if (claim.gross !== null) {
    const gross = claim.gross;
    add((lang) => {
      const worked = leaf.expressions.map((e) => phrase(e, voice, lang, "yuan")).join(lang === "zh" ? "＋" : " + ");
      if (leaf.entered) return lang === "zh" ? `核定金额${yuan(gross, lang)}` : `approved amount ${yuan(gross, lang)}`;
      if (worked === "") return lang === "zh" ? `应补${yuan(gross, lang)}` : `comes to ${yuan(gross, lang)}`;
      const value = yuan(gross, lang);
      // One name already says its value: 合计2100元.
      if (leaf.expressions.length === 1 && worked.endsWith(value))
        return worked === value ? (lang === "zh" ? `应补${value}` : `comes to ${value}`) : worked;
      return worked === value ? (lang === "zh" ? `应补${value}` : `comes to ${value}`) : `${worked} = ${value}`;
    });
  }
  if (claim.gross !== null && claim.bounded !== null && !R.equal(claim.gross, claim.bounded)) {
    const [from, to] = [claim.gross, claim.bounded];
    const up = R.compare(to, from) > 0;
    add((lang) =>
      up
        ? {
            zh: `低于下限，按最低${yuan(to, lang)}计`,
            en: `below the floor: raised from ${yuan(from, lang)} to ${yuan(to, lang)}`,
          }[lang]
        : {
            zh: `超过上限，按最高${yuan(to, lang)}计`,
            en: `above the ceiling: cut from ${yuan(from, lang)} to ${yuan(to, lang)}`,
          }[lang],
    );
  } else if (claim.ceilingCut !== null && claim.state !== "undecided") {
    const ceiling = claim.ceilingCut;
    add((lang) => (lang === "zh" ? `上限${yuan(ceiling, lang)}` : `ceiling ${yuan(ceiling, lang)}`));
  }
  if (claim.bounded !== null && claim.rounded !== null && !R.equal(claim.bounded, claim.rounded)) {
    const [from, to] = [claim.bounded, claim.rounded];
    add((lang) =>
      lang === "zh"
        ? `取整：${yuan(from, lang)} → ${yuan(to, lang)}`
        : `rounded: ${yuan(from, lang)} → ${yuan(to, lang)}`,
    );
  }
  for (const flag of claim.flags) {
    if (flag.kind !== "struckOnce") continue;
    const paid = flag.paidOn;
    add((lang) =>
      lang === "zh"
        ? `限一次，${paid === null ? "已" : `已于${paid}`}享受，不再发放`
        : `once only, and already awarded${paid === null ? "" : ` on ${paid}`}`,
    );
  }
  for (const step of claim.limits) {
    if (R.equal(step.before, step.after)) continue;
    write.add(
      "limit",
      1,
      both((lang) => {
        const limit = benefitName(world, step.limit, lang);
        return lang === "zh"
          ? `受“${limit}”限制，由${yuan(step.before, lang)}减为${yuan(step.after, lang)}`
          : `${limit} cuts ${yuan(step.before, lang)} to ${yuan(step.after, lang)}`;
      }),
      step.limit,
      "failed",
    );
  }
}

interface Applied {
  readonly expressions: readonly Expr[];
  readonly conditions: readonly Expr[];
  readonly entered: boolean;
}

/** The leaves of an award that apply to this row, and the conditions that chose them. */
function applied(award: Award, voice: Speaker): Applied {
  if (award.kind === "amount") {
    const { source } = award;
    return {
      expressions: source.kind === "computed" ? [source.expr] : [],
      conditions: [],
      entered: source.kind === "entered",
    };
  }
  const holding = award.rows.filter((row) => row.when === null || outcomeOf(voice.evaluate(row.when)) === "met");
  const rows = award.word === "first" || award.word === "only" ? holding.slice(0, 1) : holding;
  const inner = rows.map((row) => applied(row.award, voice));
  return {
    expressions: inner.flatMap((i) => i.expressions),
    conditions: rows.flatMap((row) => (row.when === null ? [] : [row.when])),
    entered: inner.length === 1 && inner.every((i) => i.entered),
  };
}

function partText(world: World, part: RunResult["parts"][number], lang: Lang): string {
  const amount = money(part.amount, world.policy, lang);
  const party =
    part.party === null
      ? ""
      : lang === "zh"
        ? `，用于${nameOf(world.policy, part.party, lang)}`
        : ` for ${nameOf(world.policy, part.party, lang)}`;
  const due =
    part.deadline === null ? "" : lang === "zh" ? `（不晚于${part.deadline}）` : ` (no later than ${part.deadline})`;
  if (lang === "zh")
    return `第${part.part + 1}笔${amount}，${part.on === null ? "日期未定" : `${part.on}拨付`}${due}${party}`;
  return `part ${part.part + 1}: ${amount}, ${part.on === null ? "date not known yet" : `on ${part.on}`}${due}${party}`;
}

function total(claims: readonly Claim[], world: World, write: Writer): void {
  const paid = claims.reduce((sum, claim) => (claim.net === null ? sum : R.add(sum, claim.net)), R.ZERO);
  const open = claims.filter((claim) => claim.state === "undecided").length;
  write.add(
    "total",
    0,
    both((lang) => {
      const text =
        lang === "zh" ? `合计实补${money(paid, world.policy, lang)}` : `in all ${money(paid, world.policy, lang)}`;
      if (open === 0) return text;
      return lang === "zh" ? `${text}，另有${open}项待定` : `${text}, and ${open} undecided`;
    }),
  );
}
