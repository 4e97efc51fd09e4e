import type { Length } from './meanings.ts';
import type { Unit } from './vocabulary.ts';

/** A length of time with where it stands; two different bounds when the words are a range or vague. */
export interface Span extends Length {
  start: number;
  end: number;
  /** The unit of its last number, for "a year or two" and for ages. */
  unit?: Unit;
  /** The number it was made of, when it is one. */
  count?: number;
}

/** Months in a unit; weeks and days go by `inMonths`. */
const MONTHS: Record<Unit, number> = {
  day: 1 / 30,
  week: 1 / 4,
  fortnight: 1 / 2,
  month: 1,
  quarter: 3,
  term: 6,
  'school-year': 10,
  year: 12,
  hour: 0,
};

/** Weeks are quarters of a month up to twelve, as people count them, then by the calendar to half a month. */
const CASUAL_WEEKS = 12;
const WEEKS_A_MONTH = 52 / 12;

/** A count of a unit in months, to a hundredth. */
export function inMonths(count: number, unit: Unit): number {
  if (unit === 'week' && count > CASUAL_WEEKS) return Math.round((count / WEEKS_A_MONTH) * 2) / 2;
  return Math.round(count * MONTHS[unit] * 100) / 100;
}

/** A length that is a count of one unit. */
export function spanOf(count: number, unit: Unit, start: number, end: number): Span {
  return { ...exactly(inMonths(count, unit)), unit, count, start, end };
}

export const exactly = (months: number): Length => ({ minMonths: months, maxMonths: months });
