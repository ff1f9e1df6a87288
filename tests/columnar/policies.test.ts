/** The policies of this repository through both engines: on their generated rosters, on random ones, and on their own examples. */
import { dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filesOf } from "../../cli/io/source.js";
import { unitWords } from "../../cli/io/units.js";
import { plan } from "../../compiler/backends/columnar/index.js";
import { compile } from "../../compiler/index.js";
import { rational } from "../../compiler/ir/rational.js";
import type { EntityDef, FieldDef, Policy, Scalar } from "../../compiler/ir/types.js";
import { runColumnar } from "../../runtime/columnar/index.js";
import { readParameters, readRoster } from "../../runtime/ingest/index.js";
import { csv } from "../../runtime/office/csv.js";
import type { Cell, Roster, Row } from "../../runtime/roster.js";
import type { RunInput } from "../../runtime/run.js";
import { type GeneratedTable, SCHEMES } from "../../runtime/synthetic/index.js";
import { libraryOf, policyPaths, source } from "../policies/folder.js";
import { compareEngines } from "./engines.js";

const compiled = new Map(
  policyPaths().map((path) => {
    const result = compile(source(path), libraryOf(dirname(path)));
    if (result.policy === null) throw new Error(`${path} is refused`);
    return [dirname(path), { ...result, policy: result.policy, path: `policies/${path}` }] as const;
  }),
);

const isReading = (p: Policy): Record<string, string>[] => [
  {},
  ...p.values.flatMap((v) => (v.body.kind === "readings" ? v.body.readings.map((r) => ({ [v.id]: r.id })) : [])),
];

// ---------------------------------------------------------------- generated rosters

function generated(folder: string, scheme: string, seed: number): RunInput {
  const found = compiled.get(folder);
  const made = SCHEMES.find((s) => s.id === scheme)?.generate(seed);
  if (!found || !made) throw new Error(`no ${folder} or ${scheme}`);
  const units = unitWords(filesOf(found, found.path));
  const files = made.tables.map((t) => ({
    path: `${t.name}.csv`,
    entity: t.name,
    text: csv(made.title, t.headings, t.rows),
    format: "csv" as const,
  }));
  const { roster, diagnostics } = readRoster(files, found.policy, units);
  if (roster === null) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  const parameters =
    made.parameters === null ? null : readParameters(written(made.parameters), "parameters.csv", found.policy, units);
  return {
    policy: found.policy,
    roster,
    asOf: "2024-05-31",
    ...(parameters?.values ? { parameters: parameters.values } : {}),
  };
}

/** A column for each parameter, a row for each town. */
function written(t: GeneratedTable): Map<string, Map<string, string>> {
  const [, ...names] = t.headings;
  return new Map(names.map((name, i) => [name, new Map(t.rows.map((row) => [row[0] ?? "", row[i + 1] ?? ""]))]));
}

describe("generated rosters", () => {
  it("Rongchang, totals by town", () => {
    const input = {
      ...generated("rongchang-2024", "rongchang", 1),
      parameters: { high_income_line: { kind: "number" as const, value: "15000" } },
    };
    for (const readings of [
      {},
      { high_income: "by_figure", cap_reach: "by_branch" },
      { livestock_basis: "by_cost", once_reach: "poultry_only" },
    ]) {
      const { columnar, differences } = compareEngines({ ...input, readings }, "town");
      expect(differences.join("\n")).toBe("");
      expect(columnar.engine.whole).toEqual([]);
      // Amounts not yet entered, fields left blank, and households with a past award.
      expect(columnar.engine.slowRows).toBeLessThan(columnar.payees().rows / 4);
    }
  });

  it("Yubei: its town quotas are limits over wider groups, as many as a town has households", () => {
    const input = generated("yubei-2024", "yubei", 2);
    for (const readings of [{}, { quota_reach: "two_pots" }]) {
      const { columnar, differences } = compareEngines({ ...input, readings }, "town");
      expect(differences.join("\n")).toBe("");
      expect(columnar.engine.whole).toEqual([]);
    }
  });

  it("Yubei without its quotas: sums over projects are gathered, towns set what is earned", () => {
    const input = generated("yubei-2024", "yubei", 3);
    const policy = { ...input.policy, limits: [], checks: [], payOuts: [] };
    for (const readings of [{}, { goal_reach: "by_project", subsidy_base: "as_accepted" }]) {
      const { columnar, differences } = compareEngines({ ...input, policy, readings }, "town");
      expect(differences.join("\n")).toBe("");
      expect(columnar.engine.whole).toEqual([]);
      expect(columnar.engine.slowRows).toBeLessThan(columnar.payees().rows);
    }
  });
});

