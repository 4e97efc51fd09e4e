import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mandatesCommand } from '../../src/cli/mandates.ts';
import { matchCommand } from '../../src/cli/match.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { formatMandates } from '../../src/mandates/mandates-file.ts';
import { aMandate } from './a-mandate.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
const inFolder = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'commands-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line in this process. */
async function run(command: 'match' | 'mandates', ...args: string[]): Promise<Ran> {
  const ran: Ran = { code: 0, out: '', err: '' };
  ran.code = await runCommand(command === 'match' ? matchCommand : mandatesCommand, args, {
    out: (text) => {
      ran.out += text;
    },
    err: (text) => {
      ran.err += text;
    },
  });
  return ran;
}

const one = aMandate({ id: 'one' });
const two = aMandate({ id: 'two', country: 'BJ' });

describe('match', () => {
  const profile = {
    residency: 'citizen',
    languages: { fr: 'C1' },
    availability: { minMonths: 4, maxMonths: 6, from: '2027-01' },
  };
  const matchFiles = async (profileText: string, mandatesText: string, ...more: string[]) => {
    await writeFile(inFolder('profile.json'), profileText);
    await writeFile(inFolder('mandates.json'), mandatesText);
    return run(
      'match',
      '--profile',
      inFolder('profile.json'),
      '--mandates',
      inFolder('mandates.json'),
      ...more,
    );
  };
  const mandates = formatMandates([one, aMandate({ id: 'long', duration: { minMonths: 8, maxMonths: 9 } })]);

  test('prints the verdict, the suggestions and the near misses as JSON', async () => {
    const { code, out } = await matchFiles(
      JSON.stringify(profile),
      mandates,
      '--today',
      '2026-11-23',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      verdict: expect.objectContaining({ outcome: 'incomplete' }),
      suggestions: [
        { id: 'one', score: expect.any(Number), reasons: expect.any(Array), gaps: expect.any(Array) },
      ],
      nearMisses: [{ id: 'long', unlock: [{ kind: 'duration', need: 8, have: 6, more: 2 }] }],
    });
  });

  test('prints a table for people, over the project’s own mandates by default', async () => {
    await writeFile(inFolder('profile.json'), JSON.stringify(profile));
    const { code, out } = await run(
      'match',
      '--profile',
      inFolder('profile.json'),
      '--today',
      '2026-11-23',
      '--limit',
      '3',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^Verdict: incomplete\n {2}residency +yes/);
    expect(out).toMatch(/Fits \(\d+\)\n/);
  });

  test.each([
    ['a profile that is no JSON', '{', mandates, /profile\.json is not JSON/],
    [
      'a profile with a wrong field',
      '{"availability":{"from":"soon"}}',
      mandates,
      /profile\.json .*\/availability\/from/,
    ],
    ['mandates that are no JSON', '{}', '[', /mandates\.json .*is not JSON/],
    [
      'a mandate with a wrong field',
      '{}',
      '{"mandates":[{"id":"x"}]}',
      /mandates\.json .*x: \/status is missing/,
    ],
  ])('%s: exit 2 with the path and the field', async (_what, profileText, mandatesText, message) => {
    const { code, out, err } = await matchFiles(profileText, mandatesText, '--json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  test.each([
    [[], /--profile/],
    [['--profile', '/nowhere.json'], /nowhere\.json cannot be read/],
    [['--profile', 'package.json', '--today', 'yesterday'], /--today yesterday/],
    [['--profile', 'package.json', '--limit', '0'], /--limit 0/],
  ])('misuse %j: exit 2 with a reason', async (args, message) => {
    const { code, err } = await run('match', ...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('mandates', () => {
  let store: string;
  beforeEach(async () => {
    store = inFolder('store.json');
    await writeFile(store, formatMandates([one, two]));
  });
  const stored = async () => JSON.parse(await readFile(store, 'utf8')).mandates;
  const incoming = async (...mandates: object[]) => {
    await writeFile(inFolder('incoming.json'), JSON.stringify({ mandates }));
    return inFolder('incoming.json');
  };

  test('validate says that all is well, or every problem with exit 1', async () => {
    expect(await run('mandates', 'validate', store)).toMatchObject({
      code: 0,
      out: '2 mandates, all valid.\n',
    });
    const file = await incoming({ ...one, country: 'senegal' }, { ...two, status: 'maybe' });
    const { code, out } = await run('mandates', 'validate', file);
    expect(code).toBe(1);
    expect(out).toMatch(/^one: \/country .*\ntwo: \/status must be one of draft, open, closed\n$/);
  });

  test('import shows what changes and writes it', async () => {
    const file = await incoming({ ...one, city: 'Thiès' }, aMandate({ id: 'three' }));
    const { code, out } = await run('mandates', 'import', file, '--file', store);
    expect(code).toBe(0);
    expect(out).toBe('+ three\n~ one: city\n1 added, 1 changed, 0 removed, 1 unchanged.\n');
    expect((await stored()).map(({ id }: { id: string }) => id)).toEqual(['one', 'two', 'three']);
  });

  test('import --dry-run only shows', async () => {
    const { out } = await run(
      'mandates',
      'import',
      await incoming(one),
      '--file',
      store,
      '--replace',
      '--dry-run',
      '--json',
    );
    expect(JSON.parse(out)).toEqual({
      written: false,
      added: [],
      changed: [],
      removed: ['two'],
      unchanged: ['one'],
    });
    expect(await stored()).toEqual([one, two]);
  });

  test('import --replace removes what the file does not hold', async () => {
    await run('mandates', 'import', await incoming(one), '--file', store, '--replace');
    expect(await stored()).toEqual([one]);
  });

  test('import refuses everything when one record is wrong', async () => {
    const file = await incoming(aMandate({ id: 'three' }), { ...one, country: 'x' });
    const { code, out } = await run('mandates', 'import', file, '--file', store);
    expect(code).toBe(1);
    expect(out).toMatch(/one: \/country .*\nNothing was imported\.\n/);
    expect(await stored()).toEqual([one, two]);
  });

  test('import does not write over a store that is broken', async () => {
    await writeFile(store, '{"mandates": [');
    const { code, err } = await run('mandates', 'import', await incoming(one), '--file', store);
    expect(code).toBe(1);
    expect(err).toMatch(/store\.json does not hold valid mandates/);
    expect(await readFile(store, 'utf8')).toBe('{"mandates": [');
  });

  test('import begins a store that is not there', async () => {
    await rm(store);
    await rm(`${store}.last-good`, { force: true });
    expect((await run('mandates', 'import', await incoming(one), '--file', store)).code).toBe(0);
    expect(await stored()).toEqual([one]);
  });

  test('what export writes, import takes back unchanged', async () => {
    for (const name of ['out.csv', 'out.jsonld', 'out.json']) {
      expect((await run('mandates', 'export', inFolder(name), '--file', store)).code).toBe(0);
      const { out } = await run('mandates', 'import', inFolder(name), '--file', store, '--replace');
      expect(out).toBe('0 added, 0 changed, 0 removed, 2 unchanged.\n');
    }
  });

  test('export says what it wrote, with --json too', async () => {
    const file = inFolder('told.csv');
    expect((await run('mandates', 'export', file, '--file', store)).out).toBe(
      `2 mandates, written to ${file}.\n`,
    );
    const { code, out } = await run('mandates', 'export', file, '--file', store, '--json');
    expect({ code, told: JSON.parse(out) }).toEqual({
      code: 0,
      told: { file, format: 'csv', mandates: 2 },
    });
  });

  test('export into a folder that is not there: exit 2 with one line', async () => {
    const file = inFolder('nowhere/x.json');
    expect(await run('mandates', 'export', file, '--file', store, '--json')).toEqual({
      code: 2,
      out: '',
      err: `${file} cannot be written: there is no such folder. Give another path.\n`,
    });
  });

  test('export - prints', async () => {
    const { out } = await run('mandates', 'export', '-', '--file', store, '--format', 'csv');
    expect(out).toMatch(/^id,status,/);
  });

  test.each([
    [['validate']],
    [['validate', 'LICENSE']],
    [['import', 'LICENSE']],
    [['validate', '--format', 'xml', 'LICENSE']],
    [['frobnicate']],
    [['validate', '/nowhere.json']],
  ])('misuse %j: exit 2 with a reason', async (args) => {
    const { code, err } = await run('mandates', ...args);
    expect(code).toBe(2);
    expect(err).not.toBe('');
  });
});

test.each(['match', 'mandates'])('%s runs from the shell and hands its exit code on', async (command) => {
  const ran = await new Promise<Ran>((resolve) => {
    execFile(process.execPath, [`src/cli/${command}.ts`, '--nonsense'], { cwd: root }, (error, out, err) => {
      resolve({ code: Number(error?.code), out, err });
    });
  });
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('error: ') });
});
