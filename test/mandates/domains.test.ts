import { describe, expect, test } from '@jest/globals';
import { LOCALES } from '../../src/locale.ts';
import { domains, domainsByStem } from '../../src/mandates/domains.ts';
import { possibleStemsIn } from '../../src/mandates/words.ts';
import { DOMAINS } from '../../src/profile.ts';

const pointedTo = (word: string) => {
  const byStem = domainsByStem();
  return new Set(
    possibleStemsIn(word)
      .flat()
      .flatMap((stem) => byStem.get(stem) ?? []),
  );
};

describe('words point to fields', () => {
  test.each([
    ['agronome', 'agriculture'],
    ['beekeeper', 'agriculture'],
    ['riego', 'agriculture'],
    ['comptable', 'management-innovation'],
    ['accounting', 'management-innovation'],
    ['periodista', 'communications'],
    ['développeuse', 'web-development'],
    ['feminist', 'gender-equality'],
    ['statistiques', 'monitoring-evaluation-learning'],
    ['capacitación', 'organisational-development'],
    ['reforestation', 'environment-climate'],
  ])('%s: %s', (word, domain) => {
    expect(pointedTo(word)).toContain(domain);
  });

  test('a word of no field points nowhere', () => {
    expect(pointedTo('violon').size).toBe(0);
  });
});

test('every field but "other" has words in each language, and a short key of its own', () => {
  expect(new Set(DOMAINS.map((domain) => domains[domain].key)).size).toBe(DOMAINS.length);
  const bare = DOMAINS.filter((domain) =>
    LOCALES.some((locale) => domains[domain].words[locale].length === 0),
  );
  expect(bare).toEqual(['other']);
});
