/** The further documents, read from their folders as the command line reads them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { libraryFor } from "../../../cli/io/library.js";
import { type Compiled, compile, isError, type Library } from "../../../compiler/index.js";
import type { Policy } from "../../../compiler/ir/types.js";

const ROOT = fileURLToPath(new URL(".", import.meta.url));

/** How a clause is accounted for. `header` is a line of the policy's head, such as `replaces`. */
export const WAYS = ["computed", "entered", "delegated", "procedure", "header", "note"] as const;

/** One clause of a document. `missing` gives the reason where the language cannot say it; `ids` is then empty. */
export interface ClauseRow {
  readonly document: string;
  readonly policy: string;
  readonly clause: number;
  readonly text: string;
  readonly how: (typeof WAYS)[number] | "missing";
  readonly ids: readonly string[];
  readonly missing?: string;
}

export const CLAUSES: readonly ClauseRow[] = JSON.parse(readFileSync(join(ROOT, "clauses.json"), "utf8"));

/** Folders, one for each document. */
export function documents(): string[] {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** `01-pengshui-2023/pengshui-2023.policy`, … */
export function policyPaths(): string[] {
  return documents().flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith(".policy"))
      .sort()
      .map((name) => `${folder}/${name}`),
  );
}

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

export function libraryOf(path: string): Library {
  return libraryFor(join(ROOT, path), ROOT);
}

/** `text` stands in for the file's own. */
export function compileDocument(path: string, text: string = textOf(path)): Compiled {
  return compile({ path, text }, libraryOf(path));
}

export function errorsOf(compiled: Compiled): string[] {
  return compiled.diagnostics.filter(isError).map((d) => `${d.code} ${JSON.stringify(d.params)}`);
}

const policies = new Map<string, Policy>();

/** The policy of a file that must compile. */
export function policyOf(path: string): Policy {
  const known = policies.get(path);
  if (known) return known;
  const { policy } = compileDocument(path);
  if (policy === null) throw new Error(`${path} has errors`);
  policies.set(path, policy);
  return policy;
}

/** The numbered clauses of a source text: `3. [TAG] …` → 3 and its sentence. */
export function clausesIn(source: string): ReadonlyMap<number, string> {
  const rows = source.matchAll(/^(\d+)\. \[[^\]]*\] (.*)$/gm);
  return new Map([...rows].map(([, number, text]) => [Number(number), (text ?? "").trim()]));
}
