import type { Locale } from '../../locale.ts';
import type { ConversationSummary, HandoffState } from '../review.ts';
import { join, raw, rows, type Steps, sql } from '../sql.ts';

/** A row of `conversations AS c` beside its `states`. */
export interface SummaryRow {
  id: string;
  channel: string;
  user_id: string;
  locale: Locale | null;
  started_at: number;
  last_at: number;
  last_seq: number;
  turns: number;
  unanswered: number;
  rating: number | null;
  handoff: HandoffState | null;
  reviewed_at: number | null;
  reviewed_by: string | null;
}

export const SUMMARY_COLUMNS =
  raw(`c.id, c.channel, c.user_id, c.locale, c.started_at, c.last_at, states.last_seq,
  c.turns, c.unanswered, c.rating, c.handoff, c.reviewed_at, c.reviewed_by`);

export const SUMMARIES = raw('conversations AS c JOIN states ON states.conversation_id = c.id');

/** The summaries of the rows, tags included. */
export function* summaries(found: SummaryRow[]): Steps<Map<string, ConversationSummary>> {
  const tags = yield* tagsOf(found.map(({ id }) => id));
  return new Map(found.map((row) => [row.id, summary(row, tags.get(row.id) ?? [])]));
}

function* tagsOf(ids: string[]): Steps<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const found = yield* rows<{ conversation_id: string; tag: string }>(sql`
    SELECT conversation_id, tag FROM tags
    WHERE conversation_id IN (${join(ids.map((id) => sql`${id}`))}) ORDER BY tag`);
  return new Map(
    [...Map.groupBy(found, ({ conversation_id }) => conversation_id)].map(([id, group]) => [
      id,
      group.map(({ tag }) => tag),
    ]),
  );
}

const summary = (row: SummaryRow, tags: string[]): ConversationSummary => ({
  conversationId: row.id,
  channel: row.channel,
  userId: row.user_id,
  locale: row.locale ?? undefined,
  startedAt: new Date(row.started_at),
  lastAt: new Date(row.last_at),
  lastSeq: row.last_seq,
  turns: row.turns,
  unanswered: row.unanswered,
  rating: row.rating ?? undefined,
  handoff: row.handoff ?? undefined,
  reviewedAt: row.reviewed_at === null ? undefined : new Date(row.reviewed_at),
  reviewedBy: row.reviewed_by ?? undefined,
  tags,
});
