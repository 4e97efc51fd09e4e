import { z } from 'zod';
import { CodedError } from '../../errors.ts';
import type { Page, PageRequest } from '../review.ts';

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;

export const limitOf = ({ limit = DEFAULT_LIMIT }: PageRequest): number =>
  Math.max(1, Math.min(LARGEST_LIMIT, Math.trunc(limit)));

/**
 * The page made of up to `limit` rows of those read, one more having been asked for to know whether
 * there is a next; `keyOf` gives the key after which the next page begins.
 */
export function pageOf<R, T>(
  found: R[],
  limit: number,
  keyOf: (row: R) => (string | number)[],
  itemOf: (row: R) => T,
): Page<T> {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    ...(found.length > limit && last !== undefined && { next: encodeCursor(keyOf(last)) }),
  };
}

export const encodeCursor = (key: (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws {CodedError} `CURSOR`: it came from an address bar, not from a page. */
export function decodeCursor<T>(cursor: string | undefined, key: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    return key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new CodedError('CURSOR', 'This page of the list does not exist.', 'Begin at the first page.', {
      cause,
    });
  }
}

export const TimeKey = z.tuple([z.int(), z.string()]);
export const NumberKey = z.tuple([z.int()]);
export const TimeNumberKey = z.tuple([z.int(), z.int()]);
