import { clausesOf, formatDocument, outline, type Snapshot, surfaceOf } from "../../../compiler/services/index.js";
import { problems } from "../problems.js";
import type { Checked, LanguageApi } from "../protocol.js";
import { sampleInfo } from "../samples.js";
import { bundled, fetchFolder } from "./library.js";
import { snapshotAside, snapshotOf } from "./snapshots.js";

export const sample: LanguageApi["sample"] = async (id) => {
  const folder = sampleInfo(id)?.folder ?? id;
  await fetchFolder(folder);
  const path = `${folder}/${folder}.policy`;
  const text = bundled(path);
  if (text === null) throw new RangeError(`no sample ${id}`);
  return { path, text, folder, beside: {} };
};

export const check: LanguageApi["check"] = async (document, edition) => {
  const started = performance.now();
  return checked(await snapshotOf(document), edition, started);
};

export const readAside: LanguageApi["readAside"] = async (document) => {
  const started = performance.now();
  return checked(await snapshotAside(document), 0, started);
};

function checked(state: Snapshot, edition: number, started: number): Checked {
  const { compiled } = state;
  return {
    edition,
    problems: problems(compiled.diagnostics),
    policy: compiled.policy,
    hash: compiled.hash,
    surface: surfaceOf(state.source.text),
    texts: compiled.texts,
    outline: outline(state),
    clauses: clausesOf(state),
    elapsed: performance.now() - started,
  };
}

export const inSurface: LanguageApi["inSurface"] = async (document, surface) => {
  const state = await snapshotOf(document);
  return state.compiled.hash === null ? null : formatDocument(state, surface);
};
