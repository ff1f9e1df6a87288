/** How a ceiling is shared: pure functions on whole steps (or on awards, where a limit counts them). */
import { integer } from "../../compiler/ir/rational.js";
import { apportion } from "./apportion.js";

/** In order; each gets what is left, up to its claim. Invariant poolIsExact: the sum is min(claims, room). */
export function serve(claims: readonly bigint[], room: bigint): { readonly given: bigint[]; readonly left: bigint } {
  let left = room;
  const given = claims.map((claim) => {
    const part = claim < left ? claim : left;
    left -= part;
    return part;
  });
  return { given, left };
}

/** In order, in full or not at all: what does not fit is passed over, and a later claim that fits is served. */
export function serveWhole(
  claims: readonly bigint[],
  room: bigint,
): { readonly given: bigint[]; readonly left: bigint } {
  let left = room;
  const given = claims.map((claim) => {
    if (claim > left) return 0n;
    left -= claim;
    return claim;
  });
  return { given, left };
}

/** In proportion, by largest remainder. Invariants poolIsExact and neverRaises: the room is below the sum of the claims. */
export function proRata(claims: readonly bigint[], room: bigint, tie: (a: number, b: number) => number): bigint[] {
  const sum = claims.reduce((a, b) => a + b, 0n);
  if (sum <= room) return [...claims];
  return apportion(
    room,
    claims.map((claim) => integer(claim)),
    tie,
  );
}
