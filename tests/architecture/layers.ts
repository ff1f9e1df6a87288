/** Where a file stands, and what files there may import. The text of this table is the architecture. */
export interface Layer {
  readonly name: string;
  /** Files whose path starts so belong here, unless a more specific layer does. */
  readonly prefix: string;
  /** Prefixes of project files that it may import, besides its own. */
  readonly mayImport: readonly string[];
  /** Packages that it may import; `*`: any. */
  readonly packages: readonly string[] | "*";
  /** Whether it may touch Node. */
  readonly node: boolean;
}

const IR = "compiler/ir/";
const DIAGNOSTICS = "compiler/diagnostics/";
const SOURCE = "grammar/source/";
const PURE = { packages: [] as string[], node: false } as const;

export const LAYERS: readonly Layer[] = [
  { ...PURE, name: "source", prefix: SOURCE, mayImport: [], packages: ["get-east-asian-width"] },
  { ...PURE, name: "grammar", prefix: "grammar/", mayImport: [SOURCE], packages: ["chevrotain"] },
  { ...PURE, name: "ir", prefix: IR, mayImport: [], packages: ["@noble/hashes", "decimal.js", "zod"] },
  { ...PURE, name: "diagnostics", prefix: DIAGNOSTICS, mayImport: [SOURCE] },
  { ...PURE, name: "analysis", prefix: "compiler/analysis/", mayImport: [IR, DIAGNOSTICS] },
  { ...PURE, name: "backends", prefix: "compiler/backends/", mayImport: [IR, DIAGNOSTICS] },
  {
    ...PURE,
    name: "compiler",
    prefix: "compiler/",
    mayImport: ["grammar/"],
    packages: ["fastest-levenshtein", "papaparse"],
  },
  {
    ...PURE,
    name: "ingest",
    prefix: "runtime/ingest/",
    mayImport: [IR, DIAGNOSTICS, "runtime/"],
    packages: ["papaparse", "@e965/xlsx", "hyparquet", "hyparquet-compressors", "hyparquet-writer", "fflate"],
  },
  {
    ...PURE,
    name: "office",
    prefix: "runtime/office/",
    mayImport: [IR, DIAGNOSTICS, "runtime/"],
    packages: ["papaparse", "@e965/xlsx", "hyparquet-writer", "docx", "nzh"],
  },
  { ...PURE, name: "runtime", prefix: "runtime/", mayImport: [IR, DIAGNOSTICS] },
  {
    ...PURE,
    name: "services",
    prefix: "compiler/services/",
    mayImport: ["grammar/", "compiler/"],
    packages: ["fastest-levenshtein", "pinyin-pro"],
  },
  { ...PURE, name: "synthetic rosters", prefix: "runtime/synthetic/", mayImport: [IR, "runtime/table.ts"] },
  {
    ...PURE,
    name: "editor's workers",
    prefix: "editor/worker/",
    mayImport: ["grammar/", "compiler/", "runtime/", "policies/"],
    packages: "*",
  },
  {
    ...PURE,
    name: "services for Monaco",
    prefix: "editor/monaco/",
    mayImport: ["compiler/", "grammar/"],
    packages: "*",
  },
  {
    ...PURE,
    name: "views",
    prefix: "editor/app/",
    mayImport: ["grammar/", "compiler/", "runtime/", "policies/", "editor/worker/", "editor/monaco/"],
    packages: "*",
  },
  {
    name: "language server",
    prefix: "editor/lsp/",
    mayImport: ["grammar/", "compiler/"],
    packages: ["vscode-languageserver", "vscode-languageserver-textdocument"],
    node: true,
  },
  {
    name: "cli",
    prefix: "cli/",
    mayImport: ["grammar/", "compiler/", "runtime/", "policies/", "editor/lsp/"],
    packages: "*",
    node: true,
  },
  {
    name: "scripts",
    prefix: "scripts/",
    mayImport: ["grammar/", "compiler/", "runtime/", "policies/"],
    packages: "*",
    node: true,
  },
  {
    name: "tests",
    prefix: "tests/",
    mayImport: ["grammar/", "compiler/", "runtime/", "cli/", "scripts/", "policies/", "editor/"],
    packages: "*",
    node: true,
  },
];

/** The most specific layer of a path, or undefined for files at the top. */
export function layerOf(path: string): Layer | undefined {
  return LAYERS.filter((layer) => path.startsWith(layer.prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

/** Why this import is not allowed, or null. `target` is a project path, `node:…` or a package's name. */
export function objection(from: string, target: string): string | null {
  const layer = layerOf(from);
  if (!layer) return null;
  if (target.startsWith("node:")) return layer.node ? null : `${layer.name} may not touch Node`;
  const to = layerOf(target);
  if (to) {
    const own = target.startsWith(layer.prefix);
    const allowed = own || layer.mayImport.some((prefix) => target.startsWith(prefix));
    return allowed ? null : `${layer.name} may not import ${to.name}`;
  }
  if (layer.packages === "*" || layer.packages.includes(target)) return null;
  return `${layer.name} may not import the package ${target}`;
}
