/** All engines of the bench rule, in the order in which the table shows them. */
import { bigint } from "./bigint.js";
import { compiled } from "./compiled.js";
import { decimal } from "./decimal.js";
import { duckdb } from "./duckdb.js";
import type { Engine } from "./engine.js";
import { hand } from "./hand.js";
import { jsonRules } from "./json-rules.js";
import { fixedNumbers, numbers } from "./numbers.js";
import { publicodes } from "./publicodes.js";
import { zen } from "./zen.js";

export const ENGINES: readonly Engine[] = [
  ...hand.slice(0, 1),
  ...compiled,
  ...hand.slice(1),
  numbers,
  fixedNumbers,
  bigint,
  decimal,
  ...duckdb,
  zen,
  jsonRules,
  publicodes,
];
