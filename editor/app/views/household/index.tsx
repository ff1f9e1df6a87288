import { useEffect, useMemo, useState } from "react";
import type { Change, Fact, HouseholdView } from "../../../worker/results/protocol.js";
import { cliff } from "../../charts/cliff.js";
import { showHousehold } from "../../store/navigation.js";
import { isStale, useWork } from "../../store/state.js";
import { engine } from "../../store/workers.js";
import { Button, Select } from "../../ui/antd.js";
import { Empty } from "../../ui/Empty.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { Money } from "../../ui/Money.js";
import { useAnswer } from "../answer.js";
import { FigureCard } from "../FigureCard.js";
import { Waiting } from "../Waiting.js";
import { DerivationList, noticeText } from "./Derivation.js";
import { Facts } from "./Facts.js";
import { WORDS } from "./words.js";

/** One household: its facts, what it gets and why, and what it would get. */
export default function Household() {
  const t = useWords(WORDS);
  const key = useWork((s) => s.household);
  const summary = useWork((s) => s.summary);
  const stale = useWork(isStale);
  const [changes, setChanges] = useState<readonly Change[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another household starts from its own facts.
  useEffect(() => setChanges([]), [key]);
  const asked = `household ${key} ${JSON.stringify(changes)}`;
  const answer = useAnswer(asked, async () => (key === null ? null : engine().household(key, changes)));
  const view = answer.value;
  if (!summary) return <Empty text={t("none")} />;
  return (
    <div className="household" data-stale={stale}>
      <Finder />
      {key === null ? <Empty text={t("pick")} /> : null}
      <Waiting answer={answer} />
      {key !== null && view === null && !answer.waiting ? <p role="status">{t("notThere", { key })}</p> : null}
      {view ? <Told view={view} changes={changes} setChanges={setChanges} /> : null}
    </div>
  );
}

function Finder() {
  const t = useWords(WORDS);
  const key = useWork((s) => s.household);
  const [text, setText] = useState("");
  const { value: found } = useAnswer(`find ${text}`, () => engine().find(text, 30));
  return (
    <div className="choose">
      <label htmlFor="household-find">{t("find")}</label>
      <Select
        id="household-find"
        showSearch
        filterOption={false}
        value={key}
        placeholder={t("findHint")}
        style={{ minWidth: "22rem" }}
        onSearch={setText}
        onChange={(next: string | null) => next !== null && showHousehold(next)}
        options={(found ?? []).map((f) => ({ value: f.key, label: f.title }))}
      />
    </div>
  );
}

interface ToldProps {
  readonly view: HouseholdView;
  readonly changes: readonly Change[];
  readonly setChanges: (changes: readonly Change[]) => void;
}

function Told({ view, changes, setChanges }: ToldProps) {
  const t = useWords(WORDS);
  const lang = useLang();
  const pinned = useWork((s) => s.pinned);
  const [copied, setCopied] = useState(false);
  const change = (fact: Fact, value: string | null) => {
    const rest = changes.filter((c) => c.entity !== fact.entity || c.row !== fact.row || c.field !== fact.field);
    const { entity, row, field } = fact;
    setChanges(value === fact.value ? rest : [...rest, { entity, row, field, value }]);
  };
  const isPinned = pinned.includes(view.key);
  const shown = view.whatIf?.derivation ?? view.draft;
  const copy = async () => {
    if (!shown) return;
    await navigator.clipboard.writeText(noticeText(view.title, shown, lang, t("disclaimer")));
    setCopied(true);
  };
  return (
    <>
      <header className="household-head">
        <h2>{view.title}</h2>
        <Button
          size="small"
          onClick={() =>
            useWork.setState({ pinned: isPinned ? pinned.filter((p) => p !== view.key) : [...pinned, view.key] })
          }
        >
          {t(isPinned ? "unpin" : "pin")}
        </Button>
        <Button size="small" onClick={() => void copy()}>
          {t(copied ? "copied" : "copy")}
        </Button>
      </header>
      <div className="beside facts-first">
        <section>
          <h3>{t("facts")}</h3>
          <Facts facts={view.facts} changes={changes} change={change} />
          {changes.length > 0 && (
            <Button size="small" onClick={() => setChanges([])}>
              {t("reset")}
            </Button>
          )}
        </section>
        <section className="columns">
          {view.whatIf && (
            <Column title={t("whatIf")} derivation={view.whatIf.derivation} amount={view.whatIf.amount} id="what-if" />
          )}
          <Column title={t("draft")} derivation={view.draft} amount={view.amount} id="draft" />
          {view.baseline && (
            <Column
              title={t("baseline")}
              derivation={view.baseline.derivation}
              amount={view.baseline.amount}
              id="baseline"
            />
          )}
        </section>
      </div>
      <Curve view={view} />
    </>
  );
}

interface ColumnProps {
  readonly title: string;
  readonly derivation: HouseholdView["draft"];
  readonly amount: HouseholdView["amount"];
  readonly id: string;
}

function Column({ title, derivation, amount, id }: ColumnProps) {
  const t = useWords(WORDS);
  return (
    <section data-derivation={id}>
      <h3>
        {title} · {t("amount")} <Money amount={amount} />
      </h3>
      {derivation ? <DerivationList derivation={derivation} /> : null}
    </section>
  );
}

function Curve({ view }: { readonly view: HouseholdView }) {
  const t = useWords(WORDS);
  const lang = useLang();
  const own = view.facts[0]?.entity;
  const fields = view.facts.filter((f) => f.kind === "number" && !f.masked && f.entity === own);
  const [chosen, setField] = useState<string | null>(null);
  const field = chosen ?? fields[0]?.field ?? null;
  const { value: curve } = useAnswer(`curve ${view.key} ${field}`, async () =>
    field === null ? null : engine().curve(view.key, field),
  );
  const figure = useMemo(
    () => (curve === null ? null : cliff(curve.points, curve.field[lang], curve.unit[lang], lang)),
    [curve, lang],
  );
  if (fields.length === 0) return null;
  return (
    <section>
      <div className="choose">
        <label htmlFor="curve-field">{t("curve")}</label>
        <Select
          id="curve-field"
          value={field}
          style={{ minWidth: "14rem" }}
          options={fields.map((f) => ({ value: f.field, label: f.name[lang] }))}
          onChange={setField}
        />
      </div>
      {figure ? <FigureCard figure={figure} /> : null}
    </section>
  );
}
