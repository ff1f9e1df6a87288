/** The clause table with the policies that it is about, from a folder as this program's own is laid out. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Console } from "../io/console.js";
import { UsageError } from "../io/errors.js";
import { readText, tryReadText } from "../io/files.js";
import { compileOpened, open, textOf } from "../io/source.js";
import type { CoveredPolicy } from "./coverage.js";
import { type ClauseTable, readClauseTable } from "./table.js";

export interface Loaded {
  readonly table: ClauseTable;
  readonly policies: readonly CoveredPolicy[];
  /** Of policies that do not compile: their messages, and the texts that these point into. */
  readonly broken: readonly {
    readonly diagnostics: readonly Diagnostic[];
    readonly texts: (file: string) => string | null;
  }[];
}

/** Throws UsageError where the table cannot be used. A policy that does not compile is left out and told. */
export function loadCoverage(folder: string, console: Pick<Console, "cwd">): Loaded {
  const path = join(folder, "clauses.json");
  const table = tableAt(path, console);
  const policies: CoveredPolicy[] = [];
  const broken: Loaded["broken"][number][] = [];
  for (const { policy: name } of table.documents) {
    const file = join(folder, name, `${name}.policy`);
    if (!existsSync(file)) continue;
    const compiled = compileOpened(open(file, console));
    if (compiled.policy === null || compiled.file.kind !== "PolicyFile") {
      broken.push({ diagnostics: compiled.diagnostics, texts: textOf(compiled) });
      continue;
    }
    const { headers } = compiled.file;
    const named = headers.find((h) => h.kind === "Source");
    const source = named ? (tryReadText(join(folder, name, named.text.value)) ?? "") : "";
    policies.push({ name, policy: compiled.policy, headers, source });
  }
  return { table, policies, broken };
}

function tableAt(path: string, console: Pick<Console, "cwd">): ClauseTable {
  const text = readText(path, console.cwd);
  try {
    return readClauseTable(text ?? "");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`\`${path}\` is not a clause table: ${why}`, `“${path}”不是条款对照表：${why}`);
  }
}
