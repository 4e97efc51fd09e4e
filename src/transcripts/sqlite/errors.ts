import { CodedError } from '../../errors.ts';

/**
 * The engine's code of an error, empty for any other. Not by its class: the driver gives its native part the class
 * of whoever loads it first in a process, so a module loaded a second time would not know its own errors.
 */
export function sqliteCode(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : '';
}

/** What went wrong in the engine's own words, as something a person can act on. */
export function codedError(cause: unknown, file: string): CodedError {
  if (cause instanceof CodedError) return cause;
  const code = sqliteCode(cause);
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') {
    return diskFull(file, { cause });
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return corrupt(file, { cause });
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new CodedError(
      'CONVERSATION_UNKNOWN',
      'There is no such conversation.',
      'It may have been erased.',
      {
        cause,
      },
    );
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CodedError(
    'STORE_UNAVAILABLE',
    `The conversation store ${file} does not serve: ${reason}.`,
    'See that the disk works and that the folder belongs to the user who runs the bot.',
    { cause },
  );
}

export const corrupt = (file: string, options?: ErrorOptions): CodedError =>
  new CodedError(
    'STORE_CORRUPT',
    `The conversation store ${file} is damaged; it was left as it is.`,
    'Keep a copy of the folder, then bring back the last backup: npm run store -- restore BACKUP --replace',
    options,
  );

export const diskFull = (file: string, options?: ErrorOptions): CodedError =>
  new CodedError(
    'DISK_FULL',
    `The disk that holds ${file} is full; nothing of this was written.`,
    'Make room on it: reading and erasing still work, and writing goes on by itself.',
    options,
  );
