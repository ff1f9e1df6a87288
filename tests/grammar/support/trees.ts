import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseFile } from "../../../grammar/index.js";
import { unitId } from "../../../grammar/units.js";

export function sample(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../samples/${name}`, import.meta.url)), "utf8");
}

/** A tree without its spans: what two spellings of one text have in common. */
export function withoutSpans<T>(tree: T): T {
  if (Array.isArray(tree)) return tree.map(withoutSpans) as T;
  if (tree === null || typeof tree !== "object") return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => key !== "span")
      .map(([key, value]) => [key, withoutSpans(value)]),
  ) as T;
}

/** With units under their ids, so that 亩 and mu are one. `period` is a clause's word for a unit, `per year` too. */
export function withUnitIds<T>(tree: T): T {
  if (Array.isArray(tree)) return tree.map(withUnitIds) as T;
  if (tree === null || typeof tree !== "object") return tree;
  const node = tree as { kind?: string; text?: string };
  if (node.kind === "Name" && node.text !== undefined) return { ...node, text: unitId(node.text) ?? node.text } as T;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, withUnitIds(value)])) as T;
}

export function parse(text: string) {
  return parseFile({ path: "test.policy", text });
}
