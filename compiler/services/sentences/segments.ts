/** Sentences in pieces: words, names with what they mean, numbers with their place in the text. */
import type { Name, Quantity } from "../../../grammar/ast.js";
import { BUILT_IN_NAMES } from "../../../grammar/tokens.js";
import { unitId, unitSpelling } from "../../../grammar/units.js";
import type { Bilingual, Surface } from "../data.js";
import { type NumberAt, numberAt } from "../projections/clauses.js";
import type { Snapshot } from "../snapshot.js";

export type Segment =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "name"; readonly text: string; readonly symbol: string | null }
  /** A number of the text, to be changed in place. */
  | { readonly kind: "number"; readonly text: string; readonly at: NumberAt };

export type Said = readonly Segment[];

/** What a sentence is written with. */
export interface Writer {
  readonly lang: Surface;
  readonly snapshot: Snapshot;
  /** What each name of the file means, by where it begins. */
  readonly meant: ReadonlyMap<number, string>;
}

/** Puts pieces together: say`${a} and ${b}`. */
export function say(words: TemplateStringsArray, ...parts: readonly (Said | string)[]): Said {
  const out: Segment[] = [];
  words.forEach((text, i) => {
    if (text !== "") out.push({ kind: "words", text });
    const part = parts[i];
    if (typeof part === "string") {
      if (part !== "") out.push({ kind: "words", text: part });
    } else if (part !== undefined) out.push(...part);
  });
  return out;
}

export function joined(parts: readonly Said[], between: string): Said {
  return parts.flatMap((part, i) => (i === 0 ? part : [{ kind: "words", text: between } as Segment, ...part]));
}

export function plain(said: Said): string {
  return said.map(({ text }) => text).join("");
}

/** Chosen by the writer's language. */
export function either<T>(w: Writer, en: T, zh: T): T {
  return w.lang === "zh" ? zh : en;
}

export function nameOf(w: Writer, name: Name): Said {
  const { names } = w.snapshot.compiled.model;
  const both = names.known(name.text) ? names.both(name.text) : (byItself(name.text) ?? names.both(name.text));
  const text = w.lang === "zh" ? both.zh : both.en.replaceAll("_", " ");
  return [{ kind: "name", text, symbol: w.meant.get(name.span.start) ?? null }];
}

/** A name or unit of the language itself. */
function byItself(text: string): Bilingual | null {
  const unit = unitId(text);
  if (unit !== null) return { en: unitSpelling(unit, "en", false), zh: unitSpelling(unit, "zh", false) };
  return BUILT_IN_NAMES.find(({ en, zh }) => en === text || zh === text) ?? null;
}

/** A number and the sign before it; its unit is said by the caller. */
export function numberOf(w: Writer, quantity: Quantity): Said {
  const { source } = w.snapshot;
  const sign = quantity.value.startsWith("-") ? either(w, "−", "－") : "";
  const at = numberAt(source.text, quantity);
  // What stands in another file, or was written by no digits of its own, is said and not changed.
  if (at === null) return [{ kind: "words", text: quantity.value.replace("-", sign) }];
  return say`${sign}${[{ kind: "number", text: at.value, at }]}`;
}
