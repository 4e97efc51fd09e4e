import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createPostgresStore } from '../../src/transcripts/postgres/store.ts';
import type { ConversationStore } from '../../src/transcripts/store.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { reviewContract } from './review-contract.ts';
import { silentLine } from './silent-line.ts';
import { type OpenStore, turnContract } from './turn-contract.ts';
import { aTurn, said } from './turns.ts';

const logger = pino({ level: 'silent' });
let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.dispose());

const open: OpenStore = async (options) =>
  createPostgresStore({ url: await server.newDatabase(), logger, ...options });

describe('PostgreSQL keeps the contract of turns', () => turnContract(open));
describe('PostgreSQL keeps the contract of staff', () => reviewContract(open));

describe('several instances over one database', () => {
  let one: ConversationStore;
  let other: ConversationStore;

  beforeAll(async () => {
    const url = await server.newDatabase();
    [one, other] = await Promise.all([
      createPostgresStore({ url, logger }),
      createPostgresStore({ url, logger }),
    ]);
  });
  afterAll(() => Promise.all([one.close(), other.close()]));

  test('messages that race to one conversation are all kept, in order, without a retry', async () => {
    const count = (store: ConversationStore, number: number) =>
      store.exclusive('race', async () => {
        const { state, eTag } = await store.load('race');
        const seen = (state as number[] | undefined) ?? [];
        return store.commitTurn(
          aTurn('race', { eTag, state: [...seen, number], activities: [said('in', String(number))] }),
        );
      });
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, index) => count(index % 2 === 0 ? one : other, index)),
    );
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['committed']));
    const kept = await one.read('race');
    const { state } = await one.load('race');
    expect(kept.map(({ activity }) => Number(activity.text))).toEqual(state);
    expect((state as number[]).filter((number) => number % 2 === 0)).toEqual(
      Array.from({ length: 50 }, (_, index) => index * 2),
    );
    expect(new Set(state as number[]).size).toBe(100);
  });

  test('each hears what the other commits, once', async () => {
    const heard: [string, string, number][] = [];
    const leave = [
      one.onCommit((talk, seq) => heard.push(['one', talk, seq])),
      other.onCommit((talk, seq) => heard.push(['other', talk, seq])),
    ];
    const arrived = new Promise<void>((resolve) => {
      leave.push(other.onCommit((talk) => talk === 'news-2' && resolve()));
    });
    await one.commitTurn(aTurn('news'));
    await one.commitTurn(aTurn('news-2'));
    await arrived;
    for (const stop of leave) stop();
    // Notices of the messages that raced may still be arriving.
    expect(heard.filter(([, talk]) => talk.startsWith('news')).sort()).toEqual([
      ['one', 'news', 2],
      ['one', 'news-2', 2],
      ['other', 'news', 2],
      ['other', 'news-2', 2],
    ]);
  });

  test('no outbox item is given to both, and no conversation in part', async () => {
    const later = () => new Date(Date.now() + 3_600_000);
    const url = await server.newDatabase();
    const [first, second] = await Promise.all([
      createPostgresStore({ url, logger }),
      createPostgresStore({ url, logger, now: later }),
    ]);
    const third = await createPostgresStore({ url, logger, now: later });
    for (let talk = 0; talk < 20; talk++) {
      await first.commitTurn(
        aTurn(`talk-${talk}`, {
          activities: [said('out', 'one', 'a'), said('out', 'two', 'b'), said('out', 'three', 'c')],
          outbox: ['a', 'b', 'c'],
        }),
      );
    }
    const given = await Promise.all([second.pending(), third.pending(), second.pending(), third.pending()]);
    const ids = given.flat().map(({ id }) => id);
    await Promise.all([first.close(), second.close(), third.close()]);
    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
    for (const items of given) {
      const talks = Object.values(Object.groupBy(items, ({ conversationId }) => conversationId));
      const texts = talks.map((own) => own?.map(({ activity }) => activity.text));
      expect(texts).toEqual(texts.map(() => ['one', 'two', 'three']));
    }
  });

  test('while one is leasing the first message of a conversation, the other gets none that follow it', async () => {
    const url = await server.newDatabase();
    const store = await createPostgresStore({ url, logger, leaseMs: 0 });
    const activities = [said('out', 'one', 'a'), said('out', 'two', 'b')];
    await store.commitTurn(aTurn('talk', { activities, outbox: ['a', 'b'] }));
    const leasing = new pg.Client(url);
    await leasing.connect();
    await leasing.query('BEGIN');
    await leasing.query('SELECT id FROM passerelle.outbox ORDER BY id LIMIT 1 FOR UPDATE');
    const given = await store.pending();
    await leasing.query('ROLLBACK');
    await leasing.end();
    const whole = await store.pending();
    await store.close();
    expect(given).toEqual([]);
    expect(whole.map(({ activity }) => activity.text)).toEqual(['one', 'two']);
  });
});

