/** Edges beyond one row: cuts below 0, sums over rows below at the end of a lane, groups, pots and shares of few, none and many. */
import { describe, expect, it } from "vitest";
import { plan } from "../../compiler/backends/columnar/index.js";
import { isError } from "../../compiler/index.js";
import { type Rational, rational, text } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { runColumnar } from "../../runtime/columnar/index.js";
import type { Cell, Roster, Row } from "../../runtime/roster.js";
import type { RunInput } from "../../runtime/run.js";
import { tableOf } from "../../runtime/table/index.js";
import { compiled } from "../support/arbitrary-policy/policy.js";
import { compareEngines } from "./engines.js";

const HEAD = `policy demo/示范
  version "1"
  uses farm
  in force 2024-01-01 to 2024-12-31
  round half up to 0.01 yuan
`;

function policyOf(clauses: string): Policy {
  const { policy, diagnostics } = compiled({ text: `${HEAD}${clauses}\n`, before: null });
  if (policy === null) throw new Error(JSON.stringify(diagnostics.filter(isError)));
  return policy;
}

const show = (n: Rational | null): string | null => (n === null ? null : text(n));

type Cells = Record<string, string | boolean | null>;

/** Numbers are written as texts. `projects` are rows below, by household. */
function rosterOf(households: readonly Cells[], projects: readonly (readonly string[])[] = []): Roster {
  const cell = (v: string | boolean | null): Cell => (typeof v === "string" && /^-?\d/.test(v) ? rational(v) : v);
  const row = (key: string, parent: string | null, cells: Cells): Row => ({
    key,
    parent,
    cells: Object.fromEntries(Object.entries(cells).map(([id, v]) => [id, cell(v)])),
  });
  return {
    entities: {
      household: households.map((cells, i) => row(`H${i}`, null, cells)),
      project: projects.flatMap((costs, i) =>
        costs.map((project_cost, j) => row(`P${i}_${j}`, `H${i}`, { project_cost, built: true })),
      ),
    },
    columns: {
      household: [
        "town",
        "village",
        "cost",
        "worth",
        "area",
        "size",
        "able",
        "grain.approved",
        "applied_on",
        "share_of_land",
      ],
      project: ["project_cost", "built"],
    },
  };
}

function same(policy: Policy, roster: Roster, more: Partial<RunInput> = {}) {
  const compared = compareEngines({ policy, roster, asOf: "2024-06-30", ...more }, "town");
  expect(compared.differences.join("\n")).toBe("");
  return compared;
}

describe("cuts", () => {
  it("a ceiling below 0 is 0, for what is entered and for what is worked out", () => {
    const policy = policyOf(`for each household
benefit grain pay up to worth
benefit herd pay cost up to worth`);
    const values = ["-5", "-0.001", "0", "0.001", "100"];
    const { reference } = same(
      policy,
      rosterOf(values.map((worth) => ({ worth, cost: "50", "grain.approved": "30", town: "甲镇" }))),
    );
    expect(reference.claims.filter((c) => c.ceilingCut?.n === 0n)).toHaveLength(6);
  });
});

describe("stages beyond 64 bits", () => {
  const clauses = {
    alone: "",
    "beside a pot": "limit pot all benefits up to 10 yuan when exceeded pro rata",
    "beside a set over the roster": "benefit herd pay sum of cost among households up to 5 yuan",
  };
  const amounts = ["90071992547409.93", "92233720368547758.08", "4611686018427388356.33", "13835058055282165069/3"];

  it.each(Object.entries(clauses))("an amount that an earlier award strikes, %s", (_, clause) => {
    const policy = policyOf(`for each household
benefit grain pay worth
  once per year
benefit care pay worth - cost up to 100 yuan
${clause}`);
    for (const worth of amounts) {
      const roster = rosterOf([
        { worth, cost: "1" },
        { worth: null, cost: "1" },
        { worth, cost: null },
        { worth: "3", cost: "1" },
      ]);
      const struck = ["H0", "H2"].map(
        (parent, i): Row => ({
          key: `A${i}`,
          parent,
          cells: { benefit: "grain", amount: rational("1"), paid_on: "2024-03-01" },
        }),
      );
      same(policy, {
        entities: { ...roster.entities, award: struck },
        columns: { ...roster.columns, award: ["benefit", "amount", "paid_on"] },
      });
    }
  });
});

