import { readFileSync } from 'node:fs';
import { UnusableInput } from './run-command.ts';

/** The text of a file that the command line names. @throws {UnusableInput} when it cannot be read. */
export function readInput(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new UnusableInput('INPUT', `${file} cannot be read: ${why}.`, 'Check the path.', { cause });
  }
}
