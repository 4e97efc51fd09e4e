import pg from 'pg';
import type { Logger } from 'pino';

/** All tables live in a schema of their own, beside whatever else the database holds. */
export const SCHEMA = 'passerelle';

const CONNECT_MS = 3_000;
const INT8 = 20;

/** Settings of each connection; a server's default could have given up durability for speed. */
const options = (statementMs: number): string =>
  [
    `search_path=${SCHEMA}`,
    'synchronous_commit=on',
    `statement_timeout=${statementMs}`,
    'idle_in_transaction_session_timeout=60s',
    'jit=off',
  ]
    .map((setting) => `-c ${setting}`)
    .join(' ');

/** Counts and times come as numbers: none of them comes near 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
};

export const connectionSettings = (url: string, statementMs: number): pg.ClientConfig => ({
  connectionString: url,
  application_name: 'passerelle',
  options: options(statementMs),
  connectionTimeoutMillis: CONNECT_MS,
  keepAlive: true,
  types,
});

export function createPool(url: string, max: number, statementMs: number, logger: Logger): pg.Pool {
  const pool = new pg.Pool({ ...connectionSettings(url, statementMs), max, idleTimeoutMillis: 30_000 });
  // A connection that the server ends is simply replaced; unheard, its error would end the process. The pool listens
  // to idle ones only, and whoever takes one can do so too late: its end may come in the packet that made it ready.
  pool.on('connect', (client) => {
    client.on('error', (error) => logger.warn({ err: error }, 'a PostgreSQL connection ended'));
  });
  pool.on('error', alreadyLogged);
  return pool;
}

const alreadyLogged = (): void => {};
