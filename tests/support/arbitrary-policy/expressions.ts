/**
 * Expressions as text, of one type and unit each, so that what is put together passes the checks of units. Whatever is made
 * of parts stands in parentheses.
 */
import type { Draw } from "./draw.js";

/** Rows of which kind an expression is about. `overall`: none. */
export type About = "household" | "project" | "member" | "station" | "award" | "overall";

/** What may be read, besides fields. Names of values are added as they are declared. */
export interface Scope {
  readonly about: About;
  /** Names by what they are. */
  readonly named: Readonly<Record<Kind, readonly string[]>>;
  /** Readings of questions: `cap_reach is by_branch`. */
  readonly readings: readonly string[];
  /** Tables by area, in yuan per mu. */
  readonly tiers: readonly string[];
  /** Whether there is something to be eligible for. */
  readonly eligible: boolean;
  /** Whether sets may range over the whole roster. */
  readonly roster: boolean;
}

export type Kind = "money" | "area" | "bool" | "date" | "rate" | "people" | "monthly";

export const NOTHING: Scope["named"] = { money: [], area: [], bool: [], date: [], rate: [], people: [], monthly: [] };

const FIELDS: Readonly<Record<About, Partial<Readonly<Record<Kind | "head", readonly string[]>>>>> = {
  household: {
    money: ["cost", "worth", "quota"],
    area: ["area", "orchard"],
    head: ["pigs", "sows"],
    people: ["size"],
    monthly: ["wage"],
    bool: ["able", "away", "poor"],
    date: ["applied_on", "accepted_on", "left_on"],
  },
  project: {
    money: ["project_cost"],
    area: ["project_area"],
    bool: ["built"],
    date: ["built_on"],
  },
  member: { bool: ["works"], date: ["born_on"], monthly: ["member_pay"] },
  station: { money: ["station_income"], date: ["open_since"] },
  award: { money: ["amount"], date: ["paid_on"] },
  overall: {},
};

const MONEY = ["100", "0.01", "300.5", "2999.996", "7.005", "3000", "0", "1234567.89"];
const AREAS = ["5", "2.5", "0.01", "10", "333.33", "1", "0"];
const RATES = ["300", "300.5", "312.5", "0.333", "66.67", "1500"];
const COUNTS = ["1", "3", "6", "10", "0"];
const SHARES = ["80", "33.3", "100", "0.5", "12.75"];
const DATES = ["2024-03-31", "2024-02-29", "2024-01-01", "2023-12-31", "2024-06-30"];
const ROUNDINGS = ["half up", "half even", "upward", "downward"];
const TOWNS = ["甲镇", "乙镇", "丙镇", "无此镇"];
const KINDS = ["lifted", "ordinary", "marginal"];

const household = (s: Scope): boolean => s.about === "household";
/** Rows of a household see it too. */
const inside = (s: Scope): boolean => s.about !== "station" && s.about !== "overall";

function fieldsOf(s: Scope, kind: Kind | "head"): string[] {
  const own = [...(FIELDS[s.about][kind] ?? [])];
  const above = inside(s) && !household(s) ? (FIELDS.household[kind] ?? []).map((f) => `household.${f}`) : [];
  const names = kind === "head" ? [] : s.named[kind];
  return [...own, ...above, ...names];
}

// ---------------------------------------------------------------- numbers

const yuan = (d: Draw): string =>
  d.once(8) ? `${d.pick(["0.3", "0.05", "1.2345"])} wan yuan` : `${d.pick(MONEY)} yuan`;

