import type { Change, Fact } from "../../../worker/results/protocol.js";
import { useWork } from "../../store/state.js";
import { Select } from "../../ui/antd.js";
import { DateBox } from "../../ui/DateBox.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { nameOf } from "../names.js";
import { WORDS } from "./words.js";

interface Props {
  readonly facts: readonly Fact[];
  readonly changes: readonly Change[];
  readonly change: (fact: Fact, value: string | null) => void;
}

/** The facts that the policy reads, row by row. A private one is masked and stays as it is. */
export function Facts({ facts, changes, change }: Props) {
  const lang = useLang();
  const policy = useWork((s) => s.good?.policy ?? null);
  const rows = new Map<string, Fact[]>();
  for (const fact of facts) {
    const row = JSON.stringify([fact.entity, fact.row]);
    rows.set(row, [...(rows.get(row) ?? []), fact]);
  }
  const [own, ...inside] = rows.values();
  const list = (of: readonly Fact[]) => <Row facts={of} changes={changes} change={change} />;
  return (
    <>
      {own ? list(own) : null}
      {inside.map((of) => {
        const [{ entity, row }] = of as [Fact, ...Fact[]];
        return (
          <fieldset className="row-facts" key={`${entity} ${row}`}>
            <legend>
              {policy ? nameOf(policy, entity, lang) : entity} <span className="num">{row}</span>
            </legend>
            {list(of)}
          </fieldset>
        );
      })}
    </>
  );
}

function Row({ facts, changes, change }: Props) {
  const lang = useLang();
  return (
    <dl className="facts">
      {facts.map((fact) => {
        const own = changes.find((c) => c.entity === fact.entity && c.row === fact.row && c.field === fact.field);
        const value = own ? own.value : fact.value;
        const id = `fact-${fact.entity}-${fact.row}-${fact.field}`;
        return (
          <div key={id} className={own ? "changed" : undefined}>
            <dt>
              <label htmlFor={id}>{fact.name[lang]}</label>
            </dt>
            <dd>
              <Value id={id} fact={fact} value={value} change={change} /> {fact.unit[lang]}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface ValueProps {
  readonly id: string;
  readonly fact: Fact;
  readonly value: string | null;
  readonly change: Props["change"];
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

function Value({ id, fact, value, change }: ValueProps) {
  const t = useWords(WORDS);
  const lang = useLang();
  if (fact.masked) return <span id={id}>{value ?? t("blank")}</span>;
  if (fact.kind === "bool" || fact.kind === "enum") {
    const options =
      fact.kind === "bool"
        ? [
            { value: "true", label: t("yes") },
            { value: "false", label: t("no") },
          ]
        : fact.choices.map((c) => ({ value: c.id, label: c.name[lang] }));
    return (
      <Select
        id={id}
        size="small"
        value={value ?? undefined}
        placeholder={t("blank")}
        allowClear
        options={options}
        style={{ minWidth: "9rem" }}
        onChange={(next: string | undefined) => change(fact, next ?? null)}
      />
    );
  }
  if (fact.kind === "date")
    return <DateBox id={id} day={value ?? ""} blank change={(day) => change(fact, day === "" ? null : day)} />;
  return (
    <input
      id={id}
      className="num"
      inputMode={fact.kind === "number" ? "decimal" : undefined}
      defaultValue={value ?? ""}
      key={value ?? ""}
      placeholder={t("blank")}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
      onBlur={(event) => {
        const text = event.currentTarget.value.trim().normalize("NFKC");
        if (text === "") change(fact, null);
        else if (fact.kind !== "number" || DECIMAL.test(text)) change(fact, text);
        else event.currentTarget.value = value ?? "";
      }}
    />
  );
}
