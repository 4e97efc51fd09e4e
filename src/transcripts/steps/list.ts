import type { OperationContext } from '../engine.ts';
import type { ConversationFilter, ConversationSummary, Page, PageRequest } from '../review.ts';
import { rows, type Steps, sql } from '../sql.ts';
import { matching } from './filter.ts';
import { decodeCursor, limitOf, pageOf, TimeKey } from './paging.ts';
import { SUMMARIES, SUMMARY_COLUMNS, type SummaryRow, summaries } from './summaries.ts';

export function* list(
  _context: OperationContext,
  filter: ConversationFilter,
  page: PageRequest = {},
): Steps<Page<ConversationSummary>> {
  const limit = limitOf(page);
  const after = decodeCursor(page.cursor, TimeKey);
  const found = yield* rows<SummaryRow>(sql`
    SELECT ${SUMMARY_COLUMNS} FROM ${SUMMARIES}
    WHERE ${matching(filter, after && sql`(c.last_at, c.id) < (${after[0]}, ${after[1]})`)}
    ORDER BY c.last_at DESC, c.id DESC LIMIT ${limit + 1}`);
  const known = yield* summaries(found);
  const items = found.flatMap(({ id }) => known.get(id) ?? []);
  return pageOf(
    items,
    limit,
    (item) => [item.lastAt.getTime(), item.conversationId],
    (item) => item,
  );
}
