/** What is decided about doubts: one by one, by a list that was handed back, or for all of a kind. */
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { type Doubt, decode, isJson, label, readSettlement, type Settlement } from "../../../runtime/ingest/index.js";
import type { Decided, DoubtPlace, Settling } from "./protocol.js";

type Entry = Settlement["entries"][number];

/** `known`: the doubts of the reading before, which the decisions for whole kinds are about. */
export async function settlementOf(
  { file, decisions, kinds }: Settling,
  known: readonly Doubt[],
): Promise<{ readonly settlement: Settlement; readonly diagnostics: readonly Diagnostic[] }> {
  const own = decisions.map(entry);
  const listed = file === null ? { settlement: null, diagnostics: [] } : await readList(file);
  const whole = kinds.flatMap(({ code, action }) =>
    known
      .filter((d) => d.message.code === code && d.offers.includes(action))
      .map((d) => entry({ file: d.file, row: d.row, column: d.column, action, value: "" })),
  );
  const entries = new Map<string, Entry>();
  for (const one of [...own, ...(listed.settlement?.entries ?? []), ...whole]) {
    const place = placeOf(one);
    if (!entries.has(place)) entries.set(place, one);
  }
  return { settlement: { entries: [...entries.values()], used: new Set() }, diagnostics: listed.diagnostics };
}

function entry({ file, row, column, action, value }: Decided): Entry {
  return { file, row, column, action, value, seen: null, place: { kind: "cell", file, row, column } };
}

/** A file may have been named from another folder when it was decided. */
function placeOf({ file, row, column }: DoubtPlace): string {
  return JSON.stringify([file.replace(/^.*[\\/]/, ""), row, label(column ?? "")]);
}

async function readList(file: File) {
  const decoded = decode(new Uint8Array(await file.arrayBuffer()));
  if (decoded.kind !== "text") {
    const place = { kind: "cell", file: file.name, row: null, column: null } as const;
    return { settlement: null, diagnostics: [diagnostic("P6001", place, { workbook: decoded.workbook })] };
  }
  const { text } = decoded;
  return readSettlement({ path: file.name, text, format: isJson(file.name, text) ? "json" : "csv" });
}
