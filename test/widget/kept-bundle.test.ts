import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keptBundle } from '../../src/widget/kept-bundle.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kept = () => readdirSync(folder).filter((file) => file.startsWith('widget-'));

test('a bundle is made once and found by the next start', async () => {
  const dirs = { localesDir: 'locales', cacheDir: folder };
  const made = await keptBundle(dirs);
  const [file = ''] = kept();
  const marked = readFileSync(path.join(folder, file), 'utf8').replace('"loader":"', '"loader":"/* kept */');
  writeFileSync(path.join(folder, file), marked);
  expect(await keptBundle(dirs)).toEqual({ ...made, loader: `/* kept */${made.loader}` });

  truncateSync(path.join(folder, file), 100);
  expect(await keptBundle(dirs)).toEqual(made);
});

test('other words make another bundle, which takes the place of the first', async () => {
  const localesDir = path.join(folder, 'locales');
  cpSync('locales', localesDir, { recursive: true });
  const before = await keptBundle({ localesDir, cacheDir: folder });
  const [first] = kept();
  const texts = path.join(localesDir, 'en', 'widget.json');
  writeFileSync(
    texts,
    readFileSync(texts, 'utf8').replace(/"title": "[^"]*"/, '"title": "Quite another title"'),
  );
  const after = await keptBundle({ localesDir, cacheDir: folder });
  expect(kept()).toHaveLength(1);
  expect(kept()).not.toEqual([first]);
  expect([...after.files.keys()]).not.toEqual([...before.files.keys()]);
});
