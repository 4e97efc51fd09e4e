import type { Logger } from 'pino';
import { createCommits } from '../commits.ts';
import { LEASE_MS } from '../engine.ts';
import { createQueue } from '../queue.ts';
import { createReviewStore } from '../review-store.ts';
import type { ReviewCall, TurnCall } from '../steps/operations.ts';
import type { ConversationStore } from '../store.ts';
import { createTurnStore } from '../turn-store.ts';
import { createErasing } from './erasing.ts';
import { createReserve } from './reserve.ts';
import { mustHaveRoom } from './room.ts';
import { createWorkerClient } from './worker-client.ts';

export interface SqliteSettings {
  /** The database file; its folder is made when it is missing. */
  file: string;
  logger: Logger;
  /** For a command beside a running bot: the file is not claimed, and the bot's leases are left alone. */
  beside?: boolean;
  /** How long to wait for a process that still serves the file, in milliseconds; 5,000 when absent. */
  patienceMs?: number;
  /** How long an outbox item belongs to whoever committed or fetched it, in milliseconds. */
  leaseMs?: number;
  now?: () => Date;
}

/**
 * The embedded engine: one file, served by one process. Resolves when the file is open and up to date.
 * @throws {CodedError} `STORE_CORRUPT`, `STORE_NEWER`, `STORE_FOREIGN` (the file is left as it is),
 * `STORE_IN_USE`, `DISK_FULL` or `STORE_UNAVAILABLE`.
 */
export async function createSqliteStore(settings: SqliteSettings): Promise<ConversationStore> {
  const { file, logger, beside = false, patienceMs, leaseMs = LEASE_MS, now = () => new Date() } = settings;
  const shared = { file, leaseMs, beside, patienceMs };
  const writer = createWorkerClient(new URL('./writer.ts', import.meta.url), shared, now);
  const reader = createWorkerClient(new URL('./reader.ts', import.meta.url), shared, now);
  const call = ((name, ...rest) => writer.call({ name, rest })) as TurnCall;
  const read = ((name, ...rest) => reader.call({ name, rest })) as ReviewCall;
  const commits = createCommits((error) => logger.error({ err: error }, 'a commit listener failed'));
  const reserve = createReserve(`${file}.reserve`, logger);
  const scrub = async () => (await writer.call({ chore: 'scrub' })) === true;

  await call(beside ? 'ping' : 'releaseLeases');
  // A start need not wait for it.
  const kept = reserve.keep();
  return {
    ...createTurnStore(call, {
      exclusive: createQueue(),
      onCommit: commits.listen,
      committed: commits.announce,
    }),
    ...createReviewStore(read, call, createErasing(reserve, scrub)),
    async ready() {
      await call('ping');
      await mustHaveRoom(file);
    },
    async close() {
      await Promise.all([reader.close(), writer.close(), kept]);
    },
  };
}
