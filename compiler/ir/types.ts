/**
 * The rule IR: what a policy means, as plain data that can be written to JSON and hashed.
 *
 * Every name is canonical (English where one is declared), every unit is resolved: a number is an exact
 * rational in the base units of its dimension (yuan, mu, kilogram, …; see units.ts), so no stage after
 * lowering converts anything. Dates are ISO 8601. Sets, tables and lists keep their written order.
 *
 * schema.ts holds the same shape for zod; a type test there keeps the two in step.
 */

/** An exact rational in base units, as text: `3000`, `0.05`, `-1/3`. */
export type Num = string;
/** `2024-01-10` */
export type IsoDate = string;
/** `yuan/mu`, `yuan/person*year`, `` (a plain ratio). Built by units.ts. */
export type UnitKey = string;

export type Type =
  | { readonly kind: "bool" }
  | { readonly kind: "number"; readonly unit: UnitKey; readonly whole: boolean }
  | { readonly kind: "text" }
  | { readonly kind: "date" }
  | { readonly kind: "enum"; readonly enum: string }
  | { readonly kind: "entity"; readonly entity: string };

export type RoundingMode = "halfUp" | "halfEven" | "upward" | "downward";
export type Relation = "ge" | "gt" | "le" | "lt" | "eq" | "ne";
export type ListWord = "sum" | "highest" | "lowest" | "first" | "average";

// ---------------------------------------------------------------- expressions

/**
 * An expression is evaluated on a row: an entity instance, with its ancestors (a project's household),
 * or on none (overall). Its value is known, or undecided with reasons and, for numbers, a range.
 */
export type Expr =
  | { readonly op: "num"; readonly value: Num }
  | { readonly op: "bool"; readonly value: boolean }
  | { readonly op: "text"; readonly value: string }
  | { readonly op: "date"; readonly value: IsoDate }
  | { readonly op: "enum"; readonly enum: string; readonly value: string }
  /** A field of the nearest row of `entity` (the row itself, or an ancestor). Blank: undecided, unless `blank means`. */
  | { readonly op: "field"; readonly entity: string; readonly field: string }
  /** A field of the row that `ref` (an expression of type entity) names by its key. */
  | { readonly op: "follow"; readonly ref: Expr; readonly entity: string; readonly field: string }
  /** A named value (define, param, question), evaluated on the nearest row of its own entity. */
  | { readonly op: "value"; readonly id: string }
  /** Whether the run takes this reading of this question. */
  | { readonly op: "taken"; readonly question: string; readonly reading: string }
  /** The date at which facts are tested: the row's `facts on` date, else the run's; inside `every month`, the month's date. */
  | { readonly op: "asOf" }
  | { readonly op: "eligible"; readonly entity: string }
  /**
   * A result of an earlier stage. On a row at or below the benefit's entity: that row's; on an ancestor or in a set: the sum
   * over the rows below. `net` at stages 8–9; `gross` (before cuts), `approved` (as entered), `ceiling` (most it can be).
   */
  | { readonly op: "result"; readonly benefit: string; readonly stage: "gross" | "approved" | "ceiling" | "net" }
  /** The net of all benefits of the row (stages 8–9). */
  | { readonly op: "total" }
  | { readonly op: "add" | "sub" | "mul" | "div"; readonly a: Expr; readonly b: Expr }
  /** Equality of numbers, texts, dates, enum values, yes/no and entities; order of numbers and dates. */
  | { readonly op: "compare"; readonly relation: Relation; readonly a: Expr; readonly b: Expr }
  | { readonly op: "between"; readonly x: Expr; readonly low: Bound; readonly high: Bound }
  | { readonly op: "oneOf"; readonly x: Expr; readonly items: readonly Expr[] }
  /** Kleene conjunction and disjunction. */
  | { readonly op: "and" | "or"; readonly items: readonly Expr[] }
  | { readonly op: "not"; readonly x: Expr }
  /** Whether x has a value; always decided. */
  | { readonly op: "known"; readonly x: Expr }
  /**
   * A written-out list. `first`: the first row whose condition holds. `only`: at most one may hold (overlap is an error).
   * Others fold the rows whose condition holds; `when: null` always does. None holds: `sum` is 0, the rest undecided.
   */
  | {
      readonly op: "list";
      readonly word: ListWord | "only";
      readonly rows: readonly { readonly when: Expr | null; readonly then: Expr }[];
    }
  /** How many, or which share, of these conditions hold. */
  | { readonly op: "tally"; readonly word: "count" | "share"; readonly items: readonly Expr[] }
  /**
   * Over the rows of a set. `count`: item null. `any`, `all`, `share`: item is a condition.
   * sum and count of nothing are 0, any is no, all is yes; average, highest, lowest, share, first of nothing are undecided.
   * With an undecided member, `count` and `sum` are a range.
   */
  | {
      readonly op: "collect";
      readonly word: ListWord | "count" | "any" | "all" | "share";
      readonly set: SetRef;
      readonly item: Expr | null;
    }
  /** max over floors, then min over ceilings. */
  | { readonly op: "bound"; readonly x: Expr; readonly floors: readonly Expr[]; readonly ceilings: readonly Expr[] }
  | { readonly op: "round"; readonly mode: RoundingMode; readonly step: Num; readonly x: Expr }
  /** The row of table value `id` that its keys select. */
  | { readonly op: "lookup"; readonly id: string }
  /**
   * `slab t of x` = x times the row that x selects; `sliced t of x` = each slice of x at its own row's rate.
   * The table has one key, a number; its own key expression is not evaluated: x is.
   */
  | { readonly op: "tiers"; readonly way: "slab" | "sliced"; readonly id: string; readonly x: Expr }
  /** `date + amount`; a day that does not exist becomes the month's last. `workday`: Monday to Friday. */
  | { readonly op: "shift"; readonly date: Expr; readonly amount: Expr; readonly unit: DateUnit }
  /** Completed units from `from` to `to`; negative if `to` is earlier. */
  | { readonly op: "elapsed"; readonly unit: DateUnit; readonly from: Expr; readonly to: Expr };

