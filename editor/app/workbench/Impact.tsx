import { WORDS as STRIP } from "../shell/words.js";
import { SAMPLE_HOUSEHOLDS } from "../store/documents.js";
import { takeSampleRoster } from "../store/rosters.js";
import { useWork } from "../store/state.js";
import { Button } from "../ui/antd.js";
import { Empty } from "../ui/Empty.js";
import { useLang, useWords } from "../ui/i18n.js";
import { Money } from "../ui/Money.js";
import { count } from "../ui/money.js";
import { TableTwin } from "../ui/TableTwin.js";
import { WORDS } from "./words.js";

/** What the rule costs, by benefit. */
export function Impact() {
  const t = useWords(WORDS);
  const s = useWords(STRIP);
  const lang = useLang();
  const summary = useWork((w) => w.summary);
  const policy = useWork((w) => w.good?.policy ?? null);
  const roster = useWork((w) => w.roster);
  const scheme = useWork((w) => w.document?.scheme ?? null);
  if (!roster)
    return (
      <Empty text={t("noRoster")}>
        {scheme && (
          <Button type="primary" onClick={() => void takeSampleRoster(scheme, SAMPLE_HOUSEHOLDS)}>
            {s("takeSample")}
          </Button>
        )}
      </Empty>
    );
  if (!summary || !policy) return <Empty text={t("noResult")} />;
  const row = (name: string, total: (typeof summary)["total"]) => ({
    name,
    amount: <Money amount={total.amount} />,
    ceiling: <Money amount={total.ceiling} />,
    recipients: count(total.recipients),
    undecided: count(total.undecided),
  });
  return (
    <TableTwin
      caption={t("byBenefit")}
      columns={[
        { key: "name", title: t("benefit") },
        { key: "amount", title: t("amount"), numeric: true },
        { key: "ceiling", title: t("ceiling"), numeric: true },
        { key: "recipients", title: t("recipients"), numeric: true },
        { key: "undecided", title: t("undecided"), numeric: true },
      ]}
      rows={policy.benefits.flatMap((b) => {
        const total = summary.byBenefit[b.id];
        return total ? [row(policy.about[b.id]?.[lang] ?? b.id, total)] : [];
      })}
      total={row(t("totalRow"), summary.total)}
    />
  );
}
