/** Faults and kinds of the clause table in both languages. */
import type { Said } from "../io/errors.js";
import type { Fault } from "./coverage.js";
import type { ClauseClass, Way } from "./table.js";

export const WAY_WORDS: Readonly<Record<Way, Said>> = {
  computed: { en: "computed", zh: "计算" },
  entered: { en: "entered by a person", zh: "由人核定" },
  delegated: { en: "delegated", zh: "授权设定" },
  budget: { en: "budget", zh: "预算" },
  target: { en: "target", zh: "目标" },
  procedure: { en: "procedure", zh: "程序" },
  header: { en: "document fact", zh: "题头" },
  note: { en: "note", zh: "备注" },
};

export const CLASS_WORDS: Readonly<Record<ClauseClass, Said>> = {
  C: { en: "computed per household or entity", zh: "逐户（逐个对象）计算" },
  A: { en: "budget or target", zh: "总量、预算、目标" },
  T: { en: "time, process or state", zh: "时间、程序、状态" },
  D: { en: "set by a person or a lower level", zh: "由人核定或下级设定" },
};

const KIND_WORDS: Readonly<Record<string, Said>> = {
  header: { en: "header", zh: "题头" },
  eligible: { en: "eligibility", zh: "享受条件" },
  define: { en: "define", zh: "定义" },
  param: { en: "param", zh: "参数" },
  question: { en: "question", zh: "口径" },
  reading: { en: "reading", zh: "读法" },
  benefit: { en: "benefit", zh: "奖补" },
  limit: { en: "limit", zh: "限额" },
  payOut: { en: "pay out", zh: "拨付" },
  check: { en: "check", zh: "核查" },
  procedure: { en: "procedure", zh: "程序" },
  step: { en: "step", zh: "步骤" },
  note: { en: "note", zh: "备注" },
  entity: { en: "entity", zh: "对象" },
  field: { en: "field", zh: "字段" },
  value: { en: "choice", zh: "选项" },
};

export function kindWords(kind: string): Said {
  return KIND_WORDS[kind] ?? { en: kind, zh: kind };
}

/** One sentence on what is wrong with a row. */
export function faultWords(fault: Fault): Said {
  const { id } = fault;
  switch (fault.kind) {
    case "missing":
      return {
        en: `${id}: the document has this clause, the table does not.`,
        zh: `${id}：文件有此条，对照表缺这一行。`,
      };
    case "twice":
      return { en: `${id}: the table has this clause twice.`, zh: `${id}：对照表中出现两次。` };
    case "misplaced":
      return {
        en: `${id}: \`${fault.document}\` has no clause of this number.`,
        zh: `${id}：“${fault.document}”没有这个编号的条款。`,
      };
    case "policy":
      return { en: `${id}: there is no policy \`${fault.document}\`.`, zh: `${id}：没有政策“${fault.document}”。` };
    case "empty":
      return { en: `${id}: no clause of the policy expresses it.`, zh: `${id}：没有写明由哪一条款表达。` };
    case "unknown":
      return { en: `${id}: the policy has no clause \`${fault.clause}\`.`, zh: `${id}：政策中没有“${fault.clause}”。` };
    case "quotation":
      return {
        en: `${id}: “${fault.quote}” is not in the document${fault.nearest === null ? "" : `; nearest is “${fault.nearest}”`}.`,
        zh: `${id}：原文中没有“${fault.quote}”${fault.nearest === null ? "" : `，最接近的是“${fault.nearest}”`}。`,
      };
    case "noteOnly":
      return {
        en: `${id}: a clause of class ${fault.class} must be computed or checked; this one is only noted.`,
        zh: `${id}：${fault.class} 类条款须能计算或核查，此条只有备注。`,
      };
    case "way":
      return {
        en: `${id}: the table says “${WAY_WORDS[fault.how].en}”, but no clause that it names is of that kind.`,
        zh: `${id}：表中写“${WAY_WORDS[fault.how].zh}”，所列条款中却没有这一类。`,
      };
    case "untied":
      return {
        en: `${id}: no clause that it names quotes “${fault.quote}”.`,
        zh: `${id}：所列条款都没有引用“${fault.quote}”。`,
      };
  }
}
