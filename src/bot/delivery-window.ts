import { MESSENGER } from '../channels/limits.ts';
import type { ConversationStore, OutboxItem } from '../transcripts/store.ts';

/** Activities read at a time while looking back for what the visitor said last. */
const PAGE = 50;

const HOUR_MS = 3_600_000;

/**
 * Whether a channel's rules let this message out now. Messenger lets a page write within 24 hours of the visitor's
 * last message; an answer that is not an hour old is always within them.
 */
export async function isWithinWindow(
  store: Pick<ConversationStore, 'load' | 'read'>,
  { channel, conversationId, activity }: OutboxItem,
  now: Date,
): Promise<boolean> {
  if (channel !== 'facebook') return true;
  const saidAt = new Date(activity.timestamp ?? 0).getTime();
  if (activity.replyToId !== undefined && now.getTime() - saidAt < HOUR_MS) return true;
  const heardAt = await lastHeardAt(store, conversationId);
  return heardAt !== undefined && now.getTime() - heardAt.getTime() < MESSENGER.windowHours * HOUR_MS;
}

/** When the visitor last said something, from the end of the log backwards. */
async function lastHeardAt(
  store: Pick<ConversationStore, 'load' | 'read'>,
  conversationId: string,
): Promise<Date | undefined> {
  const { lastSeq } = await store.load(conversationId);
  for (let upTo = lastSeq; upTo > 0; upTo -= PAGE) {
    const afterSeq = Math.max(0, upTo - PAGE);
    const page = await store.read(conversationId, { afterSeq, limit: PAGE });
    const heard = page.findLast(({ direction }) => direction === 'in');
    if (heard?.activity.timestamp) return new Date(heard.activity.timestamp);
  }
  return undefined;
}
