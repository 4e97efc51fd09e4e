/** Months counted from year 0, so that they compare and subtract: `2027-01` → 24324. A full date counts by its month. */
export const monthNumber = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** The inverse: 24324 → `2027-01`. */
export const monthName = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
