import { useMemo, useState } from "react";
import { add, ZERO } from "../../../../compiler/ir/rational.js";
import type { Move } from "../../../../runtime/simulate/index.js";
import type { ComparedView } from "../../../worker/results/protocol.js";
import { gainers, histogram } from "../../charts/gainers.js";
import { waterfall } from "../../charts/waterfall.js";
import { useWork } from "../../store/state.js";
import { setBaseline } from "../../store/versions.js";
import { engine } from "../../store/workers.js";
import { Button, Select } from "../../ui/antd.js";
import { Empty } from "../../ui/Empty.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { Money, SignedMoney } from "../../ui/Money.js";
import { count } from "../../ui/money.js";
import { TableTwin } from "../../ui/TableTwin.js";
import { useAnswer } from "../answer.js";
import { FigureCard } from "../FigureCard.js";
import { ClauseLink, HouseholdLink } from "../links.js";
import { nameOf } from "../names.js";
import { Waiting } from "../Waiting.js";
import { TextDiff } from "./TextDiff.js";
import { WORDS } from "./words.js";

/** The text as it stands beside the baseline: what changed, what it moves, who gains and who loses. */
export default function Compare() {
  const t = useWords(WORDS);
  const baseline = useWork((s) => s.baseline);
  const summary = useWork((s) => s.summary);
  const answer = useAnswer("compare", () => engine().compared([]));
  const view = answer.value;
  if (!summary) return <Empty text={t("noResult")} />;
  if (!baseline)
    return (
      <Empty text={t("none")}>
        <Button type="primary" onClick={() => void setBaseline()}>
          {t("set")}
        </Button>
      </Empty>
    );
  return (
    <div className="compare" data-waiting={answer.waiting}>
      <Waiting answer={answer} />
      {view ? (
        <>
          <Groups view={view} />
          <Changes view={view} />
          <Movers view={view} />
        </>
      ) : null}
      <TextDiff />
    </div>
  );
}

function Groups({ view }: { readonly view: ComparedView }) {
  const t = useWords(WORDS);
  const lang = useLang();
  const columns = [
    { key: "name", title: t("group") },
    { key: "before", title: t("before"), numeric: true },
    { key: "after", title: t("after"), numeric: true },
    { key: "net", title: t("net"), numeric: true },
    { key: "gain", title: t("gain"), numeric: true },
    { key: "gains", title: t("gains"), numeric: true },
    { key: "lose", title: t("lose"), numeric: true },
    { key: "losses", title: t("losses"), numeric: true },
    { key: "same", title: t("same"), numeric: true },
    { key: "newly", title: t("newly"), numeric: true },
    { key: "losesAll", title: t("losesAll"), numeric: true },
  ];
  const row = (name: string, r: ComparedView["total"]) => ({
    name,
    before: <Money amount={r.before} />,
    after: <Money amount={r.after} />,
    net: <SignedMoney amount={r.net} />,
    gain: count(r.gain.payees),
    gains: <Money amount={r.gain.amount} />,
    lose: count(r.lose.payees),
    losses: <Money amount={r.lose.amount} />,
    same: count(r.same),
    newly: count(r.newly.payees),
    losesAll: count(r.losesAll.payees),
  });
  const figures = useMemo(
    () => [
      ...view.by.map((one) =>
        gainers(
          one.rows.map((r) => ({
            label: r.name[lang],
            gain: r.gain.payees,
            same: r.same,
            lose: r.lose.payees,
            difference: r.net,
          })),
          lang,
        ),
      ),
      histogram(view.bins, lang),
    ],
    [view, lang],
  );
  return (
    <section>
      <TableTwin caption={t("summary")} columns={columns} rows={[row(t("everybody"), view.total)]} />
      {view.by.map((one) => (
        <TableTwin
          key={one.field}
          caption={one.name[lang]}
          columns={columns}
          rows={one.rows.map((r) => row(r.name[lang], r))}
          total={row(t("everybody"), view.total)}
        />
      ))}
      <div className="cards">
        {figures.map((figure, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one figure for each dimension, in their order.
          <FigureCard key={i} figure={figure} />
        ))}
      </div>
    </section>
  );
}

