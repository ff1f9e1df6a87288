/** One simulation for a terminal. */
import type { Policy } from "../../compiler/ir/types.js";
import { fieldName } from "../../runtime/ingest/index.js";
import { type Conditions, reasonWords } from "../../runtime/office/words.js";
import { groupName, type Simulation } from "../../runtime/simulate/index.js";
import type { Pen } from "./pen.js";
import { causeWords, dimensionWords } from "./words.js";

/** How many lines a list has before it only says how many more there are. */
const LISTED = 15;

export function simulationText(simulation: Simulation, policy: Policy, conditions: Conditions, pen: Pen): string[] {
  return [
    benefits(simulation, pen),
    ...breakdowns(simulation, policy, pen),
    hits(simulation, pen),
    pots(simulation, pen),
    cash(simulation, pen),
    targets(simulation, pen),
    undecided(simulation, policy, pen),
    funnels(simulation, conditions, pen),
    rounding(simulation, pen),
  ];
}

function benefits({ benefits: all, total }: Simulation, pen: Pen): string {
  const row = (title: string, t: Simulation["total"]) => [
    title,
    pen.money(t.amount),
    pen.money(t.ceiling),
    String(t.recipients),
    String(t.undecided),
    t.undecided === 0 ? "" : pen.money(t.high),
  ];
  return pen.section(
    pen.say("By benefit", "按项目"),
    [
      pen.say("Benefit", "项目"),
      pen.say("Estimate (yuan)", "测算（元）"),
      pen.say("Ceiling (yuan)", "上限（元）"),
      pen.say("Recipients", "受益"),
      pen.say("Undecided", "待定"),
      pen.say("Undecided, at most", "待定最多"),
    ],
    all.map((b) => row(pen.name(b.benefit), b.total)),
    { foot: row(pen.say("Total", "合计"), total) },
  );
}

function breakdowns({ by, total, payees }: Simulation, policy: Policy, pen: Pen): string[] {
  return by.map(({ groups, rows }) =>
    pen.section(
      dimensionWords(policy, groups, pen.lang),
      [
        fieldName(policy, groups.entity, groups.field)[pen.lang],
        pen.say("Payees", "户数"),
        pen.say("Recipients", "受益"),
        pen.say("Undecided", "待定"),
        pen.say("Estimate (yuan)", "测算（元）"),
        pen.say("Ceiling (yuan)", "上限（元）"),
      ],
      rows.map((r) => [
        groupName(policy, groups, r.label)[pen.lang],
        String(r.payees),
        String(r.total.recipients),
        String(r.total.undecided),
        pen.money(r.total.amount),
        pen.money(r.total.ceiling),
      ]),
      {
        foot: [
          pen.say("Total", "合计"),
          String(payees),
          String(total.recipients),
          String(total.undecided),
          pen.money(total.amount),
          pen.money(total.ceiling),
        ],
      },
    ),
  );
}

function hits({ limits }: Simulation, pen: Pen): string {
  const rows = limits
    .filter((l) => l.full > 0 || l.overrun > 0)
    .map((l) => [
      pen.name(l.limit),
      String(l.full),
      String(l.payees),
      l.counts === "money" ? pen.money(l.cut) : "",
      String(l.overrun),
      l.counts === "money" ? pen.money(l.over) : "",
    ]);
  return pen.section(
    pen.say("Limits that were hit", "触及限额"),
    [
      pen.say("Limit", "限额"),
      pen.say("Groups cut", "触顶组数"),
      pen.say("Payees cut", "被核减户数"),
      pen.say("Cut (yuan)", "核减（元）"),
      pen.say("Groups over", "超出组数"),
      pen.say("Over (yuan)", "超出（元）"),
    ],
    rows,
  );
}

function pots({ pots: all }: Simulation, pen: Pen): string {
  const amount = (counts: string, value: Parameters<Pen["money"]>[0]) =>
    counts === "money" || value === null ? pen.money(value) : String(value.n / value.d);
  const rows = all.map((p) => [
    pen.name(p.limit),
    p.group.join(" ") || pen.say("all", "全部"),
    amount(p.counts, p.ceiling),
    amount(p.counts, p.estimated),
    amount(p.counts, p.left),
    p.cutOff.payees === 0 ? "" : String(p.cutOff.payees),
    p.cutOff.payees === 0 ? "" : amount(p.counts, p.cutOff.amount),
    p.refused
      ? pen.say("held back", "整体退回")
      : p.left !== null && p.left.n < 0n
        ? pen.say("over", "超指标")
        : p.provisional
          ? pen.say("provisional", "暂定")
          : "",
  ]);
  return pen.section(
    pen.say("Pots: quota, estimate, left", "指标、测算、结余"),
    [
      pen.say("Pot", "限额"),
      pen.say("Group", "范围"),
      pen.say("Quota", "指标"),
      pen.say("Estimate", "测算"),
      pen.say("Left", "结余"),
      pen.say("Payees cut off", "被核减户数"),
      pen.say("Cut off", "核减"),
      "",
    ],
    rows,
    { texts: 2 },
  );
}

