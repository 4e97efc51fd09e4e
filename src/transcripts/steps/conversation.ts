import type { OperationContext } from '../engine.ts';
import { first, raw, rows, type Steps, sql } from '../sql.ts';
import type { Loaded, ReadOptions } from '../store.ts';
import type { ActivityJson, StoredActivity } from '../turn.ts';

export function* load(_context: OperationContext, conversationId: string): Steps<Loaded> {
  const row = yield* first<{
    state: string | null;
    etag: string;
    last_seq: number;
    reference: string | null;
  }>(sql`SELECT state, etag, last_seq, reference FROM states WHERE conversation_id = ${conversationId}`);
  if (row === undefined) return { lastSeq: 0 };
  return {
    state: parse(row.state),
    eTag: row.etag,
    lastSeq: row.last_seq,
    ...(row.reference !== null && { reference: parse(row.reference) }),
  };
}

export function* read(
  _context: OperationContext,
  conversationId: string,
  { afterSeq = 0, limit, direction }: ReadOptions = {},
): Steps<StoredActivity[]> {
  const found = yield* rows<{ seq: number; direction: 'in' | 'out'; activity: string }>(sql`
    SELECT seq, direction, activity FROM activities
    WHERE conversation_id = ${conversationId} AND seq > ${afterSeq}
      ${direction === undefined ? raw('') : sql`AND direction = ${direction}`}
    ORDER BY seq ${limit === undefined ? raw('') : sql`LIMIT ${limit}`}`);
  return found.map(({ activity, ...row }) => ({ ...row, activity: parseActivity(activity) }));
}

/** Only what this store wrote itself, hence no further check. */
export const parseActivity = (text: string): ActivityJson => JSON.parse(text);

const parse = (text: string | null): unknown => (text === null ? undefined : JSON.parse(text));
