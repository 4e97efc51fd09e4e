import type { OperationContext } from '../engine.ts';
import { redact } from '../redaction/redact.ts';
import type { ConversationFilter, ListedConversation, Page, PageRequest } from '../review.ts';
import { join, rows, type Steps, sql } from '../sql.ts';
import { searchableText } from '../words.ts';
import { parseActivity } from './conversation.ts';
import { matching } from './filter.ts';
import { contactsOf } from './known.ts';
import { decodeCursor, limitOf, pageOf, TimeKey } from './paging.ts';
import { SUMMARIES, SUMMARY_COLUMNS, type SummaryRow, summaries } from './summaries.ts';

/** How many activities are looked through for the visitor's first words: greeting and card included. */
const BEGINNING = 6;

export function* list(
  _context: OperationContext,
  filter: ConversationFilter,
  page: PageRequest = {},
): Steps<Page<ListedConversation>> {
  const limit = limitOf(page);
  const after = decodeCursor(page.cursor, TimeKey);
  const found = yield* rows<SummaryRow>(sql`
    SELECT ${SUMMARY_COLUMNS} FROM ${SUMMARIES}
    WHERE ${matching(filter, after && sql`(c.last_at, c.id) < (${after[0]}, ${after[1]})`)}
    ORDER BY c.last_at DESC, c.id DESC LIMIT ${limit + 1}`);
  return pageOf(
    yield* present(found),
    limit,
    (item) => [item.lastAt.getTime(), item.conversationId],
    (item) => item,
  );
}

function* present(found: SummaryRow[]): Steps<ListedConversation[]> {
  const summaryOf = yield* summaries(found);
  const openingOf = yield* openings([...summaryOf.keys()]);
  return [...summaryOf.values()].map((summary) => {
    const opening = openingOf.get(summary.conversationId);
    return { ...summary, ...(opening !== undefined && { opening }) };
  });
}

function* openings(ids: string[]): Steps<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = yield* rows<{ id: string; activity: string }>(sql`
    SELECT c.id, a.activity FROM conversations AS c
    JOIN activities AS a ON a.conversation_id = c.id AND a.seq = (
      SELECT min(seq) FROM activities
      WHERE conversation_id = c.id AND direction = 'in' AND words IS NOT NULL AND seq <= ${BEGINNING})
    WHERE c.id IN (${join(ids.map((id) => sql`${id}`))})`);
  const known = yield* contactsOf(ids);
  return new Map(
    found.map(({ id, activity }) => [id, redact(searchableText(parseActivity(activity)), known.get(id))]),
  );
}
