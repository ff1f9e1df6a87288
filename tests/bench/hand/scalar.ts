/** The bench rule in WebAssembly by hand, one row a step on narrow columns: what a machine without vectors has. */
import { I32, OP } from "../../../runtime/columnar/wasm.js";
import type { Rates } from "../rule/expected.js";
import type { Field, Households } from "../rule/households.js";
import { COUNT, flush, type HandKernel, kernelOf, room, TABLES, type Term } from "./assembler.js";

const CAP = 300_000;
const WIDTHS = {
  kind: 1,
  able: 1,
  willing: 1,
  pigs: 1,
  sows: 1,
  cattle: 1,
  sheep: 1,
  town: 1,
  grain_area: 2,
  crop_area: 2,
  pond: 2,
  approved: 4,
  poultry_cost: 4,
} as const satisfies Record<Field, 1 | 2 | 4>;
const GT_U = 0x4b;
const SHIFT_RIGHT_U = 0x76;

export function scalar(h: Households, rates: Rates): HandKernel {
  const names = Object.keys(WIDTHS) as Field[];
  const { memory, at } = room(
    h.rows,
    names.map((name) => WIDTHS[name]),
  );
  names.forEach((name, i) => {
    const Items = { 1: Uint8Array, 2: Uint16Array, 4: Int32Array }[WIDTHS[name]];
    new Items(memory.buffer, at[i] as number, h.rows).set(h[name]);
  });

  return kernelOf(memory, h.rows, 1, (w, from, to) => {
    const pointers = { 1: from, 2: w.local(I32), 4: w.local(I32) };
    const [net, cell] = [w.local(I32), w.local(I32)];
    const column =
      (name: Field): Term =>
      () => {
        w.get(pointers[WIDTHS[name]]);
        w.op({ 1: OP.i32Load8u, 2: OP.i32Load16u, 4: OP.i32Load }[WIDTHS[name]]);
        w.memory(at[names.indexOf(name)] as number);
      };
    const int =
      (n: number): Term =>
      () =>
        w.i32(n);
    const op =
      (instruction: number, ...terms: Term[]): Term =>
      () => {
        for (const term of terms) term();
        w.op(instruction);
      };
    const keep = (term: Term): Term => {
      const local = w.local(I32);
      term();
      w.set(local);
      return () => w.get(local);
    };
    const over = (name: Field, n: number) => op(GT_U, column(name), int(n));
    w.op(OP.loop, 0x40);
    for (const width of [2, 4] as const) {
      w.get(from);
      w.i32(width / 2);
      w.op(OP.i32Shl);
      w.set(pointers[width]);
    }
    const herds = [over("pigs", 5), over("sows", 3), over("cattle", 0), over("sheep", 3), over("pond", 299)];
    const land = (name: Field, halves: number) => {
      const mu = keep(column(name));
      const twice = op(OP.i32Add, op(OP.i32Mul, mu, int(halves)), int(1));
      return op(OP.i32Mul, op(SHIFT_RIGHT_U, twice, int(1)), op(GT_U, mu, int(499)));
    };
    const claims = [
      land("grain_area", rates.grainHalves),
      land("crop_area", rates.cropHalves),
      op(
        OP.i32Mul,
        column("approved"),
        herds.reduce((a, b) => op(OP.i32Or, a, b)),
      ),
      column("poultry_cost"),
    ];
    const may = op(OP.i32And, op(OP.i32And, column("able"), column("willing")), op(GT_U, int(2), column("kind")));
    const sum = keep(
      op(
        OP.i32Mul,
        claims.reduce((a, b) => op(OP.i32Add, a, b)),
        may,
      ),
    );
    op(OP.select, int(CAP), sum, op(GT_U, sum, int(CAP)))();
    w.set(net);
    op(OP.i32Shl, column("town"), int(2))();
    w.tee(cell);
    w.get(cell);
    w.op(OP.i32Load);
    w.memory(TABLES);
    w.get(net);
    w.op(OP.i32Add, OP.i32Store);
    w.memory(TABLES);
    w.i32(0);
    w.i32(0);
    w.op(OP.i32Load);
    w.memory(COUNT);
    op(
      OP.i32Add,
      op(GT_U, () => w.get(net), int(0)),
    )();
    w.op(OP.i32Store);
    w.memory(COUNT);
    w.get(from);
    w.i32(1);
    w.op(OP.i32Add);
    w.tee(from);
    w.get(to);
    w.op(OP.i32LtS, OP.brIf, 0, OP.end);
    flush(w);
  });
}
