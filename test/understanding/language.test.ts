import { describe, expect, test } from '@jest/globals';
import { LOCALES } from '../../src/locale.ts';
import { createLanguageDetector } from '../../src/understanding/language/detect.ts';
import { trainLanguages } from '../../src/understanding/language/profile.ts';
import { loadPhrases, type PhrasesByLocale } from '../../src/understanding/phrases.ts';

const phrases: PhrasesByLocale = await loadPhrases(new URL('../../data/phrases', import.meta.url).pathname);
/** Every tenth phrase is kept from training, to be asked. */
const isKept = (_: string, at: number): boolean => at % 10 === 3;
const linesOf = (locale: (typeof LOCALES)[number]): string[] => Object.values(phrases[locale] ?? {}).flat();
const detect = createLanguageDetector(
  trainLanguages({
    fr: linesOf('fr').filter((line, at) => !isKept(line, at)),
    en: linesOf('en').filter((line, at) => !isKept(line, at)),
    es: linesOf('es').filter((line, at) => !isKept(line, at)),
  }),
);

describe('the language of a message', () => {
  test.each(LOCALES)('is found in lines that were not trained on: %s', (locale) => {
    const short = linesOf(locale)
      .filter(isKept)
      .filter((line) => /^\S+( \S+){1,7}$/.test(line));
    const right = short.filter((line) => detect(line, locale).language === locale);
    expect(right.length / short.length).toBeGreaterThanOrEqual(0.985);
  });

  test.each([
    ['Combien de temps dure un mandat ?', 'fr'],
    ['how long is it', 'en'],
    ['¿cuánto tiempo dura?', 'es'],
    ['merci', 'fr'],
    ['hola', 'es'],
  ] as const)('is clear from its words whatever was spoken before: %s', (text, language) => {
    for (const prior of LOCALES) expect(detect(text, prior)).toEqual({ language, isClear: true });
  });

  test.each([
    'visa?',
    'no',
    'ok',
    'Haiti',
    'CV',
    '12345',
    'marie@exemple.ca',
    'Juan Pérez',
    'www.ceci.ca',
    '',
  ])('stays the language of the conversation for what is the same in several: "%s"', (text) => {
    for (const prior of LOCALES) expect(detect(text, prior)).toEqual({ language: prior, isClear: false });
  });

  test('stays Spanish when a Spanish yes goes with a word that everybody knows', () => {
    expect(detect('sí please', 'es').language).toBe('es');
  });

  test('is the only one that has phrases', () => {
    const lines = { en: ['how much is it', 'how long does it take'] };
    const only = createLanguageDetector(trainLanguages(lines), ['en']);
    expect(only('combien ça coûte', 'fr').language).toBe('en');
  });
});
