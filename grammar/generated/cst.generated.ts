// Generated from grammar/parser.ts. Do not edit.
import type { CstNode } from "chevrotain";
import type { Token } from "../token-types.js";

export interface NamesCstNode extends CstNode {
  name: "names";
  children: NamesCstChildren;
}

export type NamesCstChildren = {
  Name: Token[];
  sep?: SepCstNode[];
};

export interface PathsCstNode extends CstNode {
  name: "paths";
  children: PathsCstChildren;
}

export type PathsCstChildren = {
  path: (PathCstNode)[];
  sep?: SepCstNode[];
};

export interface SepCstNode extends CstNode {
  name: "sep";
  children: SepCstChildren;
}

export type SepCstChildren = {
  Comma?: Token[];
  ListComma?: Token[];
};

export interface PathCstNode extends CstNode {
  name: "path";
  children: PathCstChildren;
}

export type PathCstChildren = {
  Name: Token[];
  Dot?: Token[];
};

export interface RoundingModeCstNode extends CstNode {
  name: "roundingMode";
  children: RoundingModeCstChildren;
}

export type RoundingModeCstChildren = {
  HalfUp?: Token[];
  HalfEven?: Token[];
  Upward?: Token[];
  Downward?: Token[];
};

export interface UnitRefCstNode extends CstNode {
  name: "unitRef";
  children: UnitRefCstChildren;
}

export type UnitRefCstChildren = {
  Magnitude?: Token[];
  Name: Token[];
  Per?: Token[];
};

export interface QuantityCstNode extends CstNode {
  name: "quantity";
  children: QuantityCstChildren;
}

export type QuantityCstChildren = {
  Number: Token[];
  perUnit?: PerUnitCstNode[];
};

export interface PerUnitCstNode extends CstNode {
  name: "perUnit";
  children: PerUnitCstChildren;
}

export type PerUnitCstChildren = {
  Per: Token[];
  Full?: Token[];
  Number?: Token[];
  Name?: Token[];
};

export interface RateFirstCstNode extends CstNode {
  name: "rateFirst";
  children: RateFirstCstChildren;
}

export type RateFirstCstChildren = {
  perUnit: PerUnitCstNode[];
  Pay?: Token[];
  Number: Token[];
};

export interface ConditionCstNode extends CstNode {
  name: "condition";
  children: ConditionCstChildren;
}

export type ConditionCstChildren = {
  conditionList?: ConditionListCstNode[];
  expr?: ExprCstNode[];
};

export interface ConditionListCstNode extends CstNode {
  name: "conditionList";
  children: ConditionListCstChildren;
}

export type ConditionListCstChildren = {
  AnyOf?: Token[];
  AllOf?: Token[];
  testBullets: TestBulletsCstNode[];
};

export interface TestBulletsCstNode extends CstNode {
  name: "testBullets";
  children: TestBulletsCstChildren;
}

export type TestBulletsCstChildren = {
  Bullet: Token[];
  expr: ExprCstNode[];
};

export interface ExprCstNode extends CstNode {
  name: "expr";
  children: ExprCstChildren;
}

export type ExprCstChildren = {
  relation: (RelationCstNode)[];
  And?: Token[];
  Or?: Token[];
};

export interface RelationCstNode extends CstNode {
  name: "relation";
  children: RelationCstChildren;
}

export type RelationCstChildren = {
  Not?: Token[];
  relation?: RelationCstNode[];
  sum?: SumCstNode[];
  tail?: TailCstNode[];
};

export interface TailCstNode extends CstNode {
  name: "tail";
  children: TailCstChildren;
}

export type TailCstChildren = {
  compare?: CompareCstNode[];
  Equals?: Token[];
  Is?: Token[];
  IsNot?: Token[];
  sumOrText?: (SumOrTextCstNode)[];
  toEnd?: ToEndCstNode[];
  IsKnown?: Token[];
  IsMissing?: Token[];
  IsOneOf?: Token[];
  IsNotOneOf?: Token[];
  Open?: Token[];
  sep?: SepCstNode[];
  Close?: Token[];
  quantity?: (QuantityCstNode)[];
  postfix?: PostfixCstNode[];
  InThe?: Token[];
  Before?: Token[];
  sum?: (SumCstNode)[];
  At?: Token[];
  WindowBefore?: Token[];
  WindowInside?: Token[];
};

