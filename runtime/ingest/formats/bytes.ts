/** Where bytes come from: an array in memory, or a file that a page was handed and reads piece by piece. */

export interface Bytes {
  readonly size: number;
  /** From `start` up to, not including, `end`; shorter at the end of the file. */
  readonly slice: (start: number, end: number) => Promise<Uint8Array>;
}

export function bytesOf(given: Uint8Array | Blob | Bytes): Bytes {
  if (!(given instanceof Uint8Array || given instanceof Blob)) return given;
  if (given instanceof Uint8Array) {
    return { size: given.length, slice: (start, end) => Promise.resolve(given.subarray(start, end)) };
  }
  return {
    size: given.size,
    slice: async (start, end) => new Uint8Array(await given.slice(start, end).arrayBuffer()),
  };
}

export function allOf(bytes: Bytes): Promise<Uint8Array> {
  return bytes.slice(0, bytes.size);
}

/** How far the reading of one file has come. */
export interface Progress {
  /** As people know the file. */
  readonly file: string;
  /** `bytes`: while it is read; `rows`: while its rows are understood. */
  readonly unit: "bytes" | "rows";
  readonly done: number;
  readonly of: number;
}

/**
 * What a long reading does between two pieces of work: it tells how far it is, unless that is no news (null), lets others run, and
 * stops if told to.
 */
export type Pause = (progress: Progress | null) => Promise<void>;
