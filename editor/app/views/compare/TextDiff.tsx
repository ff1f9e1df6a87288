import { useWork } from "../../store/state.js";
import { Changes } from "../../ui/Changes.js";
import { useWords } from "../../ui/i18n.js";
import { WORDS } from "./words.js";

/** Both texts side by side, to be read. */
export function TextDiff() {
  const t = useWords(WORDS);
  const before = useWork((s) => s.baseline?.text ?? "");
  const after = useWork((s) => s.document?.text ?? "");
  return (
    <section>
      <h2>{t("text")}</h2>
      <Changes before={before} after={after} height={384} />
    </section>
  );
}
