/**
 * The surface tree: what was written, with no meaning yet.
 *
 * One tree for both surfaces. Word order is not kept (`连片粮食面积 每亩 300元` and
 * `300 yuan per mu of grain_area` are one node); the class of a comparator's wording is
 * (`>=`, `at least`, `or more`, `or above`), since drafters choose it and the printer returns it.
 * There are no parenthesis nodes: the printer puts parentheses where the tree needs them.
 *
 * A clause that did not parse is a `BrokenClause`. Nothing below a clause is ever incomplete,
 * so a tree of type `Complete` (no broken clause) is all that later stages accept as able to pay.
 */
import type { Span } from "./source/span.js";

interface Node {
  readonly span: Span;
}

// ---------------------------------------------------------------- names and literals

/** A name as written, width-folded, without backticks or 【】. */
export interface Name extends Node {
  readonly kind: "Name";
  readonly text: string;
}

/** `grain/粮食 "粮食作物奖补"`: the two spellings of one name in the order written, then its label. */
export interface Decl extends Node {
  readonly kind: "Decl";
  readonly name: Name;
  readonly other: Name | null;
  readonly label: Text | null;
}

/** The text between the outer quotation marks, exactly as written. */
export interface Text extends Node {
  readonly kind: "Text";
  readonly value: string;
}

export interface DateLiteral extends Node {
  readonly kind: "Date";
  /** ISO 8601 calendar date, `2024-01-10`, checked to exist. */
  readonly value: string;
}

export interface YesNo extends Node {
  readonly kind: "YesNo";
  readonly value: boolean;
}

/** `per full 10 mu` is `{ full: true, count: "10", unit: mu }`; `per mu` is `{ full: false, count: null, unit: mu }`. */
export interface PerUnit extends Node {
  readonly kind: "PerUnit";
  readonly full: boolean;
  readonly count: string | null;
  readonly unit: Name;
}

/**
 * A number with its unit: `304.5 wan yuan`, `5%`, `6头`, `300 yuan per mu`.
 * `value` is the written decimal, width-folded, with a leading `-` if a sign stood before it
 * (only literals may have one). `unit` is null for a bare number; `%` is the unit named `%`.
 * 万 and 亿 (`wan`, `yi`) are the magnitude, whatever unit follows: 万元, 万人, 亿元.
 */
export interface Quantity extends Node {
  readonly kind: "Quantity";
  readonly value: string;
  readonly magnitude: "wan" | "yi" | null;
  readonly unit: Name | null;
  readonly per: readonly PerUnit[];
}

/** A name, or names joined by dots: `grain_area`, `livestock.approved`, `household.town`. */
export interface Path extends Node {
  readonly kind: "Path";
  readonly names: readonly Name[];
}

export type Literal = Quantity | YesNo | DateLiteral | Text | Path;

// ---------------------------------------------------------------- expressions

export type Relation = "ge" | "gt" | "le" | "lt" | "eq" | "ne";

/**
 * How a comparison was worded; absent from the hash.
 * symbol: `>=`; word: `at least`, 不少于; postfix: `or more`, 及以上; above: `or above`, 以上 / 以下;
 * date: `no earlier than`, 不早于; is: `is`, 为; equals: `=`.
 */
export type Wording = "symbol" | "word" | "postfix" | "above" | "date" | "is" | "equals";

export interface Comparison {
  readonly relation: Relation;
  readonly wording: Wording;
}

/** Half-up, half-even, away from zero, toward zero. */
export type RoundingMode = "halfUp" | "halfEven" | "upward" | "downward";

export type ListWord = "sum" | "highest" | "lowest" | "first" | "average" | "any" | "all" | "share" | "count";

export type DurationUnit = "years" | "months" | "days" | "workingDays";

export type Expr =
  | Quantity
  | DateLiteral
  | YesNo
  | Text
  | Path
  | Arithmetic
  | Of
  | Logic
  | Not
  | Test
  | Known
  | OneOf
  | Within
  | List
  | Cases
  | Collect
  | Bounded
  | Rounded
  | Elapsed
  | TableRef
  | Converted;

export interface Arithmetic extends Node {
  readonly kind: "Arithmetic";
  readonly op: "+" | "-" | "*" | "/";
  readonly left: Expr;
  readonly right: Expr;
}

/** `rate of quantity`: multiplication that binds tightest. Chinese writes 数量 每亩 300元 or 成员数 的 80%. */
export interface Of extends Node {
  readonly kind: "Of";
  readonly left: Expr;
  readonly right: Expr;
}

