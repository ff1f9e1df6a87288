import { useState } from "react";
import { useWork } from "../../store/state.js";
import { dropVersion, keepVersion, restoreVersion, setBaseline } from "../../store/versions.js";
import { Button } from "../../ui/antd.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { WORDS } from "./words.js";

/** Texts that are kept by name. */
export default function Versions() {
  const t = useWords(WORDS);
  const lang = useLang();
  const versions = useWork((s) => s.versions);
  const [name, setName] = useState("");
  return (
    <>
      <form
        className="row"
        onSubmit={(e) => {
          e.preventDefault();
          keepVersion(name.trim() || `${versions.length + 1}`);
          setName("");
        }}
      >
        <input
          value={name}
          onChange={(e) => setName(e.target.value)}
          placeholder={t("versionName")}
          aria-label={t("versionName")}
        />
        <Button size="small" htmlType="submit">
          {t("keep")}
        </Button>
      </form>
      {versions.length === 0 && <p className="muted small">{t("versionsNone")}</p>}
      <ul className="outline">
        {versions.map((v) => (
          <li key={v.id}>
            {v.name}{" "}
            <small className="muted num outline-note">
              {new Date(v.at).toLocaleTimeString(lang === "zh" ? "zh-CN" : "en-GB")}
            </small>
            <div className="row">
              <Button size="small" onClick={() => restoreVersion(v)}>
                {t("restore")}
              </Button>
              <Button size="small" onClick={() => void setBaseline(v)}>
                {t("asBaseline")}
              </Button>
              <Button size="small" onClick={() => dropVersion(v.id)}>
                {t("drop")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