describe("all five documents run in columns", () => {
  for (const [folder, { policy }] of compiled) {
    const readings = isReading(policy);
    // Most rows of Qinyuan's roster are undecided, and the interpreter's: one reading is enough.
    const taken = folder.startsWith("qinyuan") ? readings.slice(0, 1) : readings;
    it(`${folder}, in ${taken.length} of ${readings.length} readings`, () => {
      const made = generated(folder, folder.slice(0, folder.indexOf("-")), 3);
      const parameters = { ...parametersOf(policy), ...made.parameters };
      for (const reading of taken) {
        expect(runColumnar({ ...made, parameters, readings: reading }, plan).engine.whole).toEqual([]);
      }
    });
  }
});

// ---------------------------------------------------------------- random rosters

function cellOf(policy: Policy, f: FieldDef): fc.Arbitrary<Cell> {
  switch (f.type.kind) {
    case "bool":
      return fc.boolean();
    case "date":
      return fc.constantFrom("2013-12-31", "2016-02-29", "2020-07-01", "2024-01-01", "2024-03-15", "2024-12-31");
    case "enum": {
      const id = f.type.enum;
      return fc.constantFrom(...(policy.enums.find((e) => e.id === id)?.values ?? ["?"]));
    }
    case "number": {
      const [low, high] = [Number(f.low ?? "0"), Math.min(Number(f.high ?? "20000"), 20_000)];
      const whole = fc.integer({ min: Math.ceil(low), max: Math.max(Math.ceil(low), Math.floor(high)) });
      const small = fc.integer({ min: Math.ceil(low), max: Math.max(Math.ceil(low), Math.min(12, Math.floor(high))) });
      const number = fc.oneof(small, whole).map((n) => rational(String(n)));
      return f.type.whole
        ? number
        : fc.oneof(
            number,
            fc.integer({ min: 0, max: 2000 }).map((n) => rational(`${n}/100`)),
          );
    }
    default:
      return fc.constantFrom("甲镇", "乙镇", "丙镇");
  }
}

/** Rows with a cell in eight blank; children of every entity below. */
function rowsOf(policy: Policy, def: EntityDef, parents: readonly string[] | null): fc.Arbitrary<Row[]> {
  const entered = policy.benefits.filter((b) => b.entered && b.entity === def.id).map((b) => `${b.id}.approved`);
  const cells = fc.record({
    ...Object.fromEntries(
      def.fields.filter((f) => f.id !== def.key).map((f) => [f.id, fc.option(cellOf(policy, f), { freq: 8 })]),
    ),
    ...Object.fromEntries(
      entered.map((id) => [id, fc.option(fc.integer({ min: 0, max: 500_000 }).map((n) => rational(`${n}/100`)))]),
    ),
  }) as unknown as fc.Arbitrary<Record<string, Cell>>;
  const parent = parents === null || parents.length === 0 ? fc.constant(null) : fc.constantFrom(...parents);
  const make = fc.tuple(cells, parent).map(([c, p]) => ({ cells: c, parent: p }));
  return fc
    .array(make, {
      minLength: parents === null ? 1 : 0,
      maxLength: parents === null ? 24 : parents.length === 0 ? 0 : 12,
    })
    .map((rows) =>
      rows.map(
        ({ cells: c, parent: p }, i): Row => ({
          key: `${def.id}${i}`,
          parent: p,
          cells: def.key === null ? c : { ...c, [def.key]: `${def.id}${i}` },
        }),
      ),
    );
}

