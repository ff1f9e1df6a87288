/** Real schemes of which only checks read the whole roster: one row opened by itself says what the whole run says of it. */
import { expect, it } from "vitest";
import { explain, explainOutcome } from "../../runtime/explain/index.js";
import { scheme } from "../office/scheme.js";

it.each([
  ["hebao-2020", "hebao"],
  ["kaiyuan-2024", "kaiyuan"],
])(
  "%s",
  (folder, id) => {
    const { form, run } = scheme(folder, id);
    const payees = form.outcome.payees();
    const { roster: _, ...rest } = run;
    const kinds = payees.entities.map((entity, kind) => ({
      entity,
      rows: Array.from({ length: payees.rows }, (_, i) => i).filter((i) => (payees.entity?.[i] ?? 0) === kind),
    }));
    let compared = 0;
    for (const { entity, rows } of kinds) {
      const [middle] = rows.slice(Math.floor(rows.length / 2));
      if (middle === undefined) continue;
      const key = payees.key(middle);
      const own = explainOutcome({ ...rest, table: form.table }, form.outcome, entity, key);
      expect(own?.lines.length).toBeGreaterThan(2);
      expect(own).toEqual(explain(run, entity, key).derivation);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(0);
  },
  120_000,
);