export interface SumOrTextCstNode extends CstNode {
  name: "sumOrText";
  children: SumOrTextCstChildren;
}

export type SumOrTextCstChildren = {
  Text?: Token[];
  sum?: SumCstNode[];
};

export interface CompareCstNode extends CstNode {
  name: "compare";
  children: CompareCstChildren;
}

export type CompareCstChildren = {
  Ge?: Token[];
  Gt?: Token[];
  Le?: Token[];
  Lt?: Token[];
  Ne?: Token[];
  AtLeast?: Token[];
  MoreThan?: Token[];
  AtMost?: Token[];
  Under?: Token[];
  NoEarlierThan?: Token[];
  After?: Token[];
  NoLaterThan?: Token[];
  Before?: Token[];
};

export interface ToEndCstNode extends CstNode {
  name: "toEnd";
  children: ToEndCstChildren;
}

export type ToEndCstChildren = {
  To: Token[];
  Under?: Token[];
  sum: SumCstNode[];
  bracket?: BracketCstNode[];
};

export interface PostfixCstNode extends CstNode {
  name: "postfix";
  children: PostfixCstChildren;
}

export type PostfixCstChildren = {
  bracket?: (BracketCstNode)[];
  OrMore?: Token[];
  OrAbove?: Token[];
  OrLess?: Token[];
  OrBelow?: Token[];
};

export interface BracketCstNode extends CstNode {
  name: "bracket";
  children: BracketCstChildren;
}

export type BracketCstChildren = {
  Open: Token[];
  Including?: Token[];
  Excluding?: Token[];
  quantity?: QuantityCstNode[];
  Close: Token[];
};

export interface SumCstNode extends CstNode {
  name: "sum";
  children: SumCstChildren;
}

export type SumCstChildren = {
  product: (ProductCstNode)[];
  Plus?: Token[];
  Minus?: Token[];
};

export interface ProductCstNode extends CstNode {
  name: "product";
  children: ProductCstChildren;
}

export type ProductCstChildren = {
  factor: (FactorCstNode)[];
  Times?: Token[];
  Divide?: Token[];
  Slash?: Token[];
};

export interface FactorCstNode extends CstNode {
  name: "factor";
  children: FactorCstChildren;
}

export type FactorCstChildren = {
  operand: OperandCstNode[];
  In?: Token[];
  unitRef?: UnitRefCstNode[];
};

export interface OperandCstNode extends CstNode {
  name: "operand";
  children: OperandCstChildren;
}

export type OperandCstChildren = {
  quantity?: QuantityCstNode[];
  Of?: Token[];
  operand?: (OperandCstNode)[];
  primary?: PrimaryCstNode[];
  rateFirst?: RateFirstCstNode[];
};

export interface PrimaryCstNode extends CstNode {
  name: "primary";
  children: PrimaryCstChildren;
}

export type PrimaryCstChildren = {
  Date?: Token[];
  Yes?: Token[];
  No?: Token[];
  path?: (PathCstNode)[];
  Slab?: Token[];
  Sliced?: Token[];
  paren?: ParenCstNode[];
  Round?: Token[];
  roundingMode?: RoundingModeCstNode[];
  Open?: Token[];
  sum?: SumCstNode[];
  Close?: Token[];
  To?: Token[];
  Number?: Token[];
  elapsed?: ElapsedCstNode[];
  collector?: CollectorCstNode[];
  eachOf?: EachOfCstNode[];
};

export interface ParenCstNode extends CstNode {
  name: "paren";
  children: ParenCstChildren;
}

export type ParenCstChildren = {
  Open: Token[];
  conditionList?: ConditionListCstNode[];
  valueList?: ValueListCstNode[];
  row?: (RowCstNode)[];
  Semicolon?: Token[];
  sep?: SepCstNode[];
  Close: Token[];
};

export interface ElapsedCstNode extends CstNode {
  name: "elapsed";
  children: ElapsedCstChildren;
}

export type ElapsedCstChildren = {
  elapsedWord?: (ElapsedWordCstNode)[];
  moment?: (MomentCstNode)[];
  To?: Token[];
  FromMoment?: Token[];
};

