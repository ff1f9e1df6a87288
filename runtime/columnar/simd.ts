/** Instructions of 128 bits, behind the prefix 0xfd: https://webassembly.github.io/spec/core/appendix/index-instructions.html */

export const SIMD = {
  load: 0x00,
  load32Zero: 0x5c,
  load64Zero: 0x5d,
  store: 0x0b,
  store32Lane: 0x5a,
  store64Lane: 0x5b,
  const: 0x0c,
  shuffle: 0x0d,
  swizzle: 0x0e,
  not: 0x4d,
  and: 0x4e,
  andNot: 0x4f,
  or: 0x50,
  /** a where the mask is set, else b. */
  select: 0x52,
  bitmask8: 0x64,
  narrow16s: 0x65,
  narrow32s: 0x85,
  /** Sums of neighbours: eight products of 16 bits to four sums of 32. */
  dot16: 0xba,
  pairs16s: 0x7e,
  pairs16u: 0x7f,
  multiplyLow: 0xde,
  multiplyHigh: 0xdf,
  f64Div: 0xf3,
  truncF64: 0xfc,
  convertF64: 0xfe,
} as const;

/** Instructions on lanes of one width. `u`: without a sign. */
interface LaneOps {
  readonly eq: number;
  readonly ne: number;
  readonly lt: number;
  readonly gt: number;
  readonly le: number;
  readonly ge: number;
  readonly add: number;
  readonly sub: number;
}

interface NarrowOps extends LaneOps {
  readonly ltU: number;
  readonly gtU: number;
  readonly leU: number;
  readonly geU: number;
  readonly min: number;
  readonly minU: number;
  readonly max: number;
  readonly maxU: number;
  readonly shiftRightU: number;
  readonly abs: number;
}

export const I8X16: NarrowOps = {
  eq: 0x23,
  ne: 0x24,
  lt: 0x25,
  ltU: 0x26,
  gt: 0x27,
  gtU: 0x28,
  le: 0x29,
  leU: 0x2a,
  ge: 0x2b,
  geU: 0x2c,
  abs: 0x60,
  shiftRightU: 0x6d,
  add: 0x6e,
  sub: 0x71,
  min: 0x76,
  minU: 0x77,
  max: 0x78,
  maxU: 0x79,
};

export const I16X8 = {
  eq: 0x2d,
  ne: 0x2e,
  lt: 0x2f,
  ltU: 0x30,
  gt: 0x31,
  gtU: 0x32,
  le: 0x33,
  leU: 0x34,
  ge: 0x35,
  geU: 0x36,
  abs: 0x80,
  extendLow: 0x87,
  extendHigh: 0x88,
  extendLowU: 0x89,
  extendHighU: 0x8a,
  shiftRightU: 0x8d,
  add: 0x8e,
  sub: 0x91,
  mul: 0x95,
  min: 0x96,
  minU: 0x97,
  max: 0x98,
  maxU: 0x99,
  /** (a + b + 1) ÷ 2 */
  averageU: 0x9b,
} as const satisfies NarrowOps & Record<string, number>;

export const I32X4 = {
  extract: 0x1b,
  eq: 0x37,
  ne: 0x38,
  lt: 0x39,
  ltU: 0x3a,
  gt: 0x3b,
  gtU: 0x3c,
  le: 0x3d,
  leU: 0x3e,
  ge: 0x3f,
  geU: 0x40,
  abs: 0xa0,
  extendLow: 0xa7,
  extendHigh: 0xa8,
  extendLowU: 0xa9,
  extendHighU: 0xaa,
  shiftRightU: 0xad,
  add: 0xae,
  sub: 0xb1,
  mul: 0xb5,
  min: 0xb6,
  minU: 0xb7,
  max: 0xb8,
  maxU: 0xb9,
} as const satisfies NarrowOps & Record<string, number>;

export const I64X2 = {
  extract: 0x1d,
  extendLow: 0xc7,
  extendHigh: 0xc8,
  extendLowU: 0xc9,
  extendHighU: 0xca,
  shiftRightU: 0xcd,
  add: 0xce,
  sub: 0xd1,
  mul: 0xd5,
  /** Of two words each. */
  multiplyLow: 0xdc,
  multiplyHigh: 0xdd,
  eq: 0xd6,
  ne: 0xd7,
  lt: 0xd8,
  gt: 0xd9,
  le: 0xda,
  ge: 0xdb,
} as const satisfies LaneOps & Record<string, number>;
