/** Roster and parameter files → what a run takes. */
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Policy } from "../../compiler/ir/types.js";
import {
  decode,
  isJson,
  type Parameters,
  parseExact,
  type Progress as ReadingProgress,
  readMapping,
  readParameters,
  readSettlement,
  readTable,
  type SourceFile,
  type TableReading,
  type UnitWords,
  type Written,
  writtenParameters,
} from "../../runtime/ingest/index.js";
import type { Console } from "./console.js";
import { UsageError } from "./errors.js";
import { readBytes } from "./files.js";

/** `household=a.csv` or `a.csv`. A path may hold `=` if an entity stands before it or it begins with `./` or `/`. */
export function splitRoster(argument: string): { readonly entity: string | null; readonly path: string } {
  const at = argument.indexOf("=");
  const before = argument.slice(0, at);
  return at > 0 && !/[/\\.]/.test(before)
    ? { entity: before, path: argument.slice(at + 1) }
    : { entity: null, path: argument };
}

function textOf(path: string, console: Console): string | Diagnostic {
  const decoded = decode(readBytes(path, console.cwd));
  if (decoded.kind === "text") return decoded.text;
  return diagnostic("P6001", { kind: "cell", file: path, row: null, column: null }, { workbook: decoded.workbook });
}

/** Files that go with rosters: what was decided about their doubts, and which heading stands for which field. */
export interface Beside {
  readonly settle?: string | undefined;
  readonly map?: string | undefined;
}

/** What is told of a long reading, and what ends it early. */
export interface Watching {
  readonly progress?: (progress: ReadingProgress) => void;
  readonly signal?: AbortSignal;
}

/** Rosters of any format. `signal`: rejects with its reason. Throws UsageError for a file that cannot be opened. */
export async function readRosters(
  args: readonly string[],
  policy: Policy,
  units: UnitWords,
  console: Console,
  beside: Beside = {},
  watching: Watching = {},
): Promise<TableReading> {
  const files = args.map((argument) => sourceOf(argument, console));
  try {
    return await readSources(files, policy, units, console, beside, watching);
  } finally {
    for (const file of files) file.close();
  }
}

async function readSources(
  files: readonly SourceFile[],
  policy: Policy,
  units: UnitWords,
  console: Console,
  beside: Beside,
  watching: Watching,
): Promise<TableReading> {
  const settled = beside.settle === undefined ? null : settlementOf(beside.settle, console);
  const mapped = beside.map === undefined ? null : mappingOf(beside.map, policy, console);
  if (mapped && mapped.diagnostics.length > 0) {
    return { table: null, refused: [], diagnostics: mapped.diagnostics, doubts: [], mapping: [] };
  }
  const reading = await readTable(files, policy, units, {
    ...(settled ? { settlement: settled.settlement } : {}),
    ...(mapped?.mapping ? { mapping: mapped.mapping } : {}),
    ...watching,
  });
  return { ...reading, diagnostics: [...(settled?.diagnostics ?? []), ...reading.diagnostics] };
}

/** `project=forms.xlsx#到户项目`: what its rows are, the file, and of a workbook the sheet. */
function sourceOf(argument: string, { cwd }: Console): OpenFile {
  const { entity, path } = splitRoster(argument);
  const at = path.lastIndexOf("#");
  if (at > 0 && !existsSync(resolve(cwd, path))) {
    const file = path.slice(0, at);
    return { path: file, entity, sheet: path.slice(at + 1), ...openBytes(file, cwd) };
  }
  return { path, entity, ...openBytes(path, cwd) };
}

type OpenFile = SourceFile & { readonly close: () => void };

/** A file of so many bytes is read piece by piece, and never stands in memory as a whole. */
const LARGE = 1 << 25;

function openBytes(path: string, cwd: string): Pick<OpenFile, "bytes" | "close"> {
  const full = resolve(cwd, path);
  const size = statSync(full, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LARGE) return { bytes: readBytes(path, cwd), close: () => {} };
  const file = openSync(full, "r");
  const slice = (start: number, end: number): Promise<Uint8Array> => {
    const piece = new Uint8Array(Math.max(0, Math.min(end, size) - start));
    let got = 0;
    while (got < piece.length) {
      const read = readSync(file, piece, got, piece.length - got, start + got);
      if (read === 0) break;
      got += read;
    }
    return Promise.resolve(piece.subarray(0, got));
  };
  return { bytes: { size, slice }, close: () => closeSync(file) };
}

function settlementOf(path: string, console: Console): ReturnType<typeof readSettlement> {
  const text = textOf(path, console);
  if (typeof text !== "string") return { settlement: { entries: [], used: new Set() }, diagnostics: [text] };
  return readSettlement({ path, text, format: isJson(path, text) ? "json" : "csv" });
}

function mappingOf(path: string, policy: Policy, console: Console): ReturnType<typeof readMapping> {
  const text = textOf(path, console);
  return typeof text === "string" ? readMapping(path, text, policy) : { mapping: null, diagnostics: [text] };
}

/**
 * Values for what the policy leaves open. JSON: `{ "达标收入": "5000元" }`, or an object by town. CSV: a column per
 * parameter, a row per town, the town in the first column; or, without towns, one row of values; or a value per row
 * under 参数, 适用范围, 数值.
 */
export function readParameterFile(path: string, policy: Policy, units: UnitWords, console: Console): Parameters {
  const text = textOf(path, console);
  if (typeof text !== "string") return { values: null, diagnostics: [text] };
  return readParameters(isJson(path, text) ? fromJson(path, text) : fromCsv(path, text, policy), path, policy, units);
}

function fromJson(path: string, text: string): Written {
  const wrong = () =>
    new UsageError(
      `\`${path}\` must hold one JSON object of values by parameter, or by parameter and town.`,
      `“${path}”应为一个 JSON 对象：参数对应数值，或参数对应各乡镇的数值。`,
    );
  let data: unknown;
  try {
    data = parseExact(text);
  } catch {
    throw wrong();
  }
  if (data === null || typeof data !== "object" || Array.isArray(data)) throw wrong();
  const written = new Map<string, string | ReadonlyMap<string, string>>();
  for (const [name, value] of Object.entries(data)) {
    if (value === null || Array.isArray(value)) throw wrong();
    const byTown =
      typeof value === "object" ? new Map(Object.entries(value).map(([key, v]) => [key, String(v)])) : null;
    written.set(name, byTown ?? String(value));
  }
  return written;
}

function fromCsv(path: string, text: string, policy: Policy): Written {
  const written = writtenParameters(text, policy);
  if ("en" in written) throw new UsageError(`\`${path}\`: ${written.en}`, `“${path}”：${written.zh}`);
  return written;
}
