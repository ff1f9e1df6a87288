import type { Span } from "../../grammar/source/span.js";
import type { Code } from "../diagnostics/catalogue.js";
import { type Diagnostic, diagnostic, type Fix, type ParamsFor, type Related } from "../diagnostics/diagnostic.js";

/** Where in which file. */
export interface At {
  readonly file: string;
  readonly span: Span;
}

/** A name in its place, and the id of what it means as in `Policy.about`: `pigs_rate`, `household.pigs`, `household.registered.ordinary`. */
export interface Meaning extends At {
  readonly id: string;
}

/** Collects the diagnostics of one compilation. */
export interface Reporter {
  readonly diagnostics: Diagnostic[];
  /** Which declaration each name was found to mean, in the order met: what editors follow. */
  readonly meanings: Meaning[];
  report<C extends Code>(
    code: C,
    at: At,
    params: ParamsFor<C>,
    more?: { related?: readonly Related[]; fixes?: readonly Fix[] },
  ): void;
}

export function reporter(): Reporter {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    meanings: [],
    report: (code, at, params, more) => {
      diagnostics.push(diagnostic(code, { kind: "source", file: at.file, span: at.span }, params, more));
    },
  };
}

export const DECLARED_HERE = { en: "declared here", zh: "在此定义" };
export const FIRST_HERE = { en: "first here", zh: "首次出现" };
