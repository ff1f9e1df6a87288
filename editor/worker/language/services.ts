/** The compiler's services, asked by document and offset. */

import type { Bilingual } from "../../../compiler/services/index.js";
import * as services from "../../../compiler/services/index.js";
import type { ServicesApi } from "../protocol.js";
import { snapshotOf } from "./snapshots.js";

const from = (known: Readonly<Record<string, Bilingual>>) => (symbol: string) => known[symbol] ?? null;

export const serviceMethods: ServicesApi = {
  completion: async (document, offset) => services.completion(snapshotOf(document), offset),
  hover: async (document, offset, values) => services.hover(snapshotOf(document), offset, from(values)),
  signature: async (document, offset) => services.signature(snapshotOf(document), offset),
  definition: async (document, offset) => services.definition(snapshotOf(document), offset),
  references: async (document, offset) => services.references(snapshotOf(document), offset),
  renameTarget: async (document, offset) => services.renameTarget(snapshotOf(document), offset),
  rename: async (document, offset, to) => services.rename(snapshotOf(document), offset, to),
  codeActions: async (document, range) => services.codeActions(snapshotOf(document), range),
  inlayHints: async (document, range, money) =>
    services.inlayHints(snapshotOf(document), range, { moneyOf: from(money) }),
  semanticTokens: async (document) => services.semanticTokens(snapshotOf(document)),
  folding: async (document) => services.folding(snapshotOf(document)),
  outline: async (document) => services.outline(snapshotOf(document)),
  formatDocument: async (document) => services.formatDocument(snapshotOf(document)),
  formatRange: async (document, range) => services.formatRange(snapshotOf(document), range),
};
