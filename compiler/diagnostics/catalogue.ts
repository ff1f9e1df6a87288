/**
 * The one catalogue of messages. A code's first digit is its stage:
 * 1 syntax, 2 names, 3 types and units, 4 coverage and drafting, 5 evaluation, 6 rosters, 7 versions. A code is never reused.
 */
import { drafting } from "./catalogue/drafting.js";
import { evaluation } from "./catalogue/evaluation.js";
import { files } from "./catalogue/files.js";
import { names } from "./catalogue/names.js";
import { rosters } from "./catalogue/rosters.js";
import { simulation } from "./catalogue/simulation.js";
import { structure } from "./catalogue/structure.js";
import { syntax } from "./catalogue/syntax.js";
import { types } from "./catalogue/types.js";
import { versions } from "./catalogue/versions.js";

export const catalogue = {
  ...syntax,
  ...names,
  ...types,
  ...drafting,
  ...structure,
  ...versions,
  ...evaluation,
  ...simulation,
  ...rosters,
  ...files,
};

export type Catalogue = typeof catalogue;
export type Code = keyof Catalogue;
