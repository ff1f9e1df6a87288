import { useState } from "react";
import { parse, text } from "../../../../compiler/ir/rational.js";
import type { Sought, Swing, Tunable } from "../../../worker/goal/protocol.js";
import { acceptNumber } from "../../store/goal.js";
import { tell, tellFault } from "../../store/notices.js";
import { useWork } from "../../store/state.js";
import { engine, onProgress, signal } from "../../store/workers.js";
import { Alert, Button, Select } from "../../ui/antd.js";
import { Empty } from "../../ui/Empty.js";
import { type Lang, useLang, useWords } from "../../ui/i18n.js";
import { Money, SignedMoney } from "../../ui/Money.js";
import { yuan } from "../../ui/money.js";
import { TableTwin } from "../../ui/TableTwin.js";
import { useAnswer } from "../answer.js";
import { WORDS } from "./words.js";

/** Goal-seek, and what each parameter moves. */
export default function Goal() {
  const t = useWords(WORDS);
  const summary = useWork((s) => s.summary);
  const { value: numbers } = useAnswer("tunables", () => engine().tunables());
  if (!summary) return <Empty text={t("none")} />;
  return (
    <div className="goal">
      <Seek numbers={(numbers ?? []).filter((n) => n.inText && n.value !== null)} />
      <Swings />
    </div>
  );
}

/** Runs one long call at a time, with a way to stop it. */
function useLong() {
  const [stop, setStop] = useState<(() => void) | null>(null);
  const run = async <T,>(work: (id: number) => Promise<T>): Promise<T | null> => {
    const { id, cancel } = signal();
    setStop(() => cancel);
    try {
      return await work(id);
    } catch (error) {
      tellFault(error);
      return null;
    } finally {
      setStop(null);
    }
  };
  return { stop, run };
}

type Unit = Tunable["unit"];

/** 3000元, `3000 yuan`. */
const unitAfter = (unit: Unit, lang: Lang): string => (lang === "en" && unit.en !== "" ? ` ${unit.en}` : unit[lang]);

function labelOf(n: Tunable, lang: Lang): string {
  return `${n.name[lang]}${lang === "zh" ? "：" : ": "}${n.value}${unitAfter(n.unit, lang)}`;
}

const quiet = () => onProgress(() => {});

function Seek({ numbers }: { readonly numbers: readonly Tunable[] }) {
  const t = useWords(WORDS);
  const lang = useLang();
  const [address, setAddress] = useState<string | null>(null);
  const [wanted, setWanted] = useState("");
  const [sought, setSought] = useState<Sought | null>(null);
  const { stop, run } = useLong();
  const chosen = numbers.find((n) => n.address === address) ?? null;
  const seek = async () => {
    const amount = parse(wanted.normalize("NFKC").replaceAll(",", "").trim());
    if (amount === null || chosen === null) {
      tell("warning", WORDS.badTotal);
      return;
    }
    setSought(await run((id) => engine().seek(chosen.address, text(amount), id, quiet())));
  };
  const accept = async () => {
    if (!chosen || !sought?.answer) return;
    const done = await acceptNumber(chosen, sought.answer.value);
    tell(done ? "info" : "warning", done ? WORDS.accepted : WORDS.byHand);
    if (done) setSought(null);
  };
  const said = (s: Sought) => {
    const at = s.answer ?? s.nearest;
    const key = s.answer === null ? "noAnswer" : s.answer.exact ? "exact" : "answer";
    return t(key, { value: `${at.value}${unitAfter(s.unit, lang)}`, total: yuan(at.total) });
  };
  return (
    <section>
      <p>{t("about")}</p>
      <div className="choose">
        <label htmlFor="goal-number">{t("number")}</label>
        <Select
          id="goal-number"
          showSearch
          optionFilterProp="label"
          value={address}
          style={{ minWidth: "20rem" }}
          options={numbers.map((n) => ({ value: n.address, label: labelOf(n, lang) }))}
          onChange={(next: string | null) => {
            setAddress(next);
            setSought(null);
          }}
        />
        <label htmlFor="goal-total">{t("total")}</label>
        <input
          id="goal-total"
          className="num"
          inputMode="decimal"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") void seek();
          }}
        />
        {stop ? (
          <Button onClick={stop}>{t("cancel")}</Button>
        ) : (
          <Button type="primary" data-action="seek" disabled={chosen === null} onClick={() => void seek()}>
            {t("seek")}
          </Button>
        )}
      </div>
      {sought ? (
        <div data-sought={sought.answer === null ? "none" : "found"}>
          <Alert
            type={sought.answer === null ? "warning" : "success"}
            showIcon
            title={said(sought)}
            action={
              sought.answer ? (
                <Button size="small" data-action="accept" onClick={() => void accept()}>
                  {t("accept")}
                </Button>
              ) : undefined
            }
          />
          {sought.crossings.length > 1 && (
            <TableTwin
              caption={t("crossings", { runs: sought.runs })}
              columns={[
                { key: "value", title: t("value"), numeric: true },
                { key: "amount", title: t("amount"), numeric: true },
              ]}
              rows={sought.crossings.map((c) => ({
                value: `${c.value}${unitAfter(sought.unit, lang)}`,
                amount: <Money amount={c.total} />,
              }))}
            />
          )}
        </div>
      ) : null}
    </section>
  );
}

function Swings() {
  const t = useWords(WORDS);
  const lang = useLang();
  const [swings, setSwings] = useState<readonly Swing[] | null>(null);
  const { stop, run } = useLong();
  const cell = (m: Swing["up"], unit: string) =>
    m === null ? (
      <span className="muted">{t("outside")}</span>
    ) : (
      <>
        {m.value}
        {unit} → <SignedMoney amount={m.difference} />
      </>
    );
  return (
    <section>
      <h2>{t("swings")}</h2>
      <div className="buttons">
        {stop ? (
          <Button onClick={stop}>{t("cancel")}</Button>
        ) : (
          <Button onClick={() => void run((id) => engine().swings(id, quiet())).then(setSwings)}>{t("work")}</Button>
        )}
      </div>
      {swings ? (
        <TableTwin
          caption={t("swings")}
          columns={[
            { key: "name", title: t("parameter") },
            { key: "value", title: t("value"), numeric: true },
            { key: "down", title: t("down"), numeric: true },
            { key: "up", title: t("up"), numeric: true },
          ]}
          rows={swings.map((s) => ({
            name: s.name[lang],
            value: `${s.value ?? ""}${unitAfter(s.unit, lang)}`,
            down: cell(s.down, unitAfter(s.unit, lang)),
            up: cell(s.up, unitAfter(s.unit, lang)),
          }))}
        />
      ) : null}
    </section>
  );
}
