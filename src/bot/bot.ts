import type { Activity } from 'botbuilder-core';
import { LIMITS, type Limits } from '../http/limits.ts';
import { createTurnBounds } from '../http/turn-bounds.ts';
import type { PasserelleAdapter } from './adapter.ts';
import type { createTurn, TurnOptions, TurnOutcome } from './turn.ts';

export interface Bot {
  /**
   * Takes an activity that its transport has authenticated through a whole durable turn.
   * @throws {HttpError} 503 when the turns of all channels together are too many, or this one takes too long; what it
   * then still commits for a channel's connector is delivered from the outbox.
   */
  receive(activity: Activity, options?: TurnOptions): Promise<TurnOutcome>;
  /** Resolves when no turn is in hand any more; used by the graceful stop. */
  idle(): Promise<void>;
}

/** The bot as the transports see it: something that takes an activity and says how its turn ended. */
export function createBot(
  adapter: PasserelleAdapter,
  takeTurn: ReturnType<typeof createTurn>,
  limits: Pick<Limits, 'turnsInHand' | 'turnMs'> = LIMITS,
): Bot {
  const inHand = new Set<Promise<unknown>>();
  const bounded = createTurnBounds(limits);

  async function run(activity: Activity, options?: TurnOptions): Promise<TurnOutcome> {
    let outcome: TurnOutcome = { status: 'duplicate', outgoing: [], outbox: [] };
    const turn = adapter.runEmbedded(activity, async (context) => {
      outcome = await takeTurn(context, options);
    });
    inHand.add(turn);
    await turn.finally(() => inHand.delete(turn));
    return outcome;
  }

  return {
    receive: (activity, options) => bounded(() => run(activity, options)),
    async idle() {
      await Promise.allSettled(inHand);
    },
  };
}
