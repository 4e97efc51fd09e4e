import type { Translate } from '../i18n.ts';
import type { Logger } from '../log.ts';
import type { ConversationStore, OutboxItem } from '../transcripts/store.ts';

/** Why a message will never reach its channel. */
export type Cause =
  | { code: 'window' }
  | { code: 'refused'; reason: string }
  | { code: 'exhausted'; attempts: number };

interface Parts {
  store: Pick<ConversationStore, 'note' | 'tag' | 'markSent'>;
  /** The words of the staff pages. */
  t: Translate;
  logger: Logger;
}

/**
 * Gives messages up: they stay in the conversation, staff finds it by its tag and reads why in a note, and the
 * outbox lets what comes after them pass.
 */
export const createGiveUp =
  ({ store, t, logger }: Parts) =>
  async (items: OutboxItem[], cause: Cause): Promise<void> => {
    const [item] = items;
    if (!item) return;
    const { conversationId, channel } = item;
    const messages = items.filter(({ activity }) => activity.type === 'message');
    if (messages.length > 0) {
      await store.note(conversationId, {
        author: t('channels:undeliverable.author'),
        text: t('channels:undeliverable.note', {
          channel,
          count: messages.length,
          reason: inWords(t, cause),
        }),
      });
      await store.tag(conversationId, t('channels:undeliverable.tag'));
    }
    for (const { id } of items) await store.markSent(id);
    logger.warn(
      { channel, conversationId, cause, messages: items.length },
      'messages could not be delivered',
    );
  };

function inWords(t: Translate, cause: Cause): string {
  switch (cause.code) {
    case 'window':
      return t('channels:undeliverable.window');
    case 'refused':
      return t('channels:undeliverable.refused', { code: cause.reason });
    case 'exhausted':
      return t('channels:undeliverable.exhausted', { attempts: cause.attempts });
  }
}
