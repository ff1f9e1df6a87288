/** Expressions and amounts as an office would write them. */
import type {
  Amount,
  Award,
  Collect,
  Comparison,
  Cut,
  Expr,
  List,
  ListWord,
  Name,
  Of,
  Order,
  Quantity,
  Relation,
  RoundingMode,
  Row,
  SetRef,
  Test,
  UnitRef,
} from "../../../grammar/ast.js";
import { plural } from "../../../grammar/format/names.js";
import { MAGNITUDES, unitId, unitSpelling } from "../../../grammar/units.js";
import { either, joined, nameOf, numberOf, plain, type Said, say, type Writer } from "./segments.js";

// ---------------------------------------------------------------- numbers and units

function unitWord(w: Writer, unit: Name, many: boolean, counted: boolean): string {
  const id = unitId(unit.text);
  if (id !== null) return unitSpelling(id, w.lang, many, counted);
  const both = w.snapshot.compiled.model.names.both(unit.text);
  return either(w, both.en.replaceAll("_", " "), both.zh);
}

/** The number with its own unit, without what it is per: `300元`. */
function counted(w: Writer, q: Quantity): Said {
  const scale = q.magnitude === null ? "" : MAGNITUDES[q.magnitude][w.lang];
  const unit = q.unit === null ? "" : unitWord(w, q.unit, !/^-?1$/.test(q.value), q.magnitude === null);
  if (w.lang === "zh" || /^[%‰]/.test(unit)) return say`${numberOf(w, q)}${scale}${unit}`;
  return say`${numberOf(w, q)}${scale === "" ? "" : ` ${scale}`}${unit === "" ? "" : ` ${unit}`}`;
}

/** `每满10亩`, `per full 10 mu` */
function perWords(w: Writer, q: Quantity): string {
  return q.per
    .map(({ full, count, unit }) => {
      const word = unitWord(w, unit, count !== null && count !== "1", count !== null);
      return either(
        w,
        ["per", full ? "full" : "", count ?? "", word].filter((part) => part !== "").join(" "),
        `每${full ? "满" : ""}${count ?? ""}${word}`,
      );
    })
    .join(either(w, " ", ""));
}

export function quantity(w: Writer, q: Quantity): Said {
  if (q.per.length === 0) return counted(w, q);
  if (w.lang === "en") return say`${counted(w, q)} ${perWords(w, q)}`;
  const simple = q.per.every(({ full, count }) => !full && count === null);
  return simple
    ? say`${counted(w, q)}/${q.per.map(({ unit }) => unitWord(w, unit, false, false)).join("/")}`
    : say`${perWords(w, q)}${counted(w, q)}`;
}

export function unitRef(w: Writer, { magnitude, name, per }: UnitRef): string {
  const scale = magnitude === null ? "" : MAGNITUDES[magnitude][w.lang];
  const head = unitWord(w, name, false, false);
  const below = per.map((one) => unitWord(w, one, false, false));
  return either(
    w,
    [scale, head, ...below.map((one) => `per ${one}`)].filter((part) => part !== "").join(" "),
    [scale + head, ...below].join("/"),
  );
}

// ---------------------------------------------------------------- expressions

/** Where a looser expression would be read with its neighbours, it stands in brackets. */
function inside(w: Writer, e: Expr): Said {
  const loose = e.kind === "Logic" || e.kind === "List" || e.kind === "Cases" || e.kind === "Not";
  return loose ? bracket(w, expr(w, e)) : expr(w, e);
}

function bracket(w: Writer, said: Said): Said {
  return w.lang === "zh" ? say`（${said}）` : say`(${said})`;
}

function factor(w: Writer, e: Expr): Said {
  return e.kind === "Arithmetic" && (e.op === "+" || e.op === "-") ? bracket(w, expr(w, e)) : inside(w, e);
}

const SIGNS = { "+": [" + ", "＋"], "-": [" − ", "－"], "*": [" × ", "×"], "/": [" ÷ ", "÷"] } as const;

