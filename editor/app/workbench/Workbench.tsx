import { Suspense } from "react";
import { useWork } from "../store/state.js";
import { useWords } from "../ui/i18n.js";
import { VIEWS } from "../views.js";
import { Left } from "./left/Left.js";
import { Panes } from "./Panes.js";
import { PaneTabs } from "./PaneTabs.js";
import { Problems } from "./Problems.js";
import { Right } from "./Right.js";
import { Toolbar } from "./Toolbar.js";
import { WORDS } from "./words.js";
import "./workbench.css";

const PROJECTIONS = VIEWS.filter((v) => v.place === "projection");

/** Where policies are written: the text in the middle, what it means on the left, what it costs on the right. */
export function Workbench() {
  const t = useWords(WORDS);
  const projection = useWork((s) => s.projection);
  const pane = useWork((s) => s.pane);
  const bar = (name: string) => ({ move: t("move", { name }), fold: t("fold", { name }) });
  const text = (
    <main className="pane centre" data-pane="2" tabIndex={-1}>
      <Toolbar />
      {PROJECTIONS.map((v) =>
        // The text stays alive behind the others: it holds the one undo.
        v.id === projection || v.id === "text" ? (
          <div key={v.id} className="projection" hidden={v.id !== projection}>
            <Suspense fallback={null}>
              <v.component />
            </Suspense>
          </div>
        ) : null,
      )}
    </main>
  );
  const problems = (
    <section className="pane" aria-label={t("problems")} data-pane="4" tabIndex={-1}>
      <Problems />
    </section>
  );
  const middle = (
    <Panes
      vertical
      bars={[bar(t("problems"))]}
      panes={[
        { id: "2", className: "at-2", min: 160, content: text },
        { id: "4", className: "at-4", size: 180, min: 64, collapsible: true, content: problems },
      ]}
    />
  );
  const left = (
    <aside className="pane" aria-label={t("left")} data-pane="1" tabIndex={-1}>
      <Left />
    </aside>
  );
  const right = (
    <aside className="pane" aria-label={t("impact")} data-pane="3" tabIndex={-1}>
      <Right />
    </aside>
  );
  return (
    <div className="workbench" data-shown={pane}>
      <PaneTabs />
      <Panes
        className="panes"
        bars={[bar(t("left")), bar(t("impact"))]}
        panes={[
          { id: "1", className: "at-1", size: "17%", min: 160, collapsible: true, content: left },
          { id: "2", className: "at-2 at-4", min: 320, content: middle },
          { id: "3", className: "at-3", size: "34%", min: 220, collapsible: true, content: right },
        ]}
      />
    </div>
  );
}
