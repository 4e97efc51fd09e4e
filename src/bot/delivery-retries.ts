/** Tries of one message; with the waits between them that is about two and a half hours. */
export const MOST_ATTEMPTS = 24;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * How long to wait after so many failed deliveries: twice as long each time, up to ten minutes, a fifth of it by
 * chance so that many conversations do not come back at once. A channel that names a time itself is heeded.
 */
export function waitAfter(attempts: number, askedMs: number | undefined, firstMs = FIRST_WAIT_MS): number {
  const wait = Math.min(firstMs * 2 ** Math.min(attempts, 20), LONGEST_WAIT_MS);
  return Math.max(askedMs ?? 0, Math.round(wait * (0.8 + 0.4 * Math.random())));
}
