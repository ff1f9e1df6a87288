import { type ComponentRef, type ReactNode, useEffect, useRef, useState } from "react";
import { Splitter } from "../ui/antd.js";

interface PaneOf {
  readonly id: string;
  readonly className: string;
  /** Pixels, or a share of the whole as `17%`; whatever is left where none is given. */
  readonly size?: number | string;
  /** Pixels. */
  readonly min: number;
  readonly collapsible?: boolean;
  readonly content: ReactNode;
}

interface Props {
  readonly className?: string;
  readonly vertical?: boolean;
  readonly panes: readonly PaneOf[];
  /** Of the bars between them, for who does not see them: what each moves, and what its button folds. */
  readonly bars: readonly { readonly move: string; readonly fold: string }[];
}

/** Pixels for one press of an arrow, and with Shift. */
const STEP = 16;
const LEAP = 64;

/**
 * Panes beside one another, with bars between them that the pointer and the keyboard move: arrows, with Shift by more,
 * Home and End as far as it goes, Enter folds a pane and brings it back.
 */
export function Panes({ className, vertical = false, panes, bars }: Props) {
  const splitter = useRef<ComponentRef<typeof Splitter>>(null);
  /** Pixels; null: as the panes say. */
  const [sizes, setSizes] = useState<readonly number[] | null>(null);
  /** How large panes were before they were folded. */
  const unfolded = useRef(new Map<number, number>());

  useEffect(() => {
    const root = splitter.current?.nativeElement;
    if (!root) return;
    const found = () => own(root, ":scope > .ant-splitter-bar");
    const label = () =>
      found().forEach((bar, at) => {
        // Its buttons come when it has been measured.
        watch.observe(bar, { childList: true });
        const dragger = bar.querySelector<HTMLElement>('[role="separator"]');
        dragger?.setAttribute("aria-label", bars[at]?.move ?? "");
        if (dragger) dragger.tabIndex = 0;
        // Its own words are English.
        for (const fold of own(bar, '[role="button"]')) fold.setAttribute("aria-label", bars[at]?.fold ?? "");
      });
    const watch = new MutationObserver(label);
    watch.observe(root, { childList: true });
    label();
    const onKey = (event: KeyboardEvent) => {
      const bar = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(".ant-splitter-bar") : null;
      const at = bar === null ? -1 : found().indexOf(bar);
      if (at < 0 || (event.target as HTMLElement).role !== "separator") return;
      const now = own(root, ":scope > .ant-splitter-panel").map((p) => (vertical ? p.offsetHeight : p.offsetWidth));
      const next = pressed(event, at, now, panes, vertical, unfolded.current);
      if (next === null) return;
      event.preventDefault();
      setSizes(next);
    };
    root.addEventListener("keydown", onKey);
    return () => {
      watch.disconnect();
      root.removeEventListener("keydown", onKey);
    };
  });

  return (
    <Splitter
      ref={splitter}
      {...(className === undefined ? {} : { className })}
      orientation={vertical ? "vertical" : "horizontal"}
      onResize={setSizes}
    >
      {panes.map(({ id, className: at, size, min, collapsible = false, content }, i) => {
        const now = sizes?.[i];
        return (
          <Splitter.Panel
            key={id}
            className={at}
            min={min}
            collapsible={collapsible}
            {...(size === undefined ? {} : { defaultSize: size })}
            {...(now === undefined ? {} : { size: now })}
          >
            {content}
          </Splitter.Panel>
        );
      })}
    </Splitter>
  );
}

const own = (root: HTMLElement, selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];

/** The sizes after a key on the bar behind pane `at`; null: the key means nothing there. */
function pressed(
  { key, shiftKey }: KeyboardEvent,
  at: number,
  now: readonly number[],
  panes: readonly PaneOf[],
  vertical: boolean,
  unfolded: Map<number, number>,
): number[] | null {
  const [before = 0, after = 0] = [now[at], now[at + 1]];
  const [least = 0, leastAfter = 0] = [panes[at]?.min, panes[at + 1]?.min];
  const placed = (first: number) =>
    now.map((size, i) => (i === at ? first : i === at + 1 ? before + after - first : size));
  const held = (first: number) =>
    placed(Math.max(Math.min(least, before), Math.min(first, before + after - leastAfter)));
  const step = shiftKey ? LEAP : STEP;
  switch (key) {
    case vertical ? "ArrowUp" : "ArrowLeft":
      // A folded pane comes back with its least size.
      return after === 0 ? placed(before - leastAfter) : held(Math.max(least, before - step));
    case vertical ? "ArrowDown" : "ArrowRight":
      return held(before === 0 ? least : before + step);
    case "Home":
      return held(least);
    case "End":
      return held(before + after);
    case "Enter":
    case " ": {
      const folds = panes[at]?.collapsible ? at : at + 1;
      const size = now[folds] ?? 0;
      const back = unfolded.get(folds) ?? panes[folds]?.min ?? 0;
      if (size > 0) unfolded.set(folds, size);
      const wanted = size > 0 ? 0 : back;
      return placed(folds === at ? wanted : before + after - wanted);
    }
    default:
      return null;
  }
}
