import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadVocabulary } from '../../../src/understanding/slots/vocabulary.ts';

const OWN = new URL('../../../data/vocabulary/', import.meta.url).pathname;

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vocabulary-'));
  await cp(OWN, dir, { recursive: true });
});

afterEach(() => rm(dir, { recursive: true }));

describe('a vocabulary that an editor has changed', () => {
  test('is used', async () => {
    const vocabulary = await loadVocabulary(dir);
    expect(vocabulary.home).toBe('CA');
  });

  test.each([
    [
      'numbers.json',
      '{"fr": {}, "en": {}, "es": {"uno": "1"}}',
      /numbers\.json cannot be used: .*expected number.*es\.uno/s,
    ],
    ['talk.json', '{', /talk\.json cannot be used/],
    [
      'spelling.json',
      '{"onlyInItsLanguage": ["…"], "rightAsWritten": []}',
      /a phrase has at least one letter/,
    ],
  ])('is refused with its place when %s is wrong', async (file, content, message) => {
    await writeFile(join(dir, file), content);
    await expect(loadVocabulary(dir)).rejects.toMatchObject({
      code: 'vocabulary.invalid',
      message: expect.stringMatching(message),
    });
  });
});
