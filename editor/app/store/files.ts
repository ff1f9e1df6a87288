/** Files on this computer: opened and saved where the browser can, chosen and downloaded where it cannot. */
import { isTooLong, MOST_CHARACTERS } from "../../../grammar/too-long.js";
import { SAMPLES } from "../../worker/samples.js";
import { show } from "./documents.js";
import { tell } from "./notices.js";
import { useWork } from "./state.js";

interface FileHandle {
  readonly name: string;
  readonly getFile: () => Promise<File>;
  readonly createWritable: () => Promise<{ write: (text: string) => Promise<void>; close: () => Promise<void> }>;
}

interface Pickers {
  showOpenFilePicker?: (options: object) => Promise<FileHandle[]>;
  showSaveFilePicker?: (options: object) => Promise<FileHandle>;
}

const pickers = (): Pickers => window as unknown as Pickers;

/** The file that the open document came from, if the browser lets the page write to it. */
let handle: FileHandle | null = null;

const TYPES = [{ description: "Fen", accept: { "text/plain": [".policy", ".txt", ".csv"] } }];

/** No text of as many characters as a policy may have takes more. */
const MOST_BYTES = 4 * MOST_CHARACTERS;

function tellTooLarge(file: File): void {
  const size = (Math.round(file.size / 100_000) / 10).toLocaleString("en");
  const most = MOST_CHARACTERS.toLocaleString("en");
  tell("error", {
    zh: `“${file.name}”太大（${size} MB）：一份政策最多 ${most} 个字符。没有打开，原来的政策没有变。花名册请到“花名册”页导入。`,
    en: `“${file.name}” is too large (${size} MB): a policy has at most ${most} characters. It was not opened; what was open is as it was. A roster is imported on the page Roster.`,
  });
}

/** Asks for files: the first policy among them is opened, the others stand beside it. */
export async function openFiles(): Promise<void> {
  const { showOpenFilePicker } = pickers();
  if (!showOpenFilePicker) {
    const files = await chosen();
    if (files.length > 0) await takeFiles(files);
    return;
  }
  try {
    const handles = await showOpenFilePicker({ multiple: true, types: TYPES });
    const files = await Promise.all(handles.map((h) => h.getFile()));
    const opened = await takeFiles(files);
    handle = opened === null ? null : (handles[files.indexOf(opened)] ?? null);
  } catch (error) {
    if (!isAbort(error)) throw error;
  }
}

function chosen(): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = ".policy,.txt,.csv";
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}

/** Opens files that were chosen or dropped. Gives the one that became the document; null if none could. */
export async function takeFiles(files: readonly File[]): Promise<File | null> {
  const texts = new Map<File, string>();
  for (const file of files) {
    if (file.size > MOST_BYTES) {
      tellTooLarge(file);
      continue;
    }
    const text = decoded(new Uint8Array(await file.arrayBuffer()));
    if (text === null) {
      tell("error", {
        zh: `“${file.name}”不是 UTF-8 或 GB18030 编码的文本，没有打开。打开的政策没有变。`,
        en: `“${file.name}” is not text in UTF-8 or GB18030 and was not opened. The open policy is as it was.`,
      });
    } else if (isTooLong(text)) tellTooLarge(file);
    else texts.set(file, text);
  }
  const main = [...texts.keys()].find((f) => isPolicy(texts.get(f) ?? "")) ?? null;
  if (!main) {
    if (texts.size > 0) {
      tell("error", {
        zh: `“${[...texts.keys()][0]?.name}”里没有政策：第一行应是“政策 名称”或“policy name”。`,
        en: `“${[...texts.keys()][0]?.name}” holds no policy: its first line should be “policy name” or “政策 名称”.`,
      });
    }
    return null;
  }
  const text = texts.get(main) ?? "";
  const beside = Object.fromEntries([...texts].filter(([f]) => f !== main).map(([f, t]) => [f.name, t]));
  handle = null;
  // A policy of the page that was saved and is opened again finds its source document and its roster.
  const sample = SAMPLES.find((s) => main.name === `${s.folder}.policy`);
  show({
    path: main.name,
    name: main.name,
    text,
    saved: text,
    folder: sample?.folder ?? null,
    beside,
    scheme: sample?.id ?? null,
  });
  return main;
}

/** Saves to the file it came from; asks where if there is none or `as` is set. */
export async function save(as = false): Promise<void> {
  const { document: open } = useWork.getState();
  if (!open) return;
  const { showSaveFilePicker } = pickers();
  if (!showSaveFilePicker) {
    download(open.name, open.text, "text/plain;charset=utf-8");
    markSaved();
    return;
  }
  try {
    if (as || !handle) handle = await showSaveFilePicker({ suggestedName: open.name, types: TYPES });
    const out = await handle.createWritable();
    await out.write(open.text);
    await out.close();
    markSaved();
  } catch (error) {
    if (isAbort(error)) return;
    tell("error", {
      zh: "没有写进文件。文本仍在这个页面里，可以另存一份。",
      en: "The file was not written. The text is still in this page; save it under another name.",
    });
  }
}

function markSaved(): void {
  useWork.setState((s) => (s.document ? { document: { ...s.document, saved: s.document.text } } : {}));
}

/** Hands a file to the browser's downloads. */
export function download(name: string, content: string | Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** UTF-8, else GB18030; null for what is no text. */
function decoded(bytes: Uint8Array): string | null {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes("\0") ? null : text;
    } catch {
      // The next encoding.
    }
  }
  return null;
}

function isPolicy(text: string): boolean {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== "" && !/^\s*[#＃]/.test(line)) ?? "";
  return /^\s*(?:政策|policy\b)/i.test(first);
}

/** Policies that are dropped on the page are opened; other files are left to the view under the pointer. */
export function acceptDrops(): void {
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.some((f) => f.name.endsWith(".policy"))) void takeFiles(files);
  });
}
