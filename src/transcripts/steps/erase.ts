import type { OperationContext } from '../engine.ts';
import type { ErasureTarget } from '../review.ts';
import { changes, type Steps, sql } from '../sql.ts';

/** All that hangs on a conversation goes with it: activities, index, outbox, handoffs, notes, tags, facts. */
export function* erase(_context: OperationContext, target: ErasureTarget): Steps<number> {
  return 'userId' in target
    ? yield* changes(sql`DELETE FROM conversations WHERE user_id = ${target.userId}`)
    : yield* changes(sql`DELETE FROM conversations WHERE id = ${target.conversationId}`);
}

/** Erases the oldest few; gives how many, so that the caller goes on while turns get in between. */
export function* eraseOldest(_context: OperationContext, olderThan: number, limit: number): Steps<number> {
  return yield* changes(sql`
    DELETE FROM conversations WHERE id IN (
      SELECT id FROM conversations WHERE last_at < ${olderThan} ORDER BY last_at LIMIT ${limit})`);
}
