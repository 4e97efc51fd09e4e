import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { LOCALES } from '../../src/locale.ts';
import { parseMandates } from '../../src/mandates/mandates-file.ts';
import { match } from '../../src/mandates/match.ts';
import { COUNTRIES, DOMAINS } from '../../src/profile.ts';

const read = (name: string) => readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');
const mandates = parseMandates(read('mandates.json'), 'data/mandates.json');

describe('the sample mandates', () => {
  test('are six for each country of the programme, over all its fields', () => {
    const perCountry = COUNTRIES.map(
      (country) => mandates.filter((mandate) => mandate.country === country).length,
    );
    expect(perCountry).toEqual(COUNTRIES.map(() => 6));
    expect(new Set(mandates.flatMap(({ domains }) => domains))).toEqual(new Set(DOMAINS));
  });

  test('are marked as examples and point to no application', () => {
    expect(mandates.every(({ sample, applyUrl }) => sample === true && applyUrl === undefined)).toBe(true);
  });

  test('have titles that fit a card, and as many skills in each language', () => {
    const tooLong = mandates.flatMap(({ title }) =>
      LOCALES.map((locale) => title[locale]).filter((t) => t.length > 70),
    );
    expect(tooLong).toEqual([]);
    for (const { skills, requirements } of mandates)
      for (const list of [skills, requirements])
        expect(new Set(LOCALES.map((locale) => list?.[locale].length)).size).toBe(1);
  });

  test('say nothing by median dots, which screen readers stumble on', () => {
    expect(read('mandates.json')).not.toMatch(/[·•]/);
  });

  test.each(DOMAINS)(
    'answer a visitor who speaks French, English and Spanish and wishes for %s',
    (domain) => {
      const found = match(
        {
          languages: { fr: 'C1', en: 'C1', es: 'C1' },
          availability: { minMonths: 3, maxMonths: 12 },
          domains: [domain],
        },
        mandates,
        { today: '2026-11-23' },
      );
      expect(found.suggestions.filter(({ fits }) => fits).length).toBeGreaterThanOrEqual(3);
    },
  );
});