function cash({ cash: flow, total }: Simulation, pen: Pen): string {
  const years = new Map(flow.years.map((y) => [y.year, y.amount]));
  const rows = flow.months.flatMap((m, i) => {
    const year = m.month.slice(0, 4);
    const isLast = flow.months[i + 1]?.month.slice(0, 4) !== year;
    const own = [[m.month, pen.money(m.amount), String(m.parts)]];
    const sum = years.get(year);
    return isLast && sum && flow.years.length > 1
      ? [...own, [pen.say(`all of ${year}`, `${year}年合计`), pen.money(sum), ""]]
      : own;
  });
  const more = [
    [pen.say("due, no date", "到期未填日期"), flow.unscheduled],
    [pen.say("waiting for a condition", "尚未满足拨付条件"), flow.open],
    [pen.say("without a pay-out in the policy", "政策未定拨付办法"), flow.outside],
  ] as const;
  for (const [title, amount] of more) if (amount.n !== 0n) rows.push([title, pen.money(amount), ""]);
  return pen.section(
    pen.say("Cash flow", "拨付进度"),
    [pen.say("Month", "月份"), pen.say("Amount (yuan)", "金额（元）"), pen.say("Parts", "笔数")],
    rows,
    { foot: [pen.say("Total", "合计"), pen.money(total.amount), ""] },
  );
}

function targets({ targets: all, targetsLeft }: Simulation, pen: Pen): string {
  const left = targetsLeft.map((id) => pen.name(id));
  const note =
    left.length === 0
      ? ""
      : pen.say(
          `Not worked out, since the roster is large: ${left.join(", ")}. \`--checks\` works out these too.`,
          `名册较大，以下目标与核查未测算：${left.join("、")}。如需测算，请加 \`--checks\`。`,
        );
  const rows = all.map((t) => {
    const whole = t.entity === null;
    const state =
      t.met > 0 ? pen.say("met", "达到") : t.notMet > 0 ? pen.say("not met", "未达到") : pen.say("open", "未定");
    return [
      pen.name(t.check),
      whole ? state : pen.say(`${t.met} met, ${t.notMet} not`, `符合 ${t.met}，不符 ${t.notMet}`),
      t.left === null ? "" : t.left,
      t.right === null ? "" : t.right,
      t.base ?? "",
      whole || t.undecided === 0 ? "" : String(t.undecided),
      t.excepted === 0 ? "" : String(t.excepted),
      t.money.n === 0n ? "" : pen.money(t.money),
    ];
  });
  return pen.section(
    pen.say("Targets and checks", "目标与核查"),
    [
      pen.say("Target", "目标"),
      pen.say("Result", "结果"),
      pen.say("Figure", "实际"),
      pen.say("Mark", "要求"),
      pen.say("Base", "基数"),
      pen.say("Undecided", "待定"),
      pen.say("Excepted", "例外"),
      pen.say("Money", "涉及金额（元）"),
    ],
    rows,
    { texts: 2, note },
  );
}

function undecided({ undecided: open }: Simulation, policy: Policy, pen: Pen): string {
  const rows = open.reasons
    .slice(0, LISTED)
    .map((r) => [
      reasonWords(policy, { ...r, entity: null, row: null })[pen.lang],
      String(r.payees),
      String(r.claims),
      r.unbounded > 0 ? pen.say(`${pen.money(r.high)} and more`, `${pen.money(r.high)} 以上`) : pen.money(r.high),
    ]);
  return pen.section(
    pen.say("Undecided, by reason", "待定原因"),
    [
      pen.say("Reason", "原因"),
      pen.say("Payees", "户数"),
      pen.say("Claims", "笔数"),
      pen.say("At most (yuan)", "最多（元）"),
    ],
    rows,
    { note: moreOf(open.reasons.length, pen) },
  );
}

function moreOf(count: number, pen: Pen): string {
  return count > LISTED
    ? pen.say(`${count - LISTED} more are in the JSON result.`, `另有 ${count - LISTED} 项见 JSON 结果。`)
    : "";
}

function funnels({ funnels: all }: Simulation, conditions: Conditions, pen: Pen): string {
  return all
    .map((f) => {
      const rows = [
        [pen.say("on the roster", "名册"), "", String(f.rows)],
        ...f.steps.map((s) => [causeWords(s.because, conditions)[pen.lang], `−${s.rows}`, String(s.left)]),
        ...(f.undecided > 0 ? [[pen.say("undecided", "待定"), String(f.undecided), ""]] : []),
        ...(f.zero > 0 ? [[pen.say("brought to 0", "核减为零"), String(f.zero), ""]] : []),
        [pen.say("paid", "应发"), String(f.paid), pen.money(f.amount)],
      ];
      return pen.section(
        pen.say(`Who is left out of ${pen.name(f.benefit)}`, `${pen.name(f.benefit)}：逐条排除`),
        [pen.say("Clause", "条款"), pen.say("Rows", "数量"), pen.say("Left", "剩余")],
        rows,
      );
    })
    .join("\n");
}

/** Auditors compare rate × area with the sum of what is paid: both are shown where they differ. */
function rounding({ rounding: all }: Simulation, pen: Pen): string {
  const rows = all
    .filter((r) => r.difference.n !== 0n)
    .map((r) => [
      r.benefit === null ? pen.say("Total", "合计") : pen.name(r.benefit),
      pen.money(r.exact),
      pen.money(r.exactToStep),
      pen.money(r.rounded),
      pen.change(r.difference),
    ]);
  return pen.section(
    pen.say("Standard × quantity beside what is paid out, before limits", "标准×数量 与 逐户取整合计（限额之前）"),
    [
      pen.say("Benefit", "项目"),
      pen.say("Summed exactly", "标准×数量"),
      pen.say("then rounded", "再取整"),
      pen.say("Each rounded, then summed", "逐户取整合计"),
      pen.say("Difference", "差额"),
    ],
    rows,
  );
}
