/** Several simulations side by side, and one against another, for a terminal. */
import type { Policy } from "../../compiler/ir/types.js";
import { fieldName } from "../../runtime/ingest/index.js";
import {
  type Attribution,
  type ComparedBy,
  type Comparison,
  type ComparisonRow,
  groupName,
  type Simulation,
} from "../../runtime/simulate/index.js";
import type { Pen } from "./pen.js";
import { changeWords, dimensionWords } from "./words.js";

/** A column for each scenario. */
export function sideBySide(all: readonly Simulation[], pen: Pen): string {
  const ids = [...new Set(all.flatMap((s) => s.benefits.map((b) => b.benefit)))];
  const row = (title: string, cell: (s: Simulation) => string) => [title, ...all.map(cell)];
  const years = all.some((s) => s.year !== null)
    ? [row(pen.say("Year", "年度"), (s) => (s.year === null ? "" : String(s.year)))]
    : [];
  return pen.section(
    pen.say("Side by side", "各方案对照"),
    ["", ...all.map((s) => s.name)],
    [
      ...years,
      row(pen.say("Version", "版本"), (s) => s.policy.version),
      row(pen.say("Payees", "户数"), (s) => String(s.payees)),
      ...ids.map((id) =>
        row(pen.name(id), (s) => {
          const own = s.benefits.find((b) => b.benefit === id);
          return own ? pen.money(own.total.amount) : "—";
        }),
      ),
      row(pen.say("Ceiling (yuan)", "上限（元）"), (s) => pen.money(s.total.ceiling)),
      row(pen.say("Recipients", "受益"), (s) => String(s.total.recipients)),
      row(pen.say("Undecided", "待定"), (s) => String(s.total.undecided)),
    ],
    { foot: row(pen.say("Total (yuan)", "合计（元）"), (s) => pen.money(s.total.amount)) },
  );
}

/** Each group's total in each scenario: rosters of several years beside each other. */
export function groupsSideBySide(all: readonly Simulation[], policies: readonly Policy[], pen: Pen): string[] {
  const [first] = all;
  return (first?.by ?? []).map(({ groups }, d) => {
    const names = new Map<string, string>();
    const cells = all.map((s, i) => {
      const own = s.by[d];
      const amounts = new Map<string, string>();
      for (const row of own?.rows ?? []) {
        const key = `${row.label.kind} ${row.label.key}`;
        // The range of a part differs from roster to roster: its number is enough here.
        const label = row.label.kind === "part" ? { ...row.label, low: null } : row.label;
        names.set(key, names.get(key) ?? groupName(policies[i] as Policy, groups, label)[pen.lang]);
        amounts.set(key, pen.money(row.total.amount));
      }
      return amounts;
    });
    return pen.section(
      dimensionWords(policies[0] as Policy, groups, pen.lang),
      [fieldName(policies[0] as Policy, groups.entity, groups.field)[pen.lang], ...all.map((s) => s.name)],
      [...names].map(([key, name]) => [name, ...cells.map((c) => c.get(key) ?? "—")]),
      { foot: [pen.say("Total", "合计"), ...all.map((s) => pen.money(s.total.amount))] },
    );
  });
}

export function comparisonText(comparison: Comparison, policy: Policy, pen: Pen): string[] {
  const title = pen.say(
    `${comparison.second} against ${comparison.first}`,
    `${comparison.second} 与 ${comparison.first} 比较`,
  );
  return [summary(title, comparison.total, pen), ...comparison.by.map((by) => byGroup(by, policy, comparison, pen))];
}

function summary(title: string, t: ComparisonRow, pen: Pen): string {
  const rows = [
    [pen.say("gain", "增加"), String(t.gain.payees), pen.change(t.gain.amount)],
    [pen.say("  of them paid nothing before", "  其中：新享受"), String(t.newly.payees), pen.change(t.newly.amount)],
    [pen.say("the same", "不变"), String(t.same), ""],
    [pen.say("lose", "减少"), String(t.lose.payees), minus(t.lose.amount, pen)],
    [
      pen.say("  of them paid nothing any more", "  其中：不再享受"),
      String(t.losesAll.payees),
      minus(t.losesAll.amount, pen),
    ],
  ];
  if (t.joined.payees > 0)
    rows.push([
      pen.say("  only in the second roster", "  仅在后一名册"),
      String(t.joined.payees),
      pen.change(t.joined.amount),
    ]);
  if (t.left.payees > 0)
    rows.push([
      pen.say("  only in the first roster", "  仅在前一名册"),
      String(t.left.payees),
      minus(t.left.amount, pen),
    ]);
  const note =
    t.open > 0
      ? pen.say(
          `${t.open} payees have something undecided in one of the two; what is settled of theirs is compared.`,
          `有 ${t.open} 户在其中一个方案中待定，仅比较已确定的部分。`,
        )
      : "";
  return pen.section(
    title,
    [pen.say("Payees who", "变化"), pen.say("Payees", "户数"), pen.say("Yuan", "金额（元）")],
    rows,
    {
      foot: [pen.say("Difference", "净增减"), String(t.payees), pen.change(t.net)],
      note,
    },
  );
}

function minus(amount: ComparisonRow["net"], pen: Pen): string {
  return pen.money({ n: -amount.n, d: amount.d });
}

function byGroup(by: ComparedBy, policy: Policy, { total }: Comparison, pen: Pen): string {
  const cells = (r: ComparisonRow) => [
    String(r.gain.payees),
    String(r.same),
    String(r.lose.payees),
    pen.change(r.gain.amount),
    minus(r.lose.amount, pen),
    String(r.newly.payees),
    String(r.losesAll.payees),
    pen.change(r.net),
  ];
  return pen.section(
    dimensionWords(policy, by, pen.lang),
    [
      fieldName(policy, by.entity, by.field)[pen.lang],
      pen.say("Gain", "增加户"),
      pen.say("Same", "不变户"),
      pen.say("Lose", "减少户"),
      pen.say("Gains", "增加额"),
      pen.say("Losses", "减少额"),
      pen.say("Newly paid", "新享受"),
      pen.say("No longer", "不再享受"),
      pen.say("Difference", "净增减"),
    ],
    by.rows.map((r) => [r.label === null ? "" : groupName(policy, by, r.label)[pen.lang], ...cells(r)]),
    { foot: [pen.say("Total", "合计"), ...cells(total)] },
  );
}

export function attributionText(told: Attribution, before: Policy, after: Policy, pen: Pen): string {
  const rows = told.changes.map((c) => [
    changeWords(c.change, before, after, pen.lang),
    pen.change(c.alone),
    pen.change(c.inOrder),
  ]);
  if (told.changes.length > 1) rows.push([pen.say("interaction", "相互影响"), pen.change(told.interaction), ""]);
  return pen.section(
    pen.say("What each change costs", "各项改动的金额"),
    [pen.say("Change", "改动"), pen.say("Alone", "单独改动"), pen.say("In this order", "按此次序")],
    rows,
    { foot: [pen.say("Difference", "净增减"), pen.change(told.net), pen.change(told.net)] },
  );
}
