/** The services in Monaco's terms. Nothing here decides anything: it translates. */
import { editor, languages } from "monaco-editor/editor";
import type { OutlineItem } from "../../compiler/services/index.js";
import { completionProvider } from "./completion.js";
import { offsetsIn, paragraphs, rangeIn, textEdit } from "./convert.js";
import { LANGUAGE } from "./language.js";
import { definitionProvider, referenceProvider, renameProvider } from "./navigate.js";
import type { ServicePort } from "./port.js";
import { tokensProvider } from "./tokens.js";

/** Once in a page's life. */
export function registerServices(port: ServicePort): void {
  languages.registerCompletionItemProvider(LANGUAGE, completionProvider(port));
  languages.registerDocumentSemanticTokensProvider(LANGUAGE, tokensProvider(port));
  languages.registerDefinitionProvider(LANGUAGE, definitionProvider(port));
  languages.registerReferenceProvider(LANGUAGE, referenceProvider(port));
  languages.registerRenameProvider(LANGUAGE, renameProvider(port));
  languages.registerHoverProvider(LANGUAGE, {
    provideHover: async (model, position) => {
      const found = await port.hover(model.getOffsetAt(position));
      if (!found) return null;
      const lang = port.lang();
      const [heading = { value: "" }, ...lines] = paragraphs([found.heading[lang], ...found.lines.map((l) => l[lang])]);
      return { range: rangeIn(model, found), contents: [{ value: `**${heading.value}**` }, ...lines] };
    },
  });
  languages.registerSignatureHelpProvider(LANGUAGE, {
    signatureHelpTriggerCharacters: [" "],
    provideSignatureHelp: async (model, position) => {
      const found = await port.signature(model.getOffsetAt(position));
      if (!found) return null;
      const lang = port.lang();
      return {
        value: {
          activeSignature: 0,
          activeParameter: found.active ?? found.parts.length,
          signatures: [
            {
              label: found.label[lang],
              documentation: found.about[lang],
              parameters: found.parts.map((p) => ({ label: p.label[lang], documentation: p.about[lang] })),
            },
          ],
        },
        dispose: () => {},
      };
    },
  });
  languages.registerCodeActionProvider(LANGUAGE, {
    provideCodeActions: async (model, range, context) => {
      const found = await port.codeActions(offsetsIn(model, range));
      return {
        actions: found
          .filter((a) => a.edits.every((e) => e.file === port.path()))
          .map((a) => ({
            title: a.title[port.lang()],
            kind: a.kind === "fix" ? "quickfix" : "refactor.rewrite",
            isPreferred: a.preferred,
            diagnostics: context.markers.filter((m) => a.code !== null && m.code === a.code),
            edit: {
              edits: a.edits.map((e) => ({
                resource: model.uri,
                versionId: model.getVersionId(),
                textEdit: textEdit(model, e),
              })),
            },
          })),
        dispose: () => {},
      };
    },
  });
  languages.registerInlayHintsProvider(LANGUAGE, {
    onDidChangeInlayHints: (listener) => port.onFigures(() => listener()),
    provideInlayHints: async (model, range) => {
      const version = model.getVersionId();
      const hints = await port.inlayHints(offsetsIn(model, range));
      if (model.isDisposed() || model.getVersionId() !== version) return { hints: [], dispose: () => {} };
      const lang = port.lang();
      return {
        hints: hints.map((h) => ({
          position: model.getPositionAt(h.offset),
          label: h.text[lang],
          tooltip: h.tip[lang],
          paddingLeft: true,
          kind: h.kind === "money" ? languages.InlayHintKind.Type : languages.InlayHintKind.Parameter,
        })),
        dispose: () => {},
      };
    },
  });
  languages.registerFoldingRangeProvider(LANGUAGE, {
    provideFoldingRanges: async (model) => {
      const folds = await port.folding();
      return folds.map((f) => ({
        start: model.getPositionAt(f.start).lineNumber,
        end: model.getPositionAt(f.end).lineNumber,
        ...(f.kind === "comment" ? { kind: languages.FoldingRangeKind.Comment } : {}),
      }));
    },
  });
  languages.registerDocumentSymbolProvider(LANGUAGE, {
    provideDocumentSymbols: async (model) => (await port.outline()).map((item) => symbol(model, item, port)),
  });
  languages.registerDocumentFormattingEditProvider(LANGUAGE, {
    provideDocumentFormattingEdits: async (model) => (await port.formatDocument()).map((e) => textEdit(model, e)),
  });
  languages.registerDocumentRangeFormattingEditProvider(LANGUAGE, {
    provideDocumentRangeFormattingEdits: async (model, range) =>
      (await port.formatRange(offsetsIn(model, range))).map((e) => textEdit(model, e)),
  });
  // A name that is declared in another file is shown in place: that file is not one's own to edit.
  editor.registerEditorOpener({
    openCodeEditor: (source) => {
      source.trigger("page", "editor.action.peekDefinition", null);
      return true;
    },
  });
}

function symbol(model: editor.ITextModel, item: OutlineItem, port: ServicePort): languages.DocumentSymbol {
  return {
    name: item.title[port.lang()] || item.kind,
    detail: item.label ?? "",
    kind: languages.SymbolKind.Function,
    tags: [],
    range: rangeIn(model, item.range),
    selectionRange: rangeIn(model, item.selection),
    children: item.children.map((child) => symbol(model, child, port)),
  };
}
