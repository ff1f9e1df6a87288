import { memo } from "react";
import { SAMPLE_HOUSEHOLDS } from "../store/documents.js";
import { runAsOf } from "../store/evaluation.js";
import { showPane } from "../store/navigation.js";
import { takeSampleRoster } from "../store/rosters.js";
import { isSettled, isStale, useWork } from "../store/state.js";
import { clearBaseline, setBaseline } from "../store/versions.js";
import { Button } from "../ui/antd.js";
import { DateBox } from "../ui/DateBox.js";
import { useLang, useWords } from "../ui/i18n.js";
import { Money, SignedMoney, WanMoney } from "../ui/Money.js";
import { count } from "../ui/money.js";
import { Announcer } from "./Announcer.js";
import { Working } from "./Working.js";
import { WORDS } from "./words.js";

/** The figures that are always in sight. */
export function Strip() {
  const stale = useWork(isStale);
  const settled = useWork(isSettled);
  return (
    <header className={stale ? "strip stale" : "strip"} data-stale={stale} data-settled={settled}>
      <Figures stale={stale} />
    </header>
  );
}

/** Apart from what changes with every key: that is drawn before the letter is. */
const Figures = memo(({ stale }: { readonly stale: boolean }) => {
  const t = useWords(WORDS);
  const lang = useLang();
  const summary = useWork((s) => s.summary);
  const roster = useWork((s) => s.roster);
  const baseline = useWork((s) => s.baseline);
  const assumes = useWork((s) => Object.keys(s.entered).length > 0);
  const scheme = useWork((s) => s.document?.scheme ?? null);
  return (
    <>
      {summary?.refused ? (
        <Figure name={t("total")} id="total">
          <Button size="small" danger onClick={() => showPane("3")}>
            {t("refused")}
          </Button>
        </Figure>
      ) : summary ? (
        <>
          <Figure name={t("total")} id="total">
            <WanMoney amount={summary.total.amount} label={t("total")} />
          </Figure>
          <Figure name={t("ceiling")} id="ceiling">
            {summary.total.ceiling ? (
              <WanMoney amount={summary.total.ceiling} label={t("ceiling")} />
            ) : (
              <Money amount={null} />
            )}
          </Figure>
          <Figure name={t("delta")} id="delta">
            {summary.difference ? (
              <>
                <SignedMoney amount={summary.difference.amount} />{" "}
                <Button
                  size="small"
                  title={t("baselineIs", { name: baseline?.name ?? "" })}
                  onClick={() => void clearBaseline()}
                >
                  {t("clearBaseline")}
                </Button>
                <small>
                  {t("gain", { n: count(summary.difference.gain) })} ·{" "}
                  {t("lose", { n: count(summary.difference.lose) })} ·{" "}
                  {t("same", { n: count(summary.difference.same) })}
                </small>
              </>
            ) : (
              <span className="muted">
                {t("noBaseline")}{" "}
                <Button size="small" onClick={() => void setBaseline()}>
                  {t("setBaseline")}
                </Button>
              </span>
            )}
          </Figure>
          <Figure name={t("recipients", { n: count(summary.total.recipients) })} id="recipients">
            {summary.total.undecided > 0 ? t("undecided", { n: count(summary.total.undecided) }) : ""}
          </Figure>
          <Figure name={t("asOf")} id="asof">
            <DateBox day={summary.asOf} label={t("asOf")} change={runAsOf} />
          </Figure>
        </>
      ) : null}
      <Figure name={t("roster")} id="roster">
        {roster ? (
          <span title={roster.name[lang]}>
            {t("households", { n: count(roster.households) })}
            {roster.synthetic ? ` · ${t("synthetic")}` : ""}
          </span>
        ) : (
          <span className="muted">
            {t("noRoster")}{" "}
            {scheme ? (
              <Button size="small" onClick={() => void takeSampleRoster(scheme, SAMPLE_HOUSEHOLDS)}>
                {t("takeSample")}
              </Button>
            ) : null}
          </span>
        )}
      </Figure>
      {assumes ? <strong className="mark">{t("assumed")}</strong> : null}
      {stale ? (
        <strong className="mark" title={t("staleNote")}>
          {t("stale")}
        </strong>
      ) : null}
      <span className="spring" />
      {summary ? <span className="muted num">{t("elapsed", { n: Math.round(summary.elapsed) })}</span> : null}
      <Working />
      <Announcer />
    </>
  );
});

function Figure({
  name,
  id,
  children,
}: {
  readonly name: string;
  readonly id: string;
  readonly children: React.ReactNode;
}) {
  return (
    <div className="figure" data-figure={id}>
      <span className="name">{name}</span>
      <span className="value">{children}</span>
    </div>
  );
}
