import { MemoryStorage } from 'botbuilder';
import { createQueue } from '../../../src/transcripts/queue.ts';
import type { ReviewStore } from '../../../src/transcripts/review.ts';
import type { ConversationStore, TurnStore } from '../../../src/transcripts/store.ts';

/**
 * Stands in for `src/transcripts/open-store.ts`: botbuilder's own MemoryStorage holds each conversation's state, and
 * nothing else is kept, as in a bot of its samples. No log, no deduplication, no outbox, no disk.
 */
export async function openConversationStore(): Promise<ConversationStore> {
  const storage = new MemoryStorage();
  const nothing = async () => {};

  const store: TurnStore &
    Pick<ReviewStore, 'expire' | 'listHandoffs'> &
    Pick<ConversationStore, 'ready' | 'close'> = {
    async load(id) {
      const { [id]: kept } = await storage.read([id]);
      return { lastSeq: 0, ...(kept && { state: kept.state, eTag: kept.eTag }) };
    },
    async commitTurn({ conversationId, state }) {
      await storage.write({ [conversationId]: { state, eTag: '*' } });
      return { status: 'committed', eTag: '*', lastSeq: 0, outbox: [] };
    },
    exclusive: createQueue(),
    read: async () => [],
    onCommit: () => () => {},
    pending: async () => [],
    markSent: nothing,
    isNext: async () => false,
    markFailed: nothing,
    putBack: nothing,
    expire: async () => 0,
    listHandoffs: async () => ({ items: [] }),
    ready: nothing,
    close: nothing,
  };
  return store as ConversationStore;
}
