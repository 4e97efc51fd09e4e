import type { OperationContext } from '../engine.ts';
import { excerpt, matchExpression, parseQuery, type SearchQuery } from '../query.ts';
import { redact } from '../redaction/redact.ts';
import type { ConversationFilter, Page, PageRequest, SearchHit } from '../review.ts';
import { first, rows, type Statement, type Steps, sql } from '../sql.ts';
import { searchableText } from '../words.ts';
import { parseActivity } from './conversation.ts';
import { isNarrow, matching } from './filter.ts';
import { contactsOf } from './known.ts';
import { decodeCursor, encodeCursor, limitOf, NumberKey, pageOf } from './paging.ts';
import { SUMMARY_COLUMNS, type SummaryRow, summaries } from './summaries.ts';

/** How many matches a search with conditions looks through before it answers with what it has. */
const WINDOW = 10_000;

interface HitRow extends SummaryRow {
  activity_id: number;
  seq: number;
  direction: 'in' | 'out';
  at: number;
  activity: string;
}

export function* search(
  { engine }: OperationContext,
  typed: string,
  filter: ConversationFilter,
  page: PageRequest = {},
): Steps<Page<SearchHit>> {
  const query = parseQuery(typed);
  if (query === undefined) return { items: [] };
  const limit = limitOf(page);
  const [before] = decodeCursor(page.cursor, NumberKey) ?? [Number.MAX_SAFE_INTEGER];
  const isFiltered = isNarrow(filter) || query.phrases.length > 0;
  const window = isFiltered ? WINDOW : limit + 1;
  const match = matchExpression(query, engine);
  const found =
    engine === 'sqlite'
      ? sql`SELECT rowid AS id FROM activities_words
          WHERE activities_words MATCH ${match} AND rowid < ${before} ORDER BY rowid DESC LIMIT ${window}`
      : sql`SELECT id FROM activities
          WHERE words_vector @@ ${match}::tsquery AND id < ${before} ORDER BY id DESC LIMIT ${window}`;

  const hits = yield* rows<HitRow>(sql`
    WITH found AS (${found})
    SELECT ${SUMMARY_COLUMNS}, a.id AS activity_id, a.seq, a.direction, a.at, a.activity
    FROM found JOIN activities AS a ON a.id = found.id
    JOIN conversations AS c ON c.id = a.conversation_id JOIN states ON states.conversation_id = c.id
    WHERE ${matching(filter, ...query.phrases.map(sideBySide))}
    ORDER BY a.id DESC LIMIT ${limit + 1}`);
  const answered = pageOf(
    hits,
    limit,
    ({ activity_id }) => [activity_id],
    (row) => row,
  );
  const next = answered.next ?? (isFiltered ? yield* endOfWindow(found, window) : undefined);
  return { items: yield* present(answered.items, query), ...(next !== undefined && { next }) };
}

const sideBySide = (phrase: string): Statement => sql`' ' || a.words || ' ' LIKE ${`% ${phrase} %`}`;

/** Where to go on when the window was full of matches but not of hits. */
function* endOfWindow(found: Statement, window: number): Steps<string | undefined> {
  const end = yield* first<{ oldest: number; matches: number }>(
    sql`WITH found AS (${found}) SELECT min(id) AS oldest, count(*) AS matches FROM found`,
  );
  return end !== undefined && end.matches === window ? encodeCursor([end.oldest]) : undefined;
}

function* present(hits: HitRow[], query: SearchQuery): Steps<SearchHit[]> {
  const conversations = yield* summaries(hits);
  const known = yield* contactsOf([...conversations.keys()]);
  return hits.flatMap((hit) => {
    const conversation = conversations.get(hit.id);
    if (conversation === undefined) return [];
    const text = redact(searchableText(parseActivity(hit.activity)), known.get(hit.id));
    const { seq, direction } = hit;
    return [{ conversation, seq, direction, at: new Date(hit.at), excerpt: excerpt(text, query) }];
  });
}
