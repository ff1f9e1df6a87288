import { useMemo, useState } from "react";
import { compare, sub, ZERO } from "../../../../compiler/ir/rational.js";
import type { Dimension } from "../../../../runtime/simulate/index.js";
import type { GroupTable, Told } from "../../../worker/results/protocol.js";
import { cashFlow, towns } from "../../charts/towns.js";
import { waterfall } from "../../charts/waterfall.js";
import { isStale, useWork } from "../../store/state.js";
import { engine } from "../../store/workers.js";
import { Select } from "../../ui/antd.js";
import { Empty } from "../../ui/Empty.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { Money } from "../../ui/Money.js";
import { count } from "../../ui/money.js";
import { TableTwin } from "../../ui/TableTwin.js";
import { useAnswer } from "../answer.js";
import { FigureCard } from "../FigureCard.js";
import { ClauseLink } from "../links.js";
import { becauseText, nameOf } from "../names.js";
import Refused from "../refused/index.js";
import { Waiting } from "../Waiting.js";
import { Sections } from "./sections.js";
import { WORDS } from "./words.js";

/** What the rule costs, told in full. */
export default function Results() {
  const t = useWords(WORDS);
  const [field, setField] = useState<string | null>(null);
  const dimensions: Dimension[] = field === null ? [] : [dimensionOf(field)];
  const answer = useAnswer(`results ${field}`, () => engine().told(dimensions));
  const told = answer.value;
  const stale = useWork(isStale);
  const summary = useWork((s) => s.summary);
  if (!summary) return <Empty text={t("none")} />;
  if (!told) return <Waiting answer={answer} />;
  if (told.simulation.refused) return <Refused />;
  return (
    <div className="results" data-waiting={answer.waiting} data-stale={stale}>
      <Waiting answer={answer} />
      <By told={told} field={field} choose={setField} />
      <Clauses told={told} />
      <Sections told={told} />
    </div>
  );
}

const TENTHS = "tenths ";

function dimensionOf(field: string): Dimension {
  return field.startsWith(TENTHS)
    ? { kind: "parts", field: field.slice(TENTHS.length), parts: 10 }
    : { kind: "field", field };
}

interface ByProps {
  readonly told: Told;
  readonly field: string | null;
  readonly choose: (field: string | null) => void;
}

function By({ told, field, choose }: ByProps) {
  const t = useWords(WORDS);
  const lang = useLang();
  const options = told.fields.flatMap((f) => [
    { value: f.id, label: f.name[lang] },
    ...(f.number ? [{ value: `${TENTHS}${f.id}`, label: t("tenths", { name: f.name[lang] }) }] : []),
  ]);
  return (
    <section>
      <div className="choose">
        <label htmlFor="results-by">{t("by")}</label>
        <Select
          id="results-by"
          value={field ?? undefined}
          placeholder={told.by.map((g) => g.name[lang]).join(" · ")}
          options={options}
          allowClear
          showSearch
          optionFilterProp="label"
          style={{ minWidth: "16rem" }}
          onChange={(value: string | undefined) => choose(value ?? null)}
        />
      </div>
      {told.by.map((group) => (
        <GroupCard key={group.field} group={group} />
      ))}
    </section>
  );
}

/** Pixels of a chart beside a table of so many rows: about as tall as the table, as long as both can be seen. */
const heightFor = (rows: number) => Math.min(540, Math.max(220, 31 * rows));

function GroupCard({ group }: { readonly group: GroupTable }) {
  const t = useWords(WORDS);
  const lang = useLang();
  const figure = useMemo(
    () =>
      towns(
        group.rows.map((r) => ({ label: r.name[lang], ceiling: r.ceiling, amount: r.total.amount })),
        lang,
      ),
    [group, lang],
  );
  const budgets = group.rows.some((r) => r.ceiling !== null);
  return (
    <div className="beside">
      <FigureCard figure={figure} height={heightFor(group.rows.length)} />
      <TableTwin
        caption={group.name[lang]}
        columns={[
          { key: "name", title: group.name[lang] },
          { key: "households", title: t("households"), numeric: true },
          { key: "recipients", title: t("recipients"), numeric: true },
          { key: "amount", title: t("amount"), numeric: true },
          ...(budgets
            ? [
                { key: "ceiling", title: t("ceiling"), numeric: true },
                { key: "left", title: t("left"), numeric: true },
              ]
            : []),
          { key: "undecided", title: t("undecided"), numeric: true },
        ]}
        rows={group.rows.map((r) => {
          const over = r.ceiling !== null && compare(r.total.amount, r.ceiling) > 0;
          return {
            name: r.name[lang],
            households: count(r.payees),
            recipients: count(r.total.recipients),
            amount: <Money amount={r.total.amount} />,
            ceiling: r.ceiling === null ? "—" : <Money amount={r.ceiling} />,
            left:
              r.ceiling === null ? (
                "—"
              ) : (
                <span className={over ? "over" : undefined}>
                  <Money amount={sub(r.ceiling, r.total.amount)} /> {over ? <strong>{t("over")}</strong> : null}
                </span>
              ),
            undecided: count(r.total.undecided),
          };
        })}
      />
    </div>
  );
}

function Clauses({ told }: { readonly told: Told }) {
  const lang = useLang();
  const t = useWords(WORDS);
  const policy = useWork((s) => s.good?.policy ?? null);
  const { simulation } = told;
  const figure = useMemo(
    () =>
      policy === null
        ? null
        : waterfall(
            null,
            simulation.benefits.map((b) => ({ label: nameOf(policy, b.benefit, lang), amount: b.total.amount })),
            t("total"),
            lang,
          ),
    [simulation, policy, lang, t],
  );
  const cash = useMemo(
    () =>
      simulation.cash.months.length === 0
        ? null
        : cashFlow(
            simulation.cash.months.map((m) => ({ label: m.month, due: m.amount, open: ZERO })),
            lang,
          ),
    [simulation, lang],
  );
  if (!policy || !figure) return null;
  return (
    <>
      <FigureCard figure={figure} />
      {cash ? <FigureCard figure={cash} /> : null}
      <section>
        <h2>{t("funnel")}</h2>
        {simulation.funnels.map((f) => (
          <TableTwin
            key={f.benefit}
            caption={t("funnelOf", { name: nameOf(policy, f.benefit, lang), rows: count(f.rows), paid: count(f.paid) })}
            columns={[
              { key: "name", title: t("step") },
              { key: "excluded", title: t("excluded"), numeric: true },
              { key: "remaining", title: t("remaining"), numeric: true },
            ]}
            rows={f.steps.map((step) => ({
              name: <ClauseLink id={step.because.clause}>{becauseText(policy, step.because, lang)}</ClauseLink>,
              excluded: count(step.rows),
              remaining: count(step.left),
            }))}
          />
        ))}
      </section>
    </>
  );
}
