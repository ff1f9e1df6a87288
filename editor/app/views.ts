/**
 * Every view of the page: a page of its own, a projection of the text in the middle of the workbench, or a pane of it.
 * A view stands in views/<id>/index.tsx with its own dictionary, and is loaded after the first screen.
 */
import type { ComponentType } from "react";
import type { IconName } from "./ui/Icon.js";
import type { Bilingual } from "./ui/i18n.js";
import { later } from "./ui/later.js";

export interface View {
  readonly id: string;
  readonly title: Bilingual;
  readonly icon: IconName;
  /** `page`: in the bar at the side. `projection`: the text in another form. `left`, `right`, `bottom`: panes. */
  readonly place: "page" | "projection" | "left" | "right" | "bottom";
  readonly component: ComponentType;
}

/** The text itself, which the first screen after the start shows. */
export const loadText = () => import("./views/text/index.js");

export const VIEWS: readonly View[] = [
  {
    id: "text",
    title: { zh: "文本", en: "Text" },
    icon: "text",
    place: "projection",
    component: later(loadText),
  },
  {
    id: "sentences",
    title: { zh: "条文", en: "Sentences" },
    icon: "sentences",
    place: "projection",
    component: later(() => import("./views/sentences/index.js")),
  },
  {
    id: "tables",
    title: { zh: "表格", en: "Tables" },
    icon: "tables",
    place: "projection",
    component: later(() => import("./views/tables/index.js")),
  },
  {
    id: "source",
    title: { zh: "原文", en: "Source" },
    icon: "source",
    place: "right",
    component: later(() => import("./views/source/index.js")),
  },
  {
    id: "rosters",
    title: { zh: "花名册", en: "Roster" },
    icon: "rosters",
    place: "page",
    component: later(() => import("./views/rosters/index.js")),
  },
  {
    id: "results",
    title: { zh: "测算结果", en: "Results" },
    icon: "results",
    place: "page",
    component: later(() => import("./views/results/index.js")),
  },
  {
    id: "household",
    title: { zh: "逐户查看", en: "Household" },
    icon: "household",
    place: "page",
    component: later(() => import("./views/household/index.js")),
  },
  {
    id: "compare",
    title: { zh: "版本对比", en: "Compare" },
    icon: "compare",
    place: "page",
    component: later(() => import("./views/compare/index.js")),
  },
  {
    id: "goal",
    title: { zh: "目标倒算", en: "Goal-seek" },
    icon: "goal",
    place: "page",
    component: later(() => import("./views/goal/index.js")),
  },
  {
    id: "readings",
    title: { zh: "口径说明", en: "Readings" },
    icon: "readings",
    place: "page",
    component: later(() => import("./views/readings/index.js")),
  },
  {
    id: "exports",
    title: { zh: "导出表格", en: "Exports" },
    icon: "exports",
    place: "page",
    component: later(() => import("./views/exports/index.js")),
  },
];
