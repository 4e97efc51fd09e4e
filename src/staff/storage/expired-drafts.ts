import type { StaffStorage } from './open.ts';

/**
 * Erases the drafts that nobody saved since: they hold visitors' questions. Gives their number. The query builder is
 * not worth loading for it.
 */
export async function expireDrafts(storage: Pick<StaffStorage, 'select'>, olderThan: Date): Promise<number> {
  const gone = await storage.select(`DELETE FROM drafts WHERE at < ${olderThan.getTime()} RETURNING id`);
  return gone.length;
}
