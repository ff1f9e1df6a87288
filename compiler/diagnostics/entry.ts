/** One text in both languages, made from the parameters of its code. */
export interface Bilingual<P> {
  readonly en: (p: P) => string;
  readonly zh: (p: P) => string;
}

/**
 * What a code says. `title` is a few words; `body` is whole sentences: what was found, what was expected, what follows
 * from it; `label` a few words that stand beside the marked place; `hint` is the one thing to do next.
 */
export interface Entry<P> {
  readonly severity: "error" | "warning" | "note";
  readonly title: Bilingual<P>;
  readonly body: Bilingual<P>;
  readonly label?: Bilingual<P>;
  readonly hint?: Bilingual<P>;
}

/** Ties an entry to the type of its parameters: `entry<{ name: string }>({ … })`. */
export function entry<P>(e: Entry<P>): Entry<P> {
  return e;
}

export type ParamsOf<E> = E extends Entry<infer P> ? P : never;
