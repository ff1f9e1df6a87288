import { useWork } from "../../store/state.js";
import { Alert } from "../../ui/antd.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { Assumptions } from "./Assumptions.js";
import { WORDS } from "./words.js";

/** So many reasons are told here; all of them stand among the problems. */
const TOLD = 5;

/** A run that did not take place: why, and what may be done about it. Nothing where it did and nothing is assumed. */
export default function Refused() {
  const t = useWords(WORDS);
  const lang = useLang();
  const summary = useWork((s) => s.summary);
  const assumes = useWork((s) => Object.keys(s.entered).length > 0);
  if (!summary) return null;
  // Doubts of the roster are no reason: a run takes place with them.
  const reasons = summary.refused ? summary.problems.filter((p) => p.severity === "error") : [];
  if (!summary.refused && !assumes) return null;
  return (
    <div className="refused" data-refused={summary.refused}>
      {summary.refused ? <Alert type="error" showIcon title={t("refused")} /> : null}
      {reasons.slice(0, TOLD).map((p, i) => (
        <Alert
          // biome-ignore lint/suspicious/noArrayIndexKey: a finished list of messages.
          key={i}
          type="error"
          title={`${p.texts[lang].title} ${p.code}`}
          description={`${p.texts[lang].body} ${p.texts[lang].hint ?? ""}`}
        />
      ))}
      {assumes || reasons.some((p) => p.code === NO_AMOUNTS) ? <Assumptions /> : null}
    </div>
  );
}

/** A roster without a column of amounts that a person enters. */
const NO_AMOUNTS = "P5005";
