import { type ComponentType, lazy } from "react";

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;

const all: (() => Promise<unknown>)[] = [];

/** A component that is fetched after the first screen; where it is wanted before, within a Suspense. */
export function later<Props>(load: Load<Props>): ComponentType<Props> {
  all.push(load);
  return lazy(load);
}

/** Each fetches one of these components: all of them together, so that none is fetched later. */
export const laterLoads = (): readonly (() => Promise<unknown>)[] => all;
