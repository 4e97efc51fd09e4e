import type pg from 'pg';
import { CodedError } from '../../errors.ts';
import type { Result, Statement, Steps, Value } from '../sql.ts';
import { CONNECT_MS } from './connections.ts';
import { codedError, isWorthAnotherTry, sqlState } from './errors.ts';

/** How often two transactions may undo each other before it counts as an error. */
const TRIES = 5;

/** Runs steps to their end over a connection. */
export async function runSteps<T>(client: pg.ClientBase, steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) step = steps.next(await run(client, step.value));
  return step.value;
}

async function run(client: pg.ClientBase, { pieces, values }: Statement): Promise<Result> {
  const text = pieces.reduce((all, piece, index) => `${all}$${index}${piece}`);
  const { rows, rowCount } = await client.query(text, values.map(bindable));
  return { rows, changes: rowCount ?? 0 };
}

/** PostgreSQL keeps no NUL in a text. JSON writes it as an escape; ids and notes get the replacement sign. */
export const bindable = (value: Value): Value =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;

/**
 * Runs steps in a transaction; `begin` says of which kind. They are made anew for each try.
 * @throws {CodedError} and then nothing of them is kept, except where the connection broke during the
 * commit itself: that can have gone either way, which deduplication and the eTag settle at the next try.
 */
export async function inTransaction<T>(pool: pg.Pool, begin: string, steps: () => Steps<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(pool, begin, steps());
    } catch (error) {
      if (!isWorthAnotherTry(error) || attempt === TRIES) throw codedError(error);
    }
  }
}

async function once<T>(pool: pg.Pool, begin: string, steps: Steps<T>): Promise<T> {
  const client = await connect(pool, begin);
  let broken: Error | undefined;
  // Between two statements nobody else hears a connection that breaks.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    const value = await runSteps(client, steps);
    await client.query('COMMIT');
    return value;
  } catch (error) {
    if (isBroken(error)) broken = error;
    else await client.query('ROLLBACK').catch(onError);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** Neither the server nor a step said it: the connection broke, or the server fell silent. */
const isBroken = (cause: unknown): cause is Error =>
  cause instanceof Error && !(cause instanceof CodedError) && sqlState(cause) === '';

/** A pooled connection may have died unseen, as all do when the server restarts: then a fresh one is tried. */
async function connect(pool: pg.Pool, begin: string): Promise<pg.PoolClient> {
  const deadline = performance.now() + CONNECT_MS;
  for (let left = pool.idleCount; ; left--) {
    const client = await pool.connect();
    try {
      await client.query(begin);
      return client;
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      if (left <= 0 || performance.now() > deadline) throw error;
    }
  }
}
