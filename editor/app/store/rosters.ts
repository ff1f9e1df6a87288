/** Rosters: read by the engine, which alone holds them. */

import type { OnProgress, Problem, RosterInfo } from "../../worker/data.js";
import { recheck, reevaluate, requestFor } from "./evaluation.js";
import { tellFault } from "./notices.js";
import { useWork } from "./state.js";
import { engine, onProgress, onRevived, signal } from "./workers.js";

let again: (() => Promise<void>) | null = null;
onRevived(() => {
  recheck();
  void again?.();
});

/** The engine holds another roster: figures and what they are compared with are worked out on it. `read`: how to read it again; `kept`: what it is kept as. */
export async function rosterRead(
  roster: RosterInfo,
  rosterProblems: readonly Problem[],
  read: () => Promise<void>,
  kept: string | null = null,
): Promise<void> {
  again = read;
  useWork.setState({ roster, rosterProblems, kept });
  const { baseline } = useWork.getState();
  if (baseline) await engine().setBaseline(requestFor(baseline.good));
  reevaluate();
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
    if (roster) await rosterRead(roster, roster.problems, () => takeSampleRoster(scheme, households));
    return roster;
  });
}
