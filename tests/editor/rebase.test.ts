/** Edits meant for an earlier edition of the text. */
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { forget, rebased, record } from "../../editor/app/store/rebase.js";

beforeEach(forget);

describe("places of an earlier edition", () => {
  it("move with what is written before them, and stay where it is written behind", () => {
    record(2, [{ start: 0, end: 0, inserted: 3 }]);
    record(3, [{ start: 50, end: 60, inserted: 0 }]);
    expect(rebased({ start: 10, end: 13 }, 1)).toEqual({ start: 13, end: 16 });
    expect(rebased({ start: 10, end: 13 }, 2)).toEqual({ start: 10, end: 13 });
  });

  it("follow a number that is typed digit by digit", () => {
    // 300 → 3 → 30 → 301, each meant for the edition in which 300 was read.
    record(2, [{ start: 10, end: 13, inserted: 1 }]);
    expect(rebased({ start: 10, end: 13 }, 1)).toEqual({ start: 10, end: 11 });
    record(3, [{ start: 10, end: 11, inserted: 2 }]);
    record(4, [{ start: 10, end: 12, inserted: 3 }]);
    expect(rebased({ start: 10, end: 13 }, 1)).toEqual({ start: 10, end: 13 });
  });

  it("are gone where a change reaches over their edge", () => {
    record(2, [{ start: 5, end: 11, inserted: 0 }]);
    expect(rebased({ start: 10, end: 13 }, 1)).toBeNull();
  });

  it("hold the same text as long as only other text is changed", () => {
    const change = fc.tuple(fc.nat(30), fc.nat(5), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        forget();
        const mark = "<300>";
        let text = `${"a".repeat(15)}${mark}${"b".repeat(15)}`;
        const span = { start: 15, end: 20 };
        for (const [i, [at, length, typed]] of changes.entries()) {
          const start = Math.min(at, text.length);
          const end = Math.min(start + length, text.length);
          const place = text.indexOf(mark);
          if (start < place + mark.length && end > place) continue;
          const written = typed.replaceAll(/[<>]/g, "");
          text = text.slice(0, start) + written + text.slice(end);
          record(i + 2, [{ start, end, inserted: written.length }]);
        }
        const now = rebased(span, 1);
        expect(now && text.slice(now.start, now.end)).toContain(mark);
      }),
    );
  });
});
