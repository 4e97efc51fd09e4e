import { randomUUID } from 'node:crypto';
import { EMBEDDED_SERVICE_URL } from '../../src/http/embedded.ts';
import type { Locale } from '../../src/locale.ts';
import type { ActivityJson } from '../../src/transcripts/turn.ts';
import type { Served } from './served.ts';

/** Somebody who writes to the assistant over Direct Line; each message is a real turn. */
export function visitorOf(
  { bot }: Pick<Served, 'bot'>,
  locale: Locale,
  conversationId: string = randomUUID(),
) {
  const receive = async (activity: Record<string, unknown>): Promise<ActivityJson[]> => {
    const { outgoing } = await bot.receive({
      id: randomUUID(),
      channelId: 'directline',
      serviceUrl: EMBEDDED_SERVICE_URL,
      conversation: { id: conversationId },
      from: { id: 'dl_visitor', role: 'user' },
      recipient: { id: 'passerelle', name: 'Passerelle', role: 'bot' },
      timestamp: new Date(),
      locale,
      ...activity,
    } as never);
    return outgoing as ActivityJson[];
  };
  return {
    conversationId,
    receive,
    say: (text: string, more: Record<string, unknown> = {}) => receive({ type: 'message', text, ...more }),
  };
}
