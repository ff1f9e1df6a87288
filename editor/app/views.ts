/**
 * Every view of the page: a page of its own, a projection of the text in the middle of the workbench, or a pane of it.
 * A view stands in views/<id>/index.tsx with its own dictionary, and is loaded after the first screen.
 */
import { type ComponentType, lazy } from "react";
import type { IconName } from "./ui/Icon.js";
import type { Bilingual } from "./ui/i18n.js";

export interface View {
  readonly id: string;
  readonly title: Bilingual;
  readonly icon: IconName;
  /** `page`: in the bar at the side. `projection`: the text in another form. `left`, `right`, `bottom`: panes. */
  readonly place: "page" | "projection" | "left" | "right" | "bottom";
  readonly component: ComponentType;
}

type Load = () => Promise<{ default: ComponentType }>;

const LOADS = {
  text: () => import("./views/text/index.js"),
  sentences: () => import("./views/sentences/index.js"),
  tables: () => import("./views/tables/index.js"),
  source: () => import("./views/source/index.js"),
  rosters: () => import("./views/rosters/index.js"),
  results: () => import("./views/results/index.js"),
  household: () => import("./views/household/index.js"),
  compare: () => import("./views/compare/index.js"),
  goal: () => import("./views/goal/index.js"),
  readings: () => import("./views/readings/index.js"),
  exports: () => import("./views/exports/index.js"),
} satisfies Record<string, Load>;

/** Fetches one view. */
export const loadView = (id: keyof typeof LOADS): Promise<unknown> => LOADS[id]();

/** Each fetches a view: all of them together, so that none is fetched later. */
export const loadViews: readonly Load[] = Object.values(LOADS);

export const VIEWS: readonly View[] = [
  {
    id: "text",
    title: { zh: "文本", en: "Text" },
    icon: "text",
    place: "projection",
    component: lazy(LOADS.text),
  },
  {
    id: "sentences",
    title: { zh: "条文", en: "Sentences" },
    icon: "sentences",
    place: "projection",
    component: lazy(LOADS.sentences),
  },
  {
    id: "tables",
    title: { zh: "表格", en: "Tables" },
    icon: "tables",
    place: "projection",
    component: lazy(LOADS.tables),
  },
  {
    id: "source",
    title: { zh: "原文", en: "Source" },
    icon: "source",
    place: "right",
    component: lazy(LOADS.source),
  },
  {
    id: "rosters",
    title: { zh: "花名册", en: "Roster" },
    icon: "rosters",
    place: "page",
    component: lazy(LOADS.rosters),
  },
  {
    id: "results",
    title: { zh: "测算结果", en: "Results" },
    icon: "results",
    place: "page",
    component: lazy(LOADS.results),
  },
  {
    id: "household",
    title: { zh: "逐户查看", en: "Household" },
    icon: "household",
    place: "page",
    component: lazy(LOADS.household),
  },
  {
    id: "compare",
    title: { zh: "版本对比", en: "Compare" },
    icon: "compare",
    place: "page",
    component: lazy(LOADS.compare),
  },
  {
    id: "goal",
    title: { zh: "目标倒算", en: "Goal-seek" },
    icon: "goal",
    place: "page",
    component: lazy(LOADS.goal),
  },
  {
    id: "readings",
    title: { zh: "口径说明", en: "Readings" },
    icon: "readings",
    place: "page",
    component: lazy(LOADS.readings),
  },
  {
    id: "exports",
    title: { zh: "导出表格", en: "Exports" },
    icon: "exports",
    place: "page",
    component: lazy(LOADS.exports),
  },
];
