import { expect, test } from '@jest/globals';
import type { Locale } from '../../src/locale.ts';
import { createShorthand } from '../../src/understanding/text/shorthand.ts';
import { createStemmer } from '../../src/understanding/text/stems.ts';

test.each<[Locale, string, string]>([
  ['fr', 'cb', 'combien'],
  ['en', 'u', 'you'],
  ['es', 'xq', 'porque'],
])('a shortened word stands for the whole one (%s): %s', (locale, short, word) => {
  expect(createShorthand(locale)(short)).toBe(word);
});

test('a word that is not shortened stays, and so does a short word of another language', () => {
  expect(createShorthand('fr')('logement')).toBe('logement');
  expect(createShorthand('fr')('u')).toBe('u');
});

test.each<[Locale, string, string]>([
  ['fr', 'pays', 'paye'],
  ['fr', 'vis', 'visa'],
  ['en', 'his', 'hi'],
  ['es', 'lista', 'listado'],
])('words that share a stem by chance are told apart (%s): %s, %s', (locale, one, other) => {
  const stem = createStemmer(locale);
  expect(stem(one)).not.toBe(stem(other));
});

test('the forms of one word share its stem', () => {
  const stem = createStemmer('fr');
  expect(new Set(['mandat', 'mandats'].map(stem)).size).toBe(1);
});