describe("rows below", () => {
  const policy = policyOf(`for each household
benefit grain pay sum of project_cost among projects where built
benefit herd when (count of projects where built at least 1) pay highest of project_cost among projects up to 3000 yuan`);
  const large = [31n, 32n, 53n, 61n, 62n, 63n].flatMap((n) => [2n ** n - 1n, 2n ** n].map(String));

  it.each(large)("sums of two rows of %s", (n) => {
    const { reference } = same(policy, rosterOf([{ town: "甲镇" }, { town: "乙镇" }, {}], [[n, n], [n, "0.01"], []]));
    expect(reference.claims.find((c) => c.benefit === "grain")?.net?.n).toBe(BigInt(n) * 2n);
  });

  it("rows below nobody count for nobody", () => {
    const roster = rosterOf([{ town: "甲镇" }], [["5", "6"]]);
    const orphan: Row = { key: "P9", parent: "nobody", cells: { project_cost: rational("7"), built: true } };
    same(policy, {
      ...roster,
      entities: { ...roster.entities, project: [...(roster.entities["project"] ?? []), orphan] },
    });
  });
});

describe("groups and pots", () => {
  const pots = ["pro rata", "report", "refuse", "serve amount falling", "serve whole able, cost rising"];

  it.each(pots)("a pot by town, %s: rows at the edge of a tile, a blank town, a town of one", (way) => {
    const policy = policyOf(`for each household
benefit grain pay cost
limit pot all benefits per town up to 1000 yuan when exceeded ${way}`);
    for (const count of [0, 1, 15, 16, 17, 33]) {
      const rows = Array.from({ length: count }, (_, i) => ({
        cost: `${(i * 37) % 11}${i % 10}.5`,
        able: i % 3 === 0,
        town: i === 4 ? null : i === 7 ? "丙镇" : i % 2 === 0 ? "甲镇" : "乙镇",
      }));
      same(policy, rosterOf(rows));
    }
  });

  it.each(pots)("claims whose sum is at the end of a double and of 64 bits, %s", (way) => {
    const policy = policyOf(`for each household
benefit grain pay worth
limit pot all benefits up to 1000 yuan when exceeded ${way}`);
    for (const worth of ["90071992547409.91", "90071992547409.92", "46116860184273879.04", "92233720368547758.07"]) {
      same(policy, rosterOf([{ worth }, { worth }, { worth: "0.01" }, { worth: "3" }]));
    }
  });

  it.each(pots)("a pot of 0, of a fen, and exactly enough, %s", (way) => {
    for (const pot of ["0", "0.01", "6", "5.999"]) {
      const policy = policyOf(`for each household
benefit grain pay cost
limit pot all benefits up to ${pot} yuan when exceeded ${way}`);
      same(policy, rosterOf([{ cost: "1" }, { cost: "2" }, { cost: "3" }, { cost: "0" }]));
      same(policy, rosterOf([]));
    }
  });

  it.each(["9007199254740993", "4611686018427387904.01", "61489146912365172040"])(
    "a ceiling of %s yuan leaves what it leaves",
    (most) => {
      const policy = policyOf(`for each household
benefit grain pay cost
benefit herd pay cost
limit each all benefits per household up to 2 awards when exceeded serve amount falling
limit own all benefits per household up to ${most} yuan when exceeded pro rata
limit pot all benefits per town up to ${most} yuan when exceeded serve cost rising`);
      const { reference } = same(
        policy,
        rosterOf([{ cost: "8", town: "甲镇" }, { cost: "0.01", town: "甲镇" }, { cost: "3" }]),
      );
      expect(reference.limits.some((g) => g.left.n > 2n ** 53n)).toBe(true);
    },
  );

  it("a ceiling set for towns, one of them with no household, one household in a town without a ceiling", () => {
    const policy = policyOf(`param town_fund/镇资金: yuan, set by town
for each household
benefit grain pay cost
limit pot all benefits per town up to town_fund when exceeded pro rata`);
    const town_fund = { 甲镇: { kind: "number" as const, value: "10" }, 丁镇: { kind: "number" as const, value: "5" } };
    const { reference } = same(
      policy,
      rosterOf([
        { cost: "8", town: "甲镇" },
        { cost: "8", town: "甲镇" },
        { cost: "8", town: "丙镇" },
      ]),
      { parameters: { town_fund } },
    );
    expect(reference.limits.map((g) => g.group.join())).not.toContain("丁镇");
  });

  it("keys that repeat, in a limit on each household and in a pot", () => {
    const policy = policyOf(`for each household
benefit grain pay cost
limit cap all benefits per household up to 5 yuan
limit pot all benefits up to 12 yuan when exceeded serve cost rising`);
    const roster = rosterOf([{ cost: "4" }, { cost: "6" }, { cost: "7" }]);
    const [first, ...rest] = roster.entities["household"] ?? [];
    const rows = [first, ...rest.map((r, i) => (i === 0 ? { ...r, key: "H0" } : r))].filter((r) => r !== undefined);
    same(policy, { ...roster, entities: { ...roster.entities, household: rows } });
  });
});

