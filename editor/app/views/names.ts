import type { Policy } from "../../../compiler/ir/types.js";
import type { Because } from "../../../runtime/run.js";
import type { Lang } from "../ui/i18n.js";

/** What a clause is called on screen: its label, else its name. */
export function nameOf(policy: Policy, id: string, lang: Lang): string {
  const about = policy.about[id];
  if (!about) return id;
  return lang === "zh" ? (about.label ?? about.zh) || id : about.en || about.zh || id;
}

/**
 * Where a clause stands in the text at `path`; null: in another file, such as a vocabulary. An eligibility clause is known
 * by its entity.
 */
export function spanOf(
  policy: Policy,
  id: string,
  path: string,
): { readonly start: number; readonly end: number } | null {
  const about = policy.about[`eligible ${id}`] ?? policy.about[id];
  return about?.file === path ? { start: about.start, end: about.end } : null;
}

/** Why somebody is left out: the clause, and which of its conditions. */
export function becauseText(policy: Policy, because: Because, lang: Lang): string {
  const own = nameOf(policy, because.clause, lang);
  if (because.reason !== null) return `${own}：${because.reason}`;
  const n = because.index + 1;
  const words = {
    condition: { zh: `第${n}项条件不满足`, en: `condition ${n} is not met` },
    except: { zh: `属排除情形${n}`, en: `exception ${n} applies` },
    rules: { zh: "没有一条规则适用", en: "no rule applies" },
    least: { zh: "未达起补规模", en: "below the starting size" },
  }[because.kind][lang];
  return lang === "zh" ? `${own}：${words}` : `${own}: ${words}`;
}
