/** Rosters: read by the engine, which alone holds them. */

import type { OnProgress } from "../../worker/protocol.js";
import { recheck, reevaluate } from "./evaluation.js";
import { tellFault } from "./notices.js";
import { useWork } from "./state.js";
import { engine, onProgress, onRevived, signal } from "./workers.js";

let again: (() => Promise<void>) | null = null;
onRevived(() => {
  recheck();
  void again?.();
});

/** How the roster is read again after the engine was replaced. */
export function setAgain(read: () => Promise<void>): void {
  again = read;
}

/** One long piece of work on the roster, shown with its progress and a way to stop it. Null: stopped, or failed and told. */
export async function whileBusy<T>(work: (id: number, told: OnProgress) => Promise<T | null>): Promise<T | null> {
  const { id, cancel } = signal();
  useWork.setState({ busy: { what: "roster", since: performance.now(), progress: null, cancel } });
  const told = onProgress((progress) =>
    useWork.setState((s) => (s.busy?.cancel === cancel ? { busy: { ...s.busy, progress } } : {})),
  );
  try {
    return await work(id, told);
  } catch (error) {
    tellFault(error);
    return null;
  } finally {
    useWork.setState((s) => (s.busy?.cancel === cancel ? { busy: null } : {}));
  }
}

/** Makes and reads a synthetic roster. The one before stays if this is stopped or fails. */
export async function takeSampleRoster(scheme: string, households: number | null): Promise<void> {
  const { good } = useWork.getState();
  if (!good) return;
  const { policy, texts } = good;
  await whileBusy(async (id, told) => {
    const roster = await engine().takeSample({ scheme, households, policy, texts }, id, told);
    if (roster) {
      useWork.setState({ roster, rosterProblems: roster.problems });
      again = () => takeSampleRoster(scheme, households);
      reevaluate();
    }
    return roster;
  });
}
