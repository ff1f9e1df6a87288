import { describePlan, plan as planColumns, reasonWords } from "../../compiler/backends/columnar/index.js";
import type { ColumnPlan, PlanLine, Source, SourceProfile } from "../../compiler/ir/columns.js";
import { sourceId } from "../../compiler/ir/columns.js";
import { dayNumber } from "../../compiler/ir/dates.js";
import { text as exact, fixed, type Rational, ratio, rational } from "../../compiler/ir/rational.js";
import type { Expr, Policy } from "../../compiler/ir/types.js";
import { firstPart, hasStrata, plannedEntities, profileOf, runColumnar } from "../../runtime/columnar/index.js";
import { entityName } from "../../runtime/ingest/index.js";
import { nameOf } from "../../runtime/office/words.js";
import { type Console, say } from "../io/console.js";
import { EXIT } from "../io/errors.js";
import { progress } from "../io/progress.js";
import { compileOpened, hasErrors, open, report as show, textOf } from "../io/source.js";
import { table } from "../io/table.js";
import { type CommandSpec, JSON_OPTION, type Options } from "../spec.js";
import { INPUT_OPTIONS, prepare } from "./prepare.js";

export const plan: CommandSpec = {
  name: "plan",
  about: { en: "how a policy runs as columns, and what cannot", zh: "查看政策按列测算的方案" },
  more: {
    en: "For each column and stage: how many bits it takes, its scale (a value is kept as a whole number: value × scale),\nits range, and why something is left to the exact interpreter. Without a roster the vocabulary's bounds are taken,\nand measures with two decimals.",
    zh: "逐列、逐阶段列出：所占位数、放大倍数（数值乘以倍数后按整数存放）、取值范围，以及哪些部分改由精确逐户测算及其原因。\n不给名册时，范围取词表的上下限，计量按两位小数。",
  },
  examples: [
    {
      line: "fen plan rongchang.policy --roster household.csv --roster award=award.csv",
      about: { en: "with the ranges that the roster proves", zh: "按名册的实际取值范围" },
    },
    { line: "fen plan rongchang.policy", about: { en: "by the vocabulary alone", zh: "只按词表" } },
  ],
  args: [{ name: "<policy>", about: { en: "the policy file", zh: "政策文件" } }],
  options: [...INPUT_OPTIONS.map((o) => (o.flags.startsWith("--roster") ? { ...o, required: false } : o)), JSON_OPTION],
  run: async (console, [path], options) => {
    const made =
      options.roster === undefined
        ? byVocabulary(console, path as string)
        : await byRoster(console, path as string, options);
    if (made === null) return EXIT.data;
    if (options.json) console.out(`${JSON.stringify(document(made), null, 2)}\n`);
    else console.out(text(made, console));
    return EXIT.ok;
  },
};

interface Made {
  readonly policy: Policy;
  /** One for each entity that is paid or judged. */
  readonly plans: readonly ColumnPlan[];
  /** Why the whole policy is the interpreter's; empty: it is not. */
  readonly whole: readonly string[];
  /** By entity; null: no roster. */
  readonly rows: Readonly<Record<string, number>> | null;
  /** Payees whose rows the interpreter works out; null: no roster. */
  readonly slow: number | null;
}

async function byRoster(console: Console, path: string, options: Options): Promise<Made | null> {
  const bar = progress(console, 3);
  const prepared = await prepare(console, path, options, bar);
  if (prepared.kind === "refused") {
    bar.done();
    show(console, prepared.diagnostics, prepared.sources);
    return null;
  }
  bar.step("making the plan", "制定方案");
  const { plans: all, engine } = runColumnar(prepared.input, planColumns);
  bar.done();
  show(console, prepared.diagnostics, textOf(prepared.compiled));
  // The second run, with entered amounts at their ceilings, has plans of the same entities.
  const plans = all.filter((p, i) => all.findIndex((other) => other.entity === p.entity) === i);
  const rows = Object.fromEntries(plans.map((p) => [p.entity, prepared.table.entities[p.entity]?.rows ?? 0]));
  return { policy: prepared.policy, plans, whole: engine.whole, rows, slow: engine.slowRows };
}

