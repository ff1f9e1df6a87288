import { parseFile } from "../../grammar/index.js";
import type { SourceFile } from "../../grammar/source/span.js";
import type { Library } from "../resolve/library.js";

/** The library with the open files in place of those it has under the same path, and of those it lacks. */
export function overlaid(library: Library, files: readonly SourceFile[]): Library {
  const [, ...others] = files;
  if (others.length === 0) return library;
  const open = (found: SourceFile | null): SourceFile | null =>
    found === null ? null : (others.find((file) => file.path === found.path) ?? found);
  return {
    ...library,
    vocabulary: (name) =>
      open(library.vocabulary(name)) ??
      others.find((file) => {
        if (!file.text.includes(name)) return false;
        const parsed = parseFile(file).file;
        const { decl } = parsed;
        return parsed.kind === "VocabularyFile" && (decl.name.text === name || decl.other?.text === name);
      }) ??
      null,
    policy: (id, version) => open(library.policy(id, version)),
  };
}