/** Two or more items, never another Logic of the same `op`. */
export interface Logic extends Node {
  readonly kind: "Logic";
  readonly op: "and" | "or";
  readonly items: readonly Expr[];
}

export interface Not extends Node {
  readonly kind: "Not";
  readonly expr: Expr;
}

/** `x at least 6 head`; with `to`, a range: `x is 2 to 4 mu`, `x is more than 4 to under 8 mu`. */
export interface Test extends Node {
  readonly kind: "Test";
  readonly left: Expr;
  readonly comparison: Comparison;
  readonly right: Expr;
  readonly to: RangeEnd | null;
}

export interface RangeEnd extends Node {
  readonly kind: "RangeEnd";
  /** `to under 8 mu`: the end is not included. */
  readonly under: boolean;
  readonly value: Expr;
}

export interface Known extends Node {
  readonly kind: "Known";
  readonly expr: Expr;
  readonly known: boolean;
}

export interface OneOf extends Node {
  readonly kind: "OneOf";
  readonly expr: Expr;
  readonly negated: boolean;
  readonly items: readonly Expr[];
}

/** `paid_on in the 12 months before applied_on`: from 12 months earlier (included) to the day itself (not included). */
export interface Within extends Node {
  readonly kind: "Within";
  readonly expr: Expr;
  readonly length: Quantity;
  readonly before: Expr;
}

/** A list word over rows written out: `any of - a - b`, `highest of (a, b)`, `first of (c → x, otherwise → y)`. */
export interface List extends Node {
  readonly kind: "List";
  readonly word: ListWord;
  readonly rows: readonly Row[];
  readonly layout: "bullets" | "inline";
}

/** Values by class, in parentheses, at most one holding: `(monitored → 2000 yuan; otherwise → 1500 yuan)`. */
export interface Cases extends Node {
  readonly kind: "Cases";
  readonly rows: readonly Row[];
}

/** A row of a list: `amount`, `when → amount` or `otherwise → amount`. In any/all/share/count the amount's base is a condition. */
export interface Row extends Node {
  readonly kind: "Row";
  readonly when: Expr | null;
  readonly otherwise: boolean;
  readonly amount: Amount;
}

/** A list word over a set: `sum of cost among projects where built`, `count of members`. */
export interface Collect extends Node {
  readonly kind: "Collect";
  readonly word: ListWord;
  /** null only with `count` */
  readonly item: Expr | null;
  readonly set: SetRef;
}

export interface SetRef extends Node {
  readonly kind: "SetRef";
  /** As written: English may use the plural. */
  readonly entity: Name;
  readonly where: Expr | null;
}

/** A sum with cuts, in parentheses: `(a + b up to 3000)`. */
export interface Bounded extends Node {
  readonly kind: "Bounded";
  readonly expr: Expr;
  readonly cuts: readonly Cut[];
}

export interface Rounded extends Node {
  readonly kind: "Rounded";
  readonly mode: RoundingMode;
  readonly expr: Expr;
  readonly to: Quantity;
}

/** `years from born_on to as_of`: completed units. */
export interface Elapsed extends Node {
  readonly kind: "Elapsed";
  readonly unit: DurationUnit;
  readonly from: Expr;
  readonly to: Expr;
}

/** `slab plot_rate`, `sliced plot_rate`: the left side of an `Of`. */
export interface TableRef extends Node {
  readonly kind: "TableRef";
  readonly way: "slab" | "sliced";
  readonly table: Path;
}

/** `x in yuan per month`, `x 折合 元/月`. */
export interface Converted extends Node {
  readonly kind: "Converted";
  readonly expr: Expr;
  readonly unit: UnitRef;
}

/** A unit named as a type: `yuan per year`, `wan yuan`. */
export interface UnitRef extends Node {
  readonly kind: "UnitRef";
  readonly magnitude: "wan" | "yi" | null;
  readonly name: Name;
  readonly per: readonly Name[];
}

// ---------------------------------------------------------------- amounts

export interface Cut extends Node {
  readonly kind: "Cut";
  /** `up to` is a ceiling, `no less than` a floor. */
  readonly bound: "ceiling" | "floor";
  readonly value: Expr;
}

/** An amount of money. With neither base nor portion it is entered by a person and only bounded here. */
export interface Amount extends Node {
  readonly kind: "Amount";
  readonly base: Expr | null;
  readonly portion: Portion | null;
  /** `, from 10`: below this quantity nothing is due. The base is then an `Of`. */
  readonly from: Quantity | null;
  /** `, counting at most 50` */
  readonly counting: Quantity | null;
  readonly cuts: readonly Cut[];
}

