/** What addresses and groups are called in both languages. */
import type { Policy } from "../../compiler/ir/types.js";
import type { Named } from "../ingest/naming.js";
import { named } from "../reference/names.js";

/** `grain#2` → grain (number 2), `income_goal@甲镇` → 达标收入（甲镇）, `payOut.subsidy#1` → 补助金的拨付（第1个数）. */
export function addressWords(policy: Policy, address: string): Named {
  const [before = "", whose] = address.split("@");
  const [clause = "", place] = before.split("#");
  const dot = clause.indexOf(".");
  const kind = dot < 0 ? "" : clause.slice(0, dot);
  const name = named(policy, dot < 0 ? clause : clause.slice(dot + 1));
  const own = PREFIX[kind]?.(name) ?? name;
  const more = [...(place === undefined ? [] : [{ en: `number ${place}`, zh: `第${place}个数` }])];
  if (whose !== undefined) more.push({ en: whose, zh: whose });
  return more.reduce((n, m) => ({ en: `${n.en} (${m.en})`, zh: `${n.zh}（${m.zh}）` }), own);
}

const PREFIX: Readonly<Record<string, (name: Named) => Named>> = {
  eligible: (n) => ({ en: `eligibility of ${n.en}`, zh: `${n.zh}享受条件` }),
  payOut: (n) => ({ en: `paying out ${n.en}`, zh: `${n.zh}拨付` }),
  check: (n) => ({ en: `check ${n.en}`, zh: `核查${n.zh}` }),
};
