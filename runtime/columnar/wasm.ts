/** WebAssembly's binary form: enough of it to write a module with a few functions over an imported memory. */

/** A type of value, as its byte. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const V128 = 0x7b;
export type Valtype = typeof I32 | typeof I64 | typeof V128;

/** Code: bytes, written in order. */
export type Code = number[];

export function unsigned(out: Code, n: number): void {
  let rest = n;
  do {
    const byte = rest % 128;
    rest = Math.floor(rest / 128);
    out.push(rest > 0 ? byte | 0x80 : byte);
  } while (rest > 0);
}

export function signed(out: Code, n: bigint): void {
  let rest = n;
  for (;;) {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    const done = (rest === 0n && (byte & 0x40) === 0) || (rest === -1n && (byte & 0x40) !== 0);
    out.push(done ? byte : byte | 0x80);
    if (done) return;
  }
}

/** Plain instructions of one byte. */
export const OP = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  drop: 0x1a,
  select: 0x1b,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  i32Load: 0x28,
  i64Load: 0x29,
  i32Load8u: 0x2d,
  i32Load16s: 0x2e,
  i32Load16u: 0x2f,
  i32Store: 0x36,
  i64Store: 0x37,
  i32Store8: 0x3a,
  i32Const: 0x41,
  i64Const: 0x42,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32LtS: 0x48,
  i32GeS: 0x4e,
  i32GtS: 0x4a,
  i32Popcnt: 0x69,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32And: 0x71,
  i32Or: 0x72,
  i32Shl: 0x74,
  i32Xor: 0x73,
  i64Add: 0x7c,
  wrap: 0xa7,
  extend: 0xac,
  extendUnsigned: 0xad,
} as const;

/** One function under way: its code, and its locals by type. */
export interface Writer {
  readonly code: Code;
  readonly op: (...bytes: number[]) => void;
  readonly simd: (instruction: number) => void;
  readonly i32: (n: number | bigint) => void;
  readonly i64: (n: bigint) => void;
  /** An operand of a load or store: its offset in bytes. */
  readonly memory: (offset: number) => void;
  readonly get: (local: number) => void;
  readonly set: (local: number) => void;
  readonly tee: (local: number) => void;
  readonly local: (type: Valtype) => number;
  readonly locals: readonly Valtype[];
}

export function writer(parameters: number): Writer {
  const code: Code = [];
  const locals: Valtype[] = [];
  const op = (...bytes: number[]) => void code.push(...bytes);
  const at = (instruction: number) => (local: number) => {
    op(instruction);
    unsigned(code, local);
  };
  return {
    code,
    locals,
    op,
    simd: (instruction) => {
      op(0xfd);
      unsigned(code, instruction);
    },
    i32: (n) => {
      op(OP.i32Const);
      signed(code, BigInt(n));
    },
    i64: (n) => {
      op(OP.i64Const);
      signed(code, n);
    },
    memory: (offset) => {
      op(0);
      unsigned(code, offset);
    },
    get: at(OP.get),
    set: at(OP.set),
    tee: at(OP.tee),
    local: (type) => parameters + locals.push(type) - 1,
  };
}

export interface Export {
  readonly name: string;
  readonly parameters: readonly Valtype[];
  readonly body: Writer;
}

/** A module that imports `m.memory` and exports these functions, which return nothing. */
export function moduleOf(functions: readonly Export[]): Uint8Array<ArrayBuffer> {
  const out: Code = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const section = (id: number, write: (body: Code) => void) => {
    const body: Code = [];
    write(body);
    out.push(id);
    unsigned(out, body.length);
    for (const byte of body) out.push(byte);
  };
  const text = (body: Code, value: string) => {
    unsigned(body, value.length);
    for (let i = 0; i < value.length; i += 1) body.push(value.charCodeAt(i));
  };
  section(1, (body) => {
    unsigned(body, functions.length);
    for (const f of functions) {
      body.push(0x60);
      unsigned(body, f.parameters.length);
      body.push(...f.parameters, 0);
    }
  });
  section(2, (body) => {
    body.push(1);
    text(body, "m");
    text(body, "memory");
    body.push(0x02, 0x00);
    unsigned(body, 0);
  });
  section(3, (body) => {
    unsigned(body, functions.length);
    for (const i of functions.keys()) unsigned(body, i);
  });
  section(7, (body) => {
    unsigned(body, functions.length);
    functions.forEach((f, i) => {
      text(body, f.name);
      body.push(0x00);
      unsigned(body, i);
    });
  });
  section(10, (body) => {
    unsigned(body, functions.length);
    for (const { body: written } of functions) {
      const one: Code = [];
      unsigned(one, written.locals.length);
      for (const type of written.locals) one.push(1, type);
      for (const byte of written.code) one.push(byte);
      one.push(OP.end);
      unsigned(body, one.length);
      for (const byte of one) body.push(byte);
    }
  });
  return new Uint8Array(out);
}
