import { readFileSync } from 'node:fs';
import { LOCALES } from '../../src/locale.ts';
import type { Mandate } from '../../src/mandates/mandate.ts';
import { parseMandates } from '../../src/mandates/mandates-file.ts';
import { monthName, monthNumber } from '../../src/mandates/month.ts';
import { COUNTRIES, DOMAINS, LEVELS, type Profile } from '../../src/profile.ts';

export const TODAY = '2026-11-23';

const samples = parseMandates(
  readFileSync(new URL('../../data/mandates.json', import.meta.url), 'utf8'),
  'data/mandates.json',
);

/** A linear congruential generator: the same data in every run. */
function dice(seed: number) {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const of = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  return { below, of };
}

const monthFrom = (ahead: number): string => monthName(monthNumber(TODAY) + ahead);

/** Mandates in the words of the samples, shuffled, with every other field drawn anew. */
export function manyMandates(count: number, seed = 1): Mandate[] {
  const { below, of } = dice(seed);
  return Array.from({ length: count }, (_, n) => {
    const minMonths = 1 + below(9);
    const from = below(12);
    return {
      ...of(samples),
      id: `mandate-${n}`,
      status: below(10) > 0 ? 'open' : 'closed',
      country: of(COUNTRIES),
      domains: [...new Set([of(DOMAINS), of(DOMAINS)])],
      summary: of(samples).summary,
      skills: of(samples).skills,
      languages: [{ code: of(LOCALES), level: of(LEVELS.slice(1, 5)) }],
      duration: { minMonths, maxMonths: minMonths + below(5) },
      departure: { from: monthFrom(from), ...(below(3) > 0 && { to: monthFrom(from + below(6)) }) },
      publishedOn: `2026-10-${10 + below(20)}`,
    };
  });
}

/** Visitors of all sorts: what they speak, how long, when, which fields, countries and skills. */
export function manyProfiles(count: number, seed = 2): Profile[] {
  const { below, of } = dice(seed);
  return Array.from({ length: count }, () => {
    const minMonths = 2 + below(6);
    return {
      residency: 'citizen',
      languages: { [of(LOCALES)]: of(LEVELS.slice(2)), [of(LOCALES)]: of(LEVELS.slice(2)) },
      availability: { minMonths, maxMonths: minMonths + below(5), from: monthFrom(below(10)) },
      domains: [of(DOMAINS)],
      countries: below(2) > 0 ? [of(COUNTRIES), of(COUNTRIES)] : [],
      skills: Array.from({ length: below(3) }, () => of(of(samples).skills?.[of(LOCALES)] ?? ['Excel'])),
    };
  });
}
