import { existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { CodedError } from '../../errors.ts';
import { putInPlace } from '../../transcripts/sqlite/backup.ts';
import { STAFF_FILE } from './connection.ts';

/**
 * Writes a whole copy of accounts, published answers and drafts, also while a bot serves them.
 * Gives false when there are none yet.
 */
export async function backupStaff(dataDir: string, target: string): Promise<boolean> {
  const file = path.join(dataDir, STAFF_FILE);
  if (!existsSync(file)) return false;
  const part = `${target}.part`;
  await rm(part, { force: true });
  const database = new Database(file, { readonly: true });
  try {
    database.prepare('VACUUM INTO ?').run(part);
  } finally {
    database.close();
  }
  await putInPlace(part, target);
  return true;
}

/**
 * Puts such a copy in place, while no bot runs; what was there is kept beside it, and its new name given.
 * @throws {CodedError} `STAFF_STORE` when the copy is damaged or something else: nothing is changed.
 */
export async function restoreStaff(source: string, dataDir: string): Promise<string | undefined> {
  check(source);
  const file = path.join(dataDir, STAFF_FILE);
  const part = `${file}.part`;
  await copyFile(source, part);
  const aside = existsSync(file)
    ? `${file}.before-${new Date().toISOString().replaceAll(':', '-')}`
    : undefined;
  if (aside !== undefined) {
    if (existsSync(`${file}-wal`)) await rename(`${file}-wal`, `${aside}-wal`);
    await rm(`${file}-shm`, { force: true });
    await rename(file, aside);
  }
  await putInPlace(part, file);
  return aside;
}

function check(file: string): void {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true });
    const verdict = database.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw new Error(String(verdict));
    database.prepare('SELECT count(*) FROM accounts').get();
  } catch (cause) {
    throw new CodedError(
      'STAFF_STORE',
      `${file} is no whole backup of the staff's accounts and contents.`,
      'Name another backup.',
      { cause },
    );
  } finally {
    database?.close();
  }
}
