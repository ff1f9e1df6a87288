import { reveal } from "../../store/navigation.js";
import { useWork } from "../../store/state.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { WORDS } from "./words.js";

/** The open readings and the one taken of each; a click leads to the clause. */
export default function Readings() {
  const t = useWords(WORDS);
  const lang = useLang();
  const policy = useWork((s) => s.good?.policy ?? null);
  const path = useWork((s) => s.document?.path ?? "");
  if (!policy) return <p className="muted">{t("nothing")}</p>;
  return (
    <ul className="outline">
      {policy.values.flatMap((v) => {
        if (v.body.kind !== "readings") return [];
        const about = policy.about[v.id];
        const taken = policy.about[`${v.id}.${v.body.taken}`];
        return [
          <li key={v.id}>
            <button
              type="button"
              className="quiet"
              title={about?.label ?? undefined}
              onClick={() => about?.file === path && reveal(about)}
            >
              {about?.[lang] ?? v.id}
            </button>
            <small className="muted outline-note">
              {t("taken", { name: taken?.[lang] ?? v.body.taken })} · {t("others", { n: v.body.readings.length - 1 })}
            </small>
          </li>,
        ];
      })}
    </ul>
  );
}
