import { HEBAO } from "./hebao.js";
import { KAIYUAN } from "./kaiyuan.js";
import { QINYUAN } from "./qinyuan.js";
import { RONGCHANG } from "./rongchang.js";
import type { Scheme } from "./scheme.js";
import { YUBEI } from "./yubei.js";

export const SCHEMES: readonly Scheme[] = [RONGCHANG, YUBEI, QINYUAN, HEBAO, KAIYUAN];
export { type DirtyRoster, dirty } from "./dirty.js";
export { enlarged } from "./enlarge.js";
export { gb18030 } from "./gb18030.js";
export { type GeneratedRoster, type GeneratedTable, parametersOf, type Scheme } from "./scheme.js";
