import type { Logger } from 'pino';
import type { ConversationStore } from './store.ts';

const DAY = 24 * 3_600_000;

type Store = Pick<ConversationStore, 'expire' | 'audit'>;

/**
 * Erases the conversations that nobody touched for so many days and, where there were any, writes into the audit
 * trail who did; gives their number.
 */
export async function expireOld(
  store: Store,
  days: number,
  actor: 'retention' | 'command',
  now = new Date(),
): Promise<number> {
  const conversations = await store.expire(new Date(now.getTime() - days * DAY));
  if (conversations > 0) await store.audit({ actor, action: 'expire', detail: { days, conversations } });
  return conversations;
}

interface Settings {
  store: Store;
  /** Days a conversation is kept after its last turn. */
  days: number;
  logger: Logger;
  now?: () => Date;
}

/** Erases what is older than it may be, at once and then every day; gives the function that stops it. */
export function keepRetention({ store, days, logger, now = () => new Date() }: Settings): () => void {
  const run = async () => {
    try {
      const erased = await expireOld(store, days, 'retention', now());
      if (erased > 0) logger.info({ erased, days }, 'conversations older than the retention were erased');
    } catch (error) {
      logger.error({ err: error }, 'old conversations could not be erased; the next try is in a day');
    }
  };
  void run();
  const timer = setInterval(run, DAY).unref();
  return () => clearInterval(timer);
}
