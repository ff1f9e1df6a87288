import { Suspense } from "react";
import { useWork } from "../store/state.js";
import { Splitter } from "../ui/antd.js";
import { useWords } from "../ui/i18n.js";
import { VIEWS } from "../views.js";
import { Left } from "./left/Left.js";
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
  return (
    <div className="workbench" data-shown={pane}>
      <PaneTabs />
      <Splitter className="panes">
        <Splitter.Panel className="at-1" defaultSize="17%" min={160} collapsible>
          <aside className="pane" aria-label={t("left")} data-pane="1" tabIndex={-1}>
            <Left />
          </aside>
        </Splitter.Panel>
        <Splitter.Panel className="at-2 at-4" min={320}>
          <Splitter orientation="vertical">
            <Splitter.Panel className="at-2" min={160}>
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
            </Splitter.Panel>
            <Splitter.Panel className="at-4" defaultSize={180} min={64} collapsible>
              <section className="pane" aria-label={t("problems")} data-pane="4" tabIndex={-1}>
                <Problems />
              </section>
            </Splitter.Panel>
          </Splitter>
        </Splitter.Panel>
        <Splitter.Panel className="at-3" defaultSize="34%" min={220} collapsible>
          <aside className="pane" aria-label={t("impact")} data-pane="3" tabIndex={-1}>
            <Right />
          </aside>
        </Splitter.Panel>
      </Splitter>
    </div>
  );
}
