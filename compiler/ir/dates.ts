/**
 * Calendar arithmetic on ISO dates, without time of day and without time zones (proleptic Gregorian calendar).
 * A period does not count the day it starts from (Civil Code art. 201); a month that lacks the day of the start ends on
 * its last day (art. 202). Working days are Monday to Friday: public holidays are not known here.
 * The calendar has the years 1 to 9999; what would lie outside is its first or last day.
 */
import type { DateUnit, Duration, IsoDate } from "./types.js";

/** Year, month 1–12, day 1–31. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Whether the text is `YYYY-MM-DD` and that day exists. */
export function isDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== "-" || text[7] !== "-") return false;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The number that these digits write; -1: one of them is none. Dates are read cell by cell, for which a pattern is slow. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] as number);
}

/** Throws RangeError for a text that is not a date. */
export function calendarDay(date: IsoDate): CalendarDay {
  if (!isDate(date)) throw new RangeError(`not a date: ${date}`);
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

export function isoDate(d: CalendarDay): IsoDate {
  return `${String(d.year).padStart(4, "0")}-${String(d.month).padStart(2, "0")}-${String(d.day).padStart(2, "0")}`;
}

/** Days since 1970-01-01. Counting years from March puts the leap day last, so that no month needs a special case. */
export function dayNumber(date: IsoDate): number {
  const { year, month, day } = calendarDay(date);
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Day numbers of 0001-01-01 and 9999-12-31. */
const FIRST = -719_162;
const LAST = 2_932_896;

/** The inverse of dayNumber, within the calendar. */
export function dateOf(days: number): IsoDate {
  const z = Math.min(Math.max(days, FIRST), LAST) + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return isoDate({ year, month, day: dayOfYear - Math.floor((153 * m + 2) / 5) + 1 });
}

/** Monday 1 to Sunday 7. */
export function weekday(date: IsoDate): number {
  return weekdayOf(dayNumber(date));
}

function weekdayOf(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

export function isWorkday(date: IsoDate): boolean {
  return weekday(date) <= 5;
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOf(dayNumber(date) + days);
}

/** A day that the month does not have becomes its last day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const from = calendarDay(date);
  const index = from.year * 12 + (from.month - 1) + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  if (year < 1) return dateOf(FIRST);
  if (year > 9_999) return dateOf(LAST);
  return isoDate({ year, month, day: Math.min(from.day, daysInMonth(year, month)) });
}

/** The `count`-th working day after (before, if negative) `date`; `date` itself for 0, even on a weekend. */
export function addWorkdays(date: IsoDate, count: number): IsoDate {
  const step = count < 0 ? -1 : 1;
  let left = Math.abs(count);
  let day = dayNumber(date);
  const weeks = Math.floor(left / 5);
  // Any seven days running hold five working days: whole weeks can be skipped, the last ones must land on a working day.
  if (weeks > 1) {
    day += step * 7 * (weeks - 1);
    left -= 5 * (weeks - 1);
  }
  while (left > 0) {
    day += step;
    if (weekdayOf(day) <= 5) left -= 1;
  }
  return dateOf(day);
}

/** `date` plus a whole number of units; `count` may be negative. */
export function shift(date: IsoDate, count: number, unit: DateUnit): IsoDate {
  switch (unit) {
    case "day":
      return addDays(date, count);
    case "workday":
      return addWorkdays(date, count);
    case "month":
      return addMonths(date, count);
    case "year":
      return addMonths(date, count * 12);
  }
}

/**
 * Completed units from `from` to `to`, the day of `from` not counted; if `to` is earlier, minus the units from `to` to `from`.
 * A month or year is complete on the day that adding it gives, so one month after 31 January is complete on the last of February.
 */
export function elapsed(unit: DateUnit, from: IsoDate, to: IsoDate): number {
  if (to < from) return -elapsed(unit, to, from) || 0;
  switch (unit) {
    case "day":
      return dayNumber(to) - dayNumber(from);
    case "workday":
      return workdaysAfter(dayNumber(from), dayNumber(to));
    case "month":
      return completedMonths(from, to);
    case "year":
      return Math.floor(completedMonths(from, to) / 12);
  }
}

function completedMonths(from: IsoDate, to: IsoDate): number {
  const a = calendarDay(from);
  const b = calendarDay(to);
  const months = (b.year - a.year) * 12 + (b.month - a.month);
  return addMonths(from, months) <= to ? months : months - 1;
}

/** Working days in (from, to]. */
function workdaysAfter(from: number, to: number): number {
  const span = to - from;
  let count = Math.floor(span / 7) * 5;
  for (let day = to - (span % 7) + 1; day <= to; day += 1) if (weekdayOf(day) <= 5) count += 1;
  return count;
}

/** The last day of a period that starts with `start`. With both ends counted, `start` is its first day (if a working day, where those count). */
export function lastDay(start: IsoDate, duration: Duration): IsoDate {
  if (!duration.bothEnds) return shift(start, duration.count, duration.unit);
  if (duration.count === 0) return start;
  switch (duration.unit) {
    case "day":
    case "workday":
      return shift(addDays(start, -1), duration.count, duration.unit);
    case "month":
    case "year":
      return addDays(shift(start, duration.count, duration.unit), -1);
  }
}

/** The first day of the month of `date`. */
export function monthStart(date: IsoDate): IsoDate {
  return `${date.slice(0, 8)}01`;
}

/** The last day of the month of `date`. */
export function monthEnd(date: IsoDate): IsoDate {
  const { year, month } = calendarDay(date);
  return isoDate({ year, month, day: daysInMonth(year, month) });
}
