/** The policies of this repository, read from their folders as the command line does. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Library } from "../../compiler/index.js";
import type { SourceFile } from "../../grammar/source/span.js";

export const ROOT = fileURLToPath(new URL("../../policies/", import.meta.url));

function read(path: string): string | null {
  return existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), "utf8") : null;
}

function file(path: string): SourceFile | null {
  const text = read(path);
  return text === null ? null : { path: `policies/${path}`, text };
}

/** `rongchang-2024/rongchang-2024.policy`, … */
export function policyPaths(): string[] {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "vocabulary")
    .flatMap((entry) =>
      readdirSync(join(ROOT, entry.name))
        .filter((name) => name.endsWith(".policy"))
        .map((name) => `${entry.name}/${name}`),
    )
    .sort();
}

export function vocabularyPaths(): string[] {
  return readdirSync(join(ROOT, "vocabulary"))
    .filter((name) => name.endsWith(".policy"))
    .map((name) => `vocabulary/${name}`)
    .sort();
}

export function source(path: string): SourceFile {
  const found = file(path);
  if (found === null) throw new Error(`no file ${path}`);
  return found;
}

/** Everything that a policy in `folder` names. */
export function libraryOf(folder: string): Library {
  return {
    vocabulary: (name) => file(`${folder}/${name}.policy`) ?? file(`vocabulary/${name}.policy`),
    source: (name) => read(`${folder}/${name}`),
    table: (name) => read(`${folder}/${name}`),
    policy: () => null,
  };
}
