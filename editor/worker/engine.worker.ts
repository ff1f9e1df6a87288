/**
 * Holds the roster and computes. Each group of methods stands in a file of its own; what no first budget needs is fetched
 * after it.
 */
import { expose } from "comlink";
import { startCrew } from "./engine/crew.js";
import { evaluate, setBaseline } from "./engine/evaluate.js";
import { takeSample } from "./engine/rosters.js";
import { loadSchemes } from "./engine/schemes.js";
import { cancel } from "./engine/signals.js";
import { late } from "./late.js";
import type { EngineApi } from "./protocol.js";

const results = () => import("./results/index.js").then((m) => m.results);
const imports = () => import("./import/index.js").then((m) => m.imports);
const goals = () => import("./goal/index.js").then((m) => m.goals);
const keeping = () => import("./kept/index.js").then((m) => m.kept);
const own = () => import("./engine/examples.js");

const api: EngineApi = {
  // The libraries that files are read with are fetched by name where they are used; here, so that none is fetched later.
  ready: async () => {
    await import("./results/index.js").then((m) => m.loadForms());
    await Promise.all([imports(), keeping(), goals(), own(), loadSchemes(), startCrew()]);
    await Promise.all([
      import("@e965/xlsx"),
      import("hyparquet"),
      import("hyparquet-compressors"),
      import("hyparquet-writer"),
    ]);
  },
  takeSample,
  evaluate,
  setBaseline,
  cancel,
  examples: late(own, "examples"),
  told: late(results, "told"),
  figures: late(results, "figures"),
  household: late(results, "household"),
  find: late(results, "find"),
  curve: late(results, "curve"),
  compared: late(results, "compared"),
  movers: late(results, "movers"),
  priced: late(results, "priced"),
  form: late(results, "form"),
  preview: late(results, "preview"),
  look: late(imports, "look"),
  doubtsList: late(imports, "doubtsList"),
  importRoster: late(imports, "importRoster"),
  keptRosters: late(keeping, "keptRosters"),
  keepRoster: late(keeping, "keepRoster"),
  openKept: late(keeping, "openKept"),
  dropKept: late(keeping, "dropKept"),
  rosterFile: late(keeping, "rosterFile"),
  tunables: late(goals, "tunables"),
  seek: late(goals, "seek"),
  swings: late(goals, "swings"),
  numberIn: late(goals, "numberIn"),
};
expose(api);
