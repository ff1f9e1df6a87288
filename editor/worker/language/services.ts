/** The compiler's services, asked by document and offset. */
import * as services from "../../../compiler/services/index.js";
import type { ServicesApi } from "../protocol.js";
import { snapshotOf } from "./snapshots.js";

/** Large dictionaries, fetched after the first figures. */
export const loadPinyin = () => import("../../../compiler/services/pinyin.js");

const from =
  <T>(known: Readonly<Record<string, T>>) =>
  (symbol: string) =>
    known[symbol] ?? null;

export const serviceMethods: ServicesApi = {
  completion: async (document, offset) => {
    const { pinyin } = await loadPinyin();
    return services.completion(await snapshotOf(document), offset, { sounds: pinyin });
  },
  hover: async (document, offset, values) => services.hover(await snapshotOf(document), offset, from(values)),
  signature: async (document, offset) => services.signature(await snapshotOf(document), offset),
  definition: async (document, offset) => services.definition(await snapshotOf(document), offset),
  references: async (document, offset) => services.references(await snapshotOf(document), offset),
  renameTarget: async (document, offset) => services.renameTarget(await snapshotOf(document), offset),
  rename: async (document, offset, to) => services.rename(await snapshotOf(document), offset, to),
  codeActions: async (document, range) => services.codeActions(await snapshotOf(document), range),
  inlayHints: async (document, range, money) =>
    services.inlayHints(await snapshotOf(document), range, { moneyOf: from(money) }),
  semanticTokens: async (document) => services.semanticTokens(await snapshotOf(document)),
  folding: async (document) => services.folding(await snapshotOf(document)),
  outline: async (document) => services.outline(await snapshotOf(document)),
  formatDocument: async (document) => services.formatDocument(await snapshotOf(document)),
  formatRange: async (document, range) => services.formatRange(await snapshotOf(document), range),
};
