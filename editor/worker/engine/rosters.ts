import type { Policy } from "../../../compiler/ir/types.js";
import type { EngineApi, OnProgress } from "../protocol.js";
import { sampleRoster } from "./sample-roster.js";
import { stoppable } from "./signals.js";
import { fieldsOf, type Loaded, type RosterSource, state } from "./state.js";

export const takeSample: EngineApi["takeSample"] = ({ scheme, households, policy, texts }, signal, progress) =>
  stoppable(signal, async (abort) => {
    const source = sampleRoster(scheme, households);
    return (await takeSource(source, policy, texts, progress, abort)).info;
  });

/** Reads a roster and holds it. If that fails or is stopped, the roster before stays. */
export async function takeSource(
  source: RosterSource,
  policy: Policy,
  texts: ReadonlyMap<string, string>,
  progress: OnProgress,
  signal: AbortSignal,
): Promise<Loaded> {
  const loaded = await source.load(policy, texts, progress, signal);
  signal.throwIfAborted();
  Object.assign(state, { source, loaded, fields: fieldsOf(policy), last: null, baseline: null });
  return loaded;
}

/** The roster as this policy reads it; read again if the policy reads other fields. Null: there is none. */
export async function rosterFor(policy: Policy, texts: ReadonlyMap<string, string>): Promise<Loaded | null> {
  if (!state.source) return null;
  if (state.loaded && state.fields === fieldsOf(policy)) return state.loaded;
  const loaded = await state.source.load(policy, texts, () => {}, new AbortController().signal);
  Object.assign(state, { loaded, fields: fieldsOf(policy) });
  return loaded;
}
