import type { ConversationStore } from './store.ts';

/** Who erased, where no account did: in the trail of what was done. */
export type Eraser = 'retention' | 'command';

/** Erases what is older than the retention allows and writes so into the trail; gives the number erased. */
export async function expireOld(
  store: Pick<ConversationStore, 'expire' | 'audit'>,
  days: number,
  actor: Eraser,
  now = new Date(),
): Promise<number> {
  const olderThan = new Date(now.getTime() - days * 24 * 3_600_000);
  const conversations = await store.expire(olderThan);
  if (conversations > 0) await store.audit({ actor, action: 'expire', detail: { days, conversations } });
  return conversations;
}
