import { Suspense } from "react";
import { sub, ZERO } from "../../../compiler/ir/rational.js";
import { WORDS as STRIP } from "../shell/words.js";
import { SAMPLE_HOUSEHOLDS } from "../store/documents.js";
import { goTo } from "../store/navigation.js";
import { takeSampleRoster } from "../store/rosters.js";
import { useWork } from "../store/state.js";
import { Button } from "../ui/antd.js";
import { Empty } from "../ui/Empty.js";
import { useLang, useWords } from "../ui/i18n.js";
import { later } from "../ui/later.js";
import { Money, SignedMoney } from "../ui/Money.js";
import { count } from "../ui/money.js";
import { TableTwin } from "../ui/TableTwin.js";
import { WORDS } from "./words.js";

const Refused = later(() => import("../views/refused/index.js"));

/** What the rule costs, by benefit, and what changed against the baseline. */
export function Impact() {
  const t = useWords(WORDS);
  const s = useWords(STRIP);
  const lang = useLang();
  const summary = useWork((w) => w.summary);
  const policy = useWork((w) => w.good?.policy ?? null);
  const baseline = useWork((w) => w.baseline);
  const roster = useWork((w) => w.roster);
  const busy = useWork((w) => w.busy !== null);
  const assumes = useWork((w) => Object.keys(w.entered).length > 0);
  const scheme = useWork((w) => w.document?.scheme ?? null);
  if (!roster && busy) return null;
  if (!roster)
    return (
      <Empty text={t("noRoster")}>
        {scheme && (
          <Button type="primary" onClick={() => void takeSampleRoster(scheme, SAMPLE_HOUSEHOLDS)}>
            {s("takeSample")}
          </Button>
        )}
        <Button onClick={() => goTo("rosters")}>{t("import")}</Button>
      </Empty>
    );
  if (!summary || !policy) return <Empty text={t("noResult")} />;
  const refused = (
    <Suspense fallback={null}>
      <Refused />
    </Suspense>
  );
  if (summary.refused) return refused;
  const compared = summary.difference !== null && summary.byBenefitBefore !== null;
  const row = (name: string, total: (typeof summary)["total"], before: (typeof summary)["total"] | null) => ({
    name,
    amount: <Money amount={total.amount} />,
    delta: <SignedMoney amount={sub(total.amount, before?.amount ?? ZERO)} />,
    ceiling: <Money amount={total.ceiling} />,
    recipients: count(total.recipients),
    undecided: count(total.undecided),
  });
  const before = summary.byBenefitBefore;
  const unchanged =
    summary.difference !== null && summary.difference.gain + summary.difference.lose === 0 && baseline !== null;
  return (
    <>
      <TableTwin
        caption={t("byBenefit")}
        columns={[
          { key: "name", title: t("benefit") },
          { key: "amount", title: t("amount"), numeric: true },
          ...(compared ? [{ key: "delta", title: t("delta"), numeric: true }] : []),
          { key: "ceiling", title: t("ceiling"), numeric: true },
          { key: "recipients", title: t("recipients"), numeric: true },
          // A column of noughts takes the room of the others.
          ...(summary.total.undecided > 0 ? [{ key: "undecided", title: t("undecided"), numeric: true }] : []),
        ]}
        rows={policy.benefits.flatMap((b) => {
          const total = summary.byBenefit[b.id];
          return total ? [row(policy.about[b.id]?.[lang] ?? b.id, total, before?.[b.id] ?? null)] : [];
        })}
        total={row(
          t("totalRow"),
          summary.total,
          summary.difference
            ? { ...summary.total, amount: sub(summary.total.amount, summary.difference.amount) }
            : null,
        )}
      />
      {summary.total.recipients === 0 && (
        <Empty text={t("nobody")}>
          <Button onClick={() => goTo("results")}>{t("funnel")}</Button>
        </Empty>
      )}
      {unchanged && summary.hash !== baseline?.good.hash && <p className="muted">{t("noEffect")}</p>}
      {assumes && refused}
      {summary.engine.slowRows > 0 && <p className="muted small">{t("slow", { n: count(summary.engine.slowRows) })}</p>}
    </>
  );
}
