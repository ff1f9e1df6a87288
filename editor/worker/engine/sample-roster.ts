import Papa from "papaparse";
import { readParameters, readRoster, rootEntity } from "../../../runtime/ingest/index.js";
import { enlarged } from "../../../runtime/synthetic/enlarge.js";
import { type GeneratedRoster, parametersOf } from "../../../runtime/synthetic/scheme.js";
import { tableOf } from "../../../runtime/table/index.js";
import { problems } from "../problems.js";
import { schemeOf } from "./schemes.js";
import { breathe } from "./signals.js";
import type { RosterSource } from "./state.js";
import { wordsIn } from "./words.js";

/** A synthetic roster of a scheme that comes with the page; `households` null: of its own size. `load` rejects with RangeError for a scheme that does not. */
export function sampleRoster(id: string, households: number | null): RosterSource {
  let made: GeneratedRoster | null = null;
  return {
    load: async (policy, texts, progress, signal) => {
      progress({ stage: "making", done: 0, of: 1 });
      const scheme = await schemeOf(id);
      made ??= scheme.generate(1);
      await breathe(signal);
      progress({ stage: "reading", done: 0, of: 1 });
      const words = wordsIn(texts);
      const files = made.tables.map((t) => ({
        path: `${t.name}.csv`,
        format: "csv" as const,
        entity: t.name,
        text: Papa.unparse([t.headings as string[], ...(t.rows as string[][])]),
      }));
      const reading = readRoster(files, policy, words);
      const parameters = readParameters(parametersOf(made.parameters), "parameters", policy, words);
      const base = tableOf(reading.roster ?? { entities: {}, columns: {} }, policy);
      const root = rootEntity(policy) ?? "";
      await breathe(signal);
      const table = base.entities[root]?.rows
        ? enlarged(base, policy.entities, root, households ?? base.entities[root].rows)
        : base;
      const entities = Object.fromEntries(Object.entries(table.entities).map(([id, t]) => [id, t.rows]));
      return {
        info: {
          id: `sample:${id}`,
          name: {
            zh: `合成数据：${scheme.about.zh}。乡镇、村、姓名、编号均为虚构，不代表任何真实农户`,
            en: `Synthetic data: ${scheme.about.en}. Towns, villages, names and numbers are invented`,
          },
          synthetic: true,
          households: entities[root] ?? 0,
          entities,
          problems: problems([...reading.diagnostics, ...parameters.diagnostics]),
        },
        table,
        parameters: parameters.values ?? {},
        doubts: reading.doubts,
      };
    },
  };
}
