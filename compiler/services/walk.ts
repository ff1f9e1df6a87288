/** Every name in a tree with what it stands in. */
import type { Clause, File, Name } from "../../grammar/ast.js";

export interface AstNode {
  readonly kind: string;
  readonly span: { readonly start: number; readonly end: number };
}

export interface NameAt {
  readonly name: Name;
  /** From the clause (or header) down to the node that holds the name. */
  readonly inside: readonly AstNode[];
  /** The property of the last of them that the name is, or is in. */
  readonly role: string;
}

function isNode(value: unknown): value is AstNode {
  return typeof value === "object" && value !== null && "kind" in value && "span" in value;
}

/** The nodes directly below, with the property each is or is in. */
export function childrenOf(node: AstNode): { readonly role: string; readonly node: AstNode }[] {
  const found: { role: string; node: AstNode }[] = [];
  for (const [role, value] of Object.entries(node)) {
    if (Array.isArray(value)) {
      for (const one of value) if (isNode(one)) found.push({ role, node: one });
    } else if (isNode(value)) found.push({ role, node: value });
  }
  return found;
}

export function eachName(file: File, visit: (at: NameAt) => void): void {
  const walk = (node: AstNode, inside: readonly AstNode[]): void => {
    const here = [...inside, node];
    for (const child of childrenOf(node)) {
      if (child.node.kind === "Name") visit({ name: child.node as Name, inside: here, role: child.role });
      else walk(child.node, here);
    }
  };
  walk(file.decl, []);
  if (file.kind === "PolicyFile") for (const header of file.headers) walk(header, []);
  for (const clause of file.clauses) walk(clause, []);
}

/** The entity of the section that each clause stands in. */
export function sectionNames(clauses: readonly Clause[]): Map<Clause, Name | null> {
  const found = new Map<Clause, Name | null>();
  let section: Name | null = null;
  for (const clause of clauses) {
    if (clause.kind === "Section") section = clause.entity;
    found.set(clause, section);
  }
  return found;
}
