/** The compiler on long policies, and the interpreter beside decimal.js written by hand. */
import { compile, EMPTY_LIBRARY } from "../../../compiler/index.js";
import { parseFile, tokenize } from "../../../grammar/index.js";
import { run } from "../../../runtime/index.js";
import { byHand, compileRule, households, interpreted, rosterOf } from "../households.js";
import { count, figure, type Section } from "../markdown.js";
import { measure, type Timing } from "../measure.js";
import { policyOfClauses, policyOfLines, VOCABULARY } from "../policies.js";

const library = { ...EMPTY_LIBRARY, vocabulary: () => ({ path: "people.policy", text: VOCABULARY }) };

function compiled(text: string) {
  const result = compile({ path: "long.policy", text }, library);
  if (result.policy) return result.policy;
  const first = result.diagnostics.slice(0, 5);
  throw new Error(first.map((d) => `${d.code} ${JSON.stringify(d.params)}`).join("\n"));
}

const COLUMNS = [
  { title: "Work" },
  { title: "first ms", numeric: true },
  { title: "median ms", numeric: true },
  { title: "processor ms", numeric: true },
];
const cells = (t: Timing) => [t.name, figure(t.cold), figure(t.clock), figure(t.processor)];

export function compiler(quick: boolean): Section {
  const long = policyOfLines(quick ? 1000 : 10_000);
  const thousand = policyOfClauses(quick ? 100 : 1000);
  const cell = (n: bigint) => ({ n, d: 1n });
  const row = { id: "1", able: true, area: cell(8n), pigs: cell(6n), cattle: cell(1n) };
  const one = {
    entities: { household: [{ key: "1", parent: null, cells: row }] },
    columns: { household: ["id", "town", "able", "area", "pigs", "cattle"] },
  };
  const lines = `${count(long.match(/\n/g)?.length ?? 0)} lines`;
  const runs = quick ? 1 : 3;
  const timings = [
    measure(`lex, ${lines}`, runs, () => tokenize(long)),
    measure(`lex and parse, ${lines}`, runs, () => parseFile({ path: "long.policy", text: long })),
    measure(`lex, parse, check, lower, analyse and hash, ${lines}`, runs, () => compiled(long)),
    measure(`${quick ? 100 : "1,000"} clauses, text to one household's result by the interpreter`, runs, () =>
      run({ policy: compiled(thousand), roster: one, asOf: "2024-05-31" }),
    ),
  ];
  return {
    title: "The compiler",
    note: "Each clause of a kind that real schemes have. Processor: user and system time, all threads of the process.",
    columns: COLUMNS,
    rows: timings.map(cells),
  };
}

export function interpreter(quick: boolean): Section {
  const households20k = households(quick ? 2000 : 20_000);
  const rule = compileRule();
  const roster = rosterOf(households20k);
  if (interpreted(rule, roster) !== byHand(households20k)) throw new Error("the two do not agree: times mean nothing");
  const timings = [
    measure("reference interpreter (amounts and ceilings, every stage kept)", 3, () => interpreted(rule, roster)),
    measure("decimal.js over objects, by hand (amounts only)", 3, () => byHand(households20k)),
  ];
  const perSecond = (t: Timing) => count(Math.floor((households20k.length * 1000) / t.processor));
  return {
    title: "The reference interpreter",
    note: `One rule on ${count(households20k.length)} households. The interpreter is the oracle of the columns, not the engine.`,
    columns: [...COLUMNS, { title: "households per processor second", numeric: true }],
    rows: timings.map((t) => [...cells(t), perSecond(t)]),
  };
}
