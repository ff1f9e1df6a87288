import { catalogue } from "./catalogue.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Bilingual, Entry } from "./entry.js";

export type Language = "en" | "zh";
export type Severity = "error" | "warning" | "note";

/** The texts of one diagnostic in one language, made from its parameters. */
export interface Texts {
  readonly title: string;
  readonly body: string;
  readonly label: string | null;
  readonly hint: string | null;
}

function entryOf(diagnostic: Diagnostic): Entry<unknown> {
  return catalogue[diagnostic.code] as unknown as Entry<unknown>;
}

export function severityOf(diagnostic: Diagnostic): Severity {
  return entryOf(diagnostic).severity;
}

export function textsOf(diagnostic: Diagnostic, lang: Language): Texts {
  const entry = entryOf(diagnostic);
  const say = (text: Bilingual<unknown> | undefined): string | null => text?.[lang](diagnostic.params) || null;
  return { title: say(entry.title) ?? "", body: say(entry.body) ?? "", label: say(entry.label), hint: say(entry.hint) };
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

export function countOf(diagnostics: readonly Diagnostic[]): Counts {
  const counts = { errors: 0, warnings: 0, notes: 0 };
  for (const diagnostic of diagnostics) counts[`${severityOf(diagnostic)}s`]++;
  return counts;
}

/** "2 errors, 1 warning"; "no messages" where there are none. Notes are counted only if there are any. */
export function summary(diagnostics: readonly Diagnostic[], lang: Language): string {
  const { errors, warnings, notes } = countOf(diagnostics);
  const parts = [
    [errors, "error", "个错误"],
    [warnings, "warning", "个警告"],
    [notes, "note", "条说明"],
  ] as const;
  const said = parts.filter(([count]) => count > 0);
  if (said.length === 0) return lang === "zh" ? "没有错误或警告" : "no errors or warnings";
  return said
    .map(([count, en, zh]) => (lang === "zh" ? `${count}${zh}` : `${count} ${en}${count === 1 ? "" : "s"}`))
    .join(lang === "zh" ? "，" : ", ");
}
