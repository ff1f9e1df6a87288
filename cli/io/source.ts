/** A policy's file, compiled; and its messages, shown. */
import { resolve } from "node:path";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { renderText } from "../../compiler/diagnostics/render.js";
import { type Compiled, compile, isError, type Library } from "../../compiler/index.js";
import type { File } from "../../grammar/ast.js";
import { type NameTable, namesIn } from "../../grammar/format.js";
import { parseFile } from "../../grammar/index.js";
import type { SourceFile } from "../../grammar/source/span.js";
import { decode } from "../../runtime/ingest/index.js";
import type { Console } from "./console.js";
import { UsageError } from "./errors.js";
import { readBytes, shown } from "./files.js";
import { libraryFor } from "./library.js";

export interface Opened {
  readonly source: SourceFile;
  readonly library: Library;
}

/** Reads a policy or vocabulary. Throws UsageError if it is not there or not text. */
export function open(path: string, console: Pick<Console, "cwd">): Opened {
  const decoded = decode(readBytes(path, console.cwd));
  if (decoded.kind !== "text") {
    throw new UsageError(`\`${path}\` is not text in UTF-8 or GB18030.`, `“${path}”不是 UTF-8 或 GB18030 编码的文本。`);
  }
  const full = resolve(console.cwd, path);
  return {
    source: { path: shown(full, console.cwd), text: decoded.text.replace(/^\uFEFF/, "") },
    library: libraryFor(full, console.cwd),
  };
}

export function compileOpened({ source, library }: Opened): Compiled {
  return compile(source, library);
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(isError);
}

/** The policy and the vocabularies it uses, as trees. */
export function filesOf({ file, texts }: Compiled, path: string): readonly File[] {
  const others = [...texts].filter(([other]) => other !== path);
  return [file, ...others.map(([other, text]) => parseFile({ path: other, text }).file)];
}

/** Both spellings of every name that a policy and its vocabularies declare. */
export function namesOf(compiled: Compiled, path: string): NameTable {
  return namesIn(filesOf(compiled, path));
}

export function textOf(compiled: Compiled): (file: string) => string | null {
  return (file) => compiled.texts.get(file) ?? null;
}

/** How many messages of one code are shown before they are only counted: one wrong column can make thousands. */
const SHOWN = 20;

/** Messages to stderr. */
export function report(
  console: Console,
  diagnostics: readonly Diagnostic[],
  sources: (file: string) => string | null = () => null,
): void {
  const counts = new Map<string, number>();
  const kept = diagnostics.filter((d) => {
    const count = (counts.get(d.code) ?? 0) + 1;
    counts.set(d.code, count);
    return count <= SHOWN;
  });
  console.err(renderText(kept, { lang: console.lang, color: console.color.err, sources }));
  for (const [code, count] of counts) {
    if (count <= SHOWN) continue;
    const more = count - SHOWN;
    console.err(
      console.lang === "zh"
        ? `另有 ${more} 条 ${code} 未显示，用 --json 或 --format json 可查看全部。\n`
        : `${more} more ${code} not shown; --json or --format json lists them all.\n`,
    );
  }
}