export type DateUnit = "day" | "workday" | "month" | "year";

/** null: no bound on this side. */
export type Bound = { readonly value: Expr; readonly included: boolean } | null;

/**
 * The rows of `entity`: below the current row if it is an ancestor of `entity`, else of the whole roster
 * (inside a limit `per town`: of that town). `where` and the collected item are evaluated on each.
 */
export interface SetRef {
  readonly entity: string;
  readonly scope: "below" | "roster";
  readonly where: Expr | null;
}

// ---------------------------------------------------------------- awards

/**
 * Evaluates to *not due*, or to a claim: gross, bounded, and the floor and ceiling that rounding may not cross.
 */
export type Award =
  | AmountAward
  /**
   * Rows whose condition holds and which are due. `only`: at most one (a second one is an error).
   * `first`: the first. `sum`, `highest`, `lowest`, `average` fold. None: not due.
   * An undecided condition makes the award undecided where the result depends on it.
   */
  | { readonly kind: "list"; readonly word: ListWord | "only"; readonly rows: readonly AwardRow[] };

export interface AwardRow {
  /** null: always; in the last row of `first` and `only`: otherwise. */
  readonly when: Expr | null;
  readonly otherwise: boolean;
  readonly award: Award;
}

export interface AmountAward {
  readonly kind: "amount";
  readonly source:
    | { readonly kind: "computed"; readonly expr: Expr }
    /** A person enters it, in the roster column `<benefit>.approved`. */
    | { readonly kind: "entered" }
    /** A share of `pot` by `weight` among the rows for whom this rule holds. */
    | {
        readonly kind: "portion";
        readonly pot: Expr;
        readonly weight: Expr;
        readonly remainder: readonly Order[] | null;
      };
  /** `, from 10`: not due while quantity < from. */
  readonly least: { readonly quantity: Expr; readonly from: Num } | null;
  readonly floors: readonly Expr[];
  readonly ceilings: readonly Expr[];
}

export interface Order {
  /** null: the claim's own amount */
  readonly key: Expr | null;
  readonly falling: boolean;
}

// ---------------------------------------------------------------- the policy

