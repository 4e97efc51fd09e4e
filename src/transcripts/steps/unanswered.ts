import type { Locale } from '../../locale.ts';
import type { OperationContext } from '../engine.ts';
import { redact } from '../redaction/redact.ts';
import type { ConversationFilter, Page, PageRequest, UnansweredQuestion } from '../review.ts';
import { rows, type Steps, sql } from '../sql.ts';
import { searchableText } from '../words.ts';
import { parseActivity } from './conversation.ts';
import { matching } from './filter.ts';
import { contactsOf } from './known.ts';
import { decodeCursor, limitOf, pageOf, TimeNumberKey } from './paging.ts';

interface QuestionRow {
  id: number;
  conversation_id: string;
  at: number;
  locale: Locale | null;
  topic: string | null;
  confidence: number | null;
  seq: number;
  activity: string;
}

export function* unanswered(
  _context: OperationContext,
  { from, to, locale, topic, ...filter }: ConversationFilter,
  page: PageRequest = {},
): Steps<Page<UnansweredQuestion>> {
  const limit = limitOf(page);
  const after = decodeCursor(page.cursor, TimeNumberKey);
  const conditions = matching(
    filter,
    from && sql`t.at >= ${from.getTime()}`,
    to && sql`t.at < ${to.getTime()}`,
    locale && sql`t.locale = ${locale}`,
    topic === undefined ? undefined : sql`t.topic = ${topic}`,
    after && sql`(t.at, t.id) < (${after[0]}, ${after[1]})`,
  );
  // The visitor's words are the turn's first incoming activity.
  const found = yield* rows<QuestionRow>(sql`
    SELECT t.id, t.conversation_id, t.at, t.locale, t.topic, t.confidence, a.seq, a.activity
    FROM turns AS t
    JOIN conversations AS c ON c.id = t.conversation_id
    JOIN activities AS a ON a.conversation_id = t.conversation_id AND a.seq = (
      SELECT min(seq) FROM activities
      WHERE conversation_id = t.conversation_id AND direction = 'in' AND seq BETWEEN t.first_seq AND t.last_seq)
    WHERE t.unanswered = 1 AND ${conditions}
    ORDER BY t.at DESC, t.id DESC LIMIT ${limit + 1}`);
  const known = yield* contactsOf(found.map(({ conversation_id }) => conversation_id));
  return pageOf(
    found,
    limit,
    ({ at, id }) => [at, id],
    (row) => ({
      conversationId: row.conversation_id,
      seq: row.seq,
      at: new Date(row.at),
      locale: row.locale ?? undefined,
      topic: row.topic ?? undefined,
      confidence: row.confidence ?? undefined,
      text: redact(searchableText(parseActivity(row.activity)), known.get(row.conversation_id)),
    }),
  );
}
