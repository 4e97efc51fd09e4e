import type { Logger } from 'pino';
import type { ConversationStore } from './store.ts';

const DAY = 24 * 3_600_000;

interface Settings {
  store: Pick<ConversationStore, 'expire'>;
  /** Days a conversation is kept after its last turn. */
  days: number;
  logger: Logger;
  now?: () => Date;
}

/** Erases what is older than it may be, at once and then every day; gives the function that stops it. */
export function keepRetention({ store, days, logger, now = () => new Date() }: Settings): () => void {
  const run = async () => {
    try {
      const erased = await store.expire(new Date(now().getTime() - days * DAY));
      if (erased > 0) logger.info({ erased, days }, 'conversations older than the retention were erased');
    } catch (error) {
      logger.error({ err: error }, 'old conversations could not be erased; the next try is in a day');
    }
  };
  void run();
  const timer = setInterval(run, DAY).unref();
  return () => clearInterval(timer);
}
