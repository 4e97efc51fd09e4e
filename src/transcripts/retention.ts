import type { Logger } from 'pino';
import type { ConversationStore } from './store.ts';

const DAY = 24 * 3_600_000;

/** Who erased, where no account did: in the trail of what was done. */
export type Eraser = 'retention' | 'command';

type Store = Pick<ConversationStore, 'expire' | 'audit'>;

/** Erases what is older than the retention allows and writes so into the trail; gives the number erased. */
export async function expireOld(
  store: Store,
  days: number,
  actor: Eraser,
  now = new Date(),
): Promise<number> {
  const conversations = await store.expire(new Date(now.getTime() - days * DAY));
  if (conversations > 0) await store.audit({ actor, action: 'expire', detail: { days, conversations } });
  return conversations;
}

/** Erases what is older than `days` at once and then every day; gives the function that stops it. */
export function keepRetention(store: Store, days: number, logger: Logger): () => void {
  const run = async () => {
    try {
      const erased = await expireOld(store, days, 'retention');
      if (erased > 0) logger.info({ erased, days }, 'conversations older than the retention were erased');
    } catch (error) {
      logger.error({ err: error }, 'old conversations could not be erased; the next try is in a day');
    }
  };
  void run();
  const timer = setInterval(run, DAY).unref();
  return () => clearInterval(timer);
}
