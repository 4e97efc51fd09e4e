import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { EMPTY } from '../../src/content/overlay.ts';
import { createAccounts } from '../../src/staff/access/accounts.ts';
import { createAttempts } from '../../src/staff/access/attempts.ts';
import { ABSOLUTE_MS, createSessions, IDLE_MS } from '../../src/staff/access/sessions.ts';
import { beginDraft } from '../../src/staff/content/draft.ts';
import type { StaffDatabase } from '../../src/staff/storage/database.ts';
import { createDrafts } from '../../src/staff/storage/drafts.ts';
import { expireDrafts } from '../../src/staff/storage/expired-drafts.ts';
import { openStaffStorage, type StaffStorage } from '../../src/staff/storage/open.ts';
import { createSetAside } from '../../src/staff/storage/set-aside.ts';
import { createVersionStore } from '../../src/staff/storage/versions.ts';
import { type PostgresServer, startPostgres } from '../transcripts/postgres-server.ts';
import { PASSWORD } from './served.ts';

let postgres: PostgresServer;
const dataDir = mkdtempSync(path.join(tmpdir(), 'passerelle-staff-db-'));
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await postgres?.dispose();
  rmSync(dataDir, { recursive: true, force: true });
});

const ENGINES = {
  SQLite: async () => ({ dataDir }),
  PostgreSQL: async () => ({ dataDir, databaseUrl: await postgres.newDatabase() }),
};

