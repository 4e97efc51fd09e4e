import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import { type HttpError, retryLater } from './http-error.ts';
import type { Rate } from './limits.ts';

/**
 * Counts one more of something for a key (an address, a conversation).
 * @throws {HttpError} 429 with Retry-After once the rate is used up.
 */
export type CountOne = (key: string) => Promise<void>;

export function createRateLimit({ points, seconds }: Rate): CountOne {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw tooMany(refused);
    }
  };
}

/** Limits what only shows itself to be a fault once work was done for it. */
export interface FaultLimit {
  /** To be asked before the work. @throws {HttpError} 429 with Retry-After once the rate is used up. */
  mayTry(key: string): Promise<void>;
  count(key: string): Promise<void>;
}

export function createFaultLimit({ points, seconds }: Rate): FaultLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    async mayTry(key) {
      const faults = await limiter.get(key);
      if (faults !== null && faults.remainingPoints <= 0) throw tooMany(faults);
    },
    async count(key) {
      await limiter.penalty(key);
    },
  };
}

const tooMany = ({ msBeforeNext }: RateLimiterRes): HttpError =>
  retryLater(
    429,
    'TooManyRequests',
    'Too many requests. Wait a moment, then try again.',
    msBeforeNext / 1000,
  );
