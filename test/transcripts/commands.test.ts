import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { runCommand } from '../../src/cli/run-command.ts';
import { storeCommand } from '../../src/cli/store.ts';
import { createAccounts } from '../../src/staff/access/accounts.ts';
import { openStaffStorage } from '../../src/staff/storage/open.ts';
import { occurrences } from './folder-bytes.ts';
import { folders } from './folders.ts';
import { openStore } from './open-store.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { aTurn, said } from './turns.ts';

const newFolder = folders();
const environment = { ...process.env };
let folder = '';
let file = '';

async function run(...args: string[]) {
  const ran = { out: '', err: '', code: 0 };
  ran.code = await runCommand(storeCommand, args, {
    out: (text) => {
      ran.out += text;
    },
    err: (text) => {
      ran.err += text;
    },
  });
  return ran;
}

async function fill(): Promise<void> {
  const store = await openStore(file);
  for (let talk = 0; talk < 30; talk++) {
    await store.commitTurn(
      aTurn(`talk-${talk}`, {
        activities: [said('in', `œuvre ${talk} \u0000 🙂`), said('out', 'ok', 'a')],
        outbox: ['a'],
        dedupeId: 'd',
        handoff: { summary: { talk }, contact: { name: 'Marie' } },
        facts: { topic: 'costs', confidence: 0.1 + 0.2, events: ['checked', 'checked'], evidence: { talk } },
      }),
    );
  }
  await store.tag('talk-1', 'visa');
  await store.note('talk-1', { author: 'ana', text: 'é' });
  await store.audit({ actor: 'ana', action: 'login' });
  await store.close();
}

async function aStaff(dataDir: string, email: string): Promise<void> {
  const storage = await openStaffStorage({ dataDir });
  await createAccounts(await storage.database(), () => new Date()).add({ email, role: 'editor' });
  await storage.close();
}

async function staffOf(where: { dataDir: string; databaseUrl?: string }): Promise<string[]> {
  const storage = await openStaffStorage(where);
  const accounts = await createAccounts(await storage.database(), () => new Date()).list();
  await storage.close();
  return accounts.map(({ email }) => email);
}

beforeEach(async () => {
  folder = await newFolder();
  file = path.join(folder, 'conversations.db');
  process.env.DATA_DIR = folder;
  delete process.env.DATABASE_URL;
});
afterAll(() => {
  process.env = environment;
});

describe('backup and restore', () => {
  test('a backup to a place that cannot be says why', async () => {
    await fill();
    await writeFile(path.join(folder, 'note'), '');
    for (const target of ['note/copy.db', 'nowhere/copy.db'])
      expect(await run('backup', path.join(folder, target))).toMatchObject({
        code: 2,
        err: expect.stringContaining(`${target} cannot be written: there is no such folder`),
      });
    expect(await readdir(folder)).not.toContain('copy.db');
  });

  test('a backup taken while the bot writes is whole, and comes back', async () => {
    await fill();
    const store = await openStore(file);
    const copy = path.join(folder, 'copy.db');
    const [ran] = await Promise.all([run('backup', copy), store.commitTurn(aTurn('meanwhile'))]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    await store.erase({ conversationId: 'talk-3' }, 'test');
    await store.close();

    expect(await run('restore', copy)).toMatchObject({ code: 1, err: expect.stringContaining('--replace') });
    expect(await run('restore', copy, '--replace')).toMatchObject({
      code: 0,
      out: expect.stringContaining('no erasure reaches it'),
    });
    const restored = await openStore(file);
    expect(await restored.load('talk-3')).toMatchObject({ lastSeq: 2 });
    await restored.close();
    expect((await readdir(folder)).filter((name) => name.includes('.before-'))).not.toEqual([]);
    expect((await run('verify')).code).toBe(0);
  });

  test('takes accounts and published answers along', async () => {
    await fill();
    await aStaff(folder, 'one@example.org');
    const copy = path.join(folder, 'copy.db');
    expect(JSON.parse((await run('backup', copy, '--json')).out)).toEqual({
      written: copy,
      staff: `${copy}-staff`,
    });
    await aStaff(folder, 'two@example.org');
    expect((await run('restore', copy, '--replace')).code).toBe(0);
    expect(await staffOf({ dataDir: folder })).toEqual(['one@example.org']);
  });

  test('a damaged or foreign backup is not put in place', async () => {
    await fill();
    const bad = path.join(folder, 'bad.db');
    await writeFile(bad, 'no database');
    expect(await run('restore', bad, '--replace')).toMatchObject({ code: 1 });
    expect((await run('verify')).code).toBe(0);
  });

  test('nothing is restored under a running bot', async () => {
    await fill();
    const copy = path.join(folder, 'copy.db');
    await run('backup', copy);
    const store = await openStore(file);
    const ran = await run('restore', copy, '--replace');
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('Another process') });
    await store.close();
  });
});

