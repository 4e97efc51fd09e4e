import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Locale } from '../../src/locale.ts';
import { loadPhrases } from '../../src/understanding/phrases.ts';
import { createUnderstanding, type SlotExtractor } from '../../src/understanding/understanding.ts';
import type { Understanding } from '../../src/understanding/understood.ts';

const DATA = path.resolve(import.meta.dirname, '../../data');
const NO_SLOTS: SlotExtractor = { extract: async () => ({}), close: () => {} };

let understanding: Understanding;
const topicsOf = async (text: string, locale: Locale, previousTopic?: string): Promise<string[]> => {
  const { questions } = await understanding.understand(text, { locale, previousTopic });
  return questions.map(({ topic }) => topic);
};

beforeAll(async () => {
  understanding = await createUnderstanding({
    phrasesDir: path.join(DATA, 'phrases'),
    outOfScopeDir: path.join(DATA, 'out-of-scope'),
    cacheDir: path.join(tmpdir(), 'passerelle-test-models'),
    slots: NO_SLOTS,
  });
}, 120_000);

afterAll(() => understanding.close());

describe('a question', () => {
  test.each([
    ['fr', 'Combien de temps dure un mandat ?', 'duration'],
    ['en', 'do volunteers get an allowance?', 'costs'],
    ['es', '¿Puedo ir con mis hijos?', 'family'],
    ['fr', 'je suis a la retraite, je peux y aller ?', 'retired'],
    ['en', 'is it dagnerous?', 'safety'],
  ] as const)('in %s is understood: %s', async (locale, text, topic) => {
    const understood = await understanding.understand(text, { locale });
    expect(understood).toMatchObject({ language: locale, zone: 'answer', candidates: [{ topic }, {}, {}] });
    expect(understood.questions.map((question) => question.topic)).toEqual([topic]);
  });

  test('in another language than the conversation so far is understood in its own', async () => {
    const understood = await understanding.understand('¿Cuánto tiempo dura un mandato?', { locale: 'en' });
    expect(understood).toMatchObject({
      language: 'es',
      languageIsClear: true,
      candidates: [{ topic: 'duration' }, {}, {}],
    });
  });

  test.each([
    ['fr', 'Quelle est la recette de la tourtière ?'],
    ['en', 'who won the hockey game last night'],
    ['es', '¿Qué tiempo hará mañana?'],
  ] as const)('out of scope gets no answer in %s: %s', async (locale, text) => {
    expect(await understanding.understand(text, { locale })).toMatchObject({
      zone: 'fallback',
      questions: [],
    });
  });
});

describe('two questions in one message', () => {
  test.each([
    ['en', 'how long is it and is it paid?', ['duration', 'costs']],
    ['fr', 'combien de temps ça dure et est-ce payé ?', ['duration', 'costs']],
    ['es', '¿Cuánto dura y pagan el vuelo?', ['duration', 'costs']],
    ['en', 'Is it dangerous? Who pays for the flights?', ['safety', 'costs']],
    ['en', 'costs and insurance?', ['costs', 'insurance']],
  ] as const)('are both found, in order (%s): %s', async (locale, text, topics) => {
    expect(await topicsOf(text, locale)).toEqual(topics);
  });

  test.each([
    ['en', 'Can I bring my wife and kids?', 'family'],
    ['en', 'Do I need to speak French and Spanish?', 'languages'],
    ['fr', 'Est-ce sécuritaire pour les femmes et les jeunes ?', 'safety'],
    ['es', '¿Necesito hablar francés y español?', 'languages'],
  ] as const)('are not seen in one that only joins two words (%s): %s', async (locale, text, topic) => {
    expect(await topicsOf(text, locale)).toEqual([topic]);
  });
});

test.each([
  ['fr', 'attends, combien de temps durent les mandats'],
  ['en', 'wait how long are the mandates'],
  ['es', 'espera, cuánto duran los mandatos'],
] as const)('"wait" before a question asks for no waiting time (%s): %s', async (locale, text) => {
  expect(await topicsOf(text, locale)).toEqual(['duration']);
});

test('where somebody lives is about the conditions, and no wish for a language', async () => {
  expect(await topicsOf("j'habite en France", 'fr')).toEqual(['eligibility']);
});

