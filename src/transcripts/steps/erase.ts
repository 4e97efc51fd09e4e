import type { OperationContext } from '../engine.ts';
import type { ErasureTarget } from '../review.ts';
import { changes, rows, type Steps, sql } from '../sql.ts';
import { audit } from './audit.ts';

/**
 * All that hangs on a conversation goes with it: activities, index, outbox, handoffs, notes, tags, facts. The trail
 * says so of each, in the same transaction.
 */
export function* erase(context: OperationContext, target: ErasureTarget, by: string): Steps<number> {
  const whose = 'userId' in target ? sql`user_id = ${target.userId}` : sql`id = ${target.conversationId}`;
  const erased = yield* rows<{ id: string }>(sql`DELETE FROM conversations WHERE ${whose} RETURNING id`);
  for (const { id } of erased) yield* audit(context, { actor: by, action: 'erase', subject: id });
  return erased.length;
}

/** Erases the oldest few; gives how many, so that the caller goes on while turns get in between. */
export function* eraseOldest(_context: OperationContext, olderThan: number, limit: number): Steps<number> {
  return yield* changes(sql`
    DELETE FROM conversations WHERE id IN (
      SELECT id FROM conversations WHERE last_at < ${olderThan} ORDER BY last_at LIMIT ${limit})`);
}
