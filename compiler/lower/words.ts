/** How types and units read in messages: as a drafter wrote or would write them. */
import type { Span } from "../../grammar/source/span.js";
import { unitId, unitSpelling } from "../../grammar/units.js";
import type { Words } from "../diagnostics/catalogue/words.js";
import { type Dimensions, periodRatio } from "../ir/units.js";
import type { Names } from "../resolve/names.js";
import { at, type Context } from "./context.js";
import { ERROR, type NumberTy, type Ty, type Typed } from "./types.js";

/** `元/亩`, `yuan per mu`. */
export function unitWords(dims: Dimensions, surface: "en" | "zh", names: Names): string {
  const side = (sign: 1 | -1) => Object.entries(dims).filter(([, exponent]) => Math.sign(exponent) === sign);
  const spell = ([dimension, exponent]: [string, number]) => {
    const id = unitId(dimension) ?? (dimension === "working_day" ? "working_day" : null);
    const word = id === null ? names.both(dimension)[surface] : unitSpelling(id, surface, false);
    return Math.abs(exponent) === 1 ? word : `${word}^${Math.abs(exponent)}`;
  };
  const above = side(1)
    .map(spell)
    .join(surface === "en" ? " " : "·");
  const below = side(-1).map(spell);
  if (above === "" && below.length === 0) return surface === "en" ? "a plain number or ratio" : "无单位的数或比例";
  if (below.length === 0) return above;
  return surface === "en"
    ? `${above === "" ? "1" : above} per ${below.join(" per ")}`
    : `${above === "" ? "1" : above}/${below.join("·")}`;
}

export function describe(context: Context, ty: Ty): Words {
  const { names } = context.shared.model;
  switch (ty.kind) {
    case "bool":
      return { en: "yes or no", zh: "是或否" };
    case "text":
      return { en: "a text", zh: "文本" };
    case "date":
      return { en: "a date", zh: "日期" };
    case "enum": {
      const own = names.both(ty.enum.slice(ty.enum.lastIndexOf(".") + 1));
      return { en: `one of the values of ${own.en}`, zh: `“${own.zh}”的选项` };
    }
    case "entity":
      return { en: `a ${names.both(ty.entity).en}`, zh: `对象“${names.both(ty.entity).zh}”` };
    case "alternatives":
      return { en: `the question ${names.both(ty.question).en}`, zh: `口径“${names.both(ty.question).zh}”` };
    case "number":
      return ty.bare
        ? { en: "a number without a unit", zh: "未写单位的数" }
        : { en: unitWords(ty.dims, "en", names), zh: unitWords(ty.dims, "zh", names) };
    default:
      return { en: "an unknown value", zh: "未知" };
  }
}

/** Reports that one type stands where another is needed; months for years have a message of their own. Silent after an error. */
export function mismatch(context: Context, span: Span, found: Ty, expected: Ty): Typed {
  if (found.kind === "error" || expected.kind === "error") return ERROR;
  const period =
    found.kind === "number" &&
    expected.kind === "number" &&
    periodRatio((found as NumberTy).dims, expected.dims) !== null;
  const params = { found: describe(context, found), expected: describe(context, expected) };
  if (period) context.shared.out.report("P3013", at(context, span), params);
  else context.shared.out.report("P3004", at(context, span), { ...params, ...slipOf(found, expected, context) });
  return ERROR;
}

/** 元·只 for `羊 × 300元`, 元/只 for `300元/只` alone: the usual slips where money is due. */
function slipOf(found: Ty, expected: Ty, context: Context): { slip?: { kind: "times" | "rate"; unit: Words } } {
  if (found.kind !== "number" || expected.kind !== "number") return {};
  const units = (dims: Dimensions) => Object.entries(dims).filter(([, exponent]) => exponent !== 0);
  const [only, ...rest] = units(expected.dims);
  if (only?.[0] !== "yuan" || only[1] !== 1 || rest.length > 0 || found.dims.yuan !== 1) return {};
  const [other, ...more] = units(found.dims).filter(([dimension]) => dimension !== "yuan");
  if (other === undefined || more.length > 0 || Math.abs(other[1]) !== 1) return {};
  const unit = describe(context, { ...expected, dims: { [other[0]]: 1 }, bare: false });
  return { slip: { kind: other[1] === 1 ? "times" : "rate", unit } };
}
