import pg from 'pg';
import type { Logger } from 'pino';
import { rows, type Steps, sql } from '../sql.ts';
import { connectionSettings, farewell } from './connections.ts';
import { codedError } from './errors.ts';
import { runSteps } from './run.ts';

export const CHANNEL = 'passerelle_commits';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/** Clocks of two instances may differ, and a silence takes a while to be noticed. */
const SKEW_MS = 60_000;

/** What one commit tells the other instances, in the 8,000 bytes that a notice may have. */
export const notice = (instance: string, conversationId: string, lastSeq: number): string =>
  `${instance} ${lastSeq} ${conversationId}`;

interface Parts {
  url: string;
  instance: string;
  announce(conversationId: string, lastSeq: number): void;
  /** How long the server may take to answer, and how often it is asked whether it still speaks. */
  patienceMs: number;
  logger: Logger;
}

/**
 * Hears what other instances commit. A connection that breaks is opened again for as long as it takes, and
 * what was committed meanwhile is then announced, so that no visitor waits for a reply that is there.
 */
export function createNotices({ url, instance, announce, patienceMs, logger }: Parts) {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let pulse: NodeJS.Timeout | undefined;
  let isClosed = false;
  let delay = FIRST_RETRY_MS;
  let deafSince: number | undefined;

  async function listen(): Promise<void> {
    const fresh = new pg.Client(connectionSettings(url, patienceMs));
    fresh.on('notification', ({ payload = '' }) => hear(payload));
    // Both may tell of one broken connection; the first counts.
    fresh.on('error', () => again(fresh));
    fresh.on('end', () => again(fresh));
    client = fresh;
    await fresh.connect();
    await fresh.query(`LISTEN ${CHANNEL}`);
    delay = FIRST_RETRY_MS;
    // A connection that only listens would never notice that nobody speaks any more.
    pulse = setInterval(() => fresh.query('SELECT 1').catch(() => again(fresh)), patienceMs);
    if (deafSince === undefined) return;
    const missed = await runSteps(fresh, committedSince(deafSince - SKEW_MS));
    deafSince = undefined;
    for (const { id, last_seq } of missed) announce(id, last_seq);
  }

  function again(broken: pg.Client): void {
    if (isClosed || client !== broken) return;
    client = undefined;
    clearInterval(pulse);
    void farewell(broken);
    deafSince ??= Date.now();
    logger.warn({ delay }, 'the connection that hears other instances ended; opening it again');
    retry = setTimeout(() => listen().catch(() => client && again(client)), delay);
    delay = Math.min(delay * 2, LONGEST_RETRY_MS);
  }

  function hear(payload: string): void {
    const [, from, seq, conversationId] = /^(\S+) (\d+) (.*)$/s.exec(payload) ?? [];
    if (conversationId !== undefined && from !== instance) announce(conversationId, Number(seq));
  }

  return {
    start: () =>
      listen().catch((error) => {
        isClosed = true;
        clearTimeout(retry);
        clearInterval(pulse);
        throw codedError(error);
      }),
    async close(): Promise<void> {
      isClosed = true;
      clearTimeout(retry);
      clearInterval(pulse);
      if (client) await farewell(client);
    },
  };
}

function* committedSince(time: number): Steps<{ id: string; last_seq: number }[]> {
  return yield* rows<{ id: string; last_seq: number }>(sql`
    SELECT conversations.id, states.last_seq FROM conversations
    JOIN states ON states.conversation_id = conversations.id WHERE last_at >= ${time}`);
}
