import { useWork } from "../../store/state.js";
import { language } from "../../store/workers.js";
import { Empty } from "../../ui/Empty.js";
import { useWords } from "../../ui/i18n.js";
import { useDocumentAnswer } from "../document-answer.js";
import { GridTable } from "./GridTable.js";
import { WORDS } from "./words.js";

/** 表格: tiers, rates and tables of the policy as grids; what is typed or pasted is an edit of the text. */
export default function Tables() {
  const t = useWords(WORDS);
  const answer = useDocumentAnswer((document) => language().grids(document));
  const current = useWork((s) => s.document?.text ?? "");
  if (answer === null) return null;
  if (answer.value.length === 0) return <Empty text={t("empty")} />;
  return (
    <div className="grids" data-settled={answer.text === current}>
      <p className="muted">{t("help")}</p>
      {answer.value.map((grid, i) => (
        <GridTable key={`${grid.kind} ${grid.id}`} grid={grid} place={i} settled={answer.text === current} />
      ))}
    </div>
  );
}
