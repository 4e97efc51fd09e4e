import pg from 'pg';
import type { Logger } from 'pino';
import { createQueue } from '../queue.ts';
import { connectionSettings, createPool, farewell } from './connections.ts';
import { codedError, sqlState } from './errors.ts';

/** Connections for conversations that another instance is busy with; those are few. */
const WAITERS = 4;

/** Longest wait for another instance's turn, in milliseconds. */
const LONGEST_WAIT_MS = 30_000;

const KEY = 'hashtextextended($1, 0)';

/**
 * One conversation at a time over all instances, by advisory locks. All locks that are free are held on one
 * connection; where another instance has it, a connection of its own waits in the server's fair queue.
 * Should the connection break, its locks are lost and the eTag still keeps every turn from being overwritten.
 */
export function createLocks(url: string, patienceMs: number, logger: Logger) {
  const waiters = createPool(url, WAITERS, LONGEST_WAIT_MS, logger);
  const oneByOne = createQueue();
  let holder: Promise<pg.Client> | undefined;

  function hold(): Promise<pg.Client> {
    holder ??= openHolder();
    return holder;
  }

  function openHolder(): Promise<pg.Client> {
    const client = new pg.Client(connectionSettings(url, patienceMs));
    const opened = client.connect().then(() => client);
    // The next turn opens another; what this one told last must not close that.
    const forget = () => {
      if (holder === opened) holder = undefined;
    };
    client.on('error', (error) => logger.warn({ err: error }, 'the connection that holds the locks ended'));
    client.on('error', forget);
    client.on('end', forget);
    opened.catch(forget);
    return opened;
  }

  /** A connection takes one question at a time; one that gets no answer is given up, with the locks it holds. */
  const ask = (client: pg.Client, text: string, key: string) =>
    oneByOne('holder', async () => {
      try {
        return await client.query<{ free?: boolean }>(text, [key]);
      } catch (error) {
        if (sqlState(error) === '') void farewell(client);
        throw error;
      }
    });

  /** Gives the function that lets go. */
  async function acquire(key: string): Promise<() => Promise<void>> {
    const shared = await hold();
    const { rows } = await ask(shared, `SELECT pg_try_advisory_lock(${KEY}) AS free`, key);
    if (rows[0]?.free === true)
      return async () => void (await ask(shared, `SELECT pg_advisory_unlock(${KEY})`, key));
    const own = await waiters.connect();
    // A connection that breaks while the work runs has nobody else to hear it.
    own.on('error', ignore);
    const release = (error?: Error) => {
      own.off('error', ignore);
      own.release(error);
    };
    try {
      await own.query(`SELECT pg_advisory_lock(${KEY})`, [key]);
    } catch (error) {
      release(error as Error);
      throw error;
    }
    return () =>
      own.query(`SELECT pg_advisory_unlock(${KEY})`, [key]).then(
        () => release(),
        (error: Error) => release(error),
      );
  }

  return {
    async exclusive<T>(key: string, work: () => Promise<T>): Promise<T> {
      const letGo = await acquire(key).catch((error) => {
        throw codedError(error);
      });
      try {
        return await work();
      } finally {
        // The server lets go by itself of what a broken connection held.
        await letGo().catch(ignore);
      }
    },
    async close(): Promise<void> {
      await waiters.end();
      await holder?.then(farewell, ignore);
    },
  };
}

const ignore = (): void => {};
