/** Amounts in capital numerals, as vouchers and forms want them: 42000 yuan is 肆万贰仟元整. */
import nzh from "nzh/cn";
import { type Rational, text } from "../../compiler/ir/rational.js";

/**
 * 整 stands after 元 or 角 and not after 分. Null where capital numerals cannot say the amount: it has parts of a fen, or is
 * of 10¹⁶ yuan and more, for which there are no units.
 */
export function capital(amount: Rational): string | null {
  const plain = text(amount);
  if (!/^-?\d{1,16}(?:\.\d{1,2})?$/.test(plain)) return null;
  return nzh.toMoney(plain, { outSymbol: false, forceZheng: true });
}
