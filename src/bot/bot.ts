import type { Activity } from 'botbuilder-core';
import type { PasserelleAdapter } from './adapter.ts';
import type { createTurn, TurnOptions, TurnOutcome } from './turn.ts';

export interface Bot {
  /** Takes an activity that its transport has authenticated through a whole durable turn. */
  receive(activity: Activity, options?: TurnOptions): Promise<TurnOutcome>;
  /** Resolves when no turn is in hand any more; used by the graceful stop. */
  idle(): Promise<void>;
}

/** The bot as the transports see it: something that takes an activity and says how its turn ended. */
export function createBot(adapter: PasserelleAdapter, takeTurn: ReturnType<typeof createTurn>): Bot {
  const inHand = new Set<Promise<unknown>>();
  return {
    async receive(activity, options) {
      let outcome: TurnOutcome = { status: 'duplicate', outgoing: [], outbox: [] };
      const turn = adapter.runEmbedded(activity, async (context) => {
        outcome = await takeTurn(context, options);
      });
      inHand.add(turn);
      await turn.finally(() => inHand.delete(turn));
      return outcome;
    },
    async idle() {
      await Promise.allSettled(inHand);
    },
  };
}
