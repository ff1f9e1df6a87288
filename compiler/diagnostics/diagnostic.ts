import type { Span } from "../../grammar/source/span.js";
import type { Catalogue, Code } from "./catalogue.js";
import type { ParamsOf } from "./entry.js";

/** Where a diagnostic points: into a policy or vocabulary, at a roster's cell, or at the run as a whole. */
export type Place =
  | { readonly kind: "source"; readonly file: string; readonly span: Span }
  /** `row` counts from 1 and includes the header, as spreadsheets do; `column` is the header's text. */
  | { readonly kind: "cell"; readonly file: string; readonly row: number | null; readonly column: string | null }
  | { readonly kind: "run" };

export interface Edit {
  readonly file: string;
  readonly span: Span;
  readonly text: string;
}

/** A change that is clearly right. A legal decision gets none, unless several are offered beside each other. */
export interface Fix {
  readonly title: { readonly en: string; readonly zh: string };
  readonly edits: readonly Edit[];
}

export interface Related {
  readonly file: string;
  readonly span: Span;
  readonly label: { readonly en: string; readonly zh: string };
}

export type ParamsFor<C extends Code> = ParamsOf<Catalogue[C]>;

/** A coded message as data. Its texts are made only when it is rendered. */
export type Diagnostic = {
  [C in Code]: {
    readonly code: C;
    readonly params: ParamsFor<C>;
    readonly place: Place;
    readonly related: readonly Related[];
    readonly fixes: readonly Fix[];
  };
}[Code];

/** Makes a diagnostic; the type of `params` follows from the code. */
export function diagnostic<C extends Code>(
  code: C,
  place: Place,
  params: ParamsFor<C>,
  more: { readonly related?: readonly Related[]; readonly fixes?: readonly Fix[] } = {},
): Diagnostic {
  return { code, params, place, related: more.related ?? [], fixes: more.fixes ?? [] } as unknown as Diagnostic;
}
