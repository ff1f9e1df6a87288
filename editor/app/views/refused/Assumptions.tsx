import { useId, useState } from "react";
import * as R from "../../../../compiler/ir/rational.js";
import type { Assumed } from "../../../../runtime/simulate/index.js";
import { assume } from "../../store/assumptions.js";
import { useWork } from "../../store/state.js";
import { Select } from "../../ui/antd.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { nameOf } from "../names.js";
import { WORDS } from "./words.js";

/** What to assume for each benefit whose amount a person enters. */
export function Assumptions() {
  const t = useWords(WORDS);
  const policy = useWork((s) => s.good?.policy ?? null);
  if (!policy) return null;
  return (
    <section className="assumptions">
      <h3>{t("assume")}</h3>
      <p className="muted">{t("assumeNote")}</p>
      {policy.benefits
        .filter((b) => b.entered)
        .map((b) => (
          <One key={b.id} benefit={b.id} />
        ))}
    </section>
  );
}

const KINDS = ["ceiling", "percent", "floor", "history"] as const satisfies readonly Assumed["kind"][];
type Kind = Assumed["kind"] | "none";

function One({ benefit }: { readonly benefit: string }) {
  const t = useWords(WORDS);
  const lang = useLang();
  const id = useId();
  const policy = useWork((s) => s.good?.policy ?? null);
  const now = useWork((s) => s.entered[benefit] ?? null);
  const [percent, setPercent] = useState("80");
  const share = shareOf(percent);
  if (!policy) return null;
  const choose = (kind: Kind) => {
    if (kind === "none") void assume(benefit, null);
    else if (kind !== "percent") void assume(benefit, { kind });
    else if (share !== null) void assume(benefit, { kind, share });
  };
  const takePercent = () => {
    if (share !== null && now?.kind === "percent" && now.share !== share)
      void assume(benefit, { kind: "percent", share });
  };
  const name = nameOf(policy, benefit, lang);
  return (
    <div className="row" data-assume={benefit}>
      <label htmlFor={id}>{name}</label>
      <Select
        id={id}
        size="small"
        value={(now?.kind ?? "none") as Kind}
        options={(["none", ...KINDS] as const).map((kind) => ({ value: kind, label: t(kind) }))}
        style={{ minWidth: "9rem" }}
        onChange={choose}
      />
      {now?.kind === "percent" ? (
        <>
          <input
            type="text"
            className="num percent"
            aria-label={t("percentOf", { name })}
            aria-invalid={share === null}
            value={percent}
            onChange={(event) => setPercent(event.target.value)}
            onBlur={takePercent}
            onKeyDown={(event) => {
              if (event.key === "Enter") takePercent();
            }}
          />
          <span>%</span>
          {share === null ? <small className="over">{t("badPercent")}</small> : null}
        </>
      ) : null}
    </div>
  );
}

/** `80` → 4/5; null: no number from 0 to 100. */
function shareOf(percent: string): string | null {
  const read = R.parse(percent.trim());
  if (read === null || R.sign(read) < 0 || R.compare(read, R.integer(100)) > 0) return null;
  return R.text(R.div(read, R.integer(100)));
}
