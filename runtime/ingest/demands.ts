/** What must be there before a run: rows of every entity and every column that the policy reads. */
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { div, rational, text } from "../../compiler/ir/rational.js";
import type { FieldDef, Policy } from "../../compiler/ir/types.js";
import { type Collected, fileOf } from "./collected.js";
import { label } from "./fold.js";
import { inBracket } from "./headings.js";
import { entityName, fieldName, type Named, spellings } from "./naming.js";
import { isRead, readerOf } from "./reads.js";

export function demandColumns(out: Collected, firstFile: string): void {
  const { policy, reads } = out;
  for (const entity of policy.entities) {
    const entry = out.rows.get(entity.id);
    const needed = reads.entities.has(entity.id);
    if (!entry) {
      if (needed && !entity.history && !out.fatal) {
        const name = entityName(policy, entity.id);
        out.diagnostics.push(diagnostic("P6010", fileOf(firstFile), { entity: name, id: entity.id }));
        out.fatal = true;
      }
      continue;
    }
    const absent = entity.fields.filter((f) => isRead(f.id, entity, reads) && !entry.fields.has(f.id));
    // Nested rows that nobody has cannot show which columns there are.
    const rowless = entry.count === 0 && entry.fields.size === 0;
    const missing = rowless ? [] : absent.filter((f) => f.blank === null && !f.optional);
    const name = (f: FieldDef) => fieldName(policy, entity.id, f.id);
    if (missing.length > 0) {
      const readers = missing.flatMap((f) => {
        const clause = readerOf(policy, entity.id, f.id);
        return clause === null ? [] : [{ field: name(f), clause }];
      });
      const extra = [...entry.extra];
      const params = { entity: entityName(policy, entity.id), missing: missing.map(name), extra, readers };
      out.diagnostics.push(diagnostic("P6003", fileOf(entry.file), params));
      out.fatal = true;
      continue;
    }
    const open = absent.filter((f) => f.blank !== null || f.optional);
    if (open.length > 0 && !rowless) {
      const columns = open.map((f) => ({ name: name(f), blank: shownBlank(f, policy) }));
      out.diagnostics.push(diagnostic("P6005", fileOf(entry.file), { entity: entityName(policy, entity.id), columns }));
      const pairs = [...entry.extra].flatMap((heading) => {
        const like = open.find((f) => resembles(heading, f, entity.id, policy));
        return like ? [{ heading, field: name(like) }] : [];
      });
      if (pairs.length > 0) out.diagnostics.push(diagnostic("P6033", fileOf(entry.file), { pairs }));
      // Said, and so no longer absent without a word: every cell of it is blank.
      for (const f of open) entry.fields.add(f.id);
    }
    if (entry.extra.size > 0)
      out.diagnostics.push(diagnostic("P6004", fileOf(entry.file), { extra: [...entry.extra] }));
  }
}

/** 养羊数量 for 羊, 是否低保 for 低保户: one holds the other, its unit and what asks yes or no aside. */
export function resembles(heading: string, field: FieldDef, entity: string, policy: Policy): boolean {
  const bare = (written: string) => written.replace(/^是否|[户数]$/gu, "");
  const read = bare(label(inBracket(heading)?.before ?? heading));
  const own = spellings(field.id, policy.about[`${entity}.${field.id}`], field.aliases).map(bare);
  return own.some((s) => s !== "" && (read.includes(s) || (read.length > 1 && s.includes(read))));
}

function shownBlank(field: FieldDef, policy: Policy): Named | null {
  const blank = field.blank;
  if (blank === null) return null;
  if (blank.kind === "bool") return blank.value ? { en: "yes", zh: "“是”" } : { en: "no", zh: "“否”" };
  if (blank.kind === "number") {
    const shown = text(div(rational(blank.value), rational(field.scale)));
    return { en: shown, zh: ` ${shown} ` };
  }
  if (blank.kind === "enum" && field.type.kind === "enum") {
    const name = policy.about[`${field.type.enum}.${blank.value}`];
    return { en: name?.en ?? blank.value, zh: `“${name?.zh ?? blank.value}”` };
  }
  return { en: String(blank.value), zh: `“${blank.value}”` };
}
