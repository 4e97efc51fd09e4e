import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type pg from 'pg';
import type { Logger } from '../../log.ts';

export interface Where {
  dataDir: string;
  /** `postgres://…`; without it everything stands in `staff.db` of `dataDir`. */
  databaseUrl?: string;
  logger?: Pick<Logger, 'warn'>;
}

/** A connection as its driver gives it: what a start needs of it can be asked without the query builder. */
export type Connection = {
  select<Row>(text: string): Promise<Row[]>;
  close(): Promise<void>;
} & ({ engine: 'sqlite'; database: Database.Database } | { engine: 'postgres'; pool: pg.Pool });

/** The file of SQLite, in DATA_DIR. */
export const STAFF_FILE = 'staff.db';

/** Tables of their own, beside those of the conversations. */
export const SCHEMA = 'passerelle_staff';
const INT8 = 20;

export const connect = async ({ dataDir, databaseUrl, logger }: Where): Promise<Connection> =>
  databaseUrl ? overPostgres(databaseUrl, logger) : overSqlite(dataDir);

function overSqlite(dataDir: string): Connection {
  mkdirSync(dataDir, { recursive: true });
  const database = new Database(path.join(dataDir, STAFF_FILE), { timeout: 5_000 });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
    database.pragma('foreign_keys = ON');
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    engine: 'sqlite',
    database,
    select: async <Row>(text: string) => database.prepare<[], Row>(text).all(),
    close: async () => void database.close(),
  };
}

async function overPostgres(url: string, logger: Where['logger']): Promise<Connection> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'passerelle-staff',
    options: `-c search_path=${SCHEMA} -c synchronous_commit=on -c statement_timeout=10000`,
    connectionTimeoutMillis: 3_000,
    max: 4,
    types: {
      // Times come as numbers: none of them comes near 2^53.
      getTypeParser: (oid, format) =>
        oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  // A connection that the server ends is simply replaced; unheard, its error would end the process. The pool listens
  // to idle ones only, so each is listened to from its beginning.
  pool.on('connect', (client) => {
    client.on('error', (error) => logger?.warn({ err: error }, 'a PostgreSQL connection ended'));
  });
  pool.on('error', () => {});
  await pool.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`).catch(async (error) => {
    // Two instances that start together may both try; what counts is that it is there.
    if (error.code === '23505') return;
    await pool.end();
    throw error;
  });
  return {
    engine: 'postgres',
    pool,
    select: async (text) => (await pool.query(text)).rows,
    close: () => pool.end(),
  };
}
