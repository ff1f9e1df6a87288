/** What is told of a scenario on request: readings, bounds, sensitivity. */
import type { Policy } from "../../compiler/ir/types.js";
import { fieldName } from "../../runtime/ingest/index.js";
import { placesOf, plain } from "../../runtime/office/amounts.js";
import { nameOf } from "../../runtime/office/words.js";
import { addressWords, type OnBound, type ReadingsReport, type Sensitivity } from "../../runtime/simulate/index.js";
import type { Pen } from "./pen.js";

export function readingsText(report: ReadingsReport, pen: Pen): string {
  const rows = report.alone.map((p) => [
    Object.keys(p.readings).map(pen.name).join(" + "),
    Object.entries(p.readings)
      .map(([question, reading]) => pen.name(`${question}.${reading}`))
      .join(" + "),
    pen.money(p.amount),
    pen.change(p.difference),
    String(p.undecided),
    String(p.affected),
    p.onBound === null ? "—" : String(p.onBound),
  ]);
  return pen.section(
    pen.say("The price of each open reading", "各口径的金额"),
    [
      pen.say("Question", "口径"),
      pen.say("Reading", "改用读法"),
      pen.say("Yuan", "金额（元）"),
      pen.say("Difference", "相差（元）"),
      pen.say("Undecided", "待定"),
      pen.say("Payees affected", "涉及户数"),
      pen.say("On the bound", "恰在界限上"),
    ],
    rows,
    { texts: 2 },
  );
}

export function readingsJson(report: ReadingsReport, policy: Policy): object {
  const places = placesOf(policy);
  return {
    issued: report.issued,
    alone: report.alone.map((p) => ({
      ...p,
      amount: plain(p.amount, places),
      difference: plain(p.difference, places),
      ceiling: p.ceiling === null ? null : plain(p.ceiling, places),
    })),
  };
}

export function boundsText(bounds: readonly OnBound[], policy: Policy, pen: Pen): string {
  const rows = bounds.map((b) => [
    nameOf(policy, b.clause)[pen.lang],
    `${fieldName(policy, b.entity, b.field)[pen.lang]} ${SIGN[b.side][b.includes ? 1 : 0]}${b.value}`,
    b.includes ? pen.say("included", "含") : pen.say("not included", "不含"),
    String(b.rows),
    pen.change(b.stake),
    String(b.affected),
  ]);
  return pen.section(
    pen.say("Exactly on a bound; at stake if it were read the other way", "恰在界限上的户；改用另一读法时涉及的金额"),
    [
      pen.say("Clause", "条款"),
      pen.say("Bound (base units)", "界限（基本单位）"),
      pen.say("The bound is", "本数"),
      pen.say("Rows", "数量"),
      pen.say("At stake (yuan)", "涉及金额（元）"),
      pen.say("Payees affected", "涉及户数"),
    ],
    rows,
    { texts: 3 },
  );
}

const SIGN: Readonly<Record<OnBound["side"], readonly [string, string]>> = {
  least: [">", "≥"],
  most: ["<", "≤"],
  edge: ["= ", "= "],
};

export function boundsJson(bounds: readonly OnBound[], policy: Policy): object[] {
  const places = placesOf(policy);
  return bounds.map((b) => ({ ...b, stake: plain(b.stake, places), name: nameOf(policy, b.clause) }));
}

export function sensitivityText({ rows }: Sensitivity, policy: Policy, pen: Pen): string {
  return pen.section(
    pen.say("Each parameter up and down by a tenth", "各参数上下浮动一成"),
    [
      pen.say("Parameter", "参数"),
      pen.say("Value (base units)", "现值（基本单位）"),
      pen.say("Down to", "下调至"),
      pen.say("Difference", "相差（元）"),
      pen.say("Up to", "上调至"),
      pen.say("Difference", "相差（元）"),
    ],
    rows.map(({ number, down, up }) => [
      addressWords(policy, number.address)[pen.lang],
      number.value ?? "",
      down?.value ?? "—",
      down === null ? "—" : pen.change(down.difference),
      up?.value ?? "—",
      up === null ? "—" : pen.change(up.difference),
    ]),
  );
}

export function sensitivityJson({ total, rows }: Sensitivity, policy: Policy): object {
  const places = placesOf(policy);
  return {
    total: plain(total, places),
    rows: rows.map(({ number, down, up }) => ({
      ...number,
      name: addressWords(policy, number.address),
      down: down && { value: down.value, total: plain(down.total, places), difference: plain(down.difference, places) },
      up: up && { value: up.value, total: plain(up.total, places), difference: plain(up.difference, places) },
    })),
  };
}