describe.each(['SQLite', 'PostgreSQL'] as const)('what the staff pages keep, on %s', (engine) => {
  let where: { dataDir: string; databaseUrl?: string };
  let storage: StaffStorage;
  let database: StaffDatabase;
  const clock = { now: new Date('2026-11-23T12:00:00Z') };
  const now = () => clock.now;
  beforeAll(async () => {
    where = await ENGINES[engine]();
    storage = await openStaffStorage(where);
    database = await storage.database();
  });
  afterAll(() => storage.close());

  test('is there again when it is opened again, by another process too', async () => {
    await createAccounts(database, now).add({ email: 'one@example.org', role: 'editor', name: 'One' });
    const again = await openStaffStorage(where);
    const [account] = await createAccounts(await again.database(), now).list();
    await again.close();
    expect(account).toMatchObject({
      email: 'one@example.org',
      role: 'editor',
      active: false,
      disabled: false,
    });
  });

  test('an invitation lasts three days, works once, and a newer one voids it', async () => {
    const accounts = createAccounts(database, now);
    const first = await accounts.add({ email: 'two@example.org', role: 'agent' });
    const second = await accounts.reset('two@example.org');
    expect(await accounts.invited(first)).toBeUndefined();
    expect(await accounts.redeem(second, PASSWORD)).toMatchObject({ email: 'two@example.org' });
    expect(await accounts.redeem(second, PASSWORD)).toBeUndefined();
    expect(await accounts.signIn('TWO@example.org', PASSWORD)).toMatchObject({ role: 'agent' });
    const third = await accounts.reset('two@example.org');
    expect(await accounts.signIn('two@example.org', PASSWORD)).toBeUndefined();
    clock.now = new Date(clock.now.getTime() + 73 * 3_600_000);
    expect(await accounts.invited(third)).toBeUndefined();
  });

  test('an account exists once', async () => {
    const accounts = createAccounts(database, now);
    await expect(accounts.add({ email: 'ONE@example.org', role: 'admin' })).rejects.toThrow('exists already');
    await expect(accounts.disable('nobody@example.org')).rejects.toThrow('no account');
  });

  test('a person is disabled and enabled again with all their accounts', async () => {
    const accounts = createAccounts(database, now);
    const person = { issuer: 'https://login.example', subject: 'x1', email: 'One@Example.org', name: 'One' };
    const elsewhere = await accounts.fromProvider({ ...person, role: 'editor' });
    const session = await createSessions(database, now).open(elsewhere ?? { id: 0 });
    await accounts.disable('one@example.org');
    const states = async () =>
      (await accounts.list()).filter(({ name }) => name === 'One').map(({ disabled }) => disabled);
    expect(await states()).toEqual([true, true]);
    expect(await createSessions(database, now).find(session)).toBeUndefined();
    await accounts.enable('one@example.org');
    expect(await states()).toEqual([false, false]);
    await database
      .deleteFrom('accounts')
      .where('id', '=', elsewhere?.id ?? 0)
      .execute();
  });

  test('a session ends when nobody uses it, and after its longest time in any case', async () => {
    const [account] = await createAccounts(database, now).list();
    const sessions = createSessions(database, now);
    const idle = await sessions.open({ id: account?.id ?? 0 });
    const busy = await sessions.open({ id: account?.id ?? 0 });
    const start = clock.now.getTime();
    for (let passed = 0; passed < ABSOLUTE_MS; passed += IDLE_MS / 2) {
      clock.now = new Date(start + passed);
      expect(await sessions.find(busy)).toBeDefined();
    }
    expect(await sessions.find(idle)).toBeUndefined();
    clock.now = new Date(start + ABSOLUTE_MS + 1);
    expect(await sessions.find(busy)).toBeUndefined();
  });

  test('a session is ended by its owner alone, and known by its browser', async () => {
    const sessions = createSessions(database, now);
    const [one = { id: 0 }, two = { id: 0 }] = await createAccounts(database, now).list();
    const mine = await sessions.open(one, { browser: 'Firefox, Linux' });
    const theirs = await sessions.open(two);
    const key = (await sessions.find(mine))?.key ?? '';
    expect(await sessions.list(one.id)).toMatchObject([
      { key, browser: 'Firefox, Linux', accountId: one.id },
    ]);
    await sessions.end(two.id, key);
    expect(await sessions.find(mine)).toBeDefined();
    const second = await sessions.open(one);
    await sessions.endAll(one.id, key);
    expect([await sessions.find(second), (await sessions.find(mine))?.key]).toEqual([undefined, key]);
    await sessions.end(one.id, key);
    expect([await sessions.find(mine), (await sessions.find(theirs))?.account.id]).toEqual([
      undefined,
      two.id,
    ]);
  });

  test('a draft that somebody else saved meanwhile is not written over, and goes when nobody saves it any more', async () => {
    const drafts = createDrafts(database, now);
    const draft = beginDraft({
      texts: {
        topics: {},
        sources: {},
        answers: EMPTY.answers,
        labels: EMPTY.labels,
        buttons: { fr: [], en: [], es: [] },
        phrases: EMPTY.phrases,
      },
      overlayPhrases: EMPTY.phrases,
      version: 0,
      questions: [],
      approvedBy: 'One',
      today: '2026-11-23',
    });
    const id = await drafts.begin('one@example.org', draft);
    const seen = (await drafts.find(id))?.at ?? new Date(0);
    const both = await Promise.all([
      drafts.save(id, { ...draft, source: 'mine' }, seen),
      drafts.save(id, { ...draft, source: 'theirs' }, seen),
    ]);
    expect(both.toSorted()).toEqual([false, true]);
    const kept = await drafts.find(id);
    expect(kept?.draft.source).toBe(both[0] ? 'mine' : 'theirs');
    expect(await drafts.save(id, draft, kept?.at ?? seen)).toBe(true);

    const saved = (await drafts.find(id))?.at ?? seen;
    expect(await expireDrafts(storage, saved)).toBe(0);
    expect(await expireDrafts(storage, new Date(saved.getTime() + 1))).toBe(1);
    expect(await drafts.find(id)).toBeUndefined();
  });

  test('nothing kept opens a door by itself: ids and links are hashed', async () => {
    const sessions = createSessions(database, now);
    const id = await sessions.open({ id: 1 });
    const rows = await database.selectFrom('sessions').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(id);
  });

  test('failed sign-ins add up, and are forgotten after a day', async () => {
    const attempts = createAttempts(database, now);
    const attempt = { address: '203.0.113.9', email: 'one@example.org', familiar: false };
    for (let i = 0; i < 6; i++) await attempts.failed(attempt);
    expect(await attempts.wait(attempt)).toBe(2_000);
    expect(await attempts.wait({ ...attempt, address: '203.0.113.10' })).toBe(0);
    clock.now = new Date(clock.now.getTime() + 25 * 3_600_000);
    await attempts.failed({ ...attempt, email: 'other@example.org' });
    const rows = await database.selectFrom('attempts').select('name').execute();
    expect(rows.map(({ name }) => name)).not.toContain('pair 203.0.113.9 one@example.org');
  });

  test('of two who publish the same next version one is refused', async () => {
    const versions = createVersionStore(storage);
    const version = { number: 1, at: clock.now, author: 'one@example.org', summary: 'costs', overlay: EMPTY };
    const both = await Promise.all([
      versions.add(version),
      versions.add({ ...version, author: 'two@example.org' }),
    ]);
    expect(both.toSorted()).toEqual([false, true]);
    expect(await versions.latest()).toMatchObject({ number: 1, overlay: EMPTY });
    expect(await versions.list(10)).toHaveLength(1);
    expect(await versions.get(7)).toBeUndefined();
  });

  test('a question is set aside once, however often', async () => {
    const setAside = createSetAside(database, now);
    const place = { conversationId: 'a conversation', seq: 3 };
    await setAside.add([place, place], 'one@example.org');
    expect([...(await setAside.among(['a conversation', 'another']))]).toEqual(['a conversation 3']);
    expect([...(await setAside.among([]))]).toEqual([]);
  });
});

test('programs that start together on a new file all find it whole', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-staff-new-'));
  const storages = await Promise.all([1, 2].map(() => openStaffStorage({ dataDir: folder })));
  for (const storage of storages) {
    expect(await createAccounts(await storage.database(), () => new Date()).isEmpty()).toBe(true);
    await storage.close();
  }
  rmSync(folder, { recursive: true });
});

test('what a newer program has used is not opened', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-staff-newer-'));
  await (await openStaffStorage({ dataDir: folder })).close();
  const database = new Database(path.join(folder, 'staff.db'));
  database.exec("INSERT INTO kysely_migration VALUES ('999-later', '2027-01-01T00:00:00Z')");
  database.close();
  await expect(openStaffStorage({ dataDir: folder })).rejects.toMatchObject({ code: 'STAFF_STORE' });
  rmSync(folder, { recursive: true });
});
