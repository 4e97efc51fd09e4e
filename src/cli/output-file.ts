import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../errors.ts';
import { UnusableInput } from './run-command.ts';

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing may be written there',
};

/** Writes a file that the command line names. @throws {UnusableInput} when that cannot be done, or what `write` throws coded. */
export async function writeOutput(file: string, write: () => Promise<void>): Promise<void> {
  try {
    await stat(path.dirname(file));
    await write();
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    const { code = '', message } = cause as NodeJS.ErrnoException;
    const why = REASONS[code] ?? message;
    throw new UnusableInput('OUTPUT', `${file} cannot be written: ${why}.`, 'Give another path.', { cause });
  }
}