function rosterOf(policy: Policy): fc.Arbitrary<Roster> {
  const roots = policy.entities.filter((e) => e.within === null);
  const others = policy.entities.filter((e) => e.within !== null);
  const columns = Object.fromEntries(
    policy.entities.map((e) => [
      e.id,
      [
        ...e.fields.map((f) => f.id),
        ...policy.benefits.filter((b) => b.entered && b.entity === e.id).map((b) => `${b.id}.approved`),
      ],
    ]),
  );
  return fc.tuple(...roots.map((e) => rowsOf(policy, e, null))).chain((rows) => {
    const entities = Object.fromEntries(roots.map((e, i) => [e.id, rows[i] as Row[]]));
    const keys = (within: string | null) => (entities[within ?? ""] ?? []).map((r) => r.key);
    return fc.tuple(...others.map((e) => rowsOf(policy, e, keys(e.within)))).map((below) => ({
      columns,
      entities: { ...entities, ...Object.fromEntries(others.map((e, i) => [e.id, below[i] as Row[]])) },
    }));
  });
}

/** Every delegated value, in the middle of what it may be. */
function parametersOf(policy: Policy): Record<string, Scalar> {
  return Object.fromEntries(
    policy.values.flatMap((v): [string, Scalar][] =>
      v.body.kind === "set" && v.type.kind === "number"
        ? [[v.id, { kind: "number", value: v.body.high ?? v.body.low ?? "1" }]]
        : [],
    ),
  );
}

/** The part of a policy that has benefits for one kind of payee: what the columns take up. */
function ofEntity(policy: Policy, entity: string): Policy {
  const kept = policy.benefits.filter((b) => b.entity === entity && b.once?.per?.kind !== "field" && b.every === null);
  const ids = new Set(kept.map((b) => b.id));
  const limits = policy.limits.filter(
    (l) => l.benefits.every((b) => ids.has(b)) && l.window === null && l.since === null,
  );
  return {
    ...policy,
    benefits: kept,
    limits,
    eligibility: policy.eligibility.filter((e) => e.entity === entity),
    payOuts: [],
    checks: [],
  };
}

describe("random rosters", () => {
  for (const [folder, { policy }] of compiled) {
    const readings = fc.constantFrom(...isReading(policy));
    const parameters = fc.constantFrom({}, parametersOf(policy));
    it(`${folder}, as it stands`, () => {
      fc.assert(
        fc.property(rosterOf(policy), readings, parameters, (roster, taken, given) => {
          expect(
            compareEngines({ policy, roster, asOf: "2024-05-31", readings: taken, parameters: given }).differences.join(
              "\n",
            ),
          ).toBe("");
        }),
        { numRuns: 15 },
      );
    });
    for (const entity of new Set(policy.benefits.map((b) => b.entity))) {
      const own = ofEntity(policy, entity);
      if (own.benefits.length === 0) continue;
      it(`${folder}, ${entity} alone`, () => {
        const seen = { columns: 0, whole: new Set<string>() };
        fc.assert(
          fc.property(rosterOf(own), readings, parameters, (roster, taken, given) => {
            const { columnar, differences } = compareEngines({
              policy: own,
              roster,
              asOf: "2024-05-31",
              readings: taken,
              parameters: given,
            });
            if (columnar.engine.whole.length === 0) seen.columns += 1;
            for (const why of columnar.engine.whole) seen.whole.add(why);
            expect(differences.join("\n")).toBe("");
          }),
          { numRuns: 25 },
        );
        if (process.env.FEN_COVERAGE) console.log(folder, entity, seen);
      });
    }
  }
});
