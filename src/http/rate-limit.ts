import { LRUCache } from 'lru-cache';
import { type HttpError, retryLater } from './http-error.ts';
import type { Rate } from './limits.ts';

/**
 * Counts one more of something for a key (an address, a conversation).
 * @throws {HttpError} 429 with Retry-After once the rate is used up.
 */
export type CountOne = (key: string) => void;

export function createRateLimit(rate: Rate): CountOne {
  const counts = createCounts(rate);
  return (key) => {
    counts.add(key);
    counts.check(key, rate.points);
  };
}

/** Limits what only shows itself to be a fault once work was done for it. */
export interface FaultLimit {
  /** To be asked before the work. @throws {HttpError} 429 with Retry-After once the rate is used up. */
  mayTry(key: string): void;
  count(key: string): void;
}

export function createFaultLimit(rate: Rate): FaultLimit {
  const counts = createCounts(rate);
  return {
    mayTry: (key) => counts.check(key, rate.points - 1),
    count: counts.add,
  };
}

/** Keys that are counted at a time. Of more, the one not seen for longest is forgotten. */
const KEYS = 10_000;

/** Counts by key, each for so many seconds from its first. A timer for each key would take more memory than a conversation. */
function createCounts({ seconds }: Rate) {
  const counts = new LRUCache<string, { count: number }>({
    max: KEYS,
    ttl: seconds * 1000,
    // Asks the clock each time; by default a timer would be set for it.
    ttlResolution: 0,
  });
  return {
    add(key: string): void {
      const known = counts.get(key);
      if (known) known.count += 1;
      else counts.set(key, { count: 1 });
    },
    check(key: string, most: number): void {
      if ((counts.get(key)?.count ?? 0) > most) throw tooMany(counts.getRemainingTTL(key));
    },
  };
}

const tooMany = (ms: number): HttpError =>
  retryLater(429, 'TooManyRequests', 'Too many requests. Wait a moment, then try again.', ms / 1000);
