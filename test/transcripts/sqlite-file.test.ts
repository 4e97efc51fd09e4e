import { copyFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { migrations, SCHEMA_VERSION } from '../../src/transcripts/migrations/migrations.ts';
import { migrate, openForReading, openForWriting } from '../../src/transcripts/sqlite/open.ts';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import { occurrences } from './folder-bytes.ts';
import { folders } from './folders.ts';
import { aTurn, said } from './turns.ts';

const newFolder = folders();
const logger = pino({ level: 'silent' });
const open = (file: string) => createSqliteStore({ file, logger, patienceMs: 0 });

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await newFolder();
  file = path.join(folder, 'conversations.db');
});

describe('a file that is no store of ours is refused and left as it is', () => {
  const refused = async (code: string) => {
    const before = await readFile(file);
    await expect(open(file)).rejects.toMatchObject({ code, remedy: expect.stringMatching(/\w/) });
    expect((await readFile(file)).equals(before)).toBe(true);
  };

  async function aFilledStore(): Promise<void> {
    const store = await open(file);
    for (let talk = 0; talk < 50; talk++) await store.commitTurn(aTurn(`talk-${talk}`));
    await store.close();
  }

  test('not a database', async () => {
    await writeFile(file, 'dear diary, this is a text file and no database at all');
    await refused('STORE_FOREIGN');
  });

  test('another program’s database', async () => {
    new Database(file).exec('CREATE TABLE recipes (name TEXT)').close();
    await refused('STORE_FOREIGN');
  });

  test('a newer version’s', async () => {
    const database = openForWriting(file);
    database.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    database.close();
    await refused('STORE_NEWER');
  });

  test('a damaged one: cut short', async () => {
    await aFilledStore();
    await truncate(file, (await stat(file)).size - 8192);
    await refused('STORE_CORRUPT');
  });

  test('a damaged one: a page overwritten', async () => {
    await aFilledStore();
    const bytes = await readFile(file);
    bytes.fill(0x5a, 4096, 5 * 4096);
    await writeFile(file, bytes);
    await refused('STORE_CORRUPT');
  });

  test('one that another process serves', async () => {
    const store = await open(file);
    await expect(open(file)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    await store.close();
    const next = await open(file);
    await next.ready();
    await next.close();
  });
});

describe('an older file is brought up to date', () => {
  test.each(Array.from({ length: SCHEMA_VERSION }, (_, version) => version))(
    'from version %i',
    async (version) => {
      const database = new Database(file);
      database.pragma('foreign_keys = ON');
      migrate(database, version);
      if (version >= 1) {
        database.exec(`
          INSERT INTO conversations (id, channel, user_id, locale, started_at, last_at, turns, unanswered, rating)
            VALUES ('talk', 'directline', 'u', 'fr', 1, 2, 1, 0, 4);
          INSERT INTO states VALUES ('talk', 'tag-1', 1, NULL, '{"step":1}');
          INSERT INTO activities (conversation_id, seq, direction, at, activity${version >= 3 ? ', words' : ''})
            VALUES ('talk', 1, 'in', 1, '{"type":"message","text":"Où est l’été ?"}'${version >= 3 ? ", 'ou est l ete'" : ''});`);
      }
      database.close();

      const store = await open(file);
      if (version >= 1) {
        expect(await store.load('talk')).toEqual({ state: { step: 1 }, eTag: 'tag-1', lastSeq: 1 });
        expect((await store.search('ete', {})).items).toHaveLength(1);
        expect((await store.list({ rating: 4 })).items).toHaveLength(1);
      }
      expect(await store.commitTurn(aTurn('new'))).toMatchObject({ status: 'committed' });
      await store.close();
      const upToDate = openForReading(file);
      expect(upToDate.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
      expect(upToDate.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      upToDate.close();
    },
  );

  test('and every step that was ever released is still there', () => {
    expect(migrations.map(({ name }) => name)).toEqual(['turns', 'review', 'search', 'vocabulary']);
  });
});

describe('erasure', () => {
  const WORD = 'crustacéoïde';

  test('leaves the text in no file of the folder', async () => {
    const store = await open(file);
    for (let talk = 0; talk < 30; talk++) {
      await store.commitTurn(
        aTurn(`talk-${talk}`, {
          userId: talk === 7 ? 'dl_me' : 'dl_else',
          state: { name: talk === 7 ? WORD : 'x' },
          activities: [said('in', talk === 7 ? `${WORD} ${WORD}` : 'bonjour'), said('out', 'ok', 'a')],
          outbox: ['a'],
          facts: { evidence: talk === 7 ? [WORD] : [] },
        }),
      );
    }
    await store.requestHandoff('talk-7', { summary: WORD, contact: { name: WORD } });
    await store.note('talk-7', { author: 'ana', text: WORD });
    const { eTag } = await store.load('talk-7');
    await store.commitTurn(aTurn('talk-7', { userId: 'dl_me', eTag, state: {} }));
    expect(await occurrences(folder, WORD, 'crustaceoide')).toBeGreaterThan(5);

    expect(await store.erase({ userId: 'dl_me' }, 'test')).toBe(1);
    expect(await occurrences(folder, WORD, 'crustaceoide', 'dl_me')).toBe(0);
    expect(await store.load('talk-8')).toMatchObject({ lastSeq: 2 });
    // The trail alone knows that there was such a conversation.
    expect((await store.readAudit({ subject: 'talk-7' })).items).toHaveLength(1);
    await store.close();
    expect(await occurrences(folder, WORD, 'crustaceoide', 'dl_me')).toBe(0);
    // Its row and its index.
    expect(await occurrences(folder, 'talk-7')).toBe(2);
  });

  test('waits for staff who is reading', async () => {
    const store = await open(file);
    await store.commitTurn(aTurn('talk', { activities: [said('in', WORD)] }));
    const reader = openForReading(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM activities').get();
    const erased = store.erase({ conversationId: 'talk' }, 'test');
    // Turns go on meanwhile.
    await store.commitTurn(aTurn('other'));
    expect(await store.load('other')).toMatchObject({ lastSeq: 2 });
    reader.exec('COMMIT');
    reader.close();
    await erased;
    expect(await occurrences(folder, WORD)).toBe(0);
    await store.close();
  });
});

test('nobody changes or shortens the audit trail, not even with the file in hand', async () => {
  const store = await open(file);
  await store.audit({ actor: 'ana', action: 'login' });
  await store.close();
  const database = openForWriting(file);
  expect(() => database.exec("UPDATE audit SET actor = 'bob'")).toThrow('only grows');
  expect(() => database.exec('DELETE FROM audit')).toThrow('only grows');
  database.close();
});

test('a copy of the file beside its log holds every acknowledged turn', async () => {
  const store = await open(file);
  for (let talk = 0; talk < 20; talk++) await store.commitTurn(aTurn(`talk-${talk}`));
  const copy = path.join(folder, 'copy.db');
  await copyFile(file, copy);
  await copyFile(`${file}-wal`, `${copy}-wal`);
  await store.close();
  const copied = await open(copy);
  expect((await copied.list({}, { limit: 200 })).items).toHaveLength(20);
  await copied.close();
});
