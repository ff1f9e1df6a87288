import { reevaluate } from "./evaluation.js";
import { useWork } from "./state.js";

/** Keeps a household's amount in sight while the rule changes. */
export function pin(key: string): void {
  useWork.setState((s) => ({ pinned: s.pinned.includes(key) ? s.pinned : [...s.pinned, key] }));
  reevaluate();
}

export function unpin(key: string): void {
  useWork.setState((s) => ({ pinned: s.pinned.filter((k) => k !== key) }));
  reevaluate();
}
