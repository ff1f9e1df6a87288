import type { Policy } from "../../../compiler/ir/types.js";
import {
  type Doubt,
  decode,
  type Parameters,
  proposeMapping,
  readParameters,
  readTable,
  rootEntity,
  sniff,
  type UnitWords,
  writtenParameters,
} from "../../../runtime/ingest/index.js";
import { doubtsCsv } from "../../../runtime/office/doubts.js";
import { takeSource } from "../engine/rosters.js";
import { stoppable } from "../engine/signals.js";
import { type RosterSource, RosterUnfit } from "../engine/state.js";
import { wordsIn } from "../engine/words.js";
import { problems } from "../problems.js";
import type { RosterInfo } from "../protocol.js";
import { doubtsTold, kindsOf } from "./doubts.js";
import type { ImportApi, Imported, ImportRequest } from "./protocol.js";
import { settlementOf } from "./settle.js";

/** So many messages of one kind are told. */
const MOST = 200;

/** The doubts of the last reading. */
let last: { readonly policy: Policy; readonly doubts: readonly Doubt[] } | null = null;

export const imports: ImportApi = {
  look: async ({ file, entity, sheet, encoding }, policy, texts, mapping) => {
    const { problem, ...sniffed } = await sniff(file, policy, file.name, entity, encoding);
    const own =
      sniffed.sheets.find((s) => s.name === sheet) ?? sniffed.sheets.find((s) => !s.hidden) ?? sniffed.sheets[0];
    return {
      sniffed,
      problem: problem === null ? null : (problems([problem])[0] ?? null),
      proposal: own === undefined ? null : proposeMapping(own.headings, policy, wordsIn(texts), entity, mapping),
    };
  },
  doubtsList: async (lang) => (last === null ? null : doubtsCsv(last.doubts, last.policy, lang)),
  importRoster: (request, signal, progress) =>
    stoppable(signal, async (abort) => {
      let told: Imported | null = null;
      // Decisions for whole kinds are about the doubts that were shown: those of the reading before.
      const shown = last?.doubts ?? [];
      const source = sourceOf(request, shown, (next) => {
        told = next;
      });
      try {
        const loaded = await takeSource(source, request.policy, request.texts, progress, abort);
        const made = told as Imported | null;
        return made === null ? null : { ...made, roster: loaded.info };
      } catch (error) {
        if (!(error instanceof RosterUnfit)) throw error;
        return told;
      }
    }),
};

/** The files themselves are kept, so that a policy that asks for other fields can read them again. */
function sourceOf(request: ImportRequest, shown: readonly Doubt[], tell: (imported: Imported) => void): RosterSource {
  return {
    load: async (policy, texts, progress, signal) => {
      const units = wordsIn(texts);
      const sources = request.files.map(({ file, ...how }) => ({ path: file.name, bytes: file, ...how }));
      const read = async (known: readonly Doubt[]) => {
        const settled = await settlementOf(request.settling, known);
        const reading = await readTable(sources, policy, units, {
          mapping: request.mapping,
          settlement: settled.settlement,
          signal,
          progress: ({ done, of }) => progress({ stage: "reading", done, of }),
        });
        return { ...reading, diagnostics: [...settled.diagnostics, ...reading.diagnostics] };
      };
      let reading = await read(shown);
      // Nothing had been shown to this worker: one that was replaced.
      if (shown.length === 0 && request.settling.kinds.length > 0) reading = await read(reading.doubts);
      const given = request.parameters;
      const parameters = given === null ? null : await parametersIn(given, policy, units);
      const { doubts } = reading;
      // A doubt is told in the table of doubts: thousands of messages are read by nobody.
      const doubtful = new Set(doubts.map((d) => d.message));
      const all = [...reading.diagnostics, ...(parameters?.diagnostics ?? [])];
      const others = problems(all.filter((d) => !doubtful.has(d)).slice(0, MOST));
      last = { policy, doubts };
      tell({
        roster: null,
        problems: others,
        doubts: doubtsTold(doubts),
        doubtsInAll: doubts.length,
        doubtsOpen: doubts.filter((d) => d.decision === null).length,
        kinds: kindsOf(doubts),
        refused: reading.refused.length,
      });
      const { table } = reading;
      if (table === null || parameters?.values === null) throw new RosterUnfit(others);
      const entities = Object.fromEntries(Object.entries(table.entities).map(([id, t]) => [id, t.rows]));
      // Rows, and none of them of use: another file was meant. The roster before stays.
      if (reading.refused.length > 0 && Object.values(entities).every((rows) => rows === 0))
        throw new RosterUnfit(others);
      const name = request.files.map((f) => f.file.name).join("、");
      const info: RosterInfo = {
        id: `file:${name}`,
        name: { zh: name, en: name },
        synthetic: false,
        households: entities[rootEntity(policy) ?? ""] ?? 0,
        entities,
        problems: [...others, ...problems(all.filter((d) => doubtful.has(d)).slice(0, MOST))],
      };
      return { info, table, parameters: parameters?.values ?? {}, doubts: reading.doubts };
    },
  };
}

/** CSV. Throws Error, for people, where it is no table. */
export async function parametersIn(file: File, policy: Policy, units: UnitWords): Promise<Parameters> {
  const decoded = decode(new Uint8Array(await file.arrayBuffer()));
  const written = decoded.kind === "text" ? writtenParameters(decoded.text, policy) : { en: "no text", zh: "不是文本" };
  if ("en" in written) throw new Error(`${file.name}: ${written.zh} / ${written.en}`);
  return readParameters(written, file.name, policy, units);
}
