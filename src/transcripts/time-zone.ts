/** All time zones are whole quarters of an hour from UTC. */
export const QUARTER_MS = 15 * 60_000;

interface Quarter {
  /** Quarters of an hour since 1970, UTC. */
  quarter: number;
  turns: number;
}

/** Turns by hour of the day, 24 numbers. */
export function byHour(quarters: Quarter[], timeZone: string): number[] {
  const hours = new Array<number>(24).fill(0);
  const format = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  for (const { quarter, turns } of quarters) {
    const hour = Number(format.format(quarter * QUARTER_MS));
    hours[hour] = (hours[hour] ?? 0) + turns;
  }
  return hours;
}

/** Turns by day (YYYY-MM-DD), oldest first; days without any are left out. */
export function byDay(quarters: Quarter[], timeZone: string): { day: string; turns: number }[] {
  const days = new Map<string, number>();
  // Swedish writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' });
  for (const { quarter, turns } of quarters) {
    const day = format.format(quarter * QUARTER_MS);
    days.set(day, (days.get(day) ?? 0) + turns);
  }
  return [...days].map(([day, turns]) => ({ day, turns })).sort((a, b) => (a.day < b.day ? -1 : 1));
}
