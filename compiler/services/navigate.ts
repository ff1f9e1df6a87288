/** From a name to what it means, and back to everywhere it is meant. */

import { spellingsOf } from "../../grammar/format/names.js";
import { quoted } from "../../grammar/format/printer.js";
import { unitId } from "../../grammar/units.js";
import { builtin } from "../resolve/builtins.js";
import type { Bilingual, FileEdit, FileRange, Range, RenameResult } from "./data.js";
import { type Occurrence, occurrenceAt, occurrencesOf } from "./occurrences.js";
import type { Snapshot } from "./snapshot.js";
import { type Declared, symbolsOf } from "./symbols.js";
import { surfaceOf } from "./tokens.js";

function rangeOf({ file, start, end }: FileRange): FileRange {
  return { file, start, end };
}

/** Where the name at an offset is declared; null if it names nothing declared. */
export function definition(
  snapshot: Snapshot,
  offset: number,
): { at: FileRange; from: Range; whole: FileRange } | null {
  const found = occurrenceAt(snapshot, snapshot.source.path, offset);
  const symbol = found && symbolsOf(snapshot).byId.get(found.id);
  if (!found || !symbol?.declared || !symbol.whole) return null;
  return { at: symbol.declared, from: { start: found.start, end: found.end }, whole: symbol.whole };
}

/** Everywhere the name at an offset is meant, its declaration first, in all files of the snapshot. */
export function references(snapshot: Snapshot, offset: number, declaration = true): FileRange[] {
  const found = occurrenceAt(snapshot, snapshot.source.path, offset);
  return found === null ? [] : referencesTo(snapshot, found.id, declaration);
}

/** Everywhere a symbol is meant, by its id. */
export function referencesTo(snapshot: Snapshot, id: string, declaration = true): FileRange[] {
  const all = occurrencesOf(snapshot).all.filter((one) => one.id === id && (declaration || !one.declares));
  return [...all].sort((a, b) => Number(b.declares) - Number(a.declares)).map(rangeOf);
}

/** What can be renamed at an offset: the name as it is written there; null if nothing can. */
export function renameTarget(snapshot: Snapshot, offset: number): (Range & { readonly text: string }) | null {
  const found = occurrenceAt(snapshot, snapshot.source.path, offset);
  if (found === null || symbolsOf(snapshot).byId.get(found.id) === undefined) return null;
  return { start: found.start, end: found.end, text: found.text };
}

/**
 * Gives the name at an offset another spelling, in the language in which it is written there; its counterpart stays. The
 * policy, its vocabularies and the versions it amends are changed together, and the files of `others` that share them.
 */
export function rename(snapshot: Snapshot, offset: number, to: string, others: readonly Snapshot[] = []): RenameResult {
  const found = occurrenceAt(snapshot, snapshot.source.path, offset);
  const symbol = found && symbolsOf(snapshot).byId.get(found.id);
  if (!found || !symbol) return refused("There is no name here that can be changed.", "这里没有可以改名的名称。");
  const wanted = to.trim().replace(/^[`【](.*)[`】]$/u, "$1");
  const objection = objectionTo(snapshot, found, symbol, wanted);
  if (objection !== null) return { kind: "refused", why: objection };
  const edits = new Map<string, FileEdit>();
  for (const one of [snapshot, ...others]) {
    for (const edit of editsIn(one, symbol, found.text, wanted)) edits.set(`${edit.file}:${edit.start}`, edit);
  }
  return { kind: "edits", edits: [...edits.values()] };
}

function editsIn(snapshot: Snapshot, symbol: Declared, from: string, to: string): FileEdit[] {
  const table = symbolsOf(snapshot);
  const own = table.byId.get(symbol.id);
  if (own === undefined || own.declared?.file !== symbol.declared?.file) return [];
  // One spelling has one counterpart: what else is declared under it is renamed with it.
  const paired = symbol.decl.other !== null;
  const { names } = snapshot.compiled.model;
  const together = new Set(
    paired ? (table.byName.get(names.canon(symbol.decl.name.text)) ?? [symbol.id]) : [symbol.id],
  );
  return occurrencesOf(snapshot).all.flatMap((one) => {
    if (!together.has(one.id)) return [];
    const plural = one.text !== from;
    if (plural && one.text !== `${from}s` && !isPluralOf(one.text, from)) return [];
    const text = snapshot.compiled.texts.get(one.file) ?? "";
    const written = quoted({ surface: surfaceOf(text) }, to);
    return [{ file: one.file, start: one.start, end: one.end, text: written }];
  });
}

/** English may name a set by the plural of its entity: it is written in the singular then. */
function isPluralOf(word: string, of: string): boolean {
  return (
    word.startsWith(of.slice(0, -1)) && /(?:ies|es|s)$/.test(word) && /^[A-Za-z]/.test(word) && !word.includes("_")
  );
}

function objectionTo(snapshot: Snapshot, found: Occurrence, symbol: Declared, to: string): Bilingual | null {
  const say = (en: string, zh: string): Bilingual => ({ en, zh });
  if (to === "" || /[\r\n`【】“”"#]/.test(to))
    return say("A name is one word, or several without quotation marks.", "名称不能为空，也不能含引号、换行或“#”。");
  if (to === found.text) return say("That is its name already.", "名称没有变化。");
  const { names } = snapshot.compiled.model;
  if (unitId(to) !== null || (builtin(to) !== null && symbol.kind !== "field"))
    return say(`\`${to}\` is a word of the language.`, `“${to}”是语言自带的词，不能用作名称。`);
  if (names.known(to)) {
    const other = names.both(to);
    return say(
      `\`${to}\` is declared already (${other.en} / ${other.zh}). Choose another name.`,
      `“${to}”已经有定义（${other.zh} / ${other.en}），请换一个名称。`,
    );
  }
  const han = /\p{Script=Han}/u;
  if (symbol.decl.other !== null) {
    const both = spellingsOf(symbol.decl);
    const isZh = found.text === both.zh && both.zh !== both.en;
    if (isZh && !han.test(to))
      return say(
        "This is the Chinese spelling: the new name needs a Chinese character.",
        "这里是中文名称，新名称须含汉字。",
      );
    if (!isZh && han.test(to))
      return say(
        "This is the English spelling: the new name takes no Chinese characters.",
        "这里是英文名称，新名称不能含汉字。",
      );
  }
  return null;
}

function refused(en: string, zh: string): RenameResult {
  return { kind: "refused", why: { en, zh } };
}
