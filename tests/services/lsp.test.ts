import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CodeActionRequest,
  CompletionRequest,
  createProtocolConnection,
  DefinitionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentFormattingRequest,
  DocumentSymbolRequest,
  ExitNotification,
  FoldingRangeRequest,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  InlayHintRequest,
  type Position,
  PrepareRenameRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRequest,
  ShutdownRequest,
  SignatureHelpRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from "vscode-languageserver/node";
import { HOUSEHOLD, marked, ZH_HEAD } from "./support.js";

const BIN = fileURLToPath(new URL("../../cli/bin.js", import.meta.url));

let home: string;
let server: ChildProcess;
let client: ProtocolConnection;
let ended: Promise<number | null>;
const published = new Map<string, Diagnostic[]>();
const waiting: { uri: string; version: number; done: (all: Diagnostic[]) => void }[] = [];

const uriOf = (name: string) => pathToFileURL(join(home, name)).href;
const at = (text: string, offset: number): Position => {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
};

function messagesOf(uri: string, version: number): Promise<Diagnostic[]> {
  return new Promise((done) => waiting.push({ uri, version, done }));
}

async function open(name: string, text: string): Promise<{ uri: string; diagnostics: Diagnostic[] }> {
  const uri = uriOf(name);
  const diagnostics = messagesOf(uri, 1);
  await client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "fen", version: 1, text },
  });
  return { uri, diagnostics: await diagnostics };
}

/** The text after edits of the protocol. */
function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split("\n");
  const offset = ({ line, character }: Position) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (all, { range, newText }) => all.slice(0, offset(range.start)) + newText + all.slice(offset(range.end)),
      text,
    );
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "fen-lsp-"));
  writeFileSync(join(home, "household.policy"), HOUSEHOLD);
  server = spawn(process.execPath, [BIN, "lsp", "--stdio"], { cwd: home, stdio: ["pipe", "pipe", "inherit"] });
  ended = new Promise((resolve) => server.on("exit", resolve));
  client = createProtocolConnection(
    new StreamMessageReader(server.stdout as NodeJS.ReadableStream),
    new StreamMessageWriter(server.stdin as NodeJS.WritableStream),
  );
  client.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
    published.set(uri, diagnostics);
    for (const one of waiting.filter((w) => w.uri === uri && w.version === version)) one.done(diagnostics);
  });
  client.listen();
  const { capabilities } = await client.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    locale: "zh-cn",
    capabilities: {},
  });
  expect(capabilities.renameProvider).toEqual({ prepareProvider: true });
  await client.sendNotification(InitializedNotification.type, {});
}, 60_000);

afterAll(async () => {
  client?.dispose();
  if (server?.exitCode === null) server.kill();
  if (home) rmSync(home, { recursive: true, force: true });
});

