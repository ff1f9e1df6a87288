import type { Derivation, Line } from "../../../../runtime/explain/index.js";
import { type Lang, useLang, useWords } from "../../ui/i18n.js";
import { ClauseLink } from "../links.js";
import { WORDS } from "./words.js";

const MARKS = { met: "✓", failed: "✗", undecided: "?" } as const;

/** The derivation in the policy's sentences; each leads to its clause. Failed conditions come first, as they are told. */
export function DerivationList({ derivation }: { readonly derivation: Derivation }) {
  const lang = useLang();
  const t = useWords(WORDS);
  return (
    <ol className="derivation">
      {derivation.lines
        .filter((line) => line.kind !== "household")
        .map((line, i) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a finished derivation does not move.
            key={i}
            data-kind={line.kind}
            data-outcome={line.outcome ?? undefined}
            style={{ marginInlineStart: `${line.depth}rem` }}
          >
            {line.outcome ? (
              <span className={`outcome ${line.outcome}`} role="img" aria-label={t(line.outcome)}>
                {MARKS[line.outcome]}
              </span>
            ) : null}{" "}
            {line.clause === null ? line.text[lang] : <ClauseLink id={line.clause}>{line.text[lang]}</ClauseLink>}
            {line.depth === 0 ? <Cites line={line} /> : null}
          </li>
        ))}
    </ol>
  );
}

function Cites({ line }: { readonly line: Line }) {
  if (line.cites.length === 0) return null;
  return (
    <small className="muted">
      {line.cites.map((c) => (c.quoting === null ? c.where : `${c.where}“${c.quoting}”`)).join("；")}
    </small>
  );
}

/** The same as plain text, to be pasted into a letter. */
export function noticeText(title: string, derivation: Derivation, lang: Lang, foot: string): string {
  const lines = derivation.lines
    .filter((line) => line.kind !== "household")
    .map((line) => `${"  ".repeat(line.depth)}${line.text[lang]}`);
  return [title, ...lines, "", foot].join("\n");
}
