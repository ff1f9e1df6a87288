/** Lines of output with their depth, and the place in the source from which comments find back to them. */
export interface Line {
  readonly text: string;
  /** Levels of two spaces, relative to the first line of the same document. */
  readonly indent: number;
  /** Offset in the source of what stands first on this line; null where nothing of the source does. */
  readonly at: number | null;
}

/** One line or more. */
export type Doc = readonly Line[];

export function line(text: string, at: number | null = null): Doc {
  return [{ text, indent: 0, at }];
}

/** Puts documents behind one another: the first line of each continues the last line of the one before. */
export function cat(...parts: readonly (Doc | string)[]): Doc {
  const out: Line[] = [];
  for (const part of parts) {
    const doc = typeof part === "string" ? line(part) : part;
    const last = out.pop();
    const [first, ...rest] = doc;
    if (first === undefined) {
      if (last !== undefined) out.push(last);
      continue;
    }
    const base = last?.indent ?? 0;
    out.push({ text: (last?.text ?? "") + first.text, indent: base, at: last?.at ?? first.at });
    for (const other of rest) out.push({ ...other, indent: base + other.indent });
  }
  return out;
}

/** Documents with a text between two. */
export function join(parts: readonly Doc[], between: string): Doc {
  return cat(...parts.flatMap((part, i) => (i === 0 ? [part] : [between, part])));
}

/** Puts documents below one another. */
export function stack(...parts: readonly Doc[]): Doc {
  return parts.flat();
}

export function indented(doc: Doc, levels = 1): Doc {
  return doc.map((one) => ({ ...one, indent: one.indent + levels }));
}

export function at(doc: Doc, offset: number): Doc {
  const [first, ...rest] = doc;
  return first === undefined ? doc : [{ ...first, at: offset }, ...rest];
}

export function isSingle(doc: Doc): boolean {
  return doc.length === 1;
}
