import type { Locale } from '../../locale.ts';
import type { OperationContext } from '../engine.ts';
import { redactActivity } from '../redaction/redact-activity.ts';
import type { ConversationDetail, Note, StoredTurn } from '../review.ts';
import { first, rows, type Steps, sql } from '../sql.ts';
import type { StoredActivity, TurnFacts } from '../turn.ts';
import { read } from './conversation.ts';
import { handoffsOf } from './handoff-list.ts';
import { contactsOf } from './known.ts';
import { SUMMARIES, SUMMARY_COLUMNS, type SummaryRow, summaries } from './summaries.ts';

export function* conversation(_context: OperationContext, id: string): Steps<ConversationDetail | undefined> {
  const row = yield* first<SummaryRow>(sql`SELECT ${SUMMARY_COLUMNS} FROM ${SUMMARIES} WHERE c.id = ${id}`);
  if (row === undefined) return undefined;
  const summary = (yield* summaries([row])).get(id);
  if (summary === undefined) return undefined;
  return {
    ...summary,
    turnFacts: yield* turnsOf(id),
    notes: yield* notesOf(id),
    handoffs: yield* handoffsOf(id),
  };
}

export function* transcript(
  context: OperationContext,
  id: string,
  { afterSeq, limit, reveal = false }: { afterSeq?: number; limit?: number; reveal?: boolean } = {},
): Steps<StoredActivity[]> {
  const said = yield* read(context, id, { afterSeq, limit });
  if (reveal) return said;
  const known = (yield* contactsOf([id])).get(id);
  return said.map((stored) => ({ ...stored, activity: redactActivity(stored.activity, known) }));
}

function* notesOf(id: string): Steps<Note[]> {
  const found = yield* rows<{ id: number; at: number; author: string; text: string }>(
    sql`SELECT id, at, author, text FROM notes WHERE conversation_id = ${id} ORDER BY id`,
  );
  return found.map((note) => ({ ...note, id: String(note.id), at: new Date(note.at) }));
}

interface TurnRow {
  id: number;
  first_seq: number;
  last_seq: number;
  at: number;
  locale: Locale | null;
  topic: string | null;
  zone: TurnFacts['zone'] | null;
  confidence: number | null;
  unanswered: number;
  reference: string | null;
  evidence: string | null;
}

function* turnsOf(id: string): Steps<StoredTurn[]> {
  const found = yield* rows<TurnRow>(sql`
    SELECT id, first_seq, last_seq, at, locale, topic, zone, confidence, unanswered, reference, evidence
    FROM turns WHERE conversation_id = ${id} ORDER BY id`);
  const events = yield* rows<{ turn_id: number; event: string }>(
    sql`SELECT turn_id, event FROM events WHERE conversation_id = ${id}`,
  );
  const eventsOf = Map.groupBy(events, ({ turn_id }) => turn_id);
  return found.map((row) => ({
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    at: new Date(row.at),
    locale: row.locale ?? undefined,
    topic: row.topic ?? undefined,
    zone: row.zone ?? undefined,
    confidence: row.confidence ?? undefined,
    unanswered: row.unanswered === 1,
    reference: row.reference ?? undefined,
    ...(row.evidence !== null && { evidence: JSON.parse(row.evidence) }),
    events: (eventsOf.get(row.id) ?? []).map(({ event }) => event),
  }));
}
