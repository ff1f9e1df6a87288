import { editNumber, type Segment, type Sentence } from "../../../../compiler/services/index.js";
import { reveal } from "../../store/navigation.js";
import { tell } from "../../store/notices.js";
import { useWork } from "../../store/state.js";
import { edit } from "../../store/text.js";
import { language } from "../../store/workers.js";
import { Empty } from "../../ui/Empty.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { useDocumentAnswer } from "../document-answer.js";
import { WORDS } from "./words.js";

/** 条文: the rule as official sentences made from the text; a number changed here is an edit of the text. */
export default function Sentences() {
  const t = useWords(WORDS);
  const lang = useLang();
  const answer = useDocumentAnswer((document) => language().sentences(document));
  const current = useWork((s) => s.document?.text ?? "");
  if (answer === null) return null;
  if (answer.value.length === 0) return <Empty text={t("empty")} />;
  // Places are those of the text that was read: until the newest is, its numbers are not changed here.
  const settled = answer.text === current;
  return (
    <div className="sentences" data-settled={settled}>
      {answer.value.map((s) => (
        <article key={s.range.start} data-kind={s.kind}>
          <p>
            {s[lang].map((segment, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence keep their order.
              <Piece key={i} segment={segment} settled={settled} />
            ))}
          </p>
          <Foot sentence={s} />
        </article>
      ))}
    </div>
  );
}

function Foot({ sentence }: { readonly sentence: Sentence }) {
  const t = useWords(WORDS);
  return (
    <footer className={sentence.cites.length === 0 ? "muted bare" : "muted"}>
      {sentence.cites.map((c) => (c.quoting === null ? c.where : `${c.where}“${c.quoting}”`)).join("；")}{" "}
      <button type="button" className="link" onClick={() => reveal(sentence.range)}>
        {t("toText")}
      </button>
    </footer>
  );
}

function Piece({ segment, settled }: { readonly segment: Segment; readonly settled: boolean }) {
  const t = useWords(WORDS);
  if (segment.kind === "name") return <b>{segment.text}</b>;
  if (segment.kind === "words") return <>{segment.text}</>;
  const { at } = segment;
  const rest = segment.text.includes(at.value)
    ? segment.text.slice(segment.text.indexOf(at.value) + at.value.length)
    : "";
  return (
    <>
      <input
        className="in-place num"
        key={`${at.start} ${at.value}`}
        defaultValue={at.value}
        inputMode="decimal"
        size={Math.max(2, at.value.length)}
        disabled={!settled}
        aria-label={t("number", { value: `${at.value}${at.unit}` })}
        data-number={at.start}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") {
            event.currentTarget.value = at.value;
            event.currentTarget.blur();
          }
        }}
        onBlur={(event) => {
          const typed = event.currentTarget.value;
          if (typed === at.value) return;
          const change = editNumber(at, typed);
          if (change === null) {
            event.currentTarget.value = at.value;
            tell("warning", WORDS.notNumber);
          } else edit([change]);
        }}
      />
      {rest}
    </>
  );
}
