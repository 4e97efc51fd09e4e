import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { ActivityJson, CommitResult, OutboxItem, TurnCommit } from '../transcripts/store.ts';

/** Gives a message that goes out the id and the time under which it is kept. */
export const stamp = (activity: Partial<Activity>): Partial<Activity> => ({
  ...activity,
  id: randomUUID(),
  timestamp: new Date(),
});

export const json = (activity: Partial<Activity>): ActivityJson => JSON.parse(JSON.stringify(activity));

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
