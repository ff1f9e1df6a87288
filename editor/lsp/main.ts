/** The language server: the compiler's services over the protocol that editors share. */
import {
  type Connection,
  createConnection,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { diagnostics } from "../../compiler/services/index.js";
import { type Lang, TOKEN_TYPES, toDiagnostic } from "./convert.js";
import { answer, textIn } from "./features.js";
import { type Host, workspace } from "./workspace.js";

/** Messages follow the last key by this many milliseconds. */
const PAUSE = 120;

/** Serves one client on these streams until it says good-bye. `lang`: null for that of the client. */
export function serve(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  host: Host,
  given: Lang | null,
): Promise<void> {
  const connection = createConnection(ProposedFeatures.all, input, output);
  const documents = new TextDocuments(TextDocument);
  const space = workspace(host, documents);
  let lang: Lang = given ?? "en";

  connection.onInitialize(({ locale }) => {
    if (given === null && locale?.toLowerCase().startsWith("zh")) lang = "zh";
    return {
      serverInfo: { name: "fen" },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: [".", " ", "“", '"', "：", ":"] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        signatureHelpProvider: { triggerCharacters: [" ", "\n"] },
        codeActionProvider: { codeActionKinds: ["quickfix", "refactor.rewrite"] },
        inlayHintProvider: true,
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        semanticTokensProvider: {
          legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: ["declaration"] },
          full: true,
        },
      },
    };
  });
  answer(connection, space, () => lang);
  publishing(connection, documents, space, () => lang);
  documents.listen(connection);
  return new Promise((resolve) => {
    connection.onExit(() => resolve());
    input.on("close", () => resolve());
    input.on("end", () => resolve());
    connection.listen();
  });
}

/** Sends the messages of every open file when one of them has changed and the typing pauses. */
function publishing(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  space: ReturnType<typeof workspace>,
  lang: () => Lang,
): void {
  let timer: NodeJS.Timeout | null = null;
  const publish = () => {
    timer = null;
    for (const { uri, version } of documents.all()) {
      const snapshot = space.snapshotOf(uri);
      if (snapshot === null) continue;
      const own = snapshot.source.path;
      const all = diagnostics(snapshot).map((one) => toDiagnostic(one, own, lang(), textIn(snapshot), space.uriOf));
      void connection.sendDiagnostics({ uri, version, diagnostics: all });
    }
  };
  const soon = () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(publish, PAUSE);
  };
  documents.onDidChangeContent(soon);
  documents.onDidClose(({ document }) => {
    space.forget(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    soon();
  });
  documents.onDidSave(() => {
    space.forget();
    soon();
  });
  connection.onDidChangeWatchedFiles(() => {
    space.forget();
    soon();
  });
}
