/** Where a document's other files come from in a page: what stands beside it, then what comes with the page. */
import type { Library } from "../../../compiler/index.js";
import type { File } from "../../../grammar/ast.js";
import { parseFile } from "../../../grammar/index.js";
import type { SourceFile } from "../../../grammar/source/span.js";
import type { DocumentFiles } from "../protocol.js";

/** `vocabulary/household.policy` → its text. */
const BUNDLED: ReadonlyMap<string, string> = new Map(
  Object.entries(
    import.meta.glob<string>("../../../policies/*/*.{policy,txt,csv}", {
      query: "?raw",
      import: "default",
      eager: true,
    }),
  ).map(([path, text]) => [path.slice(path.indexOf("policies/") + "policies/".length), text]),
);

export function bundled(path: string): string | null {
  return BUNDLED.get(path) ?? null;
}

export function libraryOf(document: DocumentFiles): Library {
  const beside = (name: string): SourceFile | null => {
    const own = document.beside[name];
    if (own !== undefined) return { path: name, text: own };
    const path = `${document.folder}/${name}`;
    const text = document.folder === null ? null : bundled(path);
    return text === null ? null : { path, text };
  };
  const anywhere = (name: string, wanted: (file: File) => boolean): SourceFile | null => {
    const own = Object.entries(document.beside).map(([path, text]) => ({ path, text }));
    const all = [...own, ...[...BUNDLED].map(([path, text]) => ({ path, text }))];
    return (
      all.find(
        (file) =>
          file.path.endsWith(".policy") &&
          file.path !== document.path &&
          file.text.includes(name) &&
          wanted(parseFile(file).file),
      ) ?? null
    );
  };
  return {
    vocabulary: (name) => {
      const near = beside(`${name}.policy`);
      if (near && near.path !== document.path) return near;
      const path = `vocabulary/${name}.policy`;
      const text = bundled(path);
      return text === null
        ? anywhere(name, (file) => file.kind === "VocabularyFile" && isCalled(file, name))
        : { path, text };
    },
    source: (name) => beside(name)?.text ?? null,
    table: (name) => beside(name)?.text ?? bundled(`vocabulary/${name}`),
    policy: (id, version) =>
      anywhere(
        id,
        (file) =>
          file.kind === "PolicyFile" &&
          isCalled(file, id) &&
          file.headers.some((h) => h.kind === "Version" && h.text.value === version),
      ),
  };
}

function isCalled(file: File, name: string): boolean {
  return file.decl.name.text === name || file.decl.other?.text === name;
}
