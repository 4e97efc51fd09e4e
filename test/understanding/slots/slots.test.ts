import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { LOCALES, type Locale } from '../../../src/locale.ts';
import { createSlots, type SlotReader } from '../../../src/understanding/slots/slots.ts';

/** The only tests that warm the recognizers up, which takes seconds. */

const Rows = z.array(
  z.strictObject({ text: z.string(), now: z.string().optional(), slots: z.record(z.string(), z.unknown()) }),
);

const NOW = '2026-11-15T12:00:00';

/** Long enough that a busy machine does not turn a right answer into a late one. */
const PATIENT_MS = 10_000;

let reader: SlotReader;

beforeAll(async () => {
  reader = await createSlots({ timeoutMs: PATIENT_MS });
  await reader.warm();
}, 120_000);

afterAll(() => reader.close());

async function rowsOf(file: string) {
  return Rows.parse(JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8')));
}

/** A line for each row that is not read exactly. */
async function failing(file: string, locale: Locale): Promise<string[]> {
  const lines: string[] = [];
  for (const { text, now = NOW, slots } of await rowsOf(file)) {
    const found: unknown = JSON.parse(
      JSON.stringify(await reader.extract(text, { locale, now: new Date(now) })),
    );
    const [is, should] = [found, slots].map(sorted);
    if (is !== should) lines.push(`${text}\n    is     ${is}\n    should ${should}`);
  }
  return lines;
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.localeCompare(b)))
      : part,
  );

describe.each(LOCALES)('what people say of themselves (%s)', (locale) => {
  test('every sentence of the set is read exactly', async () => {
    expect((await rowsOf(`./${locale}.json`)).length).toBeGreaterThanOrEqual(150);
    expect(await failing(`./${locale}.json`, locale)).toEqual([]);
  });

  test.each(['strangers', 'stories', 'passers-by', 'callers', 'latecomers', 'neighbours'])(
    'so is every sentence of the %s, written apart from the rules',
    async (set) => {
      expect(await failing(`./${set}/${locale}.json`, locale)).toEqual([]);
    },
  );
});

describe('what only the recognizers know', () => {
  test.each([
    ['fr', 'je peux partir le premier lundi de mars', '2027-03'],
    ['en', 'I could leave on the first Monday of March', '2027-03'],
    ['es', 'puedo salir el primer lunes de marzo', '2027-03'],
  ] as const)('%s: %s', async (locale, text, from) => {
    expect(await reader.extract(text, { locale, now: new Date(NOW) })).toEqual({ availability: { from } });
  });
});

describe('a plain yes or no in rarer words', () => {
  test.each([
    ['en', 'agree', 'yes'],
    ['en', 'Not OK!', 'no'],
    ['fr', 'sûr', 'yes'],
    ['fr', "pas d'accord", 'no'],
    ['es', 'cierto', 'yes'],
    ['es', 'falso.', 'no'],
  ] as const)('%s: %s', async (locale, text, answer) => {
    expect(await reader.extract(text, { locale, now: new Date(NOW) })).toEqual({ answer });
  });
});

describe('a message in another language than the conversation', () => {
  test.each([
    [
      'I am a permanent resident, free for six months from January',
      { residency: 'permanent-resident', availability: { minMonths: 6, maxMonths: 6, from: '2027-01' } },
    ],
    [
      'soy contadora y hablo francés',
      { domains: ['management-innovation'], skills: ['contadora'], languages: { fr: 'B2' } },
    ],
  ])('%s', async (text, slots) => {
    expect(await reader.extract(text, { locale: 'fr', now: new Date(NOW) })).toEqual(slots);
  });
});
