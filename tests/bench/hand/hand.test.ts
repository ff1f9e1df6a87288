/** The hand-written kernels give what the rule gives in BigInt: by town, in both forms, whatever the step's rest. */
import { describe, expect, it } from "vitest";
import { expected, HALF, WHOLE } from "../rule/expected.js";
import { households } from "../rule/households.js";
import { int32 } from "./int32.js";
import { branches, branchFree } from "./loops.js";
import { packed } from "./packed.js";
import { scalar } from "./scalar.js";

describe.each([
  ["whole rates", WHOLE],
  ["rates of half a yuan", HALF],
])("%s", (_, rates) => {
  it.each([1, 15, 16, 17, 16_384, 40_003])("%i households", (rows) => {
    const h = households(rows);
    const { towns, recipients } = expected(h, rates);
    const answers = [
      packed(h, rates).run(),
      int32(h, rates).run(),
      scalar(h, rates).run(),
      branches(h, rates),
      branchFree(h, rates),
    ];
    for (const answer of answers) expect(answer).toEqual({ towns, recipients });
  });

  it("gives the same again on a second run", () => {
    const h = households(20_000);
    for (const make of [packed, int32, scalar]) {
      const kernel = make(h, rates);
      expect(kernel.run()).toEqual(kernel.run());
    }
  });
});
