import type { languages } from "monaco-editor/editor";
import type { TokenClass } from "../../compiler/services/index.js";
import type { ServicePort } from "./port.js";

const CLASSES: readonly TokenClass[] = [
  "keyword",
  "operator",
  "constant",
  "type",
  "number",
  "unit",
  "date",
  "text",
  "comment",
  "entity",
  "field",
  "enumValue",
  "value",
  "parameter",
  "question",
  "reading",
  "benefit",
  "limit",
  "name",
];

/** What each word means, as colours. */
export function tokensProvider(port: ServicePort): languages.DocumentSemanticTokensProvider {
  return {
    getLegend: () => ({ tokenTypes: [...CLASSES], tokenModifiers: ["declaration"] }),
    provideDocumentSemanticTokens: async (model) => {
      const version = model.getVersionId();
      const tokens = await port.semanticTokens();
      // The text has moved on: the next answer is on its way.
      if (model.isDisposed() || model.getVersionId() !== version) return null;
      const data: number[] = [];
      let line = 1;
      let column = 1;
      for (const token of tokens) {
        const at = model.getPositionAt(token.start);
        const end = model.getPositionAt(token.end);
        // A token over several lines (a quotation) is left to the plain colours.
        if (end.lineNumber !== at.lineNumber) continue;
        data.push(
          at.lineNumber - line,
          at.lineNumber === line ? at.column - column : at.column - 1,
          end.column - at.column,
          CLASSES.indexOf(token.class),
          token.declares ? 1 : 0,
        );
        line = at.lineNumber;
        column = at.column;
      }
      return { data: Uint32Array.from(data) };
    },
    releaseDocumentSemanticTokens: () => {},
  };
}
