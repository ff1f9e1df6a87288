import type {
  Decided,
  DecidedKind,
  DoubtKind,
  DoubtPlace,
  DoubtTold,
  Imported,
} from "../../../worker/import/protocol.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { count } from "../../ui/money.js";
import { TableTwin } from "../../ui/TableTwin.js";
import { WORDS } from "./words.js";

/** What has been chosen on the page so far, by place and by kind. */
export interface Choices {
  readonly decisions: ReadonlyMap<string, Decided>;
  readonly kinds: ReadonlyMap<string, DecidedKind>;
}

export const NO_CHOICES: Choices = { decisions: new Map(), kinds: new Map() };

const placeOf = ({ file, row, column }: DoubtPlace) => JSON.stringify([file, row, column]);

/** A correction without its value decides nothing yet. */
export function isWhole({ decisions }: Choices): boolean {
  return [...decisions.values()].every((d) => d.action !== "correct" || d.value.trim() !== "");
}

interface Props {
  readonly imported: Imported;
  readonly choices: Choices;
  readonly choose: (choices: Choices) => void;
}

/** Every doubtful row with its reason and what is decided about it. */
export function Decisions({ imported, choices, choose }: Props) {
  const t = useWords(WORDS);
  const lang = useLang();
  const { doubts, doubtsInAll, doubtsOpen, kinds } = imported;
  const decideKind = (code: string, action: DecidedKind["action"] | null) => {
    const next = new Map(choices.kinds);
    if (action === null) next.delete(code);
    else next.set(code, { code, action });
    choose({ ...choices, kinds: next });
  };
  const decide = (doubt: DoubtTold, action: Decided["action"] | null, value: string) => {
    const { file, row, column } = doubt;
    const next = new Map(choices.decisions);
    if (action === null) next.delete(placeOf(doubt));
    else next.set(placeOf(doubt), { file, row, column, action, value });
    choose({ ...choices, decisions: next });
  };
  return (
    <>
      {kinds.some((k) => k.offers.length > 0) && (
        <TableTwin
          caption={t("kinds")}
          columns={[
            { key: "title", title: t("kind1") },
            { key: "open", title: t("open"), numeric: true },
            { key: "decision", title: t("decision") },
          ]}
          rows={kinds.map((kind) => ({
            title: kind.title[lang],
            open: count(kind.open),
            decision: (
              <KindChoice kind={kind} made={choices.kinds.get(kind.code)?.action ?? null} decide={decideKind} />
            ),
          }))}
        />
      )}
      <TableTwin
        caption={t("doubts", { n: count(doubtsInAll), open: count(doubtsOpen) })}
        columns={[
          { key: "file", title: t("file") },
          { key: "row", title: t("row"), numeric: true },
          { key: "column", title: t("column") },
          { key: "value", title: t("value") },
          { key: "reason", title: t("reason") },
          { key: "decision", title: t("decision") },
        ]}
        rows={doubts.map((d) => ({
          file: d.file,
          row: count(d.row),
          column: d.column ?? "",
          value: d.value ?? "",
          reason: `${d.problem.texts[lang].title}${lang === "zh" ? "：" : ": "}${d.problem.texts[lang].body}`,
          decision: <Choice doubt={d} made={choices.decisions.get(placeOf(d)) ?? null} decide={decide} />,
        }))}
      />
      {doubtsInAll > doubts.length && <p className="muted">{t("shownOf", { n: count(doubts.length) })}</p>}
    </>
  );
}

interface KindProps {
  readonly kind: DoubtKind;
  readonly made: DecidedKind["action"] | null;
  readonly decide: (code: string, action: DecidedKind["action"] | null) => void;
}

function KindChoice({ kind, made, decide }: KindProps) {
  const t = useWords(WORDS);
  const lang = useLang();
  if (kind.offers.length === 0) return null;
  return (
    <select
      aria-label={`${kind.title[lang]}：${t("decision")}`}
      data-kind={kind.code}
      value={made ?? ""}
      onChange={(e) => decide(kind.code, kind.offers.find((o) => o.action === e.target.value)?.action ?? null)}
    >
      <option value="">{t("pending")}</option>
      {kind.offers.map((o) => (
        <option key={o.action} value={o.action}>
          {o[lang]}
        </option>
      ))}
    </select>
  );
}

interface ChoiceProps {
  readonly doubt: DoubtTold;
  readonly made: Decided | null;
  readonly decide: (doubt: DoubtTold, action: Decided["action"] | null, value: string) => void;
}

function Choice({ doubt, made, decide }: ChoiceProps) {
  const t = useWords(WORDS);
  const lang = useLang();
  const place = { file: doubt.file, row: String(doubt.row), column: doubt.column ?? "" };
  const action = made?.action ?? doubt.decision;
  return (
    <>
      <select
        aria-label={t("decide", place)}
        data-doubt={`${doubt.row} ${doubt.column ?? ""}`}
        value={action ?? ""}
        onChange={(e) => decide(doubt, doubt.offers.find((o) => o.action === e.target.value)?.action ?? null, "")}
      >
        <option value="">{t("pending")}</option>
        {doubt.offers.map((o) => (
          <option key={o.action} value={o.action}>
            {o[lang]}
          </option>
        ))}
      </select>
      {made?.action === "correct" && (
        <input
          aria-label={t("correct", place)}
          placeholder={t("corrected")}
          value={made.value}
          onChange={(e) => decide(doubt, "correct", e.target.value)}
        />
      )}
    </>
  );
}
