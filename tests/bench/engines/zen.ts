/** GoRules Zen: the rule as a decision of one expression node, households evaluated in batches. Its numbers are decimals. */
import { ZenEngine } from "@gorules/zen-engine";
import type { Rates } from "../rule/expected.js";
import { answerOf, fenOf, objectsOf } from "./answer.js";
import type { Engine } from "./engine.js";

const BATCH = 1000;

function decision({ grain, crop }: Rates) {
  const expressions = [
    ["may", "kind in ['lifted', 'monitored'] and able and willing"],
    ["herd", "pigs >= 6 or sows > 3 or cattle >= 1 or sheep >= 4 or pond >= 3"],
    ["grain", `grain_area >= 5 ? round(grain_area * ${grain}, 2) : 0`],
    ["crop", `crop_area >= 5 ? round(crop_area * ${crop}, 2) : 0`],
    ["stock", "$.herd ? min([approved, 3000]) : 0"],
    ["net", "$.may ? min([$.grain + $.crop + $.stock + min([poultry_cost, 3000]), 3000]) : 0"],
  ].map(([key, value], i) => ({ id: `e${i}`, key, value }));
  return {
    nodes: [
      { id: "in", type: "inputNode", name: "in", position: { x: 0, y: 0 } },
      { id: "rule", type: "expressionNode", name: "rule", position: { x: 1, y: 0 }, content: { expressions } },
      { id: "out", type: "outputNode", name: "out", position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: "a", sourceId: "in", targetId: "rule", type: "edge" },
      { id: "b", sourceId: "rule", targetId: "out", type: "edge" },
    ],
  };
}

export const zen: Engine = {
  name: "GoRules Zen engine, in batches",
  most: 20_000,
  prepare: (h, rates) => {
    const objects = objectsOf(h);
    const engine = new ZenEngine();
    const made = engine.createDecision(decision(rates));
    async function nets(): Promise<Int32Array> {
      const out = new Int32Array(h.rows);
      for (let from = 0; from < h.rows; from += BATCH) {
        const batch = await Promise.all(objects.slice(from, from + BATCH).map((household) => made.evaluate(household)));
        batch.forEach(({ result }, i) => {
          out[from + i] = fenOf(Number(result.net));
        });
      }
      return out;
    }
    return { run: async () => answerOf(h, await nets()), nets, close: () => engine.dispose() };
  },
};
