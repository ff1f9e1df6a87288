/** What looks texts up by hashes, held against maps. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteColumn, putBytes, rangeOf, takeCodes } from "../../runtime/ingest/byte-texts.js";
import { addPlace, hashOf, noPlaces, onlyPlaceOf, placeOf } from "../../runtime/ingest/places.js";

describe("texts by their bytes", () => {
  const texts = fc.oneof(
    // In order, at least to begin with, as the numbers of households are.
    fc.integer({ min: 1, max: 3000 }).map((n) => Array.from({ length: n }, (_, i) => `50015310${1000 + i}`)),
    fc.integer({ min: 1, max: 3000 }).map((n) => Array.from({ length: n }, (_, i) => String(i))),
    fc.array(fc.constantFrom("a", "b", "ab", "abcd", "abcde", "abcdefgh", "abcdefghi", "户"), { maxLength: 50 }),
    fc.array(fc.string({ minLength: 1, unit: fc.constantFrom("0", "1", "户") }), { maxLength: 400 }),
  );

  it("have one place each, in the order in which they come", () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), fc.nat(5000), (parts, expected) => {
        const all = parts.flat();
        const column = byteColumn();
        const places = new Map<string, number>();
        const buffer = new TextEncoder().encode(all.join(","));
        let at = 0;
        for (const [row, text] of all.entries()) {
          const length = new TextEncoder().encode(text).length;
          putBytes(column, row, expected, buffer, at, at + length);
          at += length + 1;
          places.set(text, places.get(text) ?? places.size + 1);
        }
        const decoder = new TextDecoder();
        const own = Array.from({ length: column.count }, (_, place) =>
          decoder.decode(column.bytes.subarray(...rangeOf(column, place))),
        );
        expect(own).toEqual(["", ...places.keys()]);
        expect(column.ascii).toBe(!all.some((text) => text.includes("户")));
        const codes = takeCodes(column, all.length + 3);
        expect([...codes]).toEqual([...all.map((text) => places.get(text)), 0, 0, 0]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("places of texts", () => {
  it("are those of a map, the first of several, whatever the hashes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 4 }), { maxLength: 300 }),
        fc.constantFrom<(text: string) => number>(
          hashOf,
          () => 7,
          (text) => text.length - 1,
        ),
        (texts, hash) => {
          const places = noPlaces();
          for (const [place, text] of texts.entries()) addPlace(places, hash(text), place);
          for (const wanted of [...texts, "c"]) {
            const fits = (place: number) => texts[place] === wanted;
            const first = texts.indexOf(wanted);
            expect(placeOf(places, hash(wanted), fits)).toBe(first);
            expect(onlyPlaceOf(places, hash(wanted), fits)).toBe(texts.lastIndexOf(wanted) === first ? first : -1);
          }
        },
      ),
    );
  });
});