describe("shares of a pot", () => {
  it.each(["once per month", "once per village", "once"])("told row by row where an award is due %s", (once) => {
    const policy = policyOf(`for each household
benefit grain
  pay portion of 1.01 yuan by size remainder to cost falling up to 500 yuan
  ${once}`);
    const rows = ["1", "2", "3", "1"].map((size, i) => ({ size, cost: `${i}`, village: i === 3 ? "一村" : `村${i}` }));
    const { reference } = same(policy, rosterOf(rows));
    expect(reference.claims.some((c) => c.gross !== null && c.gross.n > 0n)).toBe(true);
    same(policy, rosterOf([...rows, { size: null, cost: "1", village: "四村" }]));
  });

  it.each(["10000", "0.01", "0", "1.01", "92233720368547758.07"])(
    "%s yuan by weights with ties, blanks and zeros",
    (pot) => {
      const policy = policyOf(`for each household
benefit grain
  when able
  pay portion of ${pot} yuan by worth up to 5000 yuan`);
      const rows = ["1", "1", "1", "0", "2.5", "1/3"].map((worth, i) => ({ worth, able: i !== 4 }));
      same(policy, rosterOf(rows));
      same(policy, rosterOf([...rows, { worth: null, able: true }]));
      same(
        policy,
        rosterOf([
          { worth: "0", able: true },
          { worth: "0", able: true },
        ]),
      );
      same(policy, rosterOf([]));
    },
  );
});

describe("what one row is asked, seen from another", () => {
  it("a pot that the interpreter divides is divided over all rows for whoever reads a share of it", () => {
    const policy = policyOf(`for each household
benefit grain
  pay portion of 7777.77 yuan by cost up to 500 yuan
  once
benefit herd
  when able → grain.gross * 0.5
  otherwise → 1 yuan
  once per month
limit cap all benefits per household since 2024-01-01 up to 8000 yuan`);
    const households = [
      { cost: "10", able: true },
      { cost: "8", able: true },
      { cost: "3", able: null },
    ];
    const { reference } = same(policy, rosterOf(households));
    expect(show(reference.claims.find((c) => c.benefit === "herd")?.gross ?? null)).toBe("1851.85");
  });

  it("a ceiling that is not known is told of the household, whichever of its rows claims first", () => {
    const policy = policyOf(`for each project
benefit building pay project_cost
for each household
limit by_fact all benefits per household up to worth
limit by_share all benefits per household up to (3000 yuan / share_of_land)`);
    const { reference } = same(policy, rosterOf([{ worth: null, share_of_land: "0" }], [["100"]]));
    const [claim] = reference.claims;
    expect(claim?.reasons.map((r) => r.entity)).toEqual(["household", "household"]);
  });

  it("what a limit leaves beyond 2^53 steps is told to the fen", () => {
    const policy = policyOf(`for each household
benefit grain pay worth no less than 100 yuan
limit cap grain per household since 2020-01-01 up to 8000 yuan`);
    const roster = rosterOf([{ worth: null }, { worth: "5" }]);
    const award: Row = {
      key: "A0",
      parent: "H0",
      cells: { benefit: "grain", amount: rational("-18446744073709551617"), paid_on: "2024-01-05" },
    };
    const { reference } = same(policy, {
      entities: { ...roster.entities, award: [award] },
      columns: { ...roster.columns, award: ["benefit", "amount", "paid_on"] },
    });
    expect(show(reference.claims[0]?.high ?? null)).toBe("18446744073709559617");
  });

  it("a ceiling that is at most 0 is not known to be 0", () => {
    const policy = policyOf(`for each project
benefit building pay project_cost
for each household
limit cap all benefits per household up to (cost no less than cost up to worth)`);
    const { reference } = same(policy, rosterOf([{ cost: "0", worth: null }], [["100"]]));
    expect(reference.limits.map((l) => l.ceiling)).toEqual([null]);
  });

  it("a comparison that outgrows its lanes is no blank", () => {
    const policy = policyOf(`for each household
eligible when (area at least orchard)
  except when (town is not "甲镇") "除外情形"
benefit grain pay 100 yuan`);
    const households = [
      { area: "1/3", orchard: "5", town: "乙镇" },
      { area: "0.5", orchard: "9007199254740993", town: "乙镇" },
      { area: "7", orchard: "92233720368547758.07", town: "甲镇" },
    ];
    const { reference } = same(policy, rosterOf(households));
    expect(reference.claims.map((c) => c.because?.kind)).toEqual(["condition", "condition", "condition"]);
  });

  it("parts of amounts beyond 2^53 steps are summed to the fen", () => {
    const policy = policyOf(`for each household
benefit grain pay worth
pay out grain
  - 6 parts for public_jobs/公益岗位
  - 3 parts for public_works/公益事业
  - 1 part for rewards/奖励补助
for each station
benefit sunshine pay station_income`);
    const roster = rosterOf(["18446744073709551617", "7.01", "92233720368547758.07"].map((worth) => ({ worth })));
    const station: Row = { key: "S0", parent: null, cells: { station_income: rational("5") } };
    same(policy, {
      entities: { ...roster.entities, station: [station] },
      columns: { ...roster.columns, station: ["station_income"] },
    });
  });

  it("whoever asks for the average of nobody is told so, whoever asked first", () => {
    const policy = policyOf(`for each household
benefit grain
  pay (average of cost among households where (count of projects where built more than 1)) no less than 1 yuan
  once per village`);
    const { reference } = same(policy, rosterOf([{ cost: "1" }, { cost: "2" }, { cost: "3" }], [["1"], [], ["1"]]));
    expect(reference.claims.map((c) => c.reasons[0]?.row)).toEqual(["H0", "H1", "H2"]);
  });

  it("what has no kernel for members is no blank of theirs", () => {
    const policy = policyOf(`for each household
benefit grain
  pay 100 yuan
  except when (all of built among projects where (household.orchard is not 2 to 4 mu)) "除外情形"
  except when (cost at least 5 yuan)`);
    const households = [
      { orchard: "4", cost: "9" },
      { orchard: "-9223372036854775809", cost: "9" },
      { orchard: "7.005", cost: "9" },
    ];
    const roster = rosterOf(households, [["1"], ["1"], ["1"]]);
    const [first, ...others] = roster.entities["project"] ?? [];
    const { built: _, ...cells } = first?.cells ?? {};
    const projects = [{ key: "P0_0", parent: "H0", cells, faults: ["built"] }, ...others];
    const { reference } = same(policy, { ...roster, entities: { ...roster.entities, project: projects } });
    expect(reference.claims[0]?.because).toMatchObject({ kind: "except", index: 0 });
  });
});

