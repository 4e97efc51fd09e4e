import pg from 'pg';
import type { Logger } from 'pino';
import { rows, type Steps, sql } from '../sql.ts';
import { connectionSettings } from './connections.ts';
import { codedError } from './errors.ts';
import { runSteps } from './run.ts';

export const CHANNEL = 'passerelle_commits';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/** Clocks of two instances may differ by this much. */
const SKEW_MS = 60_000;

/** What one commit tells the other instances, in the 8,000 bytes that a notice may have. */
export const notice = (instance: string, conversationId: string, lastSeq: number): string =>
  `${instance} ${lastSeq} ${conversationId}`;

/**
 * Hears what other instances commit. A connection that breaks is opened again for as long as it takes, and
 * what was committed meanwhile is then announced, so that no visitor waits for a reply that is there.
 */
export function createNotices(
  url: string,
  instance: string,
  announce: (conversationId: string, lastSeq: number) => void,
  logger: Logger,
) {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function listen(missedSince?: number): Promise<void> {
    const fresh = new pg.Client(connectionSettings(url, LONGEST_RETRY_MS));
    const heardUntil = () => again(fresh, Date.now());
    fresh.on('notification', ({ payload = '' }) => hear(payload));
    fresh.on('error', heardUntil);
    fresh.on('end', heardUntil);
    client = fresh;
    await fresh.connect();
    await fresh.query(`LISTEN ${CHANNEL}`);
    if (missedSince === undefined) return;
    for (const { id, last_seq } of await runSteps(fresh, committedSince(missedSince - SKEW_MS))) {
      announce(id, last_seq);
    }
  }

  /** Both 'error' and 'end' may tell of one broken connection; the first counts. */
  function again(broken: pg.Client, since: number, delay = FIRST_RETRY_MS): void {
    if (isClosed || client !== broken) return;
    client = undefined;
    logger.warn({ delay }, 'the connection that hears other instances ended; opening it again');
    retry = setTimeout(() => {
      listen(since).catch(() => {
        const failed = client;
        if (failed !== undefined) again(failed, since, Math.min(delay * 2, LONGEST_RETRY_MS));
      });
    }, delay);
  }

  function hear(payload: string): void {
    const [, from, seq, conversationId] = /^(\S+) (\d+) (.*)$/s.exec(payload) ?? [];
    if (conversationId !== undefined && from !== instance) announce(conversationId, Number(seq));
  }

  return {
    start: () =>
      listen().catch((error) => {
        throw codedError(error);
      }),
    async close(): Promise<void> {
      isClosed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

function* committedSince(time: number): Steps<{ id: string; last_seq: number }[]> {
  return yield* rows<{ id: string; last_seq: number }>(sql`
    SELECT conversations.id, states.last_seq FROM conversations
    JOIN states ON states.conversation_id = conversations.id WHERE last_at >= ${time}`);
}
