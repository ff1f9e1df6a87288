/** 公示表: who gets what, for a village's notice board. Names are masked, and identity numbers are not on it. */
import { add, type Rational, ZERO } from "../../compiler/ir/rational.js";
import { amountAt } from "../outcomes/amounts.js";
import { placesOf, plain } from "./amounts.js";
import { documentLine, type FormInput, footOf, titled, unitLine } from "./form.js";
import { claimsByPayee, type Place, peopleOf } from "./people.js";
import { lazily, type Sheet, type SheetCells, type SheetColumn, type SheetRow } from "./sheet.js";
import { standardsOf } from "./standards.js";
import { nameOf } from "./words.js";

export interface NoticeOptions {
  /** 公示期: both days, as dates. */
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly telephone: string | null;
  /** Who gives notice, and when. */
  readonly issuer: string | null;
  readonly date: string | null;
  /** A column with identity numbers: masked on a notice, whatever else is asked for. */
  readonly identity?: boolean;
}

interface Line {
  readonly place: Place;
  readonly benefit: string;
  readonly row: number;
  readonly net: Rational;
}

export function noticeSheet(whole: FormInput, options: NoticeOptions): Sheet {
  // A notice hangs on a wall: nothing on it is unmasked.
  const input: FormInput = { ...whole, unmasked: false };
  const { policy, outcome, lang } = input;
  const people = peopleOf(input);
  const standard = standardsOf(policy, input.table, lang);
  const benefits = policy.benefits.map((b) => ({
    id: b.id,
    name: nameOf(policy, b.id)[lang],
    of: claimsByPayee(outcome, b.id),
    net: outcome.claims(b.id).amounts("net"),
    gross: outcome.claims(b.id).amounts("gross"),
  }));
  const places = placesOf(policy);

  const linesOf = function* (): Generator<Line> {
    for (const place of people.ordered(() => true)) {
      for (const benefit of benefits) {
        for (const row of benefit.of(place.payee)) {
          const net = amountAt(benefit.net, row);
          if (net !== null && net.n > 0n) yield { place, benefit: benefit.id, row, net };
        }
      }
    }
  };

  const columns: SheetColumn[] = [
    { id: "number", heading: { en: "No.", zh: "序号" }, kind: "count", width: 6 },
    { id: "town", heading: { en: "Town", zh: "乡镇" }, kind: "text", width: 12 },
    { id: "village", heading: { en: "Village", zh: "村" }, kind: "text", width: 14 },
    { id: "name", heading: { en: "Householder", zh: "户主姓名" }, kind: "text", width: 12 },
    ...(options.identity
      ? [{ id: "identity", heading: { en: "Identity number", zh: "证件号码" }, kind: "text" as const, width: 22 }]
      : []),
    { id: "size", heading: { en: "Persons", zh: "人口" }, kind: "count", width: 6 },
    { id: "benefit", heading: { en: "Benefit", zh: "项目" }, kind: "text", width: 14 },
    { id: "quantity", heading: { en: "Quantity", zh: "数量" }, kind: "text", width: 12 },
    { id: "rate", heading: { en: "Standard", zh: "标准" }, kind: "text", width: 20 },
    { id: "amount", heading: { en: "Amount", zh: "金额" }, kind: "amount", width: 14 },
    { id: "remark", heading: { en: "Remarks", zh: "备注" }, kind: "text", width: 16 },
  ];

  const names = new Map(benefits.map((b) => [b.id, b]));
  const rows = lazily(function* (): Generator<SheetRow> {
    let number = 0;
    const sums = sumsByPlace(columns, places, lang);
    for (const line of linesOf()) {
      yield* sums.before(line.place);
      number += 1;
      const { payee, town, village } = line.place;
      const benefit = names.get(line.benefit);
      const gross = benefit === undefined ? null : amountAt(benefit.gross, line.row);
      const { quantity, rate } = standard(line.benefit, line.row, gross);
      const amount = plain(line.net, places);
      const less = gross !== null && gross.n * line.net.d > line.net.n * gross.d;
      const cells: Record<string, string | null> = {
        number: String(number),
        town,
        village,
        name: people.text(payee, "name") ?? people.columns.key(payee),
        identity: people.text(payee, "identity"),
        size: people.text(payee, "size"),
        benefit: benefit?.name ?? line.benefit,
        quantity,
        rate,
        amount,
        remark: less ? (lang === "zh" ? "按上限或限额核减" : "reduced by a ceiling or limit") : null,
      };
      sums.add(line.net);
      yield { kind: "row", cells: columns.map((c) => cells[c.id] ?? null) };
    }
    yield* sums.end();
  });

  return {
    name: lang === "zh" ? "公示表" : "Notice",
    title: titled(input, { en: "notice", zh: "公示表" }),
    above: [...documentLine(input), unitLine(input)],
    columns,
    rows,
    foot: [...noticeFoot(options, lang), ...footOf(input)],
    landscape: true,
  };
}

function noticeFoot(options: NoticeOptions, lang: "en" | "zh"): string[] {
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const { period, telephone, issuer, date } = options;
  return [
    ...(period === null
      ? []
      : [
          say(
            `Notice period: ${period.from} to ${period.to}. Objections are taken in that time.`,
            `公示期：${period.from} 至 ${period.to}。如有异议，请在公示期内反映。`,
          ),
        ]),
    ...(telephone === null ? [] : [say(`Telephone: ${telephone}`, `监督电话：${telephone}`)]),
    ...(issuer === null ? [] : [say(`Issued by: ${issuer}`, `公示单位：${issuer}`)]),
    ...(date === null ? [] : [say(`Date: ${date}`, `日期：${date}`)]),
  ];
}

/** Totals of a village, a town and all, put where a form has them: after the last row of each. */
function sumsByPlace(columns: readonly SheetColumn[], places: number, lang: "en" | "zh") {
  let at: Place | null = null;
  let [village, town, all] = [ZERO, ZERO, ZERO];
  const line = (kind: "subtotal" | "total", words: Partial<Record<string, string | null>>, sum: Rational): SheetRow => {
    const cells: SheetCells = columns.map((c) => (c.id === "amount" ? plain(sum, places) : (words[c.id] ?? null)));
    return { kind, cells };
  };
  const named = (name: string | null, en: string, zh: string) =>
    lang === "zh" ? `${name ?? "（未填）"}${zh}` : `${name ?? "(blank)"} ${en}`;
  const ofVillage = (p: Place) =>
    line("subtotal", { town: p.town, village: named(p.village, "subtotal", "小计") }, village);
  const ofTown = (p: Place) => line("subtotal", { town: named(p.town, "total", "合计") }, town);
  return {
    before: function* (next: Place): Generator<SheetRow> {
      if (at !== null) {
        const other = at.town !== next.town;
        if (other || at.village !== next.village) {
          yield ofVillage(at);
          village = ZERO;
        }
        if (other) {
          yield ofTown(at);
          town = ZERO;
        }
      }
      at = next;
    },
    add: (amount: Rational) => {
      village = add(village, amount);
      town = add(town, amount);
      all = add(all, amount);
    },
    end: function* (): Generator<SheetRow> {
      if (at !== null) {
        yield ofVillage(at);
        yield ofTown(at);
      }
      yield line("total", { town: lang === "zh" ? "总计" : "Total" }, all);
    },
  };
}
