/**
 * What two trees of one meaning have in common: no spans, no comments, every name by its canonical spelling, units by their
 * id. Everything else (order, wording, layout, labels) must agree.
 */
import type { Decl, File, Name } from "../../grammar/ast.js";
import { singularsOf, spellingsOf } from "../../grammar/format/names.js";
import type { NameTable } from "../../grammar/format.js";
import { unitId } from "../../grammar/units.js";

export function canonical(tree: unknown, names: NameTable): unknown {
  return walk(tree, names, "");
}

function walk(tree: unknown, names: NameTable, key: string): unknown {
  if (Array.isArray(tree)) return tree.map((one) => walk(one, names, key));
  if (typeof tree !== "object" || tree === null) return tree;
  const node = tree as { kind?: string };
  if (node.kind === "Decl") {
    const decl = tree as Decl;
    const both = spellingsOf(decl);
    const spelled = decl.other === null ? (names.get(decl.name.text)?.en ?? decl.name.text) : `${both.en}/${both.zh}`;
    return { kind: "Decl", spelled, label: walk(decl.label, names, "label") };
  }
  if (node.kind === "Name") return spelling((tree as Name).text, names, key);
  const kind = node.kind ?? "";
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([field]) => field !== "span" && field !== "comments")
      .map(([field, value]) => [field, walk(value, names, `${kind}.${field}`)]),
  );
}

const UNITS = new Set(["Quantity.unit", "PerUnit.unit", "UnitRef.name", "UnitRef.per"]);

function spelling(text: string, names: NameTable, key: string): string {
  const declared = names.get(text)?.en;
  if (UNITS.has(key) && unitId(text) !== null) return unitId(text) ?? text;
  if (key === "SetRef.entity" || UNITS.has(key)) {
    const form = [...singularsOf(text), text].find((one) => names.has(one));
    return (form === undefined ? undefined : names.get(form)?.en) ?? text;
  }
  if (key === "Uses.names" || key === "Amends.policy" || key === "Replaces.policy") return text;
  return declared ?? unitId(text) ?? text;
}

/** The table of a file without going through the printer's own: every declaration with two spellings. */
export function comments(file: File): string[] {
  return file.comments.map((comment) => comment.text.trim()).sort();
}
