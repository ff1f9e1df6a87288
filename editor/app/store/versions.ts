/** Versions of the text that are kept by name: to go back to, and to compare with. */

import { reevaluate, requestFor } from "./evaluation.js";
import { tellFault } from "./notices.js";
import { useWork, type Version } from "./state.js";
import { edit } from "./text.js";
import { engine, language } from "./workers.js";

export function keepVersion(name: string): void {
  const { document, checked } = useWork.getState();
  if (!document) return;
  const version: Version = {
    id: crypto.randomUUID(),
    name,
    text: document.text,
    at: Date.now(),
    hash: checked?.hash ?? null,
  };
  useWork.setState((s) => ({ versions: [...s.versions, version] }));
}

export function dropVersion(id: string): void {
  useWork.setState((s) => ({ versions: s.versions.filter((v) => v.id !== id) }));
}

/** Puts a version's text back, as one change that can be undone. */
export function restoreVersion(version: Version): void {
  const { document } = useWork.getState();
  if (document) edit([{ start: 0, end: document.text.length, text: version.text }]);
}

/** What later results are compared with: what is understood now, or a version. */
export async function setBaseline(version: Pick<Version, "name" | "text"> | null = null): Promise<void> {
  const { good, document } = useWork.getState();
  if (!document) return;
  try {
    const text = version?.text ?? document.text;
    const other = version ? await language().readAside({ ...document, text }) : null;
    const base =
      other === null
        ? good
        : other.policy && other.hash
          ? { edition: 0, policy: other.policy, hash: other.hash, texts: other.texts }
          : null;
    if (!base) return;
    await engine().setBaseline(requestFor(base));
    useWork.setState({ baseline: { name: version?.name ?? base.policy.version, good: base, text } });
    reevaluate();
  } catch (error) {
    tellFault(error);
  }
}

export async function clearBaseline(): Promise<void> {
  await engine().setBaseline(null);
  useWork.setState({ baseline: null });
  reevaluate();
}
