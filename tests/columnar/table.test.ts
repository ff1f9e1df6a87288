/** Rosters as columns and back: nothing is lost, and a part holds what its payees need. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as R from "../../compiler/ir/rational.js";
import type { EntityDef } from "../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../../runtime/roster.js";
import { cellAt, rosterOf, tableOf } from "../../runtime/table/index.js";
import { exact } from "./engines.js";

const entity = (id: string, within: string | null, more: Partial<EntityDef> = {}): EntityDef => ({
  id,
  within,
  key: null,
  history: false,
  fields: [],
  ...more,
});

const OWNER: EntityDef["fields"][number] = {
  id: "of",
  type: { kind: "entity", entity: "household" },
  scale: "1",
  low: null,
  high: null,
  blank: null,
  optional: false,
  private: false,
  aliases: [],
};
const entities = [
  entity("town", null),
  entity("household", "town"),
  entity("project", "household"),
  entity("award", null, { history: true, fields: [OWNER] }),
];

const number: fc.Arbitrary<Cell> = fc.oneof(
  fc.integer({ min: -300, max: 300 }).map((n) => R.integer(n)),
  fc.integer({ min: -9_000_000, max: 9_000_000 }).map((n) => R.ratio(BigInt(n), 100n)),
  fc.constantFrom("1/3", "1/998244353", "9223372036854775807", "-9223372036854775809", "4294967296").map(R.rational),
);
const cell: Readonly<Record<string, fc.Arbitrary<Cell>>> = {
  area: number,
  flag: fc.boolean(),
  date: fc.constantFrom("2024-02-29", "0001-01-01", "9999-12-31", "1969-12-31"),
  town: fc.constantFrom("甲镇", "乙镇", "", "2024-01-01"),
  mixed: fc.oneof(number, fc.boolean(), fc.constant("丙"), fc.constant("2024-02-30")),
};

function row(key: fc.Arbitrary<string>, parents: readonly string[]): fc.Arbitrary<Row> {
  const cells = fc.record(
    { ...cell, of: fc.constantFrom("H1", "H2", "nobody") },
    { requiredKeys: [] },
  ) as unknown as fc.Arbitrary<Record<string, Cell>>;
  return fc.record({
    key,
    parent: fc.option(fc.constantFrom(...parents, "not there"), { freq: 4 }),
    cells,
  });
}

const roster: fc.Arbitrary<Roster> = fc
  .record({
    // Keys repeat now and then.
    town: fc.array(row(fc.constantFrom("甲镇", "乙镇"), []), { maxLength: 3 }),
    household: fc.array(row(fc.constantFrom("H1", "H2", "H3", "H4"), ["甲镇", "乙镇"]), { maxLength: 6 }),
    project: fc.array(row(fc.constantFrom("P1", "P2", "P3"), ["H1", "H2", "H3"]), { maxLength: 8 }),
    award: fc.array(row(fc.constantFrom("A1", "A2"), ["H1"]), { maxLength: 4 }),
  })
  .chain((rows) =>
    fc.array(fc.constantFrom("area", "flag", "town"), { maxLength: 2 }).map((unread): Roster => {
      const faulty = rows.household.map((r) => {
        const faults = [...new Set(unread)].filter((field) => r.cells[field] === undefined);
        return faults.length === 0 ? r : { ...r, faults };
      });
      return {
        entities: { ...rows, household: faulty },
        columns: Object.fromEntries(entities.map((e) => [e.id, [...Object.keys(cell), "of"]])),
      };
    }),
  );

/** Without the order of cells, and blanks as if they were not there. */
function plain(rows: readonly Row[]): unknown {
  return exact(
    rows.map((r) => ({
      ...r,
      cells: Object.fromEntries(Object.entries(r.cells).filter(([, c]) => c !== null)),
      faults: [...(r.faults ?? [])].sort(),
    })),
  );
}

describe("rosters as columns", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(roster, (given) => {
        const back = rosterOf(tableOf(given, { entities }), { entities });
        expect(back.columns).toEqual(given.columns);
        for (const { id } of entities) expect(plain(back.entities[id] ?? [])).toEqual(plain(given.entities[id] ?? []));
      }),
    );
  });

  it("say each cell", () => {
    fc.assert(
      fc.property(roster, (given) => {
        const table = tableOf(given, { entities });
        for (const [id, rows] of Object.entries(given.entities))
          for (const [i, r] of rows.entries())
            for (const [field, column] of Object.entries(table.entities[id]?.columns ?? {}))
              expect(exact(cellAt(column, i))).toEqual(exact(r.cells[field] ?? null));
      }),
    );
  });

  it("give the rows below a payee, and those below none", () => {
    fc.assert(
      fc.property(roster, fc.array(fc.nat(5)), (given, picked) => {
        const table = tableOf(given, { entities });
        const all = given.entities.household ?? [];
        const rows = [...new Set(picked)].filter((i) => i < all.length);
        const part = rosterOf(table, { entities }, { entity: "household", rows });
        const first = (key: string | null | undefined) => all.findIndex((h) => h.key === key);
        const kept = (holder: number) => holder < 0 || rows.includes(holder);
        const owner = (r: Row) => r.parent ?? (typeof r.cells.of === "string" ? r.cells.of : null);
        expect(plain(part.entities.town ?? [])).toEqual(plain(given.entities.town ?? []));
        expect(plain(part.entities.household ?? [])).toEqual(plain(all.filter((_, i) => rows.includes(i))));
        expect(plain(part.entities.project ?? [])).toEqual(
          plain((given.entities.project ?? []).filter((p) => kept(first(p.parent)))),
        );
        expect(plain(part.entities.award ?? [])).toEqual(
          plain((given.entities.award ?? []).filter((a) => kept(first(owner(a))))),
        );
      }),
    );
  });
});