export function money(d: Draw, s: Scope, depth: number): string {
  const fields = fieldsOf(s, "money");
  const leaves = [() => yuan(d), ...(fields.length > 0 ? [() => d.pick(fields), () => d.pick(fields)] : [])];
  if (depth <= 0) return d.pick(leaves)();
  const sub = () => money(d, s, depth - 1);
  const whole: (() => string)[] = [
    ...leaves,
    () => `(${sub()} + ${sub()})`,
    () => `(${sub()} - ${sub()})`,
    () => `(${sub()} * ${d.pick(["2", "0.5", "1.05"])})`,
    () => `(${sub()} / ${d.pick(["3", "2", "7", "0.04"])})`,
    () => `(${sub()} / ${ratio(d, s, depth - 1)})`,
    () => `(${d.pick(SHARES)}% of ${atom(sub())})`,
    () => `(${ratio(d, s, depth - 1)} * ${sub()})`,
    () => `(round ${d.pick(ROUNDINGS)} (${sub()}) to ${d.pick(["0.1", "1", "0.05", "100"])} yuan)`,
    () => `(${sub()} up to ${sub()})`,
    () => `(${sub()} no less than ${sub()} up to ${sub()})`,
    () =>
      `${d.pick(["sum", "highest", "lowest", "average"])} of (${d.some(1, 3, () => listRow(d, s, depth, sub)).join(", ")})`,
    () =>
      `first of (${d.some(1, 2, () => `${condition(d, s, depth - 1)} → ${sub()}`).join(", ")}, otherwise → ${sub()})`,
    ...areaMoney(d, s, depth),
    ...sets(d, s, depth),
  ];
  return d.pick(whole)();
}

function listRow(d: Draw, s: Scope, depth: number, sub: () => string): string {
  return d.once(3) ? `${condition(d, s, depth - 1)} → ${sub()}` : sub();
}

function areaMoney(d: Draw, s: Scope, depth: number): (() => string)[] {
  const out: (() => string)[] = [];
  const rate = () => (s.named.rate.length > 0 && d.once(3) ? d.pick(s.named.rate) : `${d.pick(RATES)} yuan per mu`);
  if (fieldsOf(s, "area").length > 0) {
    out.push(
      () => `(${rate()} of ${atom(area(d, s, depth - 1))})`,
      () => `(${area(d, s, depth - 1)} * ${rate()})`,
      () =>
        `(${d.pick(["40", "62.5"])} yuan per full ${d.pick(["10", "2.5", "3"])} mu of ${atom(area(d, s, depth - 1))})`,
    );
    for (const way of ["slab", "sliced"]) {
      const tier = s.tiers[0];
      if (tier !== undefined && household(s))
        out.push(() => `(${way} ${d.pick(s.tiers)} of ${d.pick(["area", atom(area(d, s, 0))])})`);
    }
  }
  const heads = fieldsOf(s, "head");
  if (heads.length > 0) out.push(() => `(${d.pick(["400", "55.5"])} yuan per head of ${d.pick(heads)})`);
  const people = fieldsOf(s, "people");
  if (people.length > 0) out.push(() => `(${d.pick(["50", "120.25"])} yuan per person of ${d.pick(people)})`);
  const monthly = fieldsOf(s, "monthly");
  if (monthly.length > 0) {
    out.push(() => `(${d.pick(monthly)} * ${d.pick(["12", "1.5"])} months)`);
    if (household(s)) out.push(() => `((income in yuan per month) * ${d.pick(["1", "6"])} months)`);
    out.push(() => `(${d.pick(["10", "3.3"])} yuan per month of (${elapsed(d, s, "months")}))`);
  }
  if (fieldsOf(s, "date").length > 0) out.push(() => `(1.5 yuan per day of (${elapsed(d, s, "days")}))`);
  if (household(s)) {
    out.push(
      () =>
        `(kind is lifted → ${money(d, s, depth - 1)}; kind is ${d.pick(["ordinary", "marginal"])} → ${money(d, s, depth - 1)}; otherwise → ${money(d, s, depth - 1)})`,
    );
    out.push(
      () => `(${condition(d, s, depth - 1)} → ${money(d, s, depth - 1)}; otherwise → ${money(d, s, depth - 1)})`,
    );
    // Both may hold. Where the compiler finds a household for which they do, it refuses: few are tried.
    if (d.once(12)) {
      out.push(
        () =>
          `((all of built among projects) → ${money(d, s, depth - 1)}; (seat.fund less than ${d.pick(MONEY)} yuan) → ${money(d, s, depth - 1)}; otherwise → 1 yuan)`,
      );
    }
    out.push(() => "seat.fund");
  }
  return out;
}

