import { CodedError } from '../../errors.ts';
import type { OperationContext } from '../engine.ts';
import type { Handoff } from '../review.ts';
import { first, type Steps, sql } from '../sql.ts';
import { HANDOFF_COLUMNS, type HandoffRow, handoff } from './handoff-row.ts';
import type { HandoffRows } from './turn-rows.ts';

/** Opens a request, or renews what the open one says. */
export function* openHandoff(
  { now }: OperationContext,
  conversationId: string,
  { summary, contact }: HandoffRows,
): Steps<Handoff | undefined> {
  const row = yield* first<HandoffRow>(sql`
    INSERT INTO handoffs (conversation_id, state, summary, contact, requested_at)
    VALUES (${conversationId}, 'waiting', ${summary}, ${contact}, ${now})
    ON CONFLICT (conversation_id) WHERE state <> 'done'
    DO UPDATE SET summary = excluded.summary, contact = coalesce(excluded.contact, handoffs.contact)
    RETURNING ${HANDOFF_COLUMNS}`);
  return row && (yield* settle(row));
}

export function* requestHandoff(
  context: OperationContext,
  conversationId: string,
  request: HandoffRows,
): Steps<Handoff> {
  return known(yield* openHandoff(context, conversationId, request));
}

export function* takeHandoff(
  { now }: OperationContext,
  id: string,
  by: string,
  from?: string,
): Steps<Handoff> {
  const taken = yield* first<HandoffRow>(sql`
    UPDATE handoffs SET state = 'taken', taken_at = ${now}, taken_by = ${by}
    WHERE id = ${Number(id)} AND (state = 'waiting' OR (state = 'taken' AND taken_by = ${from ?? null}))
    RETURNING ${HANDOFF_COLUMNS}`);
  if (taken !== undefined) return yield* settle(taken);
  const current = known(yield* find(id));
  if (current.state === 'taken' && current.takenBy === by) return current;
  throw new CodedError('HANDOFF_TAKEN', 'Somebody else was first.', 'Choose another request.');
}

export function* closeHandoff({ now }: OperationContext, id: string): Steps<Handoff> {
  const closed = yield* first<HandoffRow>(sql`
    UPDATE handoffs SET state = 'done', closed_at = coalesce(closed_at, ${now})
    WHERE id = ${Number(id)} RETURNING ${HANDOFF_COLUMNS}`);
  return known(closed && (yield* settle(closed)));
}

function* find(id: string): Steps<Handoff | undefined> {
  const row = yield* first<HandoffRow>(sql`SELECT ${HANDOFF_COLUMNS} FROM handoffs WHERE id = ${Number(id)}`);
  return row && handoff(row);
}

/** The conversation carries the state of its newest request, for lists to filter by. */
function* settle(row: HandoffRow): Steps<Handoff> {
  yield sql`
    UPDATE conversations SET handoff = (
      SELECT state FROM handoffs WHERE conversation_id = ${row.conversation_id} ORDER BY id DESC LIMIT 1)
    WHERE id = ${row.conversation_id}`;
  return handoff(row);
}

function known(found: Handoff | undefined): Handoff {
  if (found !== undefined) return found;
  throw new CodedError('HANDOFF_UNKNOWN', 'There is no such request.', 'It may have been erased.');
}
