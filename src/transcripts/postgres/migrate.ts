import type pg from 'pg';
import { CodedError } from '../../errors.ts';
import { migrations, SCHEMA_VERSION } from '../migrations/migrations.ts';
import { first, raw, type Steps, sql } from '../sql.ts';
import { SCHEMA } from './connections.ts';
import { inTransaction } from './run.ts';

/** "Pass" in ASCII: instances that start together migrate one after the other. */
const LOCK = 0x50617373;

/**
 * Brings the schema up to `target`, each step in a transaction of its own. Forward only.
 * @throws {CodedError} `STORE_NEWER` or `STORE_FOREIGN`: nothing is changed.
 */
export async function migrate(pool: pg.Pool, target = SCHEMA_VERSION): Promise<void> {
  let version: number;
  do version = await inTransaction(pool, 'BEGIN', () => next(target));
  while (version < target);
}

function* next(target: number): Steps<number> {
  yield sql`SELECT pg_advisory_xact_lock(${LOCK})`;
  const current = yield* version();
  if (current > SCHEMA_VERSION) throw newer(current);
  const migration = migrations[current];
  if (current >= target || migration === undefined) return current;
  if (current === 0) {
    yield sql`CREATE SCHEMA ${raw(SCHEMA)}`;
    yield sql`CREATE TABLE schema_version (version INTEGER NOT NULL)`;
    yield sql`INSERT INTO schema_version (version) VALUES (0)`;
  }
  yield* migration('postgres');
  yield sql`UPDATE schema_version SET version = ${current + 1}`;
  return current + 1;
}

/** 0 when the schema is not there yet. */
function* version(): Steps<number> {
  const exists = yield* first(sql`SELECT 1 AS here FROM pg_namespace WHERE nspname = ${SCHEMA}`);
  if (exists === undefined) return 0;
  const marked = yield* first(
    sql`SELECT 1 AS here FROM pg_tables WHERE schemaname = ${SCHEMA} AND tablename = 'schema_version'`,
  );
  if (marked === undefined) throw foreign();
  const row = yield* first<{ version: number }>(sql`SELECT version FROM schema_version`);
  return row?.version ?? 0;
}

const foreign = (): CodedError =>
  new CodedError(
    'STORE_FOREIGN',
    `The database has a schema ${SCHEMA} that is not this program's; it was left as it is.`,
    'Set DATABASE_URL to another database.',
  );

const newer = (found: number): CodedError =>
  new CodedError(
    'STORE_NEWER',
    `The database has schema ${found}, this program knows up to ${SCHEMA_VERSION}.`,
    'Run the newer program again, or set DATABASE_URL to another database.',
  );
