import { tellFault } from "../../store/notices.js";
import { useWork } from "../../store/state.js";
import { edit } from "../../store/text.js";
import { engine, onProgress, signal } from "../../store/workers.js";
import { Button } from "../../ui/antd.js";
import { Empty } from "../../ui/Empty.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { Money, SignedMoney } from "../../ui/Money.js";
import { count } from "../../ui/money.js";
import { TableTwin } from "../../ui/TableTwin.js";
import { useAnswer } from "../answer.js";
import { ClauseLink } from "../links.js";
import { spanOf } from "../names.js";
import { Waiting } from "../Waiting.js";
import { takenSpan } from "./taken.js";
import { WORDS } from "./words.js";

/** Each open question with what its readings cost; one of them can be taken, which is an edit of the text. */
export default function Readings() {
  const t = useWords(WORDS);
  const lang = useLang();
  const summary = useWork((s) => s.summary);
  const policy = useWork((s) => s.good?.policy ?? null);
  const answer = useAnswer("readings", () => {
    const { id } = signal();
    return engine().priced(
      id,
      onProgress(() => {}),
    );
  });
  const priced = answer.value;
  if (!summary || !policy) return <Empty text={t("none")} />;
  if (priced !== null && priced.length === 0) return <Empty text={t("noQuestions")} />;
  const take = (question: string, reading: string, spelled: { readonly zh: string; readonly en: string }) => {
    const { good, document } = useWork.getState();
    const span = good === null || document === null ? null : spanOf(good.policy, question, document.path);
    const at = span === null || document === null ? null : takenSpan(document.text, span);
    if (at === null) tellFault(new Error(`no reading is taken in ${question}`));
    else edit([{ ...at, text: at.latin ? reading : spelled.zh }]);
  };
  return (
    <div className="readings">
      <p>{t("about")}</p>
      <Waiting answer={answer} />
      {(priced ?? []).map((q) => (
        <section key={q.question} data-question={q.question}>
          <h2>
            <ClauseLink id={q.question}>{q.name[lang]}</ClauseLink>
          </h2>
          <TableTwin
            caption={q.name[lang]}
            columns={[
              { key: "name", title: t("reading") },
              { key: "amount", title: t("amount"), numeric: true },
              { key: "difference", title: t("difference"), numeric: true },
              { key: "affected", title: t("affected"), numeric: true },
              { key: "onBound", title: t("onBound"), numeric: true },
              { key: "take", title: "" },
            ]}
            rows={q.readings.map((r) => ({
              name: (
                <>
                  {policy.about[`${q.question}.${r.id}`]?.label ?? r.name[lang]}
                  {r.priced === null ? <strong className="tag">{t("taken")}</strong> : null}
                </>
              ),
              amount: r.priced === null ? <Money amount={summary.total.amount} /> : <Money amount={r.priced.amount} />,
              difference: r.priced === null ? "" : <SignedMoney amount={r.priced.difference} />,
              affected: r.priced === null ? "" : count(r.priced.affected),
              onBound: r.priced?.onBound == null ? "" : count(r.priced.onBound),
              take:
                r.priced === null ? (
                  ""
                ) : (
                  <Button size="small" onClick={() => take(q.question, r.id, r.name)}>
                    {t("take")}
                  </Button>
                ),
            }))}
          />
        </section>
      ))}
    </div>
  );
}
