/** Keeping the roster at hand in this browser, and opening it again. */
import { diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { readTable, rootEntity, writeCache } from "../../../runtime/ingest/index.js";
import type { OnProgress, Problem, RosterInfo } from "../data.js";
import { rosterFor, takeSource } from "../engine/rosters.js";
import { breathe, stoppable } from "../engine/signals.js";
import { type Loaded, type RosterSource, RosterUnfit } from "../engine/state.js";
import { wordsIn } from "../engine/words.js";
import { parametersIn } from "../import/index.js";
import { problems } from "../problems.js";
import { folders, NoArea, NoRoom, read, remove, room, tidy, write } from "./area.js";
import { toldIn, toldText } from "./doubts.js";
import type { AtHand, KeptApi, KeptRoster, Opened } from "./protocol.js";

/** Written last: a folder with it is whole. */
const ABOUT = "about.json";
const ROSTER = "roster.parquet";
const TOLD = "doubts.json";
const PARAMETERS = "parameters.csv";

interface About extends KeptRoster {
  readonly format: 1;
  /** What the file with values set by towns was called; null: none was given. */
  readonly parameters: string | null;
}

const NOTHING = { roster: null, mapping: [], parameters: null } as const;
const MEGABYTE = 1_000_000;
const ENCODER = new TextEncoder();

export const kept: KeptApi = {
  keptRosters: async () => {
    try {
      await tidy(ABOUT);
      const all = await Promise.all((await folders()).map(aboutOf));
      return all.filter((about) => about !== null).sort((a, b) => b.at - a.at);
    } catch (error) {
      if (error instanceof NoArea) return [];
      throw error;
    }
  },
  keepRoster: (request, signal, progress) =>
    stoppable(signal, async (abort) => {
      const { instead, document, parameters, policy, texts } = request;
      const loaded = await rosterFor(policy, texts);
      if (loaded === null) return null;
      const { info, doubts } = loaded;
      const bytes = await parquet(loaded, request, progress, abort);
      const told = ENCODER.encode(toldText({ doubts, problems: info.problems }));
      const given = parameters === null ? null : new Uint8Array(await parameters.arrayBuffer());
      const about: About = {
        format: 1,
        id: crypto.randomUUID(),
        name: info.name,
        households: info.households,
        entities: info.entities,
        at: Date.now(),
        size: bytes.length + told.length + (given?.length ?? 0),
        doubts: doubts.length,
        doubtsOpen: doubts.filter((d) => d.decision === null).length,
        document,
        mapping: request.mapping,
        parameters: parameters?.name ?? null,
      };
      try {
        await write(about.id, [
          [ROSTER, bytes],
          [TOLD, told],
          ...(given === null ? [] : [[PARAMETERS, given] as const]),
          [ABOUT, ENCODER.encode(JSON.stringify(about))],
        ]);
      } catch (error) {
        return { problem: await failure(error, about) };
      }
      if (instead !== null) await remove([instead]);
      return { kept: about };
    }),
  openKept: ({ id, policy, texts }, signal, progress) =>
    stoppable(signal, async (abort) => {
      const found = await sourceOf(id);
      if ("code" in found) return { ...NOTHING, problems: [found] };
      const { source, mapping, parameters } = found;
      try {
        const { info } = await takeSource(source, policy, texts, progress, abort);
        return { roster: info, problems: info.problems, mapping, parameters };
      } catch (error) {
        if (!(error instanceof RosterUnfit)) throw error;
        return { ...NOTHING, problems: error.problems };
      }
    }),
  dropKept: async (id) => remove(id === null ? await folders() : [id]),
  rosterFile: (request, signal, progress) =>
    stoppable(signal, async (abort) => {
      const loaded = await rosterFor(request.policy, request.texts);
      if (loaded === null) return null;
      const bytes = await parquet(loaded, request, progress, abort);
      const name = loaded.info.name.zh.replace(/\.\w+(?=、|$)/g, "");
      return { name: `${name}.parquet`, type: "application/vnd.apache.parquet", bytes };
    }),
};

async function parquet(
  { table }: Loaded,
  { policy, mapping }: AtHand,
  progress: OnProgress,
  abort: AbortSignal,
): Promise<Uint8Array> {
  const each = (done: number, of: number) => {
    progress({ stage: "writing", done, of });
    return breathe(abort);
  };
  return writeCache(table, policy, { keepPrivate: true, mapping, each });
}

const placeOf = (name: RosterInfo["name"]) => ({ kind: "cell", file: name.zh, row: null, column: null }) as const;

/** Throws what is nobody's doing. */
async function failure(error: unknown, { name, size }: About): Promise<Problem> {
  const place = placeOf(name);
  if (error instanceof NoArea) return told(diagnostic("P6081", place, {}));
  if (!(error instanceof NoRoom)) throw error;
  const left = await room();
  // Rounded so that what is there never seems enough.
  const free = left === null ? null : Math.floor(left / MEGABYTE);
  return told(diagnostic("P6080", place, { megabytes: Math.ceil(size / MEGABYTE), free }));
}

const told = (one: ReturnType<typeof diagnostic>): Problem => problems([one])[0] as Problem;

/** Null: not whole, or of another version of the page. */
async function aboutOf(id: string): Promise<About | null> {
  try {
    const about = JSON.parse((await (await read(id, ABOUT))?.text()) ?? "null") as About | null;
    return about?.format === 1 && about.id === id ? about : null;
  } catch {
    return null;
  }
}

/**
 * What is kept, read into memory: it is used as long as the page is open, and may be deleted meanwhile. A problem, where it
 * is gone or not whole.
 */
async function sourceOf(
  id: string,
): Promise<(Pick<Opened, "mapping" | "parameters"> & { source: RosterSource }) | Problem> {
  const about = await aboutOf(id).catch(() => null);
  const roster = about && (await read(id, ROSTER));
  const list = about && (await read(id, TOLD));
  const given = about?.parameters ? await read(id, PARAMETERS) : null;
  const place = placeOf(about?.name ?? { zh: "名册", en: "roster" });
  if (!about) return told(diagnostic("P6082", place, { damaged: false }));
  const damaged = told(diagnostic("P6082", place, { damaged: true }));
  if (!roster || !list || (about.parameters !== null && given === null)) return damaged;
  try {
    const bytes = new Uint8Array(await roster.arrayBuffer());
    const { doubts, problems: before } = toldIn(await list.text());
    const parameters = given && new File([given], about.parameters as string);
    const source: RosterSource = {
      load: async (policy, texts, progress, signal) => {
        const units = wordsIn(texts);
        const reading = await readTable([{ path: about.name.zh, bytes, entity: null }], policy, units, {
          signal,
          progress: ({ done, of }) => progress({ stage: "reading", done, of }),
        });
        const set = parameters === null ? null : await parametersIn(parameters, policy, units);
        const now = problems([...reading.diagnostics, ...(set?.diagnostics ?? [])]);
        if (reading.table === null || set?.values === null) throw new RosterUnfit(now);
        const { table } = reading;
        const entities = Object.fromEntries(Object.entries(table.entities).map(([e, t]) => [e, t.rows]));
        const info: RosterInfo = {
          id: `kept:${id}`,
          name: about.name,
          synthetic: false,
          households: entities[rootEntity(policy) ?? ""] ?? 0,
          entities,
          problems: [...now, ...before],
        };
        return { info, table, parameters: set?.values ?? {}, doubts };
      },
    };
    return { source, mapping: about.mapping, parameters };
  } catch {
    return damaged;
  }
}
