/** The part of the WebAssembly interface that kernels use: Node and browsers both have it. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  readonly grow: (pages: number) => number;
}

interface Instance {
  readonly exports: Readonly<Record<string, (...args: number[]) => void>>;
}

interface Interface {
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => Instance;
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
}

export const Wasm = (globalThis as unknown as { readonly WebAssembly: Interface }).WebAssembly;
