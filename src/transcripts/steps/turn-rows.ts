import { randomUUID } from 'node:crypto';
import { CodedError } from '../../errors.ts';
import type { HandoffRequest } from '../review.ts';
import type { TurnCommit } from '../store.ts';
import type { TurnFacts } from '../turn.ts';
import { searchableText } from '../words.ts';

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
  /** `text` is what is searched of an activity; its words are taken from it where it is written, for SQLite in its thread. */
  activities: { direction: 'in' | 'out'; activity: string; text: string; outbox: boolean }[];
  handoff?: HandoffRows;
  facts: Omit<TurnFacts, 'evidence'> & { evidence?: string };
}

const json = (value: unknown): string | null => JSON.stringify(value) ?? null;

/** A request for a person as it is written. */
export interface HandoffRows {
  summary: string | null;
  contact: string | null;
}

export const handoffRows = ({ summary, contact }: HandoffRequest): HandoffRows => ({
  summary: json(summary),
  contact: json(contact),
});

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
    text: searchableText(activity),
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
    ...(turn.handoff && { handoff: handoffRows(turn.handoff) }),
    facts: { ...facts, ...(evidence !== undefined && { evidence: JSON.stringify(evidence) }) },
  };
}
