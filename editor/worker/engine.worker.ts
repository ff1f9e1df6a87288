/** Holds the roster and computes. Each group of methods stands in a file of its own under engine/. */
import { expose } from "comlink";
import { evaluate, setBaseline } from "./engine/evaluate.js";
import { examples } from "./engine/examples.js";
import { takeSample } from "./engine/rosters.js";
import { cancel } from "./engine/signals.js";
import { imports } from "./import/index.js";
import type { EngineApi } from "./protocol.js";
import { results } from "./results/index.js";

const api: EngineApi = {
  ready: async () => {},
  takeSample,
  evaluate,
  setBaseline,
  examples,
  cancel,
  ...results,
  ...imports,
};
expose(api);