function Changes({ view }: { readonly view: ComparedView }) {
  const t = useWords(WORDS);
  const lang = useLang();
  const policy = useWork((s) => s.good?.policy ?? null);
  const name = (c: ComparedView["changes"][number]) => {
    if (c.clause !== null) return c.name?.[lang] ?? c.clause;
    const known = ["roster", "growth", "date", "takeUp", "header"] as const;
    const kind = known.find((k) => k === c.kind);
    return kind ? t(kind) : c.kind;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `name` and `t` follow the language.
  const figure = useMemo(
    () =>
      waterfall(
        { label: t("baseline"), amount: view.total.before },
        view.changes.map((c) => ({ label: name(c), amount: c.inOrder })),
        t("draft"),
        lang,
      ),
    [view, lang],
  );
  const sums = view.changes.reduce((s, c) => ({ alone: add(s.alone, c.alone), inOrder: add(s.inOrder, c.inOrder) }), {
    alone: ZERO,
    inOrder: ZERO,
  });
  return (
    <section>
      <h2>{t("changes")}</h2>
      {view.changes.length === 0 ? (
        <p>{t("noChanges")}</p>
      ) : (
        <>
          <TableTwin
            caption={t("changes")}
            columns={[
              { key: "name", title: t("change") },
              { key: "from", title: t("from"), numeric: true },
              { key: "to", title: t("to"), numeric: true },
              { key: "alone", title: t("alone"), numeric: true },
              { key: "inOrder", title: t("inOrder"), numeric: true },
            ]}
            rows={[
              ...view.changes.map((c) => ({
                name: c.clause === null ? name(c) : <ClauseLink id={c.clause}>{name(c)}</ClauseLink>,
                from: c.from ?? "",
                to: c.to ?? "",
                alone: <SignedMoney amount={c.alone} />,
                inOrder: <SignedMoney amount={c.inOrder} />,
              })),
              {
                name: t("interaction"),
                from: "",
                to: "",
                alone: <SignedMoney amount={view.interaction} />,
                inOrder: "",
              },
            ]}
            total={{
              name: t("net"),
              alone: <SignedMoney amount={add(sums.alone, view.interaction)} />,
              inOrder: <SignedMoney amount={sums.inOrder} />,
            }}
          />
          <FigureCard figure={figure} />
        </>
      )}
      {view.wording.length > 0 && policy ? (
        <p className="muted">
          {t("wording", {
            names: view.wording.map((w) => nameOf(policy, w.id, lang)).join(lang === "zh" ? "、" : ", "),
          })}
        </p>
      ) : null}
    </section>
  );
}

const MOVES = ["lose", "losesAll", "gain", "newly"] as const satisfies readonly Move[];
const LISTED = 100;

function Movers({ view }: { readonly view: ComparedView }) {
  const t = useWords(WORDS);
  const lang = useLang();
  const [move, setMove] = useState<(typeof MOVES)[number]>("lose");
  const [value, setValue] = useState<string | null>(null);
  const town = view.by.find((b) => b.field.endsWith(".town")) ?? null;
  const group = town === null || value === null ? null : { field: town.field, value };
  const { value: found } = useAnswer(`movers ${move} ${value}`, () => engine().movers(move, group, LISTED));
  return (
    <section data-movers={move}>
      <h2>{t("movers")}</h2>
      <div className="choose">
        <label htmlFor="movers-move">{t("showing")}</label>
        <Select
          id="movers-move"
          value={move}
          style={{ minWidth: "10rem" }}
          options={MOVES.map((m) => ({ value: m, label: t(m) }))}
          onChange={setMove}
        />
        {town ? (
          <Select
            aria-label={t("town")}
            value={value ?? ""}
            style={{ minWidth: "10rem" }}
            options={[
              { value: "", label: t("everywhere") },
              ...town.rows.flatMap((r) => (r.label === null ? [] : [{ value: r.label.key, label: r.name[lang] }])),
            ]}
            onChange={(next: string) => setValue(next === "" ? null : next)}
          />
        ) : null}
      </div>
      {found === null || found.length === 0 ? (
        <p className="muted">{t("nobody")}</p>
      ) : (
        <TableTwin
          caption={t(move)}
          columns={[
            { key: "name", title: t("household") },
            { key: "before", title: t("before"), numeric: true },
            { key: "after", title: t("after"), numeric: true },
          ]}
          rows={found.map((f) => ({
            name: <HouseholdLink id={f.key}>{f.title}</HouseholdLink>,
            before: <Money amount={f.before} />,
            after: <Money amount={f.net} />,
          }))}
        />
      )}
    </section>
  );
}
