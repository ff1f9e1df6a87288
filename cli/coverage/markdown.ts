/** The clause table as a document: a section for each scheme, a row for each clause. */
import type { Coverage, Expressed } from "./coverage.js";
import { CLASSES, type ClauseTable } from "./table.js";
import { CLASS_WORDS, kindWords, WAY_WORDS } from "./words.js";

/** Markdown, in Chinese with an English summary; the same input gives the same text. */
export function coverageMarkdown(table: ClauseTable, { rows }: Coverage): string {
  const parts = [
    "# 条款对照表",
    `${table.documents.length} 份文件共 ${rows.length} 条可以计算或核查的条款，每条写明由政策的哪一条款表达。本页由 \`fen coverage --format markdown\` 生成，请勿手改。`,
    `The ${rows.length} clauses of the ${table.documents.length} documents, each with the clause of the policy that expresses it. Made by \`fen coverage --format markdown\`; not to be edited by hand.`,
    summary(table, rows),
    ...table.documents.map(({ policy, title, prefix }) => {
      const own = rows.filter((row) => row.document === policy);
      const lines = own.map((row) =>
        cells([
          row.id,
          row.section,
          row.quote,
          row.class,
          WAY_WORDS[row.how].zh,
          row.expressed.map(expressed).join("；"),
        ]),
      );
      const head = cells(["条款", "章节", "原文", "类", "方式", "由哪一条款表达"]);
      return `## ${prefix} ${title}\n\n[\`${policy}\`](../policies/${policy}/README.md)，${own.length} 条\n\n${head}\n${rule(6)}\n${lines.join("\n")}`;
    }),
  ];
  return `${parts.join("\n\n")}\n`;
}

function summary(table: ClauseTable, rows: Coverage["rows"]): string {
  const count = (policy: string | null, cls: string | null) =>
    String(rows.filter((r) => (policy === null || r.document === policy) && (cls === null || r.class === cls)).length);
  const lines = [...table.documents.map((d) => [d.title, d.policy] as const), ["合计", null] as const].map(
    ([title, policy]) => cells([title, ...CLASSES.map((cls) => count(policy, cls)), count(policy, null)]),
  );
  const legend = CLASSES.map((cls) => `${cls}：${CLASS_WORDS[cls].zh}（${CLASS_WORDS[cls].en}）`).join("；");
  return `${cells(["文件", ...CLASSES, "合计"])}\n${rule(CLASSES.length + 2)}\n${lines.join("\n")}\n\n${legend}。`;
}

function expressed(one: Expressed): string {
  return one.kind === "header"
    ? `题头 ${one.zh}（\`${one.en}\`）`
    : `${kindWords(one.kind).zh} ${one.zh.replace(/^(享受条件|拨付) /, "")}（\`${one.id}\`）`;
}

function cells(row: readonly string[]): string {
  return `| ${row.map((cell) => cell.replace(/\|/g, "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
}

function rule(columns: number): string {
  return `|${" --- |".repeat(columns)}`;
}
