import type { ConversationFilter } from '../review.ts';
import { join, raw, type Statement, sql } from '../sql.ts';

/** Conditions on `conversations AS c`, joined by AND; TRUE when there is none. */
export function matching(filter: ConversationFilter, ...more: (Statement | undefined)[]): Statement {
  const conditions = [...conditionsOf(filter), ...more.filter((condition) => condition !== undefined)];
  return conditions.length === 0 ? raw('1 = 1') : join(conditions, ' AND ');
}

export const isNarrow = (filter: ConversationFilter): boolean => conditionsOf(filter).length > 0;

function conditionsOf(filter: ConversationFilter): Statement[] {
  const { from, to, locale, channel, topic, event, rating, unanswered, handoff, tag, reviewed, reference } =
    filter;
  const conditions: Statement[] = [];
  if (from !== undefined) conditions.push(sql`c.last_at >= ${from.getTime()}`);
  if (to !== undefined) conditions.push(sql`c.started_at < ${to.getTime()}`);
  if (locale !== undefined) conditions.push(sql`c.locale = ${locale}`);
  if (channel !== undefined) conditions.push(sql`c.channel = ${channel}`);
  if (rating !== undefined) conditions.push(sql`c.rating = ${rating}`);
  if (unanswered !== undefined)
    conditions.push(unanswered ? raw('c.unanswered > 0') : raw('c.unanswered = 0'));
  if (handoff === 'any') conditions.push(raw('c.handoff IS NOT NULL'));
  else if (handoff !== undefined) conditions.push(sql`c.handoff = ${handoff}`);
  if (reviewed !== undefined) {
    conditions.push(reviewed ? raw('c.reviewed_at IS NOT NULL') : raw('c.reviewed_at IS NULL'));
  }
  if (topic !== undefined) conditions.push(has('turns', sql`topic = ${topic}`));
  if (reference !== undefined) conditions.push(has('turns', sql`reference = ${reference}`));
  if (event !== undefined) conditions.push(has('events', sql`event = ${event}`));
  if (tag !== undefined) conditions.push(has('tags', sql`tag = ${tag}`));
  return conditions;
}

const has = (table: string, condition: Statement): Statement =>
  sql`EXISTS (SELECT 1 FROM ${raw(table)} WHERE conversation_id = c.id AND ${condition})`;