describe('a follow-up', () => {
  test('that names its own topic is about that', async () => {
    expect(await topicsOf('and for retired people?', 'en', 'duration')).toEqual(['retired']);
  });

  test.each([
    ['es', 'y en Haití?', 'safety'],
    ['fr', 'et au Sénégal ?', 'housing'],
  ] as const)('that only names a place stays with the topic before (%s): %s', async (locale, text, topic) => {
    expect(await topicsOf(text, locale, topic)).toEqual([topic]);
  });

  test.each([
    ['fr', 'pourquoi?'],
    ['en', 'why?'],
    ['es', '¿por qué?'],
  ] as const)('that asks why of a result wants its reasons (%s): %s', async (locale, text) => {
    expect(await topicsOf(text, locale, 'eligibility')).toEqual(['explain']);
  });

  test.each([
    ['fr', 'et où ça ?'],
    ['en', 'and where?'],
    ['es', '¿y dónde?'],
  ] as const)('that asks where asks for the countries (%s): %s', async (locale, text) => {
    expect(await topicsOf(text, locale, 'duration')).toEqual(['countries']);
  });

  test('that names a few years after a length asks for another length, and not of an age', async () => {
    expect(await topicsOf('et 2 ans ?', 'fr', 'duration')).toEqual(['duration']);
    expect(await topicsOf('et à 70 ans ?', 'fr', 'duration')).toEqual(['age']);
  });

  test('leans on nothing at the start of a conversation', async () => {
    expect(await topicsOf('et au Sénégal ?', 'fr')).not.toEqual(['housing']);
  });
});

describe('hostile text', () => {
  test.each([
    ['100,000 letters', 'a'.repeat(100_000)],
    ['a number without end', 'vingt-'.repeat(2000)],
    ['slips without end', 'combein '.repeat(5000)],
    ['control characters', '\u0000\u0007'.repeat(500)],
    ['right-to-left marks and joiners', '\u202e\u200d\u2067'.repeat(5000)],
    ['lone surrogates', '\ud800\udc00\ud800'.repeat(500)],
    ['letters that grow when normalised', '\ufdfa'.repeat(5000)],
    ['nothing', ''],
  ])('is understood as little, not refused: %s', async (_, text) => {
    const understood = await understanding.understand(text, { locale: 'fr' });
    expect(understood.candidates).toHaveLength(3);
    expect(understood.language).toMatch(/^(fr|en|es)$/);
  });

  test('of any kind is answered with a sound result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const { candidates, zone } = await understanding.understand(text, { locale: 'en' });
        expect(candidates.every(({ confidence }) => confidence >= 0 && confidence <= 1)).toBe(true);
        expect(zone).toMatch(/^(answer|clarify|fallback)$/);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});

describe('slots', () => {
  const withSlots = async (slots: SlotExtractor): Promise<Understanding> =>
    createUnderstanding({
      phrases: {
        en: { costs: ['how much is it', 'who pays'], age: ['how old must I be', 'is there an age limit'] },
      },
      slots,
    });

  test('come with the language of the message and the moment of asking', async () => {
    const asked: unknown[] = [];
    const now = new Date('2027-01-02T03:04:05Z');
    const own = await withSlots({
      extract: async (text, context) => {
        asked.push([text, context]);
        return { age: 34 };
      },
      close: () => {},
    });
    expect((await own.understand("I'm 34", { locale: 'en', now })).slots).toEqual({ age: 34 });
    expect(asked).toEqual([["I'm 34", { locale: 'en', now }]]);
    await own.close();
  });

  test.each([
    ['never come', () => new Promise<never>(() => {})],
    ['fail', () => Promise.reject(new Error('recognizers are gone'))],
  ])('are empty when they %s', async (_, extract) => {
    const own = await withSlots({ extract, close: () => {} });
    expect((await own.understand('who pays', { locale: 'en' })).slots).toEqual({});
    await own.close();
  });
});

test('published phrases take over at once, and the old ones serve until then', async () => {
  const phrases = await loadPhrases(path.join(DATA, 'phrases'));
  const few = Object.fromEntries(
    Object.entries(phrases.en ?? {})
      .slice(0, 4)
      .map(([topic, list]) => [topic, list.slice(0, 30)]),
  );
  const own = await createUnderstanding({ phrases: { en: few }, slots: NO_SLOTS });
  const best = async (text: string) => (await own.understand(text, { locale: 'en' })).candidates[0]?.topic;
  const before = await best('do you like pancakes');
  const pancakes = ['do you like pancakes', 'pancakes please', 'any pancakes today', 'I want a pancake'];
  const other = { ...few, pancakes };
  const publishing = own.publish({ fr: other, en: other, es: other });
  expect(await best('do you like pancakes')).toBe(before);
  await publishing;
  expect(await best('do you have pancakes')).toBe('pancakes');
  await own.close();
}, 60_000);
