import type { OperationContext } from '../engine.ts';
import type { Handoff, HandoffState, Page, PageRequest } from '../review.ts';
import { raw, rows, type Steps, sql } from '../sql.ts';
import { HANDOFF_COLUMNS, type HandoffRow, handoff } from './handoff-row.ts';
import { decodeCursor, limitOf, NumberKey, pageOf } from './paging.ts';

export function* listHandoffs(
  _context: OperationContext,
  state?: HandoffState,
  page: PageRequest = {},
): Steps<Page<Handoff>> {
  const limit = limitOf(page);
  const [after] = decodeCursor(page.cursor, NumberKey) ?? [0];
  const found = yield* rows<HandoffRow>(sql`
    SELECT ${HANDOFF_COLUMNS} FROM handoffs
    WHERE ${state === undefined ? raw("state <> 'done'") : sql`state = ${state}`} AND id > ${after}
    ORDER BY id LIMIT ${limit + 1}`);
  return pageOf(found, limit, ({ id }) => [id], handoff);
}

export function* handoffsOf(conversationId: string): Steps<Handoff[]> {
  const found = yield* rows<HandoffRow>(
    sql`SELECT ${HANDOFF_COLUMNS} FROM handoffs WHERE conversation_id = ${conversationId} ORDER BY id`,
  );
  return found.map(handoff);
}
