import { useEffect, useState } from "react";
import { tellFault } from "../store/notices.js";
import { useWork } from "../store/state.js";

export interface Answer<T> {
  /** The last answer, kept while a newer one is waited for. */
  readonly value: T | null;
  readonly waiting: boolean;
}

/**
 * What the engine says of the figures that are shown: asked again when they change, or when `asked` does (a text that tells
 * questions apart). An answer that comes late is dropped.
 */
export function useAnswer<T>(asked: string, ask: () => Promise<T>): Answer<T> {
  const summary = useWork((s) => s.summary);
  const baseline = useWork((s) => s.baseline);
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, waiting: true });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is a new function each time; `asked` tells when it differs.
  useEffect(() => {
    let late = false;
    setAnswer((a) => ({ ...a, waiting: true }));
    if (summary === null) return;
    ask().then(
      (value) => {
        if (!late) setAnswer({ value, waiting: false });
      },
      (error: unknown) => {
        if (!late) setAnswer((a) => ({ ...a, waiting: false }));
        tellFault(error);
      },
    );
    return () => {
      late = true;
    };
  }, [summary, baseline, asked]);
  return answer;
}
