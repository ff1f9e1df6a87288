/** What every form is made from, and what stands at its head and foot. */
import { textsOf } from "../../compiler/diagnostics/texts.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { Lang } from "../explain/bilingual.js";
import type { Outcome } from "../outcome.js";
import type { Table } from "../table.js";
import type { RoleFields } from "./roles.js";
import { DISCLAIMER } from "./words.js";

export interface FormInput {
  readonly policy: Policy;
  readonly table: Table;
  readonly outcome: Outcome;
  /** Of titles, remarks and the foot; headings are asked for apart, when a file is written. */
  readonly lang: Lang;
  /** 文号; null: the policy has none. */
  readonly document: string | null;
  /** What an audit asks for: which rule, which roster, which engine. */
  readonly traces: Traces;
  /** The date of the run. */
  readonly asOf: string;
  /** Private values as they are: only where somebody asked for them. Otherwise they are masked. */
  readonly unmasked?: boolean;
  /** Which fields hold the town, the name and so on, where their names do not tell. By entity. */
  readonly roles?: Readonly<Record<string, RoleFields>>;
}

export interface Traces {
  readonly policy: string;
  readonly roster: string | null;
  readonly engine: string;
}

export function policyTitle({ policy, lang }: Pick<FormInput, "policy" | "lang">): string {
  const about = policy.about[policy.id];
  return about?.label ?? about?.[lang] ?? policy.id;
}

/** `公示表`, headed with the policy's name. */
export function titled(input: FormInput, form: { readonly en: string; readonly zh: string }): string {
  const title = policyTitle(input);
  return input.lang === "zh" ? `${title}${form.zh}` : `${title}: ${form.en}`;
}

export function documentLine({ document, lang }: FormInput): string[] {
  if (document === null) return [];
  return [lang === "zh" ? `文号：${document}` : `Document: ${document}`];
}

export function unitLine({ lang }: FormInput): string {
  return lang === "zh" ? "单位：元" : "In yuan";
}

/** The disclaimer, which amounts are assumed, and what the figures were made from. */
export function footOf({ policy, outcome, traces, asOf, lang }: FormInput): string[] {
  const roster = traces.roster ?? (lang === "zh" ? "未记录" : "not recorded");
  return [
    DISCLAIMER[lang],
    // Amounts that nobody has approved yet are not told from others in their rows.
    ...outcome.assumptions.filter((d) => d.code === "P5006").map((d) => textsOf(d, lang).body),
    lang === "zh"
      ? `政策 ${policy.id} 版本 ${policy.version}，测算日期 ${asOf}，规则校验码 ${traces.policy}`
      : `Policy ${policy.id}, version ${policy.version}, date of the run ${asOf}, hash of the rules ${traces.policy}`,
    lang === "zh"
      ? `名册校验码 ${roster}，测算程序 ${traces.engine}`
      : `Hash of the roster ${roster}, engine ${traces.engine}`,
  ];
}
