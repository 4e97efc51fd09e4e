import type { Locale } from '../../locale.ts';
import type { OperationContext } from '../engine.ts';
import type { Period, Statistics } from '../review.ts';
import { first, raw, rows, type Statement, type Steps, sql } from '../sql.ts';
import { byDay, byHour, QUARTER_MS } from '../time-zone.ts';

type Totals = Pick<Statistics, 'turns' | 'conversations' | 'answered' | 'clarified' | 'unanswered'>;

const NOTHING: Totals = { turns: 0, conversations: 0, answered: 0, clarified: 0, unanswered: 0 };

export function* statistics(_context: OperationContext, period: Period, timeZone = 'UTC'): Steps<Statistics> {
  const during = within(period);
  const totals = yield* first<Totals>(sql`
    SELECT count(*) AS turns, count(DISTINCT conversation_id) AS conversations,
      count(CASE WHEN zone = 'answer' AND unanswered = 0 THEN 1 END) AS answered,
      count(CASE WHEN zone = 'clarify' AND unanswered = 0 THEN 1 END) AS clarified,
      coalesce(sum(unanswered), 0) AS unanswered
    FROM turns WHERE ${during}`);
  const quarters = yield* rows<{ quarter: number; turns: number }>(sql`
    SELECT at / ${raw(String(QUARTER_MS))} AS quarter, count(*) AS turns FROM turns WHERE ${during}
    GROUP BY at / ${raw(String(QUARTER_MS))}`);
  return {
    ...(totals ?? NOTHING),
    newConversations: yield* begun(period),
    questions: yield* questions(during),
    events: yield* events(during),
    hours: byHour(quarters, timeZone),
    days: byDay(quarters, timeZone),
    ratings: yield* ratings(during),
  };
}

const within = ({ from, to }: Period): Statement => sql`at >= ${from.getTime()} AND at < ${to.getTime()}`;

function* begun({ from, to }: Period): Steps<number> {
  const row = yield* first<{ begun: number }>(sql`
    SELECT count(*) AS begun FROM conversations
    WHERE started_at >= ${from.getTime()} AND started_at < ${to.getTime()}`);
  return row?.begun ?? 0;
}

function* questions(during: Statement): Steps<Statistics['questions']> {
  const found = yield* rows<{ topic: string; locale: Locale | null; turns: number }>(sql`
    SELECT topic, locale, count(*) AS turns FROM turns WHERE topic IS NOT NULL AND ${during}
    GROUP BY topic, locale ORDER BY turns DESC, topic, locale`);
  return found.map(({ topic, locale, turns }) => ({ topic, locale: locale ?? undefined, turns }));
}

function* events(during: Statement): Steps<Record<string, number>> {
  const found = yield* rows<{ event: string; conversations: number }>(sql`
    SELECT event, count(DISTINCT conversation_id) AS conversations FROM events WHERE ${during}
    GROUP BY event ORDER BY event`);
  return Object.fromEntries(found.map(({ event, conversations }) => [event, conversations]));
}

/** A conversation counts once, by its last rating. */
function* ratings(during: Statement): Steps<Statistics['ratings']> {
  const found = yield* rows<{ rating: number; conversations: number }>(sql`
    SELECT rating, count(*) AS conversations FROM conversations
    WHERE rating IS NOT NULL
      AND id IN (SELECT conversation_id FROM events WHERE event LIKE 'rated:%' AND ${during})
    GROUP BY rating`);
  const counted = new Map(found.map(({ rating, conversations }) => [rating, conversations]));
  const of = (rating: number) => counted.get(rating) ?? 0;
  return [of(1), of(2), of(3), of(4), of(5)];
}
