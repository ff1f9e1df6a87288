import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ratio, rational, text } from "../../compiler/ir/rational.js";
import { capital } from "../../runtime/office/index.js";

/** Figures and how a voucher writes them (支付结算办法, 附一《正确填写票据和结算凭证的基本规定》, and everyday forms). */
const WRITTEN: readonly (readonly [string, string])[] = [
  ["42000", "肆万贰仟元整"],
  ["1409.5", "壹仟肆佰零玖元伍角整"],
  ["325.04", "叁佰贰拾伍元零肆分"],
  ["16409.02", "壹万陆仟肆佰零玖元零贰分"],
  ["6007.14", "陆仟零柒元壹角肆分"],
  ["1680.32", "壹仟陆佰捌拾元叁角贰分"],
  ["107000.53", "壹拾万柒仟元伍角叁分"],
  ["0", "零元整"],
  ["0.5", "伍角整"],
  ["0.05", "伍分"],
  ["0.55", "伍角伍分"],
  ["10", "壹拾元整"],
  ["10.1", "壹拾元壹角整"],
  ["110", "壹佰壹拾元整"],
  ["10050.1", "壹万零伍拾元壹角整"],
  ["100010.5", "壹拾万零壹拾元伍角整"],
  ["1000500", "壹佰万零伍佰元整"],
  ["3045000", "叁佰零肆万伍仟元整"],
  ["100000000", "壹亿元整"],
  ["100000001", "壹亿零壹元整"],
  ["1000100000.01", "壹拾亿零壹拾万元零壹分"],
  ["-3.2", "负叁元贰角整"],
];

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const UNITS = new Map([
  ["拾", 10n],
  ["佰", 100n],
  ["仟", 1000n],
]);

/** Read back by the grammar of capital numerals alone: what a clerk does with a pencil. In fen. */
function read(words: string): bigint {
  const negative = words.startsWith("负");
  const [, yuan = "", rest = ""] = /^负?(?:(.*)元)?(.*?)整?$/.exec(words) ?? [];
  let fen = whole(yuan) * 100n;
  for (const [, digit, unit] of rest.matchAll(/(.)([角分])/g)) {
    fen += BigInt(DIGITS.indexOf(digit ?? "")) * (unit === "角" ? 10n : 1n);
  }
  return negative ? -fen : fen;
}

function whole(words: string): bigint {
  for (const [big, size] of [
    ["亿", 100_000_000n],
    ["万", 10_000n],
  ] as const) {
    const at = words.lastIndexOf(big);
    if (at >= 0) return whole(words.slice(0, at)) * size + whole(words.slice(at + 1));
  }
  let [sum, digit] = [0n, 0n];
  for (const character of words) {
    const unit = UNITS.get(character);
    if (unit === undefined) digit = BigInt(DIGITS.indexOf(character));
    else {
      sum += digit * unit;
      digit = 0n;
    }
  }
  return sum + digit;
}

describe("capital numerals", () => {
  it.each(WRITTEN)("%s is %s", (figure, words) => {
    expect(capital(rational(figure))).toBe(words);
  });

  it("read back, they are the amount; 整 stands unless there are fen; no 零 is doubled", () => {
    const amounts = fc.oneof(
      fc.bigInt({ min: 0n, max: 99_999_999n }),
      fc.bigInt({ min: -(10n ** 13n), max: 10n ** 17n }),
      // Zeros in every place.
      fc
        .array(fc.constantFrom("0", "0", "0", "1", "5", "9"), { minLength: 1, maxLength: 15 })
        .map((digits) => BigInt(digits.join(""))),
    );
    fc.assert(
      fc.property(amounts, (fen) => {
        const words = capital(ratio(fen, 100n));
        expect(words).not.toBeNull();
        expect(read(words as string)).toBe(fen);
        expect((words as string).endsWith("整")).toBe(fen % 10n === 0n);
        expect(words).not.toMatch(/零零|零万|零亿|.零元/);
      }),
      { numRuns: 2000 },
    );
  });

  it("what capital numerals cannot say is left to figures", () => {
    expect(capital(rational("0.005"))).toBeNull();
    expect(capital(rational("1/3"))).toBeNull();
    expect(capital(ratio(10n ** 17n, 1n))).toBeNull();
    expect(text(ratio(10n ** 16n, 1n))).toHaveLength(17);
  });
});
