/** Text → messages → figures. Text that cannot be read keeps the last figures, which are then marked. */
import type { Checked, EvaluateRequest, Summary } from "../../worker/protocol.js";
import { drawn } from "./drawn.js";
import { latest } from "./latest.js";
import { tellFault } from "./notices.js";
import { type Good, type OpenDocument, useWork } from "./state.js";
import { engine, language } from "./workers.js";

const check = latest<{ document: OpenDocument; edition: number }, Checked>(
  async ({ document, edition }) => {
    await drawn();
    return language().check(document, edition);
  },
  read,
  tellFault,
);

const evaluate = latest<EvaluateRequest, Summary | null>(
  (request) => engine().evaluate(request),
  (summary) => useWork.setState({ summary }),
  tellFault,
  () => useWork.setState({ pending: false }),
);

/** The text has changed. */
export function textChanged(text: string): void {
  const { document, edition } = useWork.getState();
  if (!document || document.text === text) return;
  useWork.setState({ document: { ...document, text }, edition: edition + 1 });
  recheck();
}

export function recheck(): void {
  const { document, edition } = useWork.getState();
  if (document) check({ document, edition });
}

function read(checked: Checked): void {
  const { document, good, edition } = useWork.getState();
  if (!document || checked.edition > edition) return;
  if (!checked.policy || !checked.hash) {
    useWork.setState({ checked });
    return;
  }
  const { policy, hash, texts } = checked;
  useWork.setState({ checked, good: { edition: checked.edition, policy, hash, texts } });
  if (good?.hash !== hash || useWork.getState().summary?.hash !== hash) reevaluate();
}

/** Works the figures out again: the policy, roster, readings or day has changed. */
export function reevaluate(): void {
  const { good, roster } = useWork.getState();
  if (!good || !roster) return;
  useWork.setState({ pending: true });
  evaluate(requestFor(good));
}

export function requestFor(good: Good): EvaluateRequest {
  const { asOf, readings, entered, pinned } = useWork.getState();
  const { edition, policy, hash, texts } = good;
  return { edition, policy, hash, texts, asOf, readings, entered, pinned };
}

/** Resolves when the text as it stands has been read. Null: it cannot be. */
export function whenRead(): Promise<Good | null> {
  return new Promise((resolve) => {
    const look = () => {
      const { checked, edition, good } = useWork.getState();
      if (checked?.edition !== edition) return false;
      resolve(checked.policy ? good : null);
      return true;
    };
    if (look()) return;
    const stop = useWork.subscribe(() => {
      if (look()) stop();
    });
  });
}

/** Works the figures out as of another day. */
export function runAsOf(day: string): void {
  useWork.setState({ asOf: day });
  reevaluate();
}
