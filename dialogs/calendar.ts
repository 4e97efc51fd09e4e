/** The first day of the month that lies `months` after a date, in UTC. */
export const addMonths = (date: Date, months: number): Date =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));

/** A date's month as profiles write it, `YYYY-MM`. */
export const monthOf = (date: Date): string => date.toISOString().slice(0, 7);