export interface Policy {
  readonly format: 1;
  readonly id: string;
  readonly version: string;
  readonly inForce: { readonly from: IsoDate; readonly to: IsoDate | null; readonly backTo: IsoDate | null };
  readonly amends: { readonly policy: string; readonly version: string } | null;
  readonly replaces: { readonly policy: string; readonly version: string } | null;
  /** Step in yuan. null only if nothing is paid. */
  readonly round: { readonly mode: RoundingMode; readonly step: Num } | null;
  /** What one run covers, in months; null: the version's life. */
  readonly period: { readonly months: number } | null;
  /** A jump of the sum of awards at one threshold that is worth more than this (yuan) is warned of; null: no warning. */
  readonly cliffAt: Num | null;
  /** The date field (of the payee's root entity) whose date decides versions, dated values and ages. */
  readonly factsOn: { readonly entity: string; readonly field: string } | null;
  readonly enums: readonly EnumDef[];
  readonly entities: readonly EntityDef[];
  /** In an order in which each reads only earlier ones (through `value`). */
  readonly values: readonly ValueDef[];
  readonly eligibility: readonly Eligibility[];
  readonly benefits: readonly BenefitDef[];
  /** In the order in which they apply: smaller groups first, then as written. */
  readonly limits: readonly LimitDef[];
  readonly payOuts: readonly PayOutDef[];
  readonly checks: readonly CheckDef[];
  readonly procedures: readonly ProcedureDef[];
  readonly examples: readonly ExampleDef[];
  /** For people: not part of the hash. Keyed by id; fields as `entity.field`, enum values as `enum.value`, readings as `question.reading`. */
  readonly about: Readonly<Record<string, About>>;
}

export interface About {
  readonly en: string;
  readonly zh: string;
  readonly label: string | null;
  readonly cites: readonly { readonly where: string; readonly quoting: string | null }[];
  /** Which clause: its kind and where it stands. */
  readonly clause: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** How numbers are shown: `wan yuan`, `mu`. */
  readonly unit: string | null;
}

export interface EnumDef {
  readonly id: string;
  readonly values: readonly string[];
}

export interface EntityDef {
  readonly id: string;
  /** null: a root (household, town). */
  readonly within: string | null;
  readonly key: string | null;
  /** An entity of past awards: has fields `benefit` (or `programme`), `amount`, `paid_on`. */
  readonly history: boolean;
  readonly fields: readonly FieldDef[];
}

export interface FieldDef {
  readonly id: string;
  readonly type: Type;
  /** A cell's number times this is in base units. */
  readonly scale: Num;
  readonly low: Num | null;
  readonly high: Num | null;
  readonly blank: Scalar | null;
  readonly optional: boolean;
  readonly private: boolean;
  readonly aliases: readonly string[];
}

export type Scalar =
  | { readonly kind: "number"; readonly value: Num }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "date"; readonly value: IsoDate }
  | { readonly kind: "enum"; readonly value: string };

export interface ValueDef {
  readonly id: string;
  readonly head: "define" | "param" | "question";
  /** The entity on whose rows it is evaluated; null: one value for the run. */
  readonly entity: string | null;
  readonly type: Type;
  readonly body:
    | { readonly kind: "formula"; readonly expr: Expr }
    | TableBody
    /** Set from outside, once (`by` null) or once per value of a field such as `town`. */
    | {
        readonly kind: "set";
        readonly by: { readonly who: string; readonly field: Expr | null };
        readonly scale: Num;
        readonly low: Num | null;
        readonly high: Num | null;
        readonly blank: Scalar | null;
      }
    | {
        readonly kind: "readings";
        readonly readings: readonly { readonly id: string; readonly expr: Expr | null }[];
        readonly taken: string;
      };
}

export interface TableBody {
  readonly kind: "table";
  readonly keys: readonly Expr[];
  /** The first row whose patterns all hold; rows do not overlap. */
  readonly rows: readonly { readonly patterns: readonly (readonly PatternTest[])[]; readonly value: Expr }[];
  readonly otherwise: Expr | null;
}

export type PatternTest =
  | { readonly kind: "equals"; readonly value: Scalar }
  | { readonly kind: "range"; readonly low: Edge; readonly high: Edge };

export type Edge = { readonly value: Scalar; readonly included: boolean } | null;

export interface Guarded {
  readonly when: Expr | null;
  readonly excepts: readonly { readonly when: Expr; readonly reason: string | null }[];
}

export interface Eligibility extends Guarded {
  readonly entity: string;
  readonly when: Expr;
}

