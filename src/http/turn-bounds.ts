import { retryLater } from './http-error.ts';
import type { Limits } from './limits.ts';

/**
 * Runs a turn, bounded in number and in the time that its client waits. One that is given up goes on by itself: sent
 * again, it is recognised by its id.
 * @throws {HttpError} 503: the client sends again.
 */
export type BoundTurn = <T>(turn: () => Promise<T>) => Promise<T>;

export function createTurnBounds({ turnsInHand, turnMs }: Pick<Limits, 'turnsInHand' | 'turnMs'>): BoundTurn {
  let inHand = 0;
  return async (run) => {
    if (inHand >= turnsInHand) throw retryLater(503, 'Busy', 'The server is busy. Try again in a moment.', 2);
    inHand += 1;
    return new Promise((resolve, reject) => {
      const late = () =>
        reject(retryLater(503, 'Busy', 'The answer takes longer than usual. Send it again.', 2));
      const timer = setTimeout(late, turnMs);
      const turn = run().finally(() => {
        inHand -= 1;
        clearTimeout(timer);
      });
      turn.then(resolve, reject);
    });
  };
}
