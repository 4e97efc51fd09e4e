import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOCALES } from '../../../src/locale.ts';
import { createSlots, type SlotReader } from '../../../src/understanding/slots/slots.ts';
import type { Slots } from '../../../src/understanding/understood.ts';

let reader: SlotReader;

beforeAll(async () => {
  reader = await createSlots();
});

afterAll(() => reader.close());

/** A text that was written to hurt, and what it still says. */
const HOSTILE: Record<string, [text: string, says: Slots]> = {
  'a novel': [
    'je suis citoyen et je parle un peu anglais, '.repeat(2500),
    { residency: 'citizen', languages: { en: 'A2' } },
  ],
  'one endless word': ['a'.repeat(100_000), {}],
  'number words without end': ['vingt-'.repeat(2000), {}],
  'digits without end': ['9'.repeat(100_000), {}],
  'a yes without end': ['oui '.repeat(25_000), { answer: 'yes' }],
  'control characters': ['\u0000\u0007\u001b[31m'.repeat(20_000), {}],
  'direction marks': [
    '\u202e\u200f6\u2067 mois\u2069'.repeat(10_000),
    { availability: { minMonths: 6, maxMonths: 6 } },
  ],
  'zero-width joiners': ['s\u200di\u200dx\u200d '.repeat(10_000), {}],
  'lone surrogates': ['\ud800 6 \udfff'.repeat(10_000), {}],
  'combining marks': [`e${'\u0301'.repeat(50_000)}`, {}],
  'ligatures that expand': ['\ufdfa'.repeat(50_000), {}],
  'punctuation only': ['?!.,;'.repeat(20_000), {}],
  nothing: ['', {}],
};

describe.each(Object.entries(HOSTILE))('%s', (_, [text, says]) => {
  test.each(LOCALES)('is read as %s', async (locale) => {
    expect(await reader.extract(text, { locale, now: new Date(2026, 10, 15) })).toEqual(says);
  });
});

test('only the part of a novel that counts is read', async () => {
  const part = await reader.extract('dispo 6 mois. '.repeat(100), {
    locale: 'fr',
    now: new Date(2026, 10, 15),
  });
  const whole = await reader.extract('dispo 6 mois. '.repeat(70_000), {
    locale: 'fr',
    now: new Date(2026, 10, 15),
  });
  expect(whole).toEqual(part);
});