describe('a server that goes away', () => {
  let mine: PostgresServer;
  beforeAll(async () => {
    mine = await startPostgres();
  });
  afterAll(() => mine.dispose());

  test('is told clearly, and used again when it is back, with nothing half-written', async () => {
    const url = await mine.newDatabase();
    const [store, other] = await Promise.all([
      createPostgresStore({ url, logger }),
      createPostgresStore({ url, logger }),
    ]);
    const before = await store.commitTurn(aTurn('talk'));
    await mine.stop();
    const down = { code: 'STORE_UNAVAILABLE', remedy: expect.stringContaining('DATABASE_URL') };
    await expect(store.ready()).rejects.toMatchObject(down);
    await expect(store.commitTurn(aTurn('lost'))).rejects.toMatchObject(down);
    await expect(store.exclusive('talk', async () => 'ran')).rejects.toMatchObject(down);

    await mine.start();
    await store.ready();
    expect(await store.load('lost')).toEqual({ lastSeq: 0 });
    const { eTag } = await store.load('talk');
    expect(before).toMatchObject({ eTag });
    // The connection that listens comes back by itself and tells what it missed.
    const heard = new Promise((resolve) => other.onCommit((talk, seq) => talk === 'talk' && resolve(seq)));
    const after = await store.exclusive('talk', () => store.commitTurn(aTurn('talk', { eTag })));
    expect(after).toMatchObject({ status: 'committed', lastSeq: 4 });
    expect(await heard).toBeGreaterThanOrEqual(2);
    await Promise.all([store.close(), other.close()]);
  });

  test('that never was there stops the start with one line', async () => {
    const start = createPostgresStore({ url: 'postgres://nobody:secret@127.0.0.1:1/nowhere', logger });
    await expect(start).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(start).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  test('or falls silent is given up in bounded time, and used again when it speaks', async () => {
    const direct = await mine.newDatabase();
    const line = await silentLine(direct);
    const [store, other] = await Promise.all([
      createPostgresStore({ url: line.url, logger, patienceMs: 500 }),
      createPostgresStore({ url: direct, logger }),
    ]);
    await store.exclusive('talk', () => store.commitTurn(aTurn('talk')));
    line.fallSilent();
    const silent = { code: 'STORE_UNAVAILABLE' };
    await expect(store.ready()).rejects.toMatchObject(silent);
    await expect(store.exclusive('talk', async () => 'ran')).rejects.toMatchObject(silent);
    await expect(store.load('talk')).rejects.toMatchObject(silent);
    await other.commitTurn(aTurn('meanwhile'));

    const heard = new Set<string>();
    store.onCommit((talk) => heard.add(talk));
    line.speak();
    const { eTag } = await store.load('talk');
    const after = await store.exclusive('talk', () => store.commitTurn(aTurn('talk', { eTag })));
    expect(after).toMatchObject({ status: 'committed', lastSeq: 4 });
    // What only listens notices the silence too, and tells what it missed.
    while (!heard.has('meanwhile')) await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all([store.close(), other.close(), line.close()]);
  });
});
