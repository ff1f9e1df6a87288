import { useLang } from "../ui/i18n.js";
import type { Answer } from "./answer.js";

/** Said after a moment of waiting, not before; what was shown last stays meanwhile. */
export function Waiting({ answer }: { readonly answer: Answer<unknown> }) {
  const lang = useLang();
  if (!answer.waiting) return null;
  return (
    <p className="waiting" role="status">
      {lang === "zh" ? "正在测算…" : "Working it out …"}
    </p>
  );
}
