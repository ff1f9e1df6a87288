/** Choices, one after the other: what a generated text is made from. The first of several is the simplest. */
import fc from "fast-check";

export interface Draw {
  /** 0 to `most`, both included. */
  readonly int: (most: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Once in so many times. */
  readonly once: (times: number) => boolean;
  /** `least` to `most` of what `make` makes. */
  readonly some: <T>(least: number, most: number, make: (index: number) => T) => T[];
}

function draw(next: (most: number) => number): Draw {
  return {
    int: next,
    pick: (list) => list[next(list.length - 1)] as (typeof list)[number],
    once: (times) => next(times - 1) === times - 1,
    some: (least, most, make) => Array.from({ length: least + next(most - least) }, (_, i) => make(i)),
  };
}

const upTo = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most });

/** Whatever `make` makes of choices; fast-check makes them smaller when a case fails. */
export function drawn<T>(make: (draw: Draw) => T): fc.Arbitrary<T> {
  return fc.gen().map((g) => make(draw((most) => (most <= 0 ? 0 : g(upTo, most)))));
}
