/** Each request of the protocol, answered by the service that knows. */
import {
  CodeActionKind,
  type Connection,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  InlayHintKind,
  InsertTextFormat,
  type Location,
  type CodeAction as LspAction,
  type CompletionItem as LspItem,
  MarkupKind,
  type Position,
  ResponseError,
  SemanticTokensBuilder,
} from "vscode-languageserver/node";
import {
  codeActions,
  completion,
  definition,
  folding,
  formatDocument,
  formatRange,
  hover,
  inlayHints,
  type OutlineItem,
  outline,
  references,
  rename,
  renameTarget,
  type Snapshot,
  semanticTokens,
  signature,
} from "../../compiler/services/index.js";
import { pinyin } from "../../compiler/services/pinyin.js";
import {
  fromRange,
  ITEM_KINDS,
  type Lang,
  outlineKind,
  toEdits,
  tokenNumber,
  toOffset,
  toPosition,
  toRange,
  toWorkspaceEdit,
} from "./convert.js";
import type { Workspace } from "./workspace.js";

/** The request was understood and cannot be granted; its message says why. */
const REQUEST_FAILED = -32803;

export function textIn(snapshot: Snapshot): (file: string) => string | null {
  return (file) => snapshot.compiled.texts.get(file) ?? snapshot.files.find(({ path }) => path === file)?.text ?? null;
}

export function answer(connection: Connection, space: Workspace, lang: () => Lang): void {
  const at = <T>(
    { textDocument, position }: { textDocument: { uri: string }; position: Position },
    make: (snapshot: Snapshot, offset: number, text: string) => T,
  ): T | null => {
    const snapshot = space.snapshotOf(textDocument.uri);
    if (snapshot === null) return null;
    const { text } = snapshot.source;
    return make(snapshot, toOffset(text, position), text);
  };
  const whole = <T>(
    { textDocument }: { textDocument: { uri: string } },
    make: (snapshot: Snapshot, text: string) => T,
  ) => {
    const snapshot = space.snapshotOf(textDocument.uri);
    return snapshot === null ? null : make(snapshot, snapshot.source.text);
  };
  const located = (snapshot: Snapshot, all: readonly { file: string; start: number; end: number }[]): Location[] =>
    all.flatMap((one) => {
      const text = textIn(snapshot)(one.file);
      return text === null ? [] : [{ uri: space.uriOf(one.file), range: toRange(text, one) }];
    });

  connection.onCompletion((params) =>
    at(params, (snapshot, offset, text): LspItem[] => {
      const { items, replace } = completion(snapshot, offset, { sounds: pinyin });
      const range = toRange(text, replace);
      return items.map((item) => ({
        label: item.label,
        kind: ITEM_KINDS[item.kind],
        detail: item.detail[lang()],
        filterText: item.filterText,
        sortText: item.sortText,
        insertTextFormat: item.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
        textEdit: { range, newText: item.insert },
      }));
    }),
  );
  connection.onHover((params) =>
    at(params, (snapshot, offset, text) => {
      const found = hover(snapshot, offset);
      if (found === null) return null;
      const lines = found.lines.map((line) =>
        line[lang()].includes("\n") ? `\`\`\`\n${line[lang()]}\n\`\`\`` : plain(line[lang()]),
      );
      const value = [`**${plain(found.heading[lang()])}**`, ...lines].join("\n\n");
      return { range: toRange(text, found), contents: { kind: MarkupKind.Markdown, value } };
    }),
  );
  connection.onDefinition((params) =>
    at(params, (snapshot, offset) => {
      const found = definition(snapshot, offset);
      return found === null ? null : located(snapshot, [found.at]);
    }),
  );
  connection.onReferences((params) =>
    at(params, (snapshot, offset) =>
      located(snapshot, references(snapshot, offset, params.context.includeDeclaration)),
    ),
  );
  connection.onPrepareRename((params) =>
    at(params, (snapshot, offset, text) => {
      const found = renameTarget(snapshot, offset);
      return found === null ? null : { range: toRange(text, found), placeholder: found.text };
    }),
  );
  connection.onRenameRequest((params) =>
    at(params, (snapshot, offset) => {
      const others = space.all().filter((one) => one.source.path !== snapshot.source.path);
      const result = rename(snapshot, offset, params.newName, others);
      if (result.kind === "refused") throw new ResponseError(REQUEST_FAILED, result.why[lang()]);
      const textOf = (file: string) =>
        [snapshot, ...others].map((one) => textIn(one)(file)).find((text) => text !== null) ?? null;
      return toWorkspaceEdit(result.edits, textOf, space.uriOf);
    }),
  );
  connection.onDocumentSymbol((params) =>
    whole(params, (snapshot, text): DocumentSymbol[] => {
      const symbol = (item: OutlineItem): DocumentSymbol => ({
        name: item.title[lang()] || "…",
        detail: item.label ?? "",
        kind: outlineKind(item.kind),
        range: toRange(text, item.range),
        selectionRange: toRange(text, item.selection),
        children: item.children.map(symbol),
      });
      return outline(snapshot).map(symbol);
    }),
  );
  connection.onFoldingRanges((params) =>
    whole(params, (snapshot, text): FoldingRange[] =>
      folding(snapshot).map(({ kind, start, end }) => ({
        startLine: toPosition(text, start).line,
        endLine: toPosition(text, end).line,
        ...(kind === "comment" ? { kind: FoldingRangeKind.Comment } : {}),
      })),
    ),
  );
  connection.onSignatureHelp((params) =>
    at(params, (snapshot, offset) => {
      const found = signature(snapshot, offset);
      if (found === null) return null;
      return {
        signatures: [
          {
            label: found.label[lang()],
            documentation: found.about[lang()],
            parameters: found.parts.map(({ label, about }) => ({ label: label[lang()], documentation: about[lang()] })),
          },
        ],
        activeSignature: 0,
        activeParameter: found.active ?? 0,
      };
    }),
  );
  connection.onCodeAction((params) =>
    whole(params, (snapshot, text): LspAction[] =>
      codeActions(snapshot, fromRange(text, params.range)).map((action) => ({
        title: action.title[lang()],
        kind: action.kind === "fix" ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite,
        isPreferred: action.preferred,
        diagnostics: params.context.diagnostics.filter(({ code }) => action.code !== null && code === action.code),
        edit: toWorkspaceEdit(action.edits, textIn(snapshot), space.uriOf),
      })),
    ),
  );
  connection.languages.inlayHint.on((params) =>
    whole(params, (snapshot, text) =>
      inlayHints(snapshot, fromRange(text, params.range)).map((hint) => ({
        position: toPosition(text, hint.offset),
        label: hint.text[lang()],
        tooltip: hint.tip[lang()],
        kind: InlayHintKind.Parameter,
        paddingLeft: true,
      })),
    ),
  );
  connection.languages.semanticTokens.on(
    (params) =>
      whole(params, (snapshot, text) => {
        const builder = new SemanticTokensBuilder();
        for (const { start, end, class: cls, declares } of semanticTokens(snapshot)) {
          const { line, character } = toPosition(text, start);
          builder.push(line, character, end - start, tokenNumber(cls), declares ? 1 : 0);
        }
        return builder.build();
      }) ?? { data: [] },
  );
  connection.onDocumentFormatting((params) =>
    whole(params, (snapshot, text) => toEdits(text, formatDocument(snapshot))),
  );
  connection.onDocumentRangeFormatting((params) =>
    whole(params, (snapshot, text) => toEdits(text, formatRange(snapshot, fromRange(text, params.range)))),
  );
}

/** A text in which no character means layout. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>#]/g, "\\$&");
}
