/** Where a document's other files come from in a page: what stands beside it, then what comes with the page. */
import type { Library } from "../../../compiler/index.js";
import type { File } from "../../../grammar/ast.js";
import { parseFile } from "../../../grammar/index.js";
import type { SourceFile } from "../../../grammar/source/span.js";
import type { DocumentFiles } from "../protocol.js";

const path = (file: string) => file.slice(file.indexOf("policies/") + "policies/".length);

/** What is at hand: `vocabulary/household.policy` → its text. Vocabularies from the start, folders as they are fetched. */
const held = new Map(
  Object.entries(
    import.meta.glob<string>("../../../policies/vocabulary/*.{policy,csv}", {
      query: "?raw",
      import: "default",
      eager: true,
    }),
  ).map(([file, text]) => [path(file), text]),
);

const VOCABULARIES = held.size;

/** The schemes that come with the page: how each of their files is fetched. */
const FETCH: ReadonlyMap<string, () => Promise<string>> = new Map(
  Object.entries(
    import.meta.glob<string>(["../../../policies/*/*.{policy,txt,csv}", "!../../../policies/vocabulary/*"], {
      query: "?raw",
      import: "default",
    }),
  ).map(([file, fetched]) => [path(file), fetched]),
);

async function fetchFiles(wanted: (path: string) => boolean): Promise<void> {
  const missing = [...FETCH].filter(([file]) => !held.has(file) && wanted(file));
  await Promise.all(missing.map(async ([file, fetched]) => held.set(file, await fetched())));
}

/** Fetches what stands in a scheme's folder, where it is not at hand. */
export async function fetchFolder(folder: string | null): Promise<void> {
  if (folder !== null) await fetchFiles((file) => file.startsWith(`${folder}/`));
}

/** Fetches all that comes with the page. */
export async function fetchAll(): Promise<void> {
  await fetchFiles(() => true);
}

/** A file that comes with the page; null: there is none of that name, or it has not been fetched. */
export function bundled(path: string): string | null {
  return held.get(path) ?? null;
}

export interface PageLibrary extends Library {
  /** Whether something was looked for among all schemes in vain while not all of them were at hand. */
  readonly fellShort: () => boolean;
}

export function libraryOf(document: DocumentFiles): PageLibrary {
  let short = false;
  const beside = (name: string): SourceFile | null => {
    const own = document.beside[name];
    if (own !== undefined) return { path: name, text: own };
    const path = `${document.folder}/${name}`;
    const text = document.folder === null ? null : bundled(path);
    return text === null ? null : { path, text };
  };
  const anywhere = (name: string, wanted: (file: File) => boolean): SourceFile | null => {
    const own = Object.entries(document.beside).map(([path, text]) => ({ path, text }));
    const all = [...own, ...[...held].map(([path, text]) => ({ path, text }))];
    const found = all.find(
      (file) =>
        file.path.endsWith(".policy") &&
        file.path !== document.path &&
        file.text.includes(name) &&
        wanted(parseFile(file).file),
    );
    short ||= found === undefined && held.size < VOCABULARIES + FETCH.size;
    return found ?? null;
  };
  return {
    fellShort: () => short,
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