export function expr(w: Writer, e: Expr): Said {
  switch (e.kind) {
    case "Quantity":
      return quantity(w, e);
    case "Date":
      return say`${date(w, e.value)}`;
    case "YesNo":
      return say`${e.value ? either(w, "yes", "是") : either(w, "no", "否")}`;
    case "Text":
      return say`“${e.value}”`;
    case "Path":
      return joined(
        e.names.map((name) => nameOf(w, name)),
        either(w, " → ", "的"),
      );
    case "Arithmetic":
      return say`${factor(w, e.left)}${either(w, SIGNS[e.op][0], SIGNS[e.op][1])}${factor(w, e.right)}`;
    case "Of":
      return of(w, e);
    case "Logic":
      return joined(
        e.items.map((item) => inside(w, item)),
        e.op === "and" ? either(w, " and ", "且") : either(w, " or ", "或"),
      );
    case "Not":
      if (w.lang === "en") return say`not (${expr(w, e.expr)})`;
      return e.expr.kind === "Path" ? say`${expr(w, e.expr)}为否` : say`不符合“${expr(w, e.expr)}”`;
    case "Test":
      return test(w, e);
    case "Known":
      return w.lang === "zh"
        ? say`${expr(w, e.expr)}${e.known ? "已填写" : "未填写"}`
        : say`${expr(w, e.expr)} is ${e.known ? "filled in" : "not filled in"}`;
    case "OneOf": {
      const items = joined(
        e.items.map((item) => expr(w, item)),
        either(w, ", ", "、"),
      );
      return w.lang === "zh"
        ? say`${expr(w, e.expr)}${e.negated ? "不属于" : "属于"}${items}${e.negated ? "" : "之一"}`
        : say`${expr(w, e.expr)} is ${e.negated ? "none" : "one"} of ${items}`;
    }
    case "Within":
      return w.lang === "zh"
        ? say`${expr(w, e.expr)}在${expr(w, e.before)}前${quantity(w, e.length)}内`
        : say`${expr(w, e.expr)} is in the ${quantity(w, e.length)} before ${expr(w, e.before)}`;
    case "List":
      return list(w, e);
    case "Cases":
      return rows(w, e.rows);
    case "Collect":
      return collect(w, e);
    case "Bounded":
      return bracket(w, say`${expr(w, e.expr)}${cuts(w, e.cuts)}`);
    case "Rounded":
      return w.lang === "zh"
        ? say`${factor(w, e.expr)}（${rounding(w, e.mode)}至${quantity(w, e.to)}）`
        : say`${factor(w, e.expr)} (rounded ${rounding(w, e.mode)} to ${quantity(w, e.to)})`;
    case "Elapsed": {
      const unit = ELAPSED[e.unit][w.lang];
      return w.lang === "zh"
        ? say`自${expr(w, e.from)}至${expr(w, e.to)}的${unit}`
        : say`the ${unit} from ${expr(w, e.from)} to ${expr(w, e.to)}`;
    }
    case "TableRef":
      return expr(w, e.table);
    case "Converted":
      return w.lang === "zh"
        ? say`${inside(w, e.expr)}折合为${unitRef(w, e.unit)}`
        : say`${inside(w, e.expr)} in ${unitRef(w, e.unit)}`;
  }
}

/** `2024-01-10` → 2024年1月10日 */
export function date(w: Writer, iso: string): string {
  const [year, month, day] = iso.split("-").map((part) => part.replace(/^0+(?=.)/, ""));
  return either(w, iso, `${year}年${month}月${day}日`);
}

const ELAPSED = {
  years: { en: "completed years", zh: "周年数" },
  months: { en: "completed months", zh: "月数" },
  days: { en: "days", zh: "天数" },
  workingDays: { en: "working days", zh: "工作日数" },
} as const;

const ROUNDING: Readonly<Record<RoundingMode, readonly [string, string]>> = {
  halfUp: ["half up", "四舍五入"],
  halfEven: ["half to even", "四舍六入五成双"],
  upward: ["up", "向上进位"],
  downward: ["down", "舍去尾数"],
};

export function rounding(w: Writer, mode: RoundingMode): string {
  return either(w, ROUNDING[mode][0], ROUNDING[mode][1]);
}

function of(w: Writer, { left, right }: Of): Said {
  if (left.kind === "TableRef") {
    return w.lang === "zh"
      ? say`${factor(w, right)}按“${expr(w, left.table)}”${left.way === "slab" ? "全额" : "分段累进"}计算`
      : say`${factor(w, right)} at ${expr(w, left.table)}, ${left.way === "slab" ? "all of it at one rate" : "slice by slice"}`;
  }
  if (left.kind === "Quantity" && left.per.length > 0) {
    return w.lang === "zh"
      ? say`${factor(w, right)}${perWords(w, left)}${counted(w, left)}`
      : say`${quantity(w, left)} of ${factor(w, right)}`;
  }
  return w.lang === "zh"
    ? say`${factor(w, right)}的${factor(w, left)}`
    : say`${factor(w, left)} of ${factor(w, right)}`;
}

