import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CodedError } from '../../errors.ts';
import { migrations, SCHEMA_VERSION } from '../migrations/migrations.ts';
import { codedError, corrupt } from './errors.ts';
import { createRunner } from './run.ts';

/** "Pass" in ASCII: marks a database file as this program's own (PRAGMA application_id). */
const APPLICATION_ID = 0x50617373;

/** Up to this size every page is looked at before the store serves; about 0.2 s. `store verify` has no limit. */
const CHECKED_BYTES = 32 * 1024 * 1024;

export const BUSY_MS = 5_000;

/**
 * Opens a store's file for writing, creating or migrating it where needed.
 * @throws {CodedError} `STORE_CORRUPT`, `STORE_NEWER` or `STORE_FOREIGN`: the file is refused and left as it is.
 */
export function openForWriting(file: string): Database.Database {
  inspect(file);
  try {
    const database = new Database(file, { timeout: BUSY_MS });
    database.pragma('journal_mode = WAL');
    // WAL's own default, NORMAL, loses acknowledged turns at a power cut.
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
    database.pragma('foreign_keys = ON');
    // A sort that spills to a temporary file would leave a visitor's words in it.
    database.pragma('temp_store = MEMORY');
    // A turn touches few pages; searches have a connection of their own.
    database.pragma('cache_size = -4000');
    migrate(database);
    return database;
  } catch (error) {
    throw codedError(error, file);
  }
}

/** Opens a store's file beside the writer; nothing can be changed through it. */
export function openForReading(file: string): Database.Database {
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  database.pragma('temp_store = MEMORY');
  database.pragma('cache_size = -16000');
  return database;
}

const isMissing = (file: string): boolean => !existsSync(file) || statSync(file).size === 0;

/** Looks at a file without changing it, but for what a power cut left half done. */
export function inspect(file: string): void {
  if (existsSync(`${file}-journal`)) undoHalfDone(file);
  if (isMissing(file)) return;
  if (!hasSqliteHeader(file)) throw foreign(file, 'is no SQLite database');
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, timeout: BUSY_MS });
    const owner = database.pragma('application_id', { simple: true });
    const version = versionOf(database);
    const isEmpty = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
    if (owner !== APPLICATION_ID && !isEmpty) throw foreign(file, 'belongs to another program');
    if (version > SCHEMA_VERSION) throw newer(file, version);
    if (statSync(file).size <= CHECKED_BYTES) check(database, file);
  } catch (error) {
    throw codedError(error, file);
  } finally {
    database?.close();
  }
}

/** A transaction outside the log that a power cut left half done is undone, as SQLite asks; only a writer may. */
function undoHalfDone(file: string): void {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: BUSY_MS });
    database.pragma('schema_version');
  } catch (error) {
    throw codedError(error, file);
  } finally {
    database?.close();
  }
}

/** @throws {CodedError} `STORE_CORRUPT` when a page, an index or the search index contradicts another. */
export function check(database: Database.Database, file: string): void {
  const [finding] = database.pragma('quick_check(1)') as { quick_check: string }[];
  if (finding?.quick_check !== 'ok') throw corrupt(file, { cause: finding?.quick_check });
}

/** Brings the schema up to `target`, each step in a transaction of its own. Forward only. */
export function migrate(database: Database.Database, target = SCHEMA_VERSION): void {
  const run = createRunner(database);
  for (let version = versionOf(database); version < target; version++) {
    const migration = migrations[version];
    if (migration === undefined) return;
    database.transaction(() => {
      run(migration('sqlite'));
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${version + 1}`);
    })();
  }
}

const versionOf = (database: Database.Database): number =>
  database.pragma('user_version', { simple: true }) as number;

function hasSqliteHeader(file: string): boolean {
  const header = Buffer.alloc(16);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return header.toString('latin1') === 'SQLite format 3\0';
}

const foreign = (file: string, what: string): CodedError =>
  new CodedError(
    'STORE_FOREIGN',
    `The file ${file} ${what}; it was left as it is.`,
    'Set DATA_DIR to another folder, or move the file away.',
  );

const newer = (file: string, version: number): CodedError =>
  new CodedError(
    'STORE_NEWER',
    `The conversation store ${file} has schema ${version}, this program knows up to ${SCHEMA_VERSION}.`,
    'Run the newer program again, or set DATA_DIR to another folder.',
  );
