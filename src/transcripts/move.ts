import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { CodedError } from '../errors.ts';
import { createPool } from './postgres/connections.ts';
import { migrate } from './postgres/migrate.ts';
import { bindable, inTransaction } from './postgres/run.ts';
import { first, join, raw, type Statement, type Steps, sql, type Value } from './sql.ts';
import { mustExist } from './sqlite/backup.ts';
import { claimFile } from './sqlite/claim.ts';
import { openForReading, openForWriting } from './sqlite/open.ts';
import { createRunner, type Runner } from './sqlite/run.ts';
import { isNumbered, TABLES, type Table } from './tables.ts';

/** Rows in one statement; PostgreSQL takes up to 65,535 values. */
const BATCH = 500;

/** Longer than any batch takes, in milliseconds. */
const STATEMENT_MS = 300_000;

type Row = Record<string, Value>;

export interface Moved {
  /** Rows of each table, the same in both. */
  rows: Record<string, number>;
}

/**
 * Copies a SQLite store, which nobody may serve meanwhile, into an empty PostgreSQL database, in one
 * transaction; every row is then read back and compared. The SQLite file stays as it is.
 * @throws {CodedError} `STORE_IN_USE`, `STORE_NOT_EMPTY`, `MOVE_DIFFERS`, or as opening does.
 */
export async function moveToPostgres(
  file: string,
  url: string,
  logger: Logger,
  progress: (table: string, rows: number) => void = () => {},
): Promise<Moved> {
  mustExist(file);
  const claim = claimFile(file, 0);
  const pool = createPool(url, 1, STATEMENT_MS, logger);
  try {
    // Brings an older file up to date first.
    openForWriting(file).close();
    const database = openForReading(file);
    try {
      await migrate(pool);
      return await inTransaction(pool, 'BEGIN', () => copy(createRunner(database), progress));
    } finally {
      database.close();
    }
  } finally {
    await pool.end();
    claim.close();
  }
}

function* copy(run: Runner, progress: (table: string, rows: number) => void): Steps<Moved> {
  if ((yield* first(sql`SELECT 1 AS here FROM conversations LIMIT 1`)) !== undefined) throw notEmpty();
  const moved: Record<string, number> = {};
  for (const table of TABLES) {
    let here = 0n;
    moved[table.name] = 0;
    for (let after: Row | undefined; ; ) {
      const batch = run(page(table, after));
      if (batch.length === 0) break;
      yield insert(table, batch);
      here += digest(table, batch);
      moved[table.name] = (moved[table.name] ?? 0) + batch.length;
      progress(table.name, moved[table.name] ?? 0);
      after = batch.at(-1);
    }
    if (isNumbered(table)) yield continueNumbers(table);
    if ((yield* digestThere(table)) !== here) throw differs(table);
    // The server would plan its first searches without knowing how often a word is said.
    yield sql`ANALYZE ${raw(table.name)}`;
  }
  return { rows: moved };
}

function* digestThere(table: Table): Steps<bigint> {
  let there = 0n;
  for (let after: Row | undefined; ; ) {
    const batch = yield* page(table, after);
    if (batch.length === 0) return there;
    there += digest(table, batch);
    after = batch.at(-1);
  }
}

/** The sum of the rows' hashes: engines sort text differently, so their order must not count. */
function digest(table: Table, batch: Row[]): bigint {
  return batch.reduce((sum, row) => {
    const written = JSON.stringify(table.columns.map((name) => bindable(row[name] ?? null)));
    return sum + BigInt(`0x${createHash('sha256').update(written).digest('hex')}`);
  }, 0n);
}

const columns = ({ columns: names }: Table): Statement => raw(names.join(', '));
const key = (table: Table): Statement => raw(table.key.join(', '));

/** The rows after one, in the order of the key. */
function* page(table: Table, after: Row | undefined): Steps<Row[]> {
  const isAfter =
    after === undefined
      ? raw('1 = 1')
      : sql`(${key(table)}) > (${join(table.key.map((name) => sql`${after[name] ?? null}`))})`;
  const result = yield sql`
    SELECT ${columns(table)} FROM ${raw(table.name)} WHERE ${isAfter} ORDER BY ${key(table)} LIMIT ${BATCH}`;
  return result.rows as Row[];
}

function insert(table: Table, batch: Row[]): Statement {
  const values = batch.map((row) => sql`(${join(table.columns.map((name) => sql`${row[name] ?? null}`))})`);
  return sql`INSERT INTO ${raw(table.name)} (${columns(table)}) VALUES ${join(values)}`;
}

const continueNumbers = ({ name }: Table): Statement =>
  sql`SELECT setval(pg_get_serial_sequence(${name}, 'id'), (SELECT coalesce(max(id), 0) + 1 FROM ${raw(name)}), false)`;

const notEmpty = (): CodedError =>
  new CodedError(
    'STORE_NOT_EMPTY',
    'The PostgreSQL database already holds conversations.',
    'Name an empty database: two stores are not mixed.',
  );

const differs = ({ name }: Table): CodedError =>
  new CodedError(
    'MOVE_DIFFERS',
    `The table ${name} reads back otherwise than it was written; nothing was kept.`,
    'Check the file with: npm run store -- verify',
  );