/** Sums over what belongs to a household, or over the roster where nothing is above. */
function sets(d: Draw, s: Scope, depth: number): (() => string)[] {
  const of = (about: About, items: string, plural: string, words: readonly string[]) => () => {
    const inner: Scope = { ...s, about, named: NOTHING, tiers: [], eligible: false };
    const item = d.once(2) ? d.pick(FIELDS[about].money ?? []) : atom(money(d, inner, Math.min(1, depth - 1)));
    const where = d.once(2) ? ` where ${atom(condition(d, inner, Math.min(1, depth - 1)))}` : "";
    return `(${d.pick(words)} of ${items === "" ? item : items} among ${plural}${where})`;
  };
  const folds = ["sum", "highest", "lowest", "average", "first"];
  if (household(s)) {
    return [
      of("project", "", "projects", folds),
      of("award", "", "awards", ["sum", "highest", "average"]),
      () =>
        `((count of members${whereMember(d, s)}) * ${d.pick(["50", "12.5"])} yuan per person)`.replace(
          "count of members",
          "count of members",
        ),
      ...(s.roster && d.once(4) ? [of("household", "cost", "households", ["sum", "average"])] : []),
    ];
  }
  if (s.about === "overall") return [of("household", "", "households", folds), of("project", "", "projects", ["sum"])];
  if (s.about === "station") return d.once(3) ? [of("station", "station_income", "stations", ["sum", "highest"])] : [];
  return [];
}

function whereMember(d: Draw, s: Scope): string {
  const inner: Scope = { ...s, about: "member", named: NOTHING, tiers: [], eligible: false };
  return d.once(2) ? ` where ${atom(condition(d, inner, 1))}` : "";
}

export function area(d: Draw, s: Scope, depth: number): string {
  const fields = fieldsOf(s, "area");
  if (fields.length === 0) return `${d.pick(AREAS)} mu`;
  if (depth <= 0 || d.once(2)) return d.pick(fields);
  return d.pick([
    () => `(${area(d, s, depth - 1)} + ${area(d, s, depth - 1)})`,
    () => `(${area(d, s, depth - 1)} * ${ratio(d, s, depth - 1)})`,
    () => `(${area(d, s, depth - 1)} up to ${d.pick(AREAS)} mu)`,
    () => `(${d.pick(["0.5", "0.06667"])} hectares + ${area(d, s, depth - 1)})`,
    () => (household(s) ? "(sum of project_area among projects)" : d.pick(fields)),
    () => (household(s) ? "seat.base" : d.pick(fields)),
  ])();
}

/** A plain number. */
export function ratio(d: Draw, s: Scope, depth: number): string {
  const leaves = [
    () => d.pick(["1", "2", "0.25", "1.5"]),
    () => `${d.pick(SHARES)}%`,
    ...(household(s) ? [() => "share_of_land"] : []),
  ];
  if (depth <= 0) return d.pick(leaves)();
  return d.pick([
    ...leaves,
    () => `(${money(d, s, depth - 1)} / ${money(d, s, depth - 1)})`,
    () => `(share of (${d.some(1, 3, () => condition(d, s, depth - 1)).join(", ")}))`,
    ...(household(s)
      ? [() => "(share of built among projects)", () => `(share of ${atom(memberTest(d, s))} among members)`]
      : []),
  ])();
}

function memberTest(d: Draw, s: Scope): string {
  return condition(d, { ...s, about: "member", named: NOTHING, tiers: [], eligible: false }, 0);
}

const atom = (text: string): string => (/^[\w.]+$|^\(.*\)$/.test(text) && balanced(text) ? text : `(${text})`);

/** Whether the first parenthesis closes at the end. */
function balanced(text: string): boolean {
  if (!text.startsWith("(")) return true;
  let open = 0;
  for (const [i, c] of [...text].entries()) {
    if (c === "(") open += 1;
    if (c === ")") open -= 1;
    if (open === 0 && i < text.length - 1) return false;
  }
  return open === 0;
}

