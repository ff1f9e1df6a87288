import { editor, type languages, Uri } from "monaco-editor/editor";
import type { FileRange, RenameResult } from "../../compiler/services/index.js";
import { rangeIn } from "./convert.js";
import { LANGUAGE } from "./language.js";
import type { ServicePort } from "./port.js";

export function uriOf(path: string): Uri {
  return Uri.from({ scheme: "fen", path: `/${path}` });
}

/** A place in a file; files that are not open are shown from what the compiler read. */
function location({ file, start, end }: FileRange, port: ServicePort): languages.Location | null {
  const uri = uriOf(file);
  const text = port.textOf(file);
  const model = editor.getModel(uri) ?? (text === null ? null : editor.createModel(text, LANGUAGE, uri));
  return model ? { uri, range: rangeIn(model, { start, end }) } : null;
}

export function definitionProvider(port: ServicePort): languages.DefinitionProvider {
  return {
    provideDefinition: async (model, position) => {
      const found = await port.definition(model.getOffsetAt(position));
      if (!found) return null;
      const target = location(found.at, port);
      return target ? [{ ...target, originSelectionRange: rangeIn(model, found.from) }] : null;
    },
  };
}

export function referenceProvider(port: ServicePort): languages.ReferenceProvider {
  return {
    provideReferences: async (model, position) => {
      const found = await port.references(model.getOffsetAt(position));
      return found.flatMap((one) => location(one, port) ?? []);
    },
  };
}

export function renameProvider(port: ServicePort): languages.RenameProvider {
  return {
    resolveRenameLocation: async (model, position) => {
      const target = await port.renameTarget(model.getOffsetAt(position));
      if (target) return { range: rangeIn(model, target), text: target.text };
      const why = port.lang() === "zh" ? "这里没有可以改名的名称。" : "There is no name here that can be changed.";
      return { range: rangeIn(model, { start: 0, end: 0 }), text: "", rejectReason: why };
    },
    provideRenameEdits: async (model, position, to) =>
      edits(model, await port.rename(model.getOffsetAt(position), to), port),
  };
}

function edits(
  model: editor.ITextModel,
  result: RenameResult,
  port: ServicePort,
): languages.WorkspaceEdit & languages.Rejection {
  if (result.kind === "refused") return { edits: [], rejectReason: result.why[port.lang()] };
  const own = result.edits.filter((e) => e.file === port.path());
  const others = result.edits.filter((e) => e.file !== port.path());
  if (others.length > 0) port.applyElsewhere(others);
  return {
    edits: own.map((e) => ({
      resource: model.uri,
      versionId: model.getVersionId(),
      textEdit: { range: rangeIn(model, e), text: e.text },
    })),
  };
}
