import { HttpError } from '../http/http-error.ts';
import type { ConversationStore } from '../transcripts/store.ts';

/**
 * Lets only conversations pass that have begun and were not erased; gives the last position of the log.
 * @throws {HttpError} 404, which tells clients that the conversation has ended.
 */
export async function mustExist(
  store: Pick<ConversationStore, 'load'>,
  conversationId: string,
): Promise<number> {
  const { eTag, lastSeq } = await store.load(conversationId);
  if (eTag === undefined) throw conversationNotFound();
  return lastSeq;
}

export const conversationNotFound = () =>
  new HttpError(404, 'ConversationNotFound', 'The conversation has not begun or was deleted.');
