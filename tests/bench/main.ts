/** `npm run bench`: prints a table of times. The results of record stand in docs/benchmarks.md. */
import { cpus } from "node:os";
import { table } from "../../cli/io/table.js";
import { compile, EMPTY_LIBRARY } from "../../compiler/index.js";
import { parseFile, tokenize } from "../../grammar/index.js";
import { run } from "../../runtime/index.js";
import { byHand, compileRule, households, interpreted, rosterOf } from "./households.js";
import { measure, milliseconds, type Timing } from "./measure.js";
import { policyOfClauses, policyOfLines, VOCABULARY } from "./policies.js";

const library = { ...EMPTY_LIBRARY, vocabulary: () => ({ path: "people.policy", text: VOCABULARY }) };

function compiled(text: string) {
  const result = compile({ path: "long.policy", text }, library);
  if (!result.policy)
    throw new Error(
      result.diagnostics
        .slice(0, 5)
        .map((d) => `${d.code} ${JSON.stringify(d.params)}`)
        .join("\n"),
    );
  return result.policy;
}

const long = policyOfLines(10_000);
const thousand = policyOfClauses(1000);
const one = rosterOf([]);
const householdRow = {
  key: "1",
  parent: null,
  cells: { id: "1", able: true, area: { n: 8n, d: 1n }, pigs: { n: 6n, d: 1n }, cattle: { n: 1n, d: 1n } },
};
const oneHousehold = {
  ...one,
  entities: { household: [householdRow] },
  columns: { household: ["id", "town", "able", "area", "pigs", "cattle"] },
};

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores\n`);

const lines = `${(long.match(/\n/g)?.length ?? 0).toLocaleString("en")} lines`;
const timings: Timing[] = [
  measure(`lex, ${lines}`, 5, () => tokenize(long)),
  measure(`lex and parse, ${lines}`, 5, () => parseFile({ path: "long.policy", text: long })),
  measure(`lex, parse, check, lower, analyse and hash, ${lines}`, 3, () => compiled(long)),
  measure("1,000 clauses, text to one household's result", 3, () =>
    run({ policy: compiled(thousand), roster: oneHousehold, asOf: "2024-05-31" }),
  ),
];
const columns = [
  { title: "first ms", numeric: true },
  { title: "median ms", numeric: true },
  { title: "processor ms", numeric: true },
];
const numbers = (t: Timing) => [t.cold, t.clock, t.processor].map(milliseconds);
console.log(
  table(
    [{ title: "Compiler" }, ...columns],
    timings.map((t) => [t.name, ...numbers(t)]),
  ),
);

const COUNT = 20_000;
const rule = compileRule();
const all = households(COUNT);
const roster = rosterOf(all);
if (interpreted(rule, roster) !== byHand(all)) throw new Error("the two do not agree: the times would mean nothing");
const engines = [
  measure("reference interpreter (two runs: amount and ceiling, every stage kept)", 3, () => interpreted(rule, roster)),
  measure("decimal.js over objects, by hand (amount only)", 5, () => byHand(all)),
];
const perSecond = (t: Timing) => Math.floor((COUNT * 1000) / t.processor).toLocaleString("en");
console.log(
  table(
    [
      { title: `One rule, ${COUNT.toLocaleString("en")} households` },
      ...columns,
      { title: "households per processor second", numeric: true },
    ],
    engines.map((t) => [t.name, ...numbers(t), perSecond(t)]),
  ),
);
