import type { Activity } from 'botbuilder-core';
import { retryLater } from '../http/http-error.ts';
import type { Limits } from '../http/limits.ts';

/** The bot as this channel needs it: it resolves when the turn is on disk. */
export interface Receiver {
  receive(activity: Activity, options?: TurnOptions): Promise<unknown>;
}

interface TurnOptions {
  /** Rejects with a CodedError `CONVERSATION_UNKNOWN` when the conversation has not begun, or was erased. */
  mustExist?: boolean;
}

/**
 * Runs a turn and waits until it is on disk, bounded in number and time.
 * @throws {HttpError} 503: the client sends again; a turn that was done meanwhile is recognised by its id.
 */
export type RunTurn = (activity: Activity, options?: TurnOptions) => Promise<void>;

export function createTurns(
  bot: Receiver,
  { turnsInHand, turnMs }: Pick<Limits, 'turnsInHand' | 'turnMs'>,
): RunTurn {
  let inHand = 0;
  return async (activity, options) => {
    if (inHand >= turnsInHand) throw retryLater(503, 'Busy', 'The server is busy. Try again in a moment.', 2);
    inHand += 1;
    const turn = bot.receive(activity, options).finally(() => {
      inHand -= 1;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(retryLater(503, 'Busy', 'The answer takes longer than usual. Send it again.', 2)),
        turnMs,
      );
    });
    try {
      await Promise.race([turn, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
