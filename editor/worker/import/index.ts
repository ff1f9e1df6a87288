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
import { takeSource } from "../engine/rosters.js";
import { stoppable } from "../engine/signals.js";
import type { RosterSource } from "../engine/state.js";
import { wordsIn } from "../engine/words.js";
import { problems } from "../problems.js";
import type { RosterInfo } from "../protocol.js";
import type { DoubtTold, ImportApi, Imported, ImportRequest } from "./protocol.js";

const SHOWN = 500;

export const imports: ImportApi = {
  look: async ({ file, entity, sheet }, policy, texts, mapping) => {
    const { problem, ...sniffed } = await sniff(file, policy, file.name, entity);
    const own =
      sniffed.sheets.find((s) => s.name === sheet) ?? sniffed.sheets.find((s) => !s.hidden) ?? sniffed.sheets[0];
    return {
      sniffed,
      problem: problem === null ? null : (problems([problem])[0] ?? null),
      proposal: own === undefined ? null : proposeMapping(own.headings, policy, wordsIn(texts), entity, mapping),
    };
  },
  importRoster: (request, signal, progress) =>
    stoppable(signal, async (abort) => {
      let told: Imported | null = null;
      const source = sourceOf(request, (next) => {
        told = next;
      });
      try {
        const loaded = await takeSource(source, request.policy, request.texts, progress, abort);
        const made = told as Imported | null;
        return made === null ? null : { ...made, roster: loaded.info };
      } catch (error) {
        if (!(error instanceof Unusable)) throw error;
        return told;
      }
    }),
};

class Unusable extends Error {}

/** The files themselves are kept, so that a policy that asks for other fields can read them again. */
function sourceOf(request: ImportRequest, tell: (imported: Imported) => void): RosterSource {
  return {
    load: async (policy, texts, progress, signal) => {
      const units = wordsIn(texts);
      const sources = request.files.map(({ file, entity, sheet }) => ({ path: file.name, bytes: file, entity, sheet }));
      const reading = await readTable(sources, policy, units, {
        mapping: request.mapping,
        signal,
        progress: ({ done, of }) => progress({ stage: "reading", done, of }),
      });
      const given = request.parameters;
      const parameters = given === null ? null : await parametersIn(given, policy, units);
      const all = problems([...reading.diagnostics, ...(parameters?.diagnostics ?? [])]);
      tell({
        roster: null,
        problems: all,
        doubts: reading.doubts.slice(0, SHOWN).map(doubtTold),
        doubtsInAll: reading.doubts.length,
        refused: reading.refused.length,
      });
      const { table } = reading;
      if (table === null || parameters?.values === null) throw new Unusable();
      const entities = Object.fromEntries(Object.entries(table.entities).map(([id, t]) => [id, t.rows]));
      // Rows, and none of them of use: another file was meant. The roster before stays.
      if (reading.refused.length > 0 && Object.values(entities).every((rows) => rows === 0)) throw new Unusable();
      const name = request.files.map((f) => f.file.name).join("、");
      const info: RosterInfo = {
        id: `file:${name}`,
        name: { zh: name, en: name },
        synthetic: false,
        households: entities[rootEntity(policy) ?? ""] ?? 0,
        entities,
        problems: all,
      };
      return { info, table, parameters: parameters?.values ?? {}, doubts: reading.doubts };
    },
  };
}

/** CSV. Throws Error, for people, where it is no table. */
async function parametersIn(file: File, policy: Policy, units: UnitWords): Promise<Parameters> {
  const decoded = decode(new Uint8Array(await file.arrayBuffer()));
  const written = decoded.kind === "text" ? writtenParameters(decoded.text, policy) : { en: "no text", zh: "不是文本" };
  if ("en" in written) throw new Error(`${file.name}: ${written.zh} / ${written.en}`);
  return readParameters(written, file.name, policy, units);
}

function doubtTold(doubt: Doubt): DoubtTold {
  const [problem] = problems([doubt.message]);
  const { file, row, column, key, value } = doubt;
  return { file, row, column, key, value, problem: problem as DoubtTold["problem"] };
}
