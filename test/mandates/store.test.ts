import fs, {
  chmod,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';

import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Disk } from '../../src/mandates/durable-file.ts';
import type { Mandate } from '../../src/mandates/mandate.ts';
import { formatMandates } from '../../src/mandates/mandates-file.ts';
import { type MandateStore, openMandateStore } from '../../src/mandates/store.ts';
import { aMandate } from './a-mandate.ts';

let folder: string;
let file: string;
let logged: { level: string; details: unknown; line: string }[];
const opened: MandateStore[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mandates-'));
  file = path.join(folder, 'mandates.json');
  logged = [];
});

afterEach(async () => {
  for (const store of opened.splice(0)) await store.dispose();
  await rm(folder, { recursive: true });
});

const keep = (level: string) => (details: unknown, line?: string) => {
  logged.push({ level, details, line: String(line) });
};

async function open(
  options: { pollMs?: number; disk?: Disk; lastGood?: string } = {},
): Promise<MandateStore> {
  const logger = { error: keep('error'), warn: keep('warn'), info: keep('info') };
  const store = await openMandateStore({ file, logger, pollMs: 0, ...options });
  opened.push(store);
  return store;
}

const save = (...mandates: Mandate[]) => writeFile(file, formatMandates(mandates));
const onDisk = async (): Promise<Mandate[]> => JSON.parse(await readFile(file, 'utf8')).mandates;
const one = aMandate({ id: 'one' });
const two = aMandate({ id: 'two', country: 'BJ' });

describe('a sound file', () => {
  test('is served: all, open on a day, by id, indexed', async () => {
    await save(
      one,
      aMandate({ id: 'two', closesOn: '2026-12-01' }),
      aMandate({ id: 'three', status: 'closed' }),
    );
    const store = await open();
    expect(store.all()).toHaveLength(3);
    expect(store.open('2026-12-01').map(({ id }) => id)).toEqual(['one', 'two']);
    expect(store.open('2026-12-02').map(({ id }) => id)).toEqual(['one']);
    expect(store.get('three')?.status).toBe('closed');
    expect(store.get('four')).toBeUndefined();
    expect(store.index().mandates).toHaveLength(3);
    expect(store.fault()).toBeUndefined();
  });

  test('is written through: replaced, put in, closed', async () => {
    await save(one);
    const store = await open();
    await store.upsert(two, { ...one, city: 'Thiès' });
    expect(await onDisk()).toEqual([{ ...one, city: 'Thiès' }, two]);
    await store.close('two');
    expect((await onDisk())[1]).toEqual({ ...two, status: 'closed' });
    await store.replace([two]);
    expect(await onDisk()).toEqual([two]);
    expect(store.index().mandates).toEqual([two]);
  });

  test('loses none of many changes made at once', async () => {
    await save();
    const store = await open();
    const ids = Array.from({ length: 20 }, (_, n) => `m${n}`);
    await Promise.all(ids.map((id) => store.upsert(aMandate({ id }))));
    expect((await onDisk()).map(({ id }) => id)).toEqual(ids);
  });

  test('tells its listeners of each change until they leave', async () => {
    await save(one);
    const store = await open();
    const told: number[] = [];
    const leave = store.onChange((mandates) => told.push(mandates.length));
    await store.upsert(two);
    leave();
    await store.replace([]);
    expect(told).toEqual([2]);
  });

  test('is served to the others when one listener throws', async () => {
    await save(one);
    const store = await open();
    const told: number[] = [];
    store.onChange(() => {
      throw new Error('listener');
    });
    store.onChange((mandates) => told.push(mandates.length));
    await store.upsert(two);
    expect(told).toEqual([2]);
    expect(logged).toMatchObject([{ level: 'error' }]);
  });
});

const BROKEN: [string, string | Buffer, RegExp][] = [
  ['empty', '', /is empty/],
  ['cut off', formatMandates([one, two]).slice(0, 300), /is not JSON/],
  ['of another shape', '{"mandates": {"one": {}}}', /must be a list/],
  ['a list', '[]', /must be a list/],
  ['no text', Buffer.from([0xff, 0xfe, 0x00, 0x01]), /is not JSON/],
  ['wrong in one field', formatMandates([one, { ...two, country: 'benin' }]), /two: \/country/],
  ['holding an id twice', formatMandates([one, one]), /one: \/id/],
];