describe("what pots leave", () => {
  const households = [
    { worth: "10", cost: "3", able: true },
    { worth: "20", cost: "3", able: true },
    { worth: "0", cost: "3", able: true },
    { worth: "0", cost: "3", able: null },
    { worth: "5", cost: null, able: false },
  ];
  // Of 100 yuan by 10 and 20: 33.33 and 66.67.
  const clauses: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    "a ceiling": ["when able pay portion of 100 yuan by worth up to 20 yuan", ["60"]],
    "a floor, which raises a part of 0 that is not decided too": [
      "when able pay portion of 100 yuan by worth no less than 5 yuan up to 20 yuan",
      ["50"],
    ],
    "floors above the pot": ["when able pay portion of 100 yuan by worth no less than 60 yuan", []],
    "weights that are all 0": ["when able pay portion of 100 yuan by (worth - worth)", ["100"]],
    "a portion in a list of rules": [
      `pay first of
    - worth at least 20 yuan → portion of 30 yuan by worth up to 20 yuan
    - otherwise → portion of 50 yuan by worth up to 10 yuan`,
      ["10", "30"],
    ],
  };

  it.each(Object.entries(clauses))("with %s", (_, [clause, left]) => {
    const policy = policyOf(`for each household\nbenefit grain ${clause}`);
    const { reference, columnar } = same(policy, rosterOf(households));
    expect(columnar.engine.whole).toEqual([]);
    expect(reference.unspent.map((u) => show(u.amount))).toEqual(left);
  });
});

it("a table that another policy has run on is read as if it were new", () => {
  const first = policyOf("for each household\nbenefit grain pay cost once per village");
  const second = policyOf(
    "for each household\nbenefit grain pay (sum of station_income among stations where (station_town is town)) once per village",
  );
  const plain = rosterOf([
    { cost: "1", village: "一村", town: "甲镇" },
    { cost: "2", village: "二村", town: "乙镇" },
  ]);
  const station = ["甲镇", "甲镇", "乙镇"].map((station_town, i): Row => {
    return { key: `T${i}`, parent: null, cells: { station_town, station_income: rational("70"), station_size: null } };
  });
  const roster: Roster = {
    entities: { ...plain.entities, station },
    columns: { ...plain.columns, station: ["station_town", "station_income", "station_size"] },
  };
  const table = tableOf(roster, first);
  const totals = [first, second].map((policy) =>
    show(runColumnar({ policy, table, asOf: "2024-06-30" }, plan).total.amount),
  );
  expect(totals).toEqual(["3", "210"]);
});
