import { CodedError } from '../../errors.ts';
import type { OperationContext } from '../engine.ts';
import type { Handoff, HandoffState, Page, PageRequest } from '../review.ts';
import { first, raw, rows, type Steps, sql } from '../sql.ts';
import { decodeCursor, limitOf, NumberKey, pageOf } from './paging.ts';
import type { HandoffRows } from './turn-rows.ts';

interface HandoffRow {
  id: number;
  conversation_id: string;
  state: HandoffState;
  summary: string | null;
  contact: string | null;
  requested_at: number;
  taken_at: number | null;
  taken_by: string | null;
  closed_at: number | null;
}

const COLUMNS = raw(
  `id, conversation_id, state, summary, contact, requested_at, taken_at, taken_by, closed_at`,
);

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
    RETURNING ${COLUMNS}`);
  return row && (yield* settle(row));
}

export function* requestHandoff(
  context: OperationContext,
  conversationId: string,
  request: HandoffRows,
): Steps<Handoff> {
  return known(yield* openHandoff(context, conversationId, request));
}

export function* takeHandoff({ now }: OperationContext, id: string, by: string): Steps<Handoff> {
  const taken = yield* first<HandoffRow>(sql`
    UPDATE handoffs SET state = 'taken', taken_at = ${now}, taken_by = ${by}
    WHERE id = ${Number(id)} AND state = 'waiting' RETURNING ${COLUMNS}`);
  if (taken !== undefined) return yield* settle(taken);
  const current = known(yield* find(id));
  if (current.state === 'taken' && current.takenBy === by) return current;
  throw new CodedError('HANDOFF_TAKEN', 'Somebody else was first.', 'Choose another request.');
}

export function* closeHandoff({ now }: OperationContext, id: string): Steps<Handoff> {
  const closed = yield* first<HandoffRow>(sql`
    UPDATE handoffs SET state = 'done', closed_at = coalesce(closed_at, ${now})
    WHERE id = ${Number(id)} RETURNING ${COLUMNS}`);
  return known(closed && (yield* settle(closed)));
}

export function* listHandoffs(
  _context: OperationContext,
  state?: HandoffState,
  page: PageRequest = {},
): Steps<Page<Handoff>> {
  const limit = limitOf(page);
  const [after] = decodeCursor(page.cursor, NumberKey) ?? [0];
  const found = yield* rows<HandoffRow>(sql`
    SELECT ${COLUMNS} FROM handoffs
    WHERE ${state === undefined ? raw("state <> 'done'") : sql`state = ${state}`} AND id > ${after}
    ORDER BY id LIMIT ${limit + 1}`);
  return pageOf(found, limit, ({ id }) => [id], handoff);
}

export function* handoffsOf(conversationId: string): Steps<Handoff[]> {
  const found = yield* rows<HandoffRow>(
    sql`SELECT ${COLUMNS} FROM handoffs WHERE conversation_id = ${conversationId} ORDER BY id`,
  );
  return found.map(handoff);
}

function* find(id: string): Steps<Handoff | undefined> {
  const row = yield* first<HandoffRow>(sql`SELECT ${COLUMNS} FROM handoffs WHERE id = ${Number(id)}`);
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

const handoff = (row: HandoffRow): Handoff => ({
  id: String(row.id),
  conversationId: row.conversation_id,
  state: row.state,
  summary: row.summary === null ? undefined : JSON.parse(row.summary),
  ...(row.contact !== null && { contact: JSON.parse(row.contact) }),
  requestedAt: new Date(row.requested_at),
  takenAt: row.taken_at === null ? undefined : new Date(row.taken_at),
  takenBy: row.taken_by ?? undefined,
  closedAt: row.closed_at === null ? undefined : new Date(row.closed_at),
});
