/** Where a policy's other files come from: its own folder, then the vocabularies that come with this program. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Library } from "../../compiler/index.js";
import type { File } from "../../grammar/ast.js";
import { parseFile } from "../../grammar/index.js";
import type { SourceFile } from "../../grammar/source/span.js";
import { shown, tryReadText } from "./files.js";

/** The policies that come with this program. */
export const POLICIES = fileURLToPath(new URL("../../policies/", import.meta.url));
const VOCABULARIES = join(POLICIES, "vocabulary");

/** `path` is the policy's own, in full. */
export function libraryFor(path: string, cwd: string): Library {
  const folder = dirname(path);
  const source = (file: string): SourceFile | null => {
    const text = tryReadText(file);
    return text === null ? null : { path: shown(file, cwd), text };
  };
  return {
    vocabulary: (name) => {
      for (const place of [folder, VOCABULARIES]) {
        const file = inside(place, `${name}.policy`);
        const found = file && file !== path ? source(file) : null;
        if (found) return found;
        const other = search(place, path, name, (parsed) => parsed.kind === "VocabularyFile" && isCalled(parsed, name));
        if (other) return source(other);
      }
      return null;
    },
    source: (name) => {
      const file = inside(folder, name);
      return file ? tryReadText(file) : null;
    },
    table: (name) => {
      const file = inside(folder, name) ?? inside(VOCABULARIES, name);
      return file ? tryReadText(file) : null;
    },
    policy: (id, version) => {
      const wanted = (parsed: File) =>
        parsed.kind === "PolicyFile" &&
        isCalled(parsed, id) &&
        parsed.headers.some((h) => h.kind === "Version" && h.text.value === version);
      for (const place of [folder, dirname(folder), POLICIES]) {
        const found = search(place, path, id, wanted, place !== folder);
        if (found) return source(found);
      }
      return null;
    },
  };
}

/** The path of a file in a folder, or null if the name leads out of it: a policy reads only what stands beside it. */
function inside(folder: string, name: string): string | null {
  const path = resolve(folder, name);
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? path : null;
}

function isCalled(file: File, name: string): boolean {
  return file.decl.name.text === name || file.decl.other?.text === name;
}

/** The first file that is wanted. Only files that hold the name at all are parsed. */
function search(
  folder: string,
  self: string,
  name: string,
  wanted: (file: File) => boolean,
  deep = false,
): string | null {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return null;
  const files = readdirSync(folder)
    .sort()
    .map((entry) => join(folder, entry));
  // One level down and no further: a policy may stand in anybody's home folder.
  const candidates = deep
    ? files.flatMap((f) =>
        isFolder(f)
          ? readdirSync(f)
              .sort()
              .map((e) => join(f, e))
          : [],
      )
    : files;
  for (const file of candidates) {
    if (file === self || !file.endsWith(".policy")) continue;
    const text = tryReadText(file);
    if (text?.includes(name) && wanted(parseFile({ path: file, text }).file)) return file;
  }
  return null;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
