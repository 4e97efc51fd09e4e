import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { createCommits } from '../commits.ts';
import { LEASE_MS } from '../engine.ts';
import { createQueue } from '../queue.ts';
import { createReviewStore } from '../review-store.ts';
import { type Steps, sql } from '../sql.ts';
import { type ReviewCall, stepsOf, type TurnCall } from '../steps/operations.ts';
import { reviewOperations } from '../steps/review-operations.ts';
import { isWrite, turnOperations } from '../steps/turn-operations.ts';
import type { TurnRows } from '../steps/turn-rows.ts';
import type { CommitResult, ConversationStore } from '../store.ts';
import { createTurnStore } from '../turn-store.ts';
import { createPool } from './connections.ts';
import { createLocks } from './locks.ts';
import { migrate } from './migrate.ts';
import { CHANNEL, createNotices, notice } from './notices.ts';
import { inTransaction } from './run.ts';

export interface PostgresSettings {
  /** postgres://user:password@host:port/database */
  url: string;
  logger: Logger;
  /** How long an outbox item belongs to whoever committed or fetched it, in milliseconds. */
  leaseMs?: number;
  /** How long the server may take for one step of a turn, in milliseconds; 10,000 when absent. */
  patienceMs?: number;
  now?: () => Date;
}

/** Turns and staff have connections of their own, so that a search delays no turn. */
const TURN_CONNECTIONS = 8;
const REVIEW_CONNECTIONS = 3;
const PATIENCE_MS = 10_000;
const REVIEW_MS = 60_000;

/**
 * The engine for several instances over one database. Resolves when the schema is up to date.
 * What is erased is gone for every query at once; from the server's own files it goes as vacuum and its
 * archives let it. While the server is away every method throws a CodedError `STORE_UNAVAILABLE`; when it is back they work again.
 * @throws {CodedError} `STORE_UNAVAILABLE`, `STORE_NEWER` or `STORE_FOREIGN`.
 */
export async function createPostgresStore(settings: PostgresSettings): Promise<ConversationStore> {
  const { url, logger, leaseMs = LEASE_MS, patienceMs = PATIENCE_MS, now = () => new Date() } = settings;
  const instance = randomUUID();
  const turns = createPool(url, TURN_CONNECTIONS, patienceMs, logger);
  const reviews = createPool(url, REVIEW_CONNECTIONS, REVIEW_MS, logger);
  const locks = createLocks(url, patienceMs, logger);
  const queue = createQueue();
  const commits = createCommits((error) => logger.error({ err: error }, 'a commit listener failed'));
  const notices = createNotices({ url, instance, announce: commits.announce, patienceMs, logger });

  const context = () => ({ engine: 'postgres' as const, now: now().getTime(), leaseMs });
  const read = ((name, ...rest) =>
    inTransaction(reviews, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', () =>
      stepsOf(reviewOperations, name, context(), rest),
    )) as ReviewCall;
  const call = ((name, ...rest) =>
    inTransaction(turns, isWrite(name) ? 'BEGIN' : 'BEGIN READ ONLY', () => {
      const steps = stepsOf(turnOperations, name, context(), rest);
      if (name !== 'commitTurn') return steps;
      return notifying(steps as Steps<CommitResult>, rest[0] as TurnRows, instance);
    })) as TurnCall;

  async function close(): Promise<void> {
    await Promise.all([notices.close(), locks.close(), turns.end(), reviews.end()]);
  }

  try {
    await migrate(turns);
    await notices.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...createTurnStore(call, {
      // Turns of this instance wait in memory; only the first of them waits for other instances.
      exclusive: (conversationId, work) => queue(conversationId, () => locks.exclusive(conversationId, work)),
      onCommit: commits.listen,
      committed: commits.announce,
    }),
    ...createReviewStore(read, call, (erase) => erase()),
    ready: () => call('ping'),
    close,
  };
}

/** The notice goes out with the commit, to every instance, or not at all. */
function* notifying(steps: Steps<CommitResult>, turn: TurnRows, instance: string): Steps<CommitResult> {
  const result = yield* steps;
  if (result.status === 'committed') {
    yield sql`SELECT pg_notify(${CHANNEL}, ${notice(instance, turn.conversationId, result.lastSeq)})`;
  }
  return result;
}
