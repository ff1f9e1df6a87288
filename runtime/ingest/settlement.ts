/**
 * A settlement: what somebody decided about the doubts of a roster, one a row. It is the list of doubts itself, with the
 * decision written beside each, and read back.
 */
import { type Diagnostic, diagnostic, type Place } from "../../compiler/diagnostics/diagnostic.js";
import { fold, label } from "./fold.js";
import { csvTable, jsonTable, type Lines } from "./records.js";

/**
 * `correct`: the cell is what stands beside it. `blank`: the cell is empty. `accept`: as the doubt proposes. `drop`: the
 * row is left out. `replace`: this row counts, and not the earlier one.
 */
export type Action = "correct" | "blank" | "accept" | "drop" | "replace";

export interface Decision {
  readonly action: Action;
  /** For `correct`: the cell's text. */
  readonly value: string;
  /** Where it was decided. */
  readonly place: Place;
}

export interface Settlement {
  readonly entries: readonly Entry[];
  readonly used: Set<Entry>;
}

interface Entry extends Decision {
  readonly file: string;
  readonly row: number;
  readonly column: string | null;
  /** What stood there when it was decided; null: not said. */
  readonly seen: string | null;
}

export const NO_SETTLEMENT: Settlement = { entries: [], used: new Set() };

export const ACTIONS: Readonly<Record<Action, { readonly en: string; readonly zh: string }>> = {
  correct: { en: "correct", zh: "更正" },
  blank: { en: "blank", zh: "空白" },
  accept: { en: "accept", zh: "采用" },
  drop: { en: "drop", zh: "剔除" },
  replace: { en: "replace", zh: "取代" },
};

/** Headings of the list of doubts and of a settlement, in the order of their columns. */
export const DOUBT_COLUMNS = {
  file: { en: "file", zh: "文件" },
  row: { en: "row", zh: "行" },
  column: { en: "column", zh: "列" },
  entity: { en: "kind of row", zh: "对象" },
  key: { en: "key", zh: "编号" },
  code: { en: "code", zh: "代码" },
  value: { en: "value", zh: "原值" },
  doubt: { en: "doubt", zh: "疑点" },
  offers: { en: "choices", zh: "可选处理" },
  decision: { en: "decision", zh: "处理" },
  corrected: { en: "corrected to", zh: "更正为" },
  note: { en: "note", zh: "说明" },
} as const;

type ColumnId = keyof typeof DOUBT_COLUMNS;

export interface SettlementFile {
  readonly path: string;
  readonly format: "csv" | "json";
  readonly text: string;
}

export interface SettlementReading {
  readonly settlement: Settlement;
  readonly diagnostics: readonly Diagnostic[];
}

/** Rows without a decision are doubts still open, and mean nothing here. */
export function readSettlement(file: SettlementFile): SettlementReading {
  const place = (row: number | null, column: string | null): Place => ({ kind: "cell", file: file.path, row, column });
  const fail = (detail: { en: string; zh: string }): SettlementReading => ({
    settlement: NO_SETTLEMENT,
    diagnostics: [diagnostic("P6002", place(null, null), { detail })],
  });
  const table = tableOf(file);
  if ("en" in table) return fail(table);
  const heading = (id: ColumnId) =>
    table.headings.find((h) => [DOUBT_COLUMNS[id].en, DOUBT_COLUMNS[id].zh, id].map(label).includes(label(h)));
  const [fileColumn, rowColumn, decisionColumn] = [heading("file"), heading("row"), heading("decision")];
  if (fileColumn === undefined || rowColumn === undefined || decisionColumn === undefined) {
    return fail({
      en: "A settlement has the columns `file`, `row`, `column`, `decision` and `corrected to`.",
      zh: "处理表应有“文件”“行”“列”“处理”“更正为”各列。",
    });
  }
  const diagnostics: Diagnostic[] = [];
  const entries: Entry[] = [];
  for (const line of table.records) {
    const cell = (name: string | undefined) => (name === undefined ? "" : unescaped(line.cells.get(name) ?? ""));
    const decided = label(cell(decisionColumn));
    if (decided === "") continue;
    const at = place(line.row, decisionColumn);
    const action = (Object.keys(ACTIONS) as Action[]).find((a) => [a, ACTIONS[a].zh].includes(decided));
    const row = Number(fold(cell(rowColumn)));
    if (action === undefined || !Number.isInteger(row) || row < 1) {
      const offers = Object.keys(ACTIONS) as Action[];
      const kind = action === undefined ? "unknownAction" : "noRow";
      diagnostics.push(diagnostic("P6024", at, { kind, action: cell(decisionColumn), offers }));
      continue;
    }
    const column = cell(heading("column"));
    const seen = cell(heading("value"));
    entries.push({
      file: cell(fileColumn),
      row,
      column: column === "" ? null : column,
      action,
      value: cell(heading("corrected")),
      seen: seen === "" || seen === HIDDEN ? null : seen,
      place: at,
    });
  }
  return { settlement: { entries, used: new Set() }, diagnostics };
}

/** Stands for a private value in lists and messages. */
export const HIDDEN = "…";

function tableOf(file: SettlementFile): Lines | { readonly en: string; readonly zh: string } {
  const words = Object.values(DOUBT_COLUMNS).flatMap((c) => [label(c.en), label(c.zh)]);
  return file.format === "csv" ? csvTable(file.text, (h) => words.includes(label(h))) : jsonTable(file.text);
}

/** A spreadsheet's guard against formulas: an apostrophe before the text. */
function unescaped(text: string): string {
  return text.trim().replace(/^'(?=[=+\-@])/, "");
}

export type SettlementProblem =
  | { readonly kind: "unknownAction" | "noRow"; readonly action: string; readonly offers: readonly Action[] }
  | { readonly kind: "notOffered"; readonly action: Action; readonly offers: readonly Action[] }
  | { readonly kind: "badValue"; readonly action: Action; readonly offers: readonly Action[] }
  | { readonly kind: "stale"; readonly action: Action; readonly offers: readonly Action[] };

interface Asked {
  readonly file: string;
  readonly row: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly offers: readonly Action[];
}

/** What is decided about a doubt, or what is wrong with the decision. */
export function decisionFor(
  settlement: Settlement,
  doubt: Asked,
): { readonly decision: Decision | null; readonly problem: (SettlementProblem & { readonly place: Place }) | null } {
  const here = settlement.entries.filter(
    (e) => e.row === doubt.row && label(e.column ?? "") === label(doubt.column ?? ""),
  );
  const entry = here.find((e) => e.file === doubt.file) ?? here.find((e) => baseName(e.file) === baseName(doubt.file));
  if (!entry) return { decision: null, problem: null };
  settlement.used.add(entry);
  const { action, offers, place } = { ...doubt, ...entry };
  const wrong = (kind: "notOffered" | "badValue" | "stale") => ({
    decision: null,
    problem: { kind, action, offers, place },
  });
  if (!doubt.offers.includes(action)) return wrong("notOffered");
  if (entry.seen !== null && doubt.value !== null && fold(entry.seen) !== fold(doubt.value)) return wrong("stale");
  if (action === "correct" && entry.value === "") return wrong("badValue");
  return { decision: entry, problem: null };
}

/** Decisions that concern nothing doubtful. */
export function unused(settlement: Settlement): readonly Decision[] {
  return settlement.entries.filter((entry) => !settlement.used.has(entry));
}

/** The same file may be named from another folder. */
function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