// ---------------------------------------------------------------- tests

const RELATIONS: Readonly<Record<Relation, readonly [string, string]>> = {
  ge: ["at least", "不少于"],
  gt: ["more than", "超过"],
  le: ["at most", "不超过"],
  lt: ["less than", "不满"],
  eq: ["", "为"],
  ne: ["not", "不为"],
};

const DATES: Readonly<Record<Relation, readonly [string, string]>> = {
  ge: ["no earlier than", "不早于"],
  gt: ["after", "晚于"],
  le: ["no later than", "不晚于"],
  lt: ["before", "早于"],
  eq: ["", "为"],
  ne: ["not", "不为"],
};

/** `6头及以上（含6头）`: the bound so that nobody can misread it, and on what it stands. */
export function comparison(w: Writer, { relation, wording }: Comparison, right: Expr): Said {
  const value = expr(w, right);
  const words = wording === "date" || right.kind === "Date" ? DATES[relation] : RELATIONS[relation];
  const postfix = wording === "postfix" || wording === "above";
  if (w.lang === "en") {
    const said = words[0] === "" ? say`${value}` : say`${words[0]} ${value}`;
    return right.kind === "Quantity" ? say`${said}${bound(w, relation, right)}` : said;
  }
  const said =
    postfix && right.kind === "Quantity" && (relation === "ge" || relation === "le")
      ? say`${value}${relation === "ge" ? "及以上" : "及以下"}`
      : say`${words[1]}${value}`;
  return right.kind === "Quantity" ? say`${said}${bound(w, relation, right)}` : said;
}

/** Whether the number itself counts; nothing for an equality. */
function bound(w: Writer, relation: Relation, right: Quantity): string {
  if (relation === "eq" || relation === "ne") return "";
  const number = plain(quantity(w, right));
  const included = relation === "ge" || relation === "le";
  return either(
    w,
    ` (${number} ${included ? "included" : "not included"})`,
    `（${included ? "含" : "不含"}${number}）`,
  );
}

function test(w: Writer, { left, comparison: by, right, to }: Test): Said {
  const subject = inside(w, left);
  if (to !== null) {
    const from = by.relation === "gt" ? say`${either(w, "more than ", "超过")}${expr(w, right)}` : expr(w, right);
    const until = to.under ? say`${either(w, "under ", "不满")}${expr(w, to.value)}` : expr(w, to.value);
    const negated = by.relation === "ne";
    return w.lang === "zh"
      ? say`${subject}${negated ? "不在" : "在"}${from}至${until}之间`
      : say`${subject} is ${negated ? "not from " : "from "}${from} to ${until}`;
  }
  return w.lang === "zh" ? say`${subject}${comparison(w, by, right)}` : say`${subject} is ${comparison(w, by, right)}`;
}

// ---------------------------------------------------------------- lists and sets

const LISTS: Readonly<Record<ListWord, readonly [string, string]>> = {
  sum: ["the sum of", "下列各项合计"],
  highest: ["the highest of", "下列各项中的最高者"],
  lowest: ["the lowest of", "下列各项中的最低者"],
  first: ["the first that applies of", "下列各项中首先符合的一项"],
  average: ["the average of", "下列各项的平均数"],
  any: ["any of", "符合下列条件之一"],
  all: ["all of", "同时符合下列条件"],
  share: ["the share of", "下列条件中符合的占比"],
  count: ["the number of", "下列条件中符合的项数"],
};

export function list(w: Writer, { word, rows: all }: List): Said {
  const [en, zh] = LISTS[word];
  return w.lang === "zh"
    ? say`${zh}：${numbered(
        w,
        all.map((one) => row(w, one)),
      )}`
    : say`${en}: ${numbered(
        w,
        all.map((one) => row(w, one)),
      )}`;
}

/** （1）…；（2）… */
export function numbered(w: Writer, items: readonly Said[]): Said {
  return joined(
    items.map((item, i) => (w.lang === "zh" ? say`（${String(i + 1)}）${item}` : say`(${String(i + 1)}) ${item}`)),
    either(w, "; ", "；"),
  );
}

function rows(w: Writer, all: readonly Row[]): Said {
  return joined(
    all.map((one) => row(w, one)),
    either(w, "; ", "；"),
  );
}

