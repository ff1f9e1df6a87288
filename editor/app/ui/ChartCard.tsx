import { type ReactNode, useId, useState } from "react";
import { useLang } from "./i18n.js";

interface Props {
  /** The finding, as a sentence. */
  readonly title: string;
  readonly chart: ReactNode;
  /** The same figures as a table. */
  readonly table: ReactNode;
}

/** A chart and its table twin; one of them is shown. */
export function ChartCard({ title, chart, table }: Props) {
  const lang = useLang();
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const words = lang === "zh" ? (asTable ? "看图" : "看表") : asTable ? "As a chart" : "As a table";
  return (
    <section className="card" aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        <button type="button" className="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {words}
        </button>
      </header>
      {asTable ? table : chart}
    </section>
  );
}
