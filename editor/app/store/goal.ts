/** A number found by goal-seek becomes an edit of the text, which is tried before it is made. */
import { div, mul, parse, rational, text } from "../../../compiler/ir/rational.js";
import type { Tunable } from "../../worker/goal/protocol.js";
import { useWork } from "./state.js";
import { edit, type TextEdit } from "./text.js";
import { engine, language } from "./workers.js";

/** False: the text writes this number in a way that cannot be changed here. */
export async function acceptNumber({ address, clause, value }: Tunable, wanted: string): Promise<boolean> {
  const { document, checked } = useWork.getState();
  const own = checked?.clauses.find((c) => c.id === clause);
  if (!document || !own || value === null) return false;
  for (const n of own.numbers) {
    const digits = inUnitOf(n.value, value, wanted);
    if (digits === null) continue;
    const change: TextEdit = { start: n.start, end: n.end, text: digits };
    const changed = document.text.slice(0, n.start) + digits + document.text.slice(n.end);
    const other = await language().readAside({ ...document, text: changed });
    if (other.policy === null || (await engine().numberIn(other.policy, address)) !== wanted) continue;
    if (useWork.getState().document?.text !== document.text) return false;
    edit([change]);
    return true;
  }
  return false;
}

/** `0.3` written as 30 (%) becomes 35 for 0.35: both have the same ratio. Null: it does not end. */
function inUnitOf(written: string, value: string, wanted: string): string | null {
  const [digits, base] = [parse(written), rational(value)];
  if (digits === null || base.n === 0n) return base.n === 0n ? wanted : null;
  const shown = text(mul(rational(wanted), div(digits, base)));
  return shown.includes("/") || shown.startsWith("-") ? null : shown;
}
