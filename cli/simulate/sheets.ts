/** Simulations as the sheets an office files: 汇总表, 分项目, 明细, 疑点清单 of each, and comparisons. */
import { type Rational, sub } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { placesOf, plain } from "../../runtime/office/amounts.js";
import {
  detailSheet,
  doubtsSheet,
  type FormInput,
  type Sheet,
  type SheetColumn,
  type SheetRow,
  summarySheets,
} from "../../runtime/office/index.js";
import type { Conditions } from "../../runtime/office/words.js";
import { amountAt } from "../../runtime/outcomes/index.js";
import { type CaseRun, type Comparison, type ComparisonRow, groupName } from "../../runtime/simulate/index.js";
import type { Language } from "../io/console.js";
import { VERSION } from "../version.js";
import type { LoadedCase } from "./load.js";
import { dimensionWords } from "./words.js";

export function formInput(run: CaseRun, { prepared, rosterHash }: LoadedCase, lang: Language): FormInput {
  return {
    policy: run.of.policy,
    table: run.input.table,
    outcome: run.outcome,
    lang,
    document: documentOf(prepared.compiled.file),
    traces: {
      policy: prepared.hash ?? "",
      roster: rosterHash,
      engine: `fen ${VERSION} (${run.outcome.engine.name})`,
    },
    asOf: run.of.scenario.asOf,
  };
}

/** All the sheets of one simulation; `number` before their names where there are several. */
export function caseSheets(
  run: CaseRun,
  loaded: LoadedCase,
  conditions: Conditions,
  lang: Language,
  number: number | null,
): Sheet[] {
  const input = formInput(run, loaded, lang);
  const sheets = [
    ...summarySheets(input),
    detailSheet(input, { conditions }),
    doubtsSheet(input, loaded.prepared.reading.doubts),
  ];
  if (number === null) return sheets;
  const { name } = run.of.scenario;
  return sheets.map((s) => ({ ...s, name: `${number} ${s.name}`, title: `${s.title ?? ""}（${name}）` }));
}

/** Gains and losses, in all and by each field. */
export function comparisonSheet(
  comparison: Comparison,
  policy: Policy,
  foot: readonly string[],
  lang: Language,
  number: number,
): Sheet {
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const places = placesOf(policy);
  const count = (id: string, en: string, zh: string): SheetColumn => ({
    id,
    heading: { en, zh },
    kind: "count",
    width: 10,
  });
  const money = (id: string, en: string, zh: string): SheetColumn => ({
    id,
    heading: { en, zh },
    kind: "amount",
    width: 16,
  });
  const columns: SheetColumn[] = [
    { id: "group", heading: { en: "Group", zh: "分组" }, kind: "text", width: 24 },
    count("payees", "Payees", "户数"),
    money("before", "Before", "前一方案"),
    money("after", "After", "后一方案"),
    money("net", "Difference", "净增减"),
    count("gain", "Gain", "增加户数"),
    money("gains", "Gains", "增加额"),
    count("same", "Same", "不变户数"),
    count("lose", "Lose", "减少户数"),
    money("losses", "Losses", "减少额"),
    count("newly", "Newly paid", "新享受户数"),
    money("newlyAmount", "Newly paid, amount", "新享受金额"),
    count("losesAll", "No longer paid", "不再享受户数"),
    money("losesAllAmount", "No longer paid, amount", "不再享受金额"),
    count("open", "Undecided", "待定户数"),
  ];
  const plainly = (amount: Rational) => plain(amount, places);
  const row = (kind: SheetRow["kind"], group: string, r: ComparisonRow): SheetRow => {
    const cells: Record<string, string> = {
      group,
      payees: String(r.payees),
      before: plainly(r.before),
      after: plainly(r.after),
      net: plainly(r.net),
      gain: String(r.gain.payees),
      gains: plainly(r.gain.amount),
      same: String(r.same),
      lose: String(r.lose.payees),
      losses: plainly(r.lose.amount),
      newly: String(r.newly.payees),
      newlyAmount: plainly(r.newly.amount),
      losesAll: String(r.losesAll.payees),
      losesAllAmount: plainly(r.losesAll.amount),
      open: String(r.open),
    };
    return { kind, cells: columns.map((c) => cells[c.id] ?? null) };
  };
  const heading = (text: string): SheetRow => ({
    kind: "subtotal",
    cells: columns.map((_, i) => (i === 0 ? text : null)),
  });
  const rows = comparison.by.flatMap((by) => [
    heading(dimensionWords(policy, by, lang)),
    ...by.rows.map((r) => row("row", r.label === null ? "" : groupName(policy, by, r.label)[lang], r)),
  ]);
  return {
    name: `${say("Comparison", "方案对比")} ${number}`,
    title: say(`${comparison.second} against ${comparison.first}`, `${comparison.second}与${comparison.first}对比`),
    above: [say("In yuan", "单位：元")],
    columns,
    rows: [...rows, row("total", say("Total", "合计"), comparison.total)],
    foot,
    landscape: true,
  };
}

/** One row for each payee of any of the runs, with what each run pays it and the difference to the first. */
export function amountsSheet(runs: readonly CaseRun[], foot: readonly string[], lang: Language): Sheet {
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const places = placesOf((runs[0] as CaseRun).of.policy);
  const keys = new Map<string, Int32Array>();
  for (const [r, run] of runs.entries()) {
    const payees = run.outcome.payees();
    for (let i = 0; i < payees.rows; i += 1) {
      const key = payees.key(i);
      const at = keys.get(key) ?? new Int32Array(runs.length).fill(-1);
      at[r] = i;
      keys.set(key, at);
    }
  }
  const columns: SheetColumn[] = [
    { id: "key", heading: { en: "Number", zh: "户编号" }, kind: "text", width: 18 },
    ...runs.map(({ of }, i): SheetColumn => {
      const { name } = of.scenario;
      return { id: `amount${i + 1}`, heading: { en: name, zh: name }, kind: "amount", width: 16 };
    }),
    ...runs.slice(1).map(({ of }, i): SheetColumn => {
      const { name } = of.scenario;
      const heading = { en: `Difference: ${name}`, zh: `增减：${name}` };
      return { id: `difference${i + 2}`, heading, kind: "amount", width: 16 };
    }),
  ];
  const nets = runs.map((run) => run.outcome.payees().net);
  return {
    name: say("Amounts", "对照明细"),
    title: say("Amounts of each scenario", "各方案逐户对照"),
    above: [say("In yuan; blank: not on that roster", "单位：元；空白表示不在该名册")],
    columns,
    rows: {
      *[Symbol.iterator](): Generator<SheetRow> {
        for (const [key, at] of keys) {
          const amounts = nets.map((net, r) => ((at[r] as number) < 0 ? null : amountAt(net, at[r] as number)));
          const [first = null, ...others] = amounts;
          const shown = (amount: Rational | null) => (amount === null ? null : plain(amount, places));
          const differences = others.map((a) => (a === null || first === null ? null : shown(sub(a, first))));
          yield { kind: "row", cells: [key, ...amounts.map(shown), ...differences] };
        }
      },
    },
    foot,
    landscape: true,
  };
}

function documentOf(file: LoadedCase["prepared"]["compiled"]["file"]): string | null {
  if (file.kind !== "PolicyFile") return null;
  for (const header of file.headers) if (header.kind === "Document") return header.text.value;
  return null;
}
