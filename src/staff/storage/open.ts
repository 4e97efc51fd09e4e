import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { CodedError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { migrations } from './migrations.ts';
import type { Tables } from './tables.ts';

export type StaffDatabase = Kysely<Tables>;

interface Where {
  dataDir: string;
  /** `postgres://…`; without it everything stands in `staff.db` of `dataDir`. */
  databaseUrl?: string;
  logger?: Pick<Logger, 'warn'>;
}

/** Tables of their own, beside those of the conversations. */
const SCHEMA = 'passerelle_staff';
const INT8 = 20;

/**
 * Opens what the staff pages keep of their own: accounts, sessions, content versions.
 * @throws {CodedError} `STAFF_STORE` when it cannot be opened or belongs to a newer program.
 */
export async function openStaffDatabase(where: Where): Promise<StaffDatabase> {
  let database: StaffDatabase | undefined;
  try {
    database = where.databaseUrl
      ? await overPostgres(where.databaseUrl, where.logger)
      : overSqlite(where.dataDir);
    await migrate(database, where.databaseUrl ? 'postgres' : 'sqlite');
    return database;
  } catch (cause) {
    await database?.destroy();
    throw new CodedError(
      'STAFF_STORE',
      `The staff's accounts and contents cannot be opened (${(cause as Error).message}).`,
      'See that the database or DATA_DIR may be written to, and that no newer program has used it.',
      { cause },
    );
  }
}

async function migrate(database: StaffDatabase, engine: 'sqlite' | 'postgres'): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations(engine) },
    ...(engine === 'postgres' && { migrationTableSchema: SCHEMA }),
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // Two programs that start together on a new file both try, and SQLite lets one of them run into the other's tables.
  const again = engine === 'sqlite' ? await migrator.migrateToLatest() : { error };
  if (again.error !== undefined) throw again.error;
}

function overSqlite(dataDir: string): StaffDatabase {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, 'staff.db');
  const database = new Database(file, { timeout: 5_000 });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  return new Kysely({ dialect: new SqliteDialect({ database }) });
}

async function overPostgres(url: string, logger: Where['logger']): Promise<StaffDatabase> {
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
    if (error.code !== '23505') throw error;
  });
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
