import { RONGCHANG } from "./rongchang.js";
import type { Scheme } from "./scheme.js";
import { YUBEI } from "./yubei.js";

export const SCHEMES: readonly Scheme[] = [RONGCHANG, YUBEI];
export type { GeneratedRoster, GeneratedTable, Scheme } from "./scheme.js";