/** Rows supposed where there is no roster: a large county. */
const SUPPOSED_ROWS = 1_000_000;

function byVocabulary(console: Console, path: string): Made | null {
  const opened = open(path, console);
  const compiled = compileOpened(opened);
  if (compiled.policy === null || hasErrors(compiled.diagnostics)) {
    show(console, compiled.diagnostics, textOf(compiled));
    return null;
  }
  const { policy: whole } = compiled;
  // What joins several payees is settled over their claims afterwards.
  const policy = hasStrata(whole, {}) ? firstPart(whole, {}) : whole;
  const columns: Record<string, string[]> = {};
  for (const b of policy.benefits) columns[b.entity] = [...(columns[b.entity] ?? []), `${b.id}.approved`];
  const input = { policy, roster: { entities: {}, columns }, asOf: policy.inForce.from };
  const plans = plannedEntities(policy).map((entity) => {
    const empty = { ...profileOf(input, entity), rows: SUPPOSED_ROWS };
    const sources = planColumns(policy, empty).sources.flatMap((s): [string, SourceProfile][] => {
      const p = supposed(policy, s);
      return p === null ? [] : [[sourceId(s), p]];
    });
    return planColumns(policy, { ...empty, sources: Object.fromEntries(sources) });
  });
  const why = [...new Set(plans.flatMap((p) => p.whole))];
  return { policy: whole, plans, whole: why, rows: null, slow: null };
}

/** What a source may hold by its declaration alone; null: nothing is known. */
function supposed(policy: Policy, source: Source): SourceProfile | null {
  const base = { noted: 0, scale: null, low: null, high: null, texts: [] };
  if (source.kind === "gathered") return supposedOf(source.expr);
  // Why a row around is not eligible: one of a few clauses.
  if (source.kind === "verdict") return { ...base, type: "number", missing: 0, low: "0", high: "100", scale: 1n };
  if (source.kind === "entered")
    return { ...base, type: "number", missing: 1, low: "0", high: "10000000", scale: 100n };
  const def = policy.entities.find((e) => e.id === source.entity)?.fields.find((f) => f.id === source.field);
  if (def === undefined) return null;
  const missing = def.blank === null ? 1 : 0;
  const { type } = def;
  switch (type.kind) {
    case "bool":
      return { ...base, type: "bool", missing };
    case "enum":
      return { ...base, type: "text", missing, texts: policy.enums.find((e) => e.id === type.enum)?.values ?? [] };
    case "date":
      return {
        ...base,
        type: "date",
        missing,
        low: String(dayNumber("1900-01-01")),
        high: String(dayNumber("2100-12-31")),
      };
    case "number": {
      // A count is whole; a measure is written with two decimals, in the unit of its column.
      const unit = rational(def.scale);
      const scale = (type.whole ? 1n : 100n) * unit.d;
      if (def.low === null || def.high === null)
        return { ...base, type: "number", missing, low: def.low ?? "0", high: def.high ?? "100000000", scale };
      return { ...base, type: "number", missing, low: def.low, high: def.high, scale };
    }
    default:
      return null;
  }
}

/** A gathered expression: counts and sums of a household's rows, dates and their distances. */
function supposedOf(e: Expr): SourceProfile | null {
  const base = { noted: 0, scale: null, low: null, high: null, texts: [], missing: 1 };
  if (e.op === "shift")
    return { ...base, type: "date", low: String(dayNumber("1900-01-01")), high: String(dayNumber("2100-12-31")) };
  if (e.op === "elapsed") return { ...base, type: "number", low: "-100000", high: "100000", scale: 1n };
  if (e.op !== "collect") return null;
  if (e.word === "any" || e.word === "all") return { ...base, type: "bool" };
  if (e.item === null) return { ...base, type: "number", missing: 0, low: "0", high: "1000", scale: 1n };
  return { ...base, type: "number", low: "0", high: "100000000", scale: 100n };
}

