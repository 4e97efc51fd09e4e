import type { EngineName, OperationContext } from '../engine.ts';
import { excerpt, matchExpression, parseQuery, type SearchQuery } from '../query.ts';
import { redact } from '../redaction/redact.ts';
import type { ConversationFilter, Page, PageRequest, SearchHit } from '../review.ts';
import { rows, type Statement, type Steps, sql } from '../sql.ts';
import { searchableText } from '../words.ts';
import { parseActivity } from './conversation.ts';
import { isNarrow, matching } from './filter.ts';
import { contactsOf } from './known.ts';
import { decodeCursor, encodeCursor, limitOf, NumberKey, pageOf } from './paging.ts';
import { SUMMARY_COLUMNS, type SummaryRow, summaries } from './summaries.ts';

/** How many matches a search with conditions looks through at a time before it answers with what it has. */
const WINDOWS = [500, 9_500];

/** Beginnings of up to this length have an index of their own (migration 003). */
const INDEXED_BEGINNING = 4;

/** More words than this begin alike only where the beginning is as good as none. */
const MOST_COMPLETIONS = 200;

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
  const match = matchExpression(query, engine, yield* completions(engine, query.beginning));
  const conditions = matching(filter, ...query.phrases.map(sideBySide));
  const isFiltered = isNarrow(filter) || query.phrases.length > 0;

  let [before] = decodeCursor(page.cursor, NumberKey) ?? [Number.MAX_SAFE_INTEGER];
  let isExhausted = false;
  const hits: HitRow[] = [];
  for (const window of isFiltered ? WINDOWS : [limit + 1]) {
    const found = matchesBefore(engine, match, before, window);
    const looked = yield* look(found, conditions, limit + 1 - hits.length);
    hits.push(...looked.hits);
    isExhausted = looked.matches < window;
    before = looked.oldest;
    if (isExhausted || hits.length > limit) break;
  }
  const answered = pageOf(
    hits,
    limit,
    ({ activity_id }) => [activity_id],
    (row) => row,
  );
  const next = answered.next ?? (isExhausted ? undefined : encodeCursor([before]));
  return { items: yield* present(answered.items, query), ...(next !== undefined && { next }) };
}

/**
 * The words that begin so. SQLite would put a longer beginning together from all its matches ever, before it gives
 * the newest; word by word it reads only as many as are asked for.
 */
function* completions(engine: EngineName, beginning = ''): Steps<string[] | undefined> {
  if (engine !== 'sqlite' || beginning.length <= INDEXED_BEGINNING) return undefined;
  const found = yield* rows<{ term: string }>(sql`
    SELECT term FROM activities_vocabulary
    WHERE term >= ${beginning} AND term < ${`${beginning}\u{10ffff}`} LIMIT ${MOST_COMPLETIONS + 1}`);
  return found.length > MOST_COMPLETIONS ? undefined : found.map(({ term }) => term);
}

const matchesBefore = (engine: EngineName, match: string, before: number, most: number): Statement =>
  engine === 'sqlite'
    ? sql`SELECT rowid AS id FROM activities_words
        WHERE activities_words MATCH ${match} AND rowid < ${before} ORDER BY rowid DESC LIMIT ${most}`
    : sql`SELECT id FROM activities
        WHERE words_vector @@ ${match}::tsquery AND id < ${before} ORDER BY id DESC LIMIT ${most}`;

const sideBySide = (phrase: string): Statement => sql`' ' || a.words || ' ' LIKE ${`% ${phrase} %`}`;

/**
 * The newest matches that fulfil the conditions, and how far back the matches went. CROSS JOIN tells SQLite to begin
 * with the matches; it would guess that reading everything is cheaper.
 */
function* look(
  found: Statement,
  conditions: Statement,
  most: number,
): Steps<{ hits: HitRow[]; matches: number; oldest: number }> {
  const looked = yield* rows<
    (HitRow | { activity_id: null }) & { matches: number; oldest: number | null }
  >(sql`
    WITH found AS MATERIALIZED (${found}), hits AS (
      SELECT ${SUMMARY_COLUMNS}, a.id AS activity_id, a.seq, a.direction, a.at, a.activity
      FROM found CROSS JOIN activities AS a CROSS JOIN conversations AS c CROSS JOIN states
      WHERE a.id = found.id AND c.id = a.conversation_id AND states.conversation_id = c.id AND ${conditions}
      ORDER BY a.id DESC LIMIT ${most})
    SELECT hits.*, looked.matches, looked.oldest
    FROM (SELECT count(*) AS matches, min(id) AS oldest FROM found) AS looked LEFT JOIN hits ON 1 = 1
    ORDER BY activity_id DESC`);
  const [{ matches, oldest } = { matches: 0, oldest: null }] = looked;
  return { hits: looked.filter((row) => row.activity_id !== null), matches, oldest: oldest ?? 0 };
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