export interface ElapsedWordCstNode extends CstNode {
  name: "elapsedWord";
  children: ElapsedWordCstChildren;
}

export type ElapsedWordCstChildren = {
  YearsFrom?: Token[];
  MonthsFrom?: Token[];
  DaysFrom?: Token[];
  WorkingDaysFrom?: Token[];
};

export interface MomentCstNode extends CstNode {
  name: "moment";
  children: MomentCstChildren;
}

export type MomentCstChildren = {
  Date?: Token[];
  path?: PathCstNode[];
  Open?: Token[];
  sum?: SumCstNode[];
  Close?: Token[];
};

export interface CollectorCstNode extends CstNode {
  name: "collector";
  children: CollectorCstChildren;
}

export type CollectorCstChildren = {
  CountOf?: Token[];
  set?: (SetCstNode)[];
  Open?: Token[];
  row?: (RowCstNode)[];
  sep?: SepCstNode[];
  Close?: Token[];
  listWord?: ListWordCstNode[];
  atom?: AtomCstNode[];
  Among?: Token[];
};

export interface ListWordCstNode extends CstNode {
  name: "listWord";
  children: ListWordCstChildren;
}

export type ListWordCstChildren = {
  SumOf?: Token[];
  HighestOf?: Token[];
  LowestOf?: Token[];
  FirstOf?: Token[];
  AverageOf?: Token[];
  AnyOf?: Token[];
  AllOf?: Token[];
  ShareOf?: Token[];
};

export interface EachOfCstNode extends CstNode {
  name: "eachOf";
  children: EachOfCstChildren;
}

export type EachOfCstChildren = {
  EachIn: Token[];
  set: SetCstNode[];
  Of?: Token[];
  listWord?: (ListWordCstNode)[];
  atom?: AtomCstNode[];
  CountOf?: Token[];
};

export interface SetCstNode extends CstNode {
  name: "set";
  children: SetCstChildren;
}

export type SetCstChildren = {
  Name: Token[];
  Where?: Token[];
  atom?: AtomCstNode[];
};

export interface AtomCstNode extends CstNode {
  name: "atom";
  children: AtomCstChildren;
}

export type AtomCstChildren = {
  path?: PathCstNode[];
  Open?: Token[];
  row?: (RowCstNode)[];
  sep?: SepCstNode[];
  Close?: Token[];
};

export interface RowCstNode extends CstNode {
  name: "row";
  children: RowCstChildren;
}

export type RowCstChildren = {
  Otherwise?: Token[];
  Arrow?: Token[];
  amount?: (AmountCstNode)[];
  expr?: ExprCstNode[];
  cut?: (CutCstNode)[];
  rateMod?: RateModCstNode[];
};

export interface ValueListCstNode extends CstNode {
  name: "valueList";
  children: ValueListCstChildren;
}

export type ValueListCstChildren = {
  valueWord: ValueWordCstNode[];
  Bullet: Token[];
  row: RowCstNode[];
};

export interface ValueWordCstNode extends CstNode {
  name: "valueWord";
  children: ValueWordCstChildren;
}

export type ValueWordCstChildren = {
  SumOf?: Token[];
  HighestOf?: Token[];
  LowestOf?: Token[];
  FirstOf?: Token[];
  AverageOf?: Token[];
};

export interface AmountCstNode extends CstNode {
  name: "amount";
  children: AmountCstChildren;
}

export type AmountCstChildren = {
  ApprovedAmount?: Token[];
  cut?: (CutCstNode)[];
  PortionOf?: Token[];
  sum?: (SumCstNode)[];
  By?: Token[];
  ShareOut?: Token[];
  rateMod?: RateModCstNode[];
};

export interface CutCstNode extends CstNode {
  name: "cut";
  children: CutCstChildren;
}

export type CutCstChildren = {
  Pause?: Token[];
  UpTo?: Token[];
  NoLessThan?: Token[];
  sum: SumCstNode[];
};

export interface RateModCstNode extends CstNode {
  name: "rateMod";
  children: RateModCstChildren;
}

export type RateModCstChildren = {
  Pause: Token[];
  From?: Token[];
  Number?: Token[];
  StartingAt?: Token[];
  CountingAtMost?: Token[];
};

