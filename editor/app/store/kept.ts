/** Rosters that are kept in this browser: only those that somebody chose to keep, and nowhere but here. */
import type { MappedHeading } from "../../../runtime/ingest/index.js";
import type { OnProgress, Problem } from "../../worker/data.js";
import type { KeptRoster } from "../../worker/kept/protocol.js";
import { show } from "./documents.js";
import { drafts, recover } from "./drafts.js";
import { whenRead } from "./evaluation.js";
import { download } from "./files.js";
import { hasKept, setHasKept } from "./has-kept.js";
import { noticeOf, tell } from "./notices.js";
import { rosterRead, whileBusy } from "./rosters.js";
import { useWork } from "./state.js";
import { engine } from "./workers.js";

interface ReadWith {
  readonly mapping: readonly MappedHeading[];
  readonly parameters: File | null;
}

/** How the roster at hand was read from its files. */
let read: ReadWith = { mapping: [], parameters: null };

export function readWith(how: ReadWith): void {
  read = how;
}

/** Newest first. */
export async function keptRosters(): Promise<readonly KeptRoster[]> {
  const all = await engine().keptRosters();
  setHasKept(all.length > 0);
  return all;
}

/** Keeps the roster at hand. Gives the problem where it could not be; null: it is kept, or that was called off. */
export function keepRoster(): Promise<Problem | null> {
  return whileBusy((id, told) => keep(id, told, null));
}

/** The same within a longer piece of work, in place of one that was kept before. */
export async function keep(id: number, told: OnProgress, instead: string | null): Promise<Problem | null> {
  const { document, good } = useWork.getState();
  if (!document || !good) return null;
  // Browsers may clear what a page keeps when the disk is full, unless they are asked not to.
  await navigator.storage?.persist?.().catch(() => false);
  const { policy, texts } = good;
  const kept = await engine().keepRoster({ instead, document, policy, texts, ...read }, id, told);
  if (kept === null) return null;
  if ("problem" in kept) return kept.problem;
  setHasKept(true);
  useWork.setState({ kept: kept.kept.id });
  return null;
}

/** Hands the roster at hand to the browser's downloads. */
export async function saveRosterFile(): Promise<void> {
  const { good } = useWork.getState();
  if (!good) return;
  const { policy, texts } = good;
  const file = await whileBusy((id, told) => engine().rosterFile({ policy, texts, mapping: read.mapping }, id, told));
  if (file) download(file.name, file.bytes as Uint8Array<ArrayBuffer>, file.type);
}

/** Opens one for the policy at hand, once that is read. `resumed`: nobody asked for it just now, so it is told. */
export async function openKept(id: string, resumed = false): Promise<void> {
  const good = await whenRead();
  if (!good) return;
  const { policy, texts } = good;
  await whileBusy(async (signal, told) => {
    const opened = await engine().openKept({ id, policy, texts }, signal, told);
    if (!opened) return null;
    if (!opened.roster) {
      const [problem] = opened.problems;
      if (problem) tell("warning", noticeOf(problem.code, problem.texts.zh, problem.texts.en));
      return null;
    }
    const { roster } = opened;
    readWith(opened);
    await rosterRead(roster, roster.problems, () => openKept(id), id);
    if (resumed) {
      tell("info", {
        zh: `上次使用的花名册“${roster.name.zh}”保存在本机浏览器中，已一并打开。`,
        en: `The roster in use before, “${roster.name.en}”, is kept in this browser and was opened with the draft.`,
      });
    }
    return roster;
  });
}

/** Opens one with its policy: the draft of it, if there is one, else the text as it stood when the roster was kept. */
export async function openWithPolicy({ id, document }: KeptRoster): Promise<void> {
  const draft = (await drafts()).find((d) => d.document.path === document.path);
  if (draft) recover({ ...draft, kept: null });
  else show(document);
  await openKept(id);
}

/** Deletes one, or all (null). The roster at hand stays in use until the page is closed. */
export async function dropKept(id: string | null): Promise<void> {
  await engine().dropKept(id);
  const { kept } = useWork.getState();
  if (id === null || id === kept) useWork.setState({ kept: null });
  if (hasKept()) await keptRosters();
}
