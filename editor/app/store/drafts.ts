/** Drafts in the browser's own database, so that nothing is lost with the page. Rosters are never kept here. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { show } from "./documents.js";
import { save } from "./files.js";
import { tell } from "./notices.js";
import { type OpenDocument, useWork, type Version } from "./state.js";
import { isSecondTab } from "./tabs.js";

export interface Draft {
  /** The document's path; of a second tab, with a mark of its own. */
  readonly key: string;
  readonly document: OpenDocument;
  readonly versions: readonly Version[];
  /** What the roster in use was kept as, by id; null, or not there: it was not kept. */
  readonly kept?: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
}

/** Milliseconds after the last change. */
const PAUSE = 400;

let database: Promise<IDBPDatabase<Schema>> | null = null;
let told = false;
const own = Math.random().toString(36).slice(2, 8);

function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>("fen", 1, { upgrade: (db) => void db.createObjectStore("drafts", { keyPath: "key" }) });
  return database;
}

function keyOf(document: OpenDocument): string {
  return isSecondTab() ? `${document.path}#${own}` : document.path;
}

/** What has not been saved to a file, newest first. Empty where the browser keeps nothing. */
export async function drafts(): Promise<Draft[]> {
  try {
    const all = await (await open()).getAll("drafts");
    return all.filter((d) => d.document.text !== d.document.saved).sort((a, b) => b.at - a.at);
  } catch {
    return [];
  }
}

export async function discard(key: string): Promise<void> {
  await (await open()).delete("drafts", key);
}

/** Opens a draft where it was left. */
export function recover(draft: Draft): void {
  show(draft.document);
  useWork.setState({ versions: draft.versions });
}

/** Keeps the open document within a second of each change. */
export function keepDrafts(): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  useWork.subscribe((now, before) => {
    if (
      !now.document ||
      (now.document === before.document && now.versions === before.versions && now.kept === before.kept)
    )
      return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void keep(), PAUSE);
  });
  // A page that is being left has no time to wait.
  addEventListener("pagehide", () => void keep());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void keep();
  });
}

async function keep(): Promise<void> {
  const { document: held, versions, kept } = useWork.getState();
  if (!held) return;
  try {
    const db = await open();
    const key = keyOf(held);
    if (held.text === held.saved && versions.length === 0) await db.delete("drafts", key);
    else await db.put("drafts", { key, document: held, versions, kept, at: Date.now() });
  } catch {
    if (told) return;
    told = true;
    const text = {
      zh: "浏览器的存储空间已满或不可用，草稿没有自动保存。文本仍在这个页面里，请存为文件。",
      en: "The browser's storage is full or closed: drafts are not kept. The text is still in this page; save it to a file.",
    };
    tell("warning", text, { text: { zh: "存为文件", en: "Save to a file" }, run: () => void save() });
  }
}
