import { useWork } from "./state.js";
import { revealInText } from "./text.js";

/** Shows a page, by its id in VIEWS. */
export function goTo(view: string): void {
  useWork.setState({ view });
}

/** Shows the text as one of its projections. */
export function project(projection: string): void {
  useWork.setState({ view: "workbench", projection });
}

/** Leads to a place in the text. */
export function reveal(span: { readonly start: number; readonly end: number }): void {
  useWork.setState({ view: "workbench", projection: "text" });
  revealInText(span.start, span.end);
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
