/** What names of the policy are on the roster, asked for when somebody rests on one and kept while it stays true. */
import type { RosterFigures } from "../../../compiler/services/index.js";
import { useWork } from "./state.js";
import { engine } from "./workers.js";

type Known = Map<string, Promise<RosterFigures | null>>;

/** By what the answers hang on: fields on the roster alone, all else on the run. */
const known = new WeakMap<object, Known>();

/** Milliseconds that a word waits for its figures: an engine at work answers for the next time. */
const PATIENCE = 400;

/** Null: there is no roster, nothing is to be said, or the engine is at work. */
export async function rosterFigures(symbol: string): Promise<RosterFigures | null> {
  const { roster, summary } = useWork.getState();
  if (!roster || !summary) return null;
  const on = symbol.includes(".") ? roster : summary;
  const own: Known = known.get(on) ?? new Map();
  known.set(on, own);
  const asked = own.get(symbol) ?? engine().figures(symbol);
  own.set(symbol, asked);
  // A worker that died is asked anew.
  asked.catch(() => own.delete(symbol));
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE));
  return Promise.race([asked.catch(() => null), late]);
}