export interface Portion extends Node {
  readonly kind: "Portion";
  readonly pot: Expr;
  readonly weight: Expr;
  /** Who takes what rounding leaves over; null: largest remainder. */
  readonly remainder: readonly Order[] | null;
}

export type Award = Amount | List;

// ---------------------------------------------------------------- clauses

export interface Cite extends Node {
  readonly kind: "Cite";
  readonly where: Text;
  readonly quoting: Text | null;
}

/** `except when away "整户外出"` */
export interface Except extends Node {
  readonly kind: "Except";
  readonly condition: Expr;
  readonly reason: Text | null;
}

export type Clause =
  | Section
  | Eligible
  | Value
  | Question
  | Benefit
  | Limit
  | PayOut
  | Check
  | Procedure
  | Note
  | Example
  | Repeal
  | Change
  | Entity
  | UnitDecl
  | BrokenClause;

/** `for each household`; `overall` has no entity. Lasts until the next one. */
export interface Section extends Node {
  readonly kind: "Section";
  readonly entity: Name | null;
}

export interface Eligible extends Node {
  readonly kind: "Eligible";
  readonly condition: Expr;
  readonly exceptions: readonly Except[];
  readonly cites: readonly Cite[];
}

export interface Value extends Node {
  readonly kind: "Value";
  readonly head: "define" | "param";
  readonly decl: Decl;
  readonly cites: readonly Cite[];
  readonly body: Formula | Typed | Table;
}

export interface Formula extends Node {
  readonly kind: "Formula";
  readonly expr: Expr;
}

/** A value that someone sets: `yuan per year, 0 yuan to 20000 yuan, set by county`. */
export interface Typed extends Node {
  readonly kind: "Typed";
  readonly type: TypeRef;
  readonly attrs: readonly Attr[];
}

export type TypeRef =
  | { readonly kind: "YesNoType"; readonly span: Span }
  | { readonly kind: "WholeNumberType"; readonly span: Span }
  | { readonly kind: "OneOfType"; readonly values: readonly Decl[]; readonly span: Span }
  /** text, date, number, an entity or a unit: told apart by resolve. */
  | { readonly kind: "NamedType"; readonly unit: UnitRef; readonly span: Span };

export type Attr =
  | { readonly kind: "Bounds"; readonly low: Quantity; readonly high: Quantity; readonly span: Span }
  | { readonly kind: "BlankMeans"; readonly value: Literal; readonly span: Span }
  | { readonly kind: "Alias"; readonly text: Text; readonly span: Span }
  | { readonly kind: "SetBy"; readonly who: Name; readonly span: Span }
  | { readonly kind: "Flag"; readonly flag: "key" | "private" | "optional"; readonly span: Span };

export interface Table extends Node {
  readonly kind: "Table";
  readonly keys: readonly Path[];
  /** `from "grades.csv"`; then `rows` is empty. */
  readonly from: Text | null;
  readonly rows: readonly TableRow[];
}

export interface TableRow extends Node {
  readonly kind: "TableRow";
  readonly otherwise: boolean;
  /** One pattern per key; empty for `otherwise`. */
  readonly patterns: readonly Pattern[];
  readonly value: Expr;
}

/** Tests joined by `or` or 、. */
export interface Pattern extends Node {
  readonly kind: "Pattern";
  readonly tests: readonly PatternTest[];
}

export interface PatternTest extends Node {
  readonly kind: "PatternTest";
  /** null: equality, or with `to` a range that includes its start. */
  readonly comparison: Comparison | null;
  readonly value: Expr;
  readonly to: RangeEnd | null;
}

export interface Question extends Node {
  readonly kind: "Question";
  readonly decl: Decl;
  readonly cites: readonly Cite[];
  readonly readings: readonly Reading[];
  readonly taken: Name;
}

/** Without an expression the reading is a plain alternative, tested by `is`. */
export interface Reading extends Node {
  readonly kind: "Reading";
  readonly decl: Decl;
  readonly expr: Expr | null;
}

export interface Benefit extends Node {
  readonly kind: "Benefit";
  readonly decl: Decl;
  readonly cites: readonly Cite[];
  /** In written order. */
  readonly items: readonly BenefitItem[];
}

export type BenefitItem =
  /** `condition → award`; the first may leave out `when`. */
  | { readonly kind: "Rule"; readonly condition: Expr; readonly award: Award; readonly span: Span }
  | { readonly kind: "Otherwise"; readonly award: Award; readonly span: Span }
  | { readonly kind: "Pay"; readonly award: Award; readonly span: Span }
  | { readonly kind: "When"; readonly condition: Expr; readonly span: Span }
  | Except
  /** `once per year`, `once per plot`, `once` (ever). */
  | { readonly kind: "Once"; readonly per: Name | null; readonly span: Span }
  | Every;

