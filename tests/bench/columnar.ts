/**
 * The bench rule compiled from the language to a column plan and WebAssembly, against a loop written by hand in JS and the
 * interpreter. In both forms: whole rates, where rounding never happens, and rates of half a yuan, where it does. All three
 * must agree to the fen, or the times mean nothing. `tsx tests/bench/columnar.ts [households]`
 */
import { cpus } from "node:os";
import { table } from "../../cli/io/table.js";
import { plan as planColumns } from "../../compiler/backends/columnar/index.js";
import { compile, EMPTY_LIBRARY } from "../../compiler/index.js";
import { type Profile, type SourceProfile, sourceId } from "../../compiler/ir/columns.js";
import { fixed, ratio, rational } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import {
  allocate,
  type Dataset,
  groupView,
  profileOf,
  rowsOf,
  sumKernel,
  totalsKernel,
  view,
} from "../../runtime/columnar/index.js";
import { run } from "../../runtime/index.js";
import type { Roster } from "../../runtime/roster.js";
import { measure, milliseconds } from "./measure.js";

const COUNT = Number(process.argv[2] ?? "1000000");
const TOWNS = Array.from({ length: 21 }, (_, i) => `town ${i + 1}`);
const KINDS = ["lifted", "monitored", "ordinary"];

const VOCABULARY = `vocabulary people
entity household
  - id: text, key
  - town: text
  - kind: one of (lifted, monitored, ordinary)
  - able: yes/no
  - willing: yes/no
  - grain_area: mu, 0 mu to 100 mu, blank means 0 mu
  - crop_area: mu, 0 mu to 100 mu, blank means 0 mu
  - pigs: head, blank means 0 head
  - sows: head, blank means 0 head
  - cattle: head, blank means 0 head
  - sheep: animal, blank means 0 animal
  - pond: mu, blank means 0 mu
  - poultry_cost: yuan, blank means 0 yuan
`;

const policyText = (grain: string, crop: string) => `policy rule "The bench rule"
  version "1"
  in force 2024-01-01 to 2024-12-31
  uses people
  round half up to 0.01 yuan

for each household
eligible when kind is one of (lifted, monitored) and able and willing

benefit grain
  when grain_area at least 5 mu
  pay ${grain} yuan per mu of grain_area
benefit cash_crop
  when crop_area at least 5 mu
  pay ${crop} yuan per mu of crop_area
benefit livestock
  (any of
    - pigs at least 6 head
    - sows more than 3 head
    - cattle at least 1 head
    - sheep at least 4 animal
    - pond at least 3 mu
  ) → up to 3000 yuan
benefit poultry
  when poultry_cost more than 0 yuan
  pay poultry_cost up to 3000 yuan
limit cap
  all benefits per household up to 3000 yuan
`;

function compiled(grain: string, crop: string): Policy {
  const library = { ...EMPTY_LIBRARY, vocabulary: () => ({ path: "people.policy", text: VOCABULARY }) };
  const { policy, diagnostics } = compile({ path: "rule.policy", text: policyText(grain, crop) }, library);
  if (policy === null) throw new Error(diagnostics.map((d) => `${d.code} ${JSON.stringify(d.params)}`).join("\n"));
  return policy;
}

// ---------------------------------------------------------------- households

/** Hundredths for measures and money. */
const FIELDS = {
  kind: { high: 2, scale: 1n },
  able: { high: 1, scale: 1n },
  willing: { high: 1, scale: 1n },
  grain_area: { high: 1500, scale: 100n },
  crop_area: { high: 1200, scale: 100n },
  pigs: { high: 20, scale: 1n },
  sows: { high: 6, scale: 1n },
  cattle: { high: 3, scale: 1n },
  sheep: { high: 8, scale: 1n },
  pond: { high: 600, scale: 100n },
  poultry_cost: { high: 400_000, scale: 100n },
  approved: { high: 500_000, scale: 100n },
  town: { high: TOWNS.length - 1, scale: 1n },
} as const;
type Field = keyof typeof FIELDS;
type Households = Readonly<Record<Field, Int32Array>>;

