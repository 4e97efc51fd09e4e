import type { OperationContext } from '../engine.ts';
import { first, raw, rows, type Steps, sql } from '../sql.ts';
import type { OutboxItem } from '../store.ts';
import { parseActivity } from './conversation.ts';

interface OutboxRow {
  id: number;
  conversation_id: string;
  channel: string;
  seq: number;
  activity: string;
  reference: string | null;
  attempts: number;
}

/**
 * Leases what is due: conversations whose first item is, and of each as far as nothing in it is leased or postponed, so
 * that a visitor never gets the second half of an answer first. Who locks the first item has the conversation: two
 * instances that look at the same time share none.
 */
export function* pending(context: OperationContext, conversations: number): Steps<OutboxItem[]> {
  // One statement whose text never changes: SQLite keeps each text that it has prepared.
  const leased = yield* rows<OutboxRow>(sql`
    WITH heads AS (
      SELECT conversation_id FROM outbox AS head
      WHERE due_at <= ${context.now} AND NOT EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.conversation_id = head.conversation_id AND earlier.id < head.id)
      ORDER BY id LIMIT ${conversations} ${raw(context.engine === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : '')})
    UPDATE outbox SET due_at = ${context.now + context.leaseMs}
    WHERE due_at <= ${context.now} AND conversation_id IN (SELECT conversation_id FROM heads) AND NOT EXISTS (
      SELECT 1 FROM outbox AS held
      WHERE held.conversation_id = outbox.conversation_id AND held.id < outbox.id
        AND held.due_at > ${context.now})
    RETURNING id, conversation_id, seq, attempts,
      (SELECT channel FROM conversations WHERE conversations.id = outbox.conversation_id) AS channel,
      (SELECT reference FROM states WHERE states.conversation_id = outbox.conversation_id) AS reference,
      (SELECT activity FROM activities
        WHERE activities.conversation_id = outbox.conversation_id AND activities.seq = outbox.seq) AS activity`);
  return leased
    .sort((one, other) => one.id - other.id)
    .map((row) => ({
      id: String(row.id),
      conversationId: row.conversation_id,
      channel: row.channel,
      seq: row.seq,
      activity: parseActivity(row.activity),
      ...(row.reference !== null && { reference: JSON.parse(row.reference) }),
      attempts: row.attempts,
    }));
}

export function* isNext(_context: OperationContext, id: string): Steps<boolean> {
  const next = yield* first(sql`
    SELECT 1 AS found FROM outbox WHERE id = ${Number(id)} AND NOT EXISTS (
      SELECT 1 FROM outbox AS earlier
      WHERE earlier.conversation_id = outbox.conversation_id AND earlier.id < outbox.id)`);
  return next !== undefined;
}

export function* markSent(_context: OperationContext, id: string): Steps<void> {
  yield sql`DELETE FROM outbox WHERE id = ${Number(id)}`;
}

export function* markFailed(
  _context: OperationContext,
  id: string,
  error: string,
  retryAt: number,
): Steps<void> {
  yield sql`
    UPDATE outbox SET attempts = attempts + 1, error = ${error}, due_at = ${retryAt} WHERE id = ${Number(id)}`;
}

export function* putBack(_context: OperationContext, ids: string[], dueAt: number): Steps<void> {
  for (const id of ids) yield sql`UPDATE outbox SET due_at = ${dueAt} WHERE id = ${Number(id)}`;
}

/** A file has one process: what is leased when it opens was leased by one that is gone. */
export function* releaseLeases({ now }: OperationContext): Steps<void> {
  yield sql`UPDATE outbox SET due_at = ${now} WHERE due_at > ${now}`;
}
