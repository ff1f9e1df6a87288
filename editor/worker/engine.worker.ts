/** Holds the roster and computes. Each group of methods stands in a file of its own under engine/. */
import { expose } from "comlink";
import { evaluate, setBaseline } from "./engine/evaluate.js";
import { examples } from "./engine/examples.js";
import { takeSample } from "./engine/rosters.js";
import { cancel } from "./engine/signals.js";
import { goals } from "./goal/index.js";
import { imports } from "./import/index.js";
import type { EngineApi } from "./protocol.js";
import { loadForms, results } from "./results/index.js";

const api: EngineApi = {
  // The libraries that files are read with are fetched by name where they are used; here, so that none is fetched later.
  ready: async () => {
    await Promise.all([loadForms(), import("@e965/xlsx"), import("hyparquet"), import("hyparquet-writer")]);
  },
  takeSample,
  evaluate,
  setBaseline,
  examples,
  cancel,
  ...results,
  ...imports,
  ...goals,
};
expose(api);