/**
 * `every month from approved_on to ended_on while cond, part months whole, back pay`
 * 逐月 自 … 至 … 期间 …，不足月按整月，补发
 */
export interface Every extends Node {
  readonly kind: "Every";
  readonly from: Expr;
  readonly to: Expr | null;
  readonly during: Expr | null;
  readonly partMonths: "whole" | "days" | "dropped";
  /** Months before the period count too. */
  readonly backPay: boolean;
}

export interface Benefits extends Node {
  readonly kind: "Benefits";
  /** null: all benefits */
  readonly paths: readonly Path[] | null;
}

export interface Limit extends Node {
  readonly kind: "Limit";
  readonly decl: Decl;
  readonly cites: readonly Cite[];
  readonly exceptions: readonly Except[];
  readonly when: Expr | null;
  readonly benefits: Benefits;
  /** Entities, fields, or the windows `year` and `month`. */
  readonly per: readonly Name[];
  readonly since: Expr | null;
  readonly ceiling: Expr;
  readonly way: Way | null;
}

export type Way =
  | { readonly kind: "Report"; readonly span: Span }
  | { readonly kind: "Refuse"; readonly span: Span }
  | { readonly kind: "ProRata"; readonly span: Span }
  | { readonly kind: "Serve"; readonly whole: boolean; readonly order: readonly Order[]; readonly span: Span };

export interface Order extends Node {
  readonly kind: "Order";
  readonly key: Expr;
  readonly direction: "rising" | "falling" | null;
}

export interface PayOut extends Node {
  readonly kind: "PayOut";
  readonly benefits: Benefits;
  readonly cites: readonly Cite[];
  readonly parts: readonly PayPart[];
}

export interface PayPart extends Node {
  readonly kind: "PayPart";
  /** null: the rest */
  readonly share: Expr | null;
  readonly party: Decl | null;
  readonly on: Expr | null;
  readonly when: Expr | null;
  readonly deadline: Expr | null;
}

/** `check …` must hold; `principle …` (原则上) only warns, and its exceptions may be granted. */
export interface Check extends Node {
  readonly kind: "Check";
  readonly soft: boolean;
  readonly decl: Decl;
  readonly cites: readonly Cite[];
  readonly condition: Expr;
  /** `unless exception_granted`: rows for which this holds are exceptions with a reason. */
  readonly unless: Expr | null;
  /** `by county`: who may grant the exception. */
  readonly by: Name | null;
}

export interface Procedure extends Node {
  readonly kind: "Procedure";
  readonly decl: Decl;
  readonly cites: readonly Cite[];
  readonly steps: readonly Step[];
}

/** `- acceptance/验收 by town after build within 10 working days deadline 2024-06-15` */
export interface Step extends Node {
  readonly kind: "Step";
  readonly decl: Decl;
  readonly cites: readonly Cite[];
  readonly items: readonly StepItem[];
}

export type StepItem =
  /** Who does it. */
  | { readonly kind: "By"; readonly who: readonly Name[]; readonly span: Span }
  /** Steps it waits for. */
  | { readonly kind: "After"; readonly steps: readonly Name[]; readonly span: Span }
  /** `lasting 7 days`, `lasting 5 working days both ends counted`: it cannot take less (a notice period). */
  | { readonly kind: "Lasting"; readonly length: Quantity; readonly bothEnds: boolean; readonly span: Span }
  /** `within 10 working days`: it may not take more, counted from the steps it waits for. */
  | { readonly kind: "WithinTime"; readonly length: Quantity; readonly bothEnds: boolean; readonly span: Span }
  | { readonly kind: "On"; readonly date: Expr; readonly span: Span }
  | { readonly kind: "Deadline"; readonly date: Expr; readonly span: Span }
  /** A review every so often. */
  | { readonly kind: "Repeats"; readonly length: Quantity; readonly span: Span }
  /** The columns of its notice or form. */
  | { readonly kind: "Shows"; readonly fields: readonly Path[]; readonly span: Span };

/** A clause with nothing to compute, held so that the whole document is accounted for. */
export interface Note extends Node {
  readonly kind: "Note";
  readonly decl: Decl;
  readonly cites: readonly Cite[];
}

export interface Example extends Node {
  readonly kind: "Example";
  readonly title: Text;
  readonly given: readonly Fact[];
  readonly expect: readonly Outcome[];
}

