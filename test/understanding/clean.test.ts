import { describe, expect, test } from '@jest/globals';
import { clean, fold, MAX_LENGTH, wordsOf } from '../../src/understanding/text/clean.ts';

describe('cleaning a message', () => {
  test('takes away what cannot be seen', () => {
    expect(clean('co\u200dût\u202e \u0000 du\u00a0visa\ufeff')).toBe('coût du visa');
  });

  test('reads curly apostrophes and full-width letters as plain ones', () => {
    expect(clean('l’ａｇｅ')).toBe("l'age");
  });

  test('survives lone surrogates', () => {
    expect(clean('\ud800visa\udc00').isWellFormed()).toBe(true);
    expect(clean('\ud800visa\udc00')).toBe('visa');
  });

  test('reads no more than any question needs', () => {
    expect(clean('a'.repeat(100_000))).toHaveLength(MAX_LENGTH);
    expect(wordsOf('où '.repeat(1000)).folded.length).toBeLessThanOrEqual(150);
  });
});

describe('words', () => {
  test('are folded, beside how they were written', () => {
    expect(wordsOf("Où est l'Œuvre ?")).toEqual({
      starts: [0, 3, 7, 9],
      written: ['Où', 'est', 'l', 'Œuvre'],
      folded: ['ou', 'est', 'l', 'oeuvre'],
    });
    expect(fold('ÉTÉ Straße')).toBe('ete strasse');
  });

  test('take contractions apart, so that they meet the other ways to say the same', () => {
    expect(wordsOf("I can't, what's my e-mail").folded).toEqual(
      ['I', 'can', 'not', 'what', 'is', 'my', 'email'].map(fold),
    );
  });
});
