/** The scheme's text as a document: what it says, clause by clause, with the sources that each clause cites. */
import type { About, Policy } from "../../compiler/ir/types.js";
import type { Lang } from "../explain/bilingual.js";
import { DISCLAIMER, nameOf } from "./words.js";

export interface SchemeClause {
  readonly id: string;
  readonly heading: string;
  /** The clause as an official sentence; null: none was handed in. */
  readonly sentence: string | null;
  /** As it stands in the policy's text, line by line; empty: the text is not at hand. */
  readonly lines: readonly string[];
  /** `四（一）1（2）：“…”` */
  readonly cites: readonly string[];
}

export interface SchemePart {
  readonly heading: string;
  readonly clauses: readonly SchemeClause[];
}

/** A document as plain data: what is printed, previewed and written as a file. */
export interface SchemeDocument {
  readonly title: string;
  /** 文号, 版本, 施行 and the like. */
  readonly facts: readonly string[];
  readonly parts: readonly SchemePart[];
  readonly foot: readonly string[];
}

export interface SchemeOptions {
  readonly lang: Lang;
  readonly document: string | null;
  /** The hash of the rules. */
  readonly hash: string;
  /** The text of a policy file; null: not at hand. */
  readonly text: (file: string) => string | null;
  /** Official sentences by clause id. */
  readonly sentences?: Readonly<Record<string, string>>;
}

/** The parts of a document, in the order in which an office reads them, and the clauses that belong to each. */
const PARTS: readonly { readonly en: string; readonly zh: string; readonly clauses: readonly string[] }[] = [
  { en: "Who is eligible", zh: "适用对象", clauses: ["eligible"] },
  { en: "Benefits", zh: "补助项目与标准", clauses: ["benefit"] },
  { en: "Limits", zh: "限额", clauses: ["limit"] },
  { en: "Payment", zh: "拨付", clauses: ["payOut"] },
  { en: "Procedure", zh: "办理程序", clauses: ["procedure"] },
  { en: "Checks", zh: "核查要求", clauses: ["check"] },
  { en: "Parameters and terms", zh: "参数与名词", clauses: ["param", "define"] },
  { en: "Readings taken", zh: "口径说明", clauses: ["question"] },
  { en: "Notes", zh: "备注", clauses: ["note"] },
];

export function schemeDocument(policy: Policy, options: SchemeOptions): SchemeDocument {
  const { lang } = options;
  const say = (en: string, zh: string) => (lang === "zh" ? zh : en);
  const own = policy.about[policy.id];
  const all = Object.entries(policy.about)
    .filter(([, about]) => own === undefined || about.file === own.file)
    .sort(([, a], [, b]) => a.start - b.start);
  const parts = PARTS.map((part) => ({
    heading: part[lang],
    clauses: all
      .filter(([, about]) => part.clauses.includes(about.clause))
      .map(([id, about]) => clauseOf(policy, id, about, options)),
  })).filter((part) => part.clauses.length > 0);
  const { from, to } = policy.inForce;
  return {
    title: own?.label ?? own?.[lang] ?? policy.id,
    facts: [
      ...(options.document === null ? [] : [say(`Document: ${options.document}`, `文号：${options.document}`)]),
      say(`Version ${policy.version}`, `版本：${policy.version}`),
      to === null
        ? say(`In force from ${from}`, `自 ${from} 起施行`)
        : say(`In force ${from} to ${to}`, `施行期间：${from} 至 ${to}`),
    ],
    parts,
    foot: [DISCLAIMER[lang], say(`Hash of the rules ${options.hash}`, `规则校验码 ${options.hash}`)],
  };
}

function clauseOf(policy: Policy, id: string, about: About, options: SchemeOptions): SchemeClause {
  const { lang } = options;
  const text = options.text(about.file);
  const name = about.label ?? nameOf(policy, id)[lang];
  const bare = id.startsWith("eligible ") ? id.slice(9) : id;
  const heading = about.clause === "eligible" ? nameOf(policy, bare)[lang] : name;
  return {
    id,
    heading,
    sentence: underHeading(options.sentences?.[id] ?? null, heading),
    lines:
      text === null
        ? []
        : text
            .slice(about.start, about.end)
            .split(/\r?\n/)
            .filter((line) => line.trim() !== ""),
    cites: about.cites.map((c) =>
      c.quoting === null ? c.where : `${c.where}${lang === "zh" ? "：" : ": "}“${c.quoting}”`,
    ),
  };
}

/** A sentence that begins with the clause's name goes without it where the name stands above. */
function underHeading(sentence: string | null, heading: string): string | null {
  const colon = [`${heading}：`, `${heading}: `].find((start) => sentence?.startsWith(start));
  if (sentence === null || colon === undefined) return sentence;
  const rest = sentence.slice(colon.length);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