export interface DeclCstNode extends CstNode {
  name: "decl";
  children: DeclCstChildren;
}

export type DeclCstChildren = {
  Name: Token[];
  Slash?: Token[];
  Text?: Token[];
};

export interface CiteCstNode extends CstNode {
  name: "cite";
  children: CiteCstChildren;
}

export type CiteCstChildren = {
  Cite: Token[];
  Text: Token[];
  Quoting?: Token[];
};

export interface ExceptCstNode extends CstNode {
  name: "except";
  children: ExceptCstChildren;
}

export type ExceptCstChildren = {
  ExceptWhen?: Token[];
  condition?: ConditionCstNode[];
  Text?: Token[];
  ExceptAny?: Token[];
  testBullets?: TestBulletsCstNode[];
};

export interface BenefitsCstNode extends CstNode {
  name: "benefits";
  children: BenefitsCstChildren;
}

export type BenefitsCstChildren = {
  AllBenefits?: Token[];
  paths?: PathsCstNode[];
};

export interface OrderCstNode extends CstNode {
  name: "order";
  children: OrderCstChildren;
}

export type OrderCstChildren = {
  sum: SumCstNode[];
  Rising?: Token[];
  Falling?: Token[];
};

export interface OrdersCstNode extends CstNode {
  name: "orders";
  children: OrdersCstChildren;
}

export type OrdersCstChildren = {
  order: (OrderCstNode)[];
  sep?: SepCstNode[];
};

export interface AwardCstNode extends CstNode {
  name: "award";
  children: AwardCstChildren;
}

export type AwardCstChildren = {
  valueList?: ValueListCstNode[];
  amount?: AmountCstNode[];
  RemainderTo?: Token[];
  orders?: OrdersCstNode[];
  cut?: CutCstNode[];
};

export interface FormulaCstNode extends CstNode {
  name: "formula";
  children: FormulaCstChildren;
}

export type FormulaCstChildren = {
  conditionList?: ConditionListCstNode[];
  valueList?: ValueListCstNode[];
  expr?: ExprCstNode[];
};

export interface SignedCstNode extends CstNode {
  name: "signed";
  children: SignedCstChildren;
}

export type SignedCstChildren = {
  Minus?: Token[];
  quantity: QuantityCstNode[];
};

export interface LiteralCstNode extends CstNode {
  name: "literal";
  children: LiteralCstChildren;
}

export type LiteralCstChildren = {
  signed?: SignedCstNode[];
  Yes?: Token[];
  No?: Token[];
  Date?: Token[];
  Text?: Token[];
  path?: PathCstNode[];
};

export interface TypedCstNode extends CstNode {
  name: "typed";
  children: TypedCstChildren;
}

export type TypedCstChildren = {
  type: TypeCstNode[];
  sep?: SepCstNode[];
  attr?: AttrCstNode[];
};

export interface TypeCstNode extends CstNode {
  name: "type";
  children: TypeCstChildren;
}

export type TypeCstChildren = {
  YesNo?: Token[];
  WholeNumber?: Token[];
  OneOf?: Token[];
  Open?: Token[];
  decl?: (DeclCstNode)[];
  sep?: SepCstNode[];
  Close?: Token[];
  unitType?: UnitTypeCstNode[];
};

export interface UnitTypeCstNode extends CstNode {
  name: "unitType";
  children: UnitTypeCstChildren;
}

export type UnitTypeCstChildren = {
  Magnitude?: Token[];
  Name: Token[];
  Per?: Token[];
  Slash?: Token[];
};

export interface AttrCstNode extends CstNode {
  name: "attr";
  children: AttrCstChildren;
}

export type AttrCstChildren = {
  signed?: (SignedCstNode)[];
  To?: Token[];
  BlankMeans?: Token[];
  literal?: LiteralCstNode[];
  Alias?: Token[];
  Text?: Token[];
  SetBy?: Token[];
  Name?: Token[];
  Key?: Token[];
  Private?: Token[];
  Optional?: Token[];
};

export interface TableRowCstNode extends CstNode {
  name: "tableRow";
  children: TableRowCstChildren;
}

