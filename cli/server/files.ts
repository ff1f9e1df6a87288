/** The files of the editor's build, found once: what is not among them is not served. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const DIST = join(ROOT, "editor", "dist");
/** What the build is made from. */
const SOURCES = ["editor", "grammar", "compiler", "runtime", "policies", "package-lock.json"];

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".json": "application/json; charset=utf-8",
};

export interface BuiltFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** By path as a browser asks for it: `/assets/index-….js`. */
export type Build = ReadonlyMap<string, BuiltFile>;

export function readBuild(folder: string): Build {
  const build = new Map<string, BuiltFile>();
  for (const path of filesIn(folder)) {
    const type = TYPES[extname(path)];
    if (type === undefined) continue;
    const name = `/${relative(folder, path).split(sep).join("/")}`;
    build.set(name, { type, bytes: new Uint8Array(readFileSync(path)) });
  }
  return build;
}

/** Whether there is no build, or some source is newer than it. */
function isBuildStale(): boolean {
  const built = join(DIST, "index.html");
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  return SOURCES.map((name) => join(ROOT, name)).some((place) => newest(place) > since);
}

/** How long one build may take, in milliseconds, before another process no longer waits for it. */
const PATIENCE = 120_000;

/** Builds the editor if need be; `begun` is called before. Two processes do not build at once. Throws what the bundler throws. */
export async function buildIfStale(begun: () => void = () => {}): Promise<void> {
  if (!isBuildStale()) return;
  const lock = `${DIST}.lock`;
  while (!locked(lock)) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (!existsSync(lock) && !isBuildStale()) return;
  }
  try {
    if (!isBuildStale()) return;
    begun();
    await buildEditor();
  } finally {
    rmdirSync(lock);
  }
}

function locked(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    // Whoever held it so long is gone.
    if (existsSync(lock) && statSync(lock).mtimeMs < Date.now() - PATIENCE) rmdirSync(lock);
    return false;
  }
}

async function buildEditor(): Promise<void> {
  const { build } = await import("vite");
  // A test runner says `test` here, which would put the slower development forms of libraries into the page.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  try {
    await build({ root: join(ROOT, "editor"), configFile: join(ROOT, "editor", "vite.config.ts"), logLevel: "warn" });
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      // Within the sources stands the build itself, which is no source of it.
      if (entry.name !== "node_modules" && path !== DIST) yield* filesIn(path);
    } else if (entry.isFile()) yield path;
  }
}

function newest(place: string): number {
  if (!existsSync(place)) return 0;
  if (statSync(place).isFile()) return statSync(place).mtimeMs;
  let latest = 0;
  for (const path of filesIn(place)) latest = Math.max(latest, statSync(path).mtimeMs);
  return latest;
}
