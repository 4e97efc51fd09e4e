import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { CodedError } from '../../src/errors.ts';
import type { ConversationStore } from '../../src/transcripts/store.ts';
import type { ActivityJson } from '../../src/transcripts/turn.ts';

/**
 * Says again what it hears, through the store as the bot does: one durable commit a turn. Greets who arrives, and
 * on "forget me" erases the conversation, which begins anew with what it says then.
 */
export function createEchoBot(store: ConversationStore) {
  const heard: Activity[] = [];
  return {
    heard,
    async receive(incoming: Activity, { mustExist = false } = {}): Promise<void> {
      const conversationId = incoming.conversation.id;
      await store.exclusive(conversationId, async () => {
        const { state, eTag } = await store.load(conversationId);
        if (mustExist && eTag === undefined)
          throw new CodedError('CONVERSATION_UNKNOWN', 'There is no such conversation.', 'Reload the page.');
        heard.push(incoming);
        const erases = incoming.text === 'forget me';
        if (erases) await store.erase({ conversationId }, 'test');
        const keepsWords = incoming.type === 'message' && !erases;
        await store.commitTurn({
          conversationId,
          channel: incoming.channelId,
          userId: incoming.from.id,
          dedupeId: incoming.id,
          eTag: erases ? undefined : eTag,
          state: { turns: ((state as { turns: number } | undefined)?.turns ?? 0) + 1 },
          activities: [
            ...(keepsWords ? [{ direction: 'in' as const, activity: json(incoming) }] : []),
            { direction: 'out', activity: answerTo(incoming) },
          ],
          outbox: [],
          facts: {},
        });
      });
    },
  };
}

const json = (activity: Activity): ActivityJson => JSON.parse(JSON.stringify(activity));

const answerTo = (incoming: Activity): ActivityJson => ({
  type: 'message',
  id: randomUUID(),
  timestamp: new Date().toISOString(),
  serviceUrl: incoming.serviceUrl,
  from: incoming.recipient,
  recipient: incoming.from,
  replyToId: incoming.id,
  text:
    incoming.type === 'conversationUpdate'
      ? `Hello (${incoming.locale})`
      : `You said: ${incoming.text ?? incoming.type}`,
});