export interface BenefitDef {
  readonly id: string;
  readonly entity: string;
  readonly guard: Guarded;
  readonly award: Award;
  /** Whether some amount in it is entered, and so a column `<id>.approved` is read. */
  readonly entered: boolean;
  /** `per: null`: ever. Else a window (`year`, `month`) or a field or entity of the payee. */
  readonly once: {
    readonly per:
      | { readonly kind: "window"; readonly window: "year" | "month" }
      | { readonly kind: "field"; readonly expr: Expr; readonly name: string }
      | null;
  } | null;
  /** The award is for one month; gross is its sum over the months. */
  readonly every: {
    readonly from: Expr;
    readonly to: Expr | null;
    readonly during: Expr | null;
    readonly partMonths: "whole" | "days" | "dropped";
    readonly backPay: boolean;
  } | null;
}

export interface LimitDef {
  readonly id: string;
  readonly guard: Guarded;
  readonly benefits: readonly string[];
  /** What a payee is grouped by, besides windows: entity rows or field values. Empty: the whole roster. */
  readonly group: readonly (
    | { readonly kind: "entity"; readonly entity: string }
    | { readonly kind: "field"; readonly name: string; readonly expr: Expr }
  )[];
  /** `per year`, `per month`: awards of the window count against the ceiling. */
  readonly window: "year" | "month" | null;
  readonly since: Expr | null;
  readonly ceiling: Expr;
  /** What is counted: money, awards, or payees. */
  readonly counts: "money" | "awards" | "payees";
  readonly way:
    | { readonly kind: "written" }
    | { readonly kind: "report" }
    | { readonly kind: "refuse" }
    | { readonly kind: "proRata" }
    | { readonly kind: "serve"; readonly whole: boolean; readonly order: readonly Order[] };
}

export interface PayOutDef {
  readonly id: string;
  /** Benefits by id, or a money field of an entity. */
  readonly target:
    | { readonly kind: "benefits"; readonly benefits: readonly string[] }
    | { readonly kind: "field"; readonly entity: string; readonly field: string };
  readonly entity: string;
  readonly parts: readonly PartDef[];
}

export interface PartDef {
  readonly share: /** of the amount paid out */
    | { readonly kind: "ratio"; readonly value: Expr }
    | { readonly kind: "parts"; readonly value: Expr }
    | { readonly kind: "amount"; readonly value: Expr }
    | { readonly kind: "rest" };
  readonly party: string | null;
  readonly on: Expr | null;
  readonly when: Expr | null;
  readonly deadline: Expr | null;
}

export interface CheckDef {
  readonly id: string;
  readonly soft: boolean;
  readonly entity: string | null;
  readonly condition: Expr;
  readonly unless: Expr | null;
  readonly by: string | null;
}

export interface ProcedureDef {
  readonly id: string;
  readonly steps: readonly StepDef[];
}

export interface StepDef {
  readonly id: string;
  readonly by: readonly string[];
  readonly after: readonly string[];
  readonly lasting: Duration | null;
  readonly within: Duration | null;
  readonly on: Expr | null;
  readonly deadline: Expr | null;
  readonly repeats: Duration | null;
  readonly shows: readonly string[];
}

export interface Duration {
  readonly count: number;
  readonly unit: DateUnit;
  /** Both the first and the last day count. Otherwise the first does not (Civil Code art. 201). */
  readonly bothEnds: boolean;
}

// ---------------------------------------------------------------- examples

export interface ExampleDef {
  readonly title: string;
  readonly rows: readonly ExampleRow[];
  /** Delegated values given. */
  readonly params: Readonly<Record<string, Scalar>>;
  readonly readings: Readonly<Record<string, string>>;
  readonly asOf: IsoDate | null;
  readonly expect: readonly ExpectDef[];
}

export interface ExampleRow {
  readonly entity: string;
  /** In base units. */
  readonly fields: Readonly<Record<string, Scalar>>;
  /** Entered amounts by benefit, yuan. */
  readonly approved: Readonly<Record<string, Num>>;
  readonly children: readonly ExampleRow[];
}

export type ExpectDef =
  | { readonly kind: "notEligible" }
  | { readonly kind: "undecided"; readonly name: string | null }
  | { readonly kind: "notDue"; readonly benefit: string }
  /** A benefit's net, `total`, a named value, a check or a field. */
  | { readonly kind: "equals"; readonly what: Expr; readonly value: Scalar; readonly shown: string };