describe("a language server on standard input and output", () => {
  test("messages in the client's language, at their place, and none once it is mended", async () => {
    const text = `${ZH_HEAD}奖补 粮食/grain\n  当 连片粮食面积 5亩以上\n  补 10,000元\n限额 每户限额/cap\n  全部奖补 每户 最高 3000元\n`;
    const { uri, diagnostics } = await open("first.policy", text);
    expect(diagnostics[0]).toMatchObject({ code: "P1006", severity: 1, source: "fen" });
    expect(diagnostics[0]?.message).toMatch(/\p{Script=Han}/u);
    expect(diagnostics[0]?.range.start).toEqual(at(text, text.indexOf("10,000")));
    const actions = await client.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: diagnostics[0]?.range as Diagnostic["range"],
      context: { diagnostics },
    });
    const [fix] = (actions ?? []).flatMap((action) => ("edit" in action && action.edit ? [action] : []));
    const change = fix?.edit?.changes?.[uri] ?? [];
    const mended = messagesOf(uri, 2);
    await client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: 2 },
      contentChanges: change.map(({ range, newText }) => ({ range, text: newText })),
    });
    expect((await mended).filter(({ severity }) => severity === 1)).toEqual([]);
    expect(edited(text, change)).toContain("补 10000元");
  });

  test("completion, hover, definition, references, signature", async () => {
    const { text, at: offset } = marked(`${ZH_HEAD}奖补 粮食/grain\n  当 连片粮食面积 5亩以上 且 sz^\n  补 300元\n`);
    const { uri } = await open("second.policy", text);
    const textDocument = { uri };
    const position = at(text, offset);
    const items = await client.sendRequest(CompletionRequest.type, { textDocument, position });
    const list = Array.isArray(items) ? items : (items?.items ?? []);
    const pigs = list.find(({ label }) => label === "生猪");
    expect(pigs?.filterText).toMatch(/(^| )sz( |$)/);
    expect(pigs?.textEdit).toMatchObject({ range: { start: at(text, offset - 2), end: position } });
    const area = at(text, text.indexOf("连片粮食面积") + 2);
    const shown = await client.sendRequest(HoverRequest.type, { textDocument, position: area });
    expect(JSON.stringify(shown?.contents)).toContain("类型：亩");
    const [place] = [await client.sendRequest(DefinitionRequest.type, { textDocument, position: area })].flat();
    expect(place).toMatchObject({ uri: uriOf("household.policy") });
    const uses = await client.sendRequest(ReferencesRequest.type, {
      textDocument,
      position: area,
      context: { includeDeclaration: false },
    });
    expect(uses?.map((one) => one.uri)).toContain(uri);
    expect(uses?.map((one) => one.uri)).not.toContain(undefined);
    const help = await client.sendRequest(SignatureHelpRequest.type, {
      textDocument,
      position: at(text, text.indexOf("300")),
    });
    expect(help?.signatures[0]?.parameters?.[help.activeParameter ?? 0]?.label).toBe("补 金额");
    await client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
  });

  test("rename reaches the vocabulary on disk; what cannot be is refused with its reason", async () => {
    const text = `${ZH_HEAD}奖补 粮食/grain\n  当 生猪 6头及以上\n  补 300元\n`;
    const { uri } = await open("third.policy", text);
    const textDocument = { uri };
    const position = at(text, text.indexOf("生猪") + 1);
    expect(await client.sendRequest(PrepareRenameRequest.type, { textDocument, position })).toMatchObject({
      placeholder: "生猪",
    });
    const edit = await client.sendRequest(RenameRequest.type, { textDocument, position, newName: "商品猪" });
    expect(edited(text, edit?.changes?.[uri] ?? [])).toContain("当 商品猪 6头及以上");
    expect(edited(HOUSEHOLD, edit?.changes?.[uriOf("household.policy")] ?? [])).toContain("- 商品猪/pigs：头");
    await expect(client.sendRequest(RenameRequest.type, { textDocument, position, newName: "母猪" })).rejects.toThrow(
      /已经有定义/,
    );
    await client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
  });

  test("outline, folding, colours, hints, formatting", async () => {
    const text = `${ZH_HEAD}奖补   粮食/grain\n   当 连片粮食面积 5亩以上\n   当 有劳动力\n  补 300元\n`;
    const { uri } = await open("fourth.policy", text);
    const textDocument = { uri };
    const symbols = await client.sendRequest(DocumentSymbolRequest.type, { textDocument });
    expect(symbols?.map(({ name }) => name)).toEqual(["以户为单位"]);
    const folds = await client.sendRequest(FoldingRangeRequest.type, { textDocument });
    expect(folds).toContainEqual(expect.objectContaining({ startLine: 9, endLine: 12 }));
    const tokens = await client.sendRequest(SemanticTokensRequest.type, { textDocument });
    expect((tokens?.data.length ?? 0) % 5).toBe(0);
    expect(tokens?.data.length).toBeGreaterThan(100);
    const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
    const hints = await client.sendRequest(InlayHintRequest.type, { textDocument, range });
    expect(hints?.map(({ label }) => label)).toEqual(["含5亩"]);
    const edits = await client.sendRequest(DocumentFormattingRequest.type, {
      textDocument,
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edited(text, edits ?? [])).toContain("奖补 粮食/grain\n  当 连片粮食面积 5亩以上\n");
    await client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
  });

  test("an unsaved vocabulary counts for the policies beside it", async () => {
    const text = `${ZH_HEAD}奖补 甲/b\n  当 山羊 6只及以上\n  补 5元\n`;
    const { uri, diagnostics } = await open("fifth.policy", text);
    expect(diagnostics.map(({ code }) => code)).toContain("P2001");
    const again = messagesOf(uri, 1);
    await open(
      "household.policy",
      HOUSEHOLD.replace("- 羊/sheep：只", "- 山羊/goats：只，0只 至 9只，空白作 0只\n  - 羊/sheep：只"),
    );
    expect((await again).map(({ code }) => code)).not.toContain("P2001");
  });

  test("a file that is not a policy is told so, and the server goes on", async () => {
    const { diagnostics } = await open("notes.policy", "hello, world\n\u4e00\n");
    expect(diagnostics.map(({ code }) => code)).toContain("P1022");
    expect(
      await client.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri: uriOf("notes.policy") } }),
    ).toBeTruthy();
  });

  test("it ends when told to", async () => {
    await client.sendRequest(ShutdownRequest.type);
    await client.sendNotification(ExitNotification.type);
    expect(await ended).toBe(0);
  }, 20_000);
});
