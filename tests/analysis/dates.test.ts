import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  addWorkdays,
  calendarDay,
  dateOf,
  dayNumber,
  elapsed,
  isDate,
  isWorkday,
  lastDay,
  monthEnd,
  monthStart,
  shift,
  weekday,
} from "../../compiler/ir/dates.js";

const anyDate = fc.integer({ min: -40_000, max: 60_000 }).map(dateOf);

describe("dates", () => {
  test("only days that exist are dates", () => {
    expect(
      ["2024-02-29", "2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "24-01-01", "1900-02-29"].map(isDate),
    ).toEqual([true, false, false, false, false, false, false]);
    expect(() => calendarDay("2023-02-29")).toThrow(RangeError);
  });

  test("day numbers agree with the platform's calendar", () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(dayNumber(date)).toBe(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
        expect(dateOf(dayNumber(date))).toBe(date);
        expect(weekday(date)).toBe(((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1);
      }),
    );
  });

  test("a month without that day ends on its last (Civil Code art. 202)", () => {
    expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
    expect(addMonths("2024-03-31", -1)).toBe("2024-02-29");
    expect(shift("2024-02-29", 1, "year")).toBe("2025-02-28");
    expect(addMonths("2024-11-30", 3)).toBe("2025-02-28");
  });

  test("completed years and months", () => {
    expect(elapsed("year", "1964-03-01", "2024-02-29")).toBe(59);
    expect(elapsed("year", "1964-03-01", "2024-03-01")).toBe(60);
    expect(elapsed("month", "2024-01-31", "2024-02-28")).toBe(0);
    expect(elapsed("month", "2024-01-31", "2024-02-29")).toBe(1);
    expect(elapsed("year", "2024-03-01", "2020-02-29")).toBe(-4);
    expect(Object.is(elapsed("day", "2024-03-01", "2024-03-01"), 0)).toBe(true);
  });

  test("adding completed units never passes the end, one more does", () => {
    fc.assert(
      fc.property(anyDate, fc.nat(20_000), fc.constantFrom("day", "workday", "month", "year"), (from, days, unit) => {
        const to = addDays(from, days);
        const n = elapsed(unit, from, to);
        expect(shift(from, n, unit) <= to).toBe(true);
        expect(shift(from, n + 1, unit) > to).toBe(true);
      }),
    );
  });

  test("the calendar ends with the year 9999", () => {
    expect([dateOf(-719_162), dateOf(2_932_896), dateOf(9e9)]).toEqual(["0001-01-01", "9999-12-31", "9999-12-31"]);
    expect([dayNumber("0001-01-01"), dayNumber("9999-12-31")]).toEqual([-719_162, 2_932_896]);
    for (const unit of ["day", "workday", "month", "year"] as const) {
      expect([shift("2024-01-31", 1e9, unit), shift("2024-01-31", -1e9, unit)]).toEqual(["9999-12-31", "0001-01-01"]);
      expect(isDate(lastDay("9999-12-31", { count: 9e8, unit, bothEnds: true }))).toBe(true);
    }
  });

  test("working days skip weekends, also backwards", () => {
    expect(addWorkdays("2024-06-14", 1)).toBe("2024-06-17");
    expect(addWorkdays("2024-06-15", 1)).toBe("2024-06-17");
    expect(addWorkdays("2024-06-17", -1)).toBe("2024-06-14");
    expect(addWorkdays("2024-06-15", 0)).toBe("2024-06-15");
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -60, max: 60 }), (from, n) => {
        let day = from;
        for (let left = Math.abs(n); left > 0; ) {
          day = addDays(day, Math.sign(n));
          if (isWorkday(day)) left -= 1;
        }
        expect(addWorkdays(from, n)).toBe(day);
      }),
    );
  });

  test("the last day of a period, with and without its first day", () => {
    expect(lastDay("2024-06-03", { count: 7, unit: "day", bothEnds: false })).toBe("2024-06-10");
    expect(lastDay("2024-06-03", { count: 7, unit: "day", bothEnds: true })).toBe("2024-06-09");
    expect(lastDay("2024-06-01", { count: 5, unit: "workday", bothEnds: true })).toBe("2024-06-07");
    expect(lastDay("2024-06-03", { count: 5, unit: "workday", bothEnds: true })).toBe("2024-06-07");
    expect(lastDay("2024-06-03", { count: 5, unit: "workday", bothEnds: false })).toBe("2024-06-10");
    expect(lastDay("2024-01-31", { count: 1, unit: "month", bothEnds: true })).toBe("2024-02-28");
    expect(lastDay("2024-02-01", { count: 1, unit: "year", bothEnds: true })).toBe("2025-01-31");
    expect([monthStart("2024-02-17"), monthEnd("2024-02-17")]).toEqual(["2024-02-01", "2024-02-29"]);
  });
});
