import { Fragment, useEffect, useRef } from "react";
import type { Quotation, SourceDocument } from "../../../worker/projections/protocol.js";
import { setBeside } from "../../store/beside.js";
import { reveal } from "../../store/navigation.js";
import { useWork } from "../../store/state.js";
import { language } from "../../store/workers.js";
import { Empty } from "../../ui/Empty.js";
import { useWords } from "../../ui/i18n.js";
import { useDocumentAnswer } from "../document-answer.js";
import { WORDS } from "./words.js";

/** The source document with what is quoted from it marked; each quotation leads to its clause. */
export default function Source() {
  const t = useWords(WORDS);
  const answer = useDocumentAnswer((document) => language().sources(document));
  const document = useWork((s) => s.document);
  if (document === null || answer === null) return null;
  if (answer.value.length === 0) return <Empty text={t("none")} />;
  return (
    <div className="source">
      {answer.value.map((one) => (
        <Fragment key={one.name}>
          <h3>{one.name}</h3>
          {one.text === null ? <Missing name={one.name} /> : <Marked source={one} text={one.text} />}
        </Fragment>
      ))}
    </div>
  );
}

function Missing({ name }: { readonly name: string }) {
  const t = useWords(WORDS);
  return (
    <Empty text={t("missing", { name })}>
      <label className="link">
        {t("open")}{" "}
        <input
          type="file"
          accept=".txt,.md,text/plain"
          onChange={async (event) => {
            const file = event.currentTarget.files?.[0];
            if (file) setBeside(name, await file.text());
          }}
        />
      </label>
    </Empty>
  );
}

/** Stretches of the document, each with the quotations that cover it. */
function stretches(text: string, quotations: readonly Quotation[]) {
  const edges = [...new Set([0, text.length, ...quotations.flatMap((q) => [q.start, q.end])])].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, i) => {
    const end = edges[i + 1] as number;
    return { start, end, of: quotations.filter((q) => q.start <= start && q.end >= end) };
  });
}

function Marked({ source, text }: { readonly source: SourceDocument; readonly text: string }) {
  const t = useWords(WORDS);
  const cursor = useWork((s) => s.cursor ?? -1);
  const first = useRef<HTMLElement>(null);
  const here = source.quotations.filter((q) => q.clause.start <= cursor && cursor <= q.clause.end);
  const key = here[0]?.start ?? -1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another clause has another quotation.
  useEffect(() => {
    void first.current?.scrollIntoView({ block: "nearest" });
  }, [key]);
  return (
    <div className="source-text">
      {stretches(text, source.quotations).map(({ start, end, of }) => {
        const words = text.slice(start, end);
        const [one] = of;
        if (one === undefined) return <Fragment key={start}>{words}</Fragment>;
        const current = of.some((q) => here.includes(q));
        return (
          <mark
            key={start}
            ref={current && start === key ? first : undefined}
            data-current={current}
            data-exact={one.exact}
          >
            <button type="button" title={t("quotation", { where: one.where })} onClick={() => reveal(one.clause)}>
              {words}
            </button>
          </mark>
        );
      })}
    </div>
  );
}
