import { useState } from "react";
import type { FormFormat, FormKind, FormRequest } from "../../../worker/results/protocol.js";
import { tellFault } from "../../store/notices.js";
import { officialSentences } from "../../store/sentences.js";
import { isStale, useWork } from "../../store/state.js";
import { engine } from "../../store/workers.js";
import { Alert, Button, Checkbox, Select } from "../../ui/antd.js";
import { DateBox } from "../../ui/DateBox.js";
import { Empty } from "../../ui/Empty.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { useAnswer } from "../answer.js";
import Refused from "../refused/index.js";
import { Waiting } from "../Waiting.js";
import { download } from "./download.js";
import { Preview } from "./Preview.js";
import { WORDS } from "./words.js";

const KINDS = ["notice", "payment", "summary", "detail", "doubts", "scheme"] as const satisfies readonly FormKind[];

/** The forms that an office takes, seen before they are written. */
export default function Exports() {
  const t = useWords(WORDS);
  const lang = useLang();
  const summary = useWork((s) => s.summary);
  const stale = useWork(isStale);
  const assumes = useWork((s) => Object.keys(s.entered).length > 0);
  const [kind, setKind] = useState<FormKind>("notice");
  const [facts, setFacts] = useState({ document: "", telephone: "", issuer: "", from: "", to: "" });
  const [accounts, setAccounts] = useState(false);
  const given = (text: string) => (text.trim() === "" ? null : text.trim());
  const request = (format: FormFormat): Omit<FormRequest, "sentences"> => ({
    kind,
    format,
    lang,
    document: given(facts.document),
    telephone: given(facts.telephone),
    issuer: given(facts.issuer),
    period: facts.from !== "" && facts.to !== "" ? { from: facts.from, to: facts.to } : null,
    accounts: kind === "payment" && accounts,
  });
  const whole = async (asked: Omit<FormRequest, "sentences">): Promise<FormRequest> => ({
    ...asked,
    sentences: asked.kind === "scheme" ? await officialSentences(lang) : {},
  });
  const answer = useAnswer(JSON.stringify(request("xlsx")), async () => engine().preview(await whole(request("xlsx"))));
  const preview = answer.value;
  const write = async (format: FormFormat) => {
    try {
      const file = await engine().form(await whole(request(format)));
      if (file) download(file);
    } catch (error) {
      tellFault(error);
    }
  };
  if (!summary) return <Empty text={t("none")} />;
  const blocked = summary.refused && kind !== "doubts" && kind !== "scheme";
  const field = (name: keyof typeof facts) => (
    <div key={name}>
      <label htmlFor={`export-${name}`}>{t(name)}</label>{" "}
      {name === "from" || name === "to" ? (
        <DateBox id={`export-${name}`} day={facts[name]} blank change={(day) => setFacts({ ...facts, [name]: day })} />
      ) : (
        <input
          id={`export-${name}`}
          value={facts[name]}
          onChange={(event) => setFacts({ ...facts, [name]: event.target.value })}
        />
      )}
    </div>
  );
  return (
    <div className="exports">
      {stale && <Alert type="warning" showIcon title={t("stale")} />}
      <div className="choose">
        <label htmlFor="export-form">{t("form")}</label>
        <Select
          id="export-form"
          value={kind}
          style={{ minWidth: "12rem" }}
          options={KINDS.map((k) => ({ value: k, label: t(k) }))}
          onChange={setKind}
        />
      </div>
      <div className="export-facts">
        {field("document")}
        {kind === "notice" && (["issuer", "telephone"] as const).map((name) => field(name))}
        {kind === "notice" && (["from", "to"] as const).map((name) => field(name))}
        {kind === "payment" && (
          <Checkbox checked={accounts} onChange={(event) => setAccounts(event.target.checked)}>
            {t("accounts")}
          </Checkbox>
        )}
      </div>
      <p className="muted">{t("masked")}</p>
      {blocked ? (
        <Refused />
      ) : (
        <>
          {assumes && kind !== "scheme" && kind !== "doubts" ? (
            <Alert type="warning" showIcon title={t("assumed")} />
          ) : null}
          <div className="buttons">
            {kind === "scheme" ? (
              <Button type="primary" onClick={() => void write("docx")}>
                {t("docx")}
              </Button>
            ) : (
              <>
                <Button type="primary" data-action="xlsx" onClick={() => void write("xlsx")}>
                  {t("xlsx")}
                </Button>
                <Button onClick={() => void write("csv")}>{t("csv")}</Button>
              </>
            )}
            <Button onClick={() => window.print()}>{t("print")}</Button>
          </div>
          <h2>{t("preview")}</h2>
          <Waiting answer={answer} />
          {preview ? <Preview preview={preview} /> : null}
        </>
      )}
    </div>
  );
}
