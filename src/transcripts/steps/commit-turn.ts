import type { OperationContext } from '../engine.ts';
import { changes, first, join, rows, type Steps, sql } from '../sql.ts';
import type { CommitResult } from '../store.ts';
import { indexedWords } from '../words.ts';
import { openHandoff } from './handoffs.ts';
import type { TurnRows } from './turn-rows.ts';

/** The steps of one turn; they run in one transaction, so a turn is kept whole or not at all. */
export function* commitTurn(context: OperationContext, turn: TurnRows): Steps<CommitResult> {
  if (turn.dedupeId !== undefined && (yield* isKnown(turn.conversationId, turn.dedupeId))) {
    return { status: 'duplicate' };
  }
  const lastSeq = turn.eTag === undefined ? yield* begin(context, turn) : yield* advance(context, turn);
  if (lastSeq === undefined) return { status: 'stale' };
  const firstSeq = lastSeq - turn.activities.length + 1;

  if (turn.dedupeId !== undefined) {
    yield sql`INSERT INTO received (conversation_id, dedupe_id) VALUES (${turn.conversationId}, ${turn.dedupeId})`;
  }
  yield* keepActivities(context, turn, firstSeq);
  yield* keepFacts(context, turn, firstSeq, lastSeq);
  const outbox = yield* keepOutbox(context, turn, firstSeq);
  if (turn.handoff !== undefined) yield* openHandoff(context, turn.conversationId, turn.handoff);
  return { status: 'committed', eTag: turn.newETag, lastSeq, outbox };
}

function* isKnown(conversationId: string, dedupeId: string): Steps<boolean> {
  const known = yield* first(
    sql`SELECT 1 AS known FROM received WHERE conversation_id = ${conversationId} AND dedupe_id = ${dedupeId}`,
  );
  return known !== undefined;
}

/** A new conversation; `undefined` when there is one already. */
function* begin({ now }: OperationContext, turn: TurnRows): Steps<number | undefined> {
  const created = yield* changes(sql`
    INSERT INTO conversations (id, channel, user_id, locale, started_at, last_at, turns, unanswered, rating)
    VALUES (${turn.conversationId}, ${turn.channel}, ${turn.userId}, ${turn.facts.locale ?? null},
      ${now}, ${now}, 1, ${turn.facts.unanswered ? 1 : 0}, ${ratingOf(turn)})
    ON CONFLICT DO NOTHING`);
  if (created === 0) return undefined;
  const lastSeq = turn.activities.length;
  yield sql`
    INSERT INTO states (conversation_id, etag, last_seq, reference, state)
    VALUES (${turn.conversationId}, ${turn.newETag}, ${lastSeq}, ${turn.reference}, ${turn.state})`;
  return lastSeq;
}

/** The next turn of a conversation; `undefined` when its state is not the one that the turn was run on. */
function* advance({ now }: OperationContext, turn: TurnRows): Steps<number | undefined> {
  const state = yield* first<{ last_seq: number }>(sql`
    UPDATE states SET etag = ${turn.newETag}, state = ${turn.state},
      last_seq = last_seq + ${turn.activities.length}, reference = coalesce(${turn.reference}, reference)
    WHERE conversation_id = ${turn.conversationId} AND etag = ${turn.eTag ?? null}
    RETURNING last_seq`);
  if (state === undefined) return undefined;
  yield sql`
    UPDATE conversations SET user_id = ${turn.userId}, last_at = ${now}, turns = turns + 1,
      unanswered = unanswered + ${turn.facts.unanswered ? 1 : 0},
      locale = coalesce(${turn.facts.locale ?? null}, locale), rating = coalesce(${ratingOf(turn)}, rating)
    WHERE id = ${turn.conversationId}`;
  return state.last_seq;
}

/** The event `rated:4` is also kept with the conversation, where lists filter by it. */
function ratingOf(turn: TurnRows): number | null {
  const rated = turn.facts.events?.findLast((event) => /^rated:[1-5]$/.test(event));
  return rated === undefined ? null : Number(rated.slice('rated:'.length));
}

function* keepActivities({ now }: OperationContext, turn: TurnRows, firstSeq: number): Steps<void> {
  if (turn.activities.length === 0) return;
  const values = turn.activities.map(
    ({ direction, activity, text }, index) =>
      sql`(${turn.conversationId}, ${firstSeq + index}, ${direction}, ${now}, ${activity}, ${indexedWords(text)})`,
  );
  yield sql`INSERT INTO activities (conversation_id, seq, direction, at, activity, words) VALUES ${join(values)}`;
}

function* keepFacts(
  { now }: OperationContext,
  turn: TurnRows,
  firstSeq: number,
  lastSeq: number,
): Steps<void> {
  const { conversationId, facts } = turn;
  const kept = yield* first<{ id: number }>(sql`
    INSERT INTO turns (conversation_id, first_seq, last_seq, at, locale, topic, zone, confidence, unanswered,
      reference, evidence)
    VALUES (${conversationId}, ${firstSeq}, ${lastSeq}, ${now}, ${facts.locale ?? null}, ${facts.topic ?? null},
      ${facts.zone ?? null}, ${facts.confidence ?? null}, ${facts.unanswered ? 1 : 0},
      ${facts.reference ?? null}, ${facts.evidence ?? null})
    RETURNING id`);
  if (kept === undefined || !facts.events?.length) return;
  const values = facts.events.map((event) => sql`(${conversationId}, ${kept.id}, ${now}, ${event})`);
  yield sql`INSERT INTO events (conversation_id, turn_id, at, event) VALUES ${join(values)}`;
}

/** Leased from the start to whoever commits: it is about to deliver them. */
function* keepOutbox(context: OperationContext, turn: TurnRows, firstSeq: number): Steps<string[]> {
  const values = turn.activities.flatMap(({ outbox }, index) =>
    outbox ? [sql`(${turn.conversationId}, ${firstSeq + index}, ${context.now + context.leaseMs}, 0)`] : [],
  );
  if (values.length === 0) return [];
  const kept = yield* rows<{ id: number }>(
    sql`INSERT INTO outbox (conversation_id, seq, due_at, attempts) VALUES ${join(values)} RETURNING id`,
  );
  return kept.map(({ id }) => String(id)).sort((a, b) => Number(a) - Number(b));
}
