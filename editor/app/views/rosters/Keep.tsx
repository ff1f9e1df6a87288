import { useCallback, useEffect, useState } from "react";
import type { Problem } from "../../../worker/data.js";
import type { KeptRoster } from "../../../worker/kept/protocol.js";
import { dropKept, keepRoster, keptRosters, openKept, saveRosterFile } from "../../store/kept.js";
import { tellFault } from "../../store/notices.js";
import { useWork } from "../../store/state.js";
import { Alert, Button, Checkbox } from "../../ui/antd.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { KeptList } from "../../ui/KeptList.js";
import { size } from "../../ui/size.js";
import { nameOf } from "../names.js";
import { KEEP_WORDS } from "./keep-words.js";

/** So many private fields are named. */
const NAMED = 6;

/** Keeping the office's own roster in this browser, by choice, and what is kept here already. */
export function Keep() {
  const t = useWords(KEEP_WORDS);
  const lang = useLang();
  const roster = useWork((s) => s.roster);
  const kept = useWork((s) => s.kept);
  const policy = useWork((s) => s.good?.policy ?? null);
  const busy = useWork((s) => s.busy !== null);
  const [all, setAll] = useState<readonly KeptRoster[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** What was ticked or unticked just now, while it is being done. */
  const [wanted, setWanted] = useState<boolean | null>(null);
  const list = useCallback(() => void keptRosters().then(setAll).catch(tellFault), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is kept has changed.
  useEffect(list, [list, kept]);
  // What could not be kept was another roster.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the roster has changed.
  useEffect(() => setProblem(null), [roster]);
  const own = all.find((one) => one.id === kept) ?? null;
  const choose = async (keeping: boolean) => {
    setProblem(null);
    setWanted(keeping);
    try {
      if (keeping) setProblem(await keepRoster());
      else if (kept !== null) await dropKept(kept);
    } finally {
      setWanted(null);
    }
    list();
  };
  const hidden = policy?.entities.flatMap((e) => e.fields.filter((f) => f.private).map((f) => `${e.id}.${f.id}`)) ?? [];
  return (
    <>
      {roster && !roster.synthetic && policy ? (
        <section className="card keep" data-keeping={kept !== null}>
          <Checkbox
            id="keep-roster"
            checked={wanted ?? kept !== null}
            disabled={busy || wanted !== null}
            onChange={(event) => void choose(event.target.checked).catch(tellFault)}
          >
            {t("keep")}
          </Checkbox>
          <p className="muted">{t("where")}</p>
          <p className="muted">
            {hidden.length > 0
              ? t("private", {
                  names: hidden
                    .slice(0, NAMED)
                    .map((id) => nameOf(policy, id, lang))
                    .join(lang === "zh" ? "、" : ", "),
                })
              : t("others")}
          </p>
          {own ? <p role="status">{t("kept", { size: size(own.size) })}</p> : null}
          {problem ? (
            <Alert
              type="error"
              showIcon
              title={`${problem.texts[lang].title} ${problem.code}`}
              description={`${problem.texts[lang].body} ${problem.texts[lang].hint ?? ""}`}
            />
          ) : null}
          <div className="buttons">
            <Button
              size="small"
              data-action="roster-file"
              disabled={busy}
              onClick={() => void saveRosterFile().catch(tellFault)}
            >
              {t("file")}
            </Button>
            <span className="muted">{t("fileNote")}</span>
          </div>
        </section>
      ) : null}
      {all.length > 0 ? <KeptList rosters={all} current={kept} open={({ id }) => openKept(id)} changed={list} /> : null}
    </>
  );
}
