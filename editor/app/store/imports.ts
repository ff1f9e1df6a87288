/** Reading the user's own roster files. The engine alone holds them; the roster before stays until a new one is whole. */
import type { MappedHeading } from "../../../runtime/ingest/index.js";
import type { Imported, ImportFile, Looked, Settling } from "../../worker/import/protocol.js";
import { download } from "./files.js";
import { keep, readWith } from "./kept.js";
import { tellFault } from "./notices.js";
import { rosterRead, whileBusy } from "./rosters.js";
import { useWork } from "./state.js";
import { engine } from "./workers.js";

export async function look(file: ImportFile): Promise<Looked | null> {
  const { good } = useWork.getState();
  if (!good) return null;
  try {
    return await engine().look(file, good.policy, good.texts, remembered());
  } catch (error) {
    tellFault(error);
    return null;
  }
}

/** Null: called off, or no policy could be read. */
export async function importRoster(
  files: readonly ImportFile[],
  mapping: readonly MappedHeading[],
  parameters: File | null,
  settling: Settling,
): Promise<Imported | null> {
  const { good } = useWork.getState();
  if (!good) return null;
  const { policy, texts } = good;
  return whileBusy(async (id, told) => {
    const imported = await engine().importRoster({ files, policy, texts, mapping, parameters, settling }, id, told);
    if (imported?.roster) {
      remember(mapping);
      const { roster: before, kept } = useWork.getState();
      await rosterRead(imported.roster, imported.roster.problems, async () => {
        await importRoster(files, mapping, parameters, settling);
      });
      readWith({ mapping, parameters });
      // The same files with other decisions: what is kept follows.
      if (kept !== null && before?.id === imported.roster.id) await keep(id, told, kept);
    }
    return imported;
  });
}

/** Hands out the doubts of the last reading as a file. */
export async function downloadDoubts(name: string): Promise<void> {
  try {
    const list = await engine().doubtsList(useWork.getState().lang);
    if (list !== null) download(name, list, "text/csv;charset=utf-8");
  } catch (error) {
    tellFault(error);
  }
}

const KEY = "fen.mapping";
const MOST = 500;

/** How headings were understood before, on this machine: headings only, never what stands under them. */
function remembered(): MappedHeading[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]") as MappedHeading[];
  } catch {
    return [];
  }
}

function remember(mapping: readonly MappedHeading[]): void {
  const all = new Map([...remembered(), ...mapping].map((m) => [`${m.of} ${m.heading}`, m]));
  try {
    localStorage.setItem(KEY, JSON.stringify([...all.values()].slice(-MOST)));
  } catch {
    // Storage is closed to this page: headings are mapped anew next time.
  }
}
