import type { Problem } from "../../worker/protocol.js";
import { reveal } from "../store/navigation.js";
import { useWork } from "../store/state.js";
import { edit } from "../store/text.js";
import { Empty } from "../ui/Empty.js";
import { useLang, useWords } from "../ui/i18n.js";
import { WORDS } from "./words.js";

/** Messages of the text, the roster and the run, each with its place and its fixes. */
export function Problems() {
  const t = useWords(WORDS);
  const checked = useWork((s) => s.checked);
  const roster = useWork((s) => s.rosterProblems);
  const run = useWork((s) => s.summary?.problems ?? null);
  const path = useWork((s) => s.document?.path ?? "");
  if (!checked) return <Empty text={t("reading")} />;
  // The text that the messages are of: what has been typed since is not read yet.
  const text = checked.texts.get(path) ?? "";
  const all = [...checked.problems, ...roster, ...(run ?? [])];
  if (all.length === 0) return <Empty text={t("noProblems")} />;
  return (
    <ul className="problems">
      {all.map((p, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no name of their own.
        <Item key={i} problem={p} text={text} path={path} edition={checked.edition} />
      ))}
    </ul>
  );
}

interface Props {
  readonly problem: Problem;
  readonly text: string;
  readonly path: string;
  /** Of the text that the places are in. */
  readonly edition: number;
}

function Item({ problem, text, path, edition }: Props) {
  const t = useWords(WORDS);
  const lang = useLang();
  const { place, severity, code, fixes } = problem;
  const { title, body, hint } = problem.texts[lang];
  const here = place.kind === "source" && place.file === path ? place.span : null;
  const where = here ? t("line", { n: lineOf(text, here.start) }) : place.kind === "run" ? "" : place.file;
  return (
    <li className={`problem ${severity}`} data-severity={severity} data-code={code}>
      <button type="button" className="problem-title" disabled={!here} onClick={() => here && reveal(here)}>
        <span className="severity">{t(severity)}</span> {title} <span className="muted">{where}</span>{" "}
        <code className="muted">{code}</code>
      </button>
      {body && <p>{body}</p>}
      {hint && (
        <p>
          {t("hint")}
          {hint}
        </p>
      )}
      {fixes
        .filter((f) => f.edits.every((e) => e.file === path))
        .map((f) => (
          <button
            key={f.title.zh}
            type="button"
            className="fix"
            onClick={() => {
              const edits = f.edits.map((e) => ({ start: e.span.start, end: e.span.end, text: e.text }));
              edit(edits, false, edition);
            }}
          >
            {f.title[lang]}
          </button>
        ))}
    </li>
  );
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf("\n"); i >= 0 && i < offset; i = text.indexOf("\n", i + 1)) line += 1;
  return line;
}
