import { rational } from "../../../compiler/ir/rational.js";
import type { Policy } from "../../../compiler/ir/types.js";
import { unitText } from "../../../runtime/explain/quantity.js";
import { addressWords, numbersOf, type PolicyNumber, sensitivity, solve } from "../../../runtime/simulate/index.js";
import { engine } from "../engine/run.js";
import { stoppable, watched } from "../engine/signals.js";
import { state } from "../engine/state.js";
import type { GoalApi } from "./protocol.js";

const unitOf = (policy: Policy, { unit }: PolicyNumber) =>
  unit === null ? { zh: "", en: "" } : { zh: unitText(unit, policy, "zh"), en: unitText(unit, policy, "en") };

export const goals: GoalApi = {
  tunables: async () => {
    const { last } = state;
    if (!last) return [];
    return numbersOf(last.run.input).map((n) => ({
      address: n.address,
      clause: n.clause,
      name: addressWords(last.policy, n.address),
      value: n.value,
      unit: unitOf(last.policy, n),
      inText: n.kind !== "delegated",
    }));
  },
  seek: (address, total, signal, progress) =>
    stoppable(signal, async (abort) => {
      const { last } = state;
      if (!last) return null;
      const found = await solve(last.run.of, engine, { address, total: rational(total) }, watched(abort, progress));
      const { answer, nearest, crossings, method, runs, number, present } = found;
      return {
        address,
        present: present?.value ?? null,
        unit: unitOf(last.policy, number),
        answer: answer === null ? null : { ...answer.within, exact: answer.exact },
        nearest,
        crossings: crossings.map((c) => c.within),
        method,
        runs,
      };
    }),
  swings: (signal, progress) =>
    stoppable(signal, async (abort) => {
      const { last } = state;
      if (!last) return null;
      const { rows } = await sensitivity(last.run.of, engine, {}, watched(abort, progress));
      return rows.map((r) => ({
        name: addressWords(last.policy, r.number.address),
        value: r.number.value,
        unit: unitOf(last.policy, r.number),
        down: r.down,
        up: r.up,
      }));
    }),
  numberIn: async (policy, address) => {
    const given = state.last?.run.input.parameters ?? {};
    return numbersOf({ policy, parameters: given }).find((n) => n.address === address)?.value ?? null;
  },
};
