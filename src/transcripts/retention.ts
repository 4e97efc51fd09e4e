import type { Logger } from 'pino';
import type { ConversationStore } from './store.ts';

const DAY = 24 * 3_600_000;

/** Who erased, where no account did: in the trail of what was done. */
export type Eraser = 'retention' | 'command';

export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY);

type Store = Pick<ConversationStore, 'expire' | 'audit'>;

/** Erases what is older than the retention allows and writes so into the trail; gives the number erased. */
export async function expireOld(
  store: Store,
  days: number,
  actor: Eraser,
  now = new Date(),
): Promise<number> {
  const conversations = await store.expire(daysBefore(now, days));
  if (conversations > 0) await store.audit({ actor, action: 'expire', detail: { days, conversations } });
  return conversations;
}

/**
 * Runs what erases old words, by what they stand in, at once and then every day; gives the function that stops it. Each
 * gives the number of what it erased; one that fails keeps no other from its work.
 */
export function keepRetention(erasers: Record<string, () => Promise<number>>, logger: Logger): () => void {
  async function run(): Promise<void> {
    for (const [what, erase] of Object.entries(erasers)) {
      try {
        const erased = await erase();
        if (erased > 0) logger.info({ what, erased }, 'what was older than the retention was erased');
      } catch (error) {
        logger.error(
          { what, err: error },
          'what is older than the retention could not be erased; the next try is in a day',
        );
      }
    }
  }
  void run();
  const timer = setInterval(run, DAY).unref();
  return () => clearInterval(timer);
}
