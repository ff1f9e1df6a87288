/** 明细: one row for each payee, paid or not, with what each benefit comes to and why nothing is due where it is not. */
import { add, type Rational, ZERO } from "../../compiler/ir/rational.js";
import type { Outcome } from "../outcome.js";
import { STATES } from "../outcome.js";
import { amountAt } from "../outcomes/amounts.js";
import { placesOf, plain } from "./amounts.js";
import { documentLine, type FormInput, footOf, titled, unitLine } from "./form.js";
import { claimsByPayee, peopleOf } from "./people.js";
import { lazily, type Sheet, type SheetColumn, type SheetRow } from "./sheet.js";
import { becauseWords, type Conditions, nameOf, reasonsWords, STATE } from "./words.js";

export interface DetailOptions {
  /** The written form of conditions, where the text of the policy is at hand. */
  readonly conditions?: Conditions;
}

const UNDECIDED = STATES.indexOf("undecided");
const NOT_ELIGIBLE = STATES.indexOf("notEligible");

export function detailSheet(input: FormInput, options: DetailOptions = {}): Sheet {
  const { policy, outcome, lang } = input;
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const conditions = options.conditions ?? (() => null);
  const people = peopleOf(input);
  const places = placesOf(policy);
  const money = (amount: Rational | null) => (amount === null ? null : plain(amount, places));
  const benefits = policy.benefits.map((b) => {
    const columns = outcome.claims(b.id);
    return { id: b.id, columns, of: claimsByPayee(outcome, b.id), net: columns.amounts("net") };
  });
  const columns: SheetColumn[] = [
    { id: "key", heading: { en: "Number", zh: "户编号" }, kind: "text", width: 18 },
    { id: "town", heading: { en: "Town", zh: "乡镇" }, kind: "text", width: 12 },
    { id: "village", heading: { en: "Village", zh: "村" }, kind: "text", width: 14 },
    { id: "name", heading: { en: "Householder", zh: "户主姓名" }, kind: "text", width: 12 },
    { id: "size", heading: { en: "Persons", zh: "人口" }, kind: "count", width: 6 },
    ...policy.benefits.map((b) => ({
      id: `benefit.${b.id}`,
      heading: { en: nameOf(policy, b.id).en, zh: nameOf(policy, b.id).zh },
      kind: "amount" as const,
      width: 14,
    })),
    { id: "total", heading: { en: "Total", zh: "合计" }, kind: "amount", width: 14 },
    { id: "ceiling", heading: { en: "At the ceilings", zh: "按核定上限" }, kind: "amount", width: 14 },
    { id: "state", heading: { en: "Result", zh: "结果" }, kind: "text", width: 10 },
    { id: "remark", heading: { en: "Remarks", zh: "备注" }, kind: "text", width: 40 },
  ];

  const rows = lazily(function* (): Generator<SheetRow> {
    const sums = benefits.map(() => ZERO);
    for (let payee = 0; payee < people.columns.rows; payee += 1) {
      const cells: Record<string, string | null> = {
        key: people.columns.key(payee),
        town: people.text(payee, "town"),
        village: people.text(payee, "village"),
        name: people.text(payee, "name"),
        size: people.text(payee, "size"),
      };
      const net = amountAt(people.columns.net, payee) ?? ZERO;
      const paid = net.n > 0n;
      const states = new Set<number>();
      const remarks = new Set<string>();
      for (const [i, b] of benefits.entries()) {
        let sum = ZERO;
        let open = false;
        for (const row of b.of(payee)) {
          const state = b.columns.state[row] ?? 0;
          states.add(state);
          if (state === UNDECIDED) open = true;
          sum = add(sum, amountAt(b.net, row) ?? ZERO);
          // Why a rule gives nothing is told to those who get nothing: to the others it is noise.
          if (state !== UNDECIDED && paid) continue;
          const remark = remarkOf(input, outcome, b.columns, row, conditions);
          if (remark !== null) remarks.add(remark);
        }
        sums[i] = add(sums[i] ?? ZERO, sum);
        // Blank, so that nobody takes what is open for nothing.
        cells[`benefit.${b.id}`] = open ? null : money(sum);
      }
      cells.total = money(net);
      cells.ceiling = money(amountAt(people.columns.ceiling, payee));
      cells.state = stateWord(states, net, lang);
      cells.remark = remarks.size === 0 ? null : [...remarks].join(say("; ", "；"));
      yield { kind: "row", cells: columns.map((c) => cells[c.id] ?? null) };
    }
    const totals: Record<string, string | null> = {
      key: say("Total", "合计"),
      ...Object.fromEntries(benefits.map((b, i) => [`benefit.${b.id}`, money(sums[i] ?? ZERO)])),
      total: money(outcome.total.amount),
      ceiling: money(outcome.total.ceiling),
    };
    yield { kind: "total", cells: columns.map((c) => totals[c.id] ?? null) };
  });

  return {
    name: say("Details", "明细"),
    title: titled(input, { en: "details", zh: "测算明细表" }),
    above: [...documentLine(input), unitLine(input)],
    columns,
    rows,
    foot: footOf(input),
    landscape: true,
  };
}

function remarkOf(
  { policy, lang }: FormInput,
  outcome: Outcome,
  columns: ReturnType<Outcome["claims"]>,
  row: number,
  conditions: Conditions,
): string | null {
  const name = nameOf(policy, columns.benefit)[lang];
  const colon = lang === "zh" ? "：" : ": ";
  const state = columns.state[row] ?? 0;
  if (state === UNDECIDED) {
    const { reasons } = outcome.claim(columns.benefit, row);
    return reasons.length === 0 ? null : `${name}${colon}${reasonsWords(policy, reasons, lang)}`;
  }
  const cause = columns.causes[(columns.because[row] ?? 0) - 1];
  if (cause === undefined) return null;
  const words = becauseWords(cause, conditions)[lang];
  // What excludes from the scheme excludes from every benefit: said once.
  return state === NOT_ELIGIBLE && !policy.benefits.some((b) => b.id === cause.clause)
    ? words
    : `${name}${colon}${words}`;
}

function stateWord(states: ReadonlySet<number>, net: Rational, lang: "en" | "zh"): string | null {
  const word = (state: string) => STATE[state]?.[lang] ?? null;
  if (states.has(UNDECIDED)) return word("undecided");
  if (net.n > 0n) return word("paid");
  if (states.has(STATES.indexOf("paid")) || states.has(STATES.indexOf("zero"))) return word("zero");
  if (states.size > 0 && [...states].every((s) => s === NOT_ELIGIBLE)) return word("notEligible");
  return word("notDue");
}
