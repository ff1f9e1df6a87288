import { useState } from "react";
import { sub } from "../../../../compiler/ir/rational.js";
import { showHousehold } from "../../store/navigation.js";
import { pin, unpin } from "../../store/pinned.js";
import { useWork } from "../../store/state.js";
import { Button } from "../../ui/antd.js";
import { useWords } from "../../ui/i18n.js";
import { Money, SignedMoney } from "../../ui/Money.js";
import { WORDS } from "./words.js";

/** Households whose amounts stay in sight. */
export default function Pinned() {
  const t = useWords(WORDS);
  const pinned = useWork((s) => s.pinned);
  const told = useWork((s) => s.summary?.pinned ?? null);
  const [key, setKey] = useState("");
  return (
    <>
      <form
        className="row"
        onSubmit={(e) => {
          e.preventDefault();
          if (key.trim() !== "") pin(key.trim());
          setKey("");
        }}
      >
        <input
          value={key}
          onChange={(e) => setKey(e.target.value)}
          placeholder={t("pinPlaceholder")}
          aria-label={t("pinPlaceholder")}
        />
        <Button size="small" htmlType="submit">
          {t("pin")}
        </Button>
      </form>
      {pinned.length === 0 && <p className="muted small">{t("pinnedNone")}</p>}
      <ul className="outline">
        {pinned.map((k) => {
          const found = told?.find((p) => p.key === k);
          return (
            <li key={k} className="row">
              <button type="button" className="quiet" onClick={() => showHousehold(k)}>
                {k}
              </button>
              {found?.net ? <Money amount={found.net} /> : <span className="muted">{t("notFound")}</span>}
              {found?.net && found.before ? <SignedMoney amount={sub(found.net, found.before)} /> : null}
              <button type="button" className="quiet" aria-label={t("unpin", { key: k })} onClick={() => unpin(k)}>
                ×
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