export type Fact =
  | { readonly kind: "AsIn"; readonly title: Text; readonly span: Span }
  | { readonly kind: "FieldFact"; readonly path: Path; readonly value: Literal; readonly span: Span }
  | { readonly kind: "EntityFact"; readonly path: Path; readonly facts: readonly Fact[]; readonly span: Span };

export type Outcome =
  | { readonly kind: "NotEligible"; readonly span: Span }
  | { readonly kind: "Undecided"; readonly name: Name | null; readonly span: Span }
  | { readonly kind: "NotDue"; readonly path: Path; readonly span: Span }
  | { readonly kind: "Equals"; readonly path: Path; readonly value: Literal; readonly span: Span };

export interface Repeal extends Node {
  readonly kind: "Repeal";
  readonly name: Name;
}

/** `change pig_rate from 400 yuan per head to 1000 yuan per head` */
export interface Change extends Node {
  readonly kind: "Change";
  readonly name: Name;
  readonly from: Expr;
  readonly to: Expr;
}

/** In a vocabulary, a new entity; in a policy, a new one or further fields of a known one. */
export interface Entity extends Node {
  readonly kind: "Entity";
  readonly decl: Decl;
  readonly within: Name | null;
  readonly fields: readonly Field[];
}

export interface Field extends Node {
  readonly kind: "Field";
  readonly decl: Decl;
  readonly type: TypeRef;
  readonly attrs: readonly Attr[];
}

export interface UnitDecl extends Node {
  readonly kind: "UnitDecl";
  readonly decl: Decl;
  /** `unit animal/只 alias "头"` in a policy adds a further word for a known unit. */
  readonly aliases: readonly Text[];
}

/** A clause with a fault in it. Its name, where it could be read, keeps references to it from failing too. */
export interface BrokenClause extends Node {
  readonly kind: "BrokenClause";
  /** The English spelling of its head keyword, or "" if even that is not known. */
  readonly head: string;
  readonly decl: Decl | null;
}

// ---------------------------------------------------------------- files

export type Header =
  | { readonly kind: "Version"; readonly text: Text; readonly span: Span }
  | { readonly kind: "Document"; readonly text: Text; readonly span: Span }
  | { readonly kind: "Issued"; readonly date: DateLiteral; readonly by: Text | null; readonly span: Span }
  | { readonly kind: "Source"; readonly text: Text; readonly span: Span }
  | { readonly kind: "Uses"; readonly names: readonly Name[]; readonly span: Span }
  | {
      readonly kind: "InForce";
      readonly from: DateLiteral;
      readonly to: DateLiteral | null;
      readonly backTo: DateLiteral | null;
      readonly span: Span;
    }
  | { readonly kind: "Round"; readonly mode: RoundingMode; readonly to: Quantity; readonly span: Span }
  | { readonly kind: "FactsOn"; readonly field: Name; readonly span: Span }
  | { readonly kind: "Period"; readonly length: Quantity; readonly span: Span }
  | { readonly kind: "Amends"; readonly policy: Name; readonly version: Text; readonly span: Span }
  /** The earlier version ends when this one comes into force; nothing is taken over from it. */
  | { readonly kind: "Replaces"; readonly policy: Name; readonly version: Text; readonly span: Span }
  /** A cliff (a change of one step in one field) worth more than this is warned of. */
  | { readonly kind: "CliffAt"; readonly amount: Quantity; readonly span: Span };

/** A comment with its `#`, and whether it has a line to itself. */
export interface Comment extends Node {
  readonly kind: "Comment";
  readonly text: string;
  readonly ownLine: boolean;
}

export interface PolicyFile extends Node {
  readonly kind: "PolicyFile";
  readonly decl: Decl;
  readonly headers: readonly Header[];
  readonly clauses: readonly Clause[];
  readonly comments: readonly Comment[];
}

export interface VocabularyFile extends Node {
  readonly kind: "VocabularyFile";
  readonly decl: Decl;
  /** Entity, UnitDecl, Section, Value, Question, BrokenClause */
  readonly clauses: readonly Clause[];
  readonly comments: readonly Comment[];
}

export type File = PolicyFile | VocabularyFile;

/** A file in which every clause parsed. */
export type Complete<F extends File> = Omit<F, "clauses"> & {
  readonly clauses: readonly Exclude<Clause, BrokenClause>[];
};

/** The file itself if no clause is broken, else null. */
export function complete<F extends File>(file: F): Complete<F> | null {
  return file.clauses.every((clause) => clause.kind !== "BrokenClause") ? (file as unknown as Complete<F>) : null;
}