export type TableRowCstChildren = {
  Bullet: Token[];
  Otherwise?: Token[];
  pattern?: (PatternCstNode)[];
  Comma?: Token[];
  Arrow: Token[];
  sum: SumCstNode[];
};

export interface PatternCstNode extends CstNode {
  name: "pattern";
  children: PatternCstChildren;
}

export type PatternCstChildren = {
  patternTest: (PatternTestCstNode)[];
  Or?: Token[];
  ListComma?: Token[];
};

export interface PatternTestCstNode extends CstNode {
  name: "patternTest";
  children: PatternTestCstChildren;
}

export type PatternTestCstChildren = {
  compare?: CompareCstNode[];
  sumOrText?: (SumOrTextCstNode)[];
  toEnd?: (ToEndCstNode)[];
  postfix?: PostfixCstNode[];
};

export interface FileHeadCstNode extends CstNode {
  name: "fileHead";
  children: FileHeadCstChildren;
}

export type FileHeadCstChildren = {
  Policy?: Token[];
  Vocabulary?: Token[];
  decl: DeclCstNode[];
};

export interface HeaderCstNode extends CstNode {
  name: "header";
  children: HeaderCstChildren;
}

export type HeaderCstChildren = {
  Version?: Token[];
  Document?: Token[];
  Source?: Token[];
  Text?: Token[];
  Issued?: Token[];
  Date?: Token[];
  Uses?: Token[];
  names?: NamesCstNode[];
  InForce?: Token[];
  To?: Token[];
  BackTo?: Token[];
  Round?: Token[];
  roundingMode?: RoundingModeCstNode[];
  Number?: Token[];
  FactsOn?: Token[];
  Name?: Token[];
  Period?: Token[];
  CliffAt?: Token[];
  quantity?: QuantityCstNode[];
  Amends?: Token[];
  Replaces?: Token[];
};

export interface SectionCstNode extends CstNode {
  name: "section";
  children: SectionCstChildren;
}

export type SectionCstChildren = {
  ForEach?: Token[];
  Name?: Token[];
  ForEachEnd?: Token[];
  Overall?: Token[];
};

export interface EligibleCstNode extends CstNode {
  name: "eligible";
  children: EligibleCstChildren;
}

export type EligibleCstChildren = {
  EligibleWhen: Token[];
  condition: ConditionCstNode[];
  except?: ExceptCstNode[];
  cite?: CiteCstNode[];
};

export interface ValueCstNode extends CstNode {
  name: "value";
  children: ValueCstChildren;
}

export type ValueCstChildren = {
  Define?: Token[];
  Param?: Token[];
  decl: DeclCstNode[];
  cite?: (CiteCstNode)[];
  Equals?: Token[];
  formula?: FormulaCstNode[];
  Colon?: Token[];
  typed?: TypedCstNode[];
  By?: Token[];
  paths?: PathsCstNode[];
  From?: Token[];
  Text?: Token[];
  tableRow?: TableRowCstNode[];
};

export interface QuestionCstNode extends CstNode {
  name: "question";
  children: QuestionCstChildren;
}

export type QuestionCstChildren = {
  Question: Token[];
  decl: DeclCstNode[];
  cite?: CiteCstNode[];
  reading: ReadingCstNode[];
  taken: TakenCstNode[];
};

export interface ReadingCstNode extends CstNode {
  name: "reading";
  children: ReadingCstChildren;
}

export type ReadingCstChildren = {
  Bullet: Token[];
  decl: DeclCstNode[];
  Equals?: Token[];
  expr?: ExprCstNode[];
};

export interface TakenCstNode extends CstNode {
  name: "taken";
  children: TakenCstChildren;
}

export type TakenCstChildren = {
  Taken: Token[];
  Name: Token[];
};

export interface BenefitCstNode extends CstNode {
  name: "benefit";
  children: BenefitCstChildren;
}

export type BenefitCstChildren = {
  Benefit?: Token[];
  BenefitAlso?: Token[];
  decl: DeclCstNode[];
  benefitBody: BenefitBodyCstNode[];
};

export interface BenefitBodyCstNode extends CstNode {
  name: "benefitBody";
  children: BenefitBodyCstChildren;
}

