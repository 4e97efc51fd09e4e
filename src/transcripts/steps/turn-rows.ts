import { randomUUID } from 'node:crypto';
import { CodedError } from '../../errors.ts';
import type { TurnCommit, TurnFacts } from '../store.ts';

/** A turn as it is written: what is JSON in the database is text already. */
export interface TurnRows {
  conversationId: string;
  channel: string;
  userId: string;
  dedupeId?: string;
  eTag?: string;
  newETag: string;
  state: string | null;
  reference: string | null;
  activities: { direction: 'in' | 'out'; activity: string; outbox: boolean }[];
  facts: Omit<TurnFacts, 'evidence'> & { evidence?: string };
}

const json = (value: unknown): string | null => JSON.stringify(value) ?? null;

/**
 * Writes a turn down as rows. Throws a CodedError `INVALID_TURN` when the outbox names an activity that the
 * turn does not send, a TypeError when something in it is no JSON.
 */
export function turnRows(turn: TurnCommit): TurnRows {
  const { evidence, ...facts } = turn.facts;
  const outbox = new Set(turn.outbox);
  const activities = turn.activities.map(({ direction, activity }) => ({
    direction,
    activity: JSON.stringify(activity),
    outbox: direction === 'out' && activity.id !== undefined && outbox.delete(activity.id),
  }));
  if (outbox.size > 0) {
    throw new CodedError(
      'INVALID_TURN',
      `The outbox names ${outbox.size} activities that the turn does not send.`,
      'Give every outgoing activity its id before the turn is committed.',
    );
  }
  return {
    conversationId: turn.conversationId,
    channel: turn.channel,
    userId: turn.userId,
    dedupeId: turn.dedupeId,
    eTag: turn.eTag,
    newETag: randomUUID(),
    state: json(turn.state),
    reference: json(turn.reference),
    activities,
    facts: { ...facts, ...(evidence !== undefined && { evidence: JSON.stringify(evidence) }) },
  };
}
