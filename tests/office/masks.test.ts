import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskAccount, maskIdentity, maskName, maskPhone } from "../../runtime/office/index.js";

describe("masks", () => {
  it.each([
    ["张三", "张*"],
    ["张小三", "张*三"],
    ["欧阳娜娜", "欧**娜"],
    ["张 三", "张*"],
    ["𠮷田太郎", "𠮷**郎"],
    ["张", "*"],
    ["", ""],
  ])("the name %s is %s", (name, masked) => expect(maskName(name)).toBe(masked));

  it.each([
    ["510226199901011234", "510226********1234"],
    ["51022619990101123x", "510226********123x"],
    ["510226990101123", "510226*****1123"],
    ["5.1E+17", "*******"],
    ["", ""],
  ])("the identity number %s is %s", (number, masked) => expect(maskIdentity(number)).toBe(masked));

  it.each([
    ["13812345678", "138****5678"],
    ["8612345", "*******"],
  ])("the telephone %s is %s", (number, masked) => expect(maskPhone(number)).toBe(masked));

  it("of an account the last four digits are left", () => {
    expect(maskAccount("6228480000000001234")).toBe(`${"*".repeat(15)}1234`);
    expect(maskAccount("1234")).toBe("****");
  });

  it("no mask lets more through than it says, and none is longer than what it hides", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,22}$/), (digits) => {
        for (const [mask, most] of [
          [maskIdentity, 10],
          [maskPhone, 7],
          [maskAccount, 4],
        ] as const) {
          const masked = mask(digits);
          expect(masked).toHaveLength(digits.length);
          expect(masked.replaceAll("*", "").length).toBeLessThanOrEqual(most);
          if (digits.length > 0) expect(masked).toContain("*");
        }
      }),
    );
  });
});
