/** WebAssembly's binary form: enough of it to write a module with a few functions over an imported memory. */

/** A type of value, as its byte. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const V128 = 0x7b;
export type Valtype = typeof I32 | typeof I64 | typeof V128;

/** Bytes, written in order. */
export interface Code {
  readonly push: (byte: number) => void;
  readonly append: (other: Code) => void;
  /** What was written: a view that later writing may change. */
  readonly bytes: () => Uint8Array<ArrayBuffer>;
}

function code(): Code {
  let room = new Uint8Array(256);
  let length = 0;
  const reserve = (more: number) => {
    if (length + more <= room.length) return;
    const larger = new Uint8Array(Math.max(room.length * 2, length + more));
    larger.set(room.subarray(0, length));
    room = larger;
  };
  return {
    push: (byte) => {
      if (length === room.length) reserve(1);
      room[length] = byte;
      length += 1;
    },
    append: (other) => {
      const bytes = other.bytes();
      reserve(bytes.length);
      room.set(bytes, length);
      length += bytes.length;
    },
    bytes: () => room.subarray(0, length),
  };
}

function unsigned(out: Code, n: number): void {
  let rest = n;
  do {
    const byte = rest % 128;
    rest = Math.floor(rest / 128);
    out.push(rest > 0 ? byte | 0x80 : byte);
  } while (rest > 0);
}

function signed(out: Code, n: bigint): void {
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
  call: 0x10,
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
  i32Store16: 0x3b,
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
  readonly call: (place: number) => void;
  readonly locals: readonly Valtype[];
}

export function writer(parameters: number): Writer {
  const out = code();
  const locals: Valtype[] = [];
  const op = (...bytes: number[]) => {
    for (const byte of bytes) out.push(byte);
  };
  const at = (instruction: number) => (local: number) => {
    out.push(instruction);
    unsigned(out, local);
  };
  return {
    code: out,
    locals,
    op,
    simd: (instruction) => {
      out.push(0xfd);
      unsigned(out, instruction);
    },
    i32: (n) => {
      out.push(OP.i32Const);
      signed(out, BigInt(n));
    },
    i64: (n) => {
      out.push(OP.i64Const);
      signed(out, n);
    },
    memory: (offset) => {
      out.push(0);
      unsigned(out, offset);
    },
    get: at(OP.get),
    set: at(OP.set),
    tee: at(OP.tee),
    call: at(OP.call),
    local: (type) => parameters + locals.push(type) - 1,
  };
}

export interface Export {
  readonly name: string;
  readonly parameters: readonly Valtype[];
  readonly body: Writer;
}

/** A module that imports `m.memory`, of at most `shared` pages if several threads share it, and exports these functions. */
export function moduleOf(functions: readonly Export[], shared: number | null = null): Uint8Array<ArrayBuffer> {
  const out = code();
  const section = (id: number, write: (body: Code) => void) => {
    const body = code();
    write(body);
    out.push(id);
    unsigned(out, body.bytes().length);
    out.append(body);
  };
  const text = (body: Code, value: string) => {
    unsigned(body, value.length);
    for (let i = 0; i < value.length; i += 1) body.push(value.charCodeAt(i));
  };
  for (const byte of [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) out.push(byte);
  section(1, (body) => {
    unsigned(body, functions.length);
    for (const f of functions) {
      body.push(0x60);
      unsigned(body, f.parameters.length);
      for (const type of f.parameters) body.push(type);
      body.push(0);
    }
  });
  section(2, (body) => {
    body.push(1);
    text(body, "m");
    text(body, "memory");
    body.push(0x02);
    body.push(shared === null ? 0x00 : 0x03);
    unsigned(body, 0);
    if (shared !== null) unsigned(body, shared);
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
      const one = code();
      unsigned(one, written.locals.length);
      for (const type of written.locals) {
        one.push(1);
        one.push(type);
      }
      one.append(written.code);
      one.push(OP.end);
      unsigned(body, one.bytes().length);
      body.append(one);
    }
  });
  return out.bytes().slice();
}
