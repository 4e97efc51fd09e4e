/** Months as "YYYY-MM", on the calendar of the server's time zone. */

export const monthOf = (date: Date): string => format(date.getFullYear(), date.getMonth() + 1);

export const format = (year: number, month: number): string => `${year}-${String(month).padStart(2, '0')}`;

/** The month that lies `months` after that of `now`; fractions count as days. */
export function monthsFrom(now: Date, months: number): string {
  const whole = Math.floor(months);
  const date = new Date(now.getFullYear(), now.getMonth() + whole, 1);
  const days = Math.round((months - whole) * 30);
  const day = Math.min(now.getDate(), daysIn(date));
  return monthOf(new Date(date.getFullYear(), date.getMonth(), day + days));
}

/** The next such month, this one included. */
export function nextMonth(now: Date, month: number): string {
  const passed = month < now.getMonth() + 1;
  return format(now.getFullYear() + (passed ? 1 : 0), month);
}

/** Whole months from one month to another. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth;
}

const daysIn = (month: Date): number => new Date(month.getFullYear(), month.getMonth() + 1, 0).getDate();
