import { afterEach, expect, test } from '@jest/globals';
import { type Content, createContent } from '../../src/content/content.ts';
import { EMPTY } from '../../src/content/overlay.ts';
import type { Version, VersionStore } from '../../src/content/versions.ts';

const version = (number: number, phrase: string): Version => ({
  number,
  at: new Date('2026-11-23T12:00:00Z'),
  author: 'ana@example.org',
  summary: 'costs',
  overlay: { ...EMPTY, phrases: { ...EMPTY.phrases, en: { costs: [phrase] } } },
});

/** What instances share; another one publishes into it. */
function sharedVersions() {
  const kept: Version[] = [];
  const store: VersionStore = {
    latest: async () => kept.at(-1),
    get: async (number) => kept.find((each) => each.number === number),
    list: async () => kept,
    add: async (added) => kept.push(added) > 0,
  };
  return { kept, store };
}

let content: Content | undefined;
afterEach(() => content?.close());

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
};

test('what another instance published and cannot be learnt is told once a version, and tried again', async () => {
  const { kept, store } = sharedVersions();
  const logged: unknown[] = [];
  let tries = 0;
  let works = false;
  content = await createContent({
    contentDir: 'data',
    localesDir: 'locales',
    versions: store,
    pollMs: 1,
    async train() {
      tries++;
      if (!works) throw new Error('no memory');
    },
    logger: { error: (fields: unknown) => void logged.push(fields) },
  });
  kept.push(version(1, 'what is the damage'));
  await until(() => tries > 3);
  expect(logged).toMatchObject([{ version: 1, serving: 0 }]);
  kept.push(version(2, 'what does it set me back'));
  const before = tries;
  await until(() => tries > before + 3);
  expect(logged).toMatchObject([{ version: 1 }, { version: 2, serving: 0 }]);
  works = true;
  await until(() => content?.version() === 2);
  expect(logged).toHaveLength(2);
});
