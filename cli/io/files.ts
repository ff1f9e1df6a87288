/** Files, with errors in words that say what to do. Nothing is ever half written. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { decode } from "../../runtime/ingest/index.js";
import { UsageError } from "./errors.js";

/** The path as it is shown: below the folder that the user is in, else in full. */
export function shown(path: string, cwd: string): string {
  const below = relative(cwd, path);
  return below === "" || below.startsWith("..") ? path : below.split(sep).join("/");
}

/** Throws UsageError for what cannot be read. `path` is taken from `cwd`. */
export function readBytes(path: string, cwd: string): Uint8Array {
  try {
    return readFileSync(resolve(cwd, path));
  } catch (error) {
    throw unusable(path, error);
  }
}

const PIECE = 1 << 20;

/** The bytes of a file piece by piece, each to be used before the next is asked for. */
export function* piecesOf(path: string, cwd: string): Generator<Uint8Array, void> {
  let file: number;
  try {
    file = openSync(resolve(cwd, path), "r");
  } catch (error) {
    throw unusable(path, error);
  }
  try {
    const piece = new Uint8Array(PIECE);
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) yield piece.subarray(0, read);
  } catch (error) {
    throw unusable(path, error);
  } finally {
    closeSync(file);
  }
}

function unusable(path: string, error: unknown): UsageError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return new UsageError(`There is no file \`${path}\`.`, `没有文件“${path}”。`);
  if (code === "EISDIR") return new UsageError(`\`${path}\` is a folder, not a file.`, `“${path}”是文件夹，不是文件。`);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new UsageError(`\`${path}\` may not be read or written here.`, `没有读写“${path}”的权限。`);
  }
  if (code === "ENOSPC")
    return new UsageError(`There is no room for \`${path}\`.`, `磁盘空间不足，无法写入“${path}”。`);
  if (code === "ENOTDIR") {
    return new UsageError(`\`${dirname(path)}\` is a file, not a folder.`, `“${dirname(path)}”是文件，不是文件夹。`);
  }
  return error instanceof UsageError
    ? error
    : new UsageError(`\`${path}\` cannot be used: ${String(error)}`, `无法使用“${path}”：${String(error)}`);
}

/** The text of a file, in any encoding that rosters come in; null if it is in none. */
export function readText(path: string, cwd: string): string | null {
  const decoded = decode(readBytes(path, cwd));
  return decoded.kind === "text" ? decoded.text : null;
}

/** The same, where a file that does not exist is an answer and not a mistake. */
export function tryReadText(path: string): string | null {
  try {
    return statSync(path).isFile() ? readText(path, "/") : null;
  } catch {
    return null;
  }
}

/**
 * Writes whole files or nothing: first beside the target, then in its place. An existing file is left alone unless
 * `force`; throws UsageError then.
 */
export function writeWhole(path: string, content: string | Uint8Array, cwd: string, force: boolean): void {
  const target = resolve(cwd, path);
  if (!force && existsSync(target)) throw exists(path);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    if (existsSync(target) && statSync(target).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(temporary, content, { flag: "wx" });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw unusable(path, error);
  }
}

export function exists(path: string): UsageError {
  return new UsageError(
    `\`${path}\` exists already and was left as it is. Add \`--force\` to replace it.`,
    `“${path}”已存在，未作改动。如需替换，请加 \`--force\`。`,
  );
}

/** Throws UsageError if one of the files that are about to be written exists, before the first is. */
export function demandFree(paths: readonly string[], cwd: string, force: boolean): void {
  if (force) return;
  const taken = paths.find((path) => existsSync(resolve(cwd, path)));
  if (taken !== undefined) throw exists(taken);
}

/** The files themselves, and the `.policy` files of folders, in order of name. */
export function policyFiles(paths: readonly string[], cwd: string): string[] {
  return paths.flatMap((path) => {
    const full = resolve(cwd, path);
    if (!existsSync(full) || !statSync(full).isDirectory()) return [path];
    const found = below(full).map((file) => join(path, relative(full, file)));
    if (found.length === 0) {
      throw new UsageError(`\`${path}\` holds no \`.policy\` file.`, `“${path}”中没有 \`.policy\` 文件。`);
    }
    return found;
  });
}

/** Every `.policy` file below a folder. */
export function below(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.name.startsWith(".") || entry.name === "node_modules") return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return below(path);
    return entry.name.endsWith(".policy") ? [path] : [];
  });
}
