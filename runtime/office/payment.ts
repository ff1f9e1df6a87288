/** 一卡通发放表: what the bank pays, one row for each payee. */
import { add, type Rational, ZERO } from "../../compiler/ir/rational.js";
import { amountAt } from "../outcomes/amounts.js";
import { grouped, placesOf, plain } from "./amounts.js";
import { capital } from "./capital.js";
import { documentLine, type FormInput, footOf, titled, unitLine } from "./form.js";
import { claimsByPayee, peopleOf } from "./people.js";
import { lazily, type Sheet, type SheetColumn, type SheetRow } from "./sheet.js";
import { standardsOf } from "./standards.js";
import { nameOf } from "./words.js";

export interface PaymentOptions {
  /** 批次名称 */
  readonly batch: string | null;
  /** Only this benefit; null: what a payee gets of all of them. */
  readonly benefit: string | null;
  /** 账户名 and 银行账号: only where they are asked for. Blank cells are for the town to fill in. */
  readonly accounts: boolean;
}

export function paymentSheet(input: FormInput, options: PaymentOptions): Sheet {
  const { policy, outcome, lang } = input;
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const people = peopleOf(input);
  const standard = standardsOf(policy, input.table, lang);
  const places = placesOf(policy);
  const benefits = policy.benefits
    .filter((b) => options.benefit === null || b.id === options.benefit)
    .map((b) => ({
      id: b.id,
      name: nameOf(policy, b.id)[lang],
      of: claimsByPayee(outcome, b.id),
      net: outcome.claims(b.id).amounts("net"),
      gross: outcome.claims(b.id).amounts("gross"),
    }));

  const paidTo = (payee: number) =>
    benefits.flatMap((b) =>
      b.of(payee).flatMap((row) => {
        const net = amountAt(b.net, row);
        return net === null || net.n <= 0n ? [] : [{ benefit: b, row, net }];
      }),
    );
  const sumOf = (paid: readonly { readonly net: Rational }[]) => paid.reduce((sum, p) => add(sum, p.net), ZERO);

  let [count, total] = [0, ZERO];
  for (let payee = 0; payee < people.columns.rows; payee += 1) {
    const sum = sumOf(paidTo(payee));
    if (sum.n <= 0n) continue;
    count += 1;
    total = add(total, sum);
  }

  const columns: SheetColumn[] = [
    { id: "number", heading: { en: "No.", zh: "序号" }, kind: "count", width: 6 },
    { id: "name", heading: { en: "Name", zh: "姓名" }, kind: "text", width: 12 },
    ...(options.accounts
      ? [{ id: "accountName", heading: { en: "Account holder", zh: "账户名" }, kind: "text" as const, width: 12 }]
      : []),
    { id: "identity", heading: { en: "Identity number", zh: "身份证号" }, kind: "text", width: 22 },
    { id: "address", heading: { en: "Address", zh: "家庭地址" }, kind: "text", width: 24 },
    { id: "phone", heading: { en: "Telephone", zh: "联系电话" }, kind: "text", width: 14 },
    ...(options.accounts
      ? [{ id: "account", heading: { en: "Bank account", zh: "银行账号" }, kind: "text" as const, width: 24 }]
      : []),
    { id: "quantity", heading: { en: "Quantity", zh: "补贴数量" }, kind: "text", width: 12 },
    { id: "rate", heading: { en: "Standard", zh: "补贴标准" }, kind: "text", width: 20 },
    { id: "amount", heading: { en: "Amount", zh: "补贴金额" }, kind: "amount", width: 14 },
    { id: "remark", heading: { en: "Remarks", zh: "备注" }, kind: "text", width: 28 },
  ];

  const rows = lazily(function* (): Generator<SheetRow> {
    let number = 0;
    for (const { payee, town, village } of people.ordered(() => true)) {
      const paid = paidTo(payee);
      const sum = sumOf(paid);
      if (sum.n <= 0n) continue;
      number += 1;
      const [only] = paid;
      const gross = only && paid.length === 1 ? amountAt(only.benefit.gross, only.row) : null;
      const { quantity, rate } =
        only && paid.length === 1 ? standard(only.benefit.id, only.row, gross) : { quantity: null, rate: null };
      const between = say(", ", "，");
      const cells: Record<string, string | null> = {
        number: String(number),
        name: people.text(payee, "name") ?? people.columns.key(payee),
        accountName: people.text(payee, "accountName"),
        identity: people.text(payee, "identity"),
        address: people.text(payee, "address") ?? ([town, village].filter((t) => t !== null).join("") || null),
        phone: people.text(payee, "phone"),
        account: people.text(payee, "account"),
        quantity,
        rate,
        amount: plain(sum, places),
        remark: paid.map((p) => `${p.benefit.name}${plain(p.net, places)}${say(" yuan", "元")}`).join(between),
      };
      yield { kind: "row", cells: columns.map((c) => cells[c.id] ?? null) };
    }
    const words: Record<string, string> = { name: say("Total", "合计"), amount: plain(total, places) };
    yield { kind: "total", cells: columns.map((c) => words[c.id] ?? null) };
  });

  const inWords = capital(total);
  return {
    name: say("Payment", "一卡通发放表"),
    title: titled(input, { en: "one-card payment", zh: "一卡通发放表" }),
    above: [
      ...(options.batch === null ? [] : [say(`Batch: ${options.batch}`, `批次名称：${options.batch}`)]),
      ...documentLine(input),
      say(`Expected: ${count} payees`, `应发数量：${count}户`),
      say(`Expected amount: ${grouped(total, places)} yuan`, `应发金额：${grouped(total, places)}元`) +
        (inWords === null ? "" : say(` (${inWords})`, `（大写：${inWords}）`)),
      unitLine(input),
    ],
    columns,
    rows,
    foot: footOf(input),
    landscape: true,
  };
}
