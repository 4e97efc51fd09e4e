import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { CodedError } from '../../errors.ts';
import { codedError, sqliteCode } from './errors.ts';

/** How long a restart waits for the process before it to end, in milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * Claims a store's file for this process by an exclusive lock on an empty database beside it, which the
 * operating system gives back when the process ends, however it ends. Two processes would each run turns of
 * one conversation: on one file, order and outbox are kept by one process alone.
 * @throws {CodedError} `STORE_IN_USE`.
 */
export function claimFile(file: string, patienceMs = PATIENCE_MS): Database.Database {
  mkdirSync(path.dirname(file), { recursive: true });
  let claim: Database.Database | undefined;
  try {
    claim = new Database(`${file}.lock`, { timeout: patienceMs });
    claim.exec('BEGIN EXCLUSIVE');
    return claim;
  } catch (error) {
    claim?.close();
    if (sqliteCode(error) === 'SQLITE_BUSY') throw inUse(file, error);
    throw codedError(error, file);
  }
}

const inUse = (file: string, cause: unknown): CodedError =>
  new CodedError(
    'STORE_IN_USE',
    `Another process serves ${file}.`,
    'Stop it first; for several instances at once set DATABASE_URL to a PostgreSQL database.',
    { cause },
  );
