import { useEffect, useState } from "react";
import type { ExampleTold } from "../../../worker/protocol.js";
import { tellFault } from "../../store/notices.js";
import { useWork } from "../../store/state.js";
import { engine } from "../../store/workers.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { WORDS } from "./words.js";

/** The policy's own examples, run again after each change that can be read. */
export default function Examples() {
  const t = useWords(WORDS);
  const lang = useLang();
  const policy = useWork((s) => s.good?.policy ?? null);
  const hash = useWork((s) => s.good?.hash ?? null);
  const [told, setTold] = useState<readonly ExampleTold[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: policies of one hash give the same results.
  useEffect(() => {
    if (!policy) return;
    let gone = false;
    engine()
      .examples(policy)
      .then((results) => !gone && setTold(results), tellFault);
    return () => {
      gone = true;
    };
  }, [hash]);
  if (!told) return <p className="muted">{t("nothing")}</p>;
  if (told.length === 0) return <p className="muted small">{t("examplesNone")}</p>;
  return (
    <ul className="outline">
      {told.map((e, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: examples stand in written order.
        <li key={i} className={e.passed ? "example" : "example fails"}>
          <strong>{e.passed ? `✓ ${t("passed")}` : `✗ ${t("failed")}`}</strong> {e.title}
          {e.outcomes
            .filter((o) => !o.passed)
            .map((o) => (
              <small key={o.expected.zh} className="muted outline-note">
                {t("expected", { text: o.expected[lang] })} · {t("actual", { text: o.actual[lang] })}
              </small>
            ))}
        </li>
      ))}
    </ul>
  );
}
