import type { Imported } from "../../../worker/import/protocol.js";
import { Alert, Button } from "../../ui/antd.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { count } from "../../ui/money.js";
import { TableTwin } from "../../ui/TableTwin.js";
import { WORDS } from "./words.js";

const SHOWN = 200;

/** What came of reading: messages, and every doubtful row with its reason. */
export function Report({ imported, toExports }: { readonly imported: Imported; readonly toExports: () => void }) {
  const t = useWords(WORDS);
  const lang = useLang();
  const { roster, problems, doubts, doubtsInAll, refused } = imported;
  return (
    <section data-imported={roster !== null}>
      <Alert
        type={roster ? "success" : "error"}
        showIcon
        title={roster ? t("done", { n: count(roster.households) }) : t("stays")}
        description={[
          refused > 0 ? t("refused", { n: count(refused) }) : "",
          doubtsInAll > 0 ? t("doubts", { n: count(doubtsInAll) }) : t("noDoubts"),
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
          <div className="buttons">
            <Button size="small" onClick={toExports}>
              {t("toExports")}
            </Button>
          </div>
          <TableTwin
            caption={t("doubts", { n: count(doubtsInAll) })}
            columns={[
              { key: "file", title: t("file") },
              { key: "row", title: t("row"), numeric: true },
              { key: "column", title: t("column") },
              { key: "value", title: t("value") },
              { key: "reason", title: t("reason") },
            ]}
            rows={doubts.slice(0, SHOWN).map((d) => ({
              file: d.file,
              row: count(d.row),
              column: d.column ?? "",
              value: d.value ?? "",
              reason: `${d.problem.texts[lang].title}：${d.problem.texts[lang].body}`,
            }))}
          />
        </>
      )}
    </section>
  );
}
