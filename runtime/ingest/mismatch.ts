/** Columns whose cells are of another kind than their field: most likely another column was meant. */
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { CellType } from "./cell.js";
import type { Batch, Collected, Target } from "./collected.js";
import { label } from "./fold.js";
import type { Mapped } from "./headings.js";
import type { Named } from "./naming.js";
import { DOUBT, EMPTY, type ReadColumn, statusOf } from "./reader.js";
import { readerOf } from "./reads.js";
import { HIDDEN } from "./settlement.js";

/** Fewer cells than this are told of one by one. */
const ENOUGH = 20;

/** Of cells that hold something of another kind. A date without its day, or a number out of bounds, is of the right kind. */
const OTHER_KIND = new Set(["notNumber", "notYesNo", "notDate", "notOneOf"]);

/** A message where not one filled cell can be read, all of them for being of another kind, and nobody decided any of them. */
export function mismatch(mapped: Mapped, target: Target, batch: Batch, out: Collected): Diagnostic | null {
  const { read, used } = target;
  const { heading, column, cell } = mapped;
  if (!used || cell.type.kind === "text" || cell.type.kind === "entity") return null;
  const first = unreadable(read);
  if (first === null) return null;
  if (out.settlement.entries.some((e) => label(e.column ?? "") === label(heading))) return null;
  return diagnostic(
    "P6054",
    { kind: "cell", file: batch.file, row: null, column: heading },
    {
      field: column.name,
      expected: expectedIn(cell),
      clause: readerOf(out.policy, batch.entity.id, column.id),
      count: first.count,
      example: column.field?.private === true ? HIDDEN : first.text.trim().slice(0, 40),
    },
  );
}

function unreadable(column: ReadColumn): { readonly count: number; readonly text: string } | null {
  let count = 0;
  let text: string | null = null;
  const kinds = new Uint8Array(column.raw.texts.length);
  for (const code of column.raw.codes) {
    const status = statusOf(column, code);
    if (status === EMPTY) continue;
    if (status !== DOUBT) return null;
    if (kinds[code] === 0) {
      const own = column.raw.texts[code] as string | null;
      const found = own === null ? null : column.slow(own);
      if (found?.kind !== "fault" || !OTHER_KIND.has(found.fault.kind)) return null;
      kinds[code] = 1;
      text ??= own;
    }
    count += 1;
  }
  return count < ENOUGH || text === null ? null : { count, text };
}

function expectedIn({ type, unit, choices }: CellType): Named {
  switch (type.kind) {
    case "number":
      return unit ? { en: `a number (${unit})`, zh: `数（${unit}）` } : { en: "a number", zh: "数" };
    case "bool":
      return { en: "yes or no", zh: "“是”或“否”" };
    case "date":
      return { en: "a date such as 2024-01-10", zh: "日期（如 2024-01-10）" };
    default:
      return {
        en: `one of ${choices.map((c) => c.name.en).join(", ")}`,
        zh: `${choices.map((c) => c.name.zh).join("、")}之一`,
      };
  }
}
