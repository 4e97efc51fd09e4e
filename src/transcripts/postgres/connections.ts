import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

/** All tables live in a schema of their own, beside whatever else the database holds. */
export const SCHEMA = 'passerelle';

export const CONNECT_MS = 3_000;

/** An answer that comes this much later than the server's own limit does not come: the server fell silent. */
const SILENCE_MS = 2_000;

const FAREWELL_MS = 1_000;
const INT8 = 20;

/** Settings of each connection; a server's default could have given up durability for speed. */
const options = (statementMs: number): string =>
  [
    `search_path=${SCHEMA}`,
    'synchronous_commit=on',
    `statement_timeout=${statementMs}`,
    'idle_in_transaction_session_timeout=60s',
    'jit=off',
    // What a machine that vanished has locked is free again within a minute.
    'tcp_keepalives_idle=30',
    'tcp_keepalives_interval=10',
    'tcp_keepalives_count=3',
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
  query_timeout: statementMs + SILENCE_MS,
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

/** Ends a connection; a server that is silent is not waited for. */
export const farewell = (client: pg.Client): Promise<void> =>
  Promise.race([client.end(), wait(FAREWELL_MS, undefined, { ref: false })]);
