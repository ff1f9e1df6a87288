/** Reads text: messages, IR and surfaces. Holds no roster. */
import { expose } from "comlink";
import { check, inSurface, readAside, sample } from "./language/check.js";
import { fetchAll } from "./language/library.js";
import { loadPinyin, serviceMethods } from "./language/services.js";
import { projections } from "./projections/index.js";
import type { LanguageApi } from "./protocol.js";

const api: LanguageApi = {
  ready: async () => {
    await Promise.all([loadPinyin(), fetchAll()]);
  },
  sample,
  check,
  inSurface,
  readAside,
  ...serviceMethods,
  ...projections,
};
expose(api);
