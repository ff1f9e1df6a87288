/** The clause table with every policy that it is about, as `fen coverage` joins them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CoveredPolicy } from "../../cli/coverage/coverage.js";
import { type ClauseTable, readClauseTable } from "../../cli/coverage/table.js";
import { compile } from "../../compiler/index.js";
import type { Policy } from "../../compiler/ir/types.js";
import { libraryOf, ROOT, source } from "./folder.js";

export const TABLE: ClauseTable = readClauseTable(readFileSync(join(ROOT, "clauses.json"), "utf8"));

export function policyOf(name: string): CoveredPolicy {
  const library = libraryOf(name);
  const { policy, file } = compile(source(`${name}/${name}.policy`), library);
  const text = library.source("source.txt");
  if (policy === null || file.kind !== "PolicyFile" || text === null) throw new Error(`${name} does not compile`);
  return { name, policy, headers: file.headers, source: text };
}

let compiled: readonly CoveredPolicy[] | null = null;

export function covered(): readonly CoveredPolicy[] {
  compiled ??= TABLE.documents.map((d) => policyOf(d.policy));
  return compiled;
}

/** A policy of the five by its folder's name. */
export function rules(name: string): Policy {
  const found = covered().find((p) => p.name === name);
  if (!found) throw new Error(`no policy ${name}`);
  return found.policy;
}
