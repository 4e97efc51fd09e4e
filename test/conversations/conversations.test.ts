import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOCALES } from '../../src/locale.ts';
import { type Assistant, startAssistant } from './assistant.ts';
import { replay } from './replay.ts';
import { readScript } from './script.ts';

const FOLDER = import.meta.dirname;
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.chat'),
);
const scripts = files.map((file) => ({
  file,
  script: readScript(readFileSync(path.join(FOLDER, file), 'utf8'), file),
}));

let assistant: Assistant;
beforeAll(async () => {
  assistant = await startAssistant();
}, 60_000);
afterAll(() => assistant.stop());

describe.each([...LOCALES])('conversations in %s', (locale) => {
  const own = scripts.filter(({ script }) => script.locale === locale);
  test.each(own.map(({ file, script }) => [file, script.title, script] as const))(
    '%s: %s',
    async (_file, _title, script) => {
      await replay(script, assistant);
    },
  );
});

test('the three languages have the same scenarios', () => {
  const scenarios = (locale: string) =>
    files
      .filter((file) => file.startsWith(`${locale}/`))
      .map((file) => file.slice(locale.length + 1))
      .sort();
  expect(scenarios('en')).toEqual(scenarios('fr'));
  expect(scenarios('es')).toEqual(scenarios('fr'));
  expect(scenarios('fr').length).toBeGreaterThanOrEqual(12);
});
