/** Writes what is derived from the tables and the grammar. Pure: each file as its path and its text. */
import { generateCstDts } from "chevrotain";
import { theParser } from "./parse-piece.js";

export interface GeneratedFile {
  /** Below the project's root. */
  readonly path: string;
  readonly text: string;
}

/** The types of the parser's trees, with our own tokens at their leaves. */
function cstTypes(): string {
  type Productions = Parameters<typeof generateCstDts>[0];
  const productions = theParser().getGAstProductions() as unknown as Productions;
  const types = generateCstDts(productions, { includeVisitorInterface: false });
  const imports = 'import type { CstNode } from "chevrotain";\nimport type { Token } from "../token-types.js";\n';
  return `// Generated from grammar/parser.ts. Do not edit.\n${types
    .replace(/^import type .*\n/, imports)
    .replaceAll("(IToken)[]", "Token[]")
    .replaceAll("IToken", "Token")}`;
}

export function generated(): GeneratedFile[] {
  return [{ path: "grammar/generated/cst.d.ts", text: cstTypes() }];
}
