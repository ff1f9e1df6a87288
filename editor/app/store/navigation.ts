import { type Pane, useWork } from "./state.js";
import { revealInText, runInText } from "./text.js";

/** Shows a page, by its id in VIEWS. */
export function goTo(view: string): void {
  useWork.setState({ view });
}

/** Shows the text as one of its projections. */
export function project(projection: string): void {
  useWork.setState({ view: "workbench", pane: "2", projection });
}

/** Shows a pane of the workbench. */
export function showPane(pane: Pane): void {
  useWork.setState({ view: "workbench", pane });
}

/** Leads to a place in the text. */
export function reveal(span: { readonly start: number; readonly end: number }): void {
  atText(() => revealInText(span.start, span.end));
}

/** Runs one of the text editor's commands, with the text in sight. */
export function runAtText(command: string): void {
  atText(() => runInText(command));
}

/** Shows the text, then does this: what is hidden cannot take the keyboard. */
function atText(then: () => void): void {
  const { view, pane, projection } = useWork.getState();
  if (view === "workbench" && pane === "2" && projection === "text") then();
  else {
    project("text");
    requestAnimationFrame(then);
  }
}

export function showHousehold(key: string): void {
  useWork.setState({ household: key, view: "household" });
}

export function toStart(): void {
  useWork.setState({ screen: "start" });
}

export function setLang(lang: "zh" | "en"): void {
  useWork.setState({ lang });
}