/** xorshift32: a fixed seed gives the same households everywhere. Half of the herds and areas are 0. */
function households(count: number): Households {
  let state = 0x2545f491;
  const below = (limit: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  const often = new Set<string>(["kind", "able", "willing", "approved", "town"]);
  return Object.fromEntries(
    Object.entries(FIELDS).map(([name, { high }]) => [
      name,
      Int32Array.from({ length: count }, () => (often.has(name) || below(2) === 0 ? below(high + 1) : 0)),
    ]),
  ) as Households;
}

function profile(policy: Policy, rows: number): Profile {
  const roster = { entities: {}, columns: { household: ["livestock.approved"] } };
  const base = profileOf({ policy, roster, asOf: "2024-05-31" }, "household", new Map());
  const of = (name: Field): SourceProfile => {
    const shared = { missing: 0, noted: 0, texts: [], low: null, high: null, scale: null };
    if (name === "kind") return { ...shared, type: "text", texts: KINDS };
    if (name === "able" || name === "willing") return { ...shared, type: "bool" };
    const { high, scale } = FIELDS[name];
    return { ...shared, type: "number", low: "0", high: `${high}/${scale}`, scale };
  };
  const sources = Object.fromEntries(
    (Object.keys(FIELDS) as Field[]).map((name) => [
      name === "approved" ? "livestock.approved" : `household.${name}`,
      of(name),
    ]),
  );
  return { ...base, rows, sources };
}

function filled(policy: Policy, all: Households, rows: number): Dataset {
  const data = allocate(planColumns(policy, profile(policy, rows)), rows, TOWNS);
  groupView(data)?.set(all.town);
  const nameOf = (id: string) => (id === "livestock.approved" ? "approved" : id.slice(id.indexOf(".") + 1)) as Field;
  data.plan.columns.forEach(({ holds }, index) => {
    const out = view(data, index) as Uint8Array;
    if (holds.kind !== "flags") {
      out.set(all[nameOf(sourceId(holds.source))]);
      return;
    }
    holds.bits.forEach(({ source }, bit) => {
      const cells = all[nameOf(sourceId(source))];
      for (let row = 0; row < rows; row += 1) out[row] = (out[row] as number) | ((cells[row] as number) << bit);
    });
  });
  return data;
}

// ---------------------------------------------------------------- the others

/** Totals by town in fen, in a loop with branches; rates in tenths of a yuan. */
function byHand(h: Households, rows: number, grainRate: number, cropRate: number): Float64Array {
  const towns = new Float64Array(TOWNS.length);
  const { kind, able, willing, grain_area, crop_area, pigs, sows, cattle, sheep, pond, poultry_cost, approved, town } =
    h;
  const tenth = (n: number) => Math.floor((n + 5) / 10);
  for (let i = 0; i < rows; i += 1) {
    if ((kind[i] as number) > 1 || able[i] === 0 || willing[i] === 0) continue;
    let sum = 0;
    if ((grain_area[i] as number) >= 500) sum += tenth((grain_area[i] as number) * grainRate);
    if ((crop_area[i] as number) >= 500) sum += tenth((crop_area[i] as number) * cropRate);
    if (
      (pigs[i] as number) >= 6 ||
      (sows[i] as number) > 3 ||
      (cattle[i] as number) >= 1 ||
      (sheep[i] as number) >= 4 ||
      (pond[i] as number) >= 300
    ) {
      sum += Math.min(approved[i] as number, 300_000);
    }
    sum += Math.min(poultry_cost[i] as number, 300_000);
    towns[town[i] as number] = (towns[town[i] as number] as number) + Math.min(sum, 300_000);
  }
  return towns;
}

function rosterOf(h: Households, rows: number): Roster {
  const money = (name: Field, i: number) => ratio(BigInt(h[name][i] as number), FIELDS[name].scale);
  const numbers: Field[] = ["grain_area", "crop_area", "pigs", "sows", "cattle", "sheep", "pond", "poultry_cost"];
  const household = Array.from({ length: rows }, (_, i) => ({
    key: String(i),
    parent: null,
    cells: {
      town: TOWNS[h.town[i] as number] as string,
      kind: KINDS[h.kind[i] as number] as string,
      able: h.able[i] === 1,
      willing: h.willing[i] === 1,
      "livestock.approved": money("approved", i),
      ...Object.fromEntries(numbers.map((name) => [name, money(name, i)])),
    },
  }));
  const fields = ["id", "town", "kind", "able", "willing", ...numbers, "livestock.approved"];
  return { entities: { household }, columns: { household: fields } };
}

// ---------------------------------------------------------------- the table

const rows: string[][] = [];
const perHousehold = (ms: number, count: number) =>
  ((ms * 1e6) / count).toLocaleString("en", { maximumFractionDigits: 2 });

console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${COUNT.toLocaleString("en")} households\n`,
);
const all = households(COUNT);
const FEW = Math.min(COUNT, 5000);

for (const [grain, crop] of [
  ["300", "500"],
  ["300.5", "312.5"],
] as const) {
  const form = `${grain} and ${crop} yuan`;
  const policy = compiled(grain, crop);
  const data = filled(policy, all, COUNT);
  const { plan } = data;
  if (plan.whole.length > 0 || plan.nodes[plan.slow]?.op !== "no")
    throw new Error(`not all columns: ${plan.whole.join()}`);
  const nets = plan.benefits.map((b) => b.net);
  const nodes = [...plan.nodes];
  const [n0, ...others] = nets as [number, ...number[]];
  // A household's total lies within its limit.
  const total = others.reduce((a, b) => nodes.push({ op: "add", a, b, low: 0n, high: 1_200_000n }) - 1, n0);
  const rates = [
    Number(rational(grain).n * (10n / rational(grain).d)),
    Number(rational(crop).n * (10n / rational(crop).d)),
  ] as const;
  const hand = byHand(all, COUNT, ...rates);
  const rounding = { mode: "halfUp", step: rational("0.01") } as const;

  const cold = performance.now();
  const first = sumKernel(data, nodes, [total], null);
  const sums = first.sums();
  const coldMs = performance.now() - cold;
  if (sums.some(([sum], town) => sum !== BigInt(hand[town] as number)))
    throw new Error("columns and the loop by hand do not agree");
  const few = run({ policy, roster: rosterOf(all, FEW), asOf: "2024-05-31" });
  const handFew = byHand(all, FEW, ...rates).reduce((a, b) => a + b, 0);
  if (fixed(few.total.amount, 2) !== fixed(ratio(BigInt(handFew), 100n), 2))
    throw new Error("the interpreter and the loop by hand do not agree");

  const scalar = sumKernel(data, nodes, [total], null, false);
  const every = totalsKernel(data, rounding);
  const timed = [
    { name: "columns, vectors: total by town", count: COUNT, t: measure("", 15, () => first.sums()) },
    { name: "columns, scalar: total by town", count: COUNT, t: measure("", 9, () => scalar.sums()) },
    {
      name: "columns, vectors: five totals of each benefit by town",
      count: COUNT,
      t: measure("", 9, () => every.run()),
    },
    {
      name: "columns: net of each benefit written out",
      count: COUNT,
      t: measure("", 5, () => rowsOf(data, plan.nodes, nets)),
    },
    {
      name: "loop by hand in JS, branches, Int32 columns",
      count: COUNT,
      t: measure("", 9, () => byHand(all, COUNT, ...rates)),
    },
    {
      name: `interpreter (${FEW.toLocaleString("en")} households)`,
      count: FEW,
      t: measure("", 1, () => run({ policy, roster: rosterOf(all, FEW), asOf: "2024-05-31" })),
    },
  ];
  rows.push([form, "columns: plan's nodes to bytes, module and first run", milliseconds(coldMs), "", ""]);
  for (const { name, count, t } of timed)
    rows.push([
      form,
      name,
      milliseconds(t.clock),
      perHousehold(t.clock, count),
      first.kernel.vectors ? "yes" : "scalar",
    ]);
}

console.log(
  table(
    [
      { title: "Rates" },
      { title: "Engine" },
      { title: "median ms", numeric: true },
      { title: "ns/household", numeric: true },
      { title: "vectors" },
    ],
    rows,
  ),
);
