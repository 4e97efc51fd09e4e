import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { folders } from './folders.ts';
import { killRounds } from './kill.ts';
import { openStore } from './open-store.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { beyondLeases, promisesKept } from './promises-kept.ts';

const newFolder = folders();
const writer = path.join(import.meta.dirname, 'writing-process.ts');

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.dispose());

async function killed(place: string, rounds: number) {
  let found = { acknowledged: 0 };
  await killRounds({
    rounds,
    process: () => [writer, place],
    verify: async (lines) => {
      const store = await openStore(place, { now: beyondLeases() });
      found = await promisesKept(store, lines);
      await store.close();
      expect(found).toMatchObject({ lost: 0, partial: 0, undelivered: 0 });
    },
  });
  return found;
}

test('a process killed while it writes to SQLite keeps what it promised', async () => {
  const found = await killed(path.join(await newFolder(), 'conversations.db'), 3);
  expect(found.acknowledged).toBeGreaterThan(10);
});

test('a process killed while it writes to PostgreSQL keeps what it promised', async () => {
  const found = await killed(await server.newDatabase(), 3);
  expect(found.acknowledged).toBeGreaterThan(10);
});
