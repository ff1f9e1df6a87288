/** What the hand-written kernels share: terms written inside out, memory for columns, and a table of sums for each lane. */
import { I32X4, SIMD } from "../../../runtime/columnar/simd.js";
import { I32, moduleOf, OP, V128, type Writer, writer } from "../../../runtime/columnar/wasm.js";
import { Wasm } from "../../../runtime/columnar/webassembly.js";
import type { Answer } from "../rule/expected.js";
import { TOWNS } from "../rule/households.js";

/** Pushes one value. */
export type Term = () => void;

export function assembler(w: Writer) {
  const bytes = (list: readonly number[]) => w.op(...list);
  const of = (list: readonly number[], width: 1 | 2 | 4): number[] =>
    list.flatMap((n) => Array.from({ length: width }, (_, i) => (n >> (8 * i)) & 0xff));
  const constant =
    (list: readonly number[]): Term =>
    () => {
      w.simd(SIMD.const);
      bytes(list);
    };
  return {
    /** The same number in all lanes of so many bytes. */
    splat: (n: number, width: 1 | 2 | 4): Term =>
      constant(Array.from({ length: 16 / width }, () => of([n], width)).flat()),
    constant,
    pairs: (a: number, b: number): Term => constant(Array.from({ length: 4 }, () => of([a, b], 2)).flat()),
    simd:
      (instruction: number, ...terms: Term[]): Term =>
      () => {
        for (const term of terms) term();
        w.simd(instruction);
      },
    shift:
      (instruction: number, a: Term, by: number): Term =>
      () => {
        a();
        w.i32(by);
        w.simd(instruction);
      },
    shuffle:
      (a: Term, b: Term, lanes: readonly number[]): Term =>
      () => {
        a();
        b();
        w.simd(SIMD.shuffle);
        bytes(lanes);
      },
    load:
      (pointer: number, at: number): Term =>
      () => {
        w.get(pointer);
        w.simd(SIMD.load);
        w.memory(at);
      },
    /** Keeps a value, to be used more than once. */
    keep: (term: Term): Term => {
      const local = w.local(V128);
      term();
      w.set(local);
      return () => w.get(local);
    },
  };
}

/** Rows of one call: at most 4,096 a lane of at most 300,000 fen, which fits 31 bits. */
export const CALL = 16_384;
const GROUPS = 32;
const LANES = 4;

/** Where the sums stand: 64-bit totals and a count, then a 32-bit table for each lane. The first column stands behind them. */
export const TOTALS = 64;
export const COUNT = TOTALS + GROUPS * 8;
export const TABLES = COUNT + 64;
export const COLUMNS = TABLES + LANES * GROUPS * 4;

/** Adds four rows' sums to their towns: `towns` is the address of the first row's town, a byte each. */
export function scatter(w: Writer, sums: Term, pointer: number, towns: number): void {
  const cell = w.local(I32);
  for (let lane = 0; lane < LANES; lane += 1) {
    const table = TABLES + lane * GROUPS * 4;
    w.get(pointer);
    w.op(OP.i32Load8u);
    w.memory(towns + lane);
    w.i32(2);
    w.op(OP.i32Shl);
    w.tee(cell);
    w.get(cell);
    w.op(OP.i32Load);
    w.memory(table);
    sums();
    w.simd(I32X4.extract);
    w.op(lane, OP.i32Add, OP.i32Store);
    w.memory(table);
  }
}

/** Adds the lanes' tables to the totals, and clears them. */
export function flush(w: Writer): void {
  const address = w.local(I32);
  w.i32(0);
  w.set(address);
  w.op(OP.loop, 0x40);
  for (let lane = 0; lane < LANES; lane += 1) {
    const table = TABLES + lane * GROUPS * 4;
    w.get(address);
    w.i32(1);
    w.op(OP.i32Shl);
    w.get(address);
    w.i32(1);
    w.op(OP.i32Shl, OP.i64Load);
    w.memory(TOTALS);
    w.get(address);
    w.op(OP.i32Load);
    w.memory(table);
    w.op(OP.extend, OP.i64Add, OP.i64Store);
    w.memory(TOTALS);
    w.get(address);
    w.i32(0);
    w.op(OP.i32Store);
    w.memory(table);
  }
  w.get(address);
  w.i32(4);
  w.op(OP.i32Add);
  w.tee(address);
  w.i32(GROUPS * 4);
  w.op(OP.i32LtS, OP.brIf, 0, OP.end);
}

/** Adds the lanes of a vector of counts to the count. */
export function addCount(w: Writer, counts: Term): void {
  w.i32(0);
  w.i32(0);
  w.op(OP.i32Load);
  w.memory(COUNT);
  for (let lane = 0; lane < LANES; lane += 1) {
    counts();
    w.simd(I32X4.extract);
    w.op(lane, OP.i32Add);
  }
  w.op(OP.i32Store);
  w.memory(COUNT);
}

export interface HandKernel {
  readonly run: () => Answer;
  readonly bytes: number;
}

export interface Room {
  readonly buffer: ArrayBuffer;
  /** Addresses of the columns. */
  readonly at: readonly number[];
}

/** Memory for columns of these widths, each with 16 rows to spare. */
export function room(rows: number, widths: readonly number[]) {
  let end = COLUMNS;
  const at = widths.map((width) => {
    const from = end;
    end = Math.ceil((end + (rows + 16) * width) / 64) * 64;
    return from;
  });
  const memory = new Wasm.Memory({ initial: Math.ceil(end / 65_536) });
  return { memory, at };
}

/** A kernel whose body works on the rows from its first parameter to below its second, a whole number of steps. */
export function kernelOf(
  memory: { readonly buffer: ArrayBuffer },
  rows: number,
  step: number,
  body: (w: Writer, from: number, to: number) => void,
): HandKernel {
  const w = writer(2);
  body(w, 0, 1);
  const bytes = moduleOf([{ name: "run", parameters: [I32, I32], body: w }]);
  const instance = new Wasm.Instance(new Wasm.Module(bytes), { m: { memory } });
  const call = instance.exports.run as (from: number, to: number) => void;
  const whole = Math.ceil(rows / step) * step;
  return {
    bytes: bytes.length,
    run: () => {
      const totals = new BigInt64Array(memory.buffer, TOTALS, TOWNS.length);
      const count = new Int32Array(memory.buffer, COUNT, 1);
      totals.fill(0n);
      count[0] = 0;
      for (let from = 0; from < whole; from += CALL) call(from, Math.min(whole, from + CALL));
      return { towns: [...totals], recipients: count[0] as number };
    },
  };
}
