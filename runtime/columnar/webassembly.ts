/** The part of the WebAssembly interface that kernels use: Node and browsers both have it. */
export interface Memory {
  /** Shared between threads or not; a kernel does not mind which. */
  readonly buffer: ArrayBuffer;
  readonly grow: (pages: number) => number;
}

export interface Instance {
  readonly exports: Readonly<Record<string, (...args: number[]) => void>>;
}

interface Interface {
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }) => Memory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => Instance;
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
}

export const Wasm = (globalThis as unknown as { readonly WebAssembly: Interface }).WebAssembly;

/** The most that shared memory may grow to, which must be said beforehand: 4 GB. */
export const MOST_PAGES = 65_536;

/** Memory of so many pages of 64 KB. `shared`: for several threads. Throws RangeError where there is not that much. */
export function memoryOf(pages: number, shared = false): Memory {
  return new Wasm.Memory(shared ? { initial: pages, maximum: MOST_PAGES, shared } : { initial: pages });
}

export function isShared(memory: Memory): boolean {
  return typeof SharedArrayBuffer === "function" && (memory.buffer as unknown) instanceof SharedArrayBuffer;
}