export type BenefitBodyCstChildren = {
  cite?: (CiteCstNode)[];
  ruleBody?: RuleBodyCstNode[];
  benefitItem?: (BenefitItemCstNode)[];
};

export interface RuleBodyCstNode extends CstNode {
  name: "ruleBody";
  children: RuleBodyCstChildren;
}

export type RuleBodyCstChildren = {
  condition: ConditionCstNode[];
  Arrow: Token[];
  award: AwardCstNode[];
};

export interface BenefitItemCstNode extends CstNode {
  name: "benefitItem";
  children: BenefitItemCstChildren;
}

export type BenefitItemCstChildren = {
  except?: ExceptCstNode[];
  When?: Token[];
  condition?: ConditionCstNode[];
  Arrow?: Token[];
  award?: (AwardCstNode)[];
  Otherwise?: Token[];
  Pay?: Token[];
  Once?: Token[];
  Per?: Token[];
  Name?: Token[];
  every?: EveryCstNode[];
};

export interface EveryCstNode extends CstNode {
  name: "every";
  children: EveryCstChildren;
}

export type EveryCstChildren = {
  EveryMonth: Token[];
  From?: Token[];
  FromMoment?: Token[];
  sum: (SumCstNode)[];
  To?: Token[];
  During?: Token[];
  condition?: ConditionCstNode[];
  Pause?: Token[];
  PartMonthsWhole?: Token[];
  PartMonthsByDays?: Token[];
  PartMonthsDropped?: Token[];
  BackPay?: Token[];
};

export interface LimitCstNode extends CstNode {
  name: "limit";
  children: LimitCstChildren;
}

export type LimitCstChildren = {
  Limit: Token[];
  decl: DeclCstNode[];
  cite?: CiteCstNode[];
  except?: ExceptCstNode[];
  limitWhen?: LimitWhenCstNode[];
  benefits: BenefitsCstNode[];
  Per?: Token[];
  Name?: Token[];
  Since?: Token[];
  sum: (SumCstNode)[];
  Pause?: Token[];
  UpTo: Token[];
  WhenExceeded?: Token[];
  way?: WayCstNode[];
};

export interface LimitWhenCstNode extends CstNode {
  name: "limitWhen";
  children: LimitWhenCstChildren;
}

export type LimitWhenCstChildren = {
  When: Token[];
  condition: ConditionCstNode[];
};

export interface WayCstNode extends CstNode {
  name: "way";
  children: WayCstChildren;
}

export type WayCstChildren = {
  Report?: Token[];
  Refuse?: Token[];
  ProRata?: Token[];
  Serve?: Token[];
  ServeWhole?: Token[];
  orders?: OrdersCstNode[];
};

export interface PayOutCstNode extends CstNode {
  name: "payOut";
  children: PayOutCstChildren;
}

export type PayOutCstChildren = {
  PayOut: Token[];
  benefits: BenefitsCstNode[];
  cite?: CiteCstNode[];
  payPart: PayPartCstNode[];
};

export interface PayPartCstNode extends CstNode {
  name: "payPart";
  children: PayPartCstChildren;
}

export type PayPartCstChildren = {
  Bullet: Token[];
  Rest?: Token[];
  sum?: (SumCstNode)[];
  For?: Token[];
  decl?: DeclCstNode[];
  On?: Token[];
  When?: Token[];
  expr?: ExprCstNode[];
  Deadline?: Token[];
};

export interface CheckCstNode extends CstNode {
  name: "check";
  children: CheckCstChildren;
}

export type CheckCstChildren = {
  Check: Token[];
  decl: DeclCstNode[];
  cite?: CiteCstNode[];
  condition: ConditionCstNode[];
};

export interface PrincipleCstNode extends CstNode {
  name: "principle";
  children: PrincipleCstChildren;
}

export type PrincipleCstChildren = {
  Principle: Token[];
  decl: DeclCstNode[];
  cite?: CiteCstNode[];
  condition: (ConditionCstNode)[];
  Unless?: Token[];
  By?: Token[];
  SetBy?: Token[];
  Name?: Token[];
};

export interface NoteCstNode extends CstNode {
  name: "note";
  children: NoteCstChildren;
}

export type NoteCstChildren = {
  Note: Token[];
  decl: DeclCstNode[];
  cite?: CiteCstNode[];
};

