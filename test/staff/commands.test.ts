import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCommand } from '../../src/cli/run-command.ts';
import { staffCommand } from '../../src/cli/staff.ts';
import { withStore } from '../../src/cli/with-store.ts';

const environment = { ...process.env };
const dataDir = mkdtempSync(path.join(tmpdir(), 'passerelle-staff-command-'));
beforeAll(() => {
  process.env.DATA_DIR = dataDir;
  delete process.env.DATABASE_URL;
});
afterAll(() => {
  process.env = environment;
  rmSync(dataDir, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const ran = { out: '', err: '', code: 0 };
  ran.code = await runCommand(staffCommand, args, {
    out: (text) => {
      ran.out += text;
    },
    err: (text) => {
      ran.err += text;
    },
  });
  return ran;
}

const trail = () => withStore(async (store) => (await store.readAudit({ actor: 'command' })).items);

test('every change of an account stands in the trail, and what was refused does not', async () => {
  expect(await run('add', 'ana@example.org', '--role', 'editor')).toMatchObject({
    code: 0,
    out: expect.stringContaining('/staff/invitation/'),
  });
  expect((await run('add', 'ana@example.org', '--role', 'admin')).code).toBe(1);
  expect((await run('disable', 'nobody@example.org')).code).toBe(1);
  for (const change of [['role', '--role', 'agent'], ['disable'], ['enable'], ['reset']])
    expect((await run(...change, 'ana@example.org', '--json')).code).toBe(0);
  expect(JSON.parse((await run('list', '--json')).out)).toMatchObject([{ role: 'agent', disabled: false }]);
  const items = (await trail()).toReversed();
  expect(items.every(({ subject }) => subject === 'ana@example.org')).toBe(true);
  expect(items.map(({ action, detail }) => [action, detail])).toEqual([
    ['account-add', { role: 'editor' }],
    ['account-role', { role: 'agent' }],
    ['account-disable', undefined],
    ['account-enable', undefined],
    ['account-reset', undefined],
  ]);
});
