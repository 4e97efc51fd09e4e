import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const dataDir = mkdtempSync(path.join(tmpdir(), 'start-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Starts the assistant as `npm start` does, and gives what it says once it has ended by itself. */
const start = (
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--no-warnings', 'src/start.js', ...args],
      { cwd: root, env: { ...process.env, DATA_DIR: dataDir, PORT: '0', ...env }, timeout: 60_000 },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

describe('npm start', () => {
  test.each(['--help', '-h'])('%s says how to use it and starts nothing', async (option) => {
    expect(await start([option])).toEqual({
      code: 0,
      out: expect.stringMatching(/^Usage: npm start\n/),
      err: '',
    });
  });

  test.each(['--bogus', 'extra'])('refuses %s as misuse', async (argument) => {
    const { code, out, err } = await start([argument]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: /);
    expect(err).toContain(argument);
  });

  test('a mandates file that is not there stops the start with one line', async () => {
    const { code, err } = await start([], { MANDATES_FILE: '/nope.json', LOG_LEVEL: 'silent' });
    expect({ code, err }).toEqual({
      code: 1,
      err: 'The setting MANDATES_FILE is wrong, there is no file /nope.json. Correct the path, or make the file with: npm run mandates -- import FILE\n',
    });
  });
});
