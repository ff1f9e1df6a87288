/** Writes what is derived from the tables and the grammar. Pure: each file as its path and its text. */
import { cstTypes } from "./generate/cst-types.js";
import { keywordsPage, namesPage, unitsPage } from "./generate/reference.js";
import { textMate } from "./generate/textmate.js";

export interface GeneratedFile {
  /** Below the project's root. */
  readonly path: string;
  readonly text: string;
}

export function generated(): GeneratedFile[] {
  return [
    { path: "grammar/generated/cst.generated.ts", text: cstTypes() },
    { path: "grammar/generated/fen.tmLanguage.json", text: `${JSON.stringify(textMate(), null, 2)}\n` },
    { path: "docs/reference/keywords.md", text: keywordsPage() },
    { path: "docs/reference/units.md", text: unitsPage() },
    { path: "docs/reference/names.md", text: namesPage() },
  ];
}
