import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { FEWEST_PHRASES, findPhraseProblems } from '../../src/understanding/phrase-problems.ts';
import { loadOutOfScope, loadPhrases } from '../../src/understanding/phrases.ts';

const many = (word: string): string[] => Array.from({ length: FEWEST_PHRASES }, (_, at) => `${word} ${at}`);

describe('problems with phrases', () => {
  const sound = { costs: many('cost'), age: many('age') };

  test('are none when every topic is there, rich and distinct', () => {
    expect(findPhraseProblems({ fr: sound, en: sound, es: sound })).toEqual([]);
  });

  test.each([
    ['too-few', { ...sound, age: ['how old'] }],
    ['missing-topic', { costs: many('cost') }],
    ['duplicate', { ...sound, age: [...many('age'), 'ÂGE 3 ?'] }],
    ['in-another-topic', { ...sound, age: [...many('age'), 'Cost 4!'] }],
    ['empty', { ...sound, age: [...many('age'), '…'] }],
  ])('are found: %s', (problem, spoilt) => {
    expect(findPhraseProblems({ fr: sound, en: spoilt, es: sound })).toMatchObject([
      { locale: 'en', problem },
    ]);
  });

  test('are found: a language without phrases', () => {
    expect(findPhraseProblems({ fr: sound, en: sound })).toMatchObject([
      { locale: 'es', problem: 'missing-language' },
    ]);
  });
});

describe('a folder of phrases', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'phrases-'));
  });

  test('needs not have every language', async () => {
    await writeFile(path.join(folder, 'en.json'), '\uFEFF{"costs": ["how much"]}');
    expect(await loadPhrases(folder)).toEqual({ en: { costs: ['how much'] } });
  });

  test('is refused when it has none, or is malformed', async () => {
    await expect(loadPhrases(folder)).rejects.toThrow('There are no phrases');
    await writeFile(path.join(folder, 'fr.json'), '{"costs": "combien"}');
    await expect(loadPhrases(folder)).rejects.toThrow(/fr\.json cannot be read/);
  });

  test('of lines out of scope may be missing', async () => {
    expect(await loadOutOfScope(path.join(folder, 'nowhere'))).toEqual({});
  });
});
