/** What files import, read from their text: enough for a project that writes all its imports at the top of a file. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Files of the project, committed or about to be, by path below its root. */
export function projectFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return listed.split("\0").filter((path) => path !== "" && existsSync(ROOT + path));
}

export function read(path: string): string {
  return readFileSync(ROOT + path, "utf8");
}

const IMPORT =
  /(?:^|[;\n])\s*(?:import|export)\s(?:[^"';]*?\sfrom\s*)?["']([^"']+)["']|\bimport\s*\(\s*["']([^"']+)["']\s*\)/g;

export function specifiers(text: string): string[] {
  return [...text.matchAll(IMPORT)].map((match) => (match[1] ?? match[2]) as string);
}

/** A project path (`.ts` where one stands), `node:…`, or a package's name. */
export function resolveImport(from: string, specifier: string): string {
  if (specifier.startsWith(".")) {
    const path = posix.normalize(posix.join(posix.dirname(from), specifier));
    const source = path.replace(/\.js$/, ".ts");
    return existsSync(ROOT + source) ? source : path;
  }
  if (specifier.startsWith("node:")) return specifier;
  const name = specifier.startsWith("@")
    ? specifier.split("/").slice(0, 2).join("/")
    : (specifier.split("/")[0] as string);
  return builtinModules.includes(name) ? `node:${name}` : name;
}

export type ImportGraph = ReadonlyMap<string, readonly string[]>;

export function importGraph(): ImportGraph {
  const code = projectFiles().filter((path) => /\.(ts|js|mjs)$/.test(path));
  return new Map(code.map((path) => [path, specifiers(read(path)).map((s) => resolveImport(path, s))]));
}

/** One import cycle, as the files it passes through, or null. */
export function findCycle(graph: ImportGraph): string[] | null {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] | null => {
    const at = trail.indexOf(path);
    if (at >= 0) return [...trail.slice(at), path];
    if (done.has(path)) return null;
    for (const next of graph.get(path) ?? []) {
      const found = graph.has(next) ? visit(next, [...trail, path]) : null;
      if (found) return found;
    }
    done.add(path);
    return null;
  };
  for (const path of graph.keys()) {
    const found = visit(path, []);
    if (found) return found;
  }
  return null;
}
