import type { OutlineItem } from "../../../../compiler/services/index.js";
import { reveal } from "../../store/navigation.js";
import { useWork } from "../../store/state.js";
import { type Lang, useLang, useWords } from "../../ui/i18n.js";
import { WORDS } from "./words.js";

/** The clauses in written order; a click leads to each. */
export function Outline() {
  const t = useWords(WORDS);
  const lang = useLang();
  const outline = useWork((s) => s.checked?.outline ?? null);
  if (!outline) return <p className="muted">{t("nothing")}</p>;
  return <List items={outline} lang={lang} />;
}

function List({ items, lang }: { readonly items: readonly OutlineItem[]; readonly lang: Lang }) {
  return (
    <ul className="outline">
      {items.map((item) => (
        <li key={item.range.start}>
          <button
            type="button"
            className="quiet"
            onClick={() => reveal(item.selection)}
            title={item.label ?? undefined}
          >
            {item.title[lang] || item.kind}
          </button>
          {item.children.length > 0 && item.kind === "section" ? <List items={item.children} lang={lang} /> : null}
        </li>
      ))}
    </ul>
  );
}
