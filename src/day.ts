/**
 * Days and months as data writes them, on the calendar of the organisation: the server's time zone (`TZ`) is its own.
 * A mandate closes and an answer expires when the day ends there.
 */

/** The day of a moment, `YYYY-MM-DD`. */
export const dayOf = (at: Date): string => `${monthOf(at)}-${String(at.getDate()).padStart(2, '0')}`;

/** The month of a moment, `YYYY-MM`. */
export const monthOf = (at: Date): string => nameMonth(at.getFullYear(), at.getMonth() + 1);

/** A year and a month counted from 1, as `YYYY-MM`. */
export const nameMonth = (year: number, month: number): string => `${year}-${String(month).padStart(2, '0')}`;

/** The first day of the month that lies `months` after a date. */
export const addMonths = (at: Date, months: number): Date =>
  new Date(at.getFullYear(), at.getMonth() + months, 1);
