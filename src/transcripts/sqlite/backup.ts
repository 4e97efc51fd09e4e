import { existsSync } from 'node:fs';
import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../errors.ts';
import { startThread } from '../../thread.ts';
import { claimFile } from './claim.ts';
import { codedError } from './errors.ts';
import { check, inspect, openForReading, openForWriting } from './open.ts';

/** How far a backup is, 0 to 1. */
export type Progress = (part: number) => void;

interface Options {
  /** Take the place of a file that is there. */
  replace?: boolean;
  progress?: Progress;
}

/**
 * Writes a whole and compact copy of a store, also while a bot serves it, and checks it.
 * A copy holds what is erased later: it must be thrown away within the time that erasure is promised in.
 * @throws {CodedError} `FILE_EXISTS`, or as opening does.
 */
export async function backup(
  file: string,
  target: string,
  { replace, progress }: Options = {},
): Promise<void> {
  if (existsSync(target) && !replace) throw exists(target);
  mustExist(file);
  inspect(file);
  const part = `${target}.part`;
  await rm(part, { force: true });
  try {
    await copyInThread(file, part, progress);
    verify(part);
    await putInPlace(part, target);
  } finally {
    await rm(part, { force: true });
  }
}

/**
 * Puts a backup in a store's place; what was there is kept beside it, and its new name given. No erasure and no
 * retention reaches that file: whoever restores must delete it.
 * @throws {CodedError} `FILE_EXISTS`, `STORE_IN_USE`, or as opening does: then nothing is changed.
 */
export async function restore(
  source: string,
  file: string,
  { replace }: Options = {},
): Promise<string | undefined> {
  mustExist(source);
  inspect(source);
  verify(source);
  const claim = claimFile(file, 0);
  try {
    if (existsSync(file) && !replace) throw exists(file);
    const part = `${file}.part`;
    await copyFile(source, part);
    const aside = existsSync(file)
      ? `${file}.before-${new Date().toISOString().replaceAll(':', '-')}`
      : undefined;
    if (aside !== undefined) await moveStore(file, aside);
    await putInPlace(part, file);
    // A backup of an older version is brought up to date here, not at the next start.
    openForWriting(file).close();
    return aside;
  } finally {
    claim.close();
  }
}

/** A store is its file and its log. */
async function moveStore(from: string, to: string): Promise<void> {
  if (existsSync(`${from}-wal`)) await rename(`${from}-wal`, `${to}-wal`);
  await rm(`${from}-shm`, { force: true });
  await rename(from, to);
}

const PROGRESS_MS = 250;

async function copyInThread(file: string, part: string, progress?: Progress): Promise<void> {
  const { size } = await stat(file);
  const worker = startThread(new URL('./backup-thread.ts', import.meta.url), { workerData: { file, part } });
  const watch = setInterval(async () => {
    const written = await stat(part).catch(() => undefined);
    progress?.(Math.min(1, (written?.size ?? 0) / Math.max(1, size)));
  }, PROGRESS_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      worker.once('error', (error) => reject(codedError(error, part)));
      worker.once('exit', () => resolve());
    });
  } finally {
    clearInterval(watch);
  }
}

function verify(file: string): void {
  const database = openForReading(file);
  try {
    check(database, file);
  } finally {
    database.close();
  }
}

/** Gives a file that is whole its name, so that a power cut leaves this one or the one before. */
export async function putInPlace(part: string, file: string): Promise<void> {
  await syncFile(part);
  await rename(part, file);
  await syncFile(path.dirname(path.resolve(file)));
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function mustExist(file: string): void {
  if (existsSync(file)) return;
  throw new CodedError(
    'NO_STORE',
    `There is no store ${file}.`,
    'Name the file, or set DATA_DIR to its folder.',
  );
}

const exists = (file: string): CodedError =>
  new CodedError('FILE_EXISTS', `The file ${file} is already there.`, 'Name another one, or add --replace.');
