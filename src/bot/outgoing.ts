import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder-core';
import type { CommitResult, OutboxItem, TurnCommit } from '../transcripts/store.ts';
import type { ActivityJson } from '../transcripts/turn.ts';

/** Gives a message that goes out the id and the time under which it is kept. */
export const stamp = (activity: Partial<Activity>): Partial<Activity> => ({
  ...activity,
  id: randomUUID(),
  timestamp: new Date(),
});

/** An activity as it is kept: what only looks like JSON in it are its times. */
export const json = ({ timestamp, localTimestamp, ...activity }: Partial<Activity>): ActivityJson => ({
  ...(activity as ActivityJson),
  ...(timestamp && { timestamp: iso(timestamp) }),
  ...(localTimestamp && { localTimestamp: iso(localTimestamp) }),
});

/** In an activity that went through JSON before, as a test's may, times are text already. */
const iso = (time: Date | string): string => (typeof time === 'string' ? time : time.toISOString());

/** What of a commit must still reach its channel, as the outbox would give it. */
export function outboxOf(
  commit: TurnCommit,
  result: Extract<CommitResult, { status: 'committed' }>,
): OutboxItem[] {
  const firstSeq = result.lastSeq - commit.activities.length + 1;
  return commit.activities.flatMap(({ activity }, index) => {
    const id = result.outbox[commit.outbox.indexOf(activity.id ?? '')];
    if (id === undefined) return [];
    const { conversationId, channel, reference } = commit;
    return [{ id, conversationId, channel, reference, activity, seq: firstSeq + index, attempts: 0 }];
  });
}
