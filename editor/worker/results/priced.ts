/** What each open reading would cost: the run again with one reading of one question taken. */
import { named } from "../../../runtime/reference/names.js";
import { priceReadings, questionsOf } from "../../../runtime/simulate/readings.js";
import { engine } from "../engine/run.js";
import { stoppable, watched } from "../engine/signals.js";
import { state } from "../engine/state.js";
import type { ResultsApi } from "./protocol.js";

export const priced: ResultsApi["priced"] = (signal, progress) =>
  stoppable(signal, async (abort) => {
    const { last } = state;
    if (!last) return null;
    const { policy, run } = last;
    const options = { allUpTo: 0, pairs: false };
    const report = await priceReadings(run.input, engine, options, watched(abort, progress));
    return questionsOf(policy).map((q) => ({
      question: q.id,
      name: named(policy, q.id),
      taken: report.issued[q.id] ?? q.body.taken,
      readings: q.body.readings.map((r) => ({
        id: r.id,
        name: named(policy, `${q.id}.${r.id}`),
        priced: report.alone.find((p) => p.readings[q.id] === r.id) ?? null,
      })),
    }));
  });
