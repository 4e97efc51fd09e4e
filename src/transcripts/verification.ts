import type { Logger } from 'pino';
import { createPool } from './postgres/connections.ts';
import { inTransaction } from './postgres/run.ts';
import { mustExist } from './sqlite/backup.ts';
import { check, inspect, openForReading } from './sqlite/open.ts';
import { createRunner } from './sqlite/run.ts';
import { type Verified, verify } from './steps/verify.ts';

const STATEMENT_MS = 600_000;

/**
 * Looks at every page, index and row of a SQLite store, also while a bot serves it.
 * @throws {CodedError} `STORE_CORRUPT`, `STORE_FOREIGN`, `STORE_NEWER` or `NO_STORE`.
 */
export function verifySqlite(file: string): Verified {
  mustExist(file);
  inspect(file);
  const database = openForReading(file);
  try {
    check(database, file);
    return createRunner(database)(verify());
  } finally {
    database.close();
  }
}

/** Looks at every row of a PostgreSQL store; its pages are the server's own business. */
export async function verifyPostgres(url: string, logger: Logger): Promise<Verified> {
  const pool = createPool(url, 1, STATEMENT_MS, logger);
  try {
    return await inTransaction(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', verify);
  } finally {
    await pool.end();
  }
}
