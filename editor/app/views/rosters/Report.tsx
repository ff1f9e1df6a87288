import type { Imported } from "../../../worker/import/protocol.js";
import { downloadDoubts } from "../../store/imports.js";
import { Alert, Button } from "../../ui/antd.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { count } from "../../ui/money.js";
import { type Choices, Decisions, isWhole } from "./Decisions.js";
import { WORDS } from "./words.js";

interface Props {
  readonly imported: Imported;
  readonly choices: Choices;
  readonly choose: (choices: Choices) => void;
  readonly busy: boolean;
  /** Reads again with what has been chosen. */
  readonly apply: () => void;
}

/** What came of reading: messages, and every doubtful row with its reason, to be decided. */
export function Report({ imported, choices, choose, busy, apply }: Props) {
  const t = useWords(WORDS);
  const lang = useLang();
  const { roster, problems, doubts, doubtsInAll, doubtsOpen, refused } = imported;
  return (
    <section data-imported={roster !== null}>
      <Alert
        type={roster ? "success" : "error"}
        showIcon
        title={roster ? t("done", { n: count(roster.households) }) : t("stays")}
        description={[
          refused > 0 ? t("refused", { n: count(refused) }) : "",
          doubtsInAll > 0 ? t("doubts", { n: count(doubtsInAll), open: count(doubtsOpen) }) : t("noDoubts"),
        ]
          .filter((x) => x !== "")
          .join(" · ")}
      />
      {problems.map((p, i) => (
        <Alert
          // biome-ignore lint/suspicious/noArrayIndexKey: a finished list of messages.
          key={i}
          type={p.severity === "error" ? "error" : p.severity === "warning" ? "warning" : "info"}
          title={`${p.texts[lang].title} ${p.code}`}
          description={`${p.texts[lang].body} ${p.texts[lang].hint ?? ""}`}
        />
      ))}
      {doubts.length > 0 && (
        <>
          <p className="muted">{t("downloadNote")}</p>
          <div className="buttons">
            <Button size="small" data-action="doubts" onClick={() => void downloadDoubts(t("list"))}>
              {t("download")}
            </Button>
          </div>
          <Decisions imported={imported} choices={choices} choose={choose} />
          <div className="buttons">
            <Button
              type="primary"
              data-action="apply"
              disabled={busy || choices.decisions.size + choices.kinds.size === 0 || !isWhole(choices)}
              onClick={apply}
            >
              {t("apply")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
