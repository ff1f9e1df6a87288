import { useEffect, useState } from "react";
import type { DocumentFiles } from "../../worker/protocol.js";
import { tellFault } from "../store/notices.js";
import { useWork } from "../store/state.js";

/** What the language worker says of the text, with the text it said it of: asked again when the text changes. */
export function useDocumentAnswer<T>(
  ask: (document: DocumentFiles) => Promise<T>,
): { readonly value: T; readonly text: string } | null {
  const document = useWork((s) => s.document);
  const [answer, setAnswer] = useState<{ value: T; text: string } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is the same question each time.
  useEffect(() => {
    if (document === null) return;
    let late = false;
    // A pause in the typing is waited for: what is asked here is not what is typed into.
    const soon = setTimeout(() => {
      ask(document).then((value) => {
        if (!late) setAnswer({ value, text: document.text });
      }, tellFault);
    }, 60);
    return () => {
      late = true;
      clearTimeout(soon);
    };
  }, [document]);
  return answer;
}
