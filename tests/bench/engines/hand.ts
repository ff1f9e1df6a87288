/** The kernels and loops written by hand. They give totals only. */
import { int32 } from "../hand/int32.js";
import { branches, branchFree } from "../hand/loops.js";
import { packed } from "../hand/packed.js";
import { scalar } from "../hand/scalar.js";
import type { Engine } from "./engine.js";

const MILLION = 1_000_000;

export const hand: readonly Engine[] = [
  {
    name: "by hand: WebAssembly vectors, packed columns",
    most: 10 * MILLION,
    prepare: (h, rates) => ({ ...packed(h, rates), nets: null }),
  },
  {
    name: "by hand: WebAssembly vectors, 32-bit columns",
    most: MILLION,
    prepare: (h, rates) => ({ ...int32(h, rates), nets: null }),
  },
  {
    name: "by hand: WebAssembly, row by row",
    most: MILLION,
    prepare: (h, rates) => ({ ...scalar(h, rates), nets: null }),
  },
  {
    name: "by hand: JS on columns, without branches",
    most: MILLION,
    prepare: (h, rates) => ({ run: () => branchFree(h, rates), nets: null }),
  },
  {
    name: "by hand: JS on columns, with branches",
    most: MILLION,
    prepare: (h, rates) => ({ run: () => branches(h, rates), nets: null }),
  },
];
