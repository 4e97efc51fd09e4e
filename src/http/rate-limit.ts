import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import { retryLater } from './http-error.ts';
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
      throw retryLater(
        429,
        'TooManyRequests',
        'Too many requests. Wait a moment, then try again.',
        refused.msBeforeNext / 1000,
      );
    }
  };
}
