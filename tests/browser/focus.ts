/** Where the keyboard is in the page, and whether people can see it there. */
import type { Page } from "playwright-core";
import { expect } from "vitest";

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

interface Element {
  readonly tagName: string;
  readonly className: string;
  readonly textContent: string;
  readonly parentElement: Element | null;
  readonly type?: string;
  readonly labels?: readonly Element[] | null;
  readonly closest: (selector: string) => Element | null;
  readonly contains: (other: Element) => boolean;
  readonly getBoundingClientRect: () => Box;
}

interface Style {
  readonly outlineStyle: string;
  readonly outlineWidth: string;
  readonly boxShadow: string;
}

/** What functions that run in the page find there, as far as they ask. */
interface Inside {
  readonly document: {
    readonly body: Element;
    readonly activeElement: Element | null;
    readonly elementFromPoint: (x: number, y: number) => Element | null;
  };
  readonly innerWidth: number;
  readonly innerHeight: number;
  readonly getComputedStyle: (element: Element, part?: string) => Style;
}

/** What is wrong with the focus as it stands; null: it can be seen. */
export async function hiddenFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { document, innerWidth, innerHeight, getComputedStyle } = globalThis as unknown as Inside;
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const name = `${focused.tagName.toLowerCase()}.${focused.className} “${(focused.textContent).slice(0, 20)}”`;
    // Of a list or a slider the part that is drawn, of Monaco its text, of a box for files the label that stands for it.
    const label = focused.type === "file" && focused.getBoundingClientRect().width < 2 ? focused.labels?.[0] : null;
    const drawn = label ?? focused.closest(".ant-select, .ant-slider-handle, .monaco-editor") ?? focused;
    const box = drawn.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (right - left < 1 || bottom - top < 1) return `${name} is out of sight`;
    // What is larger than the window can only be seen in part.
    const whole = (from: number, to: number, size: number, room: number) => to - from >= Math.min(size, room / 4) - 1;
    if (!whole(left, right, box.width, innerWidth) || !whole(top, bottom, box.height, innerHeight))
      return `${name} is cut off`;
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const over = document.elementFromPoint(x, y);
    const large = box.height > innerHeight / 4;
    if (!over || !(drawn.contains(over) || (large && over.contains(drawn)))) {
      const by = over ? `${over.tagName.toLowerCase()}.${over.className}` : "nothing";
      return `${name} is covered by ${by}`;
    }
    const marks = (label ? [label] : [focused, drawn, focused.parentElement]).flatMap((e) =>
      e ? [getComputedStyle(e), getComputedStyle(e, "::after")] : [],
    );
    const marked = marks.some(
      (s) => (s.outlineStyle !== "none" && Number.parseInt(s.outlineWidth, 10) > 0) || s.boxShadow !== "none",
    );
    return marked || focused.closest(".monaco-editor.focused, .monaco-editor:has(.focused)")
      ? null
      : `${name} does not show that it has the focus`;
  });
}

/** Presses Tab (or Shift+Tab) until `selector` has the focus; at each stop the focus can be seen. */
export async function tabTo(page: Page, selector: string, { back = false, most = 200 } = {}): Promise<void> {
  const target = page.locator(selector);
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
    await seenFocus(page);
    if (await target.evaluateAll((all) => all.some((e) => e.matches(":focus")))) return;
  }
  throw new Error(`${most} presses of Tab do not lead to ${selector}`);
}

/** The stops of Tab from here to the end of the page, at most `most`: how many, and what is wrong with them. */
export async function tabThrough(page: Page, most: number): Promise<{ stops: number; wrong: string[] }> {
  const wrong: string[] = [];
  let stops = 0;
  for (; stops < most; stops += 1) {
    await page.keyboard.press("Tab");
    const hidden = await hiddenSoon(page);
    if (hidden) wrong.push(hidden);
    // Past the last stop nothing has it.
    if ((await page.locator(":focus").count()) === 0) break;
  }
  return { stops, wrong };
}

/** The focus can be seen, at once or when what moves has come to rest. */
export async function seenFocus(page: Page): Promise<void> {
  expect(await hiddenSoon(page)).toBeNull();
}

async function hiddenSoon(page: Page): Promise<string | null> {
  let hidden = await hiddenFocus(page);
  for (let i = 0; hidden !== null && i < 15; i += 1) {
    await page.waitForTimeout(100);
    hidden = await hiddenFocus(page);
  }
  return hidden;
}