// ---------------------------------------------------------------- dates

export function date(d: Draw, s: Scope, depth: number): string {
  const fields = fieldsOf(s, "date");
  const leaves = [
    () => d.pick(DATES),
    ...(fields.length > 0 ? [() => d.pick(fields), () => d.pick(fields)] : []),
    () => "as_of",
  ];
  if (depth <= 0) return d.pick(leaves)();
  return d.pick([
    ...leaves,
    () =>
      `(${date(d, s, depth - 1)} ${d.pick(["+", "-"])} ${d.pick(["1 month", "13 months", "90 days", "1 year", "5 working days", "1 working day"])})`,
  ])();
}

function elapsed(d: Draw, s: Scope, unit: string): string {
  return `${unit} from ${date(d, s, 0)} to ${date(d, s, 0)}`;
}

// ---------------------------------------------------------------- conditions

const ORDER = [">=", ">", "<=", "<", "!=", "=", "at least", "more than", "at most", "under"];
const DATE_ORDER = ["no earlier than", "after", "no later than", "before", "is", "is not", ">=", "<"];

export function condition(d: Draw, s: Scope, depth: number): string {
  const flags = fieldsOf(s, "bool");
  const leaves: (() => string)[] = [
    ...(flags.length > 0 ? [() => d.pick(flags), () => d.pick(flags)] : []),
    ...(s.readings.length > 0 ? [() => d.pick(s.readings)] : []),
    ...(household(s) && s.eligible ? [() => "eligible"] : []),
    ...tests(d, s, 0),
  ];
  if (depth <= 0) return d.pick(leaves)();
  const sub = () => condition(d, s, depth - 1);
  return d.pick([
    ...leaves,
    ...tests(d, s, depth - 1),
    () => `(not ${atom(sub())})`,
    () => `(${sub()} and ${sub()})`,
    () => `(${sub()} or ${sub()})`,
    () => `(any of (${d.some(2, 3, sub).join(", ")}))`,
    () => `(all of (${d.some(2, 3, sub).join(", ")}))`,
    () => `(any of\n    - ${d.some(2, 3, sub).join("\n    - ")})`,
    () => `(all of\n    - ${d.some(2, 3, sub).join("\n    - ")})`,
    () => `(count of (${d.some(2, 3, sub).join(", ")}) ${d.pick(["at least", "under", "="])} ${d.pick(["1", "2"])})`,
    ...collectTests(d, s),
  ])();
}

