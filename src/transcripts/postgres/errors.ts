import { CodedError } from '../../errors.ts';

/** SQLSTATE of an error that the server sent; empty when it never got there. */
export function sqlState(cause: unknown): string {
  const isFromServer = cause instanceof Error && 'severity' in cause && 'code' in cause;
  return isFromServer ? String(cause.code) : '';
}

/** Two transactions got in each other's way and one was undone: running it again is right. */
export const isWorthAnotherTry = (cause: unknown): boolean => ['40001', '40P01'].includes(sqlState(cause));

/** What went wrong in the server's own words, as something a person can act on. Never holds the address. */
export function codedError(cause: unknown): CodedError {
  if (cause instanceof CodedError) return cause;
  const state = sqlState(cause);
  if (state === '23503') {
    return new CodedError(
      'CONVERSATION_UNKNOWN',
      'There is no such conversation.',
      'It may have been erased.',
      {
        cause,
      },
    );
  }
  if (state === '53100') {
    return new CodedError(
      'DISK_FULL',
      'The disk of the PostgreSQL server is full; nothing of this was written.',
      'Make room on it; writing goes on by itself.',
      { cause },
    );
  }
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new CodedError(
    'STORE_UNAVAILABLE',
    `PostgreSQL does not serve: ${reason}.`,
    'See that the server of DATABASE_URL runs and lets this user in; the bot goes on by itself when it does.',
    { cause },
  );
}
