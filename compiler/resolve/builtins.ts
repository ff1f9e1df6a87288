/** Names that every policy has without declaring them. Their spellings stand in the grammar's table. */
import { BUILT_IN_NAMES } from "../../grammar/tokens.js";

export type Builtin =
  | "as_of"
  | "eligible"
  | "total"
  | "amount"
  | "gross"
  | "approved"
  | "ceiling"
  | "net"
  | "text"
  | "date"
  | "number";

const BY_SPELLING: ReadonlyMap<string, Builtin> = new Map(
  BUILT_IN_NAMES.flatMap(({ en, zh }) => [
    [en, en as Builtin],
    [zh, en as Builtin],
  ]),
);

/** Which built-in name this spelling is, if any. */
export function builtin(spelling: string): Builtin | null {
  return BY_SPELLING.get(spelling) ?? null;
}
