import pg from 'pg';
import type { Logger } from 'pino';
import { connectionSettings, createPool } from './connections.ts';
import { codedError } from './errors.ts';

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
export function createLocks(url: string, logger: Logger) {
  const waiters = createPool(url, WAITERS, LONGEST_WAIT_MS, logger);
  let holder: Promise<pg.Client> | undefined;

  function hold(): Promise<pg.Client> {
    holder ??= openHolder();
    return holder;
  }

  async function openHolder(): Promise<pg.Client> {
    const client = new pg.Client(connectionSettings(url, LONGEST_WAIT_MS));
    const forget = () => {
      holder = undefined;
    };
    client.on('error', (error) => {
      logger.warn({ err: error }, 'the connection that holds the locks ended');
      forget();
    });
    client.on('end', forget);
    try {
      await client.connect();
    } catch (error) {
      forget();
      throw error;
    }
    return client;
  }

  /** Gives the function that lets go. */
  async function acquire(key: string): Promise<() => Promise<void>> {
    const shared = await hold();
    const { rows } = await shared.query(`SELECT pg_try_advisory_lock(${KEY}) AS free`, [key]);
    if (rows[0]?.free === true)
      return async () => void (await shared.query(`SELECT pg_advisory_unlock(${KEY})`, [key]));
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
      await holder?.then((client) => client.end(), ignore);
    },
  };
}

const ignore = (): void => {};
