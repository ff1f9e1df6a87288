/** 测算依据: how each household's amount was worked out, line by line, with the clauses that each line rests on. */
import type { Derivation, Line } from "../explain/lines.js";
import { type FormInput, footOf, titled } from "./form.js";
import { lazily, type Sheet, type SheetColumn, type SheetRow } from "./sheet.js";
import { nameOf } from "./words.js";

const OUTCOMES = {
  met: { en: "met", zh: "符合" },
  failed: { en: "not met", zh: "不符合" },
  undecided: { en: "undecided", zh: "待定" },
} as const;

/** `derivations` may be made one by one: they are gone through once for each writing. */
export function derivationSheet(input: FormInput, derivations: Iterable<Derivation>): Sheet {
  const { policy, lang } = input;
  const columns: SheetColumn[] = [
    { id: "key", heading: { en: "Number", zh: "户编号" }, kind: "text", width: 18 },
    { id: "line", heading: { en: "Line", zh: "行次" }, kind: "count", width: 6 },
    { id: "text", heading: { en: "How it was worked out", zh: "测算过程" }, kind: "text", width: 60 },
    { id: "outcome", heading: { en: "Outcome", zh: "结论" }, kind: "text", width: 10 },
    { id: "clause", heading: { en: "Clause", zh: "条款" }, kind: "text", width: 18 },
    { id: "cites", heading: { en: "Source", zh: "依据" }, kind: "text", width: 50 },
  ];
  const cited = (line: Line) =>
    line.cites
      .map((c) =>
        c.quoting === null ? c.where : lang === "zh" ? `${c.where}“${c.quoting}”` : `${c.where} “${c.quoting}”`,
      )
      .join(lang === "zh" ? "；" : "; ");
  const rows = lazily(function* (): Generator<SheetRow> {
    for (const derivation of derivations) {
      for (const [i, line] of derivation.lines.entries()) {
        yield {
          kind: "row",
          cells: [
            derivation.row,
            String(i + 1),
            `${"　".repeat(line.depth)}${line.text[lang]}`,
            line.outcome === null ? null : OUTCOMES[line.outcome][lang],
            line.clause === null ? null : clauseName(line.clause),
            cited(line) || null,
          ],
        };
      }
    }
  });
  const clauseName = (id: string): string => nameOf(policy, id.startsWith("eligible ") ? id.slice(9) : id)[lang];
  return {
    name: lang === "zh" ? "测算依据" : "Derivations",
    title: titled(input, { en: "how the amounts were worked out", zh: "测算依据" }),
    above: [],
    columns,
    rows,
    foot: footOf(input),
    landscape: true,
  };
}