export interface ProcedureCstNode extends CstNode {
  name: "procedure";
  children: ProcedureCstChildren;
}

export type ProcedureCstChildren = {
  Procedure: Token[];
  decl: DeclCstNode[];
  cite?: CiteCstNode[];
  step: StepCstNode[];
};

export interface StepCstNode extends CstNode {
  name: "step";
  children: StepCstChildren;
}

export type StepCstChildren = {
  Bullet: Token[];
  decl: DeclCstNode[];
  cite?: CiteCstNode[];
  stepItem?: StepItemCstNode[];
};

export interface StepItemCstNode extends CstNode {
  name: "stepItem";
  children: StepItemCstChildren;
}

export type StepItemCstChildren = {
  By?: Token[];
  SetBy?: Token[];
  names?: (NamesCstNode)[];
  After?: Token[];
  At?: Token[];
  Afterwards?: Token[];
  Lasting?: Token[];
  Within?: Token[];
  StepWithin?: Token[];
  quantity?: (QuantityCstNode)[];
  BothEndsCounted?: Token[];
  On?: Token[];
  Deadline?: Token[];
  sum?: SumCstNode[];
  RepeatsEvery?: Token[];
  Shows?: Token[];
  paths?: PathsCstNode[];
};

export interface ExampleCstNode extends CstNode {
  name: "example";
  children: ExampleCstChildren;
}

export type ExampleCstChildren = {
  Example: Token[];
  Text: Token[];
  examplePart?: ExamplePartCstNode[];
};

export interface ExamplePartCstNode extends CstNode {
  name: "examplePart";
  children: ExamplePartCstChildren;
}

export type ExamplePartCstChildren = {
  Given?: Token[];
  facts?: FactsCstNode[];
  Expect?: Token[];
  outcome?: (OutcomeCstNode)[];
  sep?: SepCstNode[];
};

export interface FactsCstNode extends CstNode {
  name: "facts";
  children: FactsCstChildren;
}

export type FactsCstChildren = {
  fact: (FactCstNode)[];
  sep?: SepCstNode[];
};

export interface FactCstNode extends CstNode {
  name: "fact";
  children: FactCstChildren;
}

export type FactCstChildren = {
  AsIn?: Token[];
  Text?: Token[];
  path?: PathCstNode[];
  literal?: LiteralCstNode[];
  Open?: Token[];
  facts?: FactsCstNode[];
  Close?: Token[];
};

export interface OutcomeCstNode extends CstNode {
  name: "outcome";
  children: OutcomeCstChildren;
}

export type OutcomeCstChildren = {
  NotEligible?: Token[];
  Undecided?: Token[];
  Name?: Token[];
  path?: PathCstNode[];
  NotDue?: Token[];
  literal?: LiteralCstNode[];
};

export interface RepealCstNode extends CstNode {
  name: "repeal";
  children: RepealCstChildren;
}

export type RepealCstChildren = {
  Repeal: Token[];
  Name: Token[];
};

export interface ChangeCstNode extends CstNode {
  name: "change";
  children: ChangeCstChildren;
}

export type ChangeCstChildren = {
  Change: Token[];
  Name: Token[];
  From?: Token[];
  ChangeFrom?: Token[];
  sum: (SumCstNode)[];
  To?: Token[];
  ChangeTo?: Token[];
};

export interface EntityCstNode extends CstNode {
  name: "entity";
  children: EntityCstChildren;
}

export type EntityCstChildren = {
  Entity: Token[];
  decl: DeclCstNode[];
  Within?: Token[];
  Name?: Token[];
  field?: FieldCstNode[];
};

export interface FieldCstNode extends CstNode {
  name: "field";
  children: FieldCstChildren;
}

export type FieldCstChildren = {
  Bullet: Token[];
  decl: DeclCstNode[];
  Colon: Token[];
  typed: TypedCstNode[];
};

export interface UnitDeclCstNode extends CstNode {
  name: "unitDecl";
  children: UnitDeclCstChildren;
}

export type UnitDeclCstChildren = {
  Unit: Token[];
  decl: DeclCstNode[];
  Alias?: Token[];
  Text?: Token[];
};
