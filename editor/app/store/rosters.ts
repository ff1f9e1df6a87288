/** Rosters: read by the engine, which alone holds them. */
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

/** Makes and reads a synthetic roster. The one before stays if this is stopped or fails. */
export async function takeSampleRoster(scheme: string, households: number | null): Promise<void> {
  const { good } = useWork.getState();
  if (!good) return;
  const { id, cancel } = signal();
  useWork.setState({ busy: { what: "roster", since: performance.now(), progress: null, cancel } });
  const told = onProgress((progress) =>
    useWork.setState((s) => (s.busy?.cancel === cancel ? { busy: { ...s.busy, progress } } : {})),
  );
  try {
    const { policy, texts } = good;
    const roster = await engine().takeSample({ scheme, households, policy, texts }, id, told);
    if (roster) {
      useWork.setState({ roster, rosterProblems: roster.problems });
      again = () => takeSampleRoster(scheme, households);
      reevaluate();
    }
  } catch (error) {
    tellFault(error);
  } finally {
    useWork.setState((s) => (s.busy?.cancel === cancel ? { busy: null } : {}));
  }
}
