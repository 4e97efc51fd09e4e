import { stat } from 'node:fs/promises';
import path from 'node:path';
import { UnusableInput } from './run-command.ts';

const NO_FOLDER = 'there is no such folder';

const REASONS: Record<string, string> = {
  ENOENT: NO_FOLDER,
  ENOTDIR: NO_FOLDER,
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing may be written there',
};

/** Writes a file that the command line names. @throws {UnusableInput} when that cannot be done. */
export async function writeOutput(file: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw cannotWrite(file, REASONS[code] ?? message, cause);
  }
}

/** @throws {UnusableInput} when the folder that a file is to stand in is not there. */
export async function mustHaveFolder(file: string): Promise<void> {
  const isThere = await stat(path.dirname(file)).then(
    (folder) => folder.isDirectory(),
    () => false,
  );
  if (!isThere) throw cannotWrite(file, NO_FOLDER);
}

const cannotWrite = (file: string, why: string, cause?: unknown): UnusableInput =>
  new UnusableInput('OUTPUT', `${file} cannot be written: ${why}.`, 'Give another path.', { cause });
