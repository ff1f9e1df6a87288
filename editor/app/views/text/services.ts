import type { Bilingual } from "../../../../compiler/services/index.js";
import type { Monaco } from "../../../monaco/load.js";
import type { ServicePort } from "../../../monaco/port.js";
import type { DocumentFiles } from "../../../worker/protocol.js";
import { applyElsewhere } from "../../store/beside.js";
import { rosterFigures } from "../../store/figures.js";
import { useWork } from "../../store/state.js";
import { language } from "../../store/workers.js";
import { yuan } from "../../ui/money.js";

let registered = false;

/** Gives Monaco the services, once. */
export function registerOnce(monaco: Monaco): void {
  if (registered) return;
  registered = true;
  monaco.registerServices(port());
}

function port(): ServicePort {
  // The text as the store has it: during composition that is the text before it, so that nothing is worked out meanwhile.
  const document = (): DocumentFiles => {
    const { document: open } = useWork.getState();
    if (!open) throw new Error("no document is open");
    const { path, folder, beside, text } = open;
    return { path, folder, beside, text };
  };
  return {
    lang: () => useWork.getState().lang,
    path: () => useWork.getState().document?.path ?? "",
    textOf: (path) => useWork.getState().checked?.texts.get(path) ?? null,
    applyElsewhere,
    onFigures: (changed) => {
      const stop = useWork.subscribe((now, before) => {
        if (now.summary !== before.summary || now.lang !== before.lang) changed();
      });
      return { dispose: stop };
    },
    completion: (offset) => language().completion(document(), offset),
    hover: async (offset) => {
      const asked = document();
      const found = await language().hover(asked, offset, {});
      const id = found?.symbol?.id ?? null;
      const figures = id === null ? null : await rosterFigures(id);
      return id === null || figures === null ? found : language().hover(asked, offset, { [id]: figures });
    },
    signature: (offset) => language().signature(document(), offset),
    definition: (offset) => language().definition(document(), offset),
    references: (offset) => language().references(document(), offset),
    renameTarget: (offset) => language().renameTarget(document(), offset),
    rename: (offset, to) => language().rename(document(), offset, to),
    codeActions: (range) => language().codeActions(document(), range),
    inlayHints: (range) => language().inlayHints(document(), range, money()),
    semanticTokens: () => language().semanticTokens(document()),
    folding: () => language().folding(document()),
    outline: () => language().outline(document()),
    formatDocument: () => language().formatDocument(document()),
    formatRange: (range) => language().formatRange(document(), range),
  };
}

/** What each benefit costs, to be shown beside its clause. */
function money(): Record<string, Bilingual> {
  const { summary } = useWork.getState();
  return Object.fromEntries(
    Object.entries(summary?.byBenefit ?? {}).map(([id, total]) => {
      const amount = yuan(total.amount);
      return [id, { zh: `${amount} 元`, en: `${amount} yuan` }];
    }),
  );
}
