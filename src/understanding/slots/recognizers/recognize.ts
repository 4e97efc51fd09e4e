import suite from '@microsoft/recognizers-text-suite';
import { z } from 'zod';
import type { Locale } from '../../../locale.ts';
import { monthOf } from '../calendar.ts';
import type { Recognized, Request } from './found.ts';

const CULTURE: Record<Locale, string> = { fr: 'fr-fr', en: 'en-us', es: 'es-es' };

const UNIT = { D: 'day', W: 'week', M: 'month', Y: 'year' } as const;

/** The part of a date's resolution that is of use; the library types it as a record of anything. */
const Resolution = z.object({
  values: z.array(
    z.object({
      type: z.string(),
      timex: z.string().optional(),
      value: z.string().optional(),
      start: z.string().optional(),
    }),
  ),
});
type Value = z.infer<typeof Resolution>['values'][number];

/** What the recognizers find in a text; the caller has capped it and brought it to Latin-1. */
export function recognize({ text, locale, now }: Request): Recognized[] {
  const reference = new Date(now);
  return suite
    .recognizeDateTime(text, CULTURE[locale], suite.DateTimeOptions.None, reference)
    .flatMap(({ start, end, resolution }) => {
      const time = timeOf(Resolution.safeParse(resolution).data?.values ?? [], reference);
      return time ? [{ ...time, start, end: end + 1 }] : [];
    });
}

type Time =
  | { kind: 'length'; count: number; unit: (typeof UNIT)[keyof typeof UNIT] }
  | { kind: 'date'; month: string };

/** A whole length, or the first month after today: of "3 March" the one to come. */
function timeOf(values: Value[], now: Date): Time | undefined {
  for (const { type, timex = '', value, start } of values) {
    if (type === 'duration') {
      const [, count, unit] = /^P(\d+(?:\.\d+)?)([DWMY])$/.exec(timex) ?? [];
      return count
        ? { kind: 'length', count: Number(count), unit: UNIT[unit as keyof typeof UNIT] }
        : undefined;
    }
    const [year, month, day] = ((type === 'date' ? value : start) ?? '').split('-').map(Number);
    if (!year || !month || !day) continue;
    const date = new Date(year, month - 1, day);
    if (date > now) return { kind: 'date', month: monthOf(date) };
  }
  return undefined;
}
