import type { OperationContext } from '../engine.ts';
import { raw, rows, type Steps, sql } from '../sql.ts';
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
 * Leases what is due. An item waits while an earlier one of its conversation is leased or postponed,
 * so that a visitor never gets the second half of an answer first.
 */
export function* pending(context: OperationContext, limit: number): Steps<OutboxItem[]> {
  // One statement whose text never changes: SQLite keeps each text that it has prepared.
  const leased = yield* rows<OutboxRow>(sql`
    UPDATE outbox SET due_at = ${context.now + context.leaseMs}
    WHERE id IN (
      SELECT id FROM outbox AS due
      WHERE due_at <= ${context.now} AND NOT EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.conversation_id = due.conversation_id AND earlier.id < due.id
          AND earlier.due_at > ${context.now})
      ORDER BY id LIMIT ${limit} ${raw(context.engine === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : '')})
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

/** A file has one process: what is leased when it opens was leased by one that is gone. */
export function* releaseLeases({ now }: OperationContext): Steps<void> {
  yield sql`UPDATE outbox SET due_at = ${now} WHERE due_at > ${now}`;
}