describe('a broken file', () => {
  test.each(BROKEN)(
    '%s: the last good copy serves and the log names what is wrong',
    async (_what, content, message) => {
      await save(one, two);
      await open();
      await writeFile(file, content);
      const store = await open();
      expect(store.all()).toEqual([one, two]);
      expect(store.fault()?.line).toMatch(message);
      expect(logged.find(({ level }) => level === 'error')?.line).toMatch(message);
      expect(await readFile(file)).toEqual(Buffer.from(content));
    },
  );

  test('missing: the last good copy serves, and the next write brings the file back', async () => {
    await save(one);
    await open();
    await rm(file);
    const store = await open();
    expect(store.all()).toEqual([one]);
    await store.upsert(two);
    expect(await onDisk()).toEqual([one, two]);
    expect(store.fault()).toBeUndefined();
  });

  test('the copy may be kept in a folder of its own, which is made', async () => {
    await save(one);
    const lastGood = path.join(folder, 'var', 'copy.json');
    await open({ lastGood });
    await writeFile(file, 'nonsense');
    expect((await open({ lastGood })).all()).toEqual([one]);
  });

  test('without any good copy leaves the store empty and running', async () => {
    await writeFile(file, 'nonsense');
    const store = await open();
    expect(store.all()).toEqual([]);
    expect(logged.filter(({ level }) => level === 'error')).toHaveLength(2);
  });

  test('is never written over, not even by an import', async () => {
    await save(one);
    const store = await open();
    await writeFile(file, '{"mandates": [ half an edit');
    await expect(store.upsert(two)).rejects.toMatchObject({ code: 'MANDATES_FILE' });
    await expect(store.replace([two])).rejects.toMatchObject({ code: 'MANDATES_FILE' });
    expect(await readFile(file, 'utf8')).toBe('{"mandates": [ half an edit');
    expect(store.all()).toEqual([one]);
  });

  test('with a byte order mark is not broken', async () => {
    await writeFile(file, `\uFEFF${formatMandates([one])}`);
    expect((await open()).all()).toEqual([one]);
  });
});

describe('a change by hand', () => {
  const change = (store: MandateStore) =>
    new Promise<readonly Mandate[]>((resolve) => store.onChange(resolve));

  test('is taken up without a restart, whether written in place or renamed over the file', async () => {
    await save(one);
    const store = await open({ pollMs: 20 });
    const inPlace = change(store);
    await save(one, two);
    expect(await inPlace).toEqual([one, two]);
    const renamed = change(store);
    await writeFile(`${file}.new`, formatMandates([two]));
    await rename(`${file}.new`, file);
    expect(await renamed).toEqual([two]);
    expect(store.index().mandates).toEqual([two]);
  });

  test('that breaks the file changes nothing until it is mended', async () => {
    await save(one);
    const store = await open({ pollMs: 20 });
    const mended = change(store);
    await writeFile(file, '{"mandates": [');
    while (!store.fault()) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(store.all()).toEqual([one]);
    await save(two);
    expect(await mended).toEqual([two]);
    expect(store.fault()).toBeUndefined();
  });

  test('that nobody has read yet is kept by the next write', async () => {
    await save(one);
    const store = await open();
    await save(one, two);
    await store.upsert(aMandate({ id: 'three' }));
    expect((await onDisk()).map(({ id }) => id)).toEqual(['one', 'two', 'three']);
  });
});

describe('a write that fails', () => {
  test('leaves memory and file as they were', async () => {
    await save(one);
    let full = true;
    const disk: Disk = {
      open: async (...args) => {
        const handle = await fs.open(...args);
        return {
          writeFile: (text) =>
            full && args[1] === 'w' ? Promise.reject(new Error('ENOSPC')) : handle.writeFile(text),
          sync: () => handle.sync(),
          close: () => handle.close(),
        };
      },
      rename: fs.rename,
      rm: fs.rm,
    };
    const store = await open({ disk });
    await expect(store.upsert(two)).rejects.toMatchObject({ code: 'MANDATES_WRITE' });
    expect(store.all()).toEqual([one]);
    expect(await onDisk()).toEqual([one]);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    full = false;
    await store.upsert(two);
    expect(store.all()).toEqual([one, two]);
  });

  test('because the mandate is wrong names record and field', async () => {
    await save(one);
    const store = await open();
    const wrong = { ...two, duration: { minMonths: 6, maxMonths: 3 } };
    await expect(store.upsert(wrong)).rejects.toThrow('two: /duration/maxMonths');
    await expect(store.close('nobody')).rejects.toMatchObject({ code: 'MANDATE_UNKNOWN' });
    expect(store.all()).toEqual([one]);
  });
});

test('a symbolic link stays one, and the file keeps its permissions', async () => {
  const real = path.join(folder, 'real.json');
  await writeFile(real, formatMandates([one]));
  await chmod(real, 0o640);
  await symlink(real, file);
  await (await open()).upsert(two);
  expect((await lstat(file)).isSymbolicLink()).toBe(true);
  expect(JSON.parse(await readFile(real, 'utf8')).mandates).toHaveLength(2);
  expect((await lstat(real)).mode & 0o777).toBe(0o640);
});
