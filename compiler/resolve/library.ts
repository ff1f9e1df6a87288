import type { SourceFile } from "../../grammar/source/span.js";

/**
 * Where a policy's other files come from. The compiler reads nothing itself.
 * Each function returns null for what does not exist.
 */
export interface Library {
  /** The vocabulary of this name (either spelling). */
  vocabulary(name: string): SourceFile | null;
  /** The text of the source document named in `source`. */
  source(name: string): string | null;
  /** A CSV table named after `from`. */
  table(name: string): string | null;
  /** An earlier version, for `amends`. */
  policy(id: string, version: string): SourceFile | null;
}

export const EMPTY_LIBRARY: Library = {
  vocabulary: () => null,
  source: () => null,
  table: () => null,
  policy: () => null,
};