describe('verify', () => {
  test('tells the contradictions it finds, and exits 1', async () => {
    await fill();
    const database = new Database(file);
    database.exec("DELETE FROM outbox; UPDATE states SET last_seq = 7 WHERE conversation_id = 'talk-2'");
    database.close();
    const ran = await run('verify', '--json');
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({
      rows: { conversations: 30, activities: 60 },
      findings: ['conversation talk-2: its activities are not numbered from 1 without gaps'],
    });
  });

  test('says that there is no store, and makes none', async () => {
    expect(await run('verify')).toMatchObject({ code: 1, err: expect.stringContaining('There is no store') });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('erase and expire', () => {
  test('work beside a running bot and are written into the trail', async () => {
    const store = await openStore(file);
    await store.commitTurn(aTurn('talk-1', { activities: [said('in', 'crustacé')], userId: 'u1' }));
    await store.commitTurn(aTurn('talk-2', { activities: [said('in', 'crustacé')], userId: 'u2' }));
    expect(JSON.parse((await run('erase', '--user', 'u1', '--json')).out)).toEqual({ erased: 1 });
    expect(await store.load('talk-1')).toEqual({ lastSeq: 0 });
    expect((await run('expire', '--days', '1')).out).toBe('0 conversations erased.\n');
    expect((await run('expire', '--days', '0')).out).toBe('1 conversations erased.\n');
    expect(await occurrences(folder, 'crustac')).toBe(0);
    const trail = await store.readAudit({ actor: 'command' });
    expect(trail.items).toMatchObject([{ action: 'expire' }, { action: 'erase', subject: 'talk-1' }]);
    await store.close();
  });

  test.each([
    [['erase']],
    [['expire', '--days', 'x']],
    [['backup']],
    [['migrate', 'http://x']],
    [['nonsense']],
  ])('misuse is told: %j', async (args) => {
    const ran = await run(...args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).not.toBe('');
  });
});

describe('migrate to PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.dispose());

  test('moves every row, and the bot goes on there', async () => {
    await fill();
    await aStaff(folder, 'one@example.org');
    const url = await server.newDatabase();
    const ran = await run('migrate', url, '--json');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ran.out).rows).toMatchObject({
      conversations: 30,
      activities: 60,
      events: 60,
      handoffs: 30,
    });
    expect(JSON.parse(ran.out).staff).toMatchObject({ accounts: 1, content_versions: 0 });
    expect(await staffOf({ dataDir: folder, databaseUrl: url })).toEqual(['one@example.org']);

    process.env.DATABASE_URL = url;
    expect((await run('verify')).code).toBe(0);
    const [here, there] = await Promise.all([openStore(file), openStore(url)]);
    expect(await there.conversation('talk-1')).toEqual(await here.conversation('talk-1'));
    expect(await there.transcript('talk-1', { reveal: true })).toEqual(
      await here.transcript('talk-1', { reveal: true }),
    );
    expect((await there.search('oeuvre', {}, { limit: 200 })).items).toHaveLength(30);
    const { eTag } = await there.load('talk-1');
    expect(await there.commitTurn(aTurn('talk-1', { eTag, dedupeId: 'd' }))).toEqual({ status: 'duplicate' });
    expect(await there.commitTurn(aTurn('talk-1', { eTag, handoff: { summary: 1 } }))).toMatchObject({
      lastSeq: 4,
    });
    await Promise.all([here.close(), there.close()]);

    delete process.env.DATABASE_URL;
    expect(await run('migrate', url)).toMatchObject({
      code: 1,
      err: expect.stringContaining('already holds'),
    });
  });
});
