import { compile } from "../../../compiler/index.js";
import { format, namesIn } from "../../../grammar/format.js";
import { parseFile } from "../../../grammar/index.js";
import type { Surface } from "../../../grammar/tokens.js";
import { problems } from "../problems.js";
import type { Checked, LanguageApi } from "../protocol.js";
import { sampleInfo } from "../samples.js";
import { bundled, libraryOf } from "./library.js";

export const sample: LanguageApi["sample"] = async (id) => {
  const folder = sampleInfo(id)?.folder ?? id;
  const path = `${folder}/${folder}.policy`;
  const text = bundled(path);
  if (text === null) throw new RangeError(`no sample ${id}`);
  return { path, text, folder, beside: {} };
};

export const check: LanguageApi["check"] = async (document, edition) => {
  const started = performance.now();
  const compiled = compile(document, libraryOf(document));
  return {
    edition,
    problems: problems(compiled.diagnostics),
    policy: compiled.policy,
    hash: compiled.hash,
    surface: surfaceOf(document.text),
    texts: compiled.texts,
    elapsed: performance.now() - started,
  } satisfies Checked;
};

export const inSurface: LanguageApi["inSurface"] = async (document, surface) => {
  const compiled = compile(document, libraryOf(document));
  if (compiled.hash === null) return null;
  const others = [...compiled.texts].filter(([path]) => path !== document.path);
  const names = namesIn([compiled.file, ...others.map(([path, text]) => parseFile({ path, text }).file)]);
  return format(compiled.file, { surface, names, source: document.text });
};

/** The surface that a text is written in, told by its first word. */
export function surfaceOf(text: string): Surface {
  const first = text.split("\n").find((line) => line.trim() !== "" && !line.trim().startsWith("#")) ?? "";
  return /^\s*[A-Za-z]/.test(first) ? "en" : "zh";
}
