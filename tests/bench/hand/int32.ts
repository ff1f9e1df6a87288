/** The bench rule in WebAssembly by hand, four rows a step on columns of 32 bits: what vectors give without narrow lanes. */
import { I32X4, SIMD } from "../../../runtime/columnar/simd.js";
import { I32, OP, V128 } from "../../../runtime/columnar/wasm.js";
import type { Rates } from "../rule/expected.js";
import type { Households } from "../rule/households.js";
import { addCount, assembler, flush, type HandKernel, kernelOf, room, scatter, type Term } from "./assembler.js";

const STEP = 4;
const CAP = 300_000;
const COLUMNS = [
  "kind",
  "able",
  "willing",
  "grain_area",
  "crop_area",
  "pigs",
  "sows",
  "cattle",
  "sheep",
  "pond",
  "approved",
  "poultry_cost",
] as const;

export function int32(h: Households, rates: Rates): HandKernel {
  const { memory, at } = room(h.rows, [...COLUMNS.map(() => 4), 1]);
  COLUMNS.forEach((name, i) => {
    new Int32Array(memory.buffer, at[i] as number, h.rows).set(h[name]);
  });
  const town = at[COLUMNS.length] as number;
  new Uint8Array(memory.buffer, town, h.rows).set(h.town);

  return kernelOf(memory, h.rows, STEP, (w, from, to) => {
    const { splat, simd, shift, load, keep } = assembler(w);
    const four = w.local(I32);
    const recipients = w.local(V128);
    w.op(OP.loop, 0x40);
    w.get(from);
    w.i32(2);
    w.op(OP.i32Shl);
    w.set(four);
    const column = (name: (typeof COLUMNS)[number]) => load(four, at[COLUMNS.indexOf(name)] as number);
    const test = (name: (typeof COLUMNS)[number], relation: "ge" | "le" | "eq", n: number) =>
      simd(I32X4[relation], column(name), splat(n, 4));
    const both = (a: Term, b: Term) => simd(SIMD.and, a, b);
    const eligible = keep(both(test("kind", "le", 1), both(test("able", "eq", 1), test("willing", "eq", 1))));
    const herds = [
      test("pigs", "ge", 6),
      test("sows", "ge", 4),
      test("cattle", "ge", 1),
      test("sheep", "ge", 4),
      test("pond", "ge", 300),
    ].reduce((a, b) => simd(SIMD.or, a, b));
    const land = (name: "grain_area" | "crop_area", halves: number) => {
      const mu = keep(column(name));
      const twice = simd(I32X4.add, simd(I32X4.mul, mu, splat(halves, 4)), splat(1, 4));
      return both(shift(I32X4.shiftRightU, twice, 1), simd(I32X4.ge, mu, splat(500, 4)));
    };
    const claims = [
      land("grain_area", rates.grainHalves),
      land("crop_area", rates.cropHalves),
      both(column("approved"), herds),
      column("poultry_cost"),
    ];
    const sum = claims.reduce((a, b) => simd(I32X4.add, a, b));
    const net = keep(simd(I32X4.min, both(sum, eligible), splat(CAP, 4)));
    simd(I32X4.sub, () => w.get(recipients), simd(I32X4.gt, net, splat(0, 4)))();
    w.set(recipients);
    scatter(w, net, from, town);
    w.get(from);
    w.i32(STEP);
    w.op(OP.i32Add);
    w.tee(from);
    w.get(to);
    w.op(OP.i32LtS, OP.brIf, 0, OP.end);
    flush(w);
    addCount(w, () => w.get(recipients));
  });
}
