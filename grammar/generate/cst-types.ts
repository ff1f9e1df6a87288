/** The types of the parser's trees, with our own tokens at their leaves. */
import { generateCstDts } from "chevrotain";
import { theParser } from "../parse-piece.js";

export function cstTypes(): string {
  type Productions = Parameters<typeof generateCstDts>[0];
  const productions = theParser().getGAstProductions() as unknown as Productions;
  const types = generateCstDts(productions, { includeVisitorInterface: false });
  const imports = 'import type { CstNode } from "chevrotain";\nimport type { Token } from "../token-types.js";\n';
  return `// Generated from grammar/parser.ts. Do not edit.\n${types
    .replace(/^import type .*\n/, imports)
    .replaceAll("(IToken)[]", "Token[]")
    .replaceAll("IToken", "Token")}`;
}