function document(made: Made): object {
  const number = (n: bigint | null) => (n === null ? null : n.toString());
  return {
    format: 1,
    command: "plan",
    policy: made.policy.id,
    whole: made.whole,
    slowRows: made.slow,
    later: laterLimits(made),
    entities: made.plans.map((p) => ({
      entity: p.entity,
      rows: made.rows?.[p.entity] ?? null,
      every: p.every,
      lines: describePlan(p).map((l) => ({ ...l, scale: number(l.scale), low: number(l.low), high: number(l.high) })),
    })),
  };
}

/** Limits that no plan of one payee's rows holds: settled over all claims once the kernels have run. */
function laterLimits(made: Made): string[] {
  const held = new Set(made.plans.flatMap((p) => p.limits.map((l) => l.limit)));
  return made.policy.limits.map((l) => l.id).filter((id) => !held.has(id));
}

function text(made: Made, console: Console): string {
  const words = wordsOf(made, console);
  const parts: string[] = [];
  if (made.whole.length > 0) {
    parts.push(say(console, "The whole policy is worked out by the exact interpreter:", "整项政策改由精确逐户测算："));
    parts.push(...made.whole.map((why) => `  ${words(why)}`), "");
  } else {
    for (const plan of made.plans) parts.push(...planText(made, plan, console), "");
    const later = laterLimits(made).map((id) => nameOf(made.policy, id)[console.lang]);
    if (later.length > 0)
      parts.push(
        say(console, "Settled over the claims of several payees, as columns: ", "跨对象的限额，按列结算：") +
          later.join(say(console, ", ", "、")),
        "",
      );
    if (made.slow !== null)
      parts.push(say(console, `Payees left to the interpreter: ${made.slow}`, `改由逐户测算的对象：${made.slow}`), "");
  }
  if (made.rows === null)
    parts.push(
      say(
        console,
        `No roster: ranges are the vocabulary's, for ${SUPPOSED_ROWS} rows.`,
        `未给名册：取值范围依词表，按 ${SUPPOSED_ROWS} 行计。`,
      ),
    );
  return `${parts.join("\n").trimEnd()}\n`;
}

/** A reason in the language of the console. */
function wordsOf(made: Made, console: Console): (reason: string) => string {
  return (reason) => reasonWords(reason, (id) => nameOf(made.policy, id).zh)[console.lang];
}

function planText(made: Made, plan: ColumnPlan, console: Console): string[] {
  const lines = describePlan(plan);
  const kept = lines.filter((l) => l.lane !== "slow");
  const slow = lines.filter((l) => l.slow !== null);
  const range = (n: bigint | null, l: PlanLine) => (n === null ? "" : shown(ratio(n, l.scale ?? 1n)));
  const heads =
    console.lang === "zh"
      ? ["列或阶段", "存放", "倍数", "最小", "最大"]
      : ["column or stage", "lane", "scale", "low", "high"];
  const words = wordsOf(made, console);
  const name = entityName(made.policy, plan.entity)[console.lang];
  const rows = made.rows?.[plan.entity];
  const parts = [
    rows === undefined ? name : `${name}  ${say(console, `rows: ${rows}`, `行数：${rows}`)}`,
    table(
      heads.map((title, i) => ({ title, numeric: i > 1 })),
      kept.map((l) => [l.id, l.lane, l.scale?.toString() ?? "", range(l.low, l), range(l.high, l)]),
    ).trimEnd(),
  ];
  if (plan.every.length > 0) {
    parts.push("", say(console, "Every row is left to the exact interpreter:", "各行均改由精确逐户测算："));
    parts.push(...plan.every.map((why) => `  ${words(why)}`));
  }
  if (slow.length > 0) {
    parts.push("", say(console, "Left to the exact interpreter, row by row:", "改由精确逐户测算的部分："));
    parts.push(...slow.map((l) => `  ${l.id}${say(console, ": ", "：")}${words(l.slow ?? "")}`));
  }
  return parts;
}

function shown(r: Rational): string {
  return r.d === 1n ? fixed(r, 0) : exact(r);
}