function row(w: Writer, { when, otherwise, amount: value }: Row): Said {
  if (otherwise) return w.lang === "zh" ? say`其余的，${amount(w, value)}` : say`otherwise ${amount(w, value)}`;
  if (when === null) return amount(w, value);
  return w.lang === "zh"
    ? say`${expr(w, when)}的，${amount(w, value)}`
    : say`where ${expr(w, when)}: ${amount(w, value)}`;
}

const COLLECTS: Readonly<Record<ListWord, readonly [string, string]>> = {
  sum: ["the sum of", "合计"],
  highest: ["the highest", "的最高者"],
  lowest: ["the lowest", "的最低者"],
  first: ["the first", "的第一项"],
  average: ["the average of", "的平均数"],
  any: ["some", "至少有一个"],
  all: ["every", "全部"],
  share: ["the share", "占比"],
  count: ["the number of", "数量"],
};

function collect(w: Writer, { word, item, set }: Collect): Said {
  const [en, zh] = COLLECTS[word];
  const who = setOf(w, set);
  if (item === null) return w.lang === "zh" ? say`${counting(who)}的${zh}` : say`${en} ${who}`;
  if (word === "any" || word === "all") {
    return w.lang === "zh" ? say`${who}${zh}${expr(w, item)}` : say`${en} of ${who}: ${expr(w, item)}`;
  }
  if (word === "share")
    return w.lang === "zh" ? say`${who}中${expr(w, item)}的${zh}` : say`${en} of ${who} for whom ${expr(w, item)}`;
  return w.lang === "zh" ? say`${who}的${expr(w, item)}${zh}` : say`${en} ${expr(w, item)} over ${who}`;
}

/** 各成员 → 成员: their number is one. */
function counting(who: Said): Said {
  const [first, ...rest] = who;
  return first?.kind === "words" && first.text === "各" ? rest : who;
}

function setOf(w: Writer, { entity, where }: SetRef): Said {
  if (w.lang === "zh")
    return where === null ? say`各${nameOf(w, entity)}` : say`各${expr(w, where)}的${nameOf(w, entity)}`;
  const [name] = nameOf(w, entity);
  const many: Said = name?.kind === "name" ? [{ ...name, text: plural(name.text) }] : nameOf(w, entity);
  return where === null ? many : say`${many} where ${expr(w, where)}`;
}

// ---------------------------------------------------------------- amounts

export function cuts(w: Writer, all: readonly Cut[]): Said {
  return all.flatMap(({ bound: of, value }) =>
    of === "ceiling"
      ? say`${either(w, ", up to ", "，最高")}${expr(w, value)}`
      : say`${either(w, ", no less than ", "，最低")}${expr(w, value)}`,
  );
}

export function award(w: Writer, a: Award): Said {
  return a.kind === "List" ? list(w, a) : amount(w, a);
}

export function amount(w: Writer, { base, portion, from, counting, cuts: all }: Amount): Said {
  const parts: Said[] = [];
  if (portion !== null) {
    const { pot, weight, remainder } = portion;
    parts.push(
      w.lang === "zh"
        ? say`按${expr(w, weight)}的比例分配${expr(w, pot)}`
        : say`a portion of ${expr(w, pot)} in proportion to ${expr(w, weight)}`,
    );
    if (remainder !== null)
      parts.push(say`${either(w, "; what rounding leaves goes to ", "，尾差归")}${orders(w, remainder)}`);
  } else parts.push(base === null ? say`${either(w, "the amount approved", "核定金额")}` : expr(w, base));
  if (from !== null)
    parts.push(w.lang === "zh" ? say`，${quantity(w, from)}起补` : say`, from ${quantity(w, from)} on`);
  if (counting !== null)
    parts.push(
      w.lang === "zh" ? say`，最多补${quantity(w, counting)}` : say`, counting at most ${quantity(w, counting)}`,
    );
  return [...parts.flat(), ...cuts(w, all)];
}

export function orders(w: Writer, all: readonly Order[]): Said {
  return joined(
    all.map(({ key, direction }) => {
      if (direction === null) return expr(w, key);
      const rising = direction === "rising";
      return w.lang === "zh"
        ? say`${expr(w, key)}${rising ? "由低到高" : "由高到低"}`
        : say`${expr(w, key)}, ${rising ? "lowest" : "highest"} first`;
    }),
    either(w, ", then ", "，再按"),
  );
}
