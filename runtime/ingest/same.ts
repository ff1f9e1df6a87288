/** Cells as texts, to be compared. */
import { type Rational, text } from "../../compiler/ir/rational.js";
import type { Cell } from "../roster.js";

/** A cell as one text: equal cells, equal texts. */
export function shownCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "object" ? text(cell as Rational) : String(cell);
}