function tests(d: Draw, s: Scope, depth: number): (() => string)[] {
  const out: (() => string)[] = [];
  const paren = (text: string) => `(${text})`;
  if (fieldsOf(s, "area").length > 0) {
    const a = () => area(d, s, depth);
    out.push(
      () => paren(`${a()} ${d.pick(ORDER)} ${d.pick(AREAS)} mu`),
      () => paren(`${a()} ${d.pick(["5", "2.5"])} mu ${d.pick(["or more", "or above", "or less", "or below"])}`),
      () => paren(`${a()} is ${d.pick(["2", "0"])} to ${d.pick(["4", "10.5"])} mu`),
      () => paren(`${a()} more than ${d.pick(["4", "0"])} to under ${d.pick(["8", "12"])} mu`),
      () => paren(`${a()} is not 2 to ${d.pick(["4", "6"])} mu`),
      () => paren(`${a()} is 2 mu to under 4 mu`),
      () => paren(`${a()} ${d.pick(ORDER)} ${a()}`),
    );
  }
  const heads = fieldsOf(s, "head");
  if (heads.length > 0) {
    out.push(() => paren(`${d.pick(heads)} ${d.pick(ORDER)} ${d.pick(COUNTS)} head`));
    out.push(() =>
      paren(`${d.pick(heads)} ${d.pick(COUNTS)} head ${d.pick(["or more", "or less", "or above", "or below"])}`),
    );
  }
  out.push(() => paren(`${money(d, s, depth)} ${d.pick(ORDER)} ${money(d, s, depth)}`));
  const dates = fieldsOf(s, "date");
  if (dates.length > 0) {
    out.push(
      () => paren(`${date(d, s, depth)} ${d.pick(DATE_ORDER)} ${date(d, s, depth)}`),
      () => paren(`${d.pick(dates)} is 2024-01-01 to ${d.pick(["2024-03-31", "2024-12-31"])}`),
      () => paren(`${d.pick(dates)} in the ${d.pick(["12 months", "30 days", "2 years"])} before ${date(d, s, 0)}`),
      () => paren(`${d.pick(dates)} is ${d.pick(["known", "missing"])}`),
      () => paren(`years from ${date(d, s, 0)} to ${date(d, s, 0)} at least ${d.pick(["1", "16", "60"])} years`),
      () =>
        paren(
          `working days from ${date(d, s, 0)} to ${date(d, s, 0)} ${d.pick(ORDER)} ${d.pick(["5", "20"])} working days`,
        ),
    );
  }
  if (household(s)) {
    out.push(
      () => paren(`kind ${d.pick(["is", "is not"])} ${d.pick(KINDS)}`),
      () =>
        paren(
          `kind ${d.pick(["is one of", "is not one of"])} (${d.pick(["lifted, ordinary", "marginal, lifted", "marginal"])})`,
        ),
      () => paren(`grade ${d.pick(["is", "is not"])} ${d.pick(["first", "second", "third"])}`),
      () => paren(`town ${d.pick(["is", "is not"])} "${d.pick(TOWNS)}"`),
      () => paren(`town is one of ("甲镇", "${d.pick(TOWNS)}")`),
      () =>
        paren(`${d.pick(["orchard", "sows", "town", "wage", "filing", "poor"])} is ${d.pick(["known", "missing"])}`),
      () => paren(`${d.pick(["able is yes", "away is no", "poor is not yes"])}`),
      () => paren(`size is 1 to ${d.pick(["3", "6"])}`),
      () => paren(`(income in yuan per month) ${d.pick(ORDER)} ${d.pick(["wage", "1000 yuan per month"])}`),
      () => paren(`built_in ${d.pick(["at least", "under"])} 2020`),
      () =>
        paren(
          `${d.pick(["share_of_land", `(${money(d, s, depth)} / ${d.pick(["cost", "worth"])})`])} ${d.pick(ORDER)} ${d.pick(SHARES)}%`,
        ),
    );
  }
  if (s.about === "member")
    out.push(() => paren(`relation ${d.pick(["is", "is not"])} ${d.pick(["head", "child", "other"])}`));
  if (s.about === "award") out.push(() => paren(`programme ${d.pick(["is", "is not"])} "本政策"`));
  return out;
}

function collectTests(d: Draw, s: Scope): (() => string)[] {
  const project = (): string => condition(d, { ...s, about: "project", named: NOTHING, tiers: [], eligible: false }, 0);
  if (household(s)) {
    return [
      () => `(${d.pick(["any", "all"])} of ${atom(project())} among projects)`,
      () => `(${d.pick(["any", "all"])} of works among members where ${atom(memberTest(d, s))})`,
      () =>
        `(count of members${whereMember(d, s)} ${d.pick(["at least", "under"])} ${d.pick(COUNTS)} ${d.pick(["people"])})`,
      () => `(count of projects where built ${d.pick(["at least 1", "is 0", "more than 1"])})`,
      () => `(share of built among projects at least ${d.pick(SHARES)}%)`,
    ];
  }
  if (s.about === "overall") {
    return [
      () => `(${d.pick(["any", "all"])} of able among households)`,
      () =>
        `(count of households where ${atom(condition(d, { ...s, about: "household", named: NOTHING, tiers: [], eligible: false }, 0))} at least ${d.pick(COUNTS)} households)`,
      () => `(share of able among households at least ${d.pick(SHARES)}%)`,
    ];
  }
  return [];
}
