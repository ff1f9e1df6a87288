/**
 * The bench rule in WebAssembly by hand, sixteen rows a step on packed columns: the mark for what the compiler writes. Kind and
 * flags share a byte that indexes a table of sixteen; conditions are masks of bytes; the two areas are one product of pairs.
 */
import { I8X16, I16X8, I32X4, SIMD } from "../../../runtime/columnar/simd.js";
import { I32, OP, V128, type Writer } from "../../../runtime/columnar/wasm.js";
import type { Rates } from "../rule/expected.js";
import type { Households } from "../rule/households.js";
import { addCount, assembler, flush, type HandKernel, kernelOf, room, scatter, type Term } from "./assembler.js";

const STEP = 16;
const CAP = 300_000;
/** Places in the table of sixteen: kind in bits 0 and 1, able in bit 2, willing in bit 3. */
const ELIGIBLE = Array.from({ length: 16 }, (_, who) => ((who & 3) <= 1 && who >> 2 === 3 ? 0xff : 0));

export function packed(h: Households, rates: Rates): HandKernel {
  const { memory, at } = room(h.rows, [1, 1, 1, 1, 1, 1, 2, 2, 2, 4, 4]);
  const [who, pigs, sows, cattle, sheep, town, grain, crop, pond, approved, poultry] = at as [number, ...number[]] &
    number[];
  const bytes = (from: number) => new Uint8Array(memory.buffer, from, h.rows);
  const words = bytes(who as number);
  for (let i = 0; i < h.rows; i += 1)
    words[i] = (h.kind[i] as number) | ((h.able[i] as number) << 2) | ((h.willing[i] as number) << 3);
  for (const [from, column] of [
    [pigs, h.pigs],
    [sows, h.sows],
    [cattle, h.cattle],
    [sheep, h.sheep],
    [town, h.town],
  ] as const)
    bytes(from as number).set(column);
  for (const [from, column] of [
    [grain, h.grain_area],
    [crop, h.crop_area],
    [pond, h.pond],
  ] as const)
    new Uint16Array(memory.buffer, from as number, h.rows).set(column);
  new Int32Array(memory.buffer, approved as number, h.rows).set(h.approved);
  new Int32Array(memory.buffer, poultry as number, h.rows).set(h.poultry_cost);

  return kernelOf(memory, h.rows, STEP, (w: Writer, from: number, to: number) => {
    const { splat, constant, pairs, simd, shuffle, load, keep } = assembler(w);
    const [two, four] = [w.local(I32), w.local(I32)];
    const recipients = w.local(V128);
    w.op(OP.loop, 0x40);
    for (const [pointer, by] of [
      [two, 1],
      [four, 2],
    ] as const) {
      w.get(from);
      w.i32(by);
      w.op(OP.i32Shl);
      w.set(pointer);
    }
    const eligible = keep(simd(SIMD.swizzle, constant(ELIGIBLE), load(from, who as number)));
    const atLeast = (column: number | undefined, n: number) =>
      simd(I8X16.geU, load(from, column as number), splat(n, 1));
    const ponds = [0, 16].map((more) => simd(I16X8.geU, load(two, (pond as number) + more), splat(300, 2))) as [
      Term,
      Term,
    ];
    const herds = [atLeast(pigs, 6), atLeast(sows, 4), atLeast(cattle, 1), atLeast(sheep, 4)];
    const any = herds.reduce((a, b) => simd(SIMD.or, a, b), simd(SIMD.narrow16s, ...ponds));
    const stock = keep(simd(SIMD.and, any, eligible));
    for (const half of [0, 1]) {
      const may = keep(simd(half === 0 ? I16X8.extendLow : I16X8.extendHigh, eligible));
      const area = (column: number | undefined) => {
        const mu = keep(load(two, (column as number) + half * 16));
        return keep(simd(SIMD.and, simd(SIMD.and, mu, simd(I16X8.geU, mu, splat(500, 2))), may));
      };
      const [g, k] = [area(grain), area(crop)];
      // r·a ÷ 2 rounded half up is ⌊r ÷ 2⌋·a, and the larger half of a where r is odd.
      const odd = (rate: number, a: Term): Term[] => (rate % 2 === 1 ? [simd(I16X8.averageU, a, splat(0, 2))] : []);
      const halves = [...odd(rates.grainHalves, g), ...odd(rates.cropHalves, k)];
      const rest = halves.length === 0 ? null : keep(halves.reduce((a, b) => simd(I16X8.add, a, b)));
      for (const quarter of [0, 1]) {
        const low = quarter * 8;
        const side = Array.from({ length: 4 }, (_, i) => [0, 1, 16, 17].map((byte) => low + i * 2 + byte)).flat();
        const areas = simd(
          SIMD.dot16,
          shuffle(g, k, side),
          pairs(Math.floor(rates.grainHalves / 2), Math.floor(rates.cropHalves / 2)),
        );
        const more = quarter === 0 ? I32X4.extendLowU : I32X4.extendHighU;
        const land = rest === null ? areas : simd(I32X4.add, areas, simd(more, rest));
        const place = half * 2 + quarter;
        const spread = Array.from({ length: 16 }, (_, i) => place * 4 + (i >> 2));
        const claim = (column: number | undefined, mask: Term) =>
          simd(SIMD.and, load(four, (column as number) + place * 16), shuffle(mask, mask, spread));
        const sum = simd(I32X4.add, simd(I32X4.add, land, claim(approved, stock)), claim(poultry, eligible));
        const net = keep(simd(I32X4.min, sum, splat(CAP, 4)));
        // A mask is −1: subtracting it adds one.
        simd(I32X4.sub, () => w.get(recipients), simd(I32X4.gt, net, splat(0, 4)))();
        w.set(recipients);
        scatter(w, net, from, (town as number) + place * 4);
      }
    }
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
