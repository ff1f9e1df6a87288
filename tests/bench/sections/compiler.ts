/** The compiler on long policies, and the interpreter beside decimal.js written by hand. */
import { compile, EMPTY_LIBRARY } from "../../../compiler/index.js";
import { examine } from "../../../compiler/pipeline.js";
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

/** Puts one word in the place of another, amid the text, and back again; after each change the policy is compiled again. */
function changing(text: string, from: string, to: string): () => void {
  const at = text.indexOf(from, text.length / 2);
  const other = text.slice(0, at) + to + text.slice(at + from.length);
  let state = examine({ path: "long.policy", text }, library);
  let changed = false;
  return () => {
    changed = !changed;
    state = examine({ path: "long.policy", text: changed ? other : text }, library, state);
  };
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
  const clauses = `${quick ? 100 : "1,000"} clauses`;
  const lines = `${count(long.match(/\n/g)?.length ?? 0)} lines`;
  const runs = quick ? 1 : 3;
  const timings = [
    measure(`lex, ${lines}`, runs, () => tokenize(long)),
    measure(`lex and parse, ${lines}`, runs, () => parseFile({ path: "long.policy", text: long })),
    measure(`lex, parse, check, lower, analyse and hash, ${lines}`, runs, () => compiled(long)),
    measure(`${clauses}, text to one household's result by the interpreter`, runs, () =>
      run({ policy: compiled(thousand), roster: one, asOf: "2024-05-31" }),
    ),
    measure(
      `${clauses}: one number changed, compiled again`,
      quick ? 20 : 200,
      changing(thousand, " yuan per mu", "0 yuan per mu"),
    ),
    measure(
      `${clauses}: a clause broken or mended, compiled again`,
      quick ? 20 : 200,
      changing(thousand, "pay ", "pay pay "),
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
