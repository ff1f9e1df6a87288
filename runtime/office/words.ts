/** Why, in words: reasons, exclusions and marks of a run. */
import type { Policy } from "../../compiler/ir/types.js";
import type { Lang as Language } from "../explain/bilingual.js";
import { fieldName, type Named, valueName } from "../ingest/naming.js";
import type { Because, Flag, Reason } from "../run.js";
import { grouped } from "./amounts.js";

/** Every result carries it. */
export const DISCLAIMER: Named = {
  en: "For reference only; what is paid follows from acceptance and approval. (测算结果仅供参考，以验收核定为准)",
  zh: "测算结果仅供参考，以验收核定为准。",
};

/** The written form of a guard's conditions and exceptions; null where the clause has none such. */
export type Conditions = (clause: string, kind: "condition" | "except", index: number) => Named | null;

/** `household.pigs` → 生猪; the id of a value, benefit or limit → its name. */
export function nameOf(policy: Policy, id: string): Named {
  if (policy.about[id]) return valueName(policy, id);
  if (id.endsWith(".approved")) return fieldName(policy, "", id);
  const dot = id.indexOf(".");
  if (dot < 0) return valueName(policy, id);
  return fieldName(policy, id.slice(0, dot), id.slice(dot + 1));
}

const REASON: { readonly [K in Reason["kind"]]: (name: Named) => Named } = {
  missing: (n) => ({ en: `${n.en} is not filled in`, zh: `${n.zh}未填` }),
  divisionByZero: (n) => ({ en: `${n.en} divides by zero`, zh: `${n.zh}的除数为零` }),
  emptySet: (n) => ({ en: `${n.en} has nothing to take`, zh: `${n.zh}没有可取的对象` }),
  parameter: (n) => ({ en: `${n.en} has not been set`, zh: `${n.zh}尚未确定` }),
  refused: (n) => ({ en: `held back: over ${n.en}`, zh: `因超出${n.zh}退回` }),
  pot: (n) => ({
    en: `${n.en} is not settled: somebody earlier is undecided`,
    zh: `${n.zh}尚未结清：前面有待定的农户`,
  }),
  zeroWeights: (n) => ({ en: `all weights of ${n.en} are zero`, zh: `${n.zh}的分配依据全部为零` }),
  overlap: (n) => ({ en: `two rules of ${n.en} hold at once`, zh: `${n.zh}有两条规则同时成立` }),
  noRow: (n) => ({ en: `no row of ${n.en} fits`, zh: `${n.zh}中没有对应的行` }),
  order: (n) => ({ en: `${n.en} needs itself`, zh: `${n.zh}循环引用` }),
};

export function reasonWords(policy: Policy, reason: Reason): Named {
  return REASON[reason.kind](nameOf(policy, reason.what));
}

/** Several reasons, each once. */
export function reasonsWords(policy: Policy, reasons: readonly Reason[], lang: Language): string {
  return [...new Set(reasons.map((r) => reasonWords(policy, r)[lang]))].join(lang === "zh" ? "；" : "; ");
}

export function becauseWords(because: Because, conditions: Conditions): Named {
  if (because.reason) return { en: because.reason, zh: because.reason };
  const place = because.index + 1;
  switch (because.kind) {
    case "except": {
      const written = conditions(because.clause, "except", because.index);
      return written
        ? { en: `excluded: ${written.en}`, zh: `除外：${written.zh}` }
        : { en: `exclusion ${place}`, zh: `第 ${place} 项除外情形` };
    }
    case "condition": {
      const written = conditions(because.clause, "condition", because.index);
      return written
        ? { en: `not met: ${written.en}`, zh: `不满足：${written.zh}` }
        : { en: `condition ${place} is not met`, zh: `第 ${place} 项条件不满足` };
    }
    case "rules":
      return { en: "no rule applies", zh: "没有适用的规则" };
    case "least":
      return { en: "below the starting size", zh: "不到起补规模" };
  }
}

export function flagWords(policy: Policy, flag: Flag, places: number): Named {
  switch (flag.kind) {
    case "cutToCeiling":
      return {
        en: `entered ${grouped(flag.entered, places)}, cut to ${grouped(flag.to, places)}`,
        zh: `核定${grouped(flag.entered, places)}，按上限核减为${grouped(flag.to, places)}`,
      };
    case "raisedToFloor":
      return {
        en: `entered ${grouped(flag.entered, places)}, raised to ${grouped(flag.to, places)}`,
        zh: `核定${grouped(flag.entered, places)}，按下限调为${grouped(flag.to, places)}`,
      };
    case "struckOnce":
      return {
        en: `already paid${flag.paidOn ? ` on ${flag.paidOn}` : ""}`,
        zh: `已享受过${flag.paidOn ? `（${flag.paidOn}）` : ""}`,
      };
    case "cutByLimit": {
      const name = nameOf(policy, flag.limit);
      return { en: `cut by ${name.en}`, zh: `受${name.zh}限制` };
    }
    case "passedOver": {
      const name = nameOf(policy, flag.limit);
      return { en: `did not fit into ${name.en}`, zh: `${name.zh}余额不足，未安排` };
    }
    case "provisional": {
      const name = nameOf(policy, flag.limit);
      return { en: `provisional: ${name.en} has undecided claims`, zh: `暂定：${name.zh}内有待定` };
    }
  }
}

export const STATE: Readonly<Record<string, Named>> = {
  paid: { en: "paid", zh: "应发" },
  zero: { en: "zero", zh: "零" },
  notDue: { en: "not due", zh: "不予发放" },
  notEligible: { en: "not eligible", zh: "不符合" },
  undecided: { en: "undecided", zh: "待定" },
};
